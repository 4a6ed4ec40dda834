import io

import pytest
from hypothesis import given, settings
from rich.console import Console, RenderableType

from budget import examples
from builders import TRICKY, actor, director, entry, films, viewing, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.engine.index import Totals
from filmjournal.render import entry as rendered
from filmjournal.render.entry import entry_page
from filmjournal.render.highlighting import Marker
from filmjournal.render.palette import PLAIN, Palette
from filmjournal.render.prose import PREVIEWED

MARKUP = ["[REC]²", "[/b]", "[bold", "[bold red]x[/]", "[link=x]y", ":smile:", "\\[b]", "[@click=app.quit]go[/]"]


def _printed(*parts: RenderableType, width: int = 200) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=False, color_system=None)
    for part in parts:
        console.print(part)
    return out.getvalue()


def _everything(shown: Entry) -> list[RenderableType]:
    film, seen = shown.film, shown.viewing
    return [
        rendered.heading(shown, PLAIN),
        rendered.facts(film, PLAIN),
        rendered.breakdown(seen.breakdown, film, PLAIN),
        rendered.preview(shown, PLAIN),
        rendered.viewing_line(seen, PLAIN),
        rendered.marks(seen, PLAIN),
        *(rendered.person_line("Cast", credit, PLAIN) for credit in film.credits),
    ]


@pytest.mark.parametrize("title", MARKUP)
def test_text_that_looks_like_markup_is_shown_as_it_is(title: str) -> None:
    shown = entry(
        title,
        original_title=title,
        countries=(title,),
        genres=(title,),
        credits=(director(title), actor(title, title)),
        headline=title,
        venue=title,
        companions=(title,),
        tags=(title,),
        breakdown=(Element(title, "x"),),
    )
    assert rendered.heading(shown, PLAIN).plain.startswith(f"{title}\n")
    assert (
        rendered._circumstances(shown.viewing, Marker(None, PLAIN)).plain
        == f"Watched 20 November 2026 · {title} · with {title} · #{title}"
    )
    assert rendered.viewing_line(shown.viewing, PLAIN).plain.endswith(f"  {title}")
    assert rendered.person_line("Cast", actor(title, title), PLAIN).plain == f"Cast            {title} as {title}"
    assert _printed(rendered.facts(shown.film, PLAIN)).count(title) == 3
    assert _printed(rendered.breakdown(shown.viewing.breakdown, shown.film, PLAIN)).startswith(
        title.split(maxsplit=1)[0][:15]
    )
    assert _printed(rendered.preview(shown, PLAIN)).count(title) >= 5


@settings(deadline=None, max_examples=examples(60))
@given(films, viewings)
def test_any_film_and_viewing_can_be_rendered_at_any_width(film: Film, seen: Viewing) -> None:
    shown = Entry(seen, film)
    for width in (10, 80):
        assert _printed(*_everything(shown), width=width)
    assert rendered.heading(shown, PLAIN).plain.startswith(one_line(film.title))


def test_a_heading_says_what_was_watched_how_it_was_and_when() -> None:
    shown = entry("Heat", "2003-05", year=1995, rating=Rating.FOUR_AND_A_HALF, liked=True, rewatch=True, spoilers=True)
    assert rendered.heading(shown, PLAIN).plain == "Heat  1995  ★★★★½  ♥\nRewatched May 2003 · spoilers"


def test_a_heading_takes_its_colours_from_the_palette() -> None:
    shown = entry("Heat", rating=Rating.FIVE, liked=True)
    palette = Palette(muted="blue", star="green", heart="magenta")
    styles = {str(span.style) for span in rendered.heading(shown, palette).spans}
    assert {"blue", "green", "magenta"} <= styles


def test_an_unknown_date_is_said_to_be_unknown() -> None:
    assert rendered._circumstances(viewing(None), Marker(None, PLAIN)).plain == "Watched, date unknown"
    assert rendered._circumstances(viewing(None, rewatch=True), Marker(None, PLAIN)).plain == "Rewatched, date unknown"


def test_stars_take_five_cells_with_or_without_a_rating() -> None:
    assert [rendered.stars(rating, PLAIN).cell_len for rating in (None, *Rating)] == [5] * 11


def test_each_mark_stands_in_a_column_of_its_own() -> None:
    assert rendered.marks(viewing(), PLAIN).plain == "      "
    assert rendered.marks(viewing(liked=True, rewatch=True, review="x"), PLAIN).plain == "♥ ↻ ¶ "
    assert rendered.marks(viewing(rewatch=True), PLAIN).plain == "  ↻   "


def test_only_known_facts_are_listed_each_with_its_label() -> None:
    shown = entry("Heat", runtime=170, countries=("United States",), genres=("Crime", "Drama"))
    lines = [line.split(maxsplit=1) for line in _printed(rendered.facts(shown.film, PLAIN)).splitlines()]
    assert [label for label, _ in lines] == ["Runtime", "Country", "Genres"]
    assert [value.strip() for _, value in lines] == ["2 h 50 min", "United States", "Crime, Drama"]


def test_an_element_stands_beside_whose_work_it_is() -> None:
    shown = entry(
        "Leaving Las Vegas",
        credits=(Credit("Declan Quinn", Role.CINEMATOGRAPHER), actor("Nicolas Cage")),
        breakdown=(
            Element("Cinematography", "Grain and **neon**.", Rating.FIVE),
            Element("Performances", "A wound."),
        ),
    )
    printed = _printed(rendered.breakdown(shown.viewing.breakdown, shown.film, PLAIN), width=60)
    for part in ("Cinematography", "★★★★★", "Declan Quinn", "Grain and neon.", "Performances", "A wound."):
        assert part in printed
    assert "Nicolas Cage" not in printed


def test_a_preview_begins_a_long_review_and_ends_it_at_a_word() -> None:
    printed = _printed(rendered.preview(entry("Heat", review="word " * 5000), PLAIN), width=70)
    assert printed.rstrip().endswith("word …")
    assert printed.count("word") == PREVIEWED // 5 - 1


def test_a_preview_of_nothing_says_so() -> None:
    assert "Nothing written yet." in _printed(rendered.preview(entry("Heat"), PLAIN))
    assert "Nothing written yet." not in _printed(rendered.preview(entry("Heat", headline="Hot"), PLAIN))


def test_totals_are_reported_in_one_line() -> None:
    assert rendered.totals(Totals()) == "0 viewings · 0 films"
    assert rendered.totals(Totals(3, 2, 4.5)) == "3 viewings · 2 films · ★ 4.5"
    assert rendered.totals(Totals(1, 1, 3.25)).startswith("1 viewing · 1 film · ★ 3.")


def test_no_escape_sequence_reaches_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\x1b[31mred"
    shown = entry(
        evil,
        original_title=evil,
        countries=(evil,),
        genres=(evil,),
        credits=(director(evil),),
        headline=evil,
        review=evil,
        venue=evil,
        tags=(evil,),
        breakdown=(Element(evil, evil),),
    )
    console = Console(width=80, file=io.StringIO(), color_system=None)
    console.print(rendered.facts(shown.film, PLAIN), rendered.breakdown(shown.viewing.breakdown, shown.film, PLAIN))
    console.print(rendered.preview(shown, PLAIN))
    file = console.file
    assert isinstance(file, io.StringIO)
    assert "\x1b" not in file.getvalue()
    assert "\x07" not in file.getvalue()


def drawn(shown: Entry, width: int = 80) -> str:
    console = Console(width=width, no_color=True, force_terminal=False)
    with console.capture() as capture:
        console.print(entry_page(shown, PLAIN))
    return capture.get()


def test_a_page_has_the_film_its_people_with_their_parts_and_all_that_was_written() -> None:
    pig = entry(
        "Pig",
        runtime=92,
        credits=(director("Michael Sarnoski"), actor("Nicolas Cage", "Rob")),
        headline="Truffles",
        review="Slow.",
        breakdown=(Element("Direction", "Calm.", Rating.FOUR), Element("Soundtrack")),
    )
    text = drawn(pig)
    for part in ("Pig", "Runtime", "1 h 32 min", "Nicolas Cage as Rob", "Truffles", "Slow.", "★★★★", "Calm."):
        assert part in text
    assert "Soundtrack" not in text


def test_of_what_is_not_known_nothing_is_drawn() -> None:
    assert drawn(entry("Pig", None)).split() == ["Pig", "Watched,", "date", "unknown"]


@pytest.mark.parametrize("text", TRICKY)
def test_nothing_in_a_page_is_taken_for_markup_or_obeyed(text: str) -> None:
    shown = drawn(
        entry(text, credits=(actor(text, text),), headline=text, review=text, breakdown=(Element(text, text),))
    )
    assert not {"\x00", "\x1b", "\x7f"} & set(shown)
    if text.startswith("["):
        assert text in shown
