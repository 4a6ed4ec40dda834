"""The tables of films, viewings, the watchlist and the trash, and the changes that can be made to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from filmjournal.journal.codec import JournalValue, decoded, to_record
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.film_records import FilmRecords, changed_as, changed_fields, of_film
from filmjournal.journal.merging.edits import (
    BEGINNING,
    Record,
    changed_at,
    edited,
    edits_of,
    last_edit,
    moment_text,
    with_edits,
)
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.records import Alteration, KeyChange, Records, Stored
from filmjournal.journal.sources import add_rows, put_rows, rows_digest, rows_of, undo_list
from filmjournal.journal.trash import Trash, TrashRow
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem
from filmjournal.model.identity import objections, without_ids_of
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.source import StoredSource
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish, Wished

Value = TypeVar("Value", Film, Viewing, Wish, FilmList, ListItem)

_ADDED_ONCE = frozenset({"viewings", "watchlist", "film_lists", "list_items"})
"""Tables whose new records have new ids: one whose id is there already is the same record, added before."""


class Tables:
    """The records of a journal as values, over the documents that are saved; every change writes both."""

    def __init__(self, documents: Documents, known: "Tables | None" = None) -> None:
        self.documents = documents
        """The records' bytes, which are saved."""
        tables = documents.tables
        self.films: FilmRecords = FilmRecords(Film, "films", tables["films"], known.films if known else None)
        """The films."""
        self.viewings: Records[Viewing] = Records(
            Viewing, "viewings", tables["viewings"], known.viewings if known else None
        )
        """The viewings."""
        self.wishes: Records[Wish] = Records(Wish, "watchlist", tables["watchlist"], known.wishes if known else None)
        """The watchlist items."""
        self.lists: Records[FilmList] = Records(
            FilmList, "film_lists", tables["film_lists"], known.lists if known else None
        )
        """The lists of films."""
        self.items: Records[ListItem] = Records(
            ListItem, "list_items", tables["list_items"], known.items if known else None
        )
        """The films on them, each a record of its own."""
        self.trash = Trash(tables["trash"])
        """What was removed or replaced."""

    def stored(self, table: str, id_: str) -> Stored[Any] | None:
        """Return the record of a table with this id, or None."""
        records = self.by_name.get(table)
        return records.stored(id_) if records is not None else None

    def current(self, value: Value) -> Value | None:
        """Return the value of this kind that has the same id now, of a merged film too; None where there is none."""
        stored = self._table_of(value).stored(value.id)
        return None if stored is None else stored.value

    def wished(self) -> list[Wished]:
        """Return every watchlist item with its film, in the order of the file."""
        found = ((wish, self.films.value(wish.film)) for wish in self.wishes.values())
        return [Wished(of_film(wish, film), film) for wish, film in found if film is not None]

    def used_films(self) -> list[Film]:
        """Return the films that a viewing, a watchlist item or a list is of, in the order of the file."""
        used = {film.id for id_ in self.film_ids if (film := self.films.value(id_)) is not None}
        return [film for film in self.films.values() if film.id in used]

    @property
    def film_ids(self) -> set[str]:
        """The ids of the films that viewings, watchlist items and lists are of."""
        return {record.film for records in (self.viewings, self.wishes, self.items) for record in records.values()}

    def matching_film(self, film: Film) -> Film | None:
        """Return the one film of the journal that this may be; None where none matches, or several do."""
        candidates = KnownFilms(self.films.values()).candidates(film)
        return candidates[0] if len(candidates) == 1 else None

    def with_id(self, film: Film, new_id: str, seen: Film | None = None) -> Film:
        """Return the film with an id: its own, that of the film in the journal that it matches, or the new one.

        `seen` is the film of its own id as the person saw it. Where a title, year, director or id speaks against that,
        it is another film.
        """
        known = self.films.value(film.id) if film.id else None
        if film.id and (known is None or not objections(seen or known, film)):
            return film if known is None or known.id == film.id else changed_as(seen, film, known)
        if known is not None:
            film = without_ids_of(film, seen or known)
        matching = self.matching_film(film)
        return matching.completed_by(film) if matching is not None else structs.replace(film, id=new_id)

    def put_film(
        self, film: Film, new_id: str, seen: Film | None, now: datetime, sources: Sequence[StoredSource] = ()
    ) -> tuple[Film, list[Alteration]]:
        """Store the film that is meant, as `with_id` finds it, and return it with what that altered.

        `sources` are the rows that facts of it are from.
        """
        stated = self.with_id(film.with_names(self.films.merged_names()), new_id, seen)
        *first, altered = self.edit(seen if seen is not None and seen.id == stated.id else None, stated, now)
        stored = self.films.value(stated.id) or stated
        if sources:
            rows, rows_after = add_rows(self.films, stored.id, sources)
            is_new = altered.before is None
            altered = altered if is_new else structs.replace(altered, rows=rows, rows_after=rows_after)
        return stored, [*first, altered]

    def update(self, seen: Value | None, value: Value, now: datetime, *, yielding: bool = False) -> Value:
        """Store a value and return what is stored then, which has what another program changed meanwhile.

        `seen` is the value that the change was made from; None for a new one. Only the fields that differ from it are
        changed. Where another program changed the same field meanwhile, this change wins and the other version goes
        into the trash; with `yielding`, the other program wins. A record that is in the trash is restored first.
        Raises InvalidValueError for text that no file can hold.
        """
        seen, value = self.films.as_shown(seen, value)
        records = self._table_of(value)
        current = records.stored(value.id)
        if current is None and self.restore(value.id, now) is not None:
            current = records.stored(value.id)
        if current is None:
            self.trash.take(value.id)
            return records.put(to_record(_modified_now(value, now), None))
        if seen is None and records.name in _ADDED_ONCE:  # it was added before, and perhaps changed since
            return current.value
        stands: Value = self.films.of_shown(current.value)
        merged, replaced = changed_fields(seen or stands, value, stands)
        if yielding and replaced:
            merged = structs.replace(merged, **{name: getattr(stands, name) for name in replaced})
            replaced = []
        if merged == stands:
            return stands
        before = decoded(current.document)
        for key in replaced:
            if key in before:
                edited_at = changed_at(before).get(key, BEGINNING)
                self.trash.add_version(records.name, value.id, key, before[key], edited_at)
        record = to_record(_modified_now(merged, now), before)
        stood = to_record(current.value, before)  # without defaults that the file spells out
        return records.put(edited(stood, record, moment_text(now, last_edit(before))))

    def edit(self, seen: Value | None, value: Value, now: datetime) -> list[Alteration]:
        """Store a value as `update` does, and return what that altered, of which nobody needs to have seen it all.

        An undo gives back what was replaced, and removes again what was in the trash.
        """
        seen, value = self.films.as_shown(seen, value)
        restored = self.restore(value.id, now) if self.current(value) is None else None
        current = self.current(value)
        before = None if current is None else self.films.of_shown(current)
        altered = Alteration(before, self.update(seen, value, now))
        return [altered] if restored is None else [restored, altered]

    def add(self, viewing: Viewing, now: datetime) -> Viewing:
        """Add a viewing and return it, created now unless it says otherwise; one with its id that is there stays."""
        stored = self.viewings.stored(viewing.id)
        if stored is None and self.restore(viewing.id, now) is None:
            modified = viewing.modified if viewing.created is not None else viewing.modified or now
            times = {"created": viewing.created or now, "modified": modified}
            return self.viewings.put(to_record(structs.replace(viewing, **times), None))
        return self.viewings.value(viewing.id) or viewing

    def remove(self, viewing_id: str, now: datetime) -> Viewing | None:
        """Put a viewing into the trash and return it as it was; None where there is none."""
        return self._move_to_trash(self.viewings, viewing_id, now)

    def remove_watchlist_item(self, wish_id: str, now: datetime) -> Wish | None:
        """Put a watchlist item into the trash and return it as it was; None where there is none."""
        return self._move_to_trash(self.wishes, wish_id, now)

    def remove_record(self, table: str, id_: str, now: datetime) -> JournalValue | None:
        """Put a record of the named table into the trash and return it as it was; None where there is none.

        A film that something needs stays, and None is returned.
        """
        return self.remove_film(id_, now) if table == "films" else self._move_to_trash(self.by_name[table], id_, now)

    def remove_film(self, film_id: str, now: datetime, *, is_undone: bool = False) -> Film | None:
        """Put a film that nothing needs into the trash and return it as it was; None where it is needed, or not there.

        Viewings and watchlist items need their film, those in the trash too.
        """
        return None if self.needs(film_id) else self._move_to_trash(self.films, film_id, now, is_undone=is_undone)

    def needs(self, film_id: str) -> bool:
        """Whether a viewing or a watchlist item is of this film, one in the trash too, or a record merged into it."""
        films = self.film_ids | {stored.value.merged_into for stored in self.films.all() if stored.value.merged_into}
        return film_id in films or film_id in self.trash.films

    def remove_film_from_watchlist(self, film_id: str, now: datetime) -> list[Alteration]:
        """Remove a film from the watchlist, where it is on it, and return what that altered."""
        wishes = [item.wish for item in self.wished() if item.film.id == film_id]
        return [Alteration(self.remove_watchlist_item(wish.id, now), None) for wish in wishes]

    def _move_to_trash(
        self, records: Records[Value], id_: str, now: datetime, *, is_undone: bool = False
    ) -> Value | None:
        taken = records.stored(id_)
        if taken is None:
            return None
        moment = moment_text(now, last_edit(decoded(taken.document)))
        records.take(id_)
        self.trash.add_removed(records.name, id_, taken.document, moment, is_undone=is_undone)
        return taken.value

    def undo(self, altered: Alteration, now: datetime) -> Alteration | None:
        """Undo an alteration, except what was changed again since; None where nothing is left to undo.

        A film that was added goes only where nothing needs it, in the trash either.
        """
        if altered.list_number:
            return undo_list(self.documents, altered)
        return self._undo_record(altered, now)

    def _undo_record(self, altered: Alteration, now: datetime) -> Alteration | None:
        before, after = altered.before, altered.after
        if before is not None and after is not None:
            kept: tuple[Any, Any] = before, after
            return self._undo_edit(*kept, altered, now)
        if before is not None:
            return self._put_back(before, altered, now)
        removed: JournalValue | None = None
        if isinstance(after, Film):
            removed = self.remove_film(after.id, now, is_undone=True)
        elif after is not None:
            records: Records[Any] = self._kinds[type(after)]
            removed = self._move_to_trash(records, after.id, now, is_undone=True)
        return None if removed is None else Alteration(removed, None)

    def _put_back(self, before: JournalValue, altered: Alteration, now: datetime) -> Alteration | None:
        if altered.is_in_trash and not self.can_restore(before.id):  # it was deleted for good, or is back already
            return None
        if (
            not isinstance(before, Film | FilmList) and self.films.value(before.film) is None
        ):  # an older backup was restored
            return None
        value: Any = before
        return Alteration(None, self.update(None, value, now))

    def _undo_edit(self, before: Value, after: Value, altered: Alteration, now: datetime) -> Alteration | None:
        records = self._table_of(after)
        stored = records.stored(after.id)
        if stored is None:
            return None
        is_changed = before != after and self.update(after, before, now, yielding=True) != stored.value
        keys = self._undo_keys(records, after.id, altered.keys, now)
        rows = rows_of(stored.document)
        if not altered.rows_after or rows_digest(rows) != altered.rows_after:
            return Alteration(after, before, keys=keys) if is_changed or keys else None
        put_rows(records, after.id, altered.rows)
        return Alteration(after, before, rows, rows_digest(altered.rows), keys)

    def _undo_keys(
        self, records: Records[Value], id_: str, keys: Sequence[KeyChange], now: datetime
    ) -> tuple[KeyChange, ...]:
        """Undo changes of keys that no value has, except those changed again since; return what that changed."""
        stored = records.stored(id_) if keys else None
        if stored is None:
            return ()
        before = decoded(stored.document)
        undone = tuple(
            KeyChange(each.key, each.after, each.before) for each in keys if json_of(before, each.key) == each.after
        )
        after = {**before, **{each.key: msgspec.json.decode(each.after) for each in undone if each.after}}
        for each in undone:
            if not each.after:
                del after[each.key]
        if undone:
            records.put(edited(before, after, moment_text(now, last_edit(before))))
        return undone

    def can_restore(self, row_id: str) -> bool:
        """Whether something is in the trash under this id."""
        row = self.trash.row(row_id)
        return row is not None and (row.is_removed or row.is_replaced)

    def restore(self, row_id: str, now: datetime) -> Alteration | None:
        """Restore what is in the trash under this id; None where nothing is, or nothing that can be read."""
        row = self.trash.row(row_id)
        try:
            if row is not None and row.is_removed and row.table in self.by_name:
                return self._restore_removed(row, now)
            if row is not None and row.is_replaced and row.table in self.by_name:
                return self._restore_version(row, now)
        except msgspec.ValidationError:
            return None
        return None

    def _restore_removed(self, row: TrashRow, now: datetime) -> Alteration:
        record: Record = msgspec.json.decode(row.record)
        moment = moment_text(now, max(last_edit(record), row.removed))
        value = self.by_name[row.table].put(with_edits(record, {**edits_of(record), moment: []}))
        self.trash.take(row.id)
        return Alteration(None, value)

    def _restore_version(self, row: TrashRow, now: datetime) -> Alteration | None:
        records = self.by_name[row.table]
        gone = records.stored(row.of) is None
        if gone:
            self.restore(row.of, now)
        current = records.stored(row.of)
        if current is None:
            return None
        before: Record = msgspec.json.decode(current.document)
        after = {**before, row.key: msgspec.json.decode(row.value)}
        value = records.put(edited(before, after, moment_text(now, last_edit(before))))
        self.trash.take(row.id)
        if row.key in before and before[row.key] != after[row.key]:
            edited_at = changed_at(before).get(row.key, BEGINNING)
            self.trash.add_version(records.name, row.of, row.key, before[row.key], edited_at)
        return Alteration(None if gone else current.value, value)

    def merge(self, other: Documents, now: datetime) -> list[Alteration]:
        """Merge another copy of the journal into this one, and return what that altered.

        A film that was removed in one copy while the other logged it is restored.
        """
        merged = merge(self.documents, other)
        after = Tables(merged.documents, self)
        altered: list[Alteration] = []
        for news in merged.differences:
            if news.table in self.by_name:
                was, became = self.stored(news.table, news.id), after.stored(news.table, news.id)
                before, value = was.value if was else None, became.value if became else None
                altered += [Alteration(before, value)] if before != value else []
        self.documents, self.trash = after.documents, after.trash
        self.films, self.viewings, self.wishes = after.films, after.viewings, after.wishes
        self.lists, self.items = after.lists, after.items
        return altered + self._restore_films(now)

    def _restore_films(self, now: datetime) -> list[Alteration]:
        """Restore films from the trash that something is of, and return what that altered."""
        missing = [film_id for film_id in sorted(self.film_ids) if self.films.value(film_id) is None]
        return [restored for film_id in missing if (restored := self.restore(film_id, now)) is not None]

    @property
    def by_name(self) -> dict[str, Records[Any]]:
        """The tables of records that people write, by their names in the file."""
        return {records.name: records for records in self._kinds.values()}

    def _table_of(self, value: Value) -> Records[Value]:
        return self._kinds[type(value)]

    @property
    def _kinds(self) -> dict[type, Records[Any]]:
        return {
            Film: self.films,
            Viewing: self.viewings,
            Wish: self.wishes,
            FilmList: self.lists,
            ListItem: self.items,
        }


def json_of(record: Record, key: str) -> str:
    """Return the value of a key as JSON with sorted keys; empty where the key is not there."""
    return msgspec.json.encode(record[key], order="sorted").decode() if key in record else ""


def _modified_now(value: Value, now: datetime) -> Value:
    return structs.replace(value, modified=now) if "modified" in value.__struct_fields__ else value
