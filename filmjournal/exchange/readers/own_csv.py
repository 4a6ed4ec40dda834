"""Our own tables: what `export --to csv` and `find --csv` write, also after a spreadsheet has saved them."""

from functools import lru_cache

from filmjournal.exchange.columns import HEAD, read_row
from filmjournal.exchange.readers.gathered import Gathered
from filmjournal.exchange.tables import TableRow, read_head, read_table

_SIGNS = frozenset({"title", "watched", "companions", "breakdown"})
"""Headings that no other service has together."""


def is_ours(beginning: bytes) -> bool:
    """Whether a file is a table with our headings."""
    return {_plain(heading) for heading in read_head(beginning)} >= _SIGNS


def read(name: str, data: bytes, gathered: Gathered) -> None:
    """Take in all that stands in a table."""
    table = read_table(data, name)
    for sentence in table.notes:
        gathered.note(sentence)
    for problem in table.problems:
        gathered.problem(problem.place, problem.reason, problem.cells)
    for row in table.rows:
        _take_in(row, gathered)


def _take_in(row: TableRow, gathered: Gathered) -> None:
    record, faults = read_row({_plain(heading): cell for heading, cell in row.cells.items()})
    read = gathered.read(record, row.place, lambda: row.cells)
    for fault in faults:
        gathered.problem(row.place, fault, row.cells, comes_in=read is not None)
    if read is None:
        return
    film, viewing = read
    unknown = any(cell and _plain(heading) not in HEAD for heading, cell in row.cells.items())
    name = gathered.film(film, row.place)
    gathered.viewing(name, viewing, row.place, row.cells if unknown or not viewing.id else {})


@lru_cache(maxsize=256)
def _plain(heading: str) -> str:
    return heading.strip().lower().replace(" ", "_")
