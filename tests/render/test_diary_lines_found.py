import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text

from builders import TODAY, actor, director, entry, films, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.highlights import Highlights
from filmjournal.query.parser import parse
from filmjournal.query.sorting import ORDERS, order_named
from filmjournal.render.diary import Columns, header, line
from filmjournal.render.highlighting import is_found
from filmjournal.render.palette import PLAIN

NARROW, WIDE = Columns.within(79, searched=True), Columns.within(160, searched=True)

VEGAS = entry(
    "Leaving Las Vegas",
    credits=(director("Mike Figgis"), actor("Nicolas Cage"), actor("Elisabeth Shue")),
    tags=("35mm",),
    review="I first saw this on a rented tape, and there is much that I forgot: gin and neon all the night, the pool.",
    breakdown=(Element("Soundtrack", "Sting, and a tired trumpet."),),
    year=1995,
)


def drawn(query: str, of: Entry = VEGAS, columns: Columns = NARROW) -> Text:
    highlights = Highlights.of(parse(query, TODAY).query)
    return line(of, columns, PLAIN, above=None, by_month=True, highlights=highlights, reason=highlights.reason(of))


def standing_out(text: Text) -> list[str]:
    return [
        text.plain[span.start : span.end]
        for span in text.spans
        if not isinstance(span.style, str) and is_found(span.style)
    ]


@pytest.mark.parametrize(
    ("query", "reason", "words"),
    [
        ("vegas", "Mike Figgis", ["Vegas"]),
        ("figgis", "Mike Figgis", ["Figgis"]),
        ("cage", "Nicolas Cage · cast", ["Cage"]),
        ("35mm", "#35mm", ["35mm"]),
        ("vegas 35mm", "#35mm", ["Vegas", "35mm"]),
        ("gin", "forgot: gin and neo…", ["gin"]),
        ("trumpet", "…and a tired trumpet.", ["trumpet"]),
    ],
)
def test_a_line_says_why_it_is_there(query: str, reason: str, words: list[str]) -> None:
    text = drawn(query)
    assert reason in text.plain
    assert standing_out(text) == words


def test_a_wide_line_names_the_element_that_it_quotes() -> None:
    assert "Soundtrack: Sting, and a tired trumpet." in drawn("trumpet", columns=WIDE).plain


def test_a_long_name_is_cut_so_that_the_words_stay_in_sight() -> None:
    long = entry("Uncle Boonmee", credits=(actor("Thanapat Saisaymar of Khon Kaen Province"),))
    text = drawn("province", long)
    assert standing_out(text) == ["Province"]
    assert "…" in text.plain


def test_words_beyond_the_cut_of_a_long_title_are_shown_beside_it() -> None:
    long = entry("Night of the Day of the Dawn of the Son of the Terror", credits=(director("Lowell Mason"),))
    text = drawn("terror", long)
    assert standing_out(text) == ["Terror"]
    assert "Mason" not in text.plain


def test_an_original_title_is_shown_beside_the_title() -> None:
    of = entry("Spirited Away", original_title="千と千尋の神隠し", credits=(director("Hayao Miyazaki"),))
    assert "千と千尋の神隠し" in drawn("千尋", of).plain


def test_every_director_that_was_found_stands_out() -> None:
    of = entry("No Country for Old Men", credits=(director("Joel Coen"), director("Ethan Coen", 2)))
    assert standing_out(drawn("coen", of)) == ["Coen", "Coen"]


@pytest.mark.parametrize("width", [78, 79, 73, 118, 250])
def test_a_searched_list_has_room_for_the_reason_and_a_title(width: int) -> None:
    columns = Columns.within(width, searched=True)
    assert columns.title >= 24
    assert columns.director >= 16


@settings(deadline=None)
@given(films, viewings, st.integers(40, 250), st.sampled_from(["e", "a OR o", 'person:"e"', "review:a", "title:o"]))
def test_every_searched_line_has_exactly_the_cells_of_the_screen(
    film: Film, seen: Viewing, width: int, query: str
) -> None:
    text = drawn(query, Entry(seen, film), Columns.within(width, searched=True))
    assert text.cell_len == width
    assert len(text.plain.splitlines()) == 1


def test_the_column_of_the_reason_is_headed_so_and_nothing_is_sorted_by_it() -> None:
    for order in ORDERS:
        heading = header(NARROW, order, PLAIN, reverse=False).plain
        assert "Found in" in heading
        assert "Director" not in heading
    assert "director" not in dict(NARROW.names())


def test_headings_of_a_searched_list_stand_above_what_they_name() -> None:
    text, heading = drawn("cage").plain, header(NARROW, order_named("watched"), PLAIN, reverse=False).plain
    assert heading.index("Found in") == text.index("Nicolas Cage")


def test_a_ranked_list_has_no_arrow() -> None:
    heading = header(NARROW, None, PLAIN, reverse=False).plain
    assert not {"↑", "↓"} & set(heading)
