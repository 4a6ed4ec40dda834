"""Entries in which every text may look like a part of a document, and the record that a round trip must keep."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from builders import NOW, films, names, ratings, texts, viewings
from filmjournal.exchange.entry.record import record_of
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, ExternalIds, Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry

STRUCTURES = (
    "# Performances",
    "# Performances · 4.5",
    "#",
    "# ",
    "#\t",
    "#\r",
    "\\# Performances",
    "\\\\# Performances",
    "## My own heading",
    "#hashtag",
    " # indented",
    "---",
    "--- ",
    "...",
    "title: Pig",
    "#! Line 1: no",
    "<!-- -->",
    " <!-- -->\r",
    "\\",
    "",
    " ",
    "\t",
    "\r",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\x00",
    "Windows\r",
    "  two spaces  ",
    "```",
    "| Element | Description |",
    "مرحبا",
)
"""Lines that a document is made of, or that programs change."""

prose = texts | st.lists(st.sampled_from(STRUCTURES) | texts, max_size=5).map("\n".join)
"""Any text, and more often than not one that looks like a document."""

LABELS = (
    "2001: A Space Odyssey",
    "[REC]²",
    "{name: x}",
    "'71",
    '"Crocodile" Dundee',
    '"Quoted"',
    "'Quoted' # not",
    "What a # film",
    "# film",
    "- film",
    "Name = Character",
    "=",
    "a, b",
    "a; b",
    "name: Pig",
    "|",
    "> folded",
    "&anchor",
    "*alias",
    "!tag",
    "%",
    "@at",
    "`x`",
    "yes",
    "null",
    "~",
    "1995",
    "1e5",
    "12e03",
    "0x1F",
    "2026-11-20",
    "1:30",
    "Sound · 4.5",
    "Sound · good",
    "Sound ·",
    "Act (2)",
    "Part: 2",
    "Part ★",
    '"Sound" · 4',
    " padded ",
    "two\nlines",
    "two\n  lines",
    "two\n\n---\nlines",
    "\ttab",
    "\ufffe\uffff\U0010ffff",
)
"""Titles, names and the like that YAML or a heading would take for something else."""

labels = texts | st.sampled_from(LABELS) | st.tuples(st.sampled_from(LABELS), texts).map("".join)
filled = labels.filter(lambda text: bool(text.strip()))
lists = st.lists(labels, max_size=3).map(tuple)


SHARED = ("Sound", "sound", "Sound ", "Performances")
"""Names of elements that are one name to whoever reads them."""


def _folded_name(element: Element) -> str:
    return fold(element.name.strip())


@st.composite
def entries(draw: st.DrawFn, *, may_repeat: bool = False) -> Entry:
    """Return any entry: with ids, or not yet kept. Its elements may share names, if that is wanted."""
    credit = st.builds(
        Credit, name=filled | names, role=st.sampled_from(Role), character=labels, billing=st.integers(0, 3)
    )
    film = msgspec.structs.replace(
        draw(films),
        id=draw(labels),
        title=draw(filled),
        original_title=draw(labels),
        genres=draw(lists),
        countries=draw(lists),
        languages=draw(lists),
        external_ids=draw(st.builds(ExternalIds, labels, labels, labels, labels)),
        credits=tuple(draw(st.lists(credit, max_size=4))),
    )
    elements = st.builds(Element, name=filled | st.sampled_from(SHARED), text=prose, rating=ratings)
    breakdown = st.lists(elements, max_size=3, unique_by=None if may_repeat else _folded_name)
    viewing = msgspec.structs.replace(
        draw(viewings),
        id=draw(labels),
        film=film.id,
        headline=draw(labels),
        review=draw(prose),
        venue=draw(labels),
        format=draw(labels),
        tags=draw(lists),
        companions=draw(lists),
        breakdown=tuple(draw(breakdown)),
        created=draw(st.sampled_from([None, NOW])),
        modified=draw(st.sampled_from([None, NOW.replace(microsecond=5)])),
    )
    return Entry(viewing, film)


def as_json(given_entry: Entry) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(record_of(given_entry))
    return built
