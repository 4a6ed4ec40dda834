"""Asks the journal from the shell: the language of the search line, where nobody goes on typing."""

from collections.abc import Iterator, Mapping, Sequence

from filmjournal.cli.shell import Shell
from filmjournal.cli.streams import BadInputError
from filmjournal.journal.journal import Journal
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted
from filmjournal.query.engine.index import Index
from filmjournal.query.errors import QueryError
from filmjournal.query.fields import elements_of
from filmjournal.query.parser import Parsed, parse_strict
from filmjournal.query.resolve import NO_SAVED_SEARCHES
from filmjournal.query.sorting import WATCHED, Sort, sort
from filmjournal.query.tree import Query

_BEFORE, _SHOWN = 40, 70
"""How much of a long query is shown before what is wrong with it, and in all."""


def opened(shell: Shell, *, to_change: bool = False) -> Journal:
    """Open the journal, to be read or to be changed too, and tell what of it cannot be read; raises JournalError."""
    journal = shell.journal(keeps_backups=to_change)
    unread = len(journal.problems)
    if unread:
        shell.say(f"{counted(unread, 'record')} cannot be read: `filmjournal verify` tells which.")
    return journal


class Asking:
    """Answers one query of what is logged, or of what else is given. What no query looks at is never prepared."""

    def __init__(
        self, journal: Journal, words: Sequence[str], shell: Shell, among: Sequence[Entry] | None = None
    ) -> None:
        self._journal = journal
        self._among = journal.entries if among is None else among
        self._shell = shell
        asked = self._read(words)
        self.query: Query = asked.query
        """What is looked for."""
        found = Index(self._among).search(asked.query, ranked=asked.sort is None)
        self.sort: Sort | None = None if found.ranked else asked.sort or Sort(WATCHED)
        """What it is sorted by; None where the best matches come first."""
        self.entries: list[Entry] = found.entries
        """What was found, in order."""
        if self.sort is not None:
            self.entries = sort(found.entries, self.sort.order, reverse=self.sort.reverse)

    def tell_nearest(self) -> None:
        """Say that nothing was found, and what is nearest."""
        if not self._journal.entries:
            self._shell.say(f"Nothing is logged yet in {self._journal.path}.")
            return
        from filmjournal.query.fuzzy import fuzzy_suggestions  # noqa: PLC0415 — only where nothing was found
        from filmjournal.query.vocabulary import FilmNames  # noqa: PLC0415
        from filmjournal.render.results import suggestion_about  # noqa: PLC0415

        near = fuzzy_suggestions(self.query, FilmNames.of(self._among))
        self._shell.say(f"Nothing was found.{' Nearest is:' if near else ''}")
        self._shell.say(*(f"  {each.name} · {suggestion_about(each)}: {each.query}" for each in near))

    def _read(self, words: Sequence[str]) -> Parsed:
        """Return what the words ask, with a space between each and the next; raises BadInputError."""
        text = " ".join(words)
        if words and not text.strip():
            raise BadInputError("The query is empty: write what to look for.")
        saved = _saved(self._shell) if "@" in text else NO_SAVED_SEARCHES
        elements = elements_of(self._among) if ":" in text or saved else ()
        parsed = parse_strict(text, self._shell.today, elements, saved)
        if parsed.errors:
            raise BadInputError(*_pointed(text, parsed.errors[0]))
        return parsed


def _saved(shell: Shell) -> Mapping[str, str]:
    from filmjournal.journal.searches import Searches  # noqa: PLC0415 — most queries name none

    searches = Searches(shell.places.searches)
    if searches.problem:
        shell.say(searches.problem)
    return searches.saved


def _pointed(text: str, error: QueryError) -> Iterator[str]:
    """Yield what is wrong, the query, and below it a mark at the place."""
    from rich.cells import cell_len  # noqa: PLC0415 — only where something is wrong

    first = max(error.start - _BEFORE, 0) if len(text) > _SHOWN else 0
    last = first + _SHOWN
    before = "…" * (first > 0) + one_line(text[first : error.start])
    part = one_line(text[error.start : min(error.end, last)])
    yield error.message
    yield f"  {before}{one_line(text[error.start : last])}{'…' * (last < len(text))}"
    yield f"  {' ' * cell_len(before)}{'^' * max(cell_len(part), 1)}"
