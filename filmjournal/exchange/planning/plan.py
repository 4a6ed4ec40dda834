"""What an import would do, thing by thing, before it does anything."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from enum import Enum

from msgspec import Struct

from filmjournal.exchange.batch import Batch, Problem, SourceFilm, SourceList, SourceViewing, SourceWish
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.model.film import Film
from filmjournal.model.incoming import Delivery
from filmjournal.model.source import Source

NEW_FILM = "new"
"""Settles a doubt: it is a film that the journal does not know."""

LEAVE_OUT = "leave out"
"""Settles a doubt: nothing of this film comes in."""


class StepKind(Enum):
    """What would become of something that is told of."""

    NEW = "new"
    """It comes in."""
    CHANGED = "changed"
    """It is here, and what is told otherwise than the last time comes in."""
    UNCHANGED = "unchanged"
    """It is here, or was removed here, and stays so."""
    AMBIGUOUS = "ambiguous"
    """It is not clear which film it is, and it stays out until that is settled."""
    CONFLICT = "in conflict"
    """It was changed there and here; what is here stays, but for what was changed there only."""
    PARTIAL = "in part"
    """The row comes in, but for something in it that cannot be read."""
    UNREADABLE = "unreadable"
    """Nothing could be made of the row."""


SourceItem = SourceFilm | SourceViewing | SourceWish | SourceList | Problem
"""Something that is told of."""


class Step(Struct, frozen=True):
    """What would become of one thing that is told of."""

    number: int
    """Its place in the plan, from 0: a conflict is settled by it."""
    kind: StepKind
    """What would become of it."""
    item: SourceItem
    """What is told."""
    film: Film | None = None
    """The film as it would be; as it is told where that is in doubt, None for a list or an unreadable row."""
    reason: str = ""
    """Why, in a sentence; nothing where the kind says it all."""
    candidates: tuple[Film, ...] = ()
    """The films of the journal that it may be, where that is in doubt; only at the film itself."""
    differences: tuple[Difference, ...] = ()
    """The facts that are told otherwise than they are here."""

    @property
    def noun(self) -> str:
        """What it is, in a word."""
        names: dict[type, str] = {
            SourceFilm: "film",
            SourceViewing: "viewing",
            SourceWish: "wish",
            SourceList: "list",
            Problem: "row",
        }
        return names[type(self.item)]


class MissingRow(Struct, frozen=True):
    """A row that the service told of once and tells of no more; what came of it stays."""

    source: Source
    """The row as it stood there last."""
    film: Film
    """The film that it tells of."""


class Plan(Struct, frozen=True):
    """What an import would do. Everything that is told of is one of its steps, once."""

    batch: Batch
    """What was read."""
    steps: tuple[Step, ...]
    """What would become of it: the films, the viewings, the wishes, the lists, and what could not be read."""
    delivery: Delivery
    """What would come in."""
    missing_rows: tuple[MissingRow, ...]
    """What is told no more."""
    replan: Callable[[Mapping[str, str], Collection[int], Collection[int]], "Plan"]
    """Plans the same batch with these choices."""
    choices: Mapping[str, str] = {}
    """How doubts were settled: by the id of the film in the batch, the id of the film here, or what it is instead."""
    theirs: frozenset[int] = frozenset()
    """The steps in conflict in which what is told is to stand."""
    later: frozenset[int] = frozenset()
    """The steps in conflict of which nothing comes in, so that the next import has them again."""

    @property
    def counts(self) -> Counter[tuple[StepKind, str]]:
        """How many steps there are of each kind, by what they are of."""
        return Counter((step.kind, step.noun) for step in self.steps)

    @property
    def ambiguous(self) -> tuple[Step, ...]:
        """The films that it is not clear of which they are."""
        return tuple(step for step in self.steps if step.candidates)

    @property
    def conflicts(self) -> tuple[Step, ...]:
        """What was changed there and here, and is not decided for what is told."""
        return tuple(step for step in self.steps if step.kind is StepKind.CONFLICT)

    @property
    def has_known(self) -> bool:
        """Whether anything that is told is here already."""
        return any(step.kind is StepKind.UNCHANGED for step in self.steps)

    @property
    def changes_nothing(self) -> bool:
        """Whether the journal would stay as it is."""
        return self.delivery.is_empty

    def resolved(self, choices: Mapping[str, str], theirs: Collection[int] = (), later: Collection[int] = ()) -> "Plan":
        """Return the plan with doubts settled, and with conflicts decided for what is told, or left for later.

        A choice names a film by its id in the batch, and says the id of the film here, NEW_FILM or LEAVE_OUT.
        """
        return self.replan({**self.choices, **choices}, self.theirs | set(theirs), self.later | set(later))
