import pytest
from rich.console import Console

from builders import TRICKY, actor, director, entry
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.render.page import page
from filmjournal.render.palette import PLAIN


def drawn(shown: Entry, width: int = 80) -> str:
    console = Console(width=width, no_color=True, force_terminal=False)
    with console.capture() as capture:
        console.print(page(shown, PLAIN))
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
