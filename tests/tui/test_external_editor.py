"""A text in the person's own editor: it comes back, or stays as it was."""

import os
import sys
from pathlib import Path

import pytest

from filmjournal.tui.external_editor import ExternalEditor, ExternalEditorError
from real_terminal import in_terminal


def editor(tmp_path: Path, script: str) -> ExternalEditor:
    """Return an editor that is a shell script working on the file `$1`."""
    program = tmp_path / "my editor"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return ExternalEditor(tmp_path / "scratch", {"VISUAL": f"'{program}'", "EDITOR": "not-this-one"})


@pytest.mark.parametrize("text", ["", "One line", "Two\nlines\n", "Windows\r\nlines", "日本語 ½ [b]"])
def test_a_text_that_nobody_changed_comes_back_to_the_letter(tmp_path: Path, text: str) -> None:
    assert editor(tmp_path, "true")(text) == text
    assert not list((tmp_path / "scratch").iterdir())


def test_the_line_end_that_an_editor_adds_is_taken_back(tmp_path: Path) -> None:
    assert editor(tmp_path, 'printf " more\\n" >> "$1"')("Text") == "Text more"


@pytest.mark.parametrize("script", ["exit 1", 'printf "\\377" > "$1"'])
def test_what_a_failing_editor_wrote_is_kept_and_named(tmp_path: Path, script: str) -> None:
    with pytest.raises(ExternalEditorError) as failed:
        editor(tmp_path, script)("Text")
    (kept,) = (tmp_path / "scratch").iterdir()
    assert str(kept) in str(failed.value)


@pytest.mark.parametrize(
    "environment", [{}, {"EDITOR": ""}, {"EDITOR": "no-such-editor"}, {"EDITOR": "an 'open quote"}]
)
def test_an_editor_that_cannot_be_run_is_told_in_a_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(ExternalEditorError, match=r"set one to your editor|set \$EDITOR to your editor"):
        ExternalEditor(tmp_path / "scratch", environment)("Text")


def test_a_scratch_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExternalEditorError, match="There is no room"):
        ExternalEditor(tmp_path / "file" / "scratch", {"EDITOR": "true"})("Text")


def test_the_screen_comes_back_after_an_editor_that_fails(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "xterm-256color", "EDITOR": "false"}
    command = [sys.executable, "-m", "filmjournal", "--journal", str(tmp_path / "journal.json")]
    script = [
        ("Nothing is logged yet", b"a"),
        ("Headline", b"Nostalghia\x05"),
        ("ended with status", b"\x13"),
        ("Logged", b"\x11"),
    ]
    status, drawn = in_terminal(command, environment, script)
    assert status == 0, drawn[-2000:]
    assert (tmp_path / "journal.json").is_file()
