import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from filmjournal import __version__
from filmjournal.cli.main import main
from filmjournal.cli.open import BAD_INPUT, open_app


class Terminal(io.StringIO):
    """Text that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home), "FILMJOURNAL": str(home / "journal.json")}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment,
        stdin=subprocess.DEVNULL,
    )


def test_the_version_is_told_without_loading_the_screens_or_the_database(tmp_path: Path) -> None:
    done = _run("-X", "importtime", "-m", "filmjournal", "--version", home=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"filmjournal {__version__}\n")
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "filmjournal" in imported
    assert imported.isdisjoint({"textual", "tinydb", "rich", "msgspec"})


def test_opening_a_bad_journal_does_not_load_the_screens(tmp_path: Path) -> None:
    code = (
        "import io, sys; from pathlib import Path; from filmjournal.cli.open import open_app\n"
        "class T(io.StringIO): isatty = lambda self: True\n"
        "status = open_app(Path(sys.argv[1]), sample=False, stdin=T(), stdout=T(), stderr=sys.stderr)\n"
        "print(status, 'textual' in sys.modules)"
    )
    assert _run("-c", code, str(tmp_path), home=tmp_path).stdout == "2 False\n"


@pytest.mark.parametrize("arguments", [[], ["--sample"], ["--journal", "films.json"]])
def test_without_a_terminal_it_says_so_on_stderr_and_touches_nothing(tmp_path: Path, arguments: list[str]) -> None:
    done = _run("-m", "filmjournal", *arguments, home=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "filmjournal draws on a terminal: run it without redirecting its input or output.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("stdin", "stdout"), [(Terminal, io.StringIO), (io.StringIO, Terminal)])
def test_one_redirected_end_is_enough_to_refuse(
    tmp_path: Path, stdin: type[io.StringIO], stdout: type[io.StringIO]
) -> None:
    out, err = stdout(), io.StringIO()
    assert open_app(tmp_path / "j.json", sample=False, stdin=stdin(), stdout=out, stderr=err) == BAD_INPUT
    assert out.getvalue() == ""
    assert len(err.getvalue().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "it is a folder"), (b"", "it is empty"), (b"{", "it is not whole JSON")]
)
def test_a_journal_that_cannot_be_opened_is_answered_with_a_sentence_and_status_2(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "journal.json"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    out, err = Terminal(), io.StringIO()
    assert open_app(path, sample=False, stdin=Terminal(), stdout=out, stderr=err) == 2
    assert out.getvalue() == ""
    assert len(err.getvalue().splitlines()) == 1
    assert err.getvalue().startswith(f"The journal {path} ")
    assert reason in err.getvalue()


def test_help_names_every_way_to_choose_a_journal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    told = re.sub(r"\s+", " ", capsys.readouterr().out)
    for way in ("--journal PATH", "--sample", "$FILMJOURNAL", "journal.json in your data folder"):
        assert way in told


@pytest.mark.parametrize("arguments", [["--nonsense"], ["extra"], ["--journal"], ["--sample", "--journal", "x.json"]])
def test_arguments_that_make_no_sense_are_refused_with_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: filmjournal" in capsys.readouterr().err
