from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from builders import OpenJournal, actor, film, records, viewing
from filmjournal.journal.journal import Journal
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry


def shown(journal: Journal) -> list[Any]:
    """Return what there is to see, whenever it was changed last."""
    return [structs.replace(entry, viewing=structs.replace(entry.viewing, modified=None)) for entry in journal.entries]


def test_undoing_the_removal_of_a_last_viewing_brings_it_back_as_it_was(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film("Another"), viewing())
    logged = journal.log(film("[REC]²", credits=(actor("Manuela Velasco"),)), viewing(review="Oh 🎬\r\n"))
    journal.log(film("A third"), viewing())
    entries = set(journal.entries)
    journal.remove(logged.id)
    assert set(journal.entries) != entries
    journal.undo()
    assert set(journal.entries) == entries
    assert journal.tables.trash.rows == []
    journal.save()
    assert set(open_journal().entries) == entries


def test_every_change_can_be_undone_and_redone_and_is_saved_so(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    states = [shown(journal)]

    def change(deed: Callable[..., object], *given: Any) -> None:
        deed(*given)
        states.append(shown(journal))

    change(journal.revise, logged.film, structs.replace(logged.viewing, headline="One", rating=Rating.FIVE))
    change(journal.log, film("Mirror"), viewing())
    change(journal.revise, film("Stalker", id=logged.film.id, year=1979), journal.entries[-1].viewing)
    change(journal.remove, logged.id)
    change(journal.restore, logged.id, "Stalker")
    for state in reversed(states[:-1]):
        assert journal.undo() is not None
        assert shown(journal) == state
        journal.save()
        assert shown(open_journal()) == state
    for state in states[1:]:
        assert journal.redo() is not None
        assert shown(journal) == state
        journal.save()
        assert shown(open_journal()) == state
    assert journal.redo() is None


def test_a_change_says_what_was_done_and_to_which_viewing(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    journal.revise(logged.film, structs.replace(logged.viewing, liked=True))
    journal.remove(logged.id)
    undone = [change for change in (journal.undo(), journal.undo(), journal.undo()) if change]
    assert [change.title for change in undone] == ["Removed Stalker", "Edited Stalker", "Logged Stalker"]
    assert all(logged.id in change.viewing_ids for change in undone)
    assert journal.undo() is None


def test_a_new_change_ends_what_could_be_redone(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    assert journal.undo() is not None
    journal.log(film("Mirror"), viewing())
    assert journal.redo() is None


def test_a_change_can_be_undone_after_it_was_saved_and_again_afterwards(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    journal.save()
    for _ in range(2):
        journal.undo()
        journal.save()
        assert open_journal().entries == ()
        journal.redo()
        journal.save()
        assert shown(open_journal()) == [
            Entry(structs.replace(logged.viewing, modified=None), logged.film),
        ]


def test_an_undone_edit_is_an_edit_of_its_own(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing(review="First."))
    journal.revise(logged.film, structs.replace(logged.viewing, review="Second."))
    journal.undo()
    journal.save()
    record = records(path, "viewings")["1"]
    assert record["review"] == "First."
    assert record["edits"] == {
        "2026-11-24T21:00:00.000000Z": [],
        "2026-11-24T21:00:00.000001Z": ["review"],
    }


@pytest.mark.parametrize("saved", [True, False])
def test_what_was_emptied_from_the_trash_cannot_be_undone(open_journal: OpenJournal, *, saved: bool) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    journal.remove(logged.id)
    if saved:
        journal.save()
    journal.empty_trash([row.id for row in journal.tables.trash.rows])
    assert journal.undo() is None
    journal.save()
    assert journal.undo() is None
