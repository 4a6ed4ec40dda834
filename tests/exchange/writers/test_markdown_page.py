from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec import structs

from builders import actor, director, entry, names
from filmjournal.exchange.readers import markdown
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.writers.markdown_page import document, escaped, page, table_line, with_line_breaks
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line
from read_batches import MOMENT


def test_one_alone_is_the_document_of_it() -> None:
    assert list(page([entry()], "x")) == list(document(entry()))


def test_several_come_after_a_table_of_contents_that_leads_to_each() -> None:
    lines = list(page([entry("[REC]²", "2026-11-20", year=2009, rating=Rating.THREE), entry("Mirror", None)], "a *b*"))
    assert lines[:6] == [
        "# a \\*b\\*",
        "",
        "2 viewings of 2 films.",
        "",
        "1. [\\[REC\\]² (2009)](#viewing-1) · 20 Nov 2026 · ★★★",
        "2. [Mirror](#viewing-2)",
    ]
    assert [line for line in lines if line.startswith(("<a", "## "))] == [
        '<a id="viewing-1"></a>',
        "## \\[REC\\]² (2009)",
        '<a id="viewing-2"></a>',
        "## Mirror",
    ]


def test_an_entry_is_a_document_with_what_was_written_as_it_was_written() -> None:
    pig = entry(
        "Pig",
        "2021-08-22",
        year=2021,
        runtime=92,
        credits=(director("Michael Sarnoski"), actor("Nicolas Cage", "Rob")),
        rating=Rating.FOUR,
        liked=True,
        tags=("35mm",),
        headline="A *quiet* man",
        review="First.\n\n> Second.",
        breakdown=(Element("Performances", "- Cage", Rating.FIVE), Element("Soundtrack")),
    )
    assert list(document(pig)) == [
        "# Pig (2021)",
        "",
        "Watched 22 August 2021 · ★★★★ · ♥ · #35mm",
        "",
        "- Director: Michael Sarnoski",
        "- Cast: Nicolas Cage as Rob",
        "- Runtime: 1 h 32 min",
        "",
        r"**A \*quiet\* man**",
        "",
        "First.",
        "",
        "> Second.",
        "",
        "## Performances ★★★★★",
        "",
        "- Cage",
    ]


def test_characters_and_circumstances_on_a_page_are_read_back() -> None:
    entries = [
        entry(
            "[REC]² *live*",
            "2021-08-22",
            year=2009,
            runtime=92,
            credits=(
                director("Ann_A Example"),
                actor("Nicolas Cage", "Ben, the second", 1),
                actor("Elisabeth Shue", "Sera", 2),
            ),
            rating=Rating.THREE_AND_A_HALF,
            rewatch=True,
            spoilers=True,
            venue="Curzon *1*",
            format="35mm",
            companions=("Anna", "Bo", "Cy"),
            tags=("rain_y", "noir"),
            review="First.\n\n> Second.",
        ),
        entry("Pig", "2020", liked=True),
        entry("Ran", None),
    ]
    for shown in ([entries[0]], entries):
        files = Files.of({"page.md": "\n".join(page(shown, "All")).encode()})
        batch = markdown.read(files, MOMENT)
        assert batch.problems == ()
        for read, known in zip(batch.viewings, shown, strict=True):
            (film,) = [each.film for each in batch.films if each.film.id == read.viewing.film]
            assert structs.replace(read.viewing, id=known.viewing.id, film=known.viewing.film) == known.viewing
            of_film = [(one.title, one.year, one.runtime, one.people(Role.DIRECTOR)) for one in (film, known.film)]
            assert of_film[0] == of_film[1]
            cast = [[(each.name, each.character) for each in one.credited(Role.ACTOR)] for one in (film, known.film)]
            assert cast[0] == cast[1]


def test_what_is_not_known_is_left_out() -> None:
    assert list(document(entry("Pig", None))) == ["# Pig", "", "Watched, date unknown"]


def test_a_row_has_four_cells() -> None:
    row = table_line(entry("[REC]² | 2", "2007-11", year=2007, rating=Rating.FOUR))
    assert row == r"| 2007-11 | *\[REC\]² \| 2* (2007) |  | ★★★★ |"


@given(names)
def test_a_title_is_shown_as_it_is(title: str) -> None:
    (_, inline, _) = MarkdownIt().parse(f"# x{escaped(title)}x")
    shown = "".join(child.content for child in inline.children or ())
    assert shown == f"x{one_line(title)}x"


def test_two_lines_of_a_review_are_two_lines_in_every_reader_of_markdown() -> None:
    verse = "Two lines\nof a verse.  \nA third.\n\nA paragraph.\n\n```\ncode\nstays\n```\n\n> said\n> twice\n\n"
    verse += "- a\n- b\n  c"
    lines = list(document(entry(review=verse)))
    assert lines[4:] == [
        "Two lines  ",
        "of a verse.  ",
        "A third.",
        *("", "A paragraph.", "", "```", "code", "stays", "```", ""),
        *("> said  ", "> twice", "", "- a", "- b  ", "  c"),
    ]
    assert list(document(entry(breakdown=(Element("Script", "- Hello?\n- Goodbye.\nOr not"),))))[-3:] == [
        "- Hello?",
        "- Goodbye.  ",
        "Or not",
    ]


LINES = ("a", "*b*", "> c", "- d", "# e", "```", "", "    f", "| g |", "|---|", "h  ", "i\\", "1. j", "==")


@given(st.lists(st.sampled_from(LINES)))
def test_a_line_break_is_the_same_line_break_with_and_without_its_spaces(lines: list[str]) -> None:
    text = "\n".join(lines)
    as_typed = MarkdownIt("commonmark", {"breaks": True}).enable("table").render(text)
    assert MarkdownIt("commonmark").enable("table").render(with_line_breaks(text)) == as_typed
