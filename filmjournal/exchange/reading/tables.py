"""Tables of cells parted by commas, semicolons or tabs, as programs write them, and as others leave them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from itertools import islice

from msgspec import Struct

from filmjournal.exchange.batch import Place, Problem
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.reading.decoding import as_utf8
from filmjournal.exchange.reading.uneven import EvenRows
from filmjournal.model.text import fold

LONGEST_CELL = 1_000_000
"""How many characters a cell may have: a review has a few thousand."""

_CUT_OFF = "the file ends in the middle of this row, or a cell in it never ends: export it once more."

_DELIMITERS = ",;\t"
_PROBED = 65_536
_SHOWN = 5
"""Rows that are named; the others are counted."""

_FRACTION = re.compile(r"\s*\d{4}\.0+\s*", re.ASCII)
"""A year that a program for tables took for a number."""

_ESCAPED_QUOTE = re.compile(rb'\\"[^",;\t\r\n]')
"""A quotation mark inside a cell that is not doubled, but has a backslash before it."""

_DELIMITER_STATED = re.compile(rb"sep=([,;\t])\r?\n", re.IGNORECASE)


class TableRow(Struct, frozen=True):
    """One row."""

    place: Place
    """The place of the row."""
    cells: dict[str, str]
    """Every cell word for word, by the heading of its column."""


class Table(Struct, frozen=True):
    """A table that was read."""

    head: tuple[str, ...]
    """The headings of the columns, without space around them; none where the file could not be read."""
    rows: tuple[TableRow, ...] = ()
    """The rows."""
    problems: tuple[Problem, ...] = ()
    """The rows that could not be read."""
    notes: tuple[str, ...] = ()
    """What to know about the file, a sentence each."""
    before: tuple[tuple[str, ...], ...] = ()
    """The rows above the head, where it is not the first."""

    def column(self, *names: str) -> str | None:
        """Return the heading that is one of these, whatever its case; None where there is none."""
        folded = {fold(heading): heading for heading in reversed(self.head)}
        return next((folded[name] for name in map(fold, names) if name in folded), None)


def read_table(data: bytes, file: str, *, latin: bool = False, begins: str = "", is_as_written: bool = False) -> Table:
    """Return the table that these bytes are.

    `latin` says that they may be Latin-1 where they are not UTF-8; `begins` is the first heading, where other rows
    stand above the head; `is_as_written` that nothing has happened to it since, and what looks like damage is meant. It
    raises nothing: a file that cannot be read is one problem.
    """
    try:
        text, notes = as_utf8(data, file, latin=latin, is_as_written=is_as_written)
    except CannotImportError as error:
        return Table((), problems=(Problem(Place(file), str(error)),))
    before: list[tuple[str, ...]] = []
    with _longer_cells():
        records = _Records(text)
        for record in records:
            if record and any(record) and fold(record[0].strip()) == fold(begins or record[0].strip()):
                break
            before.append(tuple(record or ()))
        else:
            return Table((), notes=notes, before=tuple(before), problems=_headless(before, file, begins))
        head = _headings(record)
        repairs = _Repairs(head, text, keeps_zeros=is_as_written)
        rows, problems = _read_rows(records, head, file, repairs)
    return Table(head, tuple(rows), tuple(problems), (*notes, *repairs.notes(file)), tuple(before))


def read_head(data: bytes) -> tuple[str, ...]:
    """Return the first row of a table that has something in it, at little cost."""
    begun = data[:_PROBED].decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "ignore")
    with _longer_cells():
        records = (record for record in _Records(begun.encode()) if record and any(record))
        return next((_headings(record) for record in records if not record[0].startswith("<<<<<<<")), ())


def delimiter_of(data: bytes) -> str:
    """Return what separates the cells of a table whose bytes are UTF-8, or nearly so."""
    return _delimiter(data)


def _headless(before: Sequence[tuple[str, ...]], file: str, begins: str) -> tuple[Problem, ...]:
    if begins and any(map(any, before)):
        return (Problem(Place(file), f"{file} has no table that begins with “{begins}”."),)
    return (Problem(Place(file), f"{file} is empty: not even the headings stand in it."),)


class _Repairs:
    """Repairs of what other programs do to rows, with the numbers of the rows."""

    def __init__(self, head: Sequence[str], text: bytes, *, keeps_zeros: bool) -> None:
        self._has_zeros = not keeps_zeros and b"\0" in text
        self.is_possible = self._has_zeros or b".0" in text
        self.blank = 0
        self._year = next((place for place, heading in enumerate(head) if fold(heading) == "year"), -1)
        self._years: dict[int, str] = {}
        self._zeros: list[int] = []

    def repair(self, number: int, record: list[str]) -> list[str]:
        """Return a row without zero bytes; note rows that had some, or that have a year such as 1995.0."""
        if self._has_zeros and any("\0" in cell for cell in record):
            self._zeros.append(number)
            record = [cell.replace("\0", "") for cell in record]
        if 0 <= self._year < len(record) and _FRACTION.fullmatch(record[self._year]):
            self._years[number] = record[self._year].strip()
        return record

    def notes(self, file: str) -> Iterator[str]:
        """Yield what was done, a sentence each."""
        if self._zeros:
            yield f"{file}: {_rows(self._zeros, 'zero bytes, which were left out')}."
        if self._years:
            year = next(iter(self._years.values()))
            yield f"{file}: {_rows(list(self._years), f'a year such as {year}, which was read as {year[:4]}')}."
        if self.blank:
            rows = (
                "a row has nothing in it, and was"
                if self.blank == 1
                else f"{self.blank:,} rows have nothing in them, and were"
            )
            yield f"{file}: {rows} left out."


def _rows(numbers: Sequence[int], what: str) -> str:
    shown = [f"{number:,}" for number in numbers[:_SHOWN]]
    last = shown.pop() if len(numbers) <= _SHOWN else f"{len(numbers) - _SHOWN:,} more"
    if not shown:
        return f"a row has {what}: row {last}"
    return f"{len(numbers):,} rows have {what}: rows {', '.join(shown)} and {last}"


def _read_rows(
    records: "_Records", head: tuple[str, ...], file: str, repairs: _Repairs
) -> tuple[list[TableRow], list[Problem]]:
    rows: list[TableRow] = []
    uneven: list[tuple[Place, list[str]]] = []
    problems: list[Problem] = []
    number, width = 0, len(head)
    for record in records:
        if record is not None and not any(record):
            repairs.blank += len(record) > 0
            continue
        number += 1
        place = Place(file, number)
        if record is None:
            problems.append(Problem(place, f"it has a cell of more than {LONGEST_CELL:,} characters."))
            continue
        cells = repairs.repair(number, record) if repairs.is_possible else record
        while len(cells) > width and not cells[-1]:  # some programs end each row with a delimiter
            cells = cells[:-1]
        if len(cells) != width:
            uneven.append((place, cells))
        elif any(cells):
            rows.append(TableRow(place, dict(zip(head, cells, strict=True))))
    if uneven and uneven[-1][0].row == number and records.end_within_quotes:
        place, cells = uneven.pop()
        problems.append(Problem(place, _CUT_OFF, by_heading(head, cells)))
    return (_with_uneven(rows, uneven, head, problems), problems) if uneven else (rows, problems)


def _with_uneven(
    rows: list[TableRow], uneven: Sequence[tuple[Place, list[str]]], head: Sequence[str], problems: list[Problem]
) -> list[TableRow]:
    """Return the rows with those that have too many or too few cells, as far as it is sure which these are.

    Each of them adds to `problems`.
    """
    even = EvenRows(head, (tuple(row.cells.values()) for row in rows))
    for place, cells in uneven:
        reason = f"it has {len(cells)} cell{'s' * (len(cells) != 1)}, and there are {len(head)} headings"
        mended = even.mended(cells)
        if mended is None:
            problems.append(Problem(place, f"{reason}.", by_heading(head, cells)))
        else:
            told = f"{reason}: {mended.what}."
            problems.append(Problem(place, told, by_heading(head, cells), is_partial=True))
            rows.append(TableRow(place, dict(zip(head, mended.cells, strict=True))))
    problems.sort(key=lambda problem: problem.place.row)
    return sorted(rows, key=lambda row: row.place.row)


def by_heading(head: Sequence[str], record: Sequence[str]) -> dict[str, str]:
    """Return the cells of a row by the headings, and those that are too many by the number of their column."""
    further = (f"column {at + 1}" for at in range(len(head), len(record)))
    return {heading: cell[:LONGEST_CELL] for heading, cell in zip((*head, *further), record, strict=False)}


def _headings(record: list[str]) -> tuple[str, ...]:
    """Return the headings, made distinct: those that are missing or occur twice get the number of the column."""
    headings: list[str] = []
    for at, heading in enumerate((cell.strip() for cell in record), start=1):
        headings.append(heading if heading and heading not in headings else f"{heading or 'column'} {at}")
    return tuple(headings)


class _Records:
    """The rows of a text in UTF-8, each as its cells; None for one with a cell that is too long."""

    def __init__(self, text: bytes) -> None:
        stated = _DELIMITER_STATED.match(text)
        self._text = text[stated.end() :] if stated else text
        self._delimiter = stated[1].decode() if stated else _delimiter(text)
        self._escape = "\\" if _ESCAPED_QUOTE.search(text) else None
        self._rows = self._read()

    def __iter__(self) -> Iterator[list[str] | None]:
        return self._rows

    @property
    def end_within_quotes(self) -> bool:
        """Whether a cell is still open where the text ends."""
        return self._text.count(b'"') % 2 == 1

    def _read(self) -> Iterator[list[str] | None]:
        read = 0
        try:
            for row in self._reader(self._lines()):
                read += 1
                yield row
        except csv.Error:
            yield from islice(self._read_past_long_cells(), read, None)

    def _read_past_long_cells(self) -> Iterator[list[str] | None]:
        quotes = _Quotes()
        lines = quotes.counted(self._lines())
        rows = self._reader(lines)
        while True:
            try:
                yield from rows
            except csv.Error:
                yield None
                while quotes.are_open and next(lines, None) is not None:
                    pass
            else:
                return

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, escapechar=self._escape)

    def _lines(self) -> Iterator[str]:
        return TextIOWrapper(BytesIO(self._text), encoding="utf-8", newline="")


class _Quotes:
    """Knows whether the lines so far end within a cell, which goes on in the next."""

    def __init__(self) -> None:
        self.are_open = False

    def counted(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            if line.count('"') % 2:
                self.are_open = not self.are_open
            yield line


@contextmanager
def _longer_cells() -> Iterator[None]:
    """Let cells be as long as they may be; what the csv module allows by itself is less."""
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: bytes) -> str:
    """Return what parts the cells: the most frequent delimiter of the first line that has any."""
    for line in text[:_PROBED].decode("utf-8", "ignore").split("\n"):
        if any(delimiter in line for delimiter in _DELIMITERS):
            return max(_DELIMITERS, key=line.count)
    return ","
