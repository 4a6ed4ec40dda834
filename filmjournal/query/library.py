"""Everything that a journal holds, ready to be asked, and kept in step with it."""

from collections import deque
from collections.abc import Generator, Iterator, Sequence

from msgspec import Struct

from filmjournal.model.viewing import Entry
from filmjournal.query.engine.index import Index, Totals
from filmjournal.query.fields import elements_of
from filmjournal.query.fuzzy import Suggestion, fuzzy_suggestions, people_suggestions
from filmjournal.query.parser import Parsed
from filmjournal.query.sorting import WATCHED, Order, Sort, sort
from filmjournal.query.vocabulary import Vocabulary

COUNTED_AT_ONCE = 200
"""Entries whose names are counted between two pauses: a few milliseconds of work."""


class Answer(Struct, frozen=True):
    """What is listed for a query."""

    entries: list[Entry]
    """What was found, in order."""
    totals: Totals = Totals()
    """How much that is."""
    sort: Sort | None = None
    """What it is sorted by; None where the best matches come first."""
    suggestions: tuple[Suggestion, ...] = ()
    """People whose name was typed; where nothing was found, what is nearest."""


class Library:
    """The index of the entries, and every name that stands in them."""

    def __init__(self) -> None:
        self.index = Index()
        """Finds entries."""
        self.elements: frozenset[str] = frozenset()
        """The names of all elements that were written about since the journal was opened."""
        self._vocabulary = Vocabulary()
        self._uncounted: deque[tuple[Entry, bool]] = deque()

    @property
    def vocabulary(self) -> Vocabulary:
        """Every name, as far as they are counted yet: that is done ahead, a few at a time."""
        return self._vocabulary

    def whole_vocabulary(self) -> Vocabulary:
        """Return every name, and count first what is not counted yet."""
        while self._uncounted:
            self._count()
        return self._vocabulary

    def update(self, entries: Sequence[Entry]) -> None:
        """Go on from what the journal holds now."""
        change = self.index.update(entries)
        self.elements |= elements_of(change.added)
        self._uncounted += [(entry, False) for entry in change.removed]
        self._uncounted += [(entry, True) for entry in change.added]
        if len(self._uncounted) <= COUNTED_AT_ONCE:
            self._count()

    @property
    def is_counted(self) -> bool:
        """Whether every name is counted."""
        return not self._uncounted

    def warm(self) -> Iterator[None]:
        """Prepare everything ahead of the first key, with pauses after a few milliseconds of work."""
        yield from self.index.warm()
        while self._uncounted:
            self._count()
            yield
        while self._vocabulary.sort():
            yield

    def answer(self, parsed: Parsed, order: Order, *, reverse: bool = False, ranked: bool = True) -> Answer:
        """Return what is listed for a query."""
        answering = self.answering(parsed, order, reverse=reverse, ranked=ranked)
        while True:
            try:
                next(answering)
            except StopIteration as end:
                answer: Answer = end.value
                return answer

    def answering(
        self, parsed: Parsed, order: Order, *, reverse: bool = False, ranked: bool = True
    ) -> Generator[None, None, Answer]:
        """Answer a query, with pauses in which it can be left; returns the answer.

        The order is what the query does not ask for; without `ranked` it counts even where some match better.
        """
        ranked = ranked and parsed.sort is None
        by: Sort | None = parsed.sort or Sort(order, reverse)
        wanted = None if by is None or by.order is WATCHED else by.order
        found = yield from self.index.searching(parsed.query, ranked=ranked, order=wanted)
        by = None if found.ranked else by
        if not found.entries:
            return Answer([], found.totals, by, fuzzy_suggestions(parsed.query, self._vocabulary))
        suggestions = people_suggestions(parsed.query, self._vocabulary, self.index)
        yield
        listed = sort(found.entries, by.order, reverse=by.reverse, keys=found.keys) if by else found.entries
        return Answer(listed, found.totals, by, suggestions)

    def _count(self) -> None:
        for _ in range(min(COUNTED_AT_ONCE, len(self._uncounted))):
            entry, is_new = self._uncounted.popleft()
            if is_new:
                self._vocabulary.add(entry)
            else:
                self._vocabulary.remove(entry)
