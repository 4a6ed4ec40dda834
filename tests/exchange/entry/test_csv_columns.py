"""Cells of a table as people read and type them in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import actor, director, entry, texts
from filmjournal.exchange.entry.csv_columns import (
    HEAD,
    as_text,
    as_written,
    list_cell,
    parse_list,
    parse_row,
    table_row,
)
from filmjournal.exchange.writers.csv_table import csv_lines, lines_of_rows
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.text import split_list

LAS_VEGAS = entry(
    "Leaving Las Vegas",
    year=1995,
    credits=(director("Mike Figgis"), actor("Nicolas Cage", "Ben Sanderson"), actor("Elisabeth Shue", "Sera", 2)),
    rating=Rating.FOUR_AND_A_HALF,
    companions=("Robert Downey, Jr.", "Tom"),
    breakdown=(Element("Performances", "Cage.", Rating.FIVE), Element("Soundtrack", "Sting.")),
)


def test_the_cells_are_as_a_person_would_type_them() -> None:
    row = dict(zip(HEAD, table_row(LAS_VEGAS), strict=True))
    assert (row["rating"], row["liked"], row["year"], row["director"]) == ("4.5", "no", "1995", "Mike Figgis")
    assert row["actor"] == "Nicolas Cage = Ben Sanderson, Elisabeth Shue = Sera"
    assert split_list(row["companions"]) == LAS_VEGAS.viewing.companions
    assert row["breakdown"] == "# Performances · 5\n\nCage.\n\n# Soundtrack\n\nSting."


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "'=", "''-"])
def test_what_a_spreadsheet_would_compute_is_a_text_there_and_read_back_as_it_was(begins: str) -> None:
    title = f"{begins}HYPERLINK(1)"
    shown = entry(title, headline=title, review=f"{begins} one", tags=("a", "b"), companions=(title,))
    cells = dict(zip(HEAD, table_row(shown), strict=True))
    assert cells["title"] == f"'{title}"
    assert not [cell for cell in cells.values() if cell[:1] in {"=", "+", "-", "@", "\t"}]
    read, problems = parse_row({name: as_written(cell) for name, cell in cells.items()})
    assert (read["title"], read["headline"], read["review"], problems) == (title, title, f"{begins} one", [])


@given(texts)
def test_any_cell_is_read_back_as_it_was(text: str) -> None:
    assert as_written(as_text(text)) == text


@given(st.lists(texts, max_size=4))
def test_a_list_is_read_back_as_it_was_whatever_is_in_it(items: list[str]) -> None:
    assert parse_list(list_cell(items)) == items


@given(st.lists(st.lists(texts, min_size=1, max_size=3), max_size=3))
def test_a_cell_is_quoted_where_a_reader_would_see_the_end_of_a_row(rows: list[list[str]]) -> None:
    text = "".join(f"{line}\n" for line in lines_of_rows(rows))
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows


def test_each_line_is_one_row_of_as_many_cells_as_the_head() -> None:
    head, row = csv.reader(io.StringIO("\n".join(csv_lines([LAS_VEGAS]))))
    assert tuple(head) == HEAD
    assert len(row) == len(HEAD)


def test_what_a_spreadsheet_makes_of_numbers_is_read() -> None:
    stated = {"title": "Pig", "year": "2021.0", "runtime": "92.0", "rating": "4,5", "liked": "TRUE"}
    assert parse_row(stated) == ({**stated, "year": 2021, "runtime": 92, "rating": 4.5, "liked": True}, [])


@pytest.mark.parametrize(
    ("heading", "cell", "stated"),
    [
        ("year", "95a", "isn't a valid year"),
        ("rating", "6", "isn't a rating"),
        ("liked", "perhaps", "neither yes nor no"),
        ("breakdown", "Cage.", "without an element"),
        ("actor", '[["Nicolas Cage"]]', "isn't a person"),
    ],
)
def test_a_cell_that_cannot_be_read_is_reported_with_its_heading(heading: str, cell: str, stated: str) -> None:
    record, (fault,) = parse_row({"title": "Pig", heading: cell})
    assert record == {"title": "Pig"}
    assert fault.startswith(f"{heading}: ")
    assert stated in fault
