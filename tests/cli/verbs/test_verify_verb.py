import json
import shutil

import pytest

from builders import film, viewing
from filmjournal.journal.places import Places
from filmjournal.journal.safety.verify import About, Finding
from filmjournal.render.safety import finding_mark, finding_text
from shell_runs import Run, open_at


def test_when_all_is_well_it_says_so_line_by_line(run: Run, logged: Places) -> None:
    done = run("verify")
    assert (done.status, done.err) == (0, "")
    assert done.lines[0] == f"ok     {logged.journal} is intact: 3 viewings of 3 films."
    assert done.lines[1] == "ok     TinyDB finds the same: 7 documents in 3 tables."
    assert done.lines[2] == "ok     The trash is empty."
    assert done.lines[3].startswith("ok     2 backups can be read, the newest of ")


def test_when_something_is_wrong_the_status_tells(run: Run, logged: Places) -> None:
    logged.journal.write_bytes(logged.journal.read_bytes()[:-5])
    done = run("verify")
    assert done.status == 1
    assert done.lines[0].startswith(f"wrong  The journal {logged.journal} is damaged: it ends in the middle")
    assert "filmjournal restore" in done.lines[0]


def test_programs_are_reported_the_same(run: Run, logged: Places) -> None:
    shutil.copy(logged.journal, logged.journal.with_name("journal (1).json"))
    findings = json.loads(run("verify", "--json").out)
    assert [f"{each['mark']:<5}  {each['text']}" for each in findings] == run("verify").lines
    assert [each["about"] for each in findings] == ["whole", "tinydb", "trash", "copy", "backups"]


def test_a_journal_that_was_never_begun_is_wrong_and_one_that_cannot_be_read_is_another_matter(
    run: Run, places: Places
) -> None:
    assert run("verify").status == 1
    places.journal.mkdir()
    done = run("verify")
    assert (done.status, done.out) == (3, "")
    assert "it is a folder" in done.err


def test_a_copy_that_could_not_be_saved_tells_how_it_is_brought_in(run: Run, logged: Places) -> None:
    path = logged.state / "unsaved-20261120T101112Z.json"
    shutil.copy(logged.journal, path)
    other = open_at(logged, path)
    other.log(film("Ran"), viewing())
    other.save()
    done = run("verify")
    assert done.status == 1
    assert f"`filmjournal merge {path}` merges it" in done.out
    run("merge", str(path))
    assert run("verify").status == 0


@pytest.mark.parametrize("about", About)
def test_every_finding_is_a_sentence(about: About) -> None:
    sentence = finding_text(Finding(about, reason="It broke\nin two"))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert finding_mark(Finding(about, is_wrong=True)) == "wrong"
