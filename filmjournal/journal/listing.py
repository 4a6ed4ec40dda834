"""Every viewing with its film, the one watched last first, kept in order through every change."""

from bisect import bisect_left
from collections.abc import Iterable

from filmjournal.journal.alteration import Alteration
from filmjournal.journal.records import Problem
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.sorting import by_date

_FEW = 64
"""Entries that are put into their places one by one; for more, it is as fast to put all in order."""


class Listing:
    """The entries of a journal, by the id of their viewing and in order."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        """Every entry, the one watched last first."""
        self.problems: tuple[Problem, ...] = ()
        """The records that could not be read, or stand alone."""

    def list_all(self, tables: Tables) -> None:
        """List these records; an entry of which nothing changed stays the same."""
        paired, problems = tables.paired(self.entries)
        self.entries = {entry.id: entry for entry in sorted(paired, key=by_date, reverse=True)}
        self.problems = tuple(problems)

    def list_again(self, tables: Tables, altered: Iterable[Alteration]) -> None:
        """List these records, of which nothing else than this was altered since they were listed."""
        if self.problems or tables.problems:  # what was altered may have been all that was wrong with them
            self.list_all(tables)
            return
        touched = self._touched(altered)
        if len(touched) > _FEW:
            self.list_all(tables)
            return
        pairs = [pair for pair in self.entries.items() if pair[0] not in touched]
        for viewing in filter(None, map(tables.viewings.value, touched)):
            film = tables.films.value(viewing.film)
            if film is None:
                self.list_all(tables)
                return
            entry = Entry(viewing, film)
            pairs.insert(_place(pairs, entry), (entry.id, entry))
        self.entries = dict(pairs)

    def _touched(self, altered: Iterable[Alteration]) -> set[str]:
        changed = [each for each in altered if each.before != each.after]
        values = [value for each in changed for value in (each.before, each.after) if value is not None]
        films = {value.id for value in values if isinstance(value, Film)}
        own = {value.id for value in values if isinstance(value, Viewing)}
        return own | {entry.id for entry in self.entries.values() if entry.film.id in films} if films else own


def _place(pairs: list[tuple[str, Entry]], entry: Entry) -> int:
    key = by_date(entry)
    return bisect_left(pairs, True, key=lambda pair: by_date(pair[1]) < key)
