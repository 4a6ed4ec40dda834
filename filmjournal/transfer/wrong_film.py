"""Wrong film? A viewing is moved to another film, or the film is corrected where its match was wrong."""

from msgspec import Struct

from filmjournal.journal.journal import Journal
from filmjournal.journal.places import new_id
from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.lookup.filling import filled_in
from filmjournal.model.film import Film, Role
from filmjournal.model.identity import objections
from filmjournal.model.import_changes import StoredRecord
from filmjournal.model.source import StoredSource
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import titled
from filmjournal.transfer.wrong_match import WrongMatch


class Meant(Struct, frozen=True):
    """The film that is meant instead; none of its attributes for none, which takes out what came from a wrong match."""

    film: Film | None = None
    """One of the journal."""
    title: Title | None = None
    """One of the catalogue."""
    new: str = ""
    """The title of one that neither has."""


class WrongFilm:
    """What can be done about a viewing of the wrong film; without a catalogue, all but what needs one."""

    def __init__(self, journal: Journal, entry: Entry, catalogue: Catalogue | None) -> None:
        self._journal = journal
        self._catalogue = catalogue
        self.entry = entry
        """The viewing with the film that is wrong."""
        self.match = WrongMatch(journal, entry.film.id, catalogue) if catalogue is not None else None
        """The match of the film with the catalogue, which may be what is wrong."""
        self.viewings = len(journal.viewings_of(entry.film))
        """The viewings of the film."""

    @property
    def was(self) -> tuple[str, ...]:
        """The films of the catalogue that the film got facts from."""
        return self.match.was if self.match is not None else ()

    @property
    def candidates(self) -> tuple[Title, ...]:
        """The films of the catalogue that it may be instead, the likeliest first."""
        return self.match.candidates if self.match is not None else ()

    def can_correct(self, meant: Meant) -> bool:
        """Whether the film itself can become the one that is meant: nothing that a person wrote speaks against it."""
        if self.match is None or meant.film is not None or meant.new:
            return False
        if meant.title is None:
            return bool(self.was)
        found = self._found(meant.title)
        against = set(objections(self.match.cleared, found))
        if abs((found.year or 0) - (self.match.cleared.year or 0)) == 1:
            against.discard("year")  # catalogues differ by a year
        if meant.title in self.candidates:
            against.discard("title")
        return not against

    def can_merge(self, meant: Meant) -> bool:
        """Whether the known film that is meant may be the same one, of another title perhaps, and so is there twice."""
        if meant.film is None:
            return False
        own, known = self.entry.film, meant.film
        directors = {fold(name) for name in own.people(Role.DIRECTOR)}
        is_by_the_same = not directors.isdisjoint(map(fold, known.people(Role.DIRECTOR)))
        return own.could_match(known) or (is_by_the_same and set(objections(known, own)) <= {"title"})

    def becomes(self, meant: Meant, *, everywhere: bool) -> Film:
        """Return the film as it would be: this one corrected, `everywhere`, or the one that the viewing is moved to."""
        if everywhere and self.match is not None and self.can_correct(meant):
            return self.match.corrected(meant.title)
        return self._target(meant)[0]

    def apply(self, journal: Journal, meant: Meant, *, everywhere: bool) -> str:
        """Correct the film, or make it one with a known one, `everywhere`, or move this viewing; return what was done.

        That is empty where nothing was done. It is one change, which can be undone. Raises JournalError, and KeyError
        where the viewing is gone.
        """
        if everywhere and self.match is not None and self.can_correct(meant):
            return self.match.outcome(meant.title) if self.match.apply(journal, meant.title) else ""
        film, sources = self._target(meant)
        if everywhere and self.can_merge(meant):
            merged = journal.merge_films(film.id, self.entry.film.id)
            return f"{titled(self.entry.film)} and {titled(merged)} are one film now."
        if film.id == self.entry.film.id:
            return ""
        moved = journal.move(self.entry.id, film, sources=sources)
        return f"Moved this viewing to {titled(moved.film)}."

    def _found(self, title: Title) -> Film:
        return (
            self._catalogue.film(title.number).film if self._catalogue is not None else Film(id="", title=title.title)
        )

    def _target(self, meant: Meant) -> tuple[Film, tuple[StoredSource, ...]]:
        """Return the film to move to, with the rows that its facts are from: a known one, or a new one."""
        if meant.film is not None:
            return meant.film, ()
        if meant.title is None or self._catalogue is None:
            return Film(id=new_id(), title=meant.new or self.entry.film.title), ()
        found = self._catalogue.film(meant.title.number)
        films = [each.value for each in self._journal.known_films() if each.value.id != self.entry.film.id]
        same = [film for film in films if film.could_match(found.film) and film.year == found.film.year]
        if len(same) == 1:
            return same[0], ()
        bare = StoredRecord(Film(id=new_id(), title=found.film.title))
        record = filled_in(bare, found, self._catalogue.contents.day_of(found.sources))
        return (record.after, record.sources) if record is not None else (bare.value, ())
