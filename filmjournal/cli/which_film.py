"""Find the film that is meant by a title and other stated facts: a known one, one of the catalogue, or a new one."""

from argparse import Namespace
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import BadInputError
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import label
from filmjournal.model.film import Film, Role
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.source import StoredSource
from filmjournal.model.text import fold
from filmjournal.model.wording import counted, day_in_words, listed, titled
from filmjournal.render.plain_text import columns

if TYPE_CHECKING:
    from filmjournal.lookup.catalogue import Title
    from filmjournal.transfer.catalogue_films import CatalogueFilms

LIKE = 90
"""How alike two titles are, of 100, from which one may be a misspelling of the other."""


class MeantFilm(NamedTuple):
    """The film that is meant."""

    film: Film
    """The film as stated; one of the catalogue with what that knows of it."""
    known: Film | None = None
    """The film of the journal; None for a new one."""
    sources: tuple[StoredSource, ...] = ()
    """The row that says what the catalogue filled in."""
    filled: str = ""
    """A sentence about what the catalogue filled in; empty where it filled in nothing."""
    hint: str = ""
    """A question whether a film of the catalogue was meant that is called nearly so; empty where none is."""


class WhichFilm:
    """Finds the film that is meant, in the journal and then in the catalogue, and asks where it may be several."""

    def __init__(self, args: Namespace, journal: Journal, shell: Shell, *, without_number: bool = False) -> None:
        """Take --new, --no-lookup and --number from the arguments; a verb's --number may be of something else."""
        self._number: int | None = None if without_number else args.number
        self._is_new: bool = args.new
        self._looks_up = not args.no_lookup
        self._journal = journal
        self._shell = shell
        self._is_slip = False
        self._hint = ""

    def meant(self, stated: Film) -> MeantFilm | None:
        """Return the film that is meant, None where the person who is asked chooses none.

        Of the journal's films, the words with which a title begins are enough, if there are several and no stated fact
        speaks against the film. A film of the catalogue needs its whole title. Without a terminal to ask on, raises
        BadInputError with numbered films where it may be one of several, where one word begins a title, or where the
        words stand in the middle of it. A film of the catalogue that is only called nearly so is never taken unasked.
        """
        sure, found = ([], []) if self._is_new else self._known(stated)
        if len(sure) == 1 and self._number in {None, 1}:
            return MeantFilm(stated, sure[0])
        titles = [] if sure or not self._looks_up else self._titles(stated, found)
        if len(titles) == 1 and self._number in {None, 1} and not self._is_slip:
            meant = self._of_catalogue(stated, titles[0])
            if not found or meant.known in found:  # by an id, which counts for more than the words of a title
                return meant
        offers: list[Film | Title] = [*found, *titles]
        if self._number is not None:
            return self._chosen(stated, _numbered(self._number, offers, stated))
        if not offers:
            return MeantFilm(stated, hint=self._hint)
        if not self._shell.can_ask:
            raise BadInputError(_matches(stated, found, titles), *self._rows(offers))
        return self._ask(stated, offers)

    def filled_in(self, stated: Film) -> MeantFilm:
        """Return a film that the journal doesn't have, with what the catalogue knows where it surely is one of it."""
        titles = self._titles(stated, ()) if self._looks_up else []
        is_sure = len(titles) == 1 and not self._is_slip
        return self._of_catalogue(stated, titles[0]) if is_sure else MeantFilm(stated, hint=self._hint)

    def _known(self, stated: Film) -> tuple[list[Film], list[Film]]:
        """Return the films of the journal that are surely meant, and those that may be."""
        known = KnownFilms(self._journal.tables.used_films())
        sure = known.candidates(stated)
        if not sure and len(stated.title.split()) > 1:
            sure = [each for each in known.starting_with(stated.title) if _fits(each, stated)]
        return sure, sure or [each for each in known.with_words(stated.title) if _fits(each, stated)]

    def _titles(self, stated: Film, known: Sequence[Film]) -> "list[Title]":
        """Return the films of the catalogue that may be meant, but for those of the journal that may be too.

        Those that are only called nearly so are returned where nothing else fits and the person can be asked.
        """
        try:
            match = self._catalogue.match(stated)
        except InvalidValueError as error:  # a film can be logged without it
            self._shell.say(str(error))
            return []
        titles = match.others if match.film is None else (self._catalogue.title(match.film.number),)
        self._is_slip = match.is_slip
        if match.is_slip and (known or self._is_new or not (self._shell.can_ask or self._number)):
            name = f"{titles[0].title} ({titles[0].year or 'no year'})"
            self._hint = "" if known or self._is_new else f"Did you mean {name}? If so, `filmjournal undo` undoes this."
            return []
        names = {(fold(film.title), film.year) for film in known}
        return [title for title in titles if (fold(title.title), title.year) not in names]

    @cached_property
    def _catalogue(self) -> "CatalogueFilms":
        from filmjournal.transfer.catalogue_films import CatalogueFilms  # noqa: PLC0415 — few films need it

        return CatalogueFilms(self._shell.places.catalogue)

    def _of_catalogue(self, stated: Film, title: "Title") -> MeantFilm:
        """Return the film of the catalogue; the journal may have it under another title."""
        meant = structs.replace(stated, title=title.title) if self._is_slip else stated
        filled = self._catalogue.filled(meant, title.number)
        known = KnownFilms([] if self._is_new else self._journal.tables.used_films()).candidates(filled.film)
        if len(known) == 1:
            return MeantFilm(structs.replace(stated, title=known[0].title), known[0])
        names = listed([label(name).lower() for name in filled.gains])
        sentence = f"From the catalogue of {day_in_words(filled.made)}: {names}." if names else ""
        return MeantFilm(filled.film, None, filled.sources, sentence)

    def _chosen(self, stated: Film, offer: "Film | Title") -> MeantFilm:
        return MeantFilm(stated, offer) if isinstance(offer, Film) else self._of_catalogue(stated, offer)

    def _ask(self, stated: Film, offers: "Sequence[Film | Title]") -> MeantFilm | None:
        close = "this one is" if len(offers) == 1 else "these are"
        unknown = f" No film has this title; {close} close." if self._is_slip else ""
        self._shell.say(f"Which film is “{stated.title}”?{unknown}", *self._rows(offers))
        numbers = {str(number): offer for number, offer in enumerate(offers, start=1)}
        while (answer := self._shell.answer("Its number, n for another film, or nothing to stop:")) not in numbers:
            if not answer:
                return None
            if answer.casefold() == "n":
                return MeantFilm(stated)
            self._shell.say(f"There is no number {answer}.")
        return self._chosen(stated, numbers[answer])

    def _rows(self, offers: "Sequence[Film | Title]") -> list[str]:
        rows = [
            (f"{number:>3}", *(self._about(offer) if isinstance(offer, Film) else _about_title(offer)))
            for number, offer in enumerate(offers, start=1)
        ]
        return columns(rows)

    def _about(self, film: Film) -> tuple[str, str, str]:
        times = len(self._journal.viewings_of(film))
        seen = f"seen {counted(times, 'time')}" if times else "on your watchlist"
        return titled(film), ", ".join(film.people(Role.DIRECTOR)), seen


def _about_title(title: "Title") -> tuple[str, str, str]:
    return f"{title.title} ({title.year or 'no year'})", ", ".join(title.directors), "in the catalogue"


def _matches(stated: Film, found: Sequence[Film], titles: "Sequence[Title]") -> str:
    """Return a sentence that several films, or not surely the only one, match, and what to add."""
    count = len(found) + len(titles)
    them = f"{counted(count, 'film')} match"
    if not titles:
        them = "A film you know matches" if count == 1 else them
        return f"{them} “{stated.title}”: add --number N, or --new for a new film."
    if not found:
        them = f"{counted(count, 'film')} of the catalogue {'matches' if count == 1 else 'match'}"
        return f"{them} “{stated.title}”: add --year or --number N, or --no-lookup."
    return f"{them} “{stated.title}”: add --number N, or --new --no-lookup for a film with none of their facts."


def _numbered(number: int, offers: "Sequence[Film | Title]", film: Film) -> "Film | Title":
    if number > len(offers):
        meant = (
            f"{counted(len(offers), 'film')} {'matches' if len(offers) == 1 else 'match'}"
            if offers
            else f"no film is like “{film.title}”"
        )
        raise BadInputError(f"There is no number {number}: {meant}.")
    return offers[number - 1]


def similar_film(film: Film, journal: Journal) -> Film | None:
    """Return the known film of which a new one's title may be a misspelling, or None."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 — only a new film is compared

    others = [each for each in journal.tables.used_films() if each.id != film.id and _fits(each, film)]
    near = process.extractOne(
        film.title, [each.title for each in others], scorer=fuzz.ratio, processor=fold, score_cutoff=LIKE
    )
    return others[near[2]] if near is not None else None


def _fits(known: Film, stated: Film) -> bool:
    """Whether a film contradicts none of the stated facts, apart from the title."""
    return known.could_match(structs.replace(stated, title=known.title))


def known_by_title(film: Film, journal: Journal) -> Film | None:
    """Return the known film of this title, None for a new one; raises InvalidValueError where it may be several."""
    found = KnownFilms(journal.tables.used_films()).candidates(film)
    if len(found) > 1:
        raise InvalidValueError(ambiguous_sentence(film, found))
    return found[0] if found else None


def ambiguous_sentence(film: Film, found: Sequence[Film]) -> str:
    """Return a sentence that more than one known film matches, and what to add."""
    return f"{counted(len(found), 'film')} in the journal can be “{film.title}”: add its year or its director."
