"""The real program ends in the middle of a word, and the word is there when it starts again."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from real_terminal import RealTerminal

SAMPLE = Path(__file__).parents[2] / "data" / "sample.json"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables"),
]

End = Callable[[RealTerminal], object]


def killed(terminal: RealTerminal) -> None:
    terminal.process.kill()


def told_to_end(terminal: RealTerminal) -> None:
    terminal.process.send_signal(signal.SIGTERM)


def hung_up(terminal: RealTerminal) -> None:
    terminal.process.send_signal(signal.SIGHUP)


def window_closed(terminal: RealTerminal) -> None:
    terminal.hang_up()


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


def drafted(tmp_path: Path, words: str) -> bool:
    return any(words in path.read_text() for path in (tmp_path / "state").glob("**/drafts/*/*.json"))


@pytest.mark.parametrize("end", [killed, told_to_end, hung_up, window_closed])
def test_what_was_typed_is_offered_when_the_program_starts_again(
    end: End, environment: dict[str, str], tmp_path: Path
) -> None:
    with started(environment) as terminal:
        terminal.until_drawn("Stalker")
        terminal.type(b"a")
        terminal.until_drawn("Log a film")
        terminal.type(b"Zardoz")
        terminal.until_drawn("Zardoz"[-1])
        terminal.until(lambda: drafted(tmp_path, '"Zardoz"'), "the draft is on disk")
        end(terminal)
        terminal.ended()
    with started(environment) as terminal:
        seen = terminal.until_drawn("Drafts")
        terminal.until_drawn("Zardoz")
        terminal.type(b"\r")
        terminal.until_drawn("Log a film", seen)
        terminal.type(b"\x13")
        terminal.until(lambda: "Zardoz" in (tmp_path / "journal.json").read_text(), "it is saved")
        terminal.until(lambda: not drafted(tmp_path, '"Zardoz"'), "the draft is gone")
        terminal.type(b"\x11")
        assert terminal.ended() == 0


@pytest.mark.parametrize("end", [told_to_end, hung_up])
def test_a_word_is_kept_that_was_not_on_disk_yet_when_the_program_was_told_to_end(
    end: End, environment: dict[str, str], tmp_path: Path
) -> None:
    with started(environment) as terminal:
        terminal.until_drawn("Stalker")
        terminal.type(b"a")
        seen = terminal.until_drawn("Log a film")
        terminal.type(b"Zardoz")
        terminal.until_drawn("z", seen)
        end(terminal)
        began = time.monotonic()
        terminal.ended()
        assert time.monotonic() - began < 20  # it is well below one on a machine that has nothing else to do
    assert drafted(tmp_path, "Zardo")
