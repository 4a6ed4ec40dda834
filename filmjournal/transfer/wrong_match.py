"""Wrong film? What came from the wrong match is taken back out, and only that; another one may fill the film in."""

from msgspec import structs

from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.lookup.correcting import matches_of, refused_keys, without_match
from filmjournal.lookup.filling import filled_in
from filmjournal.lookup.matching import Matcher
from filmjournal.model.film import Film
from filmjournal.model.import_changes import ImportChanges, StoredRecord
from filmjournal.model.wording import listed, titled


class WrongMatch:
    """The correction of the match of one film: raises KeyError where the journal doesn't have it."""

    def __init__(self, journal: Journal, film_id: str, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        stored = {each.value.id: each for each in journal.known_films()}[film_id]
        self._cleared = without_match(stored)
        cleared = StoredRecord(self._cleared.after, self._cleared.sources)
        self.film = stored.value
        """The film as the journal has it."""
        self.was = tuple(row.cells.get("title", row.key) for row in matches_of(stored.sources))
        """The films of the catalogue that it got facts from; empty where it got none."""
        self.cleared: Film = cleared.value
        """The film without what came from them."""
        self.candidates: tuple[Title, ...] = Matcher(catalogue).candidates(cleared.value, refused_keys(cleared.sources))
        """The films of the catalogue that it may be instead, the likeliest first."""

    def corrected(self, choice: Title | None) -> Film:
        """Return the film as it would be with one of the candidates, or with none."""
        return self._changes(choice).films[0].after

    def outcome(self, choice: Title | None) -> str:
        """Return what was done, in a sentence."""
        gone = f"What came from {listed(self.was)} is out again" if self.was else ""
        filled = f"{choice.title} ({choice.year or 'no year'}) fills it in" if choice is not None else ""
        return f"{', and '.join(filter(None, (gone, filled)))}."

    def apply(self, journal: Journal, choice: Title | None) -> bool:
        """Correct the match in memory, as one change that can be undone; return whether that changed anything.

        Raises JournalError.
        """
        changes = self._changes(choice)
        (record,) = changes.films
        if record.after == self.film and not self.was:
            return False
        return journal.apply_import(changes, f"Corrected which film {titled(self.film)} is") is not None

    def _changes(self, choice: Title | None) -> ImportChanges:
        record = self._cleared
        if choice is not None:
            found = self._catalogue.film(choice.number)
            made = self._catalogue.contents.day_of(found.sources)
            more = filled_in(StoredRecord(record.after, record.sources), found, made)
            if more is not None:
                record = structs.replace(record, after=more.after, sources=more.sources)
        return ImportChanges(films=(record,))


def same_film(journal: Journal, film_id: str) -> Film | None:
    """Return another film of the journal that is the same one by an id, or by title, year and director; or None."""
    film = journal.film(film_id)
    if film is None:
        return None
    others = (each for each in journal.tables.films.values() if each.id != film_id)
    return next((each for each in others if _is_same(film, each)), None)


def _is_same(one: Film, other: Film) -> bool:
    if one.external_ids.shared_with(other.external_ids):
        return not one.external_ids.contradicts(other.external_ids)
    is_told_apart = None in {one.year, other.year} or one.year != other.year
    return not is_told_apart and one.could_match(other)
