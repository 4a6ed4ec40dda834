import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import texts
from filmjournal.exchange.batch import Batch
from filmjournal.exchange.readers.mapped import KEYS, guess, mapped_reader
from filmjournal.exchange.readers.values import SCALES
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.tables import read_table
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import FACTS, Shape
from filmjournal.model.film import Role
from read_batches import MOMENT, cells_in, film_named, reasons, viewing_of, viewings_of, wish_for

MAPPING = {"Film": "title", "Seen on": "watched", "Score": "rating"}


def table(mapping: dict[str, str], scale: int, *lines: str) -> Batch:
    """Return what a table tells, the first line of which is its head."""
    files = Files.of({"films.csv": "".join(f"{line}\n" for line in lines).encode()})
    return mapped_reader(mapping, scale).read(files, MOMENT)


@pytest.mark.parametrize(
    ("scale", "score", "halves"),
    [(5, "3.5", 7), (5, "★★★½", 7), (5, "3,5", 7), (10, "7", 7), (10, "7.4", 7), (10, "7/10", 7), (100, "68", 7)],
)
def test_a_rating_is_the_nearest_half_star_on_its_scale(scale: int, score: str, halves: int) -> None:
    batch = table(MAPPING, scale, "Film;Seen on;Score", f"Pig;2024-02-09;{score}")
    viewing = viewing_of(batch, "Pig")
    assert (viewing.rating, viewing.watched) == (halves, "2024-02-09")


def test_headings_are_found_whatever_their_case() -> None:
    assert viewing_of(table(MAPPING, 5, "FILM, seen On ,SCORE", "Pig,2024-02-09,4"), "Pig").rating == 8


def test_columns_that_nobody_mapped_stay_with_the_row() -> None:
    batch = table(MAPPING, 5, "Film,Seen on,Score,Snack", "Pig,2024-02-09,4,Truffles")
    assert batch.viewings[0].sources[0].cells["Snack"] == "Truffles"


def test_every_field_of_a_viewing_and_its_film_can_be_mapped() -> None:
    mapping = {"T": "title", "D": "director", "H": "liked", "W": "companions", "I": "imdb", "R": "rewatch", "L": "tags"}
    batch = table(mapping, 5, "T,D,H,W,I,R,L", 'Fargo,"Joel Coen, Ethan Coen",♥,Anna,tt0116282,no,"snow, crime"')
    film, viewing = film_named(batch, "Fargo"), viewing_of(batch, "Fargo")
    assert [credit.name for credit in film.credits] == ["Joel Coen", "Ethan Coen"]
    assert film.external_ids.imdb == "tt0116282"
    assert (viewing.liked, viewing.rewatch, viewing.companions) == (True, False, ("Anna",))
    assert viewing.tags == ("snow", "crime")


def test_a_state_says_what_is_still_to_be_seen() -> None:
    mapping = {"Film": "title", "Status": "state", "Notes": "review"}
    batch = table(mapping, 5, "Film,Status,Notes", "Pig,completed,Good", "Ran,plan to watch,Anna says so")
    assert viewing_of(batch, "Pig").review == "Good"
    assert wish_for(batch, "Ran").why == "Anna says so"


def test_a_column_that_proves_the_order_of_its_dates_is_read_in_that_order() -> None:
    lines = ("Film,Seen on", "Pig,09/02/2024", "Ran,25/02/2024")
    batch = table({"Film": "title", "Seen on": "watched"}, 5, *lines)
    assert viewing_of(batch, "Pig").watched == "2024-02-09"
    assert any("with the day first" in note for note in batch.notes)


def test_two_rows_that_say_the_same_are_two_viewings_with_names_of_their_own() -> None:
    batch = table(MAPPING, 5, "Film,Seen on,Score", "Pig,2024-02-09,4", "Pig,2024-02-09,4")
    assert len(viewings_of(batch, "Pig")) == 2
    assert [stated.sources[0].key for stated in batch.viewings] == ["Pig||2024-02-09", "Pig||2024-02-09 #2"]


def test_a_file_without_the_columns_is_a_problem_and_the_others_are_read() -> None:
    files = Files.of({"a.csv": b"Name,Year\nPig,2021\n", "b.csv": b"Film,Seen on,Score\nPig,2024-02-09,4\n"})
    batch = mapped_reader(MAPPING).read(files, MOMENT)
    assert reasons(batch) == ["a.csv: there is no column “film”, “score”, “seen on”."]
    assert viewing_of(batch, "Pig").rating == 8


@pytest.mark.parametrize(
    ("mapping", "scale", "sentence"),
    [
        ({"Film": "titel"}, 5, "There is no “titel” that “Film” could be. Did you mean “title”?"),
        ({"Film": "title", "Name": "title"}, 5, "Two columns are the title: choose one of them."),
        ({"Score": "rating"}, 5, "Nothing says which column is the title: say so, such as Film=title."),
        ({"Film": "title"}, 7, "Ratings go up to 5, 10 or 100, and not to 7."),
    ],
)
def test_a_mapping_that_cannot_be_says_what_is_wrong(mapping: dict[str, str], scale: int, sentence: str) -> None:
    with pytest.raises(InvalidValueError) as error:
        mapped_reader(mapping, scale)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("head", "guessed"),
    [
        (("Film", "Seen on", "Score"), {"Film": "title", "Seen on": "watched", "Score": "rating"}),
        ((" Title ", "Année", "Note"), {" Title ": "title", "Année": "year", "Note": "rating"}),
        (("Title", "Name", "Snack"), {"Title": "title"}),
        (("Date", "Watched Date", "Name"), {"Watched Date": "watched", "Name": "title"}),
        ((), {}),
    ],
)
def test_columns_are_guessed_by_their_headings(head: tuple[str, ...], guessed: dict[str, str]) -> None:
    assert guess(head) == guessed


@given(st.lists(st.lists(texts, min_size=len(KEYS), max_size=len(KEYS)), max_size=4), st.sampled_from(SCALES))
def test_whatever_stands_in_a_table_is_accounted_for_or_is_a_problem(rows: list[list[str]], scale: int) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([KEYS, *rows])
    files = Files.of({"films.csv": text.getvalue().encode()})
    stated = [
        list(cells.values()) for cells in cells_in(mapped_reader({key: key for key in KEYS}, scale).read(files, MOMENT))
    ]
    assert [
        row for row in read_table(files["films.csv"], "films.csv").rows if list(row.cells.values()) not in stated
    ] == []


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["4/30/20", "4/3/20", "12/25/19"], ["2020-04-30", "2020-04-03", "2019-12-25"]),
        (["30/4/20", "3/4/20", "25/12/19"], ["2020-04-30", "2020-04-03", "2019-12-25"]),
        (["4/30/2020", "4/3/20", "1/1/19"], ["2020-04-30", "2020-04-03", "2019-01-01"]),
        (["04/30/20 21:15", "04/03/20", "12/25/19"], ["2020-04-30", "2020-04-03", "2019-12-25"]),
    ],
)
def test_a_date_above_twelve_settles_the_order_of_all_also_with_two_digits_of_the_year(
    dates: list[str], days: list[str]
) -> None:
    batch = table({"Title": "title", "Date": "watched"}, 5, "Title,Date", *(f"Film,{day}" for day in dates))
    assert ([str(seen.watched) for seen in viewings_of(batch, "Film")], batch.problems) == (days, ())


def test_one_date_among_many_that_cannot_be_read_is_a_problem_of_its_row_alone() -> None:
    rows = ("Ran,2020-03-04", "Pig,2020-03-05", "Heat,nineteen")
    batch = table({"Title": "title", "Date": "watched"}, 5, "Title,Date", *rows)
    assert [problem.is_column for problem in batch.problems] == [False]


def test_every_fact_of_a_line_and_every_role_can_be_mapped() -> None:
    facts = [fact for fact in FACTS if fact.shape in {Shape.TEXT, Shape.LIST, Shape.PEOPLE} and not fact.by_journal]
    assert {fact.name for fact in facts} <= set(KEYS)
    batch = table(
        guess(("Title", "Format", "Producers", "Editor")), 5, "Title;Format;Producers;Editor", "Pig;35mm;Ana, Bo;Cy"
    )
    credited = [(credit.name, credit.role, credit.billing) for credit in film_named(batch, "Pig").credits]
    assert viewing_of(batch, "Pig").format == "35mm"
    assert credited == [("Cy", Role.EDITOR, 1), ("Ana", Role.PRODUCER, 1), ("Bo", Role.PRODUCER, 2)]
