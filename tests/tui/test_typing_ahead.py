"""Somebody types faster than screens open, in a real terminal: no key is lost, and none lands elsewhere."""

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from budget import FULL
from real_terminal import RealTerminal

SAMPLE = Path(__file__).parents[2] / "data" / "sample.json"
GAPS = (0.0, 0.001, 0.005, 0.03, 0.1, 0.3)
"""Seconds between an opening key and what is typed at once after it; none is one burst."""

SAVE, ENTER, TAB, DOWN = "\x13", "\r", "\t", "\x1b[B"

STORIES = {
    "log": ("a", "Ahead {n}", SAVE),
    "edit": ("e", " edited {n}", SAVE),
    "rewatch": (
        "w",
        "4." + SAVE,
    ),
    "write": ("r", "Written {n}.", SAVE),
    "read and write": (ENTER, "r", "Read {n}.", SAVE, "q"),
    "stars of an element": (
        "a",
        "Starred {n}",
        "\x07",
        "Review {n}",
        TAB,
        "Element {n}",
        "\x12",
        "4" + TAB + "Next {n}",
        SAVE,
    ),
    "search and edit": ("/", "stalker" + ENTER, "e", " found {n}", SAVE, "/", "\x15" + ENTER),
    "watchlist": ("W", "a", "Wanted {n}", TAB + "1999", SAVE, "q"),
    "trash": ("T", "q", "a", "After the trash {n}", SAVE),
    "guide": ("?", "q", "a", "After the guide {n}", SAVE),
    "palette": ("\x10", "log a film" + ENTER, "From the palette {n}", SAVE),
}
"""What is typed: each part at once, the gap under test after it."""


def outcome(path: Path) -> dict[str, Any]:
    """Return what a journal says, without ids and times."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    films = {film["id"]: film for film in tables["films"].values()}
    kept = ("rating", "review", "breakdown", "watched", "rewatch", "tags")
    viewings = sorted(
        json.dumps([films[each["film"]]["title"], {key: each.get(key) for key in kept}])
        for each in tables["viewings"].values()
    )
    wishes = sorted(films[each["film"]]["title"] for each in tables.get("watchlist", {}).values())
    return {"viewings": viewings, "watchlist": wishes}


def typed(folder: Path, parts: tuple[str, ...], gap: float, times: int) -> dict[str, Any]:
    """Type a story some times, in one run of the program, and return what came of it."""
    folder.mkdir(parents=True)
    journal = folder / "journal.json"
    shutil.copy(SAMPLE, journal)
    folders = {name: str(folder / name) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME")}
    environment = {**os.environ, **folders, "TERM": "xterm-256color", "FILMJOURNAL": str(journal)}
    with RealTerminal([sys.executable, "-m", "filmjournal"], environment) as terminal:
        terminal.until_drawn("viewings")
        for n in range(times):
            if gap:
                for part in parts:
                    terminal.type(part.format(n=n).encode())
                    due = time.monotonic() + gap
                    while time.monotonic() < due:
                        terminal.read()
            else:
                terminal.type("".join(parts).format(n=n).encode())
        terminal.type(b"\x11")
        assert terminal.ended() == 0, terminal.drawn[-2000:]
    return outcome(journal)


def check(tmp_path: Path, story: str, gaps: tuple[float, ...], times: int) -> None:
    slowly = typed(tmp_path / "slowly", STORIES[story], 1.2, 1) if times == 1 else None
    first = slowly
    for gap in gaps:
        result = typed(tmp_path / f"{gap}", STORIES[story], gap, times)
        first = first or result
        assert result == first, f"{story} with {gap} s between its keys"
    changed = first["viewings"] if first else []
    assert first != outcome(SAMPLE), changed[-3:]


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables")
def test_what_is_typed_in_one_burst_is_what_is_typed_slowly(tmp_path: Path) -> None:
    journal = typed(
        tmp_path / "burst",
        (
            "a",
            "Persona",
            SAVE,
            "w",
            "4.",
            SAVE,
            "a",
            "Ahead",
            "\x07",
            "Review",
            TAB,
            "One",
            "\x12",
            "4" + TAB + "Two",
            SAVE,
        ),
        0.0,
        1,
    )
    titles = [json.loads(each) for each in journal["viewings"]]
    before = [json.loads(each) for each in outcome(SAMPLE)["viewings"]]
    new = [each for each in titles if each not in before]
    assert sorted(each[0] for each in new if each[0] in {"Persona", "Ahead"}) == ["Ahead", "Persona", "Persona"]
    ahead = next(facts for title, facts in new if title == "Ahead")
    assert ahead["review"] == "Review"
    assert [(each["text"], each.get("rating")) for each in ahead["breakdown"]][:2] == [("One", 8), ("Two", None)]
    assert sorted(facts["rating"] or 0 for title, facts in new if title == "Persona") == [0, 9]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables")
@pytest.mark.parametrize("story", STORIES)
def test_every_gap_gives_what_is_typed_slowly(tmp_path: Path, story: str) -> None:
    if not FULL:
        pytest.skip("every story with every gap takes minutes; one burst is tried daily")
    check(tmp_path, story, GAPS, int(os.environ.get("FILMJOURNAL_TYPIST", "5")))
