import io
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from rich.console import Console, RenderableType

from budget import examples
from builders import TODAY, actor, director, entry, films, texts, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.fields import REVIEW
from filmjournal.query.highlights import Highlights
from filmjournal.query.parser import parse
from filmjournal.render.entry import breakdown, facts, heading, preview
from filmjournal.render.highlighting import Marker, is_found
from filmjournal.render.palette import PLAIN
from filmjournal.render.prose import excerpt, prose


def asked(query: str) -> Highlights:
    return Highlights.of(parse(query, TODAY).query)


def marker(query: str) -> Marker:
    return Marker(asked(query), PLAIN)


def printed(part: RenderableType, width: int = 60) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(part)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def standing_out(part: RenderableType, width: int = 60) -> list[str]:
    """Return what stands out, line by line; pieces of one word that differ in style come as one."""
    found: list[str] = []
    for line in Console(file=io.StringIO(), width=width).render_lines(part, pad=False):
        before = False
        for segment in line:
            if is_found(segment.style):
                found[len(found) - before :] = ["".join(found[len(found) - before :]) + segment.text]
            before = is_found(segment.style)
    return found


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("all gin and neon", ["gin"]),
        ("all **gin** and g*in*", ["gin", "gin"]),
        ("# Gin\n\n> a gin\n\n- no gin\n1. gin", ["Gin", "gin", "gin", "gin"]),
        ("| a | gin |\n|---|---|\n| gin | b |", ["gin", "gin"]),
        ("```\nno\n  gin = 1\n```", ["gin"]),
        ("see [the gin](https://example.org/gin)", ["gin"]),
        ("[gin] [/gin]", ["gin", "gin"]),
    ],
)
def test_words_stand_out_in_every_part_of_markdown(source: str, words: list[str]) -> None:
    assert standing_out(prose(source, REVIEW, marker("gin"))) == words


@settings(deadline=None)
@given(texts, texts)
def test_marking_never_changes_what_is_read(source: str, other: str) -> None:
    text = f"{source}\n\n**{other}** e"
    assert printed(prose(text, REVIEW, marker("e"))) == printed(prose(text, REVIEW, Marker(None, PLAIN)))


PARAGRAPHS = [f"Paragraph {number} has nothing to say of it, and goes on for a while. " * 4 for number in range(30)]


def test_an_excerpt_begins_with_the_review_where_the_words_are_near_its_beginning() -> None:
    source = "\n\n".join(["All gin.", *PARAGRAPHS])
    assert printed(excerpt(source, REVIEW, marker("gin"))).startswith("All gin.")


def test_an_excerpt_begins_with_the_passage_where_the_words_are_far_on() -> None:
    source = "\n\n".join([*PARAGRAPHS[:20], "It is **all gin** and neon.", *PARAGRAPHS[20:]])
    shown = printed(excerpt(source, REVIEW, marker("gin")))
    assert shown.split()[:7] == ["…", "It", "is", "all", "gin", "and", "neon."]
    assert standing_out(excerpt(source, REVIEW, marker("gin"))) == ["gin"]


def test_a_passage_within_a_long_paragraph_has_two_lines_before_the_words() -> None:
    source = "*" + " ".join(PARAGRAPHS) + "gin* and neon"
    lines = printed(excerpt(source, REVIEW, marker("gin"))).splitlines()
    assert lines[0] == "…"
    assert "gin" in lines[3]
    assert "*" not in "".join(lines)


def test_a_passage_never_begins_within_a_block_of_code() -> None:
    source = "\n\n".join([*PARAGRAPHS[:5], "```\none\n\ntwo gin\n```", "*end*"])
    shown = printed(excerpt(source, REVIEW, marker("gin")))
    assert "```" not in shown
    assert "*end*" not in shown
    assert "two gin" in shown


VEGAS = entry(
    "Leaving Las Vegas",
    original_title="Leaving Las Vegas, NV",
    credits=(
        director("Mike Figgis"),
        *(
            actor(name, billing=place)
            for place, name in enumerate(("Nicolas Cage", "Elisabeth Shue", "Julian Sands"), 1)
        ),
        actor("Richard Lewis", billing=4),
        actor("Valeria Golino", billing=5),
        Credit("Declan Quinn", Role.CINEMATOGRAPHER),
    ),
    genres=("Drama", "Romance"),
    venue="Prince Charles Cinema",
    companions=("Tom", "Priya"),
    tags=("35mm", "cage-season"),
    headline="The hip flask",
    review="Underwater.\n\n" + "\n\n".join(PARAGRAPHS),
    breakdown=(Element("Direction", "Cheerful."), Element("Cinematography", "Grain and neon.")),
)


def preview_of(query: str) -> RenderableType:
    return preview(VEGAS, PLAIN, asked(query))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("vegas", ["Vegas"]),
        ("golino", ["Golino"]),
        ("quinn", ["Quinn", "Quinn"]),
        ("35", ["35"]),
        ("venue:prince", ["Prince"]),
        ("with:priya", ["Priya"]),
        ("with:with", []),
        ("flask", ["flask"]),
        ("underwater", ["Underwater"]),
        ("cinematography", ["Cinematography"]),
        ("cinematography:neon", ["neon"]),
        ("direction:neon", []),
    ],
)
def test_a_preview_shows_what_was_looked_for_wherever_it_stands(query: str, words: list[str]) -> None:
    assert standing_out(preview_of(query)) == words


def test_a_preview_names_whoever_was_looked_for_and_nobody_twice() -> None:
    assert "Valeria Golino" not in printed(preview_of("cage"))
    assert printed(preview_of("golino")).count("Valeria Golino") == 1
    assert "Cinematographer" in printed(preview_of("quinn"))


def test_a_preview_begins_with_the_element_where_only_that_has_the_words() -> None:
    shown = printed(preview_of("neon"))
    assert shown.index("Grain and neon") < shown.index("Cheerful.") < shown.index("Underwater")
    before = printed(preview(VEGAS, PLAIN))
    assert before.index("Underwater") < before.index("Cheerful.") < before.index("Grain and neon")


def test_facts_and_heading_show_what_was_looked_for() -> None:
    assert standing_out(facts(VEGAS.film, PLAIN, asked("title:nv genre:drama"))) == ["NV", "Drama"]
    assert standing_out(heading(VEGAS, PLAIN, asked("vegas cage"))) == ["Vegas", "cage"]


@settings(deadline=None, max_examples=examples(60))
@given(films, viewings)
def test_anything_can_be_shown_with_what_was_found_at_any_width(film: Film, seen: Viewing) -> None:
    shown, highlights = Entry(seen, film), asked("e OR a OR person:o")
    parts: Iterable[RenderableType] = (
        heading(shown, PLAIN, highlights),
        facts(film, PLAIN, highlights),
        breakdown(seen.breakdown, film, PLAIN, highlights),
        preview(shown, PLAIN, highlights),
    )
    for part in parts:
        for width in (10, 80):
            assert "\x1b" not in printed(part, width)


def test_two_lines_of_a_review_read_as_two_and_an_empty_one_begins_a_paragraph() -> None:
    verse = "Two lines\nof a *verse*.\n\nA paragraph, said\n> twice\n> over"
    lines = [line.rstrip() for line in printed(prose(verse, REVIEW, marker(""))).splitlines()]
    assert lines == ["Two lines", "of a verse.", "", "A paragraph, said", "", "▌ twice", "▌ over"]
    assert standing_out(prose(verse, REVIEW, marker('"lines of"'))) == ["lines", "of"]
