"""The rows that a service told of once, and tells of no more."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from filmjournal.exchange.batch import ToldFilm, ToldViewing, ToldWish
from filmjournal.exchange.known_index import KnownIndex
from filmjournal.exchange.plan import Vanished
from filmjournal.model.film import Film
from filmjournal.model.incoming import Kept
from filmjournal.model.source import KeptSource, Name, Source
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


def vanished(index: KnownIndex, names: set[Name]) -> Iterator[Vanished]:
    """Yield the rows of tables that the service tells again, and tells no more itself."""
    tables = {(service, table) for service, table, _ in names}
    known = index.known
    for kept_film in known.films:
        yield from _gone(kept_film.sources, kept_film.value, names, tables)
    others: tuple[Kept[Viewing] | Kept[Wish], ...] = (*known.viewings, *known.wishes)
    for kept in others:
        film_of = index.films.get(kept.value.film)
        if film_of is not None:
            yield from _gone(kept.sources, film_of.value, names, tables)


def names_of(things: Iterable[ToldFilm | ToldViewing | ToldWish]) -> set[Name]:
    """Return what tells the rows of these things from others, without those that a journal of ours had kept."""
    sources = (source for told in things for source in told.sources)
    return {source.name for source in sources if not isinstance(source, KeptSource)}


def _gone(
    rows: Sequence[Source], film: Film, names: Collection[Name], tables: Collection[tuple[str, str]]
) -> Iterator[Vanished]:
    for row in rows:
        if (row.service, row.table) in tables and row.name not in names:
            yield Vanished(row, film)
