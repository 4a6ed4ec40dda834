from hypothesis import given

from builders import TRICKY, actor, director, entry, films, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.render.linear import spoken_entry, spoken_line

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


def test_an_entry_is_told_from_top_to_bottom_and_what_is_not_known_is_not() -> None:
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
        told = "\n".join(spoken_entry(entry(text, headline=text, review=text, breakdown=(Element(text, text),))))
        assert not {"\x00", "\x1b", "\x7f"} & set(told)
