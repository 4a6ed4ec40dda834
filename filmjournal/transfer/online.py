"""Films from Wikidata, when a person asked for them: what would be asked, and the facts that come."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from urllib.parse import urlsplit

from msgspec import Struct

from filmjournal.journal.journal import Journal
from filmjournal.lookup import wikidata
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.collecting import FIRST_FILM, Asks, Collector, Notes, Progress, Sought
from filmjournal.lookup.compiling import compiled
from filmjournal.lookup.layout import Contents
from filmjournal.lookup.seed import SeedFilm, in_order
from filmjournal.model.film import Film, Role
from filmjournal.model.wording import counted, listed
from filmjournal.transfer.lookups import is_television
from filmjournal.transfer.own_catalogue import OwnCatalogue

SINGLE = 50
"""The most films that are looked up one by one; for more there is an update."""

_STALE = timedelta(days=30)
"""How old an update that was stopped may be, to go on with what came."""

_FILMS_A_YEAR = ((1910, 30), (1930, 500), (1950, 800), (1970, 1100), (1990, 1300), (2000, 1500), (2200, 2700))
"""About how many films of a year have pages in three wikis, up to each year."""

_FILM_KB, _NAMES_A_FILM, _SECONDS_A_QUESTION = 5, 3, 1.2
"""About how much a film is in packed answers, how many new names it has, and how long one question takes."""


class Update(Struct, frozen=True):
    """What an update asks for: the films of some years, or films of the journal."""

    sought: tuple[Sought, ...] = ()
    """The films that are looked for; none for all films of some years."""
    first: int = FIRST_FILM
    last: int = FIRST_FILM
    links: int = 3
    """In how many wikis a film of those years must have a page."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that are asked."""
        services = (wikidata.FACTS,) if self.sought else (wikidata.SEARCH, wikidata.FACTS)
        return tuple(urlsplit(wikidata.ADDRESSES[service]).hostname or "" for service in services)

    def explanation(self) -> list[str]:
        """Return, before anything is sent, who is asked what, and about how much comes."""
        hosts = listed(self.hosts)
        if self.sought:
            films, questions = len(self.sought), len(self.sought)
            what = f"It gets titles, years and ids of {counted(films, 'film')} of yours, and nothing else."
        else:
            films = _films_between(self.first, self.last) * Update().links // self.links
            questions = self.last - self.first + 1
            what = f"It is asked for the films of {self.first} to {self.last}; of your journal nothing goes out."
        questions += ceil(films / wikidata.AT_ONCE) + ceil(films * _NAMES_A_FILM / wikidata.AT_ONCE)
        minutes = ceil(questions * _SECONDS_A_QUESTION / 60)
        much = f"{counted(_roughly(questions), 'question')} and {_roughly(ceil(films * _FILM_KB / 1000)):,} MB"
        return [
            f"This asks {hosts} (Wikidata, free facts under CC0) over the network.",
            what,
            f"About {much}, one after the other: {_long(_roughly(minutes))}.",
        ]

    def collect(self, client: Asks, notes: Notes, progress: Progress) -> list[SeedFilm]:
        """Return the films; raises DownloadError. What came is in the notes, whenever it ends."""
        collector = Collector(client, notes, progress)
        if self.sought:
            return collector.of_films(self.sought)
        return collector.of_years(self.first, self.last, self.links)

    def run(self, own: OwnCatalogue, client: Asks, today: date, progress: Progress) -> Contents | None:
        """Collect the films, and use them in your own catalogue from now on; None where Wikidata has none of them.

        Until it is done nothing of what is used changes.
        """
        films = self.collect(client, Notes(own.notes), progress)
        found = None
        if films:
            found = own.put(wikidata.SOURCE, films, today.isoformat(), replaces=False, progress=progress)
        own.notes.unlink(missing_ok=True)
        return found


def may_go_on(own: OwnCatalogue, now: datetime) -> bool:
    """Return whether an update was stopped that can go on; what came of one long ago is removed."""
    if not own.notes.is_file():
        return False
    if now.timestamp() - own.notes.stat().st_mtime < _STALE.total_seconds():
        return True
    own.notes.unlink()
    return False


def lacking_people(journal: Journal) -> tuple[Sought, ...]:
    """Return the films of a journal, the watchlist included, of which no director or no actor is known."""
    films = [stored.value for stored in journal.known_films() if not is_television(stored)]
    return sought(film for film in films if not (film.people(Role.DIRECTOR) and film.people(Role.ACTOR)))


def sought(films: Iterable[Film]) -> tuple[Sought, ...]:
    """Return how films are looked for: by an id where they have one, else by their titles."""
    return tuple(
        Sought(
            tuple(dict.fromkeys(title for title in (film.title, film.original_title) if title)),
            film.year,
            film.external_ids.imdb,
            film.external_ids.wikidata,
        )
        for film in films
    )


def fetched(films: Sequence[Film], client: Asks, today: date, progress: Progress) -> Catalogue:
    """Return a catalogue, in memory alone, of all films that Wikidata has for these; raises DownloadError."""
    found = Update(sought(films)).collect(client, Notes(), progress)
    return Catalogue(compiled(in_order(found), made=today.isoformat()), "the answer of Wikidata")


def _films_between(first: int, last: int) -> int:
    return sum(next(films for end, films in _FILMS_A_YEAR if year < end) for year in range(first, last + 1))


def _roughly(number: int) -> int:
    """Return a number with its first two figures alone."""
    return round(number, 2 - len(str(number)))


def _long(minutes: int) -> str:
    return counted(minutes, "minute") if minutes < 90 else f"{round(minutes / 60)} hours"
