from hypothesis import given

from builders import director, entry, films, viewings
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.render.tabular import CELLS, cells

MATRIX = entry(
    "The Matrix",
    "1999-06",
    year=1999,
    credits=(director("Lana Wachowski"), director("Lilly Wachowski", 2)),
    rating=Rating.FOUR_AND_A_HALF,
    companions=("Robert Downey, Jr.", "Tom"),
)


def test_a_line_has_dates_and_ratings_as_they_are_written() -> None:
    told = ("1999-06", "4.5", "The Matrix", "1999", "Lana Wachowski, Lilly Wachowski", MATRIX.id)
    assert cells(MATRIX) == told
    assert cells(entry("Pig", None))[:5] == ("", "", "Pig", "", "")


@given(films, viewings)
def test_every_entry_has_every_cell_on_one_line(film: Film, viewing: Viewing) -> None:
    told = cells(Entry(viewing, film))
    assert len(told) == len(CELLS)
    assert not any(set(cell) & set("\t\n\r\x1b") for cell in told)
