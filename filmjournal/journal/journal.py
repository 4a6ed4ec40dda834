"""The journal: films, viewings and the watchlist in one file, with every change that can be made to them."""

from collections.abc import Callable, Collection, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from filmjournal.journal.changes import Change, Mutation
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.errors import JournalError, NotInTrashError
from filmjournal.journal.merging.differences import Difference
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.records import Alteration, Problem
from filmjournal.journal.safety.backups import BackupReason, Backups
from filmjournal.journal.store import Store
from filmjournal.journal.tables import Tables
from filmjournal.journal.undo import UndoStack
from filmjournal.model.film import Film
from filmjournal.model.source import StoredSource
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wish, Wished
from filmjournal.model.wording import added_to_watchlist, removed_from_watchlist, titled

if TYPE_CHECKING:
    from filmjournal.journal.bulk_edits import Edits
    from filmjournal.journal.history import History
    from filmjournal.journal.history_entries import HistoryEntry
    from filmjournal.model.import_changes import ImportChanges, JournalSnapshot, StoredRecord


class Journal:
    """Films, viewings and the watchlist, and every change to them.

    A change is made in memory at once and is on disk after `save`. It can be undone until the program ends; with a
    history, a saved one can be undone later too. Every method that changes something raises NewerSchemaError where the
    file can only be read, and InvalidValueError for text that no file can hold; nothing is changed then.
    """

    def __init__(
        self,
        file: JournalFile,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        history: "History | None" = None,
    ) -> None:
        self.store = Store(file, history)
        """The records, in memory and on disk."""
        self.undo_stack = UndoStack()
        """What can be undone and redone."""
        self.forked_stack = UndoStack()
        """What could be undone and redone when this journal was forked."""
        self.now, self.new_id = now, new_id
        """The clock, in UTC, and what makes new ids."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        backups: Backups | None = None,
        disk: Disk | None = None,
        history: "History | None" = None,
    ) -> "Journal":
        """Open the journal at a path, or an empty one where there is no file yet.

        `now` returns the time in UTC, `new_id` an id that nothing else has. Raises JournalError where a file is there
        and cannot be read.
        """
        return cls(JournalFile(path, disk, backups), now=now, new_id=new_id, history=history)

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self.store.path

    @property
    def tables(self) -> Tables:
        """The records, for reading."""
        return self.store.tables

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every viewing with its film, the latest first."""
        return tuple(self.store.listing.entries.values())

    @property
    def watchlist(self) -> tuple[Wished, ...]:
        """Every watchlist item with its film, the newest first."""
        return tuple(sorted(self.tables.wished(), key=lambda wished: wished.since, reverse=True))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The records of the file that cannot be read."""
        return self.store.listing.problems

    @property
    def is_saved(self) -> bool:
        """Whether every change is on the disk."""
        return self.store.is_saved

    def entry(self, viewing_id: str) -> Entry | None:
        """Return the viewing with this id, or None."""
        return self.store.listing.entries.get(viewing_id)

    def film(self, film_id: str) -> Film | None:
        """Return the film with this id, or None."""
        return self.tables.films.value(film_id)

    def viewings_of(self, film: Film) -> list[Entry]:
        """Return every viewing of the film, the latest first."""
        return [entry for entry in self.store.listing.entries.values() if entry.film.id == film.id]

    def matching_film(self, film: Film) -> Film | None:
        """Return the one film of the journal that this may be; None where none matches, or several do."""
        return self.tables.matching_film(film)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener after every change; returns what ends that."""
        return self.store.subscribe(listener)

    def save(self) -> None:
        """Save every change to disk; raises JournalError where that fails, and the changes stay in memory."""
        self.store.save()

    def log(
        self, film: Film, viewing: Viewing, since: Film | None = None, sources: Sequence[StoredSource] = ()
    ) -> Entry:
        """Add a viewing, with its film where that is new, and return the entry.

        A film without an id that matches one in the journal completes that one. One whose title, year, director or ids
        contradict the film with its id is another film. The film is removed from the watchlist. `since` is the
        journal's film as it was when the person began to write, and `sources` are the rows that facts of it are from.
        """
        from filmjournal.journal.entry_changes import log_entry  # noqa: PLC0415 — not for the first frame

        film_id, viewing_id = film.id or self.new_id(), self.new_id()
        logged = structs.replace(viewing, id=viewing_id)
        mutation = log_entry(film, logged, since or self.film(film.id), film_id, self.now(), sources)
        self.change(f"Logged {film.title}", mutation)
        return self.store.listing.entries[viewing_id]

    def log_all(self, viewings: Sequence[tuple[Film, Viewing]], title: str) -> list[Entry]:
        """Add viewings with the ids and times that they state, as one change, and return their entries.

        A film that the journal has, by its id or its facts, is completed. `title` is what the change is called.
        """
        from filmjournal.journal.imports import log_all  # noqa: PLC0415 — not for the first frame

        ids = [(film.id or self.new_id(), viewing.id or self.new_id()) for film, viewing in viewings]
        logged = [
            (film, film_id, structs.replace(viewing, id=viewing_id))
            for (film, viewing), (film_id, viewing_id) in zip(viewings, ids, strict=True)
        ]
        self.change(title, log_all(logged, self.now()))
        return [self.store.listing.entries[viewing_id] for _, viewing_id in ids]

    def revise(
        self, film: Film, viewing: Viewing, since: Entry | None = None, sources: Sequence[StoredSource] = ()
    ) -> Entry:
        """Change a viewing, its film, or both, and return the entry; raises KeyError for a viewing not in the journal.

        A film with another id than the viewing's, or without one, moves the viewing to that film, which is found as
        `log` finds it. `since` is the entry as it was when the person began to write: fields that another program
        changed meanwhile stay, unless they were changed here too.
        """
        from filmjournal.journal.entry_changes import revise_entry, revision_title  # noqa: PLC0415 — not for the first frame

        seen = since or self.store.listing.entries[viewing.id]
        is_moved = film.id != seen.film.id
        new_id, chosen = (self.new_id(), self.film(film.id)) if is_moved else (film.id, seen.film)
        stated = self.tables.with_id(film, new_id, chosen) if is_moved else film
        if (stated, structs.replace(viewing, film=stated.id)) == (seen.film, seen.viewing):
            return seen
        chosen = chosen if is_moved else None
        mutation = revise_entry(seen, Entry(viewing, film), chosen, new_id, self.now(), sources)
        self.change(revision_title(seen, Entry(viewing, stated)), mutation)
        return self.store.listing.entries[viewing.id]

    def move(
        self, viewing_id: str, film: Film, viewing: Viewing | None = None, sources: Sequence[StoredSource] = ()
    ) -> Entry:
        """Move a viewing to another film, and return the entry; raises KeyError for a viewing not in the journal.

        A film with an id of the journal is that film, whose facts don't change. One without an id is found as `log`
        finds it, or is new. The film that the viewing was of stays in the journal. `viewing` is what the viewing
        becomes, and `sources` are the rows that facts of the film are from.
        """
        seen = self.store.listing.entries[viewing_id]
        return self.revise(self.film(film.id) or film, viewing or seen.viewing, since=seen, sources=sources)

    def merge_films(self, kept_id: str, other_id: str) -> Film:
        """Make two records of one film one, and return it; raises KeyError where one of them is not in the journal.

        The viewings keep their ids. The first film's facts stay; it gets what it lacks from the other one.
        """
        from filmjournal.journal.films import merge_films  # noqa: PLC0415 — not for the first frame

        kept, other = self.film(kept_id), self.film(other_id)
        if kept is None or other is None:
            raise KeyError(kept_id if kept is None else other_id)
        if kept.id != other.id:
            self.change(f"Merged {titled(other)} into {titled(kept)}", merge_films(kept_id, other_id, self.now()))
        return self.film(kept_id) or kept

    def remove(self, viewing_id: str) -> None:
        """Put a viewing into the trash; raises KeyError where it is not in the journal."""
        title, now = self.store.listing.entries[viewing_id].film.title, self.now()

        def mutate(tables: Tables) -> list[Alteration]:
            removed = tables.remove(viewing_id, now)
            return [] if removed is None else [Alteration(removed, None)]

        self.change(f"Removed {title}", mutate)

    def edit_all(self, edits: "Edits", title: str) -> Change | None:
        """Change viewings and their films, or remove viewings, as one change; None, and no change, if nothing differs.

        `title` is what the change is called.
        """
        from filmjournal.journal.bulk_edits import edit_all  # noqa: PLC0415 — only a change of several pays for it

        edits = [(before, after) for before, after in edits if before != after]
        return self.change(title, edit_all(edits, self.now())) if edits else None

    def add_to_watchlist(self, film: Film, wish: Wish, sources: Sequence[StoredSource] = ()) -> Wished:
        """Put a film on the watchlist and return the item; one that is there is completed by what it lacks.

        `sources` are the rows that facts of the film are from.
        """
        from filmjournal.journal.watchlist_changes import add_item  # noqa: PLC0415 — not for the first frame

        now, seen = self.now(), self.tables.films.value(film.id)
        film_id, wish_id = film.id or self.new_id(), self.new_id()
        mutation = add_item(film, structs.replace(wish, id=wish_id), seen, film_id, now, sources)
        change = self.change(added_to_watchlist(film), mutation)
        added = change.altered[-1].after
        return next(item for item in self.watchlist if added is not None and item.id == added.id)

    def revise_watchlist_item(self, film: Film, wish: Wish, since: Wished | None = None) -> Wished:
        """Change a watchlist item, its film, or both, and return it; raises KeyError where it is not on the watchlist.

        `since` is the item as it was when the person began to write.
        """
        from filmjournal.journal.watchlist_changes import revise_item  # noqa: PLC0415 — not for the first frame

        items = {item.id: item for item in self.watchlist}
        seen, now = since or items[wish.id], self.now()
        revised = structs.replace(wish, film=seen.film.id)
        stated = structs.replace(film, id=seen.film.id)
        if (stated, revised) == (seen.film, seen.wish):
            return seen
        mutation = revise_item(seen, Wished(revised, stated), now)
        self.change(f"Edited {film.title} on your watchlist", mutation)
        return next(item for item in self.watchlist if item.id == wish.id)

    def remove_from_watchlist(self, wish_id: str) -> None:
        """Remove an item from the watchlist, into the trash; raises KeyError where it is not on it."""
        film, now = {item.id: item for item in self.watchlist}[wish_id].film, self.now()

        def mutate(tables: Tables) -> list[Alteration]:
            removed = tables.remove_watchlist_item(wish_id, now)
            return [] if removed is None else [Alteration(removed, None)]

        self.change(removed_from_watchlist(film), mutate)

    def restore(self, row_id: str, title: str) -> None:
        """Restore what is in the trash under this id; raises NotInTrashError where nothing is.

        `title` is what it is called in the history.
        """
        now = self.now()
        if not self.tables.can_restore(row_id):
            raise NotInTrashError(row_id)

        def mutate(tables: Tables) -> list[Alteration]:
            restored = tables.restore(row_id, now)
            return [] if restored is None else [restored]

        self.change(f"Restored {title}", mutate)

    def empty_trash(self, ids: Collection[str]) -> None:
        """Delete for good what is in the trash under these ids; a backup is made before it is saved."""
        now = self.now()

        def mutate(tables: Tables) -> list[Alteration]:
            tables.trash.empty(ids, now)
            return []

        self.change("Emptied the trash", mutate, BackupReason.EMPTY)
        self.undo_stack.clear_made()

    def merge(self, other: Documents, title: str) -> tuple[Difference, ...]:
        """Merge another copy of the journal into this one, and return what it brings.

        A backup is made before it is saved. `title` names the copy in the history.
        """
        differences = merge(self.tables.documents, other).differences
        if not differences:
            return ()
        now = self.now()
        self.change(f"Merged {title}", lambda tables: tables.merge(other, now), BackupReason.MERGE)
        return differences

    def known_for_import(self) -> "JournalSnapshot":
        """Return what an import is compared with: every value with the rows it was imported from."""
        from filmjournal.journal.imports import known_in  # noqa: PLC0415 — only an import pays for it

        return known_in(self.tables)

    def known_films(self) -> "tuple[StoredRecord[Film], ...]":
        """Return every film with the rows it was imported from."""
        from filmjournal.journal.imports import known_films  # noqa: PLC0415 — only a lookup pays for it

        return known_films(self.tables)

    def apply_import(self, changes: "ImportChanges", title: str, *, yields: bool = False) -> Change | None:
        """Add what an import delivers, as one change, and return that; None where it delivers nothing.

        A backup is made before it is saved. `title` is what the change is called. What `yields` is stamped as if it was
        changed long ago: in a merge, whatever a person changed in another copy wins, whenever that was.
        """
        from filmjournal.journal.imports import LONG_AGO, apply_changes  # noqa: PLC0415

        if changes.is_empty:
            return None
        now = LONG_AGO if yields else self.now()
        return self.change(title, lambda tables: apply_changes(tables, changes, now), BackupReason.IMPORT)

    def undo(self) -> Change | None:
        """Undo the last change and return what that changed; None where nothing is left to undo."""
        return self._step(is_undo=True)

    def redo(self) -> Change | None:
        """Redo the change that was undone last, and return it; None where there is none."""
        return self._step(is_undo=False)

    def next_step(self, *, is_undo: bool) -> Change | None:
        """Return the change that an undo, or else a redo, would reverse; None where there is none."""
        return self.undo_stack.next(is_undo=is_undo)

    def undo_from_history(self, entry: "HistoryEntry") -> Change | None:
        """Undo a change from the history, whichever program made it; None where nothing of it is left."""
        reversed_ = self._reversed(entry.change(self.tables), is_undo=True)
        if reversed_ is not None:
            self.undo_stack.put(reversed_, can_undo=False)
        return reversed_

    def fork(self) -> "Journal":
        """Return a journal of the same records, to change in another thread and adopt; it is never saved itself."""
        other = copy(self)
        other.detach()
        return other

    def detach(self) -> None:
        """Share nothing with the journal that this was copied from."""
        self.store, self.undo_stack = self.store.fork(), self.undo_stack.copy()
        self.forked_stack = self.undo_stack.copy()

    def adopt(self, fork: "Journal") -> bool:
        """Take over the changes of a fork; return False, and change nothing, where this journal changed meanwhile."""
        if fork.forked_stack != self.undo_stack or not self.store.adopt(fork.store):
            return False
        self.undo_stack = fork.undo_stack
        return True

    def _step(self, *, is_undo: bool) -> Change | None:
        """Reverse the last change, past those that another program reversed meanwhile."""
        while (change := self.undo_stack.take(is_undo=is_undo)) is not None:
            try:
                reversed_ = self._reversed(change, is_undo=is_undo)
            except JournalError:
                self.undo_stack.put(change, can_undo=is_undo)
                raise
            if reversed_ is not None:
                self.undo_stack.put(reversed_, can_undo=not is_undo)
                return reversed_
        return None

    def _reversed(self, change: Change, *, is_undo: bool) -> Change | None:
        """Make the opposite of a change; None where that would alter nothing."""
        now = self.now()

        def mutate(tables: Tables) -> list[Alteration]:
            return [undone for altered in reversed(change.altered) if (undone := tables.undo(altered, now))]

        return self.store.reverse(change.title, mutate, undoes=change if is_undo else None)

    def change(self, title: str, mutation: Mutation, backup_reason: BackupReason | None = None) -> Change:
        """Change the records by a mutation, which undo knows by this title."""
        change = self.store.change(title, mutation, backup_reason)
        self.undo_stack.made(change)
        return change
