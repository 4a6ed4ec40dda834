"""Lookup: fill in what the journal's films lack, as an import whose source is the catalogue."""

from collections.abc import Callable, Iterable, Mapping

from filmjournal.exchange.batch import Batch, SourceFilm
from filmjournal.exchange.planning.plan import Plan
from filmjournal.exchange.planning.planner import plan
from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue, CatalogueFilm
from filmjournal.lookup.filling import Result, adds_to, result_of, stated_for
from filmjournal.lookup.matching import Match, Matcher
from filmjournal.model.collector import collector_paused
from filmjournal.model.film import Film, Role
from filmjournal.model.import_changes import StoredRecord
from filmjournal.model.source import Source
from filmjournal.model.text import fold, join_list

SERVICE = "catalogue"
"""What the catalogue is called in the rows that films store."""

_AT_ONCE = 200
"""Films between two calls of the progress."""

_TYPES = ("title type", "titletype", "type", "media_type")
"""Headings of columns in which other programs say what is a film and what is television."""

_TELEVISION = ("series", "show", "episode", "season", "tv")
"""Words for what is no film there; a film made for television is one."""

Progress = Callable[[int, int], None]
"""Called with the number of films looked up so far, and of all; what it raises ends the lookup."""


class Lookup:
    """One lookup of films of a journal."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._matcher = Matcher(catalogue)
        self._catalogue = catalogue
        self._plan: Plan | None = None
        self.results: tuple[Result, ...] = ()
        """What became of each film, in the order of the journal."""

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
        with collector_paused():
            known = journal.known_for_import()
            wanted = set(films)
            of_journal = [stored for stored in known.films if stored.value.id in wanted]
            self._matcher.know_titles(stored.value for stored in of_journal)
            matches = [
                self._match(stored, chosen or {}, done, len(of_journal), progress)
                for done, stored in enumerate(of_journal)
            ]
            items = [
                _as_item(stored.value, match.film, self._catalogue.contents.made)
                for stored, match in zip(of_journal, matches, strict=True)
                if match is not None and match.film is not None and adds_to(stored.value, match.film.film)
            ]
            self._plan = plan(Batch(SERVICE, films=tuple(items)), known)
            after = {each.after.id: each.after for each in self._plan.changes.films}
            self.results = tuple(
                result_of(stored.value, match, after.get(stored.value.id))
                for stored, match in zip(of_journal, matches, strict=True)
            )

    def apply(self, journal: Journal) -> None:
        """Fill in what was planned, in memory, as one change that can be undone. Raises JournalError."""
        if self._plan is not None:
            with collector_paused():
                journal.apply_import(self._plan.changes, "Filled in from the catalogue")

    @property
    def changes_nothing(self) -> bool:
        """Whether nothing would be filled in."""
        return self._plan is None or self._plan.changes_nothing

    def _match(
        self, stored: StoredRecord[Film], chosen: Mapping[str, int], done: int, of: int, progress: Progress | None
    ) -> Match | None:
        """Return which film it is by the answer, by an earlier lookup, or by its facts; None for television."""
        if progress is not None and done % _AT_ONCE == 0:
            progress(done, of)
        if is_television(stored):
            return None
        number = chosen.get(stored.value.id)
        return self._matcher.match(stored.value) if number is None else Match(self._catalogue.film(number))


def _as_item(film: Film, found: CatalogueFilm, made: str) -> SourceFilm:
    stated = stated_for(film, found.film)
    row = Source(SERVICE, "films", _key(found), _cells(stated, found, made))
    return SourceFilm(stated, (row,))


def _key(found: CatalogueFilm) -> str:
    """Return what a film of the catalogue is called in every catalogue: its ids, or its title and year."""
    ids = found.film.external_ids
    return ids.imdb or ids.wikidata or f"{found.film.title} ({found.film.year or 'no year'})"


def _cells(stated: Film, found: CatalogueFilm, made: str) -> dict[str, str]:
    """Return what the catalogue stated that the film lacked, as text."""
    values = {role.value: join_list(stated.people(role)) for role in Role}
    for name in ("genres", "countries", "languages"):
        values[name] = join_list(getattr(stated, name))
    values |= {"original_title": stated.original_title, "runtime": str(stated.runtime or "")}
    values |= {"year": str(stated.year or ""), "from": join_list(found.sources), "facts of": made}
    return {"title": found.film.title} | {name: value for name, value in values.items() if value}


def is_television(stored: StoredRecord[Film]) -> bool:
    """Whether another program's row says that it isn't a film."""
    types = [fold(value) for row in stored.sources for heading, value in row.cells.items() if fold(heading) in _TYPES]
    return any(any(word in each for word in _TELEVISION) and "movie" not in each for each in types)
