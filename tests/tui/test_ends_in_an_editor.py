"""Everything ends while a text is in the person's own editor: what was saved there is offered as a draft."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from real_terminal import RealTerminal

SAMPLE = Path(__file__).parents[2] / "data" / "sample.json"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folders of the app are told by XDG variables")

End = Callable[[RealTerminal], object]

EDITOR = """#!/bin/sh
cp "$1" "$0.seen"
{write}
echo $$ > "$0.pid"
exec sleep 60
"""
"""An editor in which a text was saved, and which then stays open."""

REVIEW, ENTRY = 'printf "Rain over the harbour.\\n" > "$1"', 'printf "Rain over the harbour.\\n" >> "$1"'


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
        **{name: value for name, value in os.environ.items() if name != "VISUAL"},
        "TERM": "xterm-256color",
        "FILMJOURNAL": str(tmp_path / "journal.json"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "EDITOR": str(tmp_path / "editor"),
    }


def set_editor(tmp_path: Path, script: str) -> None:
    (tmp_path / "editor").write_text(script, encoding="utf-8")
    (tmp_path / "editor").chmod(0o755)


def started(environment: dict[str, str], *arguments: str) -> RealTerminal:
    return RealTerminal([sys.executable, "-m", "filmjournal", *arguments], environment)


def until_open(terminal: RealTerminal, tmp_path: Path) -> int:
    """Wait until the text is saved in the editor, and return the editor's process."""
    noted = tmp_path / "editor.pid"
    terminal.until(lambda: noted.is_file() and noted.read_text().endswith("\n"), "the editor is open")
    return int(noted.read_text())


def close(editor: int, terminal: RealTerminal) -> None:
    """End the editor, as closing the last window of the terminal does, and wait for its end."""
    try:
        os.kill(editor, signal.SIGKILL)
    except ProcessLookupError:
        return
    terminal.until(lambda: not _runs(editor), "the editor has ended")


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


slow = pytest.mark.slow


@pytest.mark.parametrize(
    "end", [told_to_end, *(pytest.param(end, marks=slow) for end in (killed, hung_up, window_closed))]
)
def test_what_was_saved_in_an_editor_opened_by_the_app_is_offered(
    end: End, environment: dict[str, str], tmp_path: Path
) -> None:
    set_editor(tmp_path, EDITOR.format(write=REVIEW))
    with started(environment) as terminal:
        terminal.until_drawn("Stalker")
        terminal.type(b"a")
        terminal.until_drawn("Log a film")
        terminal.type(b"Zardoz\x07Before. \x05")
        editor = until_open(terminal, tmp_path)
        end(terminal)
        terminal.ended()
        if end is not killed:
            assert not _runs(editor), "the editor is told to end, too"
        close(editor, terminal)
    assert (tmp_path / "editor.seen").read_text() == "Before. "
    with started(environment) as terminal:
        seen = terminal.until_drawn("Drafts")
        terminal.type(b"\r")
        terminal.until_drawn("Log a film", seen)
        terminal.type(b"\x13")
        terminal.until(lambda: "Rain over the harbour." in (tmp_path / "journal.json").read_text(), "it is saved")
        terminal.type(b"\x11")
        assert terminal.ended() == 0
    assert "Zardoz" in (tmp_path / "journal.json").read_text()
    assert not list((tmp_path / "state").glob("**/text-*"))


@slow
@pytest.mark.parametrize("end", [killed, told_to_end, hung_up])
def test_what_was_saved_in_an_editor_opened_by_the_shell_is_offered_there_and_verify_names_it(
    end: End, environment: dict[str, str], tmp_path: Path
) -> None:
    set_editor(tmp_path, EDITOR.format(write=ENTRY))
    edit = ("edit", "director:sarnoski", "--number", "1")
    with started(environment, *edit) as terminal:
        editor = until_open(terminal, tmp_path)
        end(terminal)
        assert terminal.ended() < 0
        with started(environment, "verify") as other:
            other.ended()
            assert ("has what you wrote in your editor" in other.drawn) is not _runs(editor)
        close(editor, terminal)
    with started(environment, "verify") as terminal:
        terminal.ended()
        assert "has what you wrote in your editor" in terminal.drawn.replace("\r\n", "")
    set_editor(tmp_path, '#!/bin/sh\ncp "$1" "$0.seen"\n')
    with started(environment, *edit) as terminal:
        terminal.until_drawn("Go on with it?")
        terminal.type(b"y\n")
        assert terminal.ended() == 0, terminal.drawn
        assert "Edited Pig" in terminal.drawn
    assert (tmp_path / "editor.seen").read_text().endswith("Rain over the harbour.\n")
    assert "Rain over the harbour." in (tmp_path / "journal.json").read_text()
    with started(environment, "verify") as terminal:
        terminal.ended()
        assert "draft" not in terminal.drawn


@slow
@pytest.mark.skipif(shutil.which("vim") is None, reason="there is no vim here")
def test_vim_in_a_terminal_that_is_closed_keeps_what_was_saved_and_what_it_can_recover(
    environment: dict[str, str], tmp_path: Path
) -> None:
    environment |= {"EDITOR": "vim -u NONE", "HOME": str(tmp_path)}
    with started(environment) as terminal:
        terminal.until_drawn("Stalker")
        terminal.type(b"a")
        terminal.until_drawn("Log a film")
        terminal.type(b"Zardoz\x07Before. ")
        seen = terminal.until_drawn("Before.")
        terminal.type(b"\x05")
        seen = terminal.until_drawn("text-", seen)
        terminal.type(b"iRain. \x1b:w\r")
        seen = terminal.until_drawn("written", seen)
        terminal.type(b"oNot saved.\x1b")
        terminal.until_drawn("saved.", seen)
        terminal.hang_up()
        terminal.ended()
    with started(environment, "verify") as terminal:
        terminal.ended()
        assert "1 draft not saved" in terminal.drawn
        assert "was left by your editor" in terminal.drawn.replace("\r\n", "")
    drafts = [path.read_text() for path in (tmp_path / "state").glob("**/drafts/*/*.json")]
    assert any("Rain. Before. " in draft for draft in drafts)
