"""What the program has loaded when the first rows are on the screen: what comes later must not be waited for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmark import journal_of
from real_terminal import RealTerminal

MOST_OF_OURS = 111
"""Modules of ours."""

MOST_OF_OTHERS = 40
"""Modules of the standard library and of packages, beyond those of an app with one table."""

LATER = (
    "filmjournal.cli.program",
    "filmjournal.cli.verbs",
    "filmjournal.exchange",
    "filmjournal.journal.safety.rescue",
    "filmjournal.journal.safety.verify",
    "filmjournal.lookup",
    "filmjournal.render.prose",
    "filmjournal.stats",
    "filmjournal.transfer",
    "filmjournal.tui.palette",
    "filmjournal.tui.screens.detail",
    "filmjournal.tui.screens.drafts",
    "filmjournal.tui.screens.editor",
    "filmjournal.tui.screens.help",
    "argparse",
    "difflib",
    "filelock",
    "markdown_it",
    "pygments",
    "rapidfuzz",
    "rich.markdown",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
    "tinydb",
    "tree_sitter",
    "urllib.request",
    "yaml",
)
"""What comes when it is used: modules, with all within them."""

_WATCHED = """
import sys
from textual.drivers.linux_driver import LinuxDriver
write = LinuxDriver.write
def watched(driver, data):
    if {row!r} in data and watched.waits:
        watched.waits = False
        with open({loaded!r}, "w") as file:
            file.write(" ".join(sys.modules))
    write(driver, data)
watched.waits = True
LinuxDriver.write = watched
"""

BARE = """
from textual.app import App
from textual.widgets import DataTable
class Bare(App):
    BINDINGS = [("ctrl+q", "quit", "")]
    def compose(self):
        yield DataTable()
    def on_mount(self):
        self.query_one(DataTable).add_column("Watched")
Bare().run()
"""

OURS = """
from filmjournal.cli.main import main
main(["--journal", {journal!r}])
"""


def loaded_by(program: str, row: str, folder: Path) -> set[str]:
    """Return the modules that a program has loaded when it writes a row on the terminal."""
    loaded = folder / "loaded"
    environment = {**os.environ, "TERM": "xterm-256color", "HOME": str(folder)}
    environment |= {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    code = _WATCHED.format(row=row, loaded=str(loaded)) + program
    with RealTerminal([sys.executable, "-c", code], environment) as terminal:
        terminal.until_drawn(row)
        terminal.type(b"\x11")
        terminal.ended()
    return set(loaded.read_text().split())


@pytest.mark.skipif(sys.platform == "win32", reason="the terminal is a POSIX one")
def test_the_first_frame_loads_what_it_shows_and_little_else(tmp_path: Path) -> None:
    bare = loaded_by(BARE, "Watched", tmp_path)
    journal = journal_of(50, tmp_path / "journal.json")
    loaded = loaded_by(OURS.format(journal=str(journal)), "Director ", tmp_path) - bare
    ours = {name for name in loaded if name.partition(".")[0] == "filmjournal"}
    too_early = sorted(name for name in loaded if any(name == each or name.startswith(f"{each}.") for each in LATER))
    assert too_early == []
    assert len(ours) <= MOST_OF_OURS, f"{len(ours)} of ours"
    assert len(loaded - ours) <= MOST_OF_OTHERS, sorted(loaded - ours)


@pytest.mark.parametrize("screen", ["statistics", "person", "year"])
def test_a_page_of_numbers_loads_neither_what_shows_a_review_nor_what_writes_files(screen: str) -> None:
    code = f"import sys; import filmjournal.tui.screens.{screen}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "filmjournal.stats.counting" in loaded
    later = {
        "markdown_it",
        "yaml",
        "pygments",
        "filmjournal.exchange",
        "filmjournal.transfer",
        "filmjournal.tui.prompts",
    }
    assert not later & loaded
