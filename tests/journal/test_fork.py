"""A large change is worked out apart from the journal that is shown, and taken over, or comes to nothing."""

from collections.abc import Callable

import pytest

from builders import OpenJournal, film, viewing
from filmjournal.journal.journal import Journal


def titles(journal: Journal) -> list[str]:
    return sorted(entry.film.title for entry in journal.entries)


def test_what_was_done_apart_is_done_here_once_it_is_taken_over(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film("Stalker"), viewing())
    told: list[list[str]] = []
    journal.subscribe(lambda: told.append(titles(journal)))
    apart = journal.fork()
    apart.undo()
    apart.log(film("Mirror"), viewing())
    apart.log(film("Solaris"), viewing())
    apart.undo()
    assert (titles(journal), told) == (["Stalker"], [])
    assert journal.adopt(apart)
    assert told == [["Mirror"]]
    journal.save()
    assert titles(open_journal()) == ["Mirror"]
    journal.redo()
    assert titles(journal) == ["Mirror", "Solaris"]
    journal.undo()
    journal.undo()
    journal.save()
    assert titles(open_journal()) == []


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda journal: journal.log(film("Ran"), viewing()),
        lambda journal: journal.undo(),
        lambda journal: journal.remove(journal.entries[0].id),
    ],
)
def test_nothing_comes_of_it_where_something_else_was_done_meanwhile(
    open_journal: OpenJournal, meanwhile: Callable[[Journal], object]
) -> None:
    journal = open_journal()
    journal.log(film("Stalker"), viewing())
    apart = journal.fork()
    apart.log(film("Mirror"), viewing())
    meanwhile(journal)
    stands = titles(journal)
    assert not journal.adopt(apart)
    assert titles(journal) == stands


def test_what_another_program_wrote_meanwhile_is_kept(open_journal: OpenJournal) -> None:
    journal, other = open_journal(), open_journal()
    apart = journal.fork()
    apart.log(film("Mirror"), viewing())
    other.log(film("Ran"), viewing())
    other.save()
    assert journal.adopt(apart)
    journal.save()
    assert titles(open_journal()) == ["Mirror", "Ran"]
