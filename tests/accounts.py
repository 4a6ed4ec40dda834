"""An account at a service that nobody has, and the batches that its exports are read as."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from filmjournal.exchange.batch import Batch, Place, Problem, SourceFilm, SourceViewing, SourceWish
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish

SERVICE = "cinelog"


class Seen(NamedTuple):
    """A row of the diary there."""

    key: str
    title: str
    watched: str = ""
    rating: int = 0
    review: str = ""
    tags: tuple[str, ...] = ()
    year: int | None = None
    imdb: str = ""

    @property
    def film(self) -> str:
        return _film(self.title, self.year, self.imdb)


class Wanted(NamedTuple):
    """A row of the watchlist there."""

    title: str
    added: str = ""
    why: str = ""
    year: int | None = None
    imdb: str = ""

    @property
    def film(self) -> str:
        return _film(self.title, self.year, self.imdb)


def exported(
    seen: Iterable[Seen] = (), wanted: Iterable[Wanted] = (), bad: Iterable[str] = (), service: str = SERVICE
) -> Batch:
    """Return what a reader makes of an export with these rows."""
    seen, wanted = list(seen), list(wanted)
    rows: list[Seen | Wanted] = [*seen, *wanted]
    films = {
        row.film: Film(row.film, row.title, year=row.year, external_ids=ExternalIds(imdb=row.imdb)) for row in rows
    }
    return Batch(
        service,
        tuple(SourceFilm(film, place=Place("diary.csv")) for film in films.values()),
        tuple(_viewing(row, number, service) for number, row in enumerate(seen, start=1)),
        tuple(_wish(row, number, service) for number, row in enumerate(wanted, start=1)),
        tuple(Problem(Place("diary.csv", number), reason, {"Name": reason}) for number, reason in enumerate(bad)),
    )


def cells(row: Seen | Wanted) -> dict[str, str]:
    """Return the row as its file has it."""
    told: dict[str, Any] = row._asdict()
    return {name.capitalize(): str(value) for name, value in told.items()}


def _film(title: str, year: int | None, imdb: str) -> str:
    return f"imdb:{imdb}" if imdb else f"title:{fold(title)}|{year or ''}"


def _viewing(row: Seen, number: int, service: str) -> SourceViewing:
    viewing = Viewing(
        "",
        row.film,
        watched=When(row.watched) if row.watched else None,
        rating=Rating(row.rating) if row.rating else None,
        review=row.review,
        tags=row.tags,
    )
    return SourceViewing(viewing, (Source(service, "diary", row.key, cells(row)),), Place("diary.csv", number))


def _wish(row: Wanted, number: int, service: str) -> SourceWish:
    wish = Wish("", row.film, When(row.added) if row.added else None, why=row.why)
    return SourceWish(wish, (Source(service, "watchlist", row.film, cells(row)),), Place("watchlist.csv", number))
