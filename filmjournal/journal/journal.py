"""The journal: what was watched, kept in one file, every change undoable."""

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
from filmjournal.journal.imports import ViewingAdder
from filmjournal.journal.merging.differences import Difference
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.records import Alteration, Problem
from filmjournal.journal.safety.backups import BackupReason, Backups
from filmjournal.journal.store import Store
from filmjournal.journal.tables import Tables
from filmjournal.journal.undo import UndoStack
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wish, Wished

if TYPE_CHECKING:
    from filmjournal.journal.history import History, HistoryEntry
    from filmjournal.model.import_changes import ImportChanges, JournalSnapshot


class Journal:
    """Films, viewings and wishes, and everything that is done to them.

    What is done can be undone until the program ends, and what was saved also afterwards where there is a history.
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
        """The records, in memory and on the disk."""
        self.undo_stack = UndoStack()
        """What can be undone and redone."""
        self.forked_stack = UndoStack()
        """What could be undone and redone in the journal that this is a fork of."""
        self._now = now
        self._new_id = new_id

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

        `now` tells the time in UTC; what is saved is noted in the history, where there is one. Raises JournalError
        where a file is there that cannot be read.
        """
        return cls(JournalFile(path, disk, backups), now=now, new_id=new_id, history=history)

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self.store.path

    @property
    def tables(self) -> Tables:
        """The records, to be read."""
        return self.store.tables

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every viewing with its film, the one watched last first."""
        return tuple(self.store.listing.entries.values())

    @property
    def watchlist(self) -> tuple[Wished, ...]:
        """Every film on the watchlist, the one added last first."""
        return tuple(sorted(self.tables.wished(), key=lambda wished: wished.since, reverse=True))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The records of the file that could not be read."""
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
        """Return every viewing of the film, the last first."""
        return [entry for entry in self.store.listing.entries.values() if entry.film.id == film.id]

    def matching_film(self, film: Film) -> Film | None:
        """Return the one film of the journal that this may be; None where there is none, or more than one."""
        return self.tables.matching_film(film)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener after every change; returns what ends that."""
        return self.store.subscribe(listener)

    def save(self) -> None:
        """Put every change on the disk; raises JournalError and keeps them in memory when that cannot be done."""
        self.store.save()

    def log(self, film: Film, viewing: Viewing, since: Film | None = None) -> Entry:
        """Keep a viewing, and the film with it where that is new.

        A film without an id that is known already is not doubled: what is new about it is added to what is known. It is
        taken off the watchlist. `since` is the known film as it was before the eyes of whoever chose it.
        """
        now, seen = self._now(), since or self.tables.films.value(film.id)
        film_id, viewing_id = film.id or self._new_id(), self._new_id()

        def mutate(tables: Tables) -> list[Alteration]:
            told = tables.with_id(film, film_id)
            kept = tables.update(seen, told, now)
            logged = structs.replace(viewing, id=viewing_id, film=kept.id, created=now)
            told_of = [Alteration(seen, told), Alteration(None, tables.update(None, logged, now))]
            return told_of + tables.remove_film_from_watchlist(kept.id, now)

        self._change(f"Logged {film.title}", mutate)
        return self.store.listing.entries[viewing_id]

    def log_all(self, told: Sequence[tuple[Film, Viewing]], title: str) -> list[Entry]:
        """Keep viewings that were told elsewhere, with the ids and times they have there; it is one change.

        A film that is known already, by its id or by what is told of it, is completed. Raises InvalidValueError, and
        has changed nothing then.
        """
        now = self._now()
        ids = [(film.id or self._new_id(), viewing.id or self._new_id()) for film, viewing in told]

        def mutate(tables: Tables) -> list[Alteration]:
            arrivals = ViewingAdder(tables, now)
            for (film, viewing), (film_id, viewing_id) in zip(told, ids, strict=True):
                arrivals.log(film, film_id, structs.replace(viewing, id=viewing_id))
            return arrivals.altered

        self._change(title, mutate)
        return [self.store.listing.entries[viewing_id] for _, viewing_id in ids]

    def revise(self, film: Film, viewing: Viewing, since: Entry | None = None) -> Entry:
        """Keep a changed viewing, its film, or both; raises KeyError for a viewing that is not in the journal.

        `since` is the entry that was before the eyes of whoever changed it: what another program changed in it
        meanwhile is kept, where it is not the same that was changed here.
        """
        seen = since or self.store.listing.entries[viewing.id]
        film_id, now = film.id or self._new_id(), self._now()
        with_id = self.tables.with_id(film, film_id)
        if (with_id, structs.replace(viewing, film=with_id.id)) == (seen.film, seen.viewing):
            return seen

        def mutate(tables: Tables) -> list[Alteration]:
            known = seen.film if seen.film.id == film.id else tables.films.value(film.id)
            told = tables.with_id(film, film_id)
            revised = structs.replace(viewing, film=tables.update(known, told, now).id)
            tables.update(seen.viewing, revised, now)
            return [Alteration(known, told), Alteration(seen.viewing, revised)]

        is_rating = (with_id, structs.replace(viewing, film=with_id.id)) == (
            seen.film,
            structs.replace(seen.viewing, rating=viewing.rating),
        )
        self._change(f"{'Rated' if is_rating else 'Edited'} {film.title}", mutate)
        return self.store.listing.entries[viewing.id]

    def remove(self, viewing_id: str) -> None:
        """Put a viewing into the trash; raises KeyError where it is not in the journal."""
        title, now = self.store.listing.entries[viewing_id].film.title, self._now()

        def mutate(tables: Tables) -> list[Alteration]:
            removed = tables.remove(viewing_id, now)
            return [] if removed is None else [Alteration(removed, None)]

        self._change(f"Removed {title}", mutate)

    def add_to_watchlist(self, film: Film, wish: Wish) -> Wished:
        """Put a film on the watchlist; of one that is on it already, what was not known of the wish is added."""
        now, seen = self._now(), self.tables.films.value(film.id)
        film_id, wish_id = film.id or self._new_id(), self._new_id()

        def mutate(tables: Tables) -> list[Alteration]:
            told = tables.with_id(film, film_id)
            kept = tables.update(seen, told, now)
            known = next((each for each in tables.wishes.values() if each.film == kept.id), None)
            new = structs.replace(wish, id=wish_id, film=kept.id, created=now)
            wished = tables.update(known, known.completed_by(wish) if known is not None else new, now)
            return [Alteration(seen, told), Alteration(known, wished)]

        change = self._change(f"Put {film.title} on the watchlist", mutate)
        kept = change.altered[-1].after
        return next(wished for wished in self.watchlist if kept is not None and wished.id == kept.id)

    def revise_watchlist_item(self, film: Film, wish: Wish, since: Wished | None = None) -> Wished:
        """Keep a changed wish, its film, or both; raises KeyError for a wish that is not on the watchlist.

        `since` is what was before the eyes of whoever changed it.
        """
        wishes = {wished.id: wished for wished in self.watchlist}
        seen, now = since or wishes[wish.id], self._now()
        revised = structs.replace(wish, film=seen.film.id)
        told = structs.replace(film, id=seen.film.id)
        if (told, revised) == (seen.film, seen.wish):
            return seen

        def mutate(tables: Tables) -> list[Alteration]:
            tables.update(seen.film, told, now)
            tables.update(seen.wish, revised, now)
            return [Alteration(seen.film, told), Alteration(seen.wish, revised)]

        self._change(f"Edited {film.title} on the watchlist", mutate)
        return next(wished for wished in self.watchlist if wished.id == wish.id)

    def remove_from_watchlist(self, wish_id: str) -> None:
        """Take a wish off the watchlist, into the trash; raises KeyError where it is not on it."""
        title, now = {wished.id: wished for wished in self.watchlist}[wish_id].film.title, self._now()

        def mutate(tables: Tables) -> list[Alteration]:
            removed = tables.remove_watchlist_item(wish_id, now)
            return [] if removed is None else [Alteration(removed, None)]

        self._change(f"Took {title} off the watchlist", mutate)

    def restore(self, row_id: str, title: str) -> None:
        """Bring back what is in the trash under this id; raises NotInTrashError."""
        now = self._now()
        if not self.tables.can_restore(row_id):
            raise NotInTrashError(row_id)

        def mutate(tables: Tables) -> list[Alteration]:
            restored = tables.restore(row_id, now)
            return [] if restored is None else [restored]

        self._change(f"Restored {title}", mutate)

    def empty_trash(self, ids: Collection[str]) -> None:
        """Throw away for good what is in the trash under these ids; it is saved after a backup of what stands."""
        now = self._now()

        def mutate(tables: Tables) -> list[Alteration]:
            tables.trash.empty(ids, now)
            return []

        self._change("Emptied the trash", mutate, BackupReason.EMPTY)
        self.undo_stack.clear_made()

    def merge(self, other: Documents, title: str) -> tuple[Difference, ...]:
        """Take in what another copy of the journal has, and return what that was; it is saved after a backup.

        `title` names the copy.
        """
        news = merge(self.tables.documents, other).differences
        if not news:
            return ()
        self._change(f"Merged {title}", lambda tables: tables.merge(other), BackupReason.MERGE)
        return news

    def known_for_import(self) -> "JournalSnapshot":
        """Return every value with the rows of other programs that told of it: what an import is planned against."""
        from filmjournal.journal.imports import known_in  # noqa: PLC0415 — only an import pays for it

        return known_in(self.tables)

    def apply_import(self, changes: "ImportChanges", title: str) -> Change | None:
        """Take in what comes from elsewhere, as one change that is saved after a backup; None where that is nothing.

        Raises InvalidValueError for text that no file can hold, and has changed nothing then.
        """
        from filmjournal.journal.imports import apply_delivery  # noqa: PLC0415

        if changes.is_empty:
            return None
        now = self._now()
        return self._change(title, lambda tables: apply_delivery(tables, changes, now), BackupReason.IMPORT)

    def undo(self) -> Change | None:
        """Undo the last change and return what that did; None where nothing is left of any change to undo."""
        return self._step(is_undo=True)

    def redo(self) -> Change | None:
        """Make the change again that was undone last and return it; None where there is none."""
        return self._step(is_undo=False)

    def next_step(self, *, is_undo: bool) -> Change | None:
        """Return the change that an undo, or else a redo, would reverse; None where there is none."""
        return self.undo_stack.next(is_undo=is_undo)

    def undo_from_history(self, noted: "HistoryEntry") -> Change | None:
        """Undo a change that the history has, whoever made it; None where nothing is left of it."""
        reversed_ = self._reversed(noted.change, is_undo=True)
        if reversed_ is not None:
            self.undo_stack.put(reversed_, can_undo=False)
        return reversed_

    def fork(self) -> "Journal":
        """Return a journal of the same records, to be changed in another thread and adopted; it is never saved."""
        other = copy(self)
        other.detach()
        return other

    def detach(self) -> None:
        """Share nothing any longer with the journal that this is a copy of."""
        self.store, self.undo_stack = self.store.fork(), self.undo_stack.copy()
        self.forked_stack = self.undo_stack.copy()

    def adopt(self, fork: "Journal") -> bool:
        """Go on from what was changed in a fork; return False, and change nothing, where this changed meanwhile too."""
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
        """Make a change the other way round; None where that would alter nothing."""
        now = self._now()

        def mutate(tables: Tables) -> list[Alteration]:
            return [undone for altered in reversed(change.altered) if (undone := tables.undo(altered, now))]

        return self.store.reverse(change.title, mutate, undoes=change if is_undo else None)

    def _change(self, title: str, mutation: Mutation, backup_reason: BackupReason | None = None) -> Change:
        change = self.store.change(title, mutation, backup_reason)
        self.undo_stack.made(change)
        return change
