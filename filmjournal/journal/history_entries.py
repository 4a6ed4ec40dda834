"""The entries of the history: each a saved change, stored as what it changed, however large the records are."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from msgspec import NODEFAULT, Raw, Struct, structs

from filmjournal.journal.changes import Change
from filmjournal.journal.codec import JournalValue, decoder, to_file
from filmjournal.journal.records import Alteration, KeyChange
from filmjournal.journal.tables import Tables
from filmjournal.journal.trash import Trash
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish, FilmList, ListItem)


class FieldChange(Struct, frozen=True):
    """What a change did to one field of a record: a piece of its JSON was replaced by another."""

    name: str
    """The field."""
    start: int
    """How many characters of the JSON stand before the piece."""
    before: str
    """The piece before the change."""
    after: str
    """The piece after it."""
    digest: str
    """The digest of the whole JSON after the change, by which it is known that nothing changed it again."""


class _Of(Struct, frozen=True, omit_defaults=True):
    """What a change did to one record.

    The values of an older history are whole; now they are outlines, with only the fields that every record has.
    """

    rows: str = ""
    rows_after: str = ""
    keys: tuple[KeyChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    trashed: bool = False


class _OfFilm(_Of, frozen=True, kw_only=True, omit_defaults=True, tag_field="of", tag="film"):
    before: Film | None
    after: Film | None


class _OfViewing(_Of, frozen=True, kw_only=True, omit_defaults=True, tag_field="of", tag="viewing"):
    before: Viewing | None
    after: Viewing | None


class _OfWish(_Of, frozen=True, kw_only=True, omit_defaults=True, tag_field="of", tag="wish"):
    before: Wish | None
    after: Wish | None


class _OfList(Struct, frozen=True, omit_defaults=True, tag_field="of", tag="list"):
    number: str
    rows: str = ""
    rows_after: str = ""


class _Imported(Struct, frozen=True, omit_defaults=True, tag_field="of", tag="brought"):
    viewings: tuple[str, ...]
    wishes: tuple[str, ...]
    film_lists: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class _OfFilmList(_Of, frozen=True, kw_only=True, omit_defaults=True, tag_field="of", tag="film list"):
    before: FilmList | None
    after: FilmList | None


class _OfItem(_Of, frozen=True, kw_only=True, omit_defaults=True, tag_field="of", tag="list item"):
    before: ListItem | None
    after: ListItem | None


AlteredRecord = _OfFilm | _OfViewing | _OfWish | _OfFilmList | _OfItem | _OfList | _Imported
"""What a change did to one record, or which records an import added."""


class HistoryEntry(Struct, frozen=True, omit_defaults=True):
    """A saved change in the history."""

    id: str
    """Its id, made once."""
    title: str
    """What was done, such as “Logged Stalker”."""
    moment: datetime
    """When it was saved, in UTC."""
    altered: tuple[AlteredRecord, ...] | None
    """What it altered; None where that was too much, and it can't be undone."""
    generation: int = 0
    """The generation of the journal that has it; 0 where an earlier version noted it."""

    def change(self, tables: Tables) -> Change:
        """Return the change, to be undone on these records."""
        altered = [alteration for each in self.altered or () for alteration in _alterations(each, tables)]
        change = Change(self.title, lambda _: altered, altered)
        change.history_id = self.id
        return change


def records_altered(alterations: Sequence[Alteration], trash: Trash, *, is_import: bool) -> tuple[AlteredRecord, ...]:
    """Return what a change altered, in short; `trash` is the trash after the change.

    Of an import, new records are ids alone, and a new film stays when it is undone.
    """
    if not is_import:
        return tuple(_altered_record(each, trash) for each in alterations)
    new = [each.after for each in alterations if each.before is None]
    viewings = tuple(value.id for value in new if isinstance(value, Viewing))
    wishes = tuple(value.id for value in new if isinstance(value, Wish))
    lists = tuple(value.id for value in new if isinstance(value, FilmList))
    items = tuple(value.id for value in new if isinstance(value, ListItem))
    changed = [_altered_record(each, trash) for each in alterations if each.before is not None or each.list_number]
    return (_Imported(viewings, wishes, lists, items), *changed)


def _altered_record(altered: Alteration, trash: Trash) -> AlteredRecord:
    rows = {"rows": altered.rows.decode(), "rows_after": altered.rows_after}
    if altered.list_number:
        return _OfList(altered.list_number, **rows)
    before, after = altered.before, altered.after
    fields = _field_changes(before, after) if before is not None and after is not None else ()
    trashed = before is not None and after is None and (row := trash.row(before.id)) is not None and row.is_removed
    rest: dict[str, Any] = {**rows, "keys": altered.keys, "fields": fields, "trashed": trashed}
    outlined = before if before is not None and after is None and not trashed else _outline(before)
    if isinstance(before, Film) or isinstance(after, Film):
        return _OfFilm(before=_only(Film, outlined), after=_only(Film, _outline(after)), **rest)
    if isinstance(before, Wish) or isinstance(after, Wish):
        return _OfWish(before=_only(Wish, outlined), after=_only(Wish, _outline(after)), **rest)
    if isinstance(before, FilmList) or isinstance(after, FilmList):
        return _OfFilmList(before=_only(FilmList, outlined), after=_only(FilmList, _outline(after)), **rest)
    if isinstance(before, ListItem) or isinstance(after, ListItem):
        return _OfItem(before=_only(ListItem, outlined), after=_only(ListItem, _outline(after)), **rest)
    return _OfViewing(before=_only(Viewing, outlined), after=_only(Viewing, _outline(after)), **rest)


def _only(kind: type[Value], value: object) -> Value | None:
    return value if isinstance(value, kind) else None


def _outline(value: JournalValue | None) -> JournalValue | None:
    """Return a value with only the fields that every record has."""
    if value is None:
        return None
    return type(value)(**{each.name: getattr(value, each.name) for each in structs.fields(value) if each.required})


def _field_changes(before: Struct, after: Struct) -> tuple[FieldChange, ...]:
    names = [each.name for each in structs.fields(before) if each.default is not NODEFAULT]
    return tuple(
        _field_change(name, _json(getattr(before, name)), _json(getattr(after, name)))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value, enc_hook=to_file).decode()


def _field_change(name: str, before: str, after: str) -> FieldChange:
    start = _length_in_common(before, after)
    end = _length_in_common(before[start:][::-1], after[start:][::-1])
    pieces = before[start : len(before) - end], after[start : len(after) - end]
    return FieldChange(name, start, *pieces, _digest(after))


def _length_in_common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike; each is looked at once, whatever its length."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _digest(json: str) -> str:
    return sha256(json.encode()).hexdigest()[:16]


def _alterations(record: AlteredRecord, tables: Tables) -> list[Alteration]:
    if isinstance(record, _OfList):
        return [Alteration(None, None, record.rows.encode(), record.rows_after, list_number=record.number)]
    if isinstance(record, _Imported):
        viewings = [Alteration(None, Viewing(id_, "")) for id_ in record.viewings]
        wishes = [Alteration(None, Wish(id_, "")) for id_ in record.wishes]
        lists = [Alteration(None, FilmList(id_, "")) for id_ in record.film_lists]
        return viewings + wishes + lists + [Alteration(None, ListItem(id_, "", "")) for id_ in record.items]
    before: Any = record.before
    after: Any = record.after
    if before is not None and after is not None and record.fields:
        current = tables.current(after)
        fields = () if current is None else record.fields
        pieces = [(each, json) for each in fields if _digest(json := _json(getattr(current, each.name))) == each.digest]
        after = _filled(after, {each.name: json for each, json in pieces})
        before = _filled(before, {each.name: _as_before(each, json) for each, json in pieces})
    return [Alteration(before, after, record.rows.encode(), record.rows_after, record.keys, is_in_trash=record.trashed)]


def _as_before(change: FieldChange, json: str) -> str:
    return json[: change.start] + change.before + json[change.start + len(change.after) :]


def _filled(value: Value, fields: dict[str, str]) -> Value:
    """Return a value with these fields, each as JSON."""
    outline: dict[str, object] = msgspec.json.decode(_json(value))
    data = msgspec.json.encode({**outline, **{name: Raw(json.encode()) for name, json in fields.items()}})
    return decoder(type(value)).decode(data)
