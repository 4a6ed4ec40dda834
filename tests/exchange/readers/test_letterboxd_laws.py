import zipfile
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from builders import texts
from filmjournal.exchange.batch import Batch
from filmjournal.exchange.reading.files import from_zip
from filmjournal.model.source import Source
from letterboxd_exports import HEADS, Rows, batch_of, batch_of_rows, export, listed

OF_FILMS = {
    "watched.csv": "watched",
    "ratings.csv": "ratings",
    "likes/films.csv": "likes",
    "watchlist.csv": "watchlist",
}
OF_ENTRIES = {
    "diary.csv": "diary",
    "reviews.csv": "reviews",
    "orphaned/diary.csv": "orphaned diary",
    "orphaned/reviews.csv": "orphaned reviews",
}

BEGIN_TWICE_ENCODED = set(map(chr, range(0xC2, 0xF5)))
"""What the first byte of a letter becomes where a file is encoded twice: such a file is put right."""

cells = texts.filter(lambda text: "\0" not in text and BEGIN_TWICE_ENCODED.isdisjoint(text))
films = st.tuples(st.sampled_from(["Pig", "Heat", "[REC]²", "Amélie", ""]), st.sampled_from(["2021", "1995", ""]))
days = st.sampled_from(["2024-01-01", "2024-05-06", "2030-01-01", "", "soon"])
stars = st.sampled_from(["", "0.5", "4", "5", "6"])


def addresses(letter: str) -> st.SearchStrategy[str]:
    return st.integers(1, 6).map(lambda number: f"https://boxd.it/{letter}{number}")


@st.composite
def film_rows(draw: st.DrawFn, path: str) -> list[list[str]]:
    rows = []
    for name, year in draw(st.lists(films, max_size=4)):
        row = [draw(days), name, year, draw(addresses("f"))]
        rows.append([*row, draw(stars)] if path == "ratings.csv" else row)
    return rows


@st.composite
def entry_rows(draw: st.DrawFn, path: str) -> list[list[str]]:
    rows = []
    for name, year in draw(st.lists(films, max_size=4)):
        row = [draw(days), name, year, "" if "orphaned" in path else draw(addresses("e"))]
        row += [draw(stars), draw(st.sampled_from(["", "Yes", "Maybe"]))]
        rows.append(row + ([draw(cells)] if "reviews" in path else []) + [draw(cells), draw(days)])
    return rows


exports = st.fixed_dictionaries(
    {},
    optional={path: film_rows(path) for path in OF_FILMS} | {path: entry_rows(path) for path in OF_ENTRIES},
)


def sources(batch: Batch) -> list[Source]:
    of_each = [*(film.sources for film in batch.films), *(viewing.sources for viewing in batch.viewings)]
    return [source for some in (*of_each, *(wish.sources for wish in batch.watchlist)) for source in some]


def rows_of(path: str, rows: Rows) -> list[tuple[tuple[str, str], ...]]:
    heads = HEADS[path.removeprefix("orphaned/")].split(",")
    return [tuple(zip(heads, row, strict=True)) for row in rows if any(row)]


@given(exports)
def test_every_cell_of_every_row_can_be_had_back(rows: Mapping[str, Rows]) -> None:
    batch = batch_of_rows(rows)
    kept = Counter((source.table, tuple(source.cells.items())) for source in sources(batch))
    told_of = Counter((problem.place.file, tuple(problem.cells.items())) for problem in batch.problems)
    for path, table in (OF_FILMS | OF_ENTRIES).items():
        for row in rows_of(path, rows.get(path, [])):
            assert kept[table, row] or told_of[path, row]
    for path, table in (OF_FILMS | OF_ENTRIES).items():
        there = Counter((table, row) for row in rows_of(path, rows.get(path, [])))
        assert all(count <= there[one] for one, count in kept.items() if one[0] == table)


@given(st.lists(cells, min_size=5, max_size=5), st.lists(st.lists(cells, min_size=5, max_size=5), max_size=3))
def test_every_cell_of_every_list_can_be_had_back(head: list[str], films: list[list[str]]) -> None:
    rows = [[str(place), *row[1:]] for place, row in enumerate(films, start=1)]
    batch = batch_of({"lists/a.csv": listed(head, rows)})
    (kept,) = (stated.stored for stated in batch.lists)
    assert list(kept.about.values()) == head
    assert [list(row.values()) for row in kept.rows] == rows
    assert not batch.problems


@given(exports)
def test_no_two_rows_have_one_name_and_every_film_is_reported(rows: Mapping[str, Rows]) -> None:
    batch = batch_of_rows(rows)
    names = [source.name for source in sources(batch)]
    assert len(names) == len(set(names))
    ids = [film.film.id for film in batch.films]
    assert len(ids) == len(set(ids))
    of_others = {each.viewing.film for each in batch.viewings} | {each.wish.film for each in batch.watchlist}
    assert of_others == set(ids)


@given(exports, st.randoms(use_true_random=False))
def test_in_what_order_and_wrapping_the_files_come_makes_no_difference(
    rows: Mapping[str, Rows], chance: Random
) -> None:
    files = list(export(rows).items())
    straight = batch_of(dict(files))
    chance.shuffle(files)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, data in files:
            archive.writestr(path, data)
    assert batch_of(from_zip(stream.getvalue())) == straight
