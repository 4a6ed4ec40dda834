"""Changes of one entry: a viewing that is logged, edited or moved to another film."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from filmjournal.journal.changes import Mutation
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.import_changes import stable_id
from filmjournal.model.source import StoredSource
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import titled


def log_entry(
    film: Film, viewing: Viewing, seen: Film | None, new_id: str, now: datetime, sources: Sequence[StoredSource] = ()
) -> Mutation:
    """Return the mutation that adds a viewing with its film, and removes that from the watchlist.

    `seen` is the film of the journal that was chosen, `new_id` the id of a new one, and `sources` are the rows that
    facts of the film are from.
    """
    other_id = new_id if new_id != film.id else stable_id(film.id, viewing.id)

    def mutate(tables: Tables) -> list[Alteration]:
        stored, altered = tables.put_film(film, other_id, seen, now, sources)
        added = tables.update(None, structs.replace(viewing, film=stored.id, created=now), now)
        return [*altered, Alteration(None, added), *tables.remove_film_from_watchlist(stored.id, now)]

    return mutate


def revise_entry(
    seen: Entry,
    revised: Entry,
    chosen: Film | None,
    new_id: str,
    now: datetime,
    sources: Sequence[StoredSource] = (),
) -> Mutation:
    """Return the mutation that edits a viewing and its film, or moves it to another film.

    `chosen` is that other film as the journal has it, `new_id` the id of a new one, and `sources` are the rows that
    facts of that are from.
    """
    film = revised.film

    def edit(tables: Tables) -> list[Alteration]:
        of_film = tables.edit(seen.film, film, now)
        return of_film + tables.edit(seen.viewing, structs.replace(revised.viewing, film=film.id), now)

    def move(tables: Tables) -> list[Alteration]:
        stored, altered = tables.put_film(film, new_id, chosen, now, sources)
        moved = tables.edit(seen.viewing, structs.replace(revised.viewing, film=stored.id), now)
        return [*altered, *moved, *tables.remove_film_from_watchlist(stored.id, now)]

    return edit if film.id == seen.film.id else move


def revision_title(before: Entry, after: Entry) -> str:
    """Return what changing an entry is called: rated, moved to another film, or edited."""
    if after.film.id != before.film.id:
        return f"Moved a viewing of {titled(before.film)} to {titled(after.film)}"
    only_rated = structs.replace(before.viewing, rating=after.viewing.rating)
    is_rating = (after.film, structs.replace(after.viewing, film=after.film.id)) == (before.film, only_rated)
    return f"{'Rated' if is_rating else 'Edited'} {after.film.title}"
