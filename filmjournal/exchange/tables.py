"""Tables of cells parted by commas, semicolons or tabs, as programs write them."""

import csv
import io

from msgspec import Struct

from filmjournal.exchange.batch import Place, Problem

_DELIMITERS = ",;\t"


class TableRow(Struct, frozen=True):
    """One row."""

    place: Place
    """Where it stands."""
    cells: dict[str, str]
    """Every cell word for word, by the heading of its column as it stands there."""


class Table(Struct, frozen=True):
    """A table that was read."""

    head: tuple[str, ...]
    """The headings of the columns."""
    rows: tuple[TableRow, ...] = ()
    """The rows."""
    problems: tuple[Problem, ...] = ()
    """The rows that could not be read."""
    notes: tuple[str, ...] = ()
    """What to know about the file, a sentence each."""


def read_table(data: bytes, file: str, *, latin: bool = False) -> Table:
    """Return the table that these bytes are; `latin` says that they may be Latin-1 where they are no UTF-8."""
    try:
        text, notes = _decoded(data, file, latin=latin)
    except UnicodeDecodeError:
        return Table((), problems=(Problem(Place(file), "this is no UTF-8 text."),))
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    head = tuple(lines[0]) if lines else ()
    rows: list[TableRow] = []
    problems: list[Problem] = []
    for number, line in enumerate(filter(None, lines[1:]), start=1):
        cells, place = dict(zip(head, line, strict=False)), Place(file, number)
        if len(line) == len(head):
            rows.append(TableRow(place, cells))
        else:
            reason = f"this row has {len(line)} cells, and the head has {len(head)}."
            problems.append(Problem(place, reason, cells | {"": ",".join(line[len(head) :])}))
    return Table(head, tuple(rows), tuple(problems), notes)


def read_head(data: bytes) -> tuple[str, ...]:
    """Return the first row of a table, at little cost."""
    text = data[:65536].decode("utf-8-sig", errors="ignore")
    try:
        return tuple(next(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), ()))
    except csv.Error:
        return ()


def _decoded(data: bytes, file: str, *, latin: bool) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        if not latin:
            raise
        return data.decode("latin-1"), (f"{file} is no UTF-8, and was read as Latin-1.",)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)
