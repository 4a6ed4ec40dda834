"""A lookup that a person looks at in the app before it is applied, with the answers they choose."""

from collections.abc import Collection
from pathlib import Path

from msgspec import structs

from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.filling import Kind, Result
from filmjournal.render.lookup_preview import in_full, preview_of
from filmjournal.render.lookups import candidates, summary
from filmjournal.render.preview import Preview, PreviewRow
from filmjournal.transfer.imports import Progress
from filmjournal.transfer.lookups import NONE, Answers, Lookup

_FILMS = 8
"""Films that can be chosen from: nine keys, and the answer that it is none of them. The shell offers more."""

NONE_OF_THESE = "None of these"
KEEP_YOURS, TAKE_THEIRS = "Keep yours", "Take the catalogue's"


class PendingLookup:
    """A lookup with its preview and the answers chosen so far.

    `read`, `plan_choices` and `apply` take a while: call them in another thread, one at a time. All else is quick.
    """

    def __init__(self, journal: Journal, films: Collection[str] | None = None, catalogue: Path | None = None) -> None:
        """Begin a lookup of films by their ids, or of all; `catalogue` is the folder of the person's own catalogue."""
        self._journal = journal
        self._films = films
        self._folder = catalogue
        self._lookup: Lookup | None = None
        self._results: tuple[Result, ...] = ()
        self._chosen: dict[int, int] = {}
        self._offered: dict[int, tuple[int, ...]] = {}
        self._refreshed = False
        self.refresh = False
        """Whether it also looks for what the catalogue states differently."""
        self.preview: Preview | None = None
        """What would be filled in, as far as it is known; None until the films were looked up."""
        self.outcome = ""
        """What was filled in, in a sentence; empty until it was."""

    @property
    def is_planned(self) -> bool:
        """Whether the preview is of what is looked for; the answers need no new one."""
        return self.refresh is self._refreshed

    def read(self, progress: Progress) -> None:
        """Look up the films. Changes nothing. Raises InvalidValueError, and whatever `progress` raises."""
        progress("Opening the catalogue", 0, 0)
        self._lookup = Lookup(Catalogue.in_use(self._folder))
        self._plan(self._lookup, progress)

    def detailed(self, row: PreviewRow) -> PreviewRow:
        """Return a row with everything about it: what it would get, and the answers to choose from."""
        return in_full(row, self._results[row.number], row.choices or self._near(row.number))

    def choose(self, row: int, choice: int) -> None:
        """Choose an answer, counted from 1, for the row with this number. The preview shows it at once."""
        if self.preview is None:
            return
        self._chosen[row] = choice
        rows = list(self.preview.rows)
        rows[row] = structs.replace(self.detailed(rows[row]), chosen=choice)
        self.preview = structs.replace(self.preview, rows=tuple(rows), has_changes=True, people=self._people())

    def plan_choices(self) -> bool:
        """Look up again if something else is looked for, and return whether nothing was chosen meanwhile."""
        if self._lookup is not None and not self.is_planned:
            self._plan(self._lookup)
        return self.is_planned

    def apply(self) -> Journal:
        """Return a fork of the journal, as it is now, with the films filled in; raises JournalError."""
        fork = self._journal.fork()
        lookup = self._lookup or Lookup(Catalogue.in_use(self._folder))
        lookup.plan_for(fork, self._wanted(fork), self._answers())
        lookup.apply(fork)
        self.outcome = summary(lookup.results, "got")
        return fork

    def _plan(self, lookup: Lookup, progress: Progress | None = None) -> None:
        fork, refresh = self._journal.fork(), self.refresh
        lookup.refresh = refresh
        done = None if progress is None else lambda done, of: progress("Looking up the films", done, of)
        lookup.plan_for(fork, self._wanted(fork), progress=done)
        self._results, self._refreshed, chosen = lookup.results, refresh, self._chosen
        self._chosen, self._offered = {}, {}
        choices = [self._choices(number, result) for number, result in enumerate(self._results)]
        self.preview = preview_of(self._results, choices, changes=not lookup.changes_nothing)
        for row, choice in chosen.items():
            if row < len(self._results) and self._results[row].kind is not Kind.DIFFERENT:
                self.choose(row, choice)

    def _wanted(self, journal: Journal) -> Collection[str]:
        return [film.id for film in journal.tables.films.values()] if self._films is None else self._films

    def _choices(self, number: int, result: Result) -> tuple[str, ...]:
        if result.kind is Kind.DIFFERENT:
            return KEEP_YOURS, TAKE_THEIRS
        if result.kind is not Kind.AMBIGUOUS:
            return ()
        films = result.match.others[:_FILMS]
        self._offered[number] = tuple(each.number for each in films)
        return (*candidates(films), NONE_OF_THESE)

    def _near(self, number: int) -> tuple[str, ...]:
        """Return the films that one may be of which the catalogue has none that fits."""
        result = self._results[number]
        if result.kind is not Kind.UNKNOWN or self._lookup is None:
            return ()
        films = self._lookup.candidates(result.film)[:_FILMS]
        self._offered[number] = tuple(each.number for each in films)
        return tuple(candidates(films))

    def _people(self) -> str:
        """Return how many films get their people, and of how many a person said which they are, in sentences."""
        answered = sum(number != NONE for number in self._answers().films.values())
        more = f" {answered:,} more by your answer{'' if answered == 1 else 's'}." if answered else ""
        return f"{summary(self._results, 'get', in_short=True)}{more}"

    def _answers(self) -> Answers:
        films, theirs = {}, set()
        for row, choice in self._chosen.items():
            film_id, offered = self._results[row].film.id, self._offered.get(row, ())
            if self._results[row].kind is Kind.DIFFERENT:
                theirs |= {film_id} if choice == 2 else set()
            else:
                films[film_id] = offered[choice - 1] if choice <= len(offered) else NONE
        return Answers(films, frozenset(theirs))
