import os
import re
import sys
from pathlib import Path

import pytest

from filmjournal.cli.main import main
from filmjournal.cli.program import every_verb
from filmjournal.cli.verb import Verb
from filmjournal.cli.verbs.help import WIDEST
from filmjournal.guide.topics import TOPICS, Topic, text_of
from real_terminal import in_terminal
from shell_runs import Run


def test_the_topics_are_listed_with_what_they_are_about(run: Run) -> None:
    done = run("help")
    assert done.status == 0
    assert [line.split(maxsplit=1) for line in done.lines] == [[topic.name, topic.summary] for topic in TOPICS]
    assert "`filmjournal help TOPIC`" in done.err


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_pipe_gets_a_topic_as_it_is_written_but_for_its_markers(run: Run, topic: Topic) -> None:
    done = run("help", topic.name)
    assert (done.status, done.out) == (0, f"{text_of(topic).rstrip()}\n")
    assert "<!--" not in done.out


def test_a_terminal_gets_it_rendered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    out = run("help", "safety").out
    assert "\x1b[" in out
    assert "# Keeping it safe" not in out
    assert "Keeping it safe" in out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(map(len, plain.splitlines())) <= WIDEST


def test_it_is_paged_where_it_is_taller_than_the_terminal(tmp_path: Path) -> None:
    own = {"HOME": str(tmp_path), "TERM": "xterm-256color", "FILMJOURNAL_PAGER": "sed s/^/paged:/"}
    command = [sys.executable, "-m", "filmjournal", "help", "shell"]
    status, drawn = in_terminal(command, {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **own}, [])
    assert status == 0
    assert "paged:" in drawn


@pytest.mark.parametrize("verb", every_verb(), ids=lambda verb: verb.name)
def test_a_verb_is_explained_as_by_its_own_option(run: Run, verb: Verb, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([verb.name, "--help"])
    assert run("help", verb.name).out == capsys.readouterr().out


@pytest.mark.parametrize(("word", "meant"), [("serching", "searching"), ("imprt", "import"), ("safty", "safety")])
def test_a_slip_is_reported_with_what_was_meant(word: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"did you mean “{meant}”?" in help_text(word, capsys)


def test_what_is_nothing_like_a_topic_is_reported_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no “xyzzy”" in help_text("xyzzy", capsys)


def help_text(word: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Ask for help about something that there is not, and return the one line that is told."""
    with pytest.raises(SystemExit) as ended:
        main(["help", word])
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return str(line)
