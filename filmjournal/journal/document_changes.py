"""What a script changed in the documents of the journal, and how the journal takes it: all of it, or nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from filmjournal.journal.changes import Mutation
from filmjournal.journal.codec import JournalValue, decoded, explain, to_file
from filmjournal.journal.errors import DocumentError
from filmjournal.journal.merging.edits import (
    BEGINNING,
    EDITS,
    SOURCES,
    Record,
    changed_at,
    edited,
    edits_of,
    is_same,
    last_edit,
    moment_text,
    with_edits,
)
from filmjournal.journal.records import Alteration, KeyChange, Records
from filmjournal.journal.tables import Tables, json_of
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish
from filmjournal.model.wording import counted

Value = TypeVar("Value", Film, Viewing, Wish, FilmList, ListItem)

WRITABLE = ("films", "viewings", "watchlist", "film_lists", "list_items")
"""The tables that a script may write, in the order in which they are written: a viewing needs its film."""

_NOUNS = {
    "films": "film",
    "viewings": "viewing",
    "watchlist": "watchlist item",
    "film_lists": "list",
    "list_items": "film on a list",
}
_KINDS: dict[str, type[Struct]] = {
    "films": Film,
    "viewings": Viewing,
    "watchlist": Wish,
    "film_lists": FilmList,
    "list_items": ListItem,
}
_OWN = frozenset({EDITS, SOURCES})
"""Keys that only this program writes."""


class DocumentChange(Struct, frozen=True):
    """One document of a table as a script read it and as it is to be."""

    table: str
    """The table: films, viewings or watchlist."""
    number: str
    """TinyDB's number of the document."""
    before: Record | None
    """As it was read; None where it is new."""
    after: Record | None
    """As it is to be, with an id; None where it is removed."""

    @property
    def noun(self) -> str:
        """What the document is, such as viewing."""
        return _NOUNS[self.table]

    def refused(self, reason: str) -> DocumentError:
        """Return the error that says why the journal does not take this."""
        return DocumentError(self.table, self.number, f"is no {self.noun}: {reason}")


def changes_between(
    table: str, before: Mapping[str, Record], after: Mapping[Any, Any], new_ids: Iterator[str]
) -> list[DocumentChange]:
    """Return what differs between the documents of a table as they were read and as they are to be.

    A document without an id gets the next of the new ones. Raises DocumentError for what is no JSON object.
    """
    found: list[DocumentChange] = []
    documents = {str(number): document for number, document in after.items()}
    for number, document in documents.items():
        was = before.get(number)
        if was is not None and document == was and all(is_same(document, was, key) for key in was):
            continue
        change = DocumentChange(table, number, was, _as_json(table, number, document))
        if was is None and change.after is not None and "id" not in change.after:
            change = DocumentChange(table, number, None, {"id": next(new_ids), **change.after})
        found.append(change)
    found += [DocumentChange(table, number, was, None) for number, was in before.items() if number not in documents]
    return found


def _as_json(table: str, number: str, document: object) -> Record:
    try:
        record = msgspec.json.decode(msgspec.json.encode(document, enc_hook=to_file))
    except UnicodeEncodeError as error:
        broken = error.object[max(0, error.start - 10) : error.start]
        raise DocumentError(table, number, f"has half a character after “{broken}”") from error
    except (TypeError, msgspec.MsgspecError, RecursionError) as error:
        raise DocumentError(table, number, f"holds what is no JSON ({error})") from error
    if not isinstance(record, dict):
        raise DocumentError(table, number, "is no object with keys")
    return record


def title_of(changes: Sequence[DocumentChange], tables: Tables) -> str:
    """Return what the changes did, as the history calls it, such as Edited 12 viewings in a script."""
    verbs = {"Added" if each.before is None else "Removed" if each.after is None else "Edited" for each in changes}
    verb = verbs.pop() if len(verbs) == 1 else "Changed"
    if len(changes) == 1:
        return f"{verb} {_title(changes[0], tables)} in a script"
    nouns = {each.noun for each in changes}
    noun = nouns.pop() if len(nouns) == 1 else "record"
    return f"{verb} {counted(len(changes), noun)} in a script"


def _title(change: DocumentChange, tables: Tables) -> str:
    record = change.after or change.before or {}
    film = tables.films.value(str(record.get("film", record.get("id"))))
    title = film.title if film is not None else record.get("title")
    return title if isinstance(title, str) else f"a {change.noun}"


def mutation_of(changes: Sequence[DocumentChange], now: datetime) -> Mutation:
    """Return what makes these changes, also on top of what another program wrote meanwhile.

    The mutation raises DocumentError where the journal does not take one of them.
    """
    removed = [each for each in changes if each.after is None]
    stored = [each for each in changes if each.after is not None]
    in_order = sorted(stored, key=lambda each: WRITABLE.index(each.table))
    in_order += sorted(removed, key=lambda each: -WRITABLE.index(each.table))

    def mutate(tables: Tables) -> list[Alteration]:
        return [altered for change in in_order if (altered := _apply(tables, change, now)) is not None]

    return mutate


def _apply(tables: Tables, change: DocumentChange, now: datetime) -> Alteration | None:
    records = tables.by_name[change.table]
    try:
        if change.after is None:
            return _remove(tables, records, change, now)
        if change.before is None:
            return _add(tables, records, change, change.after, now)
        return _edit(tables, records, change, change.before, change.after, now)
    except (msgspec.ValidationError, RecursionError) as error:
        raise change.refused(_in_one_sentence(explain(error))) from error
    except DocumentError:
        raise
    except InvalidValueError as error:
        raise change.refused(_in_one_sentence(str(error))) from error


def _in_one_sentence(text: str) -> str:
    """Return what is wrong as part of a sentence; the key where it is wrong stays last."""
    reason, between, key = text.rpartition(" - at ") if " - at " in text else (text, "", "")
    joined = re.sub(r"[.] ([A-Z])", lambda found: f"; {found[1].lower()}", reason.rstrip("."))
    return f"{joined}{between}{key}"


def _add(tables: Tables, records: Records[Value], change: DocumentChange, after: Record, now: datetime) -> Alteration:
    id_ = after["id"]
    if not isinstance(id_, str) or not id_:
        raise change.refused("an id is a text - at `$.id`")
    if records.stored(id_) is not None:
        raise change.refused(f"another document has its id, {id_} - at `$.id`")
    record = after if change.table == "films" else {**after, **{key: after.get(key, now) for key in _TIMES}}
    row = tables.trash.row(id_)
    if row is not None and row.emptied:
        raise change.refused(f"its id, {id_}, was deleted for good: leave it out, and it gets a new one - at `$.id`")
    if row is not None:
        moment = moment_text(now, max(last_edit(record), row.removed))
        record = with_edits(record, {**edits_of(record), moment: []})
        tables.trash.take(id_)
    value = records.put_numbered(record, change.number)
    _check_film(tables, change, value)
    return Alteration(None, value)


_TIMES = ("created", "modified")


def _edit(
    tables: Tables, records: Records[Value], change: DocumentChange, before: Record, after: Record, now: datetime
) -> Alteration | None:
    unreadable = _unreadable(records, change, before)
    if unreadable:
        value = records.put_numbered(edited(before, after, moment_text(now, last_edit(before))), unreadable)
        _check_film(tables, change, value)
        return Alteration(None, value)
    changed = {key for key in {*before, *after} if not is_same(before, after, key)}
    if "id" in changed:
        raise change.refused("an id stays as it is - at `$.id`")
    if changed & _OWN:
        raise change.refused(f"only filmjournal writes `{min(changed & _OWN)}` - at `$.{min(changed & _OWN)}`")
    if records.stored(before["id"]) is None and tables.restore(before["id"], now) is None:
        return _add(tables, records, change, after, now)
    stored = records.stored(before["id"])
    current = decoded(stored.document) if stored is not None else before
    value = records.put(_rebased(tables, change, (before, after, current), changed, now))
    if "film" in changed:
        _check_film(tables, change, value)
    return _alteration(records, before, after, changed)


def _rebased(
    tables: Tables,
    change: DocumentChange,
    versions: tuple[Record, Record, Record],
    changed: Iterable[str],
    now: datetime,
) -> Record:
    """Return the record as it is now with the keys that the script changed, stamped as an edit.

    What another program wrote under one of these keys meanwhile goes into the trash.
    """
    before, after, current = versions
    record = dict(current)
    for key in changed:
        if key in current and not is_same(current, before, key) and not is_same(current, after, key):
            edited_at = changed_at(current).get(key, BEGINNING)
            tables.trash.add_version(change.table, current["id"], key, current[key], edited_at)
        record.pop(key, None)
        if key in after:
            record[key] = after[key]
    if change.table != "films" and "modified" not in changed:
        record["modified"] = now
    return edited(current, record, moment_text(now, last_edit(current)))


def _alteration(records: Records[Value], before: Record, after: Record, changed: Iterable[str]) -> Alteration:
    """Return what a script changed: in values where a value shows it, and else key by key."""
    was, became = records.read(before), records.read(after)
    hidden = [key for key in sorted(changed) if key in _TIMES or getattr(was, key, None) == getattr(became, key, None)]
    keys = tuple(KeyChange(key, json_of(before, key), json_of(after, key)) for key in hidden)
    return Alteration(was, became, keys=keys)


def _unreadable(records: Records[Any], change: DocumentChange, record: Record) -> str:
    """Return the number of the record that this was read from, where it cannot be read; nothing for any other."""
    unread = zip(records.problems, records.unread, strict=True)
    numbers = [problem.number for problem, raw in unread if msgspec.json.decode(raw) == record]
    return change.number if change.number in numbers else next(iter(numbers), "")


def _remove(tables: Tables, records: Records[Any], change: DocumentChange, now: datetime) -> Alteration | None:
    before = change.before or {}
    if _unreadable(records, change, before):
        raise DocumentError(change.table, change.number, "cannot be read: change it so that it can, then remove it")
    if change.table == "films" and tables.films.value(before["id"]) is not None and tables.needs(before["id"]):
        reason = "is a film that viewings or the watchlist need, or the trash: its key `id` stands there as `film`"
        raise DocumentError(change.table, change.number, f"cannot be removed: it {reason}")
    removed = tables.remove_record(change.table, before["id"], now)
    return None if removed is None else Alteration(removed, None)


def _check_film(tables: Tables, change: DocumentChange, value: JournalValue) -> None:
    if not isinstance(value, Film | FilmList) and tables.films.value(value.film) is None:
        raise change.refused(f"its film, {value.film}, is not in the journal - at `$.film`")
