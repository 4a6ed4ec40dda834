"""Plans an import: matches each item of a batch with the journal's records, and says what would become of it.

The journal's rows that the files no longer have are listed too; nothing is removed with them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from msgspec import structs

from filmjournal.exchange.batch import Batch, Problem, SourceFilm, SourceList, SourceViewing, SourceWish
from filmjournal.exchange.planning.corrections import (
    StoredPair,
    are_stored,
    missing_rows,
    rating_differences,
    row_names,
    with_corrected_ids,
)
from filmjournal.exchange.planning.matching import FilmNames, KnownIndex, Pairing, sure_match
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.exchange.planning.pending import FILM, PendingItem, PendingRecords, Resolutions, import_changes
from filmjournal.exchange.planning.plan import LEAVE_OUT, NEW_FILM, Plan, SourceItem, Step, StepKind
from filmjournal.model.collector import collector_paused
from filmjournal.model.film import Film
from filmjournal.model.import_changes import ImportChanges, JournalSnapshot, StoredRecord, stable_id
from filmjournal.model.source import Name, Source, StoredList, StoredSource
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing

Progress = Callable[[int, int], None]
"""Called with the number of films planned so far and of all films; what it raises ends the planning."""

_ACCOUNTED_FOR = "Other rows of the film already account for it."

_AT_ONCE = 200
"""Films between two calls of the progress."""


def plan(batch: Batch, known: JournalSnapshot, progress: Progress | None = None, like: Plan | None = None) -> Plan:
    """Return what importing a batch would do to what the journal knows; nothing is changed.

    `like` is an earlier plan of the same batch, whose resolutions hold again. It raises only what `progress` raises.
    """
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
    with collector_paused():  # nothing that is made here is in a circle
        return _run(batch, index, progress, choices, Resolutions(frozenset(theirs), frozenset(later)))


def _run(
    batch: Batch,
    index: KnownIndex,
    progress: Progress | None,
    choices: Mapping[str, str],
    resolutions: Resolutions,
) -> Plan:
    planning = _Planning(batch, index, choices, resolutions)
    planning.run(progress)
    return Plan(
        batch=batch,
        steps=tuple(planning.steps[number] for number in sorted(planning.steps)),
        changes=planning.changes,
        missing_rows=tuple(
            missing_rows(index, row_names((*batch.films, *batch.viewings, *batch.watchlist)) | planning.renamed_rows)
        ),
        replan=partial(_planned, batch, index, None),
        choices=choices,
        theirs=resolutions.theirs,
        later=resolutions.later,
    )


class _Planning:
    """One run over a batch: matches each item, merges it, and notes its step."""

    def __init__(self, batch: Batch, index: KnownIndex, choices: Mapping[str, str], resolutions: Resolutions) -> None:
        self.steps: dict[int, Step] = {}
        self._batch = batch
        self._index = index
        self._choices = choices
        self._ids = frozenset(item.film.id for item in batch.films)
        self._with_names = frozenset(item.film.id for item in batch.films if item.film.external_ids.known)
        self._pairing = Pairing(index, batch.viewings)
        idle = self._pairing.accounted_for
        viewings = (each for place, each in enumerate(batch.viewings) if place not in idle)
        names = row_names((*batch.films, *viewings, *batch.watchlist)) | {self._link(id_).name for id_ in self._ids}
        self._names = names
        self._films = PendingRecords(index.films, resolutions, names, Film.completed_by)
        self._viewings = PendingRecords(index.viewings, resolutions, names)
        self._wishes = PendingRecords(index.wishes, resolutions, names)
        self._titles = Counter(_title(item.film) for item in batch.films) if index.films else Counter()
        self._named: dict[tuple[str, str], str] = {}
        self._fulfilled: set[str] = set()
        self._readdressed: set[str] = set()
        self.renamed_rows: set[Name] = set()
        """Rows whose service calls them otherwise now."""
        self._wished: set[str] = set()
        self._lists: list[StoredList] = []
        self._viewings_of: defaultdict[str, list[tuple[int, SourceViewing]]] = defaultdict(list)
        self._wishes_of: defaultdict[str, list[tuple[int, SourceWish]]] = defaultdict(list)

    @property
    def changes(self) -> ImportChanges:
        """All records to be imported."""
        return import_changes(self._films, self._viewings, self._wishes, self._lists, self._fulfilled - self._wished)

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
        for number, item in enumerate(batch.lists, start=len(batch.films) + len(batch.viewings) + len(batch.watchlist)):
            self._plan_list(number, item)
        self._add_rest()

    def _add_rest(self) -> None:
        """Add a step for every problem, and for items whose film is not in the batch."""
        batch = self._batch
        things: tuple[SourceItem, ...] = (
            *batch.films,
            *batch.viewings,
            *batch.watchlist,
            *batch.lists,
            *batch.problems,
        )
        for number, item in enumerate(things):
            if number not in self.steps:
                reason = item.reason if isinstance(item, Problem) else "The files don't have its film."
                self.steps[number] = Step(number, _kind_of(item), item, reason=reason)

    def _plan(self, number: int, item: SourceFilm) -> None:
        viewings, wishes = self._viewings_of[item.film.id], self._wishes_of[item.film.id]
        if self._index.films and self._is_stored_as_it_is(number, item):
            return
        choice = self._choices.get(item.film.id)
        film_id, candidates = self._match_film(item, [each for _, each in viewings], [each for _, each in wishes])
        if film_id is None and candidates and choice not in {NEW_FILM, LEAVE_OUT}:
            film_id = next((film.id for film in candidates if film.id == choice), None)
        if choice == LEAVE_OUT or (film_id is None and candidates and choice != NEW_FILM):
            reason = "You left it out." if choice == LEAVE_OUT else "It isn't certain which film this is."
            self._step(number, StepKind.AMBIGUOUS, item, item.film, reason=reason, candidates=tuple(candidates))
            things: tuple[tuple[int, SourceItem], ...] = (*viewings, *wishes)
            for each, thing in things:
                self._step(each, StepKind.AMBIGUOUS, thing, item.film)
            return
        film_id = film_id or self._new_id(item.film, is_ours=item.is_ours)
        rows = (self._link(item.film.id), *_own_rows(item.sources))
        is_ours = item.is_ours and item.film.id == film_id
        moments = (each.viewing.modified for _, each in viewings if each.viewing.modified is not None)
        written = max(moments, default=None) if is_ours else None
        carried = self._carried_rows(item.sources) if item.sources else ()
        pending = PendingItem(
            number, item.film, rows, carried, is_ours=is_ours, written=written, own_keys=item.own_keys
        )
        kind, differences = self._films.merge(structs.replace(item.film, id=film_id), pending)
        merged = self._films.value(film_id)
        if item.film.id in self._readdressed and merged is not None:  # its service has another name for it now
            ids = structs.replace(merged.external_ids, **dict(item.film.external_ids.known))
            self._films.replace(film_id, structs.replace(merged, external_ids=ids))
        if film_id in self._index.films:
            stated = (source for _, each in viewings for source in each.sources)
            wanted = (source for _, each in wishes for source in each.sources)
            self._correct_ids(film_id, item, (*item.sources, *stated, *wanted))
        self._named |= dict.fromkeys(item.film.external_ids.known, film_id)
        rated = self._rating_differences(film_id)
        kind = StepKind.CHANGED if rated and kind is StepKind.UNCHANGED else kind
        self._step(number, kind, item, self._films.value(film_id), differences=(*differences, *rated))
        self._plan_viewings(film_id, viewings)
        for each, wish in wishes:
            self._plan_wish(each, wish, film_id)

    def _is_stored_as_it_is(self, number: int, item: SourceFilm) -> bool:
        """Note an item of which all rows are stored as they are, as most are in a second import; else return False."""
        film = self._index.films.get(self._index.film_of_rows((self._link(item.film.id).name,)) or "")
        viewings, wishes = self._viewings_of[item.film.id], self._wishes_of[item.film.id]
        pairs: list[StoredPair] = [(each, self._pairing.known.get(self._place(at))) for at, each in viewings]
        pairs += [(each, self._index.wish_of_rows(each.sources)) for _, each in wishes]
        if film is None or item.film.id in self._choices or not are_stored(film, item, pairs, self._names):
            return False
        self._films.touch(film.value.id)
        self._named |= dict.fromkeys(item.film.external_ids.known, film.value.id)
        self._wished |= {film.value.id} if wishes else set()
        for at, each in ((number, item), *viewings, *wishes):
            self._step(at, StepKind.UNCHANGED, each, film.value)  # type: ignore[arg-type]  # any of the three
        return True

    def _correct_ids(self, film_id: str, item: SourceFilm, rows: Sequence[Source]) -> None:
        """Take over ids that the service had wrong, as its rows say, and corrected."""
        film = self._films.value(film_id)
        if film is not None and not item.is_ours:
            pairs = ((before, row) for row in rows if (before := self._index.stored_row(row.name)))
            corrected = with_corrected_ids(film, item.film, pairs)
            if corrected is not film:
                self._films.replace(film_id, corrected)

    def _rating_differences(self, film_id: str) -> tuple[Difference, ...]:
        known = self._index.films.get(film_id)
        if known is None or (rows := self._films.rows(film_id)) is known.sources:
            return ()
        of_viewings = {stored.value.rating for stored in self._index.viewings_of.get(film_id, ())}
        return rating_differences(known.sources, rows, of_viewings)

    def _match_film(
        self, item: SourceFilm, viewings: Sequence[SourceViewing], wishes: Sequence[SourceWish]
    ) -> tuple[str | None, list[Film]]:
        """Return the id of the known film that the item is, or the films that it may be; neither for a new one."""
        index, film = self._index, item.film
        if not index.films:
            return None, []
        of_film = (self._link(film.id).name, *(source.name for source in item.sources))
        things: tuple[SourceViewing | SourceWish, ...] = (*viewings, *wishes)
        of_others = (source.name for each in things for source in each.sources)
        known = next((id_ for id_ in (film.id, stable_id(film.id)) if id_ in index.films), None)
        film_names = FilmNames(self._batch.service, film.id, self._ids, self._with_names)
        known = known or index.film_of_rows(of_film) or index.film_of_others(of_others, film_names)
        known = known or next(
            (index.viewings[each.viewing.id].value.film for each in viewings if each.viewing.id in index.viewings), None
        )
        if known is None and not viewings and len(wishes) == 1 and self._titles[_title(film)] == 1:
            older = index.wish_of_older_row(wishes[0], film, self._names)
            known = older.value.film if older is not None else None
            if older is not None:
                self._readdressed.add(film.id)
                tables = {(row.service, row.table) for row in wishes[0].sources}
                self.renamed_rows |= {row.name for row in older.sources if (row.service, row.table) in tables}
                self._names |= self.renamed_rows
        if known is not None:
            return known, []
        candidates = index.candidates(film, film_names)
        sure = sure_match(film, candidates)
        if sure is not None and (self._titles[_title(film)] == 1 or sure.external_ids.shared_with(film.external_ids)):
            return sure.id, []
        return None, candidates

    def _new_id(self, film: Film, *, is_ours: bool) -> str:
        """Return the id of a new film: its own, or that of a film of the batch which is the same one."""
        same = (self._named.get(name) for name in film.external_ids.known)
        for film_id in same:
            other = self._films.value(film_id) if film_id is not None else None
            if other is not None and not other.external_ids.contradicts(film.external_ids):
                return other.id
        return film.id if is_ours else stable_id(film.id)

    def _plan_viewings(self, film_id: str, viewings: Sequence[tuple[int, SourceViewing]]) -> None:
        known = self._known_viewings(film_id, viewings)
        for number, each in viewings:
            rows = self._rows_of(each)
            is_accounted_for = self._place(number) in self._pairing.accounted_for
            if is_accounted_for or self._pairing.is_rated(each, known.get(number)):
                self._films.add_rows(film_id, rows)
                film = self._films.value(film_id)
                self._step(number, StepKind.UNCHANGED, each, film, reason=_ACCOUNTED_FOR)
            elif number not in known and self._is_removed(each, rows):
                self._step(number, StepKind.UNCHANGED, each, self._films.value(film_id), reason="You removed it here.")
            else:
                self._plan_viewing(number, each, known.get(number), film_id)

    def _known_viewings(
        self, film_id: str, viewings: Sequence[tuple[int, SourceViewing]]
    ) -> dict[int, StoredRecord[Viewing]]:
        """Return which viewings of the journal these viewings of a film are, by their step."""
        by_rows = self._pairing.known
        known = {number: by_rows[place] for number, _ in viewings if (place := self._place(number)) in by_rows}
        if len(known) == len(viewings) or film_id not in self._index.viewings_of:
            return known
        others = {
            number: structs.replace(each, sources=rows)
            for number, each in viewings
            if number not in known
            and self._place(number) not in self._pairing.accounted_for
            and not self._is_removed(each, rows := self._rows_of(each))
        }
        return known | self._pairing.alike(others, film_id)

    def _is_removed(self, item: SourceViewing, rows: Sequence[Source]) -> bool:
        return bool(self._index.known.removed) and self._index.is_removed(_id_of(item, rows), rows)

    def _place(self, number: int) -> int:
        """Return the place of a viewing among those of the batch."""
        return number - len(self._batch.films)

    def _rows_of(self, item: SourceViewing) -> tuple[Source, ...]:
        return _own_rows(item.sources) or (Source(self._batch.service, "viewing", _named(item), {}),)

    def _carried_rows(self, sources: Sequence[Source]) -> tuple[StoredSource, ...]:
        """Return the rows that another journal of ours had stored, and no record of this one has."""
        return tuple([row for row in sources if isinstance(row, StoredSource) and not self._index.knows(row.name)])

    def _plan_viewing(
        self, number: int, item: SourceViewing, known: StoredRecord[Viewing] | None, film_id: str
    ) -> None:
        rows = self._rows_of(item)
        id_, of = (known.value.id, known.value.film) if known is not None else (_id_of(item, rows), film_id)
        self._pairing.taken.add(id_)
        new = structs.replace(item.viewing, id=id_, film=of)
        pending = PendingItem(
            number,
            item.viewing,
            rows,
            self._carried_rows(item.sources),
            leads=not item.is_of_film,
            is_ours=item.viewing.id == id_,
            written=item.viewing.modified,
            own_keys=item.own_keys,
        )
        kind, differences = self._viewings.merge(new, pending)
        adds_row_only = kind is StepKind.UNCHANGED and self._viewings.has_new_rows(id_)
        reason = "Its row is stored with the viewing you have." if adds_row_only else ""
        self._step(number, kind, item, self._films.value(of), reason=reason, differences=differences)
        if kind is StepKind.NEW and self._index.is_fulfilled(film_id, item.viewing):
            self._fulfilled.add(film_id)

    def _plan_wish(self, number: int, item: SourceWish, film_id: str) -> None:
        index, film = self._index, self._films.value(film_id)
        row = Source(self._batch.service, "wish", item.wish.id or item.wish.film, {})
        rows = _own_rows(item.sources) or (row,)
        known = index.wishes.get(item.wish.id) or index.wish_of_rows(item.sources) or index.wish_of.get(film_id)
        id_ = known.value.id if known is not None else item.wish.id or stable_id(*rows[0].name)
        if known is None and index.is_removed(id_, rows):
            self._step(number, StepKind.UNCHANGED, item, film, reason="You took it off your watchlist.")
        elif known is None and self._pairing.is_seen(film_id):
            self._films.add_rows(film_id, rows)
            reason = "You have seen it: its row is stored with the film."
            self._step(number, StepKind.UNCHANGED, item, film, reason=reason)
        else:
            new = structs.replace(item.wish, id=id_, film=known.value.film if known is not None else film_id)
            carried, is_ours = self._carried_rows(item.sources), item.wish.id == id_
            pending = PendingItem(
                number, item.wish, rows, carried, is_ours=is_ours, written=item.wish.modified, own_keys=item.own_keys
            )
            kind, differences = self._wishes.merge(new, pending)
            self._wished.add(new.film)  # it is there again: whoever has seen it wants to see it once more
            self._step(number, kind, item, film, differences=differences)

    def _plan_list(self, number: int, item: SourceList) -> None:
        known = self._index.lists.get(item.stored.name)
        kind = StepKind.NEW if known is None else StepKind.UNCHANGED if known == item.stored else StepKind.CHANGED
        if kind is not StepKind.UNCHANGED:
            self._lists.append(item.stored)
        self._step(number, kind, item, None, reason="It becomes one of your lists.")

    def _step(
        self,
        number: int,
        kind: StepKind,
        item: SourceItem,
        film: Film | None,
        *,
        reason: str = "",
        candidates: tuple[Film, ...] = (),
        differences: tuple[Difference, ...] = (),
    ) -> None:
        self.steps[number] = Step(number, kind, item, film, reason, candidates, differences)

    def _link(self, film_id: str) -> Source:
        """Return the row of a film of the batch itself, by the service's id of it."""
        return Source(self._batch.service, FILM, film_id, {})


def _own_rows(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the rows of the files, and not those that a journal of ours had stored with an item."""
    return tuple([row for row in sources if type(row) is Source])


def _kind_of(item: SourceItem) -> StepKind:
    """Return what becomes of an item that is no part of the batch's films."""
    if not isinstance(item, Problem):
        return StepKind.UNREADABLE
    return StepKind.PARTIAL if item.is_partial else StepKind.NO_FILM if item.is_no_film else StepKind.UNREADABLE


def _title(film: Film) -> tuple[str, int | None]:
    return fold(film.title), film.year


def _id_of(item: SourceViewing, rows: Sequence[Source]) -> str:
    return item.viewing.id or stable_id(*rows[0].name)


def _named(item: SourceViewing) -> str:
    return item.viewing.id or f"{item.viewing.film} {item.viewing.watched or ''}"
