"""Corrections of what was filled in: a wrong match is taken back out, and what differs is taken where that is wanted.

That a film is not a certain film of the catalogue is stored with it, as a row of the table `refused`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import structs

from filmjournal.lookup.catalogue import CatalogueFilm
from filmjournal.lookup.filling import FIELDS, SERVICE, TABLE, Difference, filled_in, row_for, text_of
from filmjournal.lookup.matching import key_of
from filmjournal.model.film import ExternalIds, Film, Role
from filmjournal.model.import_changes import ImportedRecord, StoredRecord
from filmjournal.model.source import Name, StoredSource
from filmjournal.model.text import fold, split_list

REFUSED = "refused"
"""The table of the rows that say which film of the catalogue a film is not."""


def differences(film: Film, known: Film) -> tuple[Difference, ...]:
    """Return the facts of which both know something, and the catalogue something else than the journal."""
    return tuple(
        Difference(name, text_of(ours), text_of(theirs))
        for name, ours, theirs in _both(film, known)
        if ours and theirs and not _is_within(theirs, ours) and not (name == "original_title" and theirs == film.title)
    )


def replaced(stored: StoredRecord[Film], found: CatalogueFilm, made: str) -> ImportedRecord[Film] | None:
    """Return the record of a film with the catalogue's values where they differ, and what it lacks filled in."""
    film, names = stored.value, {each.name for each in differences(stored.value, found.film)}
    if not names:
        return filled_in(stored, found, made)
    stays = tuple(credit for credit in film.credits if credit.role.value not in names)
    theirs = tuple(credit for credit in found.film.credits if credit.role.value in names)
    values = {name: getattr(found.film, name) for name in FIELDS if name in names}
    after = structs.replace(film, credits=stays + theirs, **values)
    stated = Film(id=film.id, title=film.title, credits=theirs, external_ids=film.external_ids, **values)
    own = next((row for row in stored.sources if row.name == (SERVICE, TABLE, key_of(found.film))), None)
    row = row_for(film, stated, found, made, own.cells if own is not None else {})
    sources = (*(each for each in stored.sources if each is not own), row)
    more = filled_in(StoredRecord(after, sources), found, made)
    return ImportedRecord(film, after if more is None else more.after, sources if more is None else more.sources)


def refused_keys(sources: Iterable[StoredSource]) -> frozenset[str]:
    """Return which films of the catalogue a film is not, as `key_of` calls them."""
    return frozenset([row.key for row in sources if row.service == SERVICE and row.table == REFUSED])


def refusing(stored: StoredRecord[Film], known: Iterable[Film]) -> ImportedRecord[Film]:
    """Return the record of a film with rows that say which films of the catalogue it is not."""
    rows = {row.name: row for row in stored.sources} | {row.name: row for row in map(_refusal, known)}
    return ImportedRecord(stored.value, stored.value, tuple(rows.values()))


def matches_of(sources: Iterable[StoredSource]) -> tuple[StoredSource, ...]:
    """Return the rows of the films of the catalogue that a film got facts from."""
    return tuple(row for row in sources if row.service == SERVICE and row.table == TABLE)


def without_match(stored: StoredRecord[Film]) -> ImportedRecord[Film]:
    """Return the record of a film without what came from the catalogue, and only that; the match is refused.

    A fact that was changed since stays, and so do people who were added since.
    """
    film, rows = stored.value, matches_of(stored.sources)
    for row in rows:
        film = _without(film, row)
    gone: set[Name] = {row.name for row in rows}
    refusals = (StoredSource(SERVICE, REFUSED, row.key, {"title": row.cells.get("title", "")}) for row in rows)
    sources = {row.name: row for row in stored.sources if row.name not in gone} | {row.name: row for row in refusals}
    return ImportedRecord(stored.value, film, tuple(sources.values()), frozenset(gone))


def _without(film: Film, row: StoredSource) -> Film:
    people = {role: set(split_list(row.cells.get(role.value, ""))) for role in Role}
    stays = tuple(credit for credit in film.credits if credit.name not in people[credit.role])
    empty = structs.replace(film, original_title="", year=None, runtime=None, genres=(), countries=(), languages=())
    values = {name: getattr(empty, name) for name in FIELDS if row.cells.get(name) == text_of(getattr(film, name))}
    ids: dict[str, Any] = structs.asdict(film.external_ids)
    ids |= {name: "" for name, id_ in ids.items() if id_ and row.cells.get(name) == id_}
    return structs.replace(film, credits=stays, external_ids=ExternalIds(**ids), **values)


def _refusal(known: Film) -> StoredSource:
    return StoredSource(SERVICE, REFUSED, key_of(known), {"title": known.title})


def _both(film: Film, known: Film) -> Iterator[tuple[str, Any, Any]]:
    for role in Role:
        yield role.value, film.people(role), known.people(role)
    for name in FIELDS:
        yield name, getattr(film, name), getattr(known, name)


def _is_within(theirs: Any, ours: Any) -> bool:  # noqa: ANN401 — whatever a fact is
    if isinstance(theirs, tuple):
        return {fold(each) for each in theirs} <= {fold(each) for each in ours}
    return bool(theirs == ours)
