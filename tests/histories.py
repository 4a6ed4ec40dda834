"""Histories of changes in a folder, and what tests ask of them."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import structs

from builders import NOW, FailingDisk
from filmjournal.journal.history import History
from filmjournal.journal.history_entries import HistoryEntry
from filmjournal.journal.journal import Journal
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing

_numbers = count(1)
"""No two changes of one run ever have the same id."""


def history_in(folder: Path, disk: FailingDisk | None = None) -> History:
    path = folder / "history" / "changes.json"
    return History(path, now=lambda: NOW, new_id=lambda: f"change-{next(_numbers)}", disk=disk)


def standing(journal: Journal) -> dict[str, Any]:
    """Return what the values say, whenever they were changed last."""
    return {
        entry.id: structs.replace(entry, viewing=structs.replace(entry.viewing, modified=None))
        for entry in journal.entries
    }


def last_of(history: History) -> HistoryEntry:
    last = history.last()
    assert last is not None
    return last


def undone_to_the_bottom(opened: Callable[[], Journal], history: History) -> Journal:
    """Undo as the shell does, each time with the journal opened anew, until nothing is left."""
    while (last := history.last()) is not None:
        journal = opened()
        if journal.undo_from_history(last) is None:
            history.forget(last.id)
        journal.save()
        assert history.last() != last
    return opened()


def edited(entry: Entry, **facts: Any) -> tuple[Film, Viewing]:
    return entry.film, structs.replace(entry.viewing, **facts)
