"""The plan of an import: what it would do, item by item, before it does anything."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from enum import Enum

from msgspec import Struct

from filmjournal.exchange.batch import Batch, Problem, SourceFilm, SourceList, SourceViewing, SourceWish
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.model.film import Film
from filmjournal.model.import_changes import ImportChanges
from filmjournal.model.source import Source

NEW_FILM = "new"
"""Resolves an ambiguous film: it is a new one."""

LEAVE_OUT = "leave out"
"""Resolves an ambiguous film: nothing of it is imported."""


class StepKind(Enum):
    """What would become of an item."""

    NEW = "new"
    """It is added to the journal."""
    CHANGED = "changed"
    """The journal has it, and something of it that a person sees changes."""
    UNCHANGED = "unchanged"
    """The journal has it, or it was removed there, and that stays so; its row may be stored with it anew."""
    AMBIGUOUS = "ambiguous"
    """It isn't certain which film it is: nothing of it is imported until that is resolved."""
    CONFLICT = "in conflict"
    """It changed in the journal and at the service: the journal's values stay, and others are imported."""
    PARTIAL = "in part"
    """The row is imported without the values in it that can't be read."""
    UNREADABLE = "unreadable"
    """The row can't be imported."""
    NO_FILM = "not a film"
    """It is about something else, such as television, and is left out on purpose."""


SourceItem = SourceFilm | SourceViewing | SourceWish | SourceList | Problem
"""Anything that a batch has, a problem too."""


class Step(Struct, frozen=True):
    """What would become of one item of the batch."""

    number: int
    """Its place in the plan, from 0: conflicts are resolved by it."""
    kind: StepKind
    """What would become of it."""
    item: SourceItem
    """The item."""
    film: Film | None = None
    """The film as it would be; as the source states it where that is ambiguous; None for a list or a problem."""
    reason: str = ""
    """Why, in a sentence; empty where the kind says it all."""
    candidates: tuple[Film, ...] = ()
    """The films of the journal that it may be, where that is ambiguous; only at the film itself."""
    differences: tuple[Difference, ...] = ()
    """The facts whose imported value differs from the journal's."""

    @property
    def noun(self) -> str:
        """What the item is, in a word."""
        names: dict[type, str] = {
            SourceFilm: "film",
            SourceViewing: "viewing",
            SourceWish: "wish",
            SourceList: "list",
            Problem: "row",
        }
        return names[type(self.item)]


class MissingRow(Struct, frozen=True):
    """A row of an earlier import that the files no longer have; what was imported from it stays."""

    source: Source
    """The row as it was last."""
    film: Film
    """The film that it is about."""


class Plan(Struct, frozen=True):
    """What an import would do. Every item and problem of the batch is one of its steps, once."""

    batch: Batch
    """What was read."""
    steps: tuple[Step, ...]
    """A step for each item: the films, the viewings, the watchlist, the lists, and the problems."""
    changes: ImportChanges
    """The records that would be imported."""
    missing_rows: tuple[MissingRow, ...]
    """The rows of earlier imports that the files no longer have."""
    replan: Callable[[Mapping[str, str], Collection[int], Collection[int]], "Plan"]
    """Plans the same batch with these choices."""
    choices: Mapping[str, str] = {}
    """How ambiguous films are resolved: by their id in the batch, an id of the journal, NEW_FILM or LEAVE_OUT."""
    theirs: frozenset[int] = frozenset()
    """The conflicts in which the imported values are used."""
    later: frozenset[int] = frozenset()
    """The conflicts of which nothing is imported, so that the next import asks again."""

    @property
    def counts(self) -> Counter[tuple[StepKind, str]]:
        """How many steps there are of each kind, by what they are of."""
        return Counter((step.kind, step.noun) for step in self.steps)

    @property
    def ambiguous(self) -> tuple[Step, ...]:
        """Films with an ambiguous match."""
        return tuple(step for step in self.steps if step.candidates)

    @property
    def conflicts(self) -> tuple[Step, ...]:
        """Conflicts in which the journal's values stay."""
        return tuple(step for step in self.steps if step.kind is StepKind.CONFLICT)

    @property
    def has_known(self) -> bool:
        """Whether the journal has any item already."""
        return any(step.kind is StepKind.UNCHANGED for step in self.steps)

    @property
    def changes_nothing(self) -> bool:
        """Whether the journal would stay as it is."""
        return self.changes.is_empty

    def resolved(self, choices: Mapping[str, str], theirs: Collection[int] = (), later: Collection[int] = ()) -> "Plan":
        """Return the plan of the same batch with more resolved.

        `choices` are of ambiguous films: the id of the film in the batch, and an id of the journal, NEW_FILM or
        LEAVE_OUT. `theirs` and `later` are numbers of steps in conflict: use the imported values, or ask again.
        """
        return self.replan({**self.choices, **choices}, self.theirs | set(theirs), self.later | set(later))
