import shutil
from pathlib import Path

import pytest
from msgspec import structs

from builders import film, viewing
from filmjournal.journal.changes import Change
from filmjournal.journal.history_entries import HistoryEntry
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.model.rating import Rating
from shell_runs import Run, open_at, review


def titles(places: Places) -> list[str]:
    return [entry.film.title for entry in open_at(places).entries]


def test_each_run_takes_one_change_back_and_says_which(run: Run, logged: Places) -> None:
    assert run("undo") == (0, "", "Undone: logged Solaris.\n")
    assert titles(logged) == ["Mirror", "Stalker"]
    assert run("undo") == (0, "", "Undone: logged Mirror.\n")
    assert run("undo") == (0, "", "Undone: logged Stalker.\n")
    assert titles(logged) == []
    before = logged.journal.read_bytes()
    assert run("undo") == (1, "", "There is nothing to undo.\n")
    assert logged.journal.read_bytes() == before


def test_where_no_journal_is_there_is_nothing_to_undo_and_none_is_made(run: Run, places: Places) -> None:
    assert run("undo") == (1, "", "There is nothing to undo.\n")
    assert not places.journal.exists()
    assert not places.history.exists()


def test_what_a_verb_did_is_undone(run: Run, logged: Places) -> None:
    id_ = open_at(logged).entries[0].id
    run("remove", id_)
    run("trash", "restore", id_)
    assert run("undo").err == "Undone: restored Solaris.\n"
    assert "Solaris" not in titles(logged)
    assert run("undo").err == "Undone: Solaris (1979) is back in your diary.\n"
    assert "Solaris" in titles(logged)


def test_beside_an_open_journal_both_see_what_was_taken_back(run: Run, logged: Places) -> None:
    opened = open_at(logged)
    review(opened, opened.entries[0], "Written in the app.")
    assert run("undo").err == "Undone: edited Solaris.\n"
    opened.log(film("Nostalghia"), viewing())
    opened.save()
    (solaris,) = [entry for entry in opened.entries if entry.film.title == "Solaris"]
    assert solaris.viewing.review == "About Solaris."
    assert run("undo").err == "Undone: logged Nostalghia.\n"


def test_what_another_program_changed_since_is_left_alone_and_that_nothing_else_is_left_is_reported(
    run: Run, logged: Places
) -> None:
    ours = open_at(logged)
    entry = ours.entries[0]
    ours.revise(entry.film, structs.replace(entry.viewing, rating=Rating.TWO, headline="Slow"))
    ours.save()
    other = open_at(logged, logged.journal)  # it notes nothing
    other.revise(other.entries[0].film, structs.replace(other.entries[0].viewing, rating=Rating.FIVE))
    other.save()
    stated = "The last one that did: Edited Solaris. `filmjournal undo --anyway` undoes that.\n"
    assert run("undo").err.endswith(stated)
    assert run("undo").status == 1
    assert run("undo", "--anyway").err == "Undone: edited Solaris.\n"
    assert (open_at(logged).entries[0].viewing.rating, open_at(logged).entries[0].viewing.headline) == (Rating.FIVE, "")
    other = open_at(logged, logged.journal)
    other.remove(other.entries[0].id)
    other.save()
    before = logged.journal.read_bytes()
    stated = "Nothing of the last change is left to undo: Logged Solaris. Undo again for the one before.\n"
    assert run("undo", "--anyway") == (1, "", stated)
    assert logged.journal.read_bytes() == before
    assert run("undo", "--anyway").err == "Undone: logged Mirror.\n"


@pytest.mark.parametrize("is_noted_again", [False, True])
def test_a_change_that_could_not_be_noted_is_not_passed_over(run: Run, logged: Places, is_noted_again: bool) -> None:
    lock = logged.history.with_name(f"{logged.history.name}.lock")
    lock.unlink()
    lock.mkdir()  # nothing can be noted now
    assert run("rate", "mirror", "4").status == 0
    lock.rmdir()
    if is_noted_again:
        run("rate", "stalker", "1")
        assert run("undo").err == "Undone: rated Stalker.\n"
    before = logged.journal.read_bytes()
    assert run("undo").err.startswith("The last change left no note here")
    assert logged.journal.read_bytes() == before
    assert run("undo", "--anyway").err == "Undone: logged Solaris.\n"


def test_an_emptied_trash_cannot_be_undone_and_the_backup_is_pointed_to(run: Run, logged: Places) -> None:
    run("remove", open_at(logged).entries[0].id)
    run("trash", "empty", "--yes")
    before = logged.journal.read_bytes()
    for _ in range(2):
        done = run("undo")
        assert (done.status, done.out) == (1, "")
        assert done.err.startswith("The last change cannot be undone: Emptied the trash. You can restore the backup")
    assert logged.journal.read_bytes() == before
    run("rate", "mirror", "3")
    assert run("undo").err == "Undone: rated Mirror.\n"


def test_a_merge_is_taken_back(run: Run, logged: Places, tmp_path: Path) -> None:
    other = open_at(logged, tmp_path / "usb.json")
    other.log(film("Nostalghia"), viewing())
    other.save()
    run("merge", str(other.path))
    assert "Nostalghia" in titles(logged)
    assert run("undo").err == "Undone: merged usb.json.\n"
    assert "Nostalghia" not in titles(logged)


@pytest.mark.parametrize("title", ["[REC]²", "[/b]", "Adaptation."])
def test_any_title_is_reported_as_it_is(run: Run, places: Places, title: str) -> None:
    journal = open_at(places)
    journal.log(film(title), viewing())
    journal.save()
    assert run("undo").err == f"Undone: logged {title.removesuffix('.')}.\n"


def test_a_damaged_history_is_reported_and_the_journal_left_alone(run: Run, logged: Places) -> None:
    logged.history.write_bytes(b"{")
    before = logged.journal.read_bytes()
    done = run("undo")
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 2)
    assert f"The history of changes, {logged.history}, is damaged" in done.err
    assert logged.journal.read_bytes() == before
    changed = run("rate", "mirror", "4")
    assert changed.status == 0
    assert "is damaged: earlier changes can't be undone." in changed.err
    assert run("undo").err == "Undone: rated Mirror.\n"


def test_a_history_that_cannot_be_written_is_reported_and_the_change_is_made(run: Run, logged: Places) -> None:
    logged.history.unlink()
    logged.history.mkdir()
    done = run("rate", "mirror", "4")
    assert done.status == 0
    assert done.err.splitlines()[1].startswith(
        f"This change cannot be undone later: {logged.history} cannot be written"
    )
    assert run("show", "mirror").lines[3] == "Rating: 4/5"


def test_a_backup_that_could_not_be_made_is_said_and_the_change_is_made(run: Run, logged: Places) -> None:
    shutil.rmtree(logged.backups.parent)
    logged.backups.parent.write_text("A file where the folder is to be.", encoding="utf-8")
    done = run("rate", "mirror", "4")
    assert done.status == 0
    assert done.err.splitlines()[1].startswith("The journal was saved, but no backup of it could be made: ")
    assert run("show", "mirror").lines[3] == "Rating: 4/5"
    logged.backups.parent.unlink()
    assert len(run("rate", "mirror", "3").err.splitlines()) == 1


def test_a_journal_of_a_newer_schema_is_not_changed(run: Run, logged: Places) -> None:
    text = logged.journal.read_text(encoding="utf-8").replace('"schema": 2', '"schema": 99')
    logged.journal.write_text(text, encoding="utf-8")
    done = run("undo")
    assert (done.status, done.out, len(done.err.splitlines())) == (3, "", 1)
    assert "you need a newer filmjournal" in done.err
    assert logged.journal.read_text(encoding="utf-8") == text


def test_what_another_program_took_back_at_the_same_time_is_not_taken_back_twice(
    run: Run, logged: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("rate", "title:mirror", "1")
    undo_from_history = Journal.undo_from_history

    def other_is_faster(journal: Journal, noted: HistoryEntry) -> Change | None:
        monkeypatch.setattr(Journal, "undo_from_history", undo_from_history)
        change = journal.undo_from_history(noted)
        assert run("undo").status == 0
        return change

    monkeypatch.setattr(Journal, "undo_from_history", other_is_faster)
    done = run("undo")
    assert done.status == 1
    assert done.err.startswith("Nothing of the last change is left to undo: Rated Mirror.")
