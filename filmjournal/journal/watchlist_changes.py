"""Changes of the watchlist: a film that is put on it, and an item that is edited."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import structs

from filmjournal.journal.changes import Mutation
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.import_changes import stable_id
from filmjournal.model.source import StoredSource
from filmjournal.model.wish import Wish, Wished


def add_item(
    film: Film, wish: Wish, seen: Film | None, new_id: str, now: datetime, sources: Sequence[StoredSource]
) -> Mutation:
    """Return the mutation that puts a film on the watchlist, or completes the item that is there.

    `seen` is the film of the journal that was chosen, `new_id` the id of a new one, and `sources` are the rows that
    facts of it are from.
    """
    other_id = new_id if new_id != film.id else stable_id(film.id, wish.id)

    def mutate(tables: Tables) -> list[Alteration]:
        stored, altered = tables.put_film(film, other_id, seen, now, sources)
        before = next((each.wish for each in tables.wished() if each.film.id == stored.id), None)
        new = structs.replace(wish, film=stored.id, created=now)
        item = tables.update(before, before.completed_by(wish) if before is not None else new, now)
        return [*altered, Alteration(before, item)]

    return mutate


def revise_item(seen: Wished, revised: Wished, now: datetime) -> Mutation:
    """Return the mutation that changes a watchlist item and its film."""

    def mutate(tables: Tables) -> list[Alteration]:
        return tables.edit(seen.film, revised.film, now) + tables.edit(seen.wish, revised.wish, now)

    return mutate
