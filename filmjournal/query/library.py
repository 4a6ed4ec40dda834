"""The searchable entries of a journal: index and vocabulary, updated together."""

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

COUNTED_AT_ONCE, COUNTED_A_STEP = 200, 50
"""Entries that are counted with the change that brought them; of more, those that are counted between two pauses."""


class Answer(Struct, frozen=True):
    """The result of a query."""

    entries: list[Entry]
    """The matching entries, in order."""
    totals: Totals = Totals()
    """Their totals."""
    sort: Sort | None = None
    """Their sort order; None if the best matches come first."""
    suggestions: tuple[Suggestion, ...] = ()
    """People whose name was typed, or what is closest if nothing matches."""


class Library:
    """The search index of all entries, and the vocabulary of their names."""

    def __init__(self) -> None:
        self.index = Index()
        """The search index."""
        self.elements: frozenset[str] = frozenset()
        """Names of all review elements that were in use since the journal was opened."""
        self._vocabulary = Vocabulary()
        self._uncounted: deque[tuple[Entry, bool]] = deque()

    @property
    def vocabulary(self) -> Vocabulary:
        """The names counted so far; the rest follows in `warm`, a few at a time."""
        return self._vocabulary

    def whole_vocabulary(self) -> Vocabulary:
        """Return every name, after counting the rest."""
        while self._uncounted:
            self._count()
        return self._vocabulary

    def update(self, entries: Sequence[Entry]) -> None:
        """Update to what the journal holds now."""
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
        """Prepare everything before the first key, pausing every few milliseconds."""
        yield from self.index.warm()
        while self._uncounted:
            self._count(COUNTED_A_STEP)
            yield
        yield from self._vocabulary.sorting()

    def answer(self, parsed: Parsed, order: Order, *, reverse: bool = False, ranked: bool = True) -> Answer:
        """Return the result of a query."""
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
        """Answer a query in steps, so that it can be abandoned between two; returns the answer.

        The query's own `sort:` overrides the order. Without `ranked`, the order counts even if some match better.
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

    def _count(self, entries: int = COUNTED_AT_ONCE) -> None:
        for _ in range(min(entries, len(self._uncounted))):
            entry, is_new = self._uncounted.popleft()
            if is_new:
                self._vocabulary.add(entry)
            else:
                self._vocabulary.remove(entry)
