"""A page for browsers that is whole in itself, and in which nothing of what was written can do anything."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from builders import TRICKY, actor, entry, films, viewings
from filmjournal.exchange.writers.html_page import html_page
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing

VOID = {"meta", "br", "hr"}
LOADING = {"script", "img", "link", "iframe", "object", "embed", "video", "audio", "source", "form", "base", "svg"}


class Page(HTMLParser):
    """A page taken apart; every tag must be closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.shown = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.shown += data


@settings(deadline=None)
@given(films, viewings)
def test_every_entry_makes_a_page_that_is_well_formed_and_loads_nothing(film: Film, viewing: Viewing) -> None:
    page = Page(html_page([Entry(viewing, film)] * 2, film.title))
    assert not LOADING & set(page.tags)
    assert not any(name.startswith("on") for name in page.attributes)
    assert all(link.startswith(("#", "http:", "https:", "mailto:")) or ":" not in link for link in page.links)


@pytest.mark.parametrize("text", [*TRICKY, "<script>alert(1)</script>", "a </style> & </title> <b>"])
def test_what_was_written_is_text(text: str) -> None:
    stated = entry(text, venue=text, tags=(text,), headline=text, credits=(actor(text, text),), review=text)
    page = Page(html_page([stated], "x"))
    assert page.tags.count("style") == page.tags.count("title") == 1
    assert not LOADING & set(page.tags)
    if "<" in text:
        assert page.shown.count(text) >= 6


def test_images_and_scripts_of_a_review_are_never_loaded_or_run() -> None:
    review = "![still](https://example.org/a.png) [x](javascript:alert(1)) <img src=x onerror=alert(1)> ![](data:,x)"
    page = Page(html_page([entry(review=review)], "x"))
    assert page.links == ["https://example.org/a.png"]
    assert "<img src=x" in page.shown


@pytest.mark.parametrize(
    ("viewings", "headings"),
    [(1, ["h1", "h2", "h3", "h2", "h3"]), (2, ["h1", *["h2", "h3", "h4", "h3", "h4"] * 2])],
)
def test_headings_of_a_review_stand_below_those_of_the_page_and_none_is_left_out(
    viewings: int, headings: list[str]
) -> None:
    stated = entry(review="## Mine\n\n###### Deeper", breakdown=(Element("Mood", "# Too"),))
    page = Page(html_page([stated] * viewings, "x"))
    assert [tag for tag in page.tags if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}] == headings


def luminance(colour: str) -> float:
    """Return how bright a colour is, as the accessibility guidelines reckon it."""
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_text_stands_out_by_day_by_night_and_on_paper() -> None:
    looks = html_page([entry()], "x").partition("<style>")[2]
    palettes = [dict(re.findall(r"--(\w+): (#[0-9a-f]+);", part)) for part in looks.split(":root")[1:]]
    assert len(palettes) == 3
    for palette in palettes:
        assert palette.keys() == {"paper", "ink", "muted", "line", "star", "heart", "link"}
        for name in palette.keys() - {"paper", "line"}:
            dark, bright = sorted(map(luminance, (palette[name], palette["paper"])))
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, name


def test_of_several_there_is_a_table_of_contents_that_leads_to_each() -> None:
    page = Page(html_page([entry(rating=Rating.FIVE), entry("Mirror", None)], "rating:4.."))
    assert [link for link in page.links if link.startswith("#")] == ["#viewing-1", "#viewing-2"]
    assert page.ids == ["viewing-1", "viewing-2"]
    assert "2 viewings of 2 films" in page.shown
    assert page.tags.count("h1") == 1


def test_one_alone_has_its_film_for_a_title_and_no_contents() -> None:
    text = html_page([entry(year=1979, breakdown=(Element("Mood", "Low.", Rating.TWO),))], "x")
    assert "<title>Stalker (1979)</title>" in text
    page = Page(text)
    assert "nav" not in page.tags
    assert "Low." in page.shown


def test_it_is_dark_for_whoever_likes_that_and_can_be_printed_and_forbids_everything_else() -> None:
    text = html_page([entry()], "x")
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_two_lines_of_a_review_are_two_lines_and_an_empty_one_begins_a_paragraph() -> None:
    page = html_page([entry(review="one\ntwo\n\nthree", breakdown=(Element("Script", "Who?\nMe."),))], "x")
    assert "<p>one<br>\ntwo</p>\n<p>three</p>" in page
    assert "<p>Who?<br>\nMe.</p>" in page
