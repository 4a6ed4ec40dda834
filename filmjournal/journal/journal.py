"""The journal: what was watched, kept in one file, every change undoable."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from filmjournal.journal.changes import Change, Deed
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.errors import JournalError, NotInTrashError
from filmjournal.journal.fork import ApartRecords
from filmjournal.journal.imports import Arrivals
from filmjournal.journal.merging.differences import Difference
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.records import Alteration
from filmjournal.journal.safety.backups import Backups, Why
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wish, Wished

if TYPE_CHECKING:
    from filmjournal.journal.history import History, Noted
    from filmjournal.model.incoming import Delivery, Known


class Journal(ApartRecords):
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
        super().__init__(file, history)
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

    def log(self, film: Film, viewing: Viewing, since: Film | None = None) -> Entry:
        """Keep a viewing, and the film with it where that is new.

        A film without an id that is known already is not doubled: what is new about it is added to what is known. It is
        taken off the watchlist. `since` is the known film as it was before the eyes of whoever chose it.
        """
        now, seen = self._now(), since or self.tables.films.value(film.id)
        film_id, viewing_id = film.id or self._new_id(), self._new_id()

        def deed(tables: Tables) -> list[Alteration]:
            told = tables.placed(film, film_id)
            kept = tables.keep(seen, told, now)
            logged = structs.replace(viewing, id=viewing_id, film=kept.id, created=now)
            told_of = [Alteration(seen, told), Alteration(None, tables.keep(None, logged, now))]
            return told_of + tables.fulfil(kept.id, now)

        self._change(f"Logged {film.title}", deed)
        return self._listing.entries[viewing_id]

    def log_all(self, told: Sequence[tuple[Film, Viewing]], title: str) -> list[Entry]:
        """Keep viewings that were told elsewhere, with the ids and times they have there; it is one change.

        A film that is known already, by its id or by what is told of it, is completed. Raises InvalidValueError, and
        has changed nothing then.
        """
        now = self._now()
        ids = [(film.id or self._new_id(), viewing.id or self._new_id()) for film, viewing in told]

        def deed(tables: Tables) -> list[Alteration]:
            arrivals = Arrivals(tables, now)
            for (film, viewing), (film_id, viewing_id) in zip(told, ids, strict=True):
                arrivals.log(film, film_id, structs.replace(viewing, id=viewing_id))
            return arrivals.altered

        self._change(title, deed)
        return [self._listing.entries[viewing_id] for _, viewing_id in ids]

    def revise(self, film: Film, viewing: Viewing, since: Entry | None = None) -> Entry:
        """Keep a changed viewing, its film, or both; raises KeyError for a viewing that is not in the journal.

        `since` is the entry that was before the eyes of whoever changed it: what another program changed in it
        meanwhile is kept, where it is not the same that was changed here.
        """
        seen = since or self._listing.entries[viewing.id]
        film_id, now = film.id or self._new_id(), self._now()
        placed = self.tables.placed(film, film_id)
        if (placed, structs.replace(viewing, film=placed.id)) == (seen.film, seen.viewing):
            return seen

        def deed(tables: Tables) -> list[Alteration]:
            known = seen.film if seen.film.id == film.id else tables.films.value(film.id)
            told = tables.placed(film, film_id)
            revised = structs.replace(viewing, film=tables.keep(known, told, now).id)
            tables.keep(seen.viewing, revised, now)
            return [Alteration(known, told), Alteration(seen.viewing, revised)]

        is_rating = (placed, structs.replace(viewing, film=placed.id)) == (
            seen.film,
            structs.replace(seen.viewing, rating=viewing.rating),
        )
        self._change(f"{'Rated' if is_rating else 'Edited'} {film.title}", deed)
        return self._listing.entries[viewing.id]

    def remove(self, viewing_id: str) -> None:
        """Put a viewing into the trash; raises KeyError where it is not in the journal."""
        title, now = self._listing.entries[viewing_id].film.title, self._now()

        def deed(tables: Tables) -> list[Alteration]:
            removed = tables.remove(viewing_id, now)
            return [] if removed is None else [Alteration(removed, None)]

        self._change(f"Removed {title}", deed)

    def wish(self, film: Film, wish: Wish) -> Wished:
        """Put a film on the watchlist; of one that is on it already, what was not known of the wish is added."""
        now, seen = self._now(), self.tables.films.value(film.id)
        film_id, wish_id = film.id or self._new_id(), self._new_id()

        def deed(tables: Tables) -> list[Alteration]:
            told = tables.placed(film, film_id)
            kept = tables.keep(seen, told, now)
            known = next((each for each in tables.wishes.values() if each.film == kept.id), None)
            new = structs.replace(wish, id=wish_id, film=kept.id, created=now)
            wished = tables.keep(known, known.completed_by(wish) if known is not None else new, now)
            return [Alteration(seen, told), Alteration(known, wished)]

        change = self._change(f"Put {film.title} on the watchlist", deed)
        kept = change.altered[-1].after
        return next(wished for wished in self.wishes if kept is not None and wished.id == kept.id)

    def revise_wish(self, film: Film, wish: Wish, since: Wished | None = None) -> Wished:
        """Keep a changed wish, its film, or both; raises KeyError for a wish that is not on the watchlist.

        `since` is what was before the eyes of whoever changed it.
        """
        wishes = {wished.id: wished for wished in self.wishes}
        seen, now = since or wishes[wish.id], self._now()
        revised = structs.replace(wish, film=seen.film.id)
        told = structs.replace(film, id=seen.film.id)
        if (told, revised) == (seen.film, seen.wish):
            return seen

        def deed(tables: Tables) -> list[Alteration]:
            tables.keep(seen.film, told, now)
            tables.keep(seen.wish, revised, now)
            return [Alteration(seen.film, told), Alteration(seen.wish, revised)]

        self._change(f"Edited {film.title} on the watchlist", deed)
        return next(wished for wished in self.wishes if wished.id == wish.id)

    def unwish(self, wish_id: str) -> None:
        """Take a wish off the watchlist, into the trash; raises KeyError where it is not on it."""
        title, now = {wished.id: wished for wished in self.wishes}[wish_id].film.title, self._now()

        def deed(tables: Tables) -> list[Alteration]:
            removed = tables.unwish(wish_id, now)
            return [] if removed is None else [Alteration(removed, None)]

        self._change(f"Took {title} off the watchlist", deed)

    def restore(self, row_id: str, title: str) -> None:
        """Bring back what is in the trash under this id; raises NotInTrashError."""
        now = self._now()
        if not self.tables.can_restore(row_id):
            raise NotInTrashError(row_id)

        def deed(tables: Tables) -> list[Alteration]:
            restored = tables.restore(row_id, now)
            return [] if restored is None else [restored]

        self._change(f"Restored {title}", deed)

    def empty_trash(self, ids: Collection[str]) -> None:
        """Throw away for good what is in the trash under these ids; it is saved after a backup of what stands."""
        now = self._now()

        def deed(tables: Tables) -> list[Alteration]:
            tables.trash.empty(ids, now)
            return []

        self._change("Emptied the trash", deed, Why.EMPTY)
        self._done.clear()

    def merge(self, other: Documents, title: str) -> tuple[Difference, ...]:
        """Take in what another copy of the journal has, and return what that was; it is saved after a backup.

        `title` names the copy.
        """
        news = merge(self.tables.documents, other).differences
        if not news:
            return ()
        self._change(f"Merged {title}", lambda tables: tables.merge(other), Why.MERGE)
        return news

    def known_for_import(self) -> "Known":
        """Return every value with the rows of other programs that told of it: what an import is planned against."""
        from filmjournal.journal.imports import known_in  # noqa: PLC0415 — only an import pays for it

        return known_in(self.tables)

    def bring(self, delivery: "Delivery", title: str) -> Change | None:
        """Take in what comes from elsewhere, as one change that is saved after a backup; None where that is nothing.

        Raises InvalidValueError for text that no file can hold, and has changed nothing then.
        """
        from filmjournal.journal.imports import bring  # noqa: PLC0415

        if delivery.is_empty:
            return None
        now = self._now()
        return self._change(title, lambda tables: bring(tables, delivery, now), Why.IMPORT)

    def undo(self) -> Change | None:
        """Take the last change back and return it; None where there is none of which anything is left."""
        return self._step(self._done, self._undone, is_undo=True)

    def redo(self) -> Change | None:
        """Bring back what was taken back last and return it; None where there is none."""
        return self._step(self._undone, self._done, is_undo=False)

    def take_back(self, noted: "Noted") -> Change | None:
        """Take back a change that the history has, whoever made it; None where nothing is left of it."""
        turned = self._turned(noted.change, is_undo=True)
        if turned is not None:
            self._undone.append(turned)
        return turned

    def _step(self, stack: list[Change], other: list[Change], *, is_undo: bool) -> Change | None:
        """Turn the last change of a stack round, past those that another program turned round meanwhile."""
        while stack:
            change = stack.pop()
            try:
                turned = self._turned(change, is_undo=is_undo)
            except JournalError:
                stack.append(change)
                raise
            if turned is not None:
                other.append(turned)
                return turned
        return None

    def _turned(self, change: Change, *, is_undo: bool) -> Change | None:
        """Do a change the other way round; None where that would alter nothing."""
        now = self._now()

        def deed(tables: Tables) -> list[Alteration]:
            return [turned for altered in reversed(change.altered) if (turned := tables.turn_back(altered, now))]

        return self.turn(change.title, deed, takes_back=change if is_undo else None)

    def _change(self, title: str, deed: Deed, why: Why | None = None) -> Change:
        change = self.do(title, deed, why)
        self._done.append(change)
        self._undone.clear()
        return change
