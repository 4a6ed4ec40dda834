"""What holds for every reader: nothing is lost, nothing is told twice, nothing ends in a crash."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import texts
from filmjournal.exchange.batch import Batch
from filmjournal.exchange.readers.formats import cells_of
from filmjournal.exchange.readers.recognise import READERS, reader_named, reader_of
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.tables import read_head, read_table
from filmjournal.model.when import DateOrder
from read_batches import MOMENT, cells_in, read, sources_in
from service_files import SERVICES, files_of

FILES = [(folder, path) for folder in SERVICES for path in files_of(folder)]
TABLES = [(folder, path) for folder, path in FILES if path.endswith(".csv") and "token" not in path]
JSON = [(folder, path) for folder, path in FILES if path.endswith(".json")]


def leaves(value: object) -> Iterator[str]:
    """Yield everything that a piece of JSON says."""
    return filter(None, cells_of(value).values())


def is_sound(batch: Batch) -> bool:
    """Whether each film, and each row, has one name, and everything is about a film of the batch."""
    films = Counter(stated.film.id for stated in batch.films)
    about = {stated.viewing.film for stated in batch.viewings} | {stated.wish.film for stated in batch.watchlist}
    names = Counter(source.name for source in sources_in(batch))
    return about <= set(films) and max([0, *films.values(), *names.values()]) <= 1


@pytest.mark.parametrize(("folder", "service"), SERVICES.items())
def test_files_are_known_by_what_stands_in_them(folder: str, service: str) -> None:
    reader = reader_of(files_of(folder))
    assert reader is not None
    assert reader.service == service
    assert reader is reader_named(reader.shown)


@pytest.mark.parametrize(("folder", "path"), [each for each in FILES if "token" not in each[1]])
def test_a_single_file_is_known_under_another_name(folder: str, path: str) -> None:
    data = files_of(folder)[path]
    if path.endswith(".json") and b'"trakt"' not in data and folder == "trakt":
        pytest.skip("nobody could tell whose this is")
    reader = reader_of(Files.of({f"download.{path.rpartition('.')[2]}": data}))
    assert reader is not None
    assert reader.service == SERVICES[folder]


@pytest.mark.parametrize(("folder", "service"), SERVICES.items())
def test_no_reader_takes_the_files_of_another_service_for_its_own(folder: str, service: str) -> None:
    assert [reader.service for reader in READERS if reader.recognises(files_of(folder))] == [service]


@pytest.mark.parametrize("data", [b"", b"\x00" * 640, b"Name,Year\nPig,2021\n", b"# Pig\n", b"\xff\xfe\x00", b'"'])
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.txt", "a"])
def test_what_nobody_wrote_is_known_by_nobody(name: str, data: bytes) -> None:
    assert reader_of(Files.of({name: data})) is None


@pytest.mark.parametrize(("folder", "path"), TABLES)
def test_every_row_of_a_table_is_accounted_for_or_is_a_problem(folder: str, path: str) -> None:
    files = files_of(folder)
    stated = cells_in(read(files))
    rows = [list(row.cells.values()) for row in read_table(files[path], path, latin=True).rows]
    assert rows
    assert [row for row in rows if row not in [list(cells.values()) for cells in stated]] == []


@pytest.mark.parametrize(("folder", "path"), JSON)
def test_everything_that_a_json_file_of_films_says_is_accounted_for_or_is_a_problem(folder: str, path: str) -> None:
    batch = read(files_of(folder))
    stated = {text for cells in cells_in(batch) for text in cells.values()}
    if not any(path in note for note in batch.notes):
        assert set(leaves(json.loads(files_of(folder)[path]))) - stated == set()


@pytest.mark.parametrize("folder", SERVICES)
def test_each_film_and_each_row_has_a_name_of_its_own(folder: str) -> None:
    assert is_sound(read(files_of(folder)))


@pytest.mark.parametrize("folder", SERVICES)
def test_the_same_files_are_read_the_same_again(folder: str) -> None:
    assert read(files_of(folder)) == read(files_of(folder))


@pytest.mark.parametrize("folder", SERVICES)
def test_films_are_called_the_same_whatever_the_order_of_the_files(folder: str) -> None:
    files = files_of(folder)
    turned = Files.of({path: files[path] for path in reversed(list(files))})
    assert {stated.film.id for stated in read(turned).films} == {stated.film.id for stated in read(files).films}


def rows_like(folder: str, path: str) -> st.SearchStrategy[list[list[str]]]:
    """Return rows of a table of which each cell is one of the column's own, or any text."""
    lines = list(csv.reader(io.StringIO(files_of(folder)[path].decode("latin-1" if "old" in folder else "utf-8"))))
    cells = [st.sampled_from(sorted(set(column))) | texts for column in zip(*lines[1:], strict=True)]
    return st.lists(st.tuples(*cells).map(list), min_size=1, max_size=5)


tables = st.sampled_from([each for each in TABLES if each[0] != "kinopoisk"]).flatmap(
    lambda each: st.tuples(st.just(each), rows_like(*each))
)


@given(tables)
def test_whatever_stands_in_a_table_is_accounted_for_or_is_a_problem(
    written: tuple[tuple[str, str], list[list[str]]],
) -> None:
    (folder, path), rows = written
    text = io.StringIO()
    csv.writer(text).writerows([read_head(files_of(folder)[path]), *rows])
    files = Files.of({path: text.getvalue().encode()})
    reader = reader_named(SERVICES[folder])
    assert reader is not None
    batch = reader.read(files, MOMENT)
    if any(problem.question for problem in batch.problems):  # nothing of the file is read until it is answered
        assert (batch.films, batch.viewings, batch.watchlist) == ((), (), ())
        batch = reader.read(files, structs.replace(MOMENT, scale=100, order=DateOrder.DAY_FIRST))
    stated = [list(cells.values()) for cells in cells_in(batch)]
    lost = [row for row in read_table(files[path], path).rows if list(row.cells.values()) not in stated]
    assert lost == []
    assert is_sound(batch)


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)


def mangled(value: object) -> st.SearchStrategy[object]:
    """Return JSON of this shape, in which any part may be anything."""
    if isinstance(value, dict):
        return st.one_of(st.fixed_dictionaries({key: mangled(each) for key, each in value.items()}), anything)
    if isinstance(value, list):
        return st.one_of(st.tuples(*map(mangled, value)).map(list), anything)
    return st.just(value) | anything


@given(
    st.sampled_from(JSON).flatmap(
        lambda each: st.tuples(st.just(each), mangled(json.loads(files_of(*each[:1])[each[1]])))
    )
)
def test_whatever_stands_in_json_ends_in_no_crash(written: tuple[tuple[str, str], object]) -> None:
    (folder, path), value = written
    reader = reader_named(SERVICES[folder])
    assert reader is not None
    assert is_sound(reader.read(Files.of({path: json.dumps(value).encode()}), MOMENT))


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.json"]))
def test_any_bytes_end_in_no_crash(data: bytes, name: str) -> None:
    files = Files.of({name: data})
    reader_of(files)
    for reader in READERS:
        assert is_sound(reader.read(files, MOMENT))
