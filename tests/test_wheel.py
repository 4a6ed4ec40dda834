"""The program as a stranger gets it: built, installed into an empty environment, opened in a real terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from real_terminal import in_terminal

ROOT = Path(__file__).parents[1]

WATCH = """
import os, sys
def watch(event, arguments):
    if event == "socket.connect":
        note("net " + repr(arguments))
    elif event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        note("write " + os.path.abspath(arguments[0]))
    elif event in {"os.mkdir", "os.rename"}:
        note("write " + os.path.abspath(str(arguments[0])))
def note(line):
    os.write(log, (line + "\\n").encode())
log = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
sys.addaudithook(watch)
"""


pytestmark = pytest.mark.slow


def run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an empty environment with our wheel in it, made once for all workers."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "wheel"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            _install(folder)
    return folder / "empty" / "bin"


def _install(folder: Path) -> None:
    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder / "empty"))
    run(*pip, "--python", str(folder / "empty" / "bin" / "python"), "install", "--no-compile", str(wheel))


def test_the_installed_wheel_opens_the_sample_and_touches_only_its_own_folders(installed: Path, tmp_path: Path) -> None:
    home, log, hook = tmp_path / "home", tmp_path / "watch.log", tmp_path / "hook"
    home.mkdir()
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(hook),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WATCH_LOG": str(log),
    }
    script = [("Leaving Las Vegas", b"w"), ("Known since", b"4\x13"), ("Logged", b"\x11")]
    status, drawn = in_terminal([str(installed / "filmjournal"), "--sample"], environment, script)
    assert status == 0, drawn[-2000:]
    lines = log.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.startswith("net ")]
    written = {line.removeprefix("write ") for line in lines if line.startswith("write ")}
    own = (str(home / ".local"), str(home / ".config"), "/dev/", str(log))
    assert not [path for path in written if not path.startswith(own)]
    assert any(path.endswith("sample.json") for path in written), "the scratch copy was written"
    left = {path.name for path in home.rglob("*") if path.is_file()}
    assert left <= {"settings.json"}


def test_a_journal_is_begun_where_it_was_asked_for_and_read_back_in_a_new_run(installed: Path, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    journal = tmp_path / "mine" / "films.json"
    command = [str(installed / "python"), "-m", "filmjournal", "--journal", str(journal)]
    script = [("Your diary is empty", b"a"), ("Headline", b"Nostalghia\x13"), ("Logged", b"\x11")]
    status, drawn = in_terminal(command, environment, script)
    assert status == 0, drawn[-2000:]
    assert journal.is_file()
    status, drawn = in_terminal(command, environment, [("Nostalghia", b"\x11")])
    assert status == 0, drawn[-2000:]


def test_the_guide_is_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "filmjournal"), "help", "safety"]
    done = subprocess.run(command, env={"HOME": str(tmp_path)}, check=True, capture_output=True, timeout=60)
    assert done.stdout.startswith(b"# Keeping it safe")
