"""What `filmjournal person` shows."""

import json

import pytest

from filmjournal.journal.places import Places
from shell_runs import Run


def test_the_page_in_a_pipe_on_a_terminal_and_as_json(
    run: Run, sampled: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("person", "cage").lines
    assert lines[:2] == ["Nicolas Cage   actor", "6 viewings since 1998 · 4 films · ♥ 3 · 10 h 46 min · ★ 4.3"]
    assert "What you wrote, 10 passages" in lines
    assert max(map(len, lines)) <= 80
    assert "Cage" in run("person", "nicolas", "cage", seen=True).out
    page = json.loads(run("person", "tarkovsky", "--role", "director", "--json").out)
    assert (page["name"], page["role"], len(page["passages"])) == ("Andrei Tarkovsky", "director", 2)
    assert page["elements"] == [{"element": "Direction", "role": "director", "rated": 1, "stars": 5.0, "yours": 4.72}]


def test_who_is_not_there_is_said_with_who_is_nearest(run: Run, sampled: Places) -> None:
    done = run("person", "kurosawe")
    assert done.status == 1
    assert "Akira Kurosawa" in done.err
    assert run("person", "cage", "--role", "editor").err == "Nicolas Cage is editor of no film in your journal.\n"
    done = run("person", "john")
    assert done.status == 2
    assert "people may be meant" in done.err
