"""What `filmjournal person` shows."""

import json
from pathlib import Path

import pytest

from builders import director, film, viewing
from filmjournal.journal.places import Places
from shell_runs import Run, open_at


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


def test_the_page_is_written_to_print_or_to_keep_and_nothing_in_it_is_markup(
    run: Run, sampled: Places, tmp_path: Path
) -> None:
    page, notes = tmp_path / "cage.html", tmp_path / "ozu.md"
    assert run("person", "nicolas cage", "-o", str(page)).err == f"Wrote {page}.\n"
    html = page.read_text(encoding="utf-8")
    assert html.count("<blockquote>") == 10
    assert "<h1>Nicolas Cage</h1>" in html
    assert "<strong>Cage</strong>" in html
    assert "default-src &#x27;none&#x27;" in html or "default-src 'none'" in html
    assert run("person", "nicolas cage", "-o", str(page)).status == 2
    assert run("person", "nicolas cage", "-o", str(page), "--force").status == 0
    assert run("person", "nicolas cage", "-o", str(sampled.journal.with_suffix(".md")), "--force").status == 0
    journal = open_at(sampled)
    said = "<b>Tati</b> waits | [here](x)"
    journal.log(film("[REC]² | <i>", credits=(director("Jacques Tati"),)), viewing("2026-11-01", review=said))
    journal.save()
    run("person", "jacques tati", "-o", str(notes))
    text = notes.read_text(encoding="utf-8")
    assert "### 1 Nov 2026 · \\[REC\\]² \\| \\<i\\>" in text
    assert "> \\<b\\>**Tati**\\</b\\> waits \\| here" in text
    run("person", "jacques tati", "-o", str(page), "--force")
    assert "<i>" not in page.read_text(encoding="utf-8")


def test_who_is_not_there_is_said_with_who_is_nearest(run: Run, sampled: Places) -> None:
    done = run("person", "kurosawe")
    assert done.status == 1
    assert "Akira Kurosawa" in done.err
    assert run("person", "cage", "--role", "editor").err == "Nicolas Cage is editor of no film in your journal.\n"
    done = run("person", "john")
    assert done.status == 2
    assert "people may be meant" in done.err
