"""Services that write tables and JSON: each kind of table is a form, known by its headings.

What services write as JSON, taken apart into rows of cells.
"""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec
from msgspec import Struct

from filmjournal.exchange.batch import Batch, Moment, Place, Problem, Reader
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.rows import Row, headings
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.tables import read_head, read_table
from filmjournal.model.collector import collector_paused
from filmjournal.model.errors import InvalidValueError

_DEEPEST = 20
"""How deep a value is taken apart; no service writes any that is half as deep."""


def read_json(data: bytes, path: str) -> object | Problem:
    """Return what the JSON of a file says, or what is wrong with it."""
    try:
        told: object = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Problem(Place(path), f"this is no JSON: {str(error)[:1].lower()}{str(error)[1:]}.")
    except RecursionError:
        return Problem(Place(path), "this is nested too deep.")
    return told


def cells_of(value: object, name: str = "") -> dict[str, str]:
    """Return each thing that a value says, by its path in it such as movie.ids.imdb. Nothing, and null, is empty."""
    cells: dict[str, str] = {}
    _collect(value, name, cells)
    return cells


def objects_in(value: object) -> list[Mapping[str, object]]:
    """Return the objects that a list has; none of anything else."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _collect(value: object, name: str, cells: dict[str, str], depth: int = 0) -> None:
    within: Iterable[tuple[object, object]]
    if depth == _DEEPEST:
        cells[name] = msgspec.json.encode(value).decode()
        return
    if isinstance(value, dict):
        within = value.items()
    elif isinstance(value, list):
        within = enumerate(value)
    else:
        cells[name] = value if isinstance(value, str) else "" if value is None else msgspec.json.encode(value).decode()
        return
    for key, each in within:
        _collect(each, f"{name}.{key}" if name else str(key), cells, depth + 1)


AddRow = Callable[[BatchBuilder, Row], None]
"""Takes one row in. Raises InvalidValueError where nothing can be made of it."""


class TableFormat(Struct, frozen=True):
    """One kind of table that a service writes."""

    needs: frozenset[str]
    """The folded headings by which it is known."""
    add: AddRow
    """What takes its rows in."""


class JsonFormat(Struct, frozen=True):
    """The JSON that a service writes."""

    needs: tuple[str, ...]
    """The keys by which it is known, all of them."""
    any_of: tuple[str, ...]
    """The keys by which it is known, one of them."""
    add: Callable[[BatchBuilder, object, str, Moment], bool]
    """Takes in what stands in a file. Returns whether it tells of films at all."""


class HeadlessFormat(Struct, frozen=True):
    """A table that a service writes without a head."""

    head: str
    """What stands in the columns."""
    is_row: Callable[[Sequence[str]], bool]
    """Whether these cells are its first row."""
    add: AddRow
    """What takes its rows in."""


class ServiceFormat(Struct, frozen=True):
    """All that a service writes."""

    service: str
    """How rows of it are marked."""
    shown: str
    """What people call it."""
    tables: tuple[TableFormat, ...] = ()
    """Its tables."""
    headless: HeadlessFormat | None = None
    """Its table without a head."""
    json: JsonFormat | None = None
    """Its JSON."""
    latin: bool = False
    """Whether some of it is Latin-1."""
    only: str = ""
    """What the name of a file begins with, where no other of several may be opened."""
    finish: Callable[[BatchBuilder], None] = lambda _: None
    """What is to be seen to when all files are read."""

    def reader(self) -> Reader:
        """Return what reads it."""
        return Reader(self.service, self.shown, self.recognises, self.read)

    def recognises(self, files: Files) -> bool:
        """Whether one of the files is written like this."""
        return any(self._is_known(path, files[path]) for path in files if self._may_open(path, files))

    def read(self, files: Files, moment: Moment) -> Batch:
        """Return what the files tell."""
        with collector_paused():
            builder = BatchBuilder(self.service, files.notes)
            left_out = [
                path
                for path in files
                if not self._may_open(path, files) or not self._read_file(builder, path, files, moment)
            ]
            if left_out:
                builder.add_note(f"Left out, as {self.shown} tells of no films there: {', '.join(left_out)}.")
            self.finish(builder)
            builder.mark_rewatches()
            return builder.build()

    def _may_open(self, path: str, files: Files) -> bool:
        return len(files) == 1 or PurePosixPath(path).name.lower().startswith(self.only)

    def _is_known(self, path: str, data: bytes) -> bool:
        if not is_json(path):
            head = read_head(data)
            return format_of(self.tables, head) is not None or self._is_headless(head)
        found_format = self.json
        if found_format is None:
            return False
        stands = [f'"{key}"'.encode() in data for key in found_format.needs]
        return all(stands) and any(f'"{key}"'.encode() in data for key in found_format.any_of)

    def _read_file(self, builder: BatchBuilder, path: str, files: Files, moment: Moment) -> bool:
        """Read a file; return whether it tells of films."""
        data = opened(builder, path, files)
        if data is None:
            return True
        if self.json and is_json(path):
            told = read_json(data, path)
            if not isinstance(told, Problem):
                return self.json.add(builder, told, path, moment)
            builder.add_problem(told)
            return True
        head = read_head(data)
        found_format = format_of(self.tables, head)
        if found_format is not None:
            add_table(builder, data, path, found_format.add, moment, latin=self.latin)
        elif self.headless and self._is_headless(head):
            headed = f"{self.headless.head}\n".encode() + data.removeprefix(BOM_UTF8)
            add_table(builder, headed, path, self.headless.add, moment, latin=self.latin)
        else:
            return False
        return True

    def _is_headless(self, head: Sequence[str]) -> bool:
        return self.headless is not None and self.headless.is_row(head)


def opened(builder: BatchBuilder, path: str, files: Files) -> bytes | None:
    """Return what is in a file; where it cannot be read, take that in as a problem."""
    try:
        return files[path]
    except CannotImportError as error:
        builder.add_problem(Problem(Place(path), str(error)))
        return None


def is_json(path: str) -> bool:
    """Whether a file says that it is JSON."""
    return PurePosixPath(path).suffix.lower() == ".json"


def format_of(tables: Sequence[TableFormat], head: Sequence[str]) -> TableFormat | None:
    """Return the first form that has such a head."""
    found = headings(head)
    return next((found_format for found_format in tables if found_format.needs <= found), None)


def add_table(
    builder: BatchBuilder, data: bytes, path: str, add: AddRow, moment: Moment, *, latin: bool = False
) -> None:
    """Take in every row of a table, and what is wrong with it."""
    table = read_table(data, path, latin=latin)
    for problem in table.problems:
        builder.add_problem(problem)
    for note in table.notes:
        builder.add_note(note)
    for told in table.rows:
        add_row(builder, Row(told.place, told.cells, moment), add)


def add_row(builder: BatchBuilder, row: Row, add: AddRow) -> None:
    """Take one row in, and note what is wrong with it."""
    try:
        add(builder, row)
    except InvalidValueError as error:
        row.refuse(str(error))
    for problem in row.problems:
        builder.add_problem(problem)
