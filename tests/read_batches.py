"""Reads batches from files, and looks up what is in them."""

from datetime import date, datetime, timedelta, timezone

from builders import TODAY
from filmjournal.exchange.batch import Batch, Moment, SourceFilm, SourceViewing, SourceWish
from filmjournal.exchange.readers.recognise import reader_of
from filmjournal.exchange.reading.files import Files
from filmjournal.model.film import Film
from filmjournal.model.source import Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

HERE = timezone(timedelta(hours=1))


def _day_of(instant: datetime) -> date:
    return instant.astimezone(HERE).date()


MOMENT = Moment(TODAY, _day_of)
"""A day in November, an hour east of Greenwich."""


def read(files: Files) -> Batch:
    """Return what the reader that knows these files makes of them."""
    reader = reader_of(files)
    assert reader is not None, "nobody knows these files"
    return reader.read(files, MOMENT)


def film_named(batch: Batch, title: str) -> Film:
    (film,) = [each.film for each in batch.films if each.film.title == title]
    return film


def viewings_of(batch: Batch, title: str) -> list[Viewing]:
    """Return the viewings of a film in the order of the files."""
    film = film_named(batch, title)
    return [each.viewing for each in batch.viewings if each.viewing.film == film.id]


def viewing_of(batch: Batch, title: str) -> Viewing:
    (viewing,) = viewings_of(batch, title)
    return viewing


def wish_for(batch: Batch, title: str) -> Wish:
    film = film_named(batch, title)
    (wish,) = [each.wish for each in batch.watchlist if each.wish.film == film.id]
    return wish


def reasons(batch: Batch) -> list[str]:
    """Return what is wrong, each with its place."""
    return list(map(str, batch.problems))


def sources_in(batch: Batch) -> list[Source]:
    items: tuple[SourceFilm | SourceViewing | SourceWish, ...] = (*batch.films, *batch.viewings, *batch.watchlist)
    return [source for each in items for source in each.sources]


def cells_in(batch: Batch) -> list[dict[str, str]]:
    """Return the cells of every row that the batch accounts for."""
    return [source.cells for source in sources_in(batch)] + [problem.cells for problem in batch.problems]
