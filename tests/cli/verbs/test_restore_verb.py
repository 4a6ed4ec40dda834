import json
from pathlib import Path

import pytest

from builders import film, records, viewing
from filmjournal.journal.disk.documents import is_as_written
from filmjournal.journal.places import Places
from filmjournal.journal.safety.backups import BackupReason
from shell_runs import Run, open_at, review


def _titles(places: Places) -> list[str]:
    return [entry.film.title for entry in open_at(places).entries]


def test_a_backup_takes_the_place_of_the_journal_and_that_is_undone_by_its_number(run: Run, logged: Places) -> None:
    done = run("restore", "1", "--yes")
    assert (done.status, done.out) == (0, "")
    assert _titles(logged) == ["Stalker"]
    assert "Backup 1 of " in done.err
    assert "4 records would be missing or different:" in done.err
    assert "  Solaris (1979), 20 Nov 2026\n" in done.err
    assert "`filmjournal restore 2` restores what was there before." in done.err
    assert run("restore", "2", "--yes").status == 0
    assert _titles(logged) == ["Solaris", "Mirror", "Stalker"]


def test_a_viewing_that_differs_is_reported_as_such(run: Run, logged: Places) -> None:
    journal = open_at(logged)
    review(journal, journal.entries[-1], "Another text.")
    assert "  Stalker (1979), 18 Nov 2026 (differs)\n" in run("restore", "1").err


def test_what_is_restored_is_a_whole_file_of_the_next_generation(run: Run, logged: Places) -> None:
    before = records(logged.journal, "meta")["1"]["generation"]
    run("restore", "1", "--yes")
    assert is_as_written(logged.journal.read_bytes())
    assert records(logged.journal, "meta")["1"]["generation"] == before + 1


def test_an_old_backup_is_laid_out_as_this_program_does(run: Run, logged: Places) -> None:
    old = b'{"films": {"7": {"id": "f", "title": "Ran"}}, "viewings": {"3": {"id": "v", "film": "f", "note": 1}}}'
    journal = open_at(logged)
    assert journal.store.file.backups is not None
    number = journal.store.file.backups.add(old, BackupReason.DAY).sequence
    assert run("restore", str(number), "--yes").status == 0
    assert is_as_written(logged.journal.read_bytes())
    assert records(logged.journal, "meta")["1"]["schema"] == 2
    assert records(logged.journal, "viewings") == {"3": {"id": "v", "film": "f", "note": 1}}


def test_without_a_number_the_newest_good_backup_is_taken(run: Run, logged: Places) -> None:
    run("restore", "--yes")
    assert _titles(logged) == ["Mirror", "Stalker"]
    run("restore", "--yes")
    assert _titles(logged) == ["Solaris", "Mirror", "Stalker"]


def test_without_a_terminal_nothing_is_asked_and_nothing_done(run: Run, logged: Places) -> None:
    before = logged.journal.read_bytes()
    done = run("restore", "1")
    assert done.status == 2
    assert done.err.splitlines()[-1] == "Nothing was changed. Without a terminal to ask on, add --yes."
    assert logged.journal.read_bytes() == before


@pytest.mark.parametrize(
    ("answer", "status"), [("y\n", 0), ("Yes\n", 0), ("\n", 1), ("n\n", 1), ("", 1), ("yes!\n", 1)]
)
def test_on_a_terminal_only_a_yes_restores(run: Run, logged: Places, answer: str, status: int) -> None:
    done = run("restore", "1", answer=answer)
    assert done.status == status
    assert "Restore it? [y/N] " in done.err
    assert (_titles(logged) == ["Stalker"]) == (status == 0)


def test_a_damaged_file_is_set_aside_and_what_is_whole_in_it_comes_along(run: Run, logged: Places) -> None:
    whole = logged.journal.read_bytes()
    logged.journal.write_bytes(whole[: whole.index(b'"meta"')])
    done = run("restore", "--yes")
    assert done.status == 0
    assert "3 viewings can still be read from the damaged file; 2 records not in the backup" in done.err
    assert _titles(logged) == ["Solaris", "Mirror", "Stalker"]
    (aside,) = logged.journal.parent.glob("journal.json.damaged-*")
    assert aside.read_bytes() == whole[: whole.index(b'"meta"')]
    assert f"The damaged file is saved as {aside}." in done.err


def test_a_record_that_was_damaged_does_not_take_the_place_of_the_one_in_the_backup(run: Run, logged: Places) -> None:
    damaged = logged.journal.read_bytes().replace(b"About Stalker", b"Ab0ut Stalker").replace(b'"meta"', b"meta")
    logged.journal.write_bytes(damaged)
    assert run("restore", "--yes").status == 0
    assert open_at(logged).entries[-1].viewing.review == "About Stalker."
    assert records(logged.journal, "trash") == {}


def test_a_damaged_file_without_a_backup_is_put_in_order_by_itself(run: Run, logged: Places) -> None:
    for path in logged.backups.iterdir():
        path.unlink()
    logged.journal.write_bytes(logged.journal.read_bytes()[:-40])
    assert "There is no backup. What can still be read of the file is 3 viewings of 3 films." in run("restore").err
    assert run("restore", "--yes").status == 0
    assert len(_titles(logged)) == 3


@pytest.mark.parametrize("content", [None, b"", b"\x00\xff" * 50])
def test_where_there_is_nothing_to_restore_it_says_so(run: Run, places: Places, content: bytes | None) -> None:
    if content is not None:
        places.journal.write_bytes(content)
    assert run("restore", "--yes") == (2, "", f"There is no backup of {places.journal} to restore.\n")
    assert places.journal.exists() == (content is not None)


def test_a_number_that_is_no_backup_is_refused(run: Run, logged: Places, places: Places) -> None:
    assert run("restore", "9") == (2, "", "There is no backup 9: `filmjournal backups` lists them.\n")
    (places.backups / "previous.json").unlink()
    assert run("restore", "0").status == 2


def test_a_damaged_backup_is_refused(run: Run, logged: Places) -> None:
    (path,) = logged.backups.glob("*.gz")
    path.write_bytes(b"")
    done = run("restore", "1", "--yes")
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert "can't be used: it is empty" in done.err


def test_a_journal_that_is_gone_is_restored(run: Run, logged: Places) -> None:
    logged.journal.unlink()
    done = run("restore", "--yes")
    assert done.status == 0
    assert "puts back" not in done.err
    assert _titles(logged) == ["Mirror", "Stalker"]


def test_a_journal_of_a_later_filmjournal_is_left_alone(run: Run, logged: Places) -> None:
    later = logged.journal.read_bytes().replace(b'"schema": 2', b'"schema": 99')
    logged.journal.write_bytes(later)
    assert run("restore", "1", "--yes").status == 3
    assert logged.journal.read_bytes() == later


def test_a_journal_behind_a_link_stays_behind_it(run: Run, logged: Places, tmp_path: Path) -> None:
    real = tmp_path / "real" / "films.json"
    real.parent.mkdir()
    logged.journal.rename(real)
    logged.journal.symlink_to(real)
    assert run("restore", "1", "--yes").status == 0
    assert logged.journal.is_symlink()
    assert len(records(real, "viewings")) == 1


def test_many_lost_viewings_are_counted_and_only_some_named(run: Run, logged: Places) -> None:
    journal = open_at(logged)
    for number in range(20):
        journal.log(film(f"Film {number}"), viewing())
    journal.save()
    stated = run("restore", "1").err.splitlines()
    assert "  and 34 more" in stated
    assert len([line for line in stated if line.startswith("  ")]) == 11


def test_the_backup_list_tells_of_the_restore(run: Run, logged: Places) -> None:
    run("restore", "1", "--yes")
    assert "restore" in [each["why"] for each in json.loads(run("backups", "--json").out)]


def test_whatever_the_damage_a_restore_gives_a_whole_journal_with_all_of_the_backup(run: Run, logged: Places) -> None:
    whole = logged.journal.read_bytes()
    damages = [whole[:end] for end in range(0, len(whole) - 1, 97)]
    damages += [whole[:place] + b"\x00\xff{" + whole[place + 3 :] for place in range(0, len(whole), 97)]
    for damaged in damages:
        logged.journal.write_bytes(damaged)
        done = run("restore", "--yes")
        assert done.status == 0
        assert {"Mirror", "Stalker"} <= set(_titles(logged))
        assert is_as_written(logged.journal.read_bytes())
        for backup in sorted(logged.backups.glob("*.gz"))[1:]:  # a damage may look like a hand's edit
            backup.unlink()
