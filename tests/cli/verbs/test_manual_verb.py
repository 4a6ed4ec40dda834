import re
import shutil
import subprocess
import sys

import pytest

from filmjournal.cli.program import every_verb
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb, VerbParser
from filmjournal.cli.verbs.manual import ENVIRONMENT
from filmjournal.journal.places import Places
from filmjournal.query.fields import FIELDS
from filmjournal.query.parser import OPERATORS
from real_terminal import in_terminal
from shell_runs import Run

CHECKS = {"groff": ["groff", "-man", "-ww", "-z", "-Tutf8"], "mandoc": ["mandoc", "-Tlint", "-Wwarning"]}


@pytest.fixture
def page(run: Run) -> str:
    return run("manual").out


def _read(page: str) -> str:
    """Return the text of a page as it is read, without what is only for the eye."""
    plain = re.sub(r"\\f[BIR]|\\&", "", page)
    for written, character in ((r"\-", "-"), (r"\(aq", "'"), (r"\(dq", '"'), (r"\(ga", "`"), (r"\(ha", "^")):
        plain = plain.replace(written, character)
    plain = re.sub(r"\\\[u([0-9A-F]{4,6})\]", lambda match: chr(int(match[1], 16)), plain)
    return plain.replace(r"\(ti", "~")


@pytest.mark.parametrize("program", CHECKS)
def test_the_page_is_without_fault(page: str, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program} here")
    checked = subprocess.run(CHECKS[program], input=page, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr, checked.stdout) == (0, "", "")


@pytest.mark.parametrize("verb", every_verb(), ids=lambda verb: verb.name)
def test_every_verb_stands_in_it_with_its_options_and_examples(page: str, verb: Verb) -> None:
    stated = _read(page)
    parser = VerbParser()
    verb.add_arguments(parser)
    assert re.search(rf'^\.SS "{verb.name}\b', stated, re.MULTILINE)
    assert f"{verb.help}." in stated
    for option in re.findall(r"--[a-z-]+", parser.format_help()):
        assert re.search(rf"^(?:--?[a-z-]+, )*{option}\b", stated, re.MULTILINE), option
    for example in verb.examples.splitlines():
        assert f"\nfilmjournal {example}\n" in stated


def test_every_field_operator_variable_and_status_stands_in_it(page: str) -> None:
    stated = _read(page)
    for field in FIELDS:
        assert f"\n{', '.join(f'{name}:' for name in (field.name, *field.aliases))}\n{field.help}" in stated
    for operator in OPERATORS:
        assert f"\n{operator.example}\n{operator.help}" in stated
    for name in ENVIRONMENT:
        assert f"\n{name}\n" in stated
    for status in Status:
        assert f"\n{status.value}\n{status.help}\n" in stated


@pytest.mark.skipif(shutil.which("man") is None or shutil.which("groff") is None, reason="nothing here shows a page")
def test_on_a_terminal_it_is_shown_and_not_its_source(places: Places) -> None:
    environment = {"TERM": "xterm", "PATH": "/usr/bin:/bin", "HOME": str(places.state), "FILMJOURNAL_PAGER": "cat"}
    status, seen = in_terminal([sys.executable, "-m", "filmjournal", "manual"], environment, [])
    assert status == 0
    assert "FILMJOURNAL(1)" in seen
    assert ".TH" not in seen


def test_without_man_a_terminal_gets_the_source(places: Places) -> None:
    environment = {"TERM": "xterm", "PATH": str(places.state), "HOME": str(places.state)}
    status, seen = in_terminal([sys.executable, "-m", "filmjournal", "manual"], environment, [])
    assert status == 0
    assert seen.startswith(".TH")
