from filmjournal.journal.places import Places
from shell_runs import Run


def test_the_path_is_reported_and_nothing_else(run: Run, logged: Places) -> None:
    assert run("path") == (0, f"{logged.journal}\n", "")


def test_a_journal_that_is_not_there_yet_has_a_path_too(run: Run, places: Places) -> None:
    done = run("path")
    assert (done.status, done.out) == (0, f"{places.journal}\n")
    assert done.err == "No file is there yet: logging your first film creates it.\n"


def test_a_damaged_journal_has_one_as_well(run: Run, places: Places) -> None:
    places.journal.write_text("{")
    assert run("path") == (0, f"{places.journal}\n", "")
