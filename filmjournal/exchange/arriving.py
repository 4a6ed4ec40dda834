"""What comes in, as it grows while an import is planned: each record as it is known, and as it is to be."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from filmjournal.exchange.kept_rows import rows_with, told_last
from filmjournal.exchange.plan import Kind
from filmjournal.exchange.three_way import Difference, outcome, settled, sums, withdrawn
from filmjournal.model.film import Film
from filmjournal.model.incoming import Delivery, Incoming, Kept
from filmjournal.model.source import KeptList, KeptSource, Name, Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)


class Verdicts(NamedTuple):
    """How conflicts are decided, by the number of what is told; otherwise what is here stands."""

    theirs: frozenset[int]
    """Where what is told stands."""
    later: frozenset[int]
    """Where nothing comes in, so that it is told again the next time."""


class _State(Generic[Value]):
    """A record on its way."""

    __slots__ = ("after", "before", "kept", "own_keys", "rows")

    def __init__(self, before: Value | None, after: Value, kept: tuple[KeptSource, ...] = ()) -> None:
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


class Arriving(Generic[Value]):
    """The records of one kind that are told of."""

    def __init__(
        self,
        known: dict[str, Kept[Value]],
        verdicts: Verdicts,
        elsewhere: Collection[Name],
        completed: Callable[[Value, Value], Value] | None = None,
    ) -> None:
        self._known: dict[str, Kept[Value]] = known
        self._completed: Callable[[Value, Value], Value] | None = completed
        self._verdicts = verdicts
        self._leaving: Collection[Name] = elsewhere if completed is None else frozenset()
        self._states: dict[str, _State[Value]] = {}

    def value(self, id_: str) -> Value | None:
        """Return a record as it is to be, None where there is none with this id."""
        state = self._states.get(id_)
        kept = self._known.get(id_)
        return state.after if state is not None else kept.value if kept is not None else None

    def tell(
        self,
        number: int,
        new: Value,
        told: Value,
        rows: Sequence[Source],
        own_keys: dict[str, Any],
        *,
        leads: bool = True,
    ) -> tuple[Kind, tuple[Difference, ...]]:
        """Tell of one thing: the record of its id becomes what it is to be, or `new` is one. Return what that makes.

        A new one gets its own keys. What a batch tells of again, as of a film under two names, is only completed with
        that. The first row is its own if it `leads`.
        """
        state = self._states.get(new.id)
        is_told_already = state is not None and self._completed is not None
        if state is None:
            kept = self._known.get(new.id)
            if kept is None:
                state = self._states[new.id] = _State(None, new)
                state.rows, state.own_keys = rows_with((), rows, sums(told)), own_keys
                return Kind.NEW, ()
            state = self._states[new.id] = _State(kept.value, kept.value, kept.sources)
        before, rows_before = state.after, state.rows
        last = told_last(rows_before, rows[0].service)
        base = last.told if last is not None else None
        gone = withdrawn(told, base or {}) if self._is_left(rows_before, rows) else frozenset()
        now = {key: value for key, value in (base or {}).items() if key not in gone} | sums(told)
        differences: tuple[Difference, ...] = ()
        if now != base:  # otherwise all is told as it was the last time, and what is here is as it is to be
            if self._completed is None or (base is not None and not is_told_already):
                state.after, differences = outcome(
                    state.after, told, base, theirs=number in self._verdicts.theirs, withdrawn=gone
                )
                now |= settled(differences, base or {})
            if self._completed is not None:
                state.after = self._completed(state.after, told)
        told_now = None if is_told_already else now
        state.rows = rows_with(rows_before, rows, told_now, self._leaving, leads=leads and not is_told_already)
        if any(not each.is_taken for each in differences):
            if number in self._verdicts.later:
                state.after, state.rows = before, rows_before
            return Kind.CONFLICT, differences
        is_same = before == state.after and state.rows is rows_before
        return (Kind.UNCHANGED if is_same else Kind.NEW if state.before is None else Kind.CHANGED), differences

    def _is_left(self, kept: Sequence[KeptSource], told: Sequence[Source]) -> bool:
        """Whether a row has moved from a record to another one."""
        own = {row.name for row in told}
        return any(row.name in self._leaving and row.name not in own for row in kept)

    def keep_rows(self, id_: str, rows: Sequence[Source]) -> bool:
        """Keep rows with a record that they tell nothing of, and return whether they are new to it."""
        state = self._states.get(id_)
        if state is None:
            kept = self._known[id_]
            state = self._states[id_] = _State(kept.value, kept.value, kept.sources)
        before = state.rows
        for row in rows:
            state.rows = rows_with(state.rows, (row,), None, self._leaving, leads=False)
        return state.rows is not before

    def incoming(self) -> tuple[Incoming[Value], ...]:
        """Return what is to come in."""
        return tuple(state.incoming for state in self._states.values() if not state.is_idle)


def delivered(
    films: Arriving[Film],
    viewings: Arriving[Viewing],
    wishes: Arriving[Wish],
    lists: Sequence[KeptList],
    fulfilled: Collection[str],
) -> Delivery:
    """Return all that is to come in."""
    return Delivery(films.incoming(), viewings.incoming(), wishes.incoming(), tuple(lists), frozenset(fulfilled))
