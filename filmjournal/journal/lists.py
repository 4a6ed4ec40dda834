"""Lists of other services, which a journal keeps as they stand: a table that no screen knows of."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

import msgspec
from msgspec import Raw

from filmjournal.journal.alteration import Alteration
from filmjournal.journal.documents import Documents
from filmjournal.journal.numbering import by_number
from filmjournal.journal.sources import mark
from filmjournal.journal.tops import written_top
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.source import KeptList

LISTS = "lists"
"""What the table is called; it is joined with that of another copy record by record."""

_LIST = msgspec.json.Decoder(KeptList)
_TABLE = msgspec.json.Decoder(dict[str, Raw])


def lists_in(documents: Documents) -> tuple[KeptList, ...]:
    """Return every list that is kept, but for what a hand has made something else of."""
    try:
        return tuple(_readable(_table(documents)))
    except InvalidValueError:
        return ()


def put_lists(documents: Documents, lists: Sequence[KeptList]) -> list[Alteration]:
    """Keep these lists, each in the place of what was told of it before, and return what that altered.

    Raises InvalidValueError where something else is called like the table.
    """
    return _put(documents, {_number(kept): msgspec.json.encode(kept) for kept in lists})


def turn_list_back(documents: Documents, altered: Alteration) -> Alteration | None:
    """Let a list be as it was before an alteration; None where it was changed again since."""
    if mark(bytes(_table(documents).get(altered.kept_list, b""))) != altered.rows_after:
        return None
    return next(iter(_put(documents, {altered.kept_list: altered.rows})), None)


def _put(documents: Documents, lists: dict[str, bytes]) -> list[Alteration]:
    """Let lists be these by their numbers, where nothing stands for none, and return what that altered."""
    table, altered = _table(documents), []
    for number, after in lists.items():
        before = bytes(table.pop(number, b""))
        if mark(before) != mark(after):
            altered.append(Alteration(None, None, before, mark(after), number))
        if after:
            table[number] = Raw(after)
    if table:
        documents.rest[LISTS] = written_top({number: table[number] for number in sorted(table, key=by_number)})
    else:
        documents.rest.pop(LISTS, None)
    return altered


def _table(documents: Documents) -> dict[str, Raw]:
    raw = documents.rest.get(LISTS)
    try:
        return _TABLE.decode(raw) if raw is not None else {}
    except msgspec.DecodeError as error:
        sentence = f"“{LISTS}” in the journal is no table: give it another name, for lists are kept under this one."
        raise InvalidValueError(sentence) from error


def _readable(table: dict[str, Raw]) -> Iterator[KeptList]:
    for raw in table.values():
        try:
            yield _LIST.decode(raw)
        except msgspec.DecodeError:
            continue


def _number(kept: KeptList) -> str:
    """Return the number of a list, which is the same in every journal: copies that are merged hold it once."""
    return str(int.from_bytes(sha256("\n".join(kept.name).encode()).digest()[:6]))
