"""The film of the catalogue that a film is which is logged or wished for, and what that fills in."""

from functools import cached_property
from pathlib import Path

from msgspec import Struct, structs

from filmjournal.lookup.catalogue import Catalogue, CatalogueFilm, Title
from filmjournal.lookup.filling import filled_in, result_of
from filmjournal.lookup.matching import Match, Matcher
from filmjournal.lookup.titles import forms_of
from filmjournal.model.film import Film
from filmjournal.model.import_changes import StoredRecord
from filmjournal.model.source import StoredSource


class Filled(Struct, frozen=True):
    """A film with what the catalogue knows of it."""

    film: Film
    """The film as stated, with what it lacked."""
    sources: tuple[StoredSource, ...] = ()
    """The row that says what was filled in, to store with the film; none where nothing was."""
    gains: tuple[str, ...] = ()
    """The facts that were filled in, by their names."""
    made: str = ""
    """The day of the catalogue's facts."""


class CatalogueFilms:
    """The films of the catalogue in use, which is opened when the first is asked for."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def match(self, stated: Film) -> Match:
        """Return which film is meant by the stated facts, or which ones may be; nothing is guessed."""
        return Matcher(self._catalogue).match(stated)

    def title(self, number: int) -> Title:
        """Return the film of this number, as far as it takes to choose it."""
        return self._catalogue.title(number)

    def filled(self, stated: Film, number: int) -> Filled:
        """Return a film with what it lacks of the film of this number; what was stated stays."""
        found = self._catalogue.film(number)
        film = structs.replace(stated, title=_title(stated.title, found))
        made = self._catalogue.contents.day_of(found.sources)
        record = filled_in(StoredRecord(film), found, made)
        if record is None:
            return Filled(film)
        gains = result_of(film, Match(found), record.after).gains
        return Filled(record.after, record.sources, gains, made)

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue.in_use(self._folder)


def _title(typed: str, found: CatalogueFilm) -> str:
    """Return the title as the catalogue spells it; a title that it has in other words stays as it was typed."""
    forms = set(forms_of(typed))
    titles = (found.film.title, found.film.original_title, *found.other_titles)
    return next((title for title in titles if title and not forms.isdisjoint(forms_of(title))), typed)
