from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from builders import TRICKY, actor, director, entry, films, texts, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.render.plain_text import columns, entry_cells, spoken_entry, spoken_line

TOKYO = entry(
    "Tokyo Story",
    "1998",
    original_title="東京物語",
    year=1953,
    runtime=136,
    credits=(director("Yasujirō Ozu"), actor("Chishū Ryū", "Shukichi"), actor("Setsuko Hara", "Noriko", 2)),
    rating=Rating.FOUR_AND_A_HALF,
    companions=("Priya",),
    headline="Trains",
    review="First.\n\nSecond.",
    breakdown=(Element("Direction", "Low.", Rating.FIVE), Element("Soundtrack"), Element("Sound", rating=Rating.ONE)),
)


def test_a_line_says_the_film_first_and_then_what_is_known() -> None:
    assert spoken_line(TOKYO) == "Tokyo Story (1953), directed by Yasujirō Ozu, watched 1998, 4.5/5, reviewed"
    assert spoken_line(entry("Pig", None)) == "Pig, date unknown, no rating"


def test_an_entry_is_distinguished_from_top_to_bottom_and_what_is_not_known_is_not() -> None:
    assert list(spoken_entry(TOKYO)) == [
        "Title: Tokyo Story",
        "Original title: 東京物語",
        "Year: 1953",
        "Watched: 1998",
        "Rating: 4.5/5",
        "With: Priya",
        "Runtime: 2 h 16 min",
        "Director: Yasujirō Ozu",
        "Cast: Chishū Ryū as Shukichi, Setsuko Hara as Noriko",
        "Id: viewing of Tokyo Story 1998",
        "",
        "Review: Trains",
        "First.",
        "",
        "Second.",
        "",
        "Direction, 5/5:",
        "Low.",
        "",
        "Sound, 1/5:",
    ]


@given(films, viewings)
def test_a_line_is_one_line(film: Film, viewing: Viewing) -> None:
    assert len(spoken_line(Entry(viewing, film)).splitlines()) == 1


def test_nothing_is_said_that_a_terminal_would_obey() -> None:
    for text in TRICKY:
        stated = "\n".join(spoken_entry(entry(text, headline=text, review=text, breakdown=(Element(text, text),))))
        assert not {"\x00", "\x1b", "\x7f"} & set(stated)


def test_cells_stand_below_each_other_whatever_their_script() -> None:
    assert columns([("東京", "a"), ("x", "[b]")]) == ["東京  a", "x     [b]"]


def test_no_rows_are_no_lines() -> None:
    assert columns([]) == []


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4), st.integers(1, 30))
def test_every_row_is_one_line_and_fits_the_width(rows: list[tuple[str, str]], width: int) -> None:
    lines = columns(rows, width)
    assert len(lines) == len(rows)
    assert all(cell_len(line) <= width and "\n" not in line and "\x1b" not in line for line in lines)


MATRIX = entry(
    "The Matrix",
    "1999-06",
    year=1999,
    credits=(director("Lana Wachowski"), director("Lilly Wachowski", 2)),
    rating=Rating.FOUR_AND_A_HALF,
    companions=("Robert Downey, Jr.", "Tom"),
)


def test_a_line_has_dates_and_ratings_as_they_are_written() -> None:
    stated = ("1999-06", "4.5", "The Matrix", "1999", "Lana Wachowski, Lilly Wachowski", MATRIX.id)
    assert entry_cells(MATRIX) == stated
    assert entry_cells(entry("Pig", None))[:5] == ("", "", "Pig", "", "")


@given(films, viewings)
def test_every_entry_has_every_cell_on_one_line(film: Film, viewing: Viewing) -> None:
    stated = entry_cells(Entry(viewing, film))
    assert len(stated) == len(entry_cells(MATRIX))
    assert not any(set(cell) & set("\t\n\r\x1b") for cell in stated)
