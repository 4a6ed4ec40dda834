"""The year in review as a page: it loads nothing and runs nothing, and a browser shows it by day and by night."""

import re
import shutil
import subprocess
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from budget import examples
from builders import TRICKY, actor, director, entry, films, viewings
from filmjournal.exchange.writers.save_files import CannotWriteError
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When
from filmjournal.query.sorting import by_date
from filmjournal.query.tree import Query
from filmjournal.stats.counting import Subject
from filmjournal.stats.weeks import MONDAY, SUNDAY
from filmjournal.stats.year_review import YearReview, year_in_review
from filmjournal.transfer.year_page import write_year, year_html, year_markdown

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), "")

VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """A page taken apart; every tag must be closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.shown = ""
        self.heights: list[float] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.shown += data


def reviewed(entries: list[Entry]) -> YearReview:
    return year_in_review(Subject(Query(), sorted(entries, key=by_date, reverse=True)), 2026)


def year_of(text: str) -> YearReview:
    """Return a year in which everything that can be named is called so."""
    spelt = Element(text, f"{text} is all that I have to say of this.", Rating.FOUR)
    facts = {"venue": text, "companions": (text,), "tags": (text,), "headline": text, "breakdown": (spelt,)}
    people = (actor(text), director(text))
    return reviewed(
        [
            entry(text, "2026-02-03", rating=Rating.FIVE, liked=True, credits=people, genres=(text,), **facts),
            entry(text, "2025-02-03", rating=Rating.TWO, credits=people, genres=(text,)),
        ]
    )


def check_harmless(text: str) -> Page:
    """Check that a page is well-formed, loads nothing and runs nothing."""
    page = Page(text)
    assert not {"script", "img", "link", "iframe", "object", "embed", "image", "use", "a", "form", "base"} & page.tags
    assert not any(name.startswith("on") or name in {"href", "src", "style"} for name in page.attributes)
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|@font-face|https?:|//", style)
    assert "default-src 'none'" in text
    return page


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(films, viewings), min_size=1, max_size=4))
def test_whatever_was_watched_the_page_is_well_formed_and_loads_nothing(made: list[tuple[Film, Viewing]]) -> None:
    entries = [
        Entry(structs.replace(viewing, id=f"{place}", film=f"{place}", watched=When("2026-05-06")), film)
        for place, (film, viewing) in enumerate(made)
    ]
    review = reviewed(entries)
    check_harmless(year_html(review, MONDAY))
    assert year_markdown(review).startswith("# 2026 in films\n")


@pytest.mark.parametrize("text", [*TRICKY, "<b>&", "</style><script>alert(1)</script>", '" onload="x'])
def test_what_was_written_is_text(text: str) -> None:
    page = check_harmless(year_html(year_of(text), MONDAY))
    if "<" in text or '"' in text:
        assert page.shown.count(text) >= 8


def test_the_page_has_the_numbers_the_best_and_what_was_said() -> None:
    review = year_of("Tom & Jerry")
    shown = check_harmless(year_html(review, SUNDAY)).shown
    for part in ("2026 in films", "1viewing", "Best films of the year", "The year in your own words", "February"):
        assert part in shown
    assert "2026-02-03: 1" in shown
    assert "★★ → ★★★★★" in shown
    markdown = year_markdown(review)
    assert "| 1 | ★★★★★ ♥ | Tom & Jerry: *Tom & Jerry* | 3 Feb |" in markdown
    assert "> Tom & Jerry is all that I have to say of this." in markdown
    assert "| Feb 2026 | 1 | 5.0 |" in markdown


def test_every_column_is_as_high_as_its_number_says() -> None:
    entries = [
        entry(f"{number}", f"2026-{month:02}-01", id=f"{month} {number}", rating=Rating(2 * month))
        for month in (1, 2, 4)
        for number in range(month)
    ]
    chart = year_html(reviewed(entries), MONDAY).partition('<svg class="columns"')[2].partition("</svg>")[0]
    heights = [float(height) for height in re.findall(r'class="bar"[^>]*? height="([\d.]+)"', chart)]
    assert heights == [24, 48, 96]
    assert re.findall(r">(\d+)</text>", chart) == ["1", "2", "4"]
    assert 'aria-label="Months: Jan 2026 1, Feb 2026 2, Apr 2026 4"' in chart


def test_the_ending_says_what_is_written_and_nothing_is_overwritten(tmp_path: Path) -> None:
    review, journal = year_of("Pig"), tmp_path / "journal.json"
    page = tmp_path / "2026.html"
    assert write_year(review, page, journal, MONDAY, force=False) == f"Wrote {page}."
    with pytest.raises(CannotWriteError, match="is there already"):
        write_year(review, page, journal, MONDAY, force=False)
    with pytest.raises(CannotWriteError, match=r"neither .html nor .md"):
        write_year(review, tmp_path / "2026.txt", journal, MONDAY, force=False)
    write_year(review, tmp_path / "2026.md", journal, MONDAY, force=False)
    assert (tmp_path / "2026.md").read_text(encoding="utf-8") == year_markdown(review)


def browse(*options: str) -> bytes:
    """Run a headless browser without a network, and return what it writes."""
    closed = ("--host-resolver-rules=MAP * ~NOTFOUND", "--no-first-run", "--disable-gpu", "--hide-scrollbars")
    done = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", *closed, *options], capture_output=True, timeout=120, check=True
    )
    return done.stdout


def top_left(picture: bytes) -> tuple[int, ...]:
    """Return the colour of the first pixel of a PNG; whatever its filter is, that pixel is stored as it is."""
    data, place = b"", 8
    while place < len(picture):
        length, kind = int.from_bytes(picture[place : place + 4], "big"), picture[place + 4 : place + 8]
        data += picture[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += length + 12
    return tuple(zlib.decompress(data)[1:4])


@pytest.mark.skipif(not BROWSER, reason=f"none of {', '.join(NAMES)} is installed to open the page in")
def test_a_browser_shows_it_by_day_and_by_night_and_prints_it(tmp_path: Path) -> None:
    page, profile = tmp_path / "2026.html", f"--user-data-dir={tmp_path / 'profile'}"
    page.write_text(year_html(year_of("<u>&</u> [REC]²"), MONDAY), encoding="utf-8")
    dom = browse(profile, "--dump-dom", page.as_uri()).decode()
    assert "&lt;u&gt;&amp;&lt;/u&gt; [REC]²" in dom
    assert "<u>" not in dom
    for scheme, paper in ((1, (0xFB, 0xFA, 0xF7)), (0, (0x17, 0x16, 0x1A))):
        shot = tmp_path / f"{scheme}.png"
        look = f"--blink-settings=preferredColorScheme={scheme}"
        browse(profile, look, "--window-size=800,1200", f"--screenshot={shot}", page.as_uri())
        assert top_left(shot.read_bytes()) == paper
    printed = tmp_path / "2026.pdf"
    browse(profile, f"--print-to-pdf={printed}", page.as_uri())
    assert printed.read_bytes().startswith(b"%PDF")
