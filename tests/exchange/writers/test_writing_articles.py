"""A review goes out in the shape in which reviews are published, and comes back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import entry, ratings
from filmjournal.exchange.readers.article import Naming, read_article
from filmjournal.exchange.readers.note_keys import rating_in
from filmjournal.exchange.writers.article import article_of, write_articles
from filmjournal.exchange.writers.selection import Selection
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from published import ELEMENTS, ESSAY, HEADLINE, LEAD, SHAPES, UNTITLED, VERDICT

WRITTEN = entry(
    "Leaving Las Vegas",
    year=1995,
    rating=Rating.FOUR_AND_A_HALF,
    headline=HEADLINE,
    review=f"{ESSAY}\n\n{LEAD}",
    breakdown=(*(Element(*each) for each in ELEMENTS), Element("Verdict", VERDICT)),
)

words = st.sampled_from(
    ["Wet", "and", "dry.", "*so*", "[REC]²", "a | b", "\\|", "#1", "— ", "…", "“so”", "<i>", "5/10 of it", "\\", "`x`"]
)
sentences = st.lists(words, min_size=1, max_size=6).map(" ".join).map(str.strip)
blocks = st.one_of(
    sentences,
    st.sampled_from(["## Part two", "# One", "### Three", "- a\n- b", "> so", "```\n# code\n| Element | x |\n```"]),
    st.sampled_from(["| Year | Film |\n| --- | --- |\n| 1979 | Stalker |", "two\nlines", "    code", "1. one", "<br>"]),
)
texts = st.lists(blocks, max_size=4).map("\n\n".join).map(lambda text: text.strip("\n").rstrip())
names = st.sampled_from(["Performances", "Sound", "The dog", "World-building", "Verdict", "Final verdict", "Overall"])
elements = st.builds(Element, names, texts, st.none() | ratings).filter(lambda each: not each.is_empty)
breakdowns = st.lists(elements, max_size=4, unique_by=lambda each: fold(each.name)).map(tuple)


@settings(deadline=None, max_examples=examples(400))
@given(
    st.builds(
        lambda headline, review, breakdown, rating: entry(
            "[REC]²", year=2009, headline=headline, review=review, breakdown=breakdown, rating=rating
        ),
        st.just("") | sentences,
        texts,
        breakdowns,
        st.none() | ratings,
    )
)
def test_what_goes_out_as_an_article_comes_back_as_it_was(given_entry: Entry) -> None:
    text = article_of(given_entry)
    body = read_article(text, Naming("[REC]²", "2009")).body
    viewing = given_entry.viewing
    assert (body.headline, body.review) == (viewing.headline, viewing.review)
    assert [(name, part, rating_in(stars)) for name, part, stars in body.breakdown] == [
        (each.name, each.text, each.rating) for each in viewing.breakdown
    ]
    assert [rating_in(value) for _, value in body.facts] == ([viewing.rating] if viewing.rating else [])
    again = Entry(viewing, given_entry.film)
    assert article_of(again) == text


def test_it_is_a_title_line_a_headline_an_essay_a_table_and_a_verdict() -> None:
    assert article_of(WRITTEN) == (
        f"# Leaving Las Vegas (1995) ★★★★½\n\n## {HEADLINE}\n\n{ESSAY}\n\n{LEAD}\n\n| Element | Description |\n"
        "| --- | --- |\n"
        + "".join(f"| {name} | {text} |\n" for name, text in ELEMENTS)
        + f"\n## Verdict\n\n{VERDICT}\n"
    )


@pytest.mark.parametrize("text", [UNTITLED, *SHAPES.values()])
def test_what_came_in_and_was_not_changed_goes_out_to_the_letter(text: str) -> None:
    article = read_article(text, Naming("Leaving Las Vegas", "1995")).body
    breakdown = tuple(Element(name, part) for name, part, _ in article.breakdown)
    given_entry = entry(
        "Leaving Las Vegas", year=1995, headline=article.headline, review=article.review, breakdown=breakdown
    )
    row = Source("markdown", "files", "review.md|leaving las vegas", {"(text)": text})
    assert article_of(given_entry, [row]) == text
    changed = entry("Leaving Las Vegas", year=1995, headline="Another", review=article.review, breakdown=breakdown)
    assert article_of(changed, [row]).startswith("# Leaving Las Vegas (1995)\n\n## Another\n")


def test_several_are_a_file_each_and_viewings_without_a_word_are_left_out() -> None:
    export = write_articles(Selection((WRITTEN, entry("Pig", None, year=2021, review="Wet."), entry("Stalker"))))
    assert [document.name for document in export.documents] == [
        "2026-11-20 Leaving Las Vegas (1995).md",
        "Pig (2021).md",
    ]
    assert export.warnings == ("1 viewing without a review left out.",)
