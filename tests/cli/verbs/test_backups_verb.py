import json
from datetime import datetime

from builders import film, viewing
from filmjournal.journal.places import Places
from filmjournal.journal.safety.backups import BackupReason
from filmjournal.model.wording import short_moment
from shell_runs import Run, open_at


def test_without_backups_it_says_so(run: Run, places: Places) -> None:
    done = run("backups")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no backup of {places.journal} yet; the next save makes one.\n"
    assert run("backups", "--json").out == "[]\n"


def test_backups_are_listed_newest_first_with_what_is_in_them(run: Run, logged: Places) -> None:
    done = run("backups")
    assert done.status == 0
    assert [line.split("  ", 3)[0:2] for line in done.lines] == [["", "0"], ["", "1"]]
    assert "before the last save" in done.lines[0]
    assert done.lines[0].endswith("2 viewings  2 films")
    assert "before the first change of a day" in done.lines[1]
    assert done.lines[1].endswith("1 viewing   1 film")


def test_their_times_are_reported_as_the_clock_on_the_wall_shows_them(run: Run, logged: Places) -> None:
    (backup,) = [each for each in json.loads(run("backups", "--json").out) if each["number"] == 1]
    assert backup["made"] == "2026-11-24T21:00:00+00:00"
    assert short_moment(datetime.fromisoformat(backup["made"])) in run("backups").out


def test_a_damaged_backup_says_so(run: Run, logged: Places) -> None:
    (path,) = logged.backups.glob("*.gz")
    path.write_bytes(path.read_bytes()[:-20])
    assert run("backups").lines[1].rstrip().endswith("damaged")
    assert [each["damaged"] for each in json.loads(run("backups", "--json").out)] == [False, True]


def test_backups_are_listed_while_the_journal_is_damaged(run: Run, logged: Places) -> None:
    logged.journal.write_bytes(b"")
    assert run("backups").status == 0


def test_numbers_stay_while_more_backups_come(run: Run, logged: Places) -> None:
    before = json.loads(run("backups", "--json").out)[1]
    journal = open_at(logged)
    journal.store.file.back_up(BackupReason.IMPORT)
    journal.log(film("Ran"), viewing())
    journal.save()
    after = {each["number"]: each for each in json.loads(run("backups", "--json").out)}
    assert after[1] == before
    assert set(after) == {0, 1, 2}
