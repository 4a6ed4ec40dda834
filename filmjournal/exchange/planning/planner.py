"""Plans an import: compares what is told with what is known, and says of each thing what would become of it.

The rows that a service told of once, and tells of no more.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import structs

from filmjournal.exchange.batch import Batch, Problem, SourceFilm, SourceList, SourceViewing, SourceWish
from filmjournal.exchange.planning.matching import FilmNames, KnownIndex, Pairing, sure_match
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.exchange.planning.pending import FILM, PendingItem, PendingRecords, Resolutions, delivered
from filmjournal.exchange.planning.plan import LEAVE_OUT, NEW_FILM, MissingRow, Plan, SourceItem, Step, StepKind
from filmjournal.model.film import Film
from filmjournal.model.incoming import Delivery, Kept, Known, lasting_id
from filmjournal.model.source import KeptList, KeptSource, Name, Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish


def missing_rows(index: KnownIndex, names: set[Name]) -> Iterator[MissingRow]:
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


def row_names(things: Iterable[SourceFilm | SourceViewing | SourceWish]) -> set[Name]:
    """Return what tells the rows of these things from others, without those that a journal of ours had kept."""
    sources = (source for told in things for source in told.sources)
    return {source.name for source in sources if not isinstance(source, KeptSource)}


def _gone(
    rows: Sequence[Source], film: Film, names: Collection[Name], tables: Collection[tuple[str, str]]
) -> Iterator[MissingRow]:
    for row in rows:
        if (row.service, row.table) in tables and row.name not in names:
            yield MissingRow(row, film)


Progress = Callable[[int, int], None]
"""Is told how many of how many films are planned; what it raises ends the planning."""

_WITH_OTHERS = "It is told with other viewings of the film."

_AT_ONCE = 200
"""Films between two tellings of how far it is."""


def plan(batch: Batch, known: Known, progress: Progress | None = None, like: Plan | None = None) -> Plan:
    """Return what bringing a batch into what is known would do, settled `like` an earlier plan of the batch."""
    resolutions = ({}, ()) if like is None else (like.choices, like.theirs, like.later)
    return _planned(batch, KnownIndex(known), progress, *resolutions)


def _planned(
    batch: Batch,
    index: KnownIndex,
    progress: Progress | None,
    choices: Mapping[str, str],
    theirs: Collection[int],
    later: Collection[int] = (),
) -> Plan:
    planning = _Planning(batch, index, choices, Resolutions(frozenset(theirs), frozenset(later)))
    planning.run(progress)
    return Plan(
        batch=batch,
        steps=tuple(planning.steps[number] for number in sorted(planning.steps)),
        delivery=planning.delivery,
        missing_rows=tuple(missing_rows(index, row_names((*batch.films, *batch.viewings, *batch.watchlist)))),
        replan=partial(_planned, batch, index, None),
        choices=choices,
        theirs=frozenset(theirs),
        later=frozenset(later),
    )


class _Planning:
    """One run over a batch."""

    def __init__(self, batch: Batch, index: KnownIndex, choices: Mapping[str, str], resolutions: Resolutions) -> None:
        self.steps: dict[int, Step] = {}
        self._batch = batch
        self._index = index
        self._choices = choices
        self._ids = frozenset(told.film.id for told in batch.films)
        self._with_names = frozenset(told.film.id for told in batch.films if told.film.external_ids.known)
        self._pairing = Pairing(index, batch.viewings)
        idle = self._pairing.accounted_for
        viewings = (each for place, each in enumerate(batch.viewings) if place not in idle)
        names = row_names((*batch.films, *viewings, *batch.watchlist)) | {self._link(id_).name for id_ in self._ids}
        self._films = PendingRecords(index.films, resolutions, names, Film.completed_by)
        self._viewings = PendingRecords(index.viewings, resolutions, names)
        self._wishes = PendingRecords(index.wishes, resolutions, names)
        self._titles = Counter(_title(told.film) for told in batch.films) if index.films else Counter()
        self._named: dict[tuple[str, str], str] = {}
        self._fulfilled: set[str] = set()
        self._wished: set[str] = set()
        self._lists: list[KeptList] = []
        self._viewings_of: defaultdict[str, list[tuple[int, SourceViewing]]] = defaultdict(list)
        self._wishes_of: defaultdict[str, list[tuple[int, SourceWish]]] = defaultdict(list)

    @property
    def delivery(self) -> Delivery:
        """All that is to come in."""
        return delivered(self._films, self._viewings, self._wishes, self._lists, self._fulfilled - self._wished)

    def run(self, progress: Progress | None) -> None:
        """Plan everything."""
        batch = self._batch
        for number, viewing in enumerate(batch.viewings, start=len(batch.films)):
            self._viewings_of[viewing.viewing.film].append((number, viewing))
        for number, wish in enumerate(batch.watchlist, start=len(batch.films) + len(batch.viewings)):
            self._wishes_of[wish.wish.film].append((number, wish))
        for number, film in enumerate(batch.films):
            if progress is not None and number % _AT_ONCE == 0:
                progress(number, len(batch.films))
            self._plan(number, film)
        for number, told in enumerate(batch.lists, start=len(batch.films) + len(batch.viewings) + len(batch.watchlist)):
            self._plan_list(number, told)
        self._tell_the_rest()

    def _tell_the_rest(self) -> None:
        """Tell what nothing could be made of: rows that are problems, and what is of a film that nobody tells of."""
        batch = self._batch
        things: tuple[SourceItem, ...] = (
            *batch.films,
            *batch.viewings,
            *batch.watchlist,
            *batch.lists,
            *batch.problems,
        )
        for number, told in enumerate(things):
            if number not in self.steps:
                reason = told.reason if isinstance(told, Problem) else "Nothing is told of its film."
                is_in_part = isinstance(told, Problem) and told.is_partial
                self.steps[number] = Step(
                    number, StepKind.PARTIAL if is_in_part else StepKind.UNREADABLE, told, reason=reason
                )

    def _plan(self, number: int, told: SourceFilm) -> None:
        viewings, wishes = self._viewings_of[told.film.id], self._wishes_of[told.film.id]
        choice = self._choices.get(told.film.id)
        film_id, candidates = self._known_as(told, [each for _, each in viewings], [each for _, each in wishes])
        if film_id is None and candidates and choice not in {NEW_FILM, LEAVE_OUT}:
            film_id = next((film.id for film in candidates if film.id == choice), None)
        if choice == LEAVE_OUT or (film_id is None and candidates and choice != NEW_FILM):
            reason = "It is left out." if choice == LEAVE_OUT else "It is not clear which film it is."
            self._step(number, StepKind.AMBIGUOUS, told, told.film, reason=reason, candidates=tuple(candidates))
            things: tuple[tuple[int, SourceItem], ...] = (*viewings, *wishes)
            for each, thing in things:
                self._step(each, StepKind.AMBIGUOUS, thing, told.film)
            return
        film_id = film_id or self._new_id(told.film, is_ours=told.is_ours)
        rows = (self._link(told.film.id), *_own_rows(told.sources))
        is_ours = told.is_ours and told.film.id == film_id
        moments = (each.viewing.modified for _, each in viewings if each.viewing.modified is not None)
        carried, written = self._carried(told.sources), max(moments, default=None)
        telling = PendingItem(
            number, told.film, rows, carried, is_ours=is_ours, written=written, own_keys=told.own_keys
        )
        kind, differences = self._films.tell(structs.replace(told.film, id=film_id), telling)
        self._named |= dict.fromkeys(told.film.external_ids.known, film_id)
        self._step(number, kind, told, self._films.value(film_id), differences=differences)
        self._plan_viewings(film_id, viewings)
        for each, wish in wishes:
            self._plan_wish(each, wish, film_id)

    def _known_as(
        self, told: SourceFilm, viewings: Sequence[SourceViewing], wishes: Sequence[SourceWish]
    ) -> tuple[str | None, list[Film]]:
        """Return the id of the known film that is told of, or the films that it may be; neither for a new one."""
        index, film = self._index, told.film
        if not index.films:
            return None, []
        of_film = (self._link(film.id).name, *(source.name for source in told.sources))
        things: tuple[SourceViewing | SourceWish, ...] = (*viewings, *wishes)
        of_others = (source.name for each in things for source in each.sources)
        known = next((id_ for id_ in (film.id, lasting_id(film.id)) if id_ in index.films), None)
        film_names = FilmNames(self._batch.service, film.id, self._ids, self._with_names)
        known = known or index.film_of_rows(of_film) or index.film_of_others(of_others, film_names)
        known = known or next(
            (index.viewings[each.viewing.id].value.film for each in viewings if each.viewing.id in index.viewings), None
        )
        if known is not None:
            return known, []
        candidates = index.candidates(film, film_names)
        sure = sure_match(film, candidates)
        if sure is not None and (self._titles[_title(film)] == 1 or sure.external_ids.shared_with(film.external_ids)):
            return sure.id, []
        return None, candidates

    def _new_id(self, film: Film, *, is_ours: bool) -> str:
        """Return the id of a film that is new: of one that another film of the batch is too, that one's."""
        same = (self._named.get(name) for name in film.external_ids.known)
        for film_id in same:
            other = self._films.value(film_id) if film_id is not None else None
            if other is not None and not other.external_ids.contradicts(film.external_ids):
                return other.id
        return film.id if is_ours else lasting_id(film.id)

    def _plan_viewings(self, film_id: str, told: Sequence[tuple[int, SourceViewing]]) -> None:
        known = self._known_viewings(film_id, told)
        for number, each in told:
            rows = self._rows_of(each)
            is_told = self._place(number) in self._pairing.accounted_for
            if is_told or self._pairing.is_rated(each, known.get(number)):
                kind = StepKind.CHANGED if self._films.add_rows(film_id, rows) else StepKind.UNCHANGED
                self._step(number, kind, each, self._films.value(film_id), reason=_WITH_OTHERS)
            elif number not in known and self._is_removed(each, rows):
                self._step(number, StepKind.UNCHANGED, each, self._films.value(film_id), reason="You removed it here.")
            else:
                self._plan_viewing(number, each, known.get(number), film_id)

    def _known_viewings(self, film_id: str, told: Sequence[tuple[int, SourceViewing]]) -> dict[int, Kept[Viewing]]:
        """Return which viewings of the journal these of a film are."""
        by_rows = self._pairing.known
        known = {number: by_rows[place] for number, _ in told if (place := self._place(number)) in by_rows}
        if len(known) == len(told) or film_id not in self._index.viewings_of:
            return known
        others = {
            number: structs.replace(each, sources=rows)
            for number, each in told
            if number not in known
            and self._place(number) not in self._pairing.accounted_for
            and not self._is_removed(each, rows := self._rows_of(each))
        }
        return known | self._pairing.alike(others, film_id)

    def _is_removed(self, told: SourceViewing, rows: Sequence[Source]) -> bool:
        return bool(self._index.known.removed) and self._index.is_removed(_id_of(told, rows), rows)

    def _place(self, number: int) -> int:
        """Return the place of a viewing among those of the batch."""
        return number - len(self._batch.films)

    def _rows_of(self, told: SourceViewing) -> tuple[Source, ...]:
        return _own_rows(told.sources) or (Source(self._batch.service, "viewing", _named(told), {}),)

    def _carried(self, sources: Sequence[Source]) -> tuple[KeptSource, ...]:
        """Return the rows that a journal of ours had kept, and no record of this one has."""
        return tuple([row for row in sources if isinstance(row, KeptSource) and not self._index.knows(row.name)])

    def _plan_viewing(self, number: int, told: SourceViewing, known: Kept[Viewing] | None, film_id: str) -> None:
        rows = self._rows_of(told)
        id_, of = (known.value.id, known.value.film) if known is not None else (_id_of(told, rows), film_id)
        self._pairing.taken.add(id_)
        new = structs.replace(told.viewing, id=id_, film=of)
        telling = PendingItem(
            number,
            told.viewing,
            rows,
            self._carried(told.sources),
            leads=not told.is_of_film,
            is_ours=told.viewing.id == id_,
            written=told.viewing.modified,
            own_keys=told.own_keys,
        )
        kind, differences = self._viewings.tell(new, telling)
        is_only_kept = kind is StepKind.CHANGED and not differences
        reason = "Its row is kept with what is here." if is_only_kept else ""
        self._step(number, kind, told, self._films.value(of), reason=reason, differences=differences)
        if kind is StepKind.NEW and self._index.is_fulfilled(film_id, told.viewing):
            self._fulfilled.add(film_id)

    def _plan_wish(self, number: int, told: SourceWish, film_id: str) -> None:
        index, film = self._index, self._films.value(film_id)
        row = Source(self._batch.service, "wish", told.wish.id or told.wish.film, {})
        rows = _own_rows(told.sources) or (row,)
        known = index.wishes.get(told.wish.id) or index.wish_of_rows(told.sources) or index.wish_of.get(film_id)
        id_ = known.value.id if known is not None else told.wish.id or lasting_id(*rows[0].name)
        if known is None and index.is_removed(id_, rows):
            self._step(number, StepKind.UNCHANGED, told, film, reason="It was taken off the watchlist here.")
        elif known is None and self._pairing.is_seen(film_id):
            is_new = self._films.add_rows(film_id, rows)
            kind = StepKind.CHANGED if is_new else StepKind.UNCHANGED
            self._step(number, kind, told, film, reason="You have seen it: its row is kept with the film.")
        else:
            new = structs.replace(told.wish, id=id_, film=known.value.film if known is not None else film_id)
            carried, is_ours = self._carried(told.sources), told.wish.id == id_
            telling = PendingItem(
                number, told.wish, rows, carried, is_ours=is_ours, written=told.wish.modified, own_keys=told.own_keys
            )
            kind, differences = self._wishes.tell(new, telling)
            self._wished.add(new.film)  # it is wished for once more, and so by somebody who has seen it
            self._step(number, kind, told, film, differences=differences)

    def _plan_list(self, number: int, told: SourceList) -> None:
        known = self._index.lists.get(told.kept.name)
        kind = StepKind.NEW if known is None else StepKind.UNCHANGED if known == told.kept else StepKind.CHANGED
        if kind is not StepKind.UNCHANGED:
            self._lists.append(told.kept)
        self._step(number, kind, told, None, reason="It has no place in a journal, and is kept as it stands.")

    def _step(
        self,
        number: int,
        kind: StepKind,
        told: SourceItem,
        film: Film | None,
        *,
        reason: str = "",
        candidates: tuple[Film, ...] = (),
        differences: tuple[Difference, ...] = (),
    ) -> None:
        self.steps[number] = Step(number, kind, told, film, reason, candidates, differences)

    def _link(self, film_id: str) -> Source:
        """Return the row that stands for a film of the batch itself."""
        return Source(self._batch.service, FILM, film_id, {})


def _own_rows(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the rows that tell what is told, and not those that a journal of ours had kept with it."""
    return tuple([row for row in sources if type(row) is Source])


def _title(film: Film) -> tuple[str, int | None]:
    return fold(film.title), film.year


def _id_of(told: SourceViewing, rows: Sequence[Source]) -> str:
    return told.viewing.id or lasting_id(*rows[0].name)


def _named(told: SourceViewing) -> str:
    return told.viewing.id or f"{told.viewing.film} {told.viewing.watched or ''}"
