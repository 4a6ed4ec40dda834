"""What rows say that a merge of facts can't know: corrected ids, what a film is rated now, what is gone."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from filmjournal.exchange.batch import REVIEWS, SourceFilm, SourceViewing, SourceWish
from filmjournal.exchange.planning.matching import KnownIndex
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.exchange.planning.plan import MissingRow
from filmjournal.exchange.readers.values import imdb_in, number_in
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.film_ratings import film_ratings
from filmjournal.model.import_changes import StoredRecord
from filmjournal.model.rating import Rating
from filmjournal.model.source import Name, Source, StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Pair = tuple[Source, Source]
"""A row as it is stored, and as the files have it now."""

_READ: Mapping[str, Callable[[str], str]] = {"imdb": imdb_in, "tmdb": number_in}


def with_corrected_ids(film: Film, stated: Film, rows: Iterable[Pair]) -> Film:
    """Return a film with the ids that its service had wrong and corrected: the journal's were from there."""
    ids = film.external_ids
    other = {service: new for service, new in stated.external_ids.known if getattr(ids, service) not in {"", new}}
    if not other:
        return film
    pairs = list(rows)
    corrected = {service: new for service, new in other.items() if _is_corrected(service, ids, new, pairs)}
    return structs.replace(film, external_ids=structs.replace(ids, **corrected)) if corrected else film


def _is_corrected(service: str, ids: ExternalIds, new: str, rows: Iterable[Pair]) -> bool:
    """Whether a cell of any row had the journal's id before, and has the stated one now."""
    read = _READ.get(service, str.strip)
    return any(
        cell != (now := after.cells.get(column, "")) and read(cell) == getattr(ids, service) and read(now) == new
        for before, after in rows
        for column, cell in before.cells.items()
    )


def rating_differences(
    before: Iterable[Source], after: Iterable[Source], of_viewings: Collection[Rating | None]
) -> tuple[Difference, ...]:
    """Return how the current ratings of a film change, as far as that is seen: beside viewings rated otherwise."""
    known: dict[str, Any] = {each.service: each.rating for each in film_ratings(before)}
    return tuple(
        Difference(f"rating at {each.service}", known.get(each.service), each.rating, is_imported=True)
        for each in film_ratings(after)
        if known.get(each.service) is not each.rating and each.rating not in of_viewings
    )


StoredPair = tuple[SourceViewing | SourceWish, StoredRecord[Viewing] | StoredRecord[Wish] | None]
"""A viewing or watchlist item of a batch, and the journal's record that has one of its rows."""


def are_stored(
    film: StoredRecord[Film], item: SourceFilm, pairs: Sequence[StoredPair], names: Collection[Name]
) -> bool:
    """Whether a film stores all rows of an item, and its viewings and watchlist items all of theirs, word for word.

    `names` are those of all rows of the batch: one that a record stores and that is another item's has moved.
    """
    if item.is_ours or not pairs or not _has_rows(film.sources, item.sources, ()):
        return False
    return all(
        stored is not None
        and stored.value.film == film.value.id
        and bool(each.sources)
        and _has_rows(stored.sources, each.sources, names)
        for each, stored in pairs
    )


def _has_rows(stored: Sequence[StoredSource], rows: Sequence[Source], names: Collection[Name]) -> bool:
    cells = {row.name: row.cells for row in stored}
    is_stored = all(type(row) is Source and row.cells and cells.pop(row.name, None) == row.cells for row in rows)
    return is_stored and not any(name in names for name in cells)


def missing_rows(index: KnownIndex, names: set[Name]) -> Iterator[MissingRow]:
    """Yield the stored rows that are missing from the files, of those tables that are in the files."""
    tables = {(service, table) for service, table, _ in names if table != REVIEWS}
    known = index.known
    for kept_film in known.films:
        yield from _missing_of(kept_film.sources, kept_film.value, names, tables)
    others: tuple[StoredRecord[Viewing] | StoredRecord[Wish], ...] = (*known.viewings, *known.wishes)
    for stored in others:
        film_of = index.films.get(stored.value.film)
        if film_of is not None:
            yield from _missing_of(stored.sources, film_of.value, names, tables)


def row_names(things: Iterable[SourceFilm | SourceViewing | SourceWish]) -> set[Name]:
    """Return the names of the rows of these items, without those that a journal of ours had stored."""
    sources = (source for item in things for source in item.sources)
    return {source.name for source in sources if not isinstance(source, StoredSource)}


def _missing_of(
    rows: Sequence[Source], film: Film, names: Collection[Name], tables: Collection[tuple[str, str]]
) -> Iterator[MissingRow]:
    for row in rows:
        if (row.service, row.table) in tables and row.name not in names:
            yield MissingRow(row, film)
