"""Two records of one film that become one."""

from datetime import datetime

from msgspec import structs

from filmjournal.journal.changes import Mutation
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


def merge_films(kept_id: str, other_id: str, now: datetime) -> Mutation:
    """Return the mutation that makes two films one; it changes nothing where they are one already, or one is gone.

    The film that stays gets what it lacks from the other, with all its viewings and its watchlist item. The other
    record stays in the file and says what it was merged into: another copy of the journal may have viewings of it.
    """

    def mutate(tables: Tables) -> list[Alteration]:
        kept, other = tables.films.value(kept_id), tables.films.value(other_id)
        if kept is None or other is None or kept.id == other.id:
            return []
        altered: list[Alteration] = []
        completed = kept.completed_by(other)
        if completed != kept:
            altered.append(Alteration(kept, tables.update(kept, completed, now)))
        viewings = [viewing for viewing in tables.viewings.values() if viewing.film == other.id]
        altered += [_moved(tables, viewing, kept, now) for viewing in viewings]
        altered += _one_wish(tables, kept, other, now)
        altered += _one_item_a_list(tables, kept, other, now)
        merged = structs.replace(other, merged_into=kept.id)
        return [*altered, Alteration(other, tables.update(other, merged, now))]

    return mutate


def _moved(tables: Tables, viewing: Viewing, film: Film, now: datetime) -> Alteration:
    return Alteration(viewing, tables.update(viewing, structs.replace(viewing, film=film.id), now))


def _one_wish(tables: Tables, kept: Film, other: Film, now: datetime) -> list[Alteration]:
    """Leave one watchlist item of two films that become one, and return what that altered."""
    wishes = tables.wishes.values()
    theirs = [wish for wish in wishes if wish.film == other.id]
    ours = next((wish for wish in wishes if wish.film == kept.id), None)
    altered: list[Alteration] = []
    for wish in theirs:
        if ours is None:
            ours = tables.update(wish, structs.replace(wish, film=kept.id), now)
            altered.append(Alteration(wish, ours))
            continue
        completed: Wish = tables.update(ours, ours.completed_by(wish), now)
        altered += [Alteration(ours, completed), Alteration(tables.remove_watchlist_item(wish.id, now), None)]
        ours = completed
    return altered


def _one_item_a_list(tables: Tables, kept: Film, other: Film, now: datetime) -> list[Alteration]:
    """Leave one item on each list of two films that become one; it has both notes, where both have one."""
    ours = {item.list: item for item in tables.items.values() if item.film == kept.id}
    altered: list[Alteration] = []
    for item in [item for item in tables.items.values() if item.film == other.id]:
        own = ours.get(item.list)
        if own is None:
            altered.append(Alteration(item, tables.update(item, structs.replace(item, film=kept.id), now)))
            continue
        notes = "\n\n".join(dict.fromkeys(filter(None, (own.note, item.note))))
        noted = tables.update(own, structs.replace(own, note=notes), now)
        altered += [Alteration(own, noted), Alteration(tables.remove_record("list_items", item.id, now), None)]
    return altered
