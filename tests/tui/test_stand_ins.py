"""What was imported gives the terminal no orders, wherever it is drawn."""

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.color import Color

from builders import NOW, film, viewing
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places, new_id
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.model.breakdown import Element
from filmjournal.model.draft import Draft
from filmjournal.model.film import Credit, Role
from filmjournal.model.text import visible
from filmjournal.model.wish import Wish
from filmjournal.tui.stand_ins import StandIns
from real_terminal import RealTerminal

ORDERS = "a\x1b]52;c;QUJD\x07b\x1bcc\x1b[cd\x9b31me\x0ef\x90g\u202eh\u2066i"
"""Sets the clipboard, resets the terminal, asks it for answers, colours, changes letters, turns the text round."""

OBEYED = re.compile("QUJD\x07|b\x1bc|c\x1b\\[c|\x9b31m|\x0ef|\x90|\u202e|\u2066")
"""What of that would be obeyed if it arrived."""


def test_orders_are_shown_and_lines_stay_as_long_as_they_were_laid_out() -> None:
    line = [Segment(f"{ORDERS}|", None), Segment("\x1b[2J", None, []), Segment("end", None)]
    shown = StandIns().apply(line, Color(0, 0, 0))
    text = "".join(segment.text for segment in shown)
    assert not OBEYED.search(text)
    assert text.startswith("a␛]52;c;QUJD␇b␛cc␛[cd�31me␎f�g�h")
    assert Segment.get_line_length(shown) == Segment.get_line_length(line)
    plain = [Segment("[REC]²\t東京", None)]
    assert StandIns().apply(plain, Color(0, 0, 0)) is plain


def test_tabs_and_line_feeds_are_no_orders() -> None:
    assert visible("a\tb\nc") == "a\tb\nc"
    assert visible("\r\x7f\x85") == "␍␡�"


def _with_orders(places: Places) -> None:
    """Write a journal, and a draft of another entry, with orders in every field."""
    journal = Journal.open(places.journal, now=lambda: NOW, new_id=new_id)
    people = tuple(Credit(f"{role.value} {ORDERS}", role) for role in Role)
    facts: dict[str, Any] = {
        "venue": ORDERS,
        "headline": ORDERS,
        "companions": (ORDERS,),
        "tags": (ORDERS,),
        "format": ORDERS,
    }
    elements = (Element("Performances", f"Played {ORDERS}"), Element(f"Own {ORDERS}", ORDERS))
    seen = film(f"Alpha {ORDERS}", original_title=ORDERS, genres=(ORDERS,), countries=(ORDERS,), credits=people)
    journal.log(seen, viewing(review=f"First line\n{ORDERS}\nLast line", breakdown=elements, **facts))
    journal.add_to_watchlist(film(f"Wished {ORDERS}"), Wish("", "", why=ORDERS, recommended_by=ORDERS))
    journal.remove(journal.log(film(f"Gone {ORDERS}"), viewing()).id)
    journal.save()
    Drafts(places.drafts, Disk()).save(Draft(title=f"Drafted {ORDERS}", review=ORDERS))


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables")
def test_no_screen_lets_through_what_was_imported(tmp_path: Path) -> None:
    folders = {name: str(tmp_path / name) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    own = tmp_path / "XDG_STATE_HOME" / "filmjournal"
    places = Places.around(tmp_path / "journal.json", own, own)
    _with_orders(places)
    environment = {**os.environ, **folders, "TERM": "xterm-256color", "FILMJOURNAL": str(places.journal)}
    with RealTerminal([sys.executable, "-m", "filmjournal"], environment) as terminal:
        terminal.until_drawn("Nothing of this is saved yet")
        for keys, shows in (
            (b"\r", "Headline"),  # the draft, in the editor
            (b"\x1b", "Keep it as a draft"),
            (b"k", "1 viewing"),
            (b"\r", "First line"),  # the review
            (b"e", "Headline"),
            (b"\x1b", "First line"),
            (b"\x1b", "1 viewing"),
            (b"W", "Wished"),
            (b"\x1b", "1 viewing"),
            (b"T", "Gone"),
        ):
            before = len(terminal.drawn)
            terminal.type(keys)
            terminal.until_drawn(shows, before)
        assert "␛]52;c;QUJD" in terminal.drawn
        assert OBEYED.search(terminal.drawn) is None
