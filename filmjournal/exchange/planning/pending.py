"""What comes in, as it grows while an import is planned: each record as it is known, and as it is to be.

The rows that a record keeps, and what they become when something is told again.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct, structs

from filmjournal.exchange.planning.merge3 import Difference, outcome, settled, sums, withdrawn
from filmjournal.exchange.planning.plan import StepKind
from filmjournal.model.film import Film
from filmjournal.model.incoming import Delivery, Incoming, Kept
from filmjournal.model.source import KeptList, KeptSource, Name, Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

FILM = "film"
"""The table of the rows that stand for a film itself, by what the service calls it."""


def last_stated(kept: Sequence[KeptSource], service: str) -> KeptSource | None:
    """Return the row with the sums of what a service told the last time; None where it never told anything of it."""
    return next((row for row in kept if row.told and row.service == service), None)


def rows_with(
    kept: tuple[KeptSource, ...],
    told: Sequence[Source],
    sums: Mapping[str, str] | None,
    moved: Collection[Name] = frozenset(),
    *,
    leads: bool = True,
) -> tuple[KeptSource, ...]:
    """Return the rows of a record once these are told; the first of a service has the sums of all that it told, if any.

    Those that are told no more stay, unless they have moved to another record. The first of them is what the record is
    known by: a new one that is told first takes that place, if it `leads`.
    """
    if not kept:
        rows = {source.name: _kept(source, {}) for source in told[1:]}
        return tuple(({told[0].name: _kept(told[0], sums or {})} | rows).values())
    if (sums is None or kept[0].told == sums) and len(kept) == len(told) and all(map(_is_same, kept, told)):
        return kept
    before = {row.name: row.told for row in kept}
    new = {source.name: _kept(source, before.get(source.name, {})) for source in told}
    rows = {row.name: row for row in kept if row.name in new or row.name not in moved}
    first = {told[0].name: new[told[0].name]} if leads and told[0].name not in rows else {}
    after = tuple((first | rows | new).values())
    if sums is not None:
        after = _summed(after, told[0].service, sums)
    return kept if after == kept else after


def _is_same(kept: Source, told: Source) -> bool:
    return kept.name == told.name and kept.cells == told.cells


def _summed(rows: tuple[KeptSource, ...], service: str, sums: Mapping[str, str]) -> tuple[KeptSource, ...]:
    own = [row for row in rows if row.service == service]
    if own[0].told == sums and not any(row.told for row in own[1:]):
        return rows
    told = {row.name: dict(sums) if row is own[0] else {} for row in own}
    return tuple(structs.replace(row, told=told[row.name]) if row.name in told else row for row in rows)


def _kept(source: Source, told: Mapping[str, str]) -> KeptSource:
    return KeptSource(source.service, source.table, source.key, source.cells, {**told})


Value = TypeVar("Value", Film, Viewing, Wish)


class Resolutions(NamedTuple):
    """How conflicts are decided, by the number of what is told; otherwise what is here stands."""

    theirs: frozenset[int]
    """Where what is told stands."""
    later: frozenset[int]
    """Where nothing comes in, so that it is told again the next time."""


class PendingItem(Struct, Generic[Value], frozen=True):
    """One thing that is told of, on its way to its record."""

    number: int
    """Its place in the plan."""
    told: Value
    """What is told of it."""
    rows: tuple[Source, ...]
    """The rows that tell it."""
    carried: tuple[KeptSource, ...] = ()
    """The rows of other services that come with it."""
    leads: bool = True
    """Whether the first of the rows is its own."""
    is_ours: bool = False
    """Whether it went out of a journal of ours as the record that it tells of."""
    written: datetime | None = None
    """When it had been changed last as it went out, where that is known."""
    own_keys: dict[str, Any] = {}
    """Keys that nobody here knows: its record gets them where it is a new one."""


class _State(Generic[Value]):
    """A record on its way."""

    __slots__ = ("after", "before", "kept", "modified", "own_keys", "rows")

    def __init__(
        self,
        before: Value | None,
        after: Value,
        kept: tuple[KeptSource, ...] = (),
        modified: datetime | None = None,
    ) -> None:
        self.modified = modified
        self.before: Value | None = before
        self.after: Value = after
        self.kept = kept
        self.rows = kept
        self.own_keys: dict[str, Any] = {}

    @property
    def is_idle(self) -> bool:
        return self.before == self.after and self.rows == self.kept

    @property
    def incoming(self) -> Incoming[Value]:
        names = {row.name for row in self.rows}
        moved = frozenset(row.name for row in self.kept if row.name not in names)
        return Incoming(self.before, self.after, self.rows, moved, self.own_keys)


class PendingRecords(Generic[Value]):
    """The records of one kind that are told of."""

    def __init__(
        self,
        known: dict[str, Kept[Value]],
        resolutions: Resolutions,
        elsewhere: Collection[Name],
        completed: Callable[[Value, Value], Value] | None = None,
    ) -> None:
        self._known: dict[str, Kept[Value]] = known
        self._completed: Callable[[Value, Value], Value] | None = completed
        self._verdicts = resolutions
        self._leaving: Collection[Name] = elsewhere if completed is None else frozenset()
        self._states: dict[str, _State[Value]] = {}

    def value(self, id_: str) -> Value | None:
        """Return a record as it is to be, None where there is none with this id."""
        state = self._states.get(id_)
        kept = self._known.get(id_)
        return state.after if state is not None else kept.value if kept is not None else None

    def tell(self, new: Value, telling: PendingItem[Value]) -> tuple[StepKind, tuple[Difference, ...]]:
        """Tell of one thing: the record of its id becomes what it is to be, or `new` is one. Return what that makes.

        What a batch tells of again, as of a film under two names, is only completed with that.
        """
        is_told_already = new.id in self._states and self._completed is not None
        state = self._state(new.id)
        if state is None:
            begun = self._states[new.id] = _State(None, new)
            begun.rows = (*rows_with((), telling.rows, sums(telling.told)), *telling.carried)
            begun.own_keys = telling.own_keys
            return StepKind.NEW, ()
        if self._completed is None and not telling.is_ours and self._stands(state.rows, telling.rows):
            return StepKind.UNCHANGED, ()
        before, rows_before = state.after, state.rows
        base = _base(state, telling)
        gone = withdrawn(telling.told, base or {}) if self._is_left(rows_before, telling.rows) else frozenset()
        now = {key: value for key, value in (base or {}).items() if key not in gone} | sums(telling.told)
        differences: tuple[Difference, ...] = ()
        if now != base:  # otherwise all is told as it was the last time, and what is here is as it is to be
            if self._completed is None or ((base is not None or telling.is_ours) and not is_told_already):
                theirs = telling.number in self._verdicts.theirs
                value, differences = outcome(state.after, telling.told, base, theirs=theirs, withdrawn=gone)
                state.after = value
                now |= settled(differences, base or {})
            if self._completed is not None:
                state.after = self._completed(state.after, telling.told)
        if now != base or not telling.is_ours or any(row.cells for row in telling.rows):
            summed = None if is_told_already else now
            leads = telling.leads and not is_told_already
            state.rows = rows_with(rows_before, telling.rows, summed, self._leaving, leads=leads)
        if telling.carried:
            state.rows += telling.carried
        if any(not each.is_taken for each in differences):
            if telling.number in self._verdicts.later:
                state.after, state.rows = before, rows_before
            return StepKind.CONFLICT, differences
        is_same = before == state.after and state.rows is rows_before
        return (
            StepKind.UNCHANGED if is_same else StepKind.NEW if state.before is None else StepKind.CHANGED
        ), differences

    def _state(self, id_: str) -> _State[Value] | None:
        """Return a record on its way, which may begin with this; None where there is none with this id."""
        kept = self._known.get(id_)
        if id_ not in self._states and kept is not None:
            self._states[id_] = _State(kept.value, kept.value, kept.sources, kept.modified)
        return self._states.get(id_)

    def _stands(self, kept: Sequence[KeptSource], told: Sequence[Source]) -> bool:
        """Whether rows are kept word for word: what they tell may depend on where and when they are read."""
        cells = {row.name: row.cells for row in kept}
        return all(row.cells and cells.get(row.name) == row.cells for row in told) and not self._is_left(kept, told)

    def _is_left(self, kept: Sequence[KeptSource], told: Sequence[Source]) -> bool:
        """Whether a row has moved from a record to another one."""
        if not self._leaving:
            return False
        own = {row.name for row in told}
        return any(row.name in self._leaving and row.name not in own for row in kept)

    def add_rows(self, id_: str, rows: Sequence[Source]) -> bool:
        """Keep rows with a record that they tell nothing of, and return whether they are new to it."""
        state = self._state(id_)
        if state is None:
            return False
        before = state.rows
        for row in rows:
            state.rows = rows_with(state.rows, (row,), None, self._leaving, leads=False)
        return state.rows is not before

    def incoming(self) -> tuple[Incoming[Value], ...]:
        """Return what is to come in."""
        return tuple(state.incoming for state in self._states.values() if not state.is_idle)


def _base(state: _State[Value], telling: PendingItem[Value]) -> Mapping[str, str] | None:
    """Return the sums of what was told the last time; None where nothing ever was.

    What went out of this journal was told by what is here, unless that was changed since to something else.
    """
    if telling.is_ours:
        here, since = sums(state.after), state.modified
        is_as_it_went_out = telling.written is not None and (since is None or since <= telling.written)
        if is_as_it_went_out or here.items() >= sums(telling.told).items():
            return here
    last = last_stated(state.rows, telling.rows[0].service)
    return last.told if last is not None else None


def delivered(
    films: PendingRecords[Film],
    viewings: PendingRecords[Viewing],
    wishes: PendingRecords[Wish],
    lists: Sequence[KeptList],
    fulfilled: Collection[str],
) -> Delivery:
    """Return all that is to come in."""
    return Delivery(films.incoming(), viewings.incoming(), wishes.incoming(), tuple(lists), frozenset(fulfilled))
