"""Two real windows write about a new film at once: each keeps its own draft, and what a dead one left is offered."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from real_terminal import RealTerminal

SAMPLE = Path(__file__).parents[2] / "data" / "sample.json"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables"),
]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    shutil.copy(SAMPLE, tmp_path / "journal.json")
    return {
        **os.environ,
        "TERM": "xterm-256color",
        "FILMJOURNAL": str(tmp_path / "journal.json"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }


def started(environment: dict[str, str]) -> RealTerminal:
    return RealTerminal([sys.executable, "-m", "filmjournal"], environment)


def test_each_window_keeps_its_own_draft(environment: dict[str, str], tmp_path: Path) -> None:
    def drafted(title: str) -> bool:
        return any(f'"{title}"' in path.read_text() for path in (tmp_path / "state").glob("**/drafts/*/*.json"))

    with started(environment) as one, started(environment) as other:
        for window, title in ((one, "Zardoz"), (other, "Nostalghia")):
            window.until_drawn("Stalker")
            window.type(b"a")
            window.until_drawn("Log a film")
            window.type(title.encode())
            window.until(lambda: drafted(title), "the draft is on disk")  # noqa: B023 — called before the next round
        assert drafted("Zardoz")
        other.until_drawn("Another window is")
        with started(environment) as third:
            third.until_drawn("Stalker")
            third.type(b"D")
            third.until_drawn("being written in another window")
            assert "1 draft" not in third.drawn, "what is being written is not offered"
            third.type(b"q\x11")
            assert third.ended() == 0
        one.process.kill()
        one.ended()
        with started(environment) as fourth:
            fourth.until_drawn("Drafts")
            fourth.until_drawn("Zardoz")
            fourth.type(b"\x1b")
            fourth.until_drawn("Stalker")
            fourth.type(b"\x11")
            assert fourth.ended() == 0
        other.type(b"\x13")
        other.until(lambda: "Nostalghia" in (tmp_path / "journal.json").read_text(), "it is saved")
        other.until(lambda: not drafted("Nostalghia"), "its draft is settled")
        assert drafted("Zardoz"), "a save in one window is nothing to the draft of another"
