"""A text in the person's own editor: it comes back, or stays as it was."""

import os
import signal
import sys
from pathlib import Path

import pytest

from filmjournal.exchange.entry import editing
from filmjournal.exchange.entry.editing import ExternalEditor, ExternalEditorError, StillOpenError


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


@pytest.mark.parametrize("script", ['echo more >> "$1"; exit 1', 'printf "\\377" > "$1"'])
def test_what_a_failing_editor_wrote_is_kept_and_named(tmp_path: Path, script: str) -> None:
    with pytest.raises(ExternalEditorError) as failed:
        editor(tmp_path, script)("Text")
    (kept,) = (tmp_path / "scratch").iterdir()
    assert str(kept) in str(failed.value)


@pytest.mark.parametrize(
    "environment", [{}, {"EDITOR": ""}, {"EDITOR": "no-such-editor"}, {"EDITOR": "an 'open quote"}]
)
def test_an_editor_that_cannot_be_run_is_reported_in_a_sentence(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(ExternalEditorError, match=r"set one to your editor|set \$EDITOR to your editor"):
        ExternalEditor(tmp_path / "scratch", environment)("Text")


def test_a_scratch_folder_that_cannot_be_made_is_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExternalEditorError, match="There is no room"):
        ExternalEditor(tmp_path / "file" / "scratch", {"EDITOR": "true"})("Text")


def test_an_editor_that_fails_and_wrote_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ExternalEditorError, match="ended with status 1, and the text is as it was"):
        editor(tmp_path, "exit 1")("Text")
    assert not list((tmp_path / "scratch").iterdir())


def test_an_interrupt_is_for_the_editor_alone(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    script = f'kill -INT {os.getpid()}; echo more >> "$1"'
    assert editor(tmp_path, script)("Text\n") == "Text\nmore\n"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_text_that_is_kept_stays_where_it_is_asked_to_be(tmp_path: Path) -> None:
    kept = editor(tmp_path, "true").save_copy("Half a review\r\n")
    assert kept.read_bytes() == b"Half a review\r\n"
    assert kept.suffix == ".md"
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_told_to_end_it_tells_the_editor_and_returns_what_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
    monkeypatch.setattr(editing, "_GRACE", 0.3)
    try:
        script = f'echo more >> "$1"; kill -TERM {os.getpid()}; exec sleep 30'
        assert editor(tmp_path, script)("Text\n") == "Text\nmore\n"
        with pytest.raises(StillOpenError, match="still open") as failed:
            editor(tmp_path, f"trap '' TERM; kill -TERM {os.getpid()}; exec sleep 30")("Text\n")
        failed.value.process.kill()
        failed.value.process.wait()
        assert told == [], "whoever waits hears of it otherwise: the loop of the app, or the end of the program"
    finally:
        signal.signal(signal.SIGTERM, before)
