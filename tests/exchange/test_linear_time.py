"""Whatever is repeated in a file or a title, reading or writing twice as much takes about twice as long."""

from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from builders import entry
from filmjournal.exchange.readers import markdown
from filmjournal.exchange.readers.own import READER as OWN
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.html_text import markdown_of
from filmjournal.exchange.reading.tables import read_table
from filmjournal.exchange.writers.letterboxd import write_letterboxd
from filmjournal.exchange.writers.markdown import write_folder
from filmjournal.exchange.writers.markdown_page import page
from filmjournal.exchange.writers.selection import Selection
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.when import When
from read_batches import MOMENT

BASE = 2_000
"""How often a fragment is repeated at first."""

FRAGMENTS = [
    *(" ", "\n", "\t", "[", "[[", "![", "](", "](a", "(", "((", "#", " #", "##", "*", "**", "**a", "_", "`", "~"),
    *("```\n", "|", "|-", "| a ", "-", "- ", ":", ": ", "::", "a:: b\n", "a: b\n", "date: 1\n", '"', '" ', "'", "\\"),
    *("★", "½", "1", "1/", " 1", ".", "1.", "<", "<a ", "<i>", "</i>", "<i>!</i>a", "&", "&a", "&amp;", "=", "=="),
    *("{", "{\n", "}", "},", "{}", ",", '",', ";", "é", "e\u0301", "\u0489", "\u200d", "…", "·", " · ", " · x"),
    *("a ", "ab", "<br>", "---\n", "---\n\n", "## A\n", "2020-01-01", "2020-01-01,", "!", "about ", "<blockquote>a"),
    '<a id="viewing-1"></a>\n',
]


def read_note(text: str) -> None:
    markdown.read(Files.of({"a.md": text.encode()}), MOMENT)


def parse_when(text: str) -> None:
    with suppress(InvalidValueError):
        When.parse(text, MOMENT.today)


WAYS: dict[str, Callable[[str], object]] = {
    "front matter": lambda text: read_note(f"---\ntitle: A{text}\n---\n"),
    "lines of front matter": lambda text: read_note(f"---\n{text}\n---\n"),
    "note": lambda text: read_note(f"# A (2001)\n{text}"),
    "heading": lambda text: read_note(f"# A {text} x\n"),
    "own JSON": lambda text: OWN.read(Files.of({"a.json": f"[{text}".encode()}), MOMENT),
    "recognising JSON": lambda text: OWN.recognises(Files.of({"a.json": f"{{{text}".encode()})),
    "table": lambda text: read_table(f"Date,Name,Year\n2020-01-01,A,2001\n{text}".encode(), "a.csv"),
    "HTML": lambda text: markdown_of(f"<i>a</i>{text}"),
    "date": parse_when,
    "folder": lambda text: write_folder(Selection((entry(f"a{text}b"),))),
    "page": lambda text: list(page([entry(f"a{text}b", review=text), entry("b")], "All")),
    "table for Letterboxd": lambda text: write_letterboxd(Selection((entry(f"a{text}b", review=text),))),
}


def seconds(way: Callable[[str], object], text: str) -> float:
    began = process_time()
    way(text)
    return process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS)
def test_no_fragment_repeated_takes_more_than_its_length(name: str) -> None:
    slow = []
    for fragment in FRAGMENTS:
        if seconds(WAYS[name], fragment * (BASE * 4)) > 0.25:
            once, four_times = (
                min(seconds(WAYS[name], fragment * (BASE * times)) for _ in range(2)) for times in (1, 4)
            )
            if four_times > 0.25 and four_times > 9 * max(once, 0.01):
                slow.append((fragment, once, four_times))
    assert slow == []


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("folder", " "),
        ("HTML", "<blockquote>a"),
        ("front matter", "!["),
        ("front matter", "[["),
        ("heading", "#"),
        ("own JSON", "\n"),
        ("recognising JSON", "\n"),
    ],
)
def test_what_once_took_the_square_of_its_length_is_quick(name: str, fragment: str) -> None:
    assert seconds(WAYS[name], fragment * BASE * 8) < 2


def test_thousands_of_undated_viewings_of_one_film_get_names_at_once() -> None:
    viewings = tuple(entry("Pig", None, id=f"v{number}") for number in range(4_000))
    began = process_time()
    names = {document.name for document in write_folder(Selection(viewings)).documents}
    assert (len(names), process_time() - began < 8) == (4_000, True)
