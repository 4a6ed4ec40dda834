import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from filmjournal.cli.verbs.manual import Page, bold, escaped

needs_groff = pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff here")

PRINTED = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)


def _read(page: Page) -> list[str]:
    """Return the lines of a page as they are read, without those around it."""
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-P-cbou"],  # noqa: S607 — wherever it is on this system
        input=str(page),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return [line.strip() for line in done.stdout.splitlines() if line.strip()][1:-1]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"C:\films", r"C:\efilms"),
        (".hidden", r"\&.hidden"),
        ("'quoted' \"twice\"", r"\(aqquoted\(aq \(dqtwice\(dq"),
        ("--json ~/x ^tag `ls`", r"\-\-json \(ti/x \(hatag \(gals\(ga"),
        ("Léon", r"L\[u00E9]on"),
        ("one\n.two", "one .two"),
    ],
)
def test_nothing_of_a_text_is_taken_for_a_command(text: str, written: str) -> None:
    assert escaped(text) == written


@needs_groff
@settings(max_examples=examples(25), deadline=None)
@given(PRINTED, PRINTED)
def test_any_text_is_read_as_it_was_written(word: str, example: str) -> None:
    page = Page("filmjournal", 1, "filmjournal 1", "User Commands")
    page.heading("NAME")
    page.line("filmjournal")
    page.paragraph(escaped(word))
    page.item(bold(word), example)
    page.example([f"{example}  {word}"])
    lines = _read(page)
    assert lines[2] == word
    assert lines[-1] == f"{example}  {word}"
