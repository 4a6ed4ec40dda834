"""The terminal, lent to the person's own editor: the screen comes back."""

import os
import sys
from pathlib import Path

from real_terminal import in_terminal


def test_the_screen_comes_back_after_an_editor_that_fails(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "xterm-256color", "EDITOR": "false"}
    command = [sys.executable, "-m", "filmjournal", "--journal", str(tmp_path / "journal.json")]
    script = [
        ("Your diary is empty", b"a"),
        ("Headline", b"Nostalghia\x05"),
        ("ended with status", b"\x13"),
        ("Logged", b"\x11"),
    ]
    status, drawn = in_terminal(command, environment, script)
    assert status == 0, drawn[-2000:]
    assert (tmp_path / "journal.json").is_file()
