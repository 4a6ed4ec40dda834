"""Which viewing of the journal each viewing that is told of is."""

from collections.abc import Iterator, Mapping, Sequence

from filmjournal.exchange.batch import ToldViewing
from filmjournal.exchange.known_index import KnownIndex
from filmjournal.exchange.three_way import is_written
from filmjournal.model.incoming import Kept
from filmjournal.model.source import Name, Source
from filmjournal.model.viewing import Viewing

_DAY = 10
"""Characters of a date that is a whole day."""


class Pairing:
    """The viewings of a batch by their places in it: all that a row or an id says of them, and then film by film."""

    def __init__(self, index: KnownIndex, told: Sequence[ToldViewing]) -> None:
        self._index = index
        self._names = {row.name for each in told for row in each.sources}
        self.taken: set[str] = set()
        """The viewings of the journal that are told of."""
        self.known = self._by_rows(told) if index.viewings else {}
        """What each of the told ones is, where a row or an id says so."""
        self.told_with_others = frozenset(place for place, each in enumerate(told) if self._is_told_with(place, each))
        """Those of which all that is told is known of viewings that are told of by other rows."""

    def _by_rows(self, told: Sequence[ToldViewing]) -> dict[int, Kept[Viewing]]:
        """Return what each is by its id or its rows.

        Of the rows that a viewing has, the first is its own and the others may move on to another viewing: what the
        first says counts more, and what two others say counts nothing. One that only the film was told of comes last.
        """
        claims = [(rank, place, id_) for place, each in enumerate(told) for rank, id_ in self._claims(each)]
        found: dict[int, Kept[Viewing]] = {}
        for _, place, id_ in sorted(claims):
            if place not in found and id_ not in self.taken:
                found[place] = self._index.viewings[id_]
                self.taken.add(id_)
        return found

    def _claims(self, told: ToldViewing) -> Iterator[tuple[int, str]]:
        """Yield each viewing that this may be, and how little speaks for it."""
        if told.viewing.id in self._index.viewings:
            yield 0, told.viewing.id
        for place, row in enumerate(told.sources):
            kept = self._index.viewing_of_row(row.name)
            if kept is not None:
                is_own = _own_row(kept, row.service) == row.name
                if place == 0 or is_own:
                    yield 1 + (place > 0) + 2 * told.is_of_film, kept.value.id
        first = told.sources[0] if told.sources else None
        if first is not None and self._index.viewing_of_row(first.name) is None:
            for kept in self._index.viewings_of_key(first):
                if _own_key(kept, first) == first.key:
                    yield 4, kept.value.id

    def _is_told_with(self, place: int, told: ToldViewing) -> bool:
        """Whether the row of a viewing is one that is kept with another viewing, or with a film that has some."""
        if place in self.known or not told.is_of_film:
            return False
        row = told.sources[0].name
        kept = self._index.viewing_of_row(row)
        if kept is not None:
            return kept.value.id in self.taken
        return bool(self._index.viewings_of.get(self._index.film_of_rows((row,)) or ""))

    def is_seen(self, film_id: str) -> bool:
        """Whether the journal has a viewing of a film of which nothing is told."""
        return any(kept.value.id not in self.taken for kept in self._index.viewings_of.get(film_id, ()))

    def is_rated(self, told: ToldViewing, known: Kept[Viewing] | None) -> bool:
        """Whether the viewing that a rating of the film would go to has one that its service told of it alone."""
        if not told.is_of_film or known is None or known.value.rating is None:
            return False
        own = told.viewing
        is_only_rating = own.rating is not None and not (own.liked or own.review or own.tags)
        names, service = {row.name for row in told.sources}, told.sources[0].service
        is_new = not any(row.name in names for row in known.sources)
        return is_only_rating and is_new and any(row.service == service for row in known.sources)

    def alike(self, told: Mapping[int, ToldViewing], film_id: str) -> dict[int, Kept[Viewing]]:
        """Return what each of these viewings of a film is without a row that says so; nothing for one that is new.

        It is one of the same day, or of a day that is not known as well, for which this service has no row. Two that
        were written about differently are two, unless they are of one day: then what is written there is paired first.
        """
        found: dict[int, Kept[Viewing]] = {}
        if film_id not in self._index.viewings_of:
            return found
        for place, each in sorted(told.items(), key=lambda item: self._order(item[1].viewing, film_id)):
            kept = self._alike(each.viewing, each.sources, film_id)
            if kept is not None:
                found[place] = kept
                self.taken.add(kept.value.id)
        return found

    def _order(self, told: Viewing, film_id: str) -> tuple[int, bool]:
        of_film = (kept.value for kept in self._index.viewings_of[film_id])
        return -len(told.watched or ""), not any(is_written(told.review, known) for known in of_film)

    def _alike(self, told: Viewing, rows: Sequence[Source], film_id: str) -> Kept[Viewing] | None:
        of_film = self._index.viewings_of[film_id]
        free = [kept for kept in of_film if kept.value.id not in self.taken and self._is_free(kept, rows)]
        watched = told.watched or ""
        of_the_day = [kept for kept in free if len(watched) == _DAY and kept.value.watched == watched]
        close = of_the_day or [kept for kept in free if _may_be_one(kept.value, told)]
        return max(close, key=lambda kept: _closeness(kept.value, told), default=None)

    def _is_free(self, kept: Kept[Viewing], rows: Sequence[Source]) -> bool:
        """Whether the service of these rows has no other for this viewing: none of that kind, and none told elsewhere.

        It has another kind of rows for the same viewing in another of its files, and for a film that it lost.
        """
        service, table = rows[0].service, rows[0].table
        names = {row.name for row in rows}
        own = [each for each in kept.sources if each.service == service and each.name not in names]
        return all(each.table != table and each.name not in self._names for each in own)


def _own_row(kept: Kept[Viewing], service: str) -> Name | None:
    return next((row.name for row in kept.sources if row.service == service), None)


def _own_key(kept: Kept[Viewing], row: Source) -> str | None:
    own = _own_row(kept, row.service)
    return own[2] if own is not None else None


def _may_be_one(known: Viewing, told: Viewing) -> bool:
    here, there = known.watched or "", told.watched or ""
    if not (here.startswith(there) or there.startswith(here)):
        return False
    return not known.review.strip() or not told.review.strip() or is_written(told.review, known)


def _closeness(known: Viewing, told: Viewing) -> tuple[bool, bool, bool, str]:
    return is_written(told.review, known), known.rating == told.rating, known.rating is None, known.watched or ""
