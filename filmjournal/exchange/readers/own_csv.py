"""Our own tables: what `export --to csv` and `find --csv` write, also after a spreadsheet has saved them."""

from collections.abc import Mapping
from functools import lru_cache

from filmjournal.exchange.entry.csv_columns import HEAD, WISH_HEAD, read_row
from filmjournal.exchange.readers.records import RecordBuilder
from filmjournal.exchange.reading.tables import TableRow, read_head, read_table
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish

_SIGNS = frozenset({"title", "watched", "companions", "breakdown"})
_WISH_SIGNS = frozenset({"title", "added", "recommended_by", "why"})
"""Headings that no other service has together: of a table of viewings, and of wishes."""

_HEADS = tuple(f"{','.join(head)}\n".encode() for head in (HEAD, WISH_HEAD))
"""How a table begins that no other program has saved since."""


def is_ours(beginning: bytes) -> bool:
    """Whether a file is a table with our headings."""
    head = {_plain(heading) for heading in read_head(beginning)}
    return head >= _SIGNS or head >= _WISH_SIGNS


def read(name: str, data: bytes, builder: RecordBuilder) -> None:
    """Take in all that stands in a table."""
    table = read_table(data, name, is_as_written=data.startswith(_HEADS))
    for sentence in table.notes:
        builder.add_note(sentence)
    for problem in table.problems:
        builder.add_problem(problem.place, problem.reason, problem.cells)
    is_of_wishes = {_plain(heading) for heading in table.head} >= _WISH_SIGNS
    for row in table.rows:
        _take_in(row, builder, is_of_wishes=is_of_wishes)


def _take_in(row: TableRow, builder: RecordBuilder, *, is_of_wishes: bool) -> None:
    cells = {_plain(heading): cell for heading, cell in row.cells.items()}
    record, faults = read_row(cells)
    read = builder.read(record, row.place, lambda: row.cells)
    for fault in faults:
        builder.add_problem(row.place, fault, row.cells, is_partial=read is not None)
    if read is None:
        return
    film, viewing = read
    unknown = any(cell and heading not in (WISH_HEAD if is_of_wishes else HEAD) for heading, cell in cells.items())
    name, kept = builder.add_film(film, row.place), row.cells if unknown or not viewing.id else {}
    if is_of_wishes:
        builder.add_wish(name, _wish(cells, viewing, row, builder), row.place, kept)
    else:
        builder.add_viewing(name, viewing, row.place, kept)


def _wish(cells: Mapping[str, str], viewing: Viewing, row: TableRow, builder: RecordBuilder) -> Wish:
    """Return the wish of a row, of which the ids and times were read as those of a viewing."""
    try:
        added = When(cells["added"]) if cells["added"] else None
    except InvalidValueError as error:
        builder.add_problem(row.place, f"added: {error}", row.cells, is_partial=True)
        added = None
    by, why = cells["recommended_by"], cells["why"]
    return Wish(viewing.id, "", added, by, why, created=viewing.created, modified=viewing.modified)


@lru_cache(maxsize=256)
def _plain(heading: str) -> str:
    return heading.strip().lower().replace(" ", "_")
