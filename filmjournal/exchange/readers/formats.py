"""The formats of a service's files, and how they are read: tables known by their headings, and JSON by its keys.

JSON is flattened into rows of cells, so that services are read alike.
"""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

import msgspec
from msgspec import Struct

from filmjournal.exchange.batch import Batch, Moment, Place, Problem, Reader
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.doubts import Columns, note_of_order, open_question, settled
from filmjournal.exchange.readers.rows import Row, headings
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.tables import Table, delimiter_of, read_head, read_table
from filmjournal.model.collector import collector_paused
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.when import DateOrder

_DEEPEST = 20
"""How deep JSON is flattened; no service writes any that is half as deep."""


def read_json(data: bytes, path: str) -> object | Problem:
    """Return the decoded JSON of a file, or the problem that it has."""
    try:
        decoded: object = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Problem(Place(path), f"this isn't JSON: {str(error)[:1].lower()}{str(error)[1:]}.")
    except RecursionError:
        return Problem(Place(path), "this is nested too deep.")
    return decoded


def cells_of(value: object, name: str = "") -> dict[str, str]:
    """Flatten a value into cells by path, such as `movie.ids.imdb`. Text stays as it is, null is empty."""
    cells: dict[str, str] = {}
    _collect(value, name, cells)
    return cells


def objects_in(value: object) -> list[Mapping[str, object]]:
    """Return the objects of a list; none of anything else."""
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
"""Adds one row to a batch. Raises InvalidValueError, with a sentence, where it can't be imported."""


class TableFormat(Struct, frozen=True):
    """A table with a head."""

    needs: frozenset[str]
    """The folded headings by which it is recognised, all of them."""
    add: AddRow
    """Adds its rows."""
    columns: Columns = Columns()
    """The columns whose cells mean something only together."""


class JsonFormat(Struct, frozen=True):
    """A JSON file."""

    needs: tuple[str, ...]
    """The keys by which it is recognised, all of them."""
    any_of: tuple[str, ...]
    """The keys by which it is recognised, at least one of them."""
    add: Callable[[BatchBuilder, object, str, Moment], bool]
    """Adds the films of a decoded file, by its path. Returns whether it has any."""


class HeadlessFormat(Struct, frozen=True):
    """A table without a head."""

    head: str
    """The headings that it would have, separated by commas."""
    is_row: Callable[[Sequence[str]], bool]
    """Whether these cells are its first row."""
    add: AddRow
    """Adds its rows."""
    columns: Columns = Columns()
    """The columns whose cells mean something only together."""


class ServiceFormat(Struct, frozen=True):
    """The files that a service writes: one record for each service, of which `reader` makes its reader."""

    service: str
    """The service in the name of each row, such as imdb."""
    shown: str
    """What people call it."""
    tables: tuple[TableFormat, ...] = ()
    """Its tables with a head, the most specific first."""
    headless: HeadlessFormat | None = None
    """Its table without a head."""
    json: JsonFormat | None = None
    """Its JSON."""
    latin: bool = False
    """Whether files that are no UTF-8 are Latin-1 or Windows-1252."""
    only: str = ""
    """How the names of its files begin; of several files no others are opened. Empty for any name."""
    finish: Callable[[BatchBuilder], None] = lambda _: None
    """Called once when all files are read."""

    def reader(self) -> Reader:
        """Return the reader of these files."""
        return Reader(self.service, self.shown, self.recognises, self.read)

    def recognises(self, files: Files) -> bool:
        """Whether one of the files has one of these formats."""
        return any(self._is_known(path, files[path]) for path in files if self._may_open(path, files))

    def read(self, files: Files, moment: Moment) -> Batch:
        """Return the batch of the files; it raises nothing."""
        with collector_paused():
            builder = BatchBuilder(self.service, files.notes)
            left_out: list[str] = []
            contents: dict[bytes, str] = {}
            for path in files:
                if not self._may_open(path, files):
                    left_out.append(path)
                elif (data := opened(builder, path, files)) is not None and data.strip():
                    before = contents.setdefault(sha256(data).digest(), path)
                    if before != path:
                        builder.add_note(f"{path} was left out: it is the same as {before}.")
                    elif not self._read_file(builder, path, data, moment):
                        left_out.append(path)
            if left_out:
                builder.add_note(f"Left out, because {self.shown} has no films there: {', '.join(left_out)}.")
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

    def _read_file(self, builder: BatchBuilder, path: str, data: bytes, moment: Moment) -> bool:
        """Read a file; return whether it is about films."""
        if self.json and is_json(path):
            decoded = read_json(data, path)
            if not isinstance(decoded, Problem):
                return self.json.add(builder, decoded, path, moment)
            builder.add_problem(decoded)
            return True
        head = read_head(data)
        found_format = format_of(self.tables, head)
        if found_format is not None:
            table = read_table(data, path, latin=self.latin)
            add_table(builder, table, path, found_format.add, moment, found_format.columns)
        elif self.headless and self._is_headless(head):
            headed = f"{self.headless.head.replace(',', delimiter_of(data))}\n".encode() + data.removeprefix(BOM_UTF8)
            table = read_table(headed, path, latin=self.latin)
            add_table(builder, table, path, self.headless.add, moment, self.headless.columns)
        else:
            return False
        return True

    def _is_headless(self, head: Sequence[str]) -> bool:
        return self.headless is not None and self.headless.is_row(head)


def opened(builder: BatchBuilder, path: str, files: Files) -> bytes | None:
    """Return the content of a file; None, and a problem in the batch, where it can't be read."""
    try:
        return files[path]
    except CannotImportError as error:
        builder.add_problem(Problem(Place(path), str(error)))
        return None


def is_json(path: str) -> bool:
    """Whether a file is JSON by its name."""
    return PurePosixPath(path).suffix.lower() == ".json"


def format_of(tables: Sequence[TableFormat], head: Sequence[str]) -> TableFormat | None:
    """Return the first format with such a head."""
    found = headings(head)
    return next((found_format for found_format in tables if found_format.needs <= found), None)


def add_table(builder: BatchBuilder, table: Table, path: str, add: AddRow, moment: Moment, columns: Columns) -> None:
    """Add every row of a table, and its problems; none where nothing says how its dates or ratings are meant."""
    for problem in table.problems:
        builder.add_problem(problem)
    for note in table.notes:
        builder.add_note(note)
    add_rows(builder, [Row(row.place, row.cells, moment) for row in table.rows], path, add, columns)


def add_rows(builder: BatchBuilder, rows: Sequence[Row], path: str, add: AddRow, columns: Columns) -> None:
    """Add rows of a file; none where nothing says how its dates or ratings are meant."""
    if not rows:
        return
    moment = rows[0].moment
    question = open_question(rows, columns, moment, path)
    if question is not None:
        builder.add_problem(question)
        return
    meant = settled(rows, columns, moment)
    if meant.order not in {moment.order, columns.order}:
        builder.add_note(note_of_order(path, meant.order or DateOrder.DAY_FIRST))
    for row in rows:
        row.moment = meant
        add_row(builder, row, add)


def add_row(builder: BatchBuilder, row: Row, add: AddRow) -> None:
    """Add one row, and its problems."""
    try:
        add(builder, row)
    except InvalidValueError as error:
        row.refuse(str(error))
    for what in row.tried:
        builder.count_cell(row.place.file, what)
    for problem in row.problems:
        builder.add_problem(problem)
