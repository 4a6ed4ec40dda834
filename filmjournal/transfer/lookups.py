"""Lookup: fill in what films lack from the catalogue, of the whole journal or of the films that an import brings."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import structs

from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.filling import Result, filled_in, result_of
from filmjournal.lookup.matching import Match, Matcher
from filmjournal.model.collector import collector_paused
from filmjournal.model.film import Film
from filmjournal.model.import_changes import ImportChanges, ImportedRecord, StoredRecord
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

_TYPES = ("title type", "titletype", "type", "media_type")
"""Headings of columns in which other programs say what is a film and what is television."""

_TELEVISION = ("series", "show", "episode", "season", "tv")
"""Words for what is no film there; a film made for television is one."""

Progress = Callable[[int, int], None]
"""Called with the number of films looked up so far, and of all; what it raises ends the lookup."""


class Lookup:
    """One lookup of films. What it has found is remembered for as long as it lives."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._matcher = Matcher(catalogue)
        self._catalogue = catalogue
        self._matches: dict[Film, Match] = {}
        self.results: tuple[Result, ...] = ()
        """What became of each film, in the order of the journal."""
        self.changes = ImportChanges()
        """The films with what they lacked."""

    def plan_for(
        self,
        journal: Journal,
        films: Iterable[str],
        chosen: Mapping[str, int] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Plan what would be filled in for the films with these ids; changes nothing.

        `chosen` are answers to ambiguous matches: the number of a film of the catalogue by the id of the journal's.
        """
        wanted = set(films)
        with collector_paused():
            known = [stored for stored in journal.known_films() if stored.value.id in wanted]
            filled = self._fill_in(known, chosen or {}, progress)
            self.changes = ImportChanges(films=tuple(filled.values()))

    def added_to(
        self, changes: ImportChanges, known: Iterable[StoredRecord[Film]], progress: Progress | None = None
    ) -> ImportChanges:
        """Return what an import changes with what its films lack filled in, as if they were looked up after it.

        Its films are those that it changes or has something new of; `known` are those of the journal before it.
        """
        with collector_paused():
            imported = {each.after.id: each for each in changes.films}
            things: tuple[ImportedRecord[Viewing] | ImportedRecord[Wish], ...] = (*changes.viewings, *changes.wishes)
            touched = {each.after.film for each in things} - imported.keys()
            stored = [StoredRecord(each.after, each.sources) for each in changes.films]
            stored += [each for each in known if each.value.id in touched]
            for film_id, more in self._fill_in(stored, {}, progress).items():
                one = imported.get(film_id, more)
                imported[film_id] = structs.replace(one, after=more.after, sources=more.sources)
            return structs.replace(changes, films=tuple(imported.values()))

    def apply(self, journal: Journal) -> None:
        """Fill in what was planned, in memory, as one change that can be undone. Raises JournalError."""
        with collector_paused():
            journal.apply_import(self.changes, "Filled in from the catalogue")

    @property
    def changes_nothing(self) -> bool:
        """Whether nothing would be filled in."""
        return self.changes.is_empty

    def _fill_in(
        self, known: Sequence[StoredRecord[Film]], chosen: Mapping[str, int], progress: Progress | None
    ) -> dict[str, ImportedRecord[Film]]:
        """Note what becomes of each film, and return the records of those that get something, by their ids."""
        films = [stored.value for stored in known if stored.value.id not in chosen]
        new = [film for film in films if film not in self._matches]
        done = None if progress is None else lambda done: progress(done, len(new))
        self._matches |= dict(zip(new, self._matcher.match_all(new, done), strict=True))
        filled: dict[str, ImportedRecord[Film]] = {}
        results = []
        for stored in known:
            film = stored.value
            number = chosen.get(film.id)
            match = self._matches.get(film) if number is None else Match(self._catalogue.film(number))
            if match is not None and is_television(stored):
                match = None
            record = None
            if match is not None and match.film is not None:
                record = filled_in(stored, match.film, self._catalogue.contents.day_of(match.film.sources))
            if record is not None:
                filled[film.id] = record
            results.append(result_of(film, match, None if record is None else record.after))
        self.results = tuple(results)
        return filled


def is_television(stored: StoredRecord[Film]) -> bool:
    """Whether another program's row says that it isn't a film."""
    types = [fold(value) for row in stored.sources for heading, value in row.cells.items() if fold(heading) in _TYPES]
    return any(any(word in each for word in _TELEVISION) and "movie" not in each for each in types)
