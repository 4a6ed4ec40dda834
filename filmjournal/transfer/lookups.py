"""Lookup: fill in what films lack from the catalogue, of the whole journal or of the films that an import brings."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct, structs

from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.lookup.correcting import differences, refused_keys, refusing, replaced
from filmjournal.lookup.filling import Difference, Result, filled_in, result_of
from filmjournal.lookup.matching import Match, Matcher, Sought
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


NONE = -1
"""The answer that a film is none of those that fit: none of them is offered again."""


class Answers(Struct, frozen=True):
    """What a person answered, by the ids of the journal's films."""

    films: Mapping[str, int] = {}
    """Which film of the catalogue each ambiguous one is, by its number there; or NONE."""
    theirs: Collection[str] = frozenset()
    """The films of which the catalogue's facts replace the journal's where they differ."""


NO_ANSWERS = Answers()
"""What a lookup begins with."""


class Lookup:
    """One lookup of films. What it has found is remembered for as long as it lives.

    With `refresh` it also looks for what the catalogue states differently.
    """

    def __init__(self, catalogue: Catalogue, *, refresh: bool = False) -> None:
        self._matcher = Matcher(catalogue)
        self._catalogue = catalogue
        self.refresh = refresh
        """Whether it looks for what the catalogue states differently."""
        self._matches: dict[Sought, Match] = {}
        self.results: tuple[Result, ...] = ()
        """What became of each film, in the order of the journal."""
        self.changes = ImportChanges()
        """The films with what they lacked."""

    def plan_for(
        self, journal: Journal, films: Iterable[str], answers: Answers = NO_ANSWERS, progress: Progress | None = None
    ) -> None:
        """Plan what would be filled in for the films with these ids; changes nothing."""
        wanted = set(films)
        with collector_paused():
            known = [stored for stored in journal.known_films() if stored.value.id in wanted]
            filled = self._fill_in(known, answers, progress)
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
            for film_id, more in self._fill_in(stored, NO_ANSWERS, progress).items():
                one = imported.get(film_id, more)
                imported[film_id] = structs.replace(one, after=more.after, sources=more.sources)
            return structs.replace(changes, films=tuple(imported.values()))

    def candidates(self, film: Film) -> tuple[Title, ...]:
        """Return the films of the catalogue that one may be of which nothing fits, the likeliest first."""
        return self._matcher.candidates(film)

    def apply(self, journal: Journal) -> None:
        """Fill in what was planned, in memory, as one change that can be undone. Raises JournalError."""
        with collector_paused():
            journal.apply_import(self.changes, "Filled in from the catalogue", yields=True)

    @property
    def changes_nothing(self) -> bool:
        """Whether nothing would be filled in."""
        return self.changes.is_empty

    def _fill_in(
        self, known: Sequence[StoredRecord[Film]], answers: Answers, progress: Progress | None
    ) -> dict[str, ImportedRecord[Film]]:
        """Note what becomes of each film, and return the records of those that change, by their ids."""
        self._match(known, progress)
        filled: dict[str, ImportedRecord[Film]] = {}
        results = []
        for stored in known:
            match = self._match_of(stored, answers)
            record, different = self._record(stored, match, answers)
            if record is not None:
                filled[stored.value.id] = record
            gained = record.after if record is not None and record.after != stored.value else None
            results.append(result_of(stored.value, match, gained, different))
        self.results = tuple(results)
        return filled

    def _match(self, known: Sequence[StoredRecord[Film]], progress: Progress | None) -> None:
        """Find those films in the catalogue that weren't looked for yet."""
        wanted = [sought_of(stored) for stored in known if not is_television(stored)]
        new = [each for each in wanted if each not in self._matches]
        done = None if progress is None else lambda done: progress(done, len(new))
        self._matches |= dict(zip(new, self._matcher.match_all(new, done), strict=True))

    def _match_of(self, stored: StoredRecord[Film], answers: Answers) -> Match | None:
        """Return which film it is by the answer, or as it was found; None for television."""
        number = answers.films.get(stored.value.id, NONE)
        return self._matches.get(sought_of(stored)) if number == NONE else Match(self._catalogue.film(number))

    def _record(
        self, stored: StoredRecord[Film], match: Match | None, answers: Answers
    ) -> tuple[ImportedRecord[Film] | None, tuple[Difference, ...]]:
        """Return the record of a film that changes, and what differs and stays."""
        if match is not None and answers.films.get(stored.value.id) == NONE:
            return refusing(stored, (self._catalogue.film(each.number).film for each in match.others)), ()
        if match is None or match.film is None:
            return None, ()
        made = self._catalogue.contents.day_of(match.film.sources)
        if stored.value.id in answers.theirs:
            return replaced(stored, match.film, made), ()
        different = differences(stored.value, match.film.film) if self.refresh else ()
        return filled_in(stored, match.film, made), different


def sought_of(stored: StoredRecord[Film]) -> Sought:
    """Return a film as it is looked for."""
    return stored.value, refused_keys(stored.sources) if stored.sources else frozenset()


def is_television(stored: StoredRecord[Film]) -> bool:
    """Whether another program's row says that it isn't a film."""
    types = [fold(value) for row in stored.sources for heading, value in row.cells.items() if fold(heading) in _TYPES]
    return any(any(word in each for word in _TELEVISION) and "movie" not in each for each in types)
