from hypothesis import given
from markdown_it import MarkdownIt

from builders import actor, director, entry, names
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line
from filmjournal.render.markdown import document, escaped, table_line


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
        "- Cast: Nicolas Cage",
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
