"""The films of a journal, where a record may have been merged into another one that is the same film.

The merged record stays in the file, under its id, and says what it was merged into. So a merge of two copies of the
journal neither brings it back nor leaves the viewings that only one of them has without their film.
"""

from typing import Any, TypeVar

from msgspec import structs

from filmjournal.journal.records import Records
from filmjournal.journal.sources import sources_of
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem
from filmjournal.model.source import StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish, FilmList, ListItem)
Item = TypeVar("Item", Viewing, Wish, ListItem)


class FilmRecords(Records[Film]):
    """The films. A record that was merged into another one is not shown, and its id finds that other one."""

    def values(self) -> list[Film]:
        """Return every film, in the order of the file."""
        films = super().values()
        if not any(film.merged_into for film in films):
            return films
        return [film for film in films if not film.merged_into or self.value(film.id) is film]

    def value(self, id_: str) -> Film | None:
        """Return the film with this id, or the one that its record was merged into; None where there is none.

        Where copies of a journal merged records into each other the other way round, the lowest id is the film.
        """
        stored = self.stored(id_)
        if stored is None or not stored.value.merged_into:  # as good as always
            return None if stored is None else stored.value
        return self._shown(stored.value)

    def _shown(self, film: Film) -> Film:
        passed: list[str] = []
        while film.merged_into and film.id not in passed:
            passed.append(film.id)
            film = super().value(film.merged_into) or film
        if film.id not in passed:
            return film
        circle = passed[passed.index(film.id) :]
        return super().value(min(circle)) or film

    def sources(self, id_: str) -> tuple[StoredSource, ...]:
        """Return the rows that the facts of a film are from, those of records merged into it too, each once."""
        film = self.value(id_)
        own = [] if film is None else [self.stored(film.id)]
        own += [each for each in self.all() if each.value.merged_into and self.value(each.value.id) is film]
        rows = [row for stored in own if stored is not None for row in sources_of(stored.document)]
        return tuple({row.name: row for row in reversed(rows)}.values())[::-1]

    def merged_names(self) -> dict[str, str]:
        """Return the names of people that were merged with another one of theirs, each with that one.

        A name that somebody still has is not among them: it is a namesake's.
        """
        merged = {other.credited_as: other.name for film in self.values() for other in film.other_names}
        if not merged:  # as good as always
            return merged
        credited = {credit.name for film in self.values() for credit in film.credits}
        return {other: name for other, name in merged.items() if other not in credited}

    def of_shown(self, value: Any) -> Any:  # noqa: ANN401 — a film, a viewing or a watchlist item
        """Return a viewing or a watchlist item with the id of the film that is shown for it; a film as it is."""
        film = None if isinstance(value, Film | FilmList) else self.value(value.film)
        return value if film is None else of_film(value, film)

    def as_shown(self, seen: Any, value: Any) -> tuple[Any, Any]:  # noqa: ANN401 — of one type
        """Return a value before and after a change; of a film that was merged into another one meanwhile, that one.

        Whoever changes a film without knowing that it was merged changes the film that is shown for it.
        """
        shown = self.value(value.id) if isinstance(value, Film) else None
        is_known = shown is None or value.merged_into != (seen.merged_into if seen is not None else "")
        if shown is None or is_known or shown.id == value.id:
            return seen, value
        return shown, changed_as(seen, value, shown)


def of_film(item: Item, film: Film) -> Item:
    """Return a viewing or a watchlist item with the id of this film."""
    return item if item.film == film.id else structs.replace(item, film=film.id)


def changed_as(seen: Film | None, value: Film, current: Film) -> Film:
    """Return a film with what somebody changed in another record of it; of one they did not know, what it lacks."""
    return current.completed_by(value) if seen is None else changed_fields(seen, value, current)[0]


def changed_fields(seen: Value, value: Value, current: Value) -> tuple[Value, list[str]]:
    """Return the current value with the fields that `value` changed from `seen`, and which of them others changed."""
    changed = {
        name: getattr(value, name)
        for name in value.__struct_fields__
        if name not in _SET_BY_JOURNAL and getattr(value, name) != getattr(seen, name)
    }
    replaced = [name for name, own in changed.items() if getattr(current, name) not in (getattr(seen, name), own)]
    return structs.replace(current, **changed), replaced


_SET_BY_JOURNAL = frozenset({"id", "created", "modified"})
