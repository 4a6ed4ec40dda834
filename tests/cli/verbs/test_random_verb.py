from random import Random

from filmjournal.cli.shell import Shell
from filmjournal.journal.places import Places
from shell_runs import Run


def test_one_is_chosen_among_what_is_found(run: Run, sampled: Places) -> None:
    done = run("random", "actor:cage", "--ids")
    assert (done.status, done.err, len(done.lines)) == (0, "", 1)
    assert done.lines[0] in run("find", "actor:cage", "--ids").lines


def test_as_many_are_chosen_as_the_limit_says_and_none_twice(run: Run, sampled: Places) -> None:
    chosen = run("random", "--limit", "5", "--ids").lines
    assert len(set(chosen)) == 5
    everything = run("find", "actor:cage", "--ids").lines
    assert sorted(run("random", "actor:cage", "--limit", "500", "--ids").lines) == sorted(everything)


def test_chance_is_what_it_is_given(run: Run, sampled: Places) -> None:
    (expected,) = Random(4).sample(run("find", "--ids").lines, 1)  # noqa: S311 — as the runs of these tests
    assert run("random", "--ids").lines == [expected]


def test_without_any_given_there_is_chance(places: Places) -> None:
    shell = Shell(places, stdin=None, stdout=None, stderr=None)
    assert shell.chance is shell.chance
    assert sorted(shell.chance.sample([1, 2], 2)) == [1, 2]


def test_there_is_no_choice_among_nothing(run: Run, places: Places, sampled: Places) -> None:
    done = run("random", "figis")
    assert (done.status, done.out) == (1, "")
    assert "Mike Figgis" in done.err
    places.journal.unlink()
    assert run("random").status == 1


def test_bad_input_is_pointed_at(run: Run, sampled: Places) -> None:
    done = run("random", "acter:cage")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[2] == "  ^^^^^^^^^^"
