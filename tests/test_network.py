"""Nothing is sent unless a person asks for it: one module speaks to the network, and one place opens its door."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from builders import SAMPLE

PACKAGE = Path(__file__).parents[1] / "filmjournal"

SPEAKING = {
    "http",
    "http.client",
    "urllib.request",
    "socket",
    "ssl",
    "ftplib",
    "smtplib",
    "urllib3",
    "requests",
    "httpx",
}
"""Modules that speak to other machines."""

WATCHED = """
import sys
def watch(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "urllib.Request", "http.client.connect"}:
        raise SystemExit(f"{event} {args}")
sys.addaudithook(watch)
from filmjournal.cli.main import main
sys.argv = ["filmjournal", *sys.argv[1:]]
status = main()
loaded = {"urllib.request", "http.client", "ssl", "filmjournal.lookup.downloads"} & sys.modules.keys()
sys.exit(f"loaded {sorted(loaded)}" if loaded else status)
"""
"""Runs the program, and ends it where it would speak to another machine, or has loaded what does."""


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports anywhere, for types only left out."""
    names = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def importing(wanted: set[str]) -> set[str]:
    return {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if imported(path) & wanted}


def test_one_module_alone_speaks_to_the_network() -> None:
    assert importing(SPEAKING) == {"lookup/downloads.py"}


def test_it_is_loaded_in_one_place_once_the_network_is_known_to_be_allowed() -> None:
    assert importing({"filmjournal.lookup.downloads"}) == {"transfer/network.py"}


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a copy of the sample journal."""
    journal = tmp_path / "journal.json"
    journal.write_bytes(SAMPLE.read_bytes())
    return subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        env={"HOME": str(tmp_path), "FILMJOURNAL": str(journal), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "line", ["find cage --json", "lookup --dry-run --json", "catalogue", "catalogue network", "log Pig 4", "stats"]
)
def test_a_verb_that_needs_no_network_never_loads_what_speaks_to_it(line: str, tmp_path: Path) -> None:
    done = run(tmp_path, *line.split())
    assert done.returncode == 0, done.stderr


def test_what_would_be_sent_is_noticed_by_that_test(tmp_path: Path) -> None:
    done = run(tmp_path, "lookup", "title:pig", "--online", "--yes")
    assert (done.returncode, "urllib.Request" in done.stderr) == (1, True)
