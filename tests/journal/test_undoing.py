import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from budget import examples
from builders import NOW, OpenJournal, actor, film, records, viewing
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.journal import Journal
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wish
from histories import history_in


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


def test_undo_goes_to_what_was_replaced_and_not_to_what_was_seen(open_journal: OpenJournal) -> None:
    ours = open_journal()
    seen = ours.log(film(), viewing(headline="Old"))
    ours.save()
    theirs = open_journal()
    theirs.revise(seen.film, structs.replace(seen.viewing, headline="Alpha"))
    theirs.save()
    ours.revise(seen.film, structs.replace(seen.viewing, headline="Beta"), since=seen)
    ours.save()
    assert open_journal().entries[0].viewing.headline == "Beta"
    ours.undo()
    ours.save()
    assert open_journal().entries[0].viewing.headline == "Alpha"


deeds = st.tuples(
    st.integers(0, 1),
    st.sampled_from(["log", "headline", "year", "move", "remove", "tag both", "wish", "look"]),
    st.integers(0, 4),
    st.integers(1, 9),
)
"""Who does what to which entry, and with which number; nobody looks at the file first, but to look."""


def do(journal: Journal, what: str, which: int, number: int) -> None:
    if what == "look":
        found = journal.store.check_file()
        if found is not None:
            journal.store.reload(found)
    elif what == "log":
        journal.log(film(f"Film {which % 2}"), viewing(f"2026-0{number}"))
    elif what == "wish":
        journal.add_to_watchlist(film(f"Wished {which % 2}"), Wish("", "", why=f"{number}"))
    elif journal.entries:
        entry = journal.entries[which % len(journal.entries)]
        if what == "headline":
            journal.revise(entry.film, structs.replace(entry.viewing, headline=f"{number}"))
        elif what == "year":
            journal.revise(structs.replace(entry.film, year=1990 + number), entry.viewing)
        elif what == "move":
            journal.move(entry.id, film(f"Film {number % 3}", year=2000 + number))
        elif what == "remove":
            journal.remove(entry.id)
        else:
            tagged = [structs.replace(each.viewing, tags=(f"{number}",)) for each in journal.entries[:2]]
            edits = [(each, Entry(new, each.film)) for each, new in zip(journal.entries[:2], tagged, strict=True)]
            journal.edit_all(edits, "Tagged two viewings")
    journal.save()


@settings(deadline=None, max_examples=examples(100))
@given(st.lists(deeds, max_size=12))
def test_undo_of_any_change_gives_the_journal_back_whoever_changed_it_meanwhile(
    done: list[tuple[int, str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ids = map("id-{}".format, count())
        history = history_in(Path(folder))

        def opened() -> Journal:
            file = JournalFile(Path(folder) / "journal.json")
            return Journal(file, now=lambda: NOW, new_id=ids.__next__, history=history)

        programs = (opened(), opened())
        for who, what, which, number in done:
            before, last_before = seen_by(opened()), history.last()
            do(programs[who], what, which, number)
            last = history.last()
            if last is None or last == last_before:
                assert seen_by(opened()) == before
                continue
            fresh = opened()
            assert fresh.undo_from_history(last) is not None
            fresh.save()
            assert seen_by(opened()) == before, last.title
            fresh.redo()
            fresh.save()


def seen_by(journal: Journal) -> tuple[Any, Any]:
    """Return every entry and every watchlist item, whenever it was changed last."""
    wishes = [structs.replace(each, wish=structs.replace(each.wish, modified=None)) for each in journal.watchlist]
    return shown(journal), wishes
