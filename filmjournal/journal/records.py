"""One table of the journal: each record as a value beside its bytes; and what a change did to one record."""

from hashlib import sha256
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.codec import JournalValue, decoder, encode, explain, without_own
from filmjournal.journal.disk.documents import ADDED_TABLES, free_number
from filmjournal.journal.merging.edits import Record
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListItem
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish, FilmList, ListItem)


class Problem(Struct, frozen=True):
    """A record that cannot be read; it stays in the file as it is."""

    table: str
    """Its table."""
    number: str
    """Its document number, as TinyDB counts."""
    reason: str
    """What is wrong with it, and at which key."""

    def __str__(self) -> str:
        return f"Record {self.number} of {self.table} cannot be read, and stays as it is: {self.reason}"


class Stored(Struct, Generic[Value], frozen=True):
    """One record: its value and its bytes."""

    number: str
    """Its document number, as TinyDB counts."""
    value: Value
    """The value."""
    document: Raw
    """Its bytes."""


class Records(Generic[Value]):
    """The records of one table by id; those that cannot be read are listed as problems.

    Records whose bytes are those of `known` are not read again: they keep their values.
    """

    def __init__(
        self, kind: type[Value], name: str, table: dict[str, Raw], known: "Records[Value] | None" = None
    ) -> None:
        self.problems: list[Problem] = []
        """The records that could not be read."""
        self.name = name
        """The name of the table."""
        self._table = table
        self._last: int | None = None
        self._stored: dict[str, Stored[Value]] = {}
        self._decoder: msgspec.json.Decoder[Value] = decoder(kind)
        read = {stored.number: stored for stored in known.all()} if known is not None else {}
        for number, document in table.items():
            before = read.get(number)
            try:
                value = before.value if before is not None and before.document == document else self._read(document)
            except (msgspec.DecodeError, RecursionError) as error:
                self.problems.append(Problem(name, number, explain(error)))
            else:
                if value.id in self._stored:
                    self.problems.append(Problem(name, number, f"another record has its id, {value.id}"))
                else:
                    self._stored[value.id] = Stored(number, value, document)

    def _read(self, document: Raw) -> Value:
        try:
            return self._decoder.decode(document)
        except msgspec.ValidationError:
            left = without_own(document)
            if left is None:
                raise
            return self._decoder.decode(left)

    @property
    def unread(self) -> list[Raw]:
        """The records that could not be read."""
        return [self._table[problem.number] for problem in self.problems]

    def all(self) -> list[Stored[Value]]:
        """Return every record, in the order of the file."""
        return list(self._stored.values())

    def values(self) -> list[Value]:
        """Return every value, in the order of the file."""
        return [stored.value for stored in self._stored.values()]

    def value(self, id_: str) -> Value | None:
        """Return the value with this id, or None."""
        stored = self._stored.get(id_)
        return stored.value if stored else None

    def stored(self, id_: str) -> Stored[Value] | None:
        """Return the record with this id, or None."""
        return self._stored.get(id_)

    def read(self, record: Record) -> Value:
        """Return the value of a record without storing it; raises what `put` raises."""
        return self._decoder.decode(encode(record))

    def put(self, record: Record) -> Value:
        """Store a record in place of the one with its id, or as a new one, and return its value.

        Raises InvalidValueError for text that no file can hold, msgspec.ValidationError for what is no such record.
        """
        document = encode(record)
        return self.put_as(self._read(document), document)

    def put_numbered(self, record: Record, number: str) -> Value:
        """Store a record under this document number, or under a free one where another record has it.

        A record under it that cannot be read gives way. Raises what `put` raises.
        """
        document = encode(record)
        value = self._decoder.decode(document)
        is_unreadable = any(problem.number == number for problem in self.problems)
        if number in self._table and not is_unreadable:
            return self.put_as(value, document)
        self.problems = [problem for problem in self.problems if problem.number != number]
        self._table[number] = document
        self._stored[value.id] = Stored(number, value, document)
        self._last = None
        return value

    def put_as(self, value: Value, document: Raw) -> Value:
        """Store a value with its bytes, in place of the one with its id, or as a new one, and return the value."""
        before = self._stored.get(value.id)
        number = before.number if before else self._new_number(value.id)
        self._table[number] = document
        self._stored[value.id] = Stored(number, value, document)
        return value

    def _new_number(self, id_: str) -> str:
        """Return a free document number; the table is searched once for many in a row.

        In the added tables it is made from the id: versions that don't know them join them by number, so that two
        records of two copies must not have the same one.
        """
        if self.name in ADDED_TABLES:
            number = str(int.from_bytes(sha256(id_.encode()).digest()[:6]))
            return number if number not in self._table else free_number(self._table)
        number = free_number(self._table) if self._last is None else str(self._last + 1)
        if number in self._table:
            number = free_number(self._table)
        self._last = int(number)
        return number

    def take(self, id_: str) -> Stored[Value] | None:
        """Remove the record with this id and return it; None where there is none."""
        stored = self._stored.pop(id_, None)
        if stored is not None:
            del self._table[stored.number]
        return stored


class KeyChange(Struct, frozen=True, omit_defaults=True):
    """One key of a record as it was and as it became, each as JSON; empty where the key was not there."""

    key: str
    """The key, at the top level of the record."""
    before: str = ""
    """Its value before."""
    after: str = ""
    """Its value afterwards."""


class Alteration(Struct, frozen=True):
    """A film, viewing, watchlist item, list or film on one before and after a change; None where it did not exist."""

    before: JournalValue | None
    """As it was when the change was begun."""
    after: JournalValue | None
    """As the change makes it."""
    rows: bytes = b""
    """The rows that it was imported from, before the change, as JSON; empty where they did not change."""
    rows_after: str = ""
    """The digest of those rows after the change; empty where they did not change."""
    keys: tuple[KeyChange, ...] = ()
    """What changed in the record and does not show in the values: keys of your own, mostly."""
    is_in_trash: bool = False
    """Whether the record itself is in the trash, and `before` only identifies it."""
    list_number: str = ""
    """The number of a list in the table `lists`, if this is about one; its JSON is in `rows` then."""

    @property
    def changes_nothing(self) -> bool:
        """Whether nothing became different."""
        return self.before == self.after and not self.rows_after and not self.keys
