"""Lines that were broken at a width are put together; verse, lists and code stay as they are."""

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmjournal.exchange.readers.article import Naming, read_article
from filmjournal.exchange.readers.wrapping import is_wrapped, unwrapped
from published import ESSAY

PARAGRAPHS = [" ".join(paragraph.split()) for paragraph in ESSAY.split("\n\n")]
VERSE = (
    "Two roads diverged in a yellow wood,\nAnd sorry I could not travel both\nAnd be one traveler, long I stood\n" * 3
)


@pytest.mark.parametrize("width", [60, 72, 80, 120])
def test_paragraphs_of_any_width_come_in_as_paragraphs(width: int) -> None:
    essay = "\n\n".join(fill(each, width) for each in PARAGRAPHS)
    assert read_article(f"# Pig (2021)\n\n{essay}\n", Naming()).body.review == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("text", [VERSE, "\n\n".join(PARAGRAPHS), "short\nlines\nof\na\nlist\nhere", ""])
def test_lines_that_somebody_broke_on_purpose_stay(text: str) -> None:
    assert not is_wrapped(text.split("\n"))


def test_only_paragraphs_are_put_together() -> None:
    kept = [
        "- a list",
        "- of two",
        "",
        "```",
        "code",
        "lines",
        "```",
        "",
        "> so",
        "> he says",
        "| a |",
        "| - |",
        "## H",
    ]
    lines = ["one", "two", "", *kept, "by design  ", "three", "four\\", "five"]
    assert list(unwrapped(lines)) == ["one two", "", *kept, "by design  ", "three four\\", "five"]


@given(st.lists(st.text("ab |#->`\t0.\\", max_size=12), max_size=12))
def test_no_word_is_lost(lines: list[str]) -> None:
    assert " ".join(unwrapped(lines)).split() == " ".join(lines).split()
