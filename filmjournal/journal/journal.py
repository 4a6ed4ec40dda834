"""The journal: what was watched, kept in one file, every change undoable."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct, structs

from filmjournal.journal.documents import Documents
from filmjournal.journal.errors import ChangedOutsideError, JournalError
from filmjournal.journal.records import Problem
from filmjournal.journal.storage import JournalStorage
from filmjournal.journal.tables import Plan, Step, Steps, Tables
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.sorting import by_date


class Change(Struct, frozen=True):
    """One thing that was done to the journal, and how to take it back."""

    title: str
    """What was done, such as Logged Stalker."""
    before: Steps
    """The records as they were."""
    after: Steps
    """The records as they became."""


class Journal:
    """Films and viewings. Every change is on the disk when the method returns; if it cannot be, nothing has changed."""

    def __init__(self, storage: JournalStorage, *, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._storage = storage
        self._now = now
        self._new_id = new_id
        self._listeners: list[Callable[[], None]] = []
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._entries: dict[str, Entry] = {}
        self.is_new = not self._load()
        """Whether there was no file when the journal was opened."""

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], datetime], new_id: Callable[[], str]) -> "Journal":
        """Open the journal at a path, or an empty one where there is no file yet.

        `now` tells the time in UTC. Raises JournalError where a file is there that cannot be read.
        """
        return cls(JournalStorage(path), now=now, new_id=new_id)

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self._storage.path

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every viewing with its film, the one watched last first."""
        return tuple(self._entries.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The records of the file that could not be read."""
        return tuple(self._problems)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to bring back."""
        return bool(self._undone)

    def entry(self, viewing_id: str) -> Entry | None:
        """Return the viewing with this id, or None."""
        return self._entries.get(viewing_id)

    def film(self, film_id: str) -> Film | None:
        """Return the film with this id, or None."""
        return self._tables.films.value(film_id)

    def viewings_of(self, film: Film) -> list[Entry]:
        """Return every viewing of the film, the last first."""
        return [entry for entry in self._entries.values() if entry.film.id == film.id]

    def known_as(self, film: Film) -> Film | None:
        """Return the one known film that this may be; None where there is none, or more than one."""
        candidates = [known for known in self._tables.films.values() if known.may_be(film)]
        return candidates[0] if len(candidates) == 1 else None

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener after every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def log(self, film: Film, viewing: Viewing) -> Entry:
        """Keep a viewing, and the film with it where that is new.

        A film without an id that is known already is not doubled: what is new about it is added to what is known.
        """
        now = self._now()
        film_id, viewing_id = film.id or self._new_id(), self._new_id()
        seen = self._tables.films.value(film_id)

        def plan() -> list[Step]:
            placed = self._placed(film, film_id)
            logged = structs.replace(viewing, id=viewing_id, film=placed.id, created=now, modified=now)
            return [*self._tables.film_steps(placed, seen), self._tables.viewing_step(logged)]

        self._change(f"Logged {film.title}", plan)
        return self._entries[viewing_id]

    def revise(self, film: Film, viewing: Viewing) -> Entry:
        """Keep a changed viewing, its film, or both; raises KeyError for a viewing that is not in the journal."""
        kept = self._entries[viewing.id]
        film_id, now = film.id or self._new_id(), self._now()
        seen = self._tables.films.value(film_id)
        if (self._placed(film, film_id), structs.replace(viewing, film=film_id)) == (kept.film, kept.viewing):
            return kept

        def plan() -> list[Step]:
            placed = self._placed(film, film_id)
            revised = structs.replace(viewing, film=placed.id, modified=now)
            return [
                *self._tables.film_steps(placed, seen),
                self._tables.viewing_step(revised),
                *self._tables.film_left(viewing.id, placed.id),
            ]

        self._change(f"Edited {film.title}", plan)
        return self._entries[viewing.id]

    def remove(self, viewing_id: str) -> None:
        """Remove a viewing, and its film when it was the last one; raises KeyError where it is not in the journal."""
        title = self._entries[viewing_id].film.title
        self._change(f"Removed {title}", lambda: [("viewings", viewing_id, None), *self._tables.film_left(viewing_id)])

    def undo(self) -> Change | None:
        """Take the last change back and return it; None where there is none."""
        if not self._done:
            return None
        self._apply(lambda: self._done[-1].before)
        self._undone.append(self._done.pop())
        self._announce()
        return self._undone[-1]

    def redo(self) -> Change | None:
        """Bring back what was taken back last and return it; None where there is none."""
        if not self._undone:
            return None
        self._apply(lambda: self._undone[-1].after)
        self._done.append(self._undone.pop())
        self._announce()
        return self._done[-1]

    def _placed(self, film: Film, new_id: str) -> Film:
        """Return the film with its id: its own, that of the known film it is, or a new one."""
        if film.id:
            return film
        known = self.known_as(film)
        return known.completed_by(film) if known else structs.replace(film, id=new_id)

    def _change(self, title: str, plan: Plan) -> None:
        before, after = self._apply(plan)
        self._done.append(Change(title, before, after))
        self._undone.clear()
        self._announce()

    def _apply(self, plan: Plan) -> tuple[Steps, Steps]:
        """Carry a plan out and save; return the records as they were and as they became.

        When another program saved meanwhile, the plan is made anew on top of what that wrote.
        """
        before, after = self._tables.carry_out(plan)
        try:
            try:
                self._storage.save(self._tables.documents)
            except ChangedOutsideError:
                self._load()
                before, after = self._tables.carry_out(plan)
                self._storage.save(self._tables.documents)
        except JournalError:
            self._tables.put(before)
            self._arrange()
            raise
        self._arrange()
        return before, after

    def _announce(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def _load(self) -> bool:
        with _collector_paused():
            loaded = self._storage.load()
            self._tables = Tables(loaded or Documents())
            self._arrange()
        return loaded is not None

    def _arrange(self) -> None:
        paired, self._problems = self._tables.paired(self._entries)
        self._entries = {entry.id: entry for entry in sorted(paired, key=by_date, reverse=True)}


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: while a large file is loaded, it only walks what is sure to stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # and what stays need not be walked ever again
        if was_on:
            gc.enable()
