import pytest

from filmjournal.journal.places import Places
from shell_runs import Run, open_at

MIRROR = "Mirror (1979), 19 Nov 2026"


def titles(places: Places) -> list[str]:
    return [entry.film.title for entry in open_at(places).entries]


def test_what_is_named_by_its_id_is_removed_at_once_and_comes_back_by_undo(run: Run, sampled: Places) -> None:
    (id_,) = run("find", "title:pig", "--ids").lines
    for name in (id_, id_[:8]):
        done = run("remove", name)
        assert done == (0, "", "Removed Pig (2021), 22 Aug 2021. `filmjournal undo` brings it back.\n")
        assert run("show", id_).status == 1
        assert run("undo").err == "Undone: Pig (2021) is back in your diary.\n"
        assert run("show", id_).status == 0


def test_what_a_query_finds_is_removed_when_that_is_agreed(run: Run, logged: Places) -> None:
    refused = run("remove", "mirror", answer="n\n")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == f"Remove {MIRROR}? [y/N] Nothing was changed.\n"
    assert "Mirror" in titles(logged)
    done = run("remove", "mirror", answer="y\n")
    assert (done.status, done.out) == (0, "")
    assert titles(logged) == ["Solaris", "Stalker"]
    assert run("trash").lines[0].endswith(MIRROR)


def test_an_end_of_input_is_a_no(run: Run, logged: Places) -> None:
    assert run("remove", "mirror", answer="").status == 1
    assert "Mirror" in titles(logged)


def test_without_a_terminal_it_takes_a_yes_and_nobody_is_asked(run: Run, logged: Places) -> None:
    before = logged.journal.read_bytes()
    done = run("remove", "mirror")
    stated = f"Nothing was changed: this would remove {MIRROR}. Add --yes, or name it by its id.\n"
    assert done == (2, "", stated)
    assert logged.journal.read_bytes() == before
    assert run("remove", "mirror", "--yes").status == 0
    assert "Mirror" not in titles(logged)


def test_several_are_listed_and_a_number_takes_one(run: Run, sampled: Places) -> None:
    before = sampled.journal.read_bytes()
    done = run("remove", "title:stalker", "--yes")
    assert (done.status, done.out) == (2, "")
    heading, *candidates = done.err.splitlines()
    assert heading.startswith("3 viewings match: add --number N")
    assert sampled.journal.read_bytes() == before
    short_id = candidates[1].split()[1]
    assert run("remove", "title:stalker", "--number", "2", "--yes").status == 0
    assert run("show", short_id).status == 1
    assert len(run("find", "title:stalker").lines) == 2


def test_nothing_found_is_no_bad_input(run: Run, sampled: Places) -> None:
    done = run("remove", "figis", "--yes")
    assert (done.status, done.out) == (1, "")
    assert "Mike Figgis" in done.err


def test_of_no_journal_nothing_is_removed_and_none_is_made(run: Run, places: Places) -> None:
    assert run("remove", "mirror", "--yes").status == 1
    assert not places.journal.exists()


@pytest.mark.parametrize("word", ["title:pig", "Pig"])
def test_a_query_of_one_word_is_no_id(run: Run, sampled: Places, word: str) -> None:
    assert run("remove", word).status == 2
