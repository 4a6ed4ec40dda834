"""One table of the journal: each record as a value, beside the bytes it was read from."""

from typing import Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

from filmjournal.journal.codec import decoder, encode, explain
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing

Value = TypeVar("Value", Film, Viewing)


class Problem(Struct, frozen=True):
    """A record that could not be read; it stays in the file as it is."""

    table: str
    """The table it stands in."""
    number: str
    """TinyDB's number of it."""
    reason: str
    """What is wrong with it, and at which key."""

    def __str__(self) -> str:
        return f"Record {self.number} of {self.table} cannot be read and is kept as it is: {self.reason}"


class Stored(Struct, Generic[Value], frozen=True):
    """One record: what it means and how it stands in the file."""

    number: str
    """TinyDB's number of it."""
    value: Value
    """What it means."""
    document: Raw
    """Its bytes."""


class Records(Generic[Value]):
    """The records of one table by id. Reading collects problems instead of failing."""

    def __init__(self, kind: type[Value], name: str, table: dict[str, Raw]) -> None:
        self.problems: list[Problem] = []
        """The records that could not be read."""
        self._table = table
        self._stored: dict[str, Stored[Value]] = {}
        decode = decoder(kind).decode
        for number, document in table.items():
            try:
                value = decode(document)
            except msgspec.ValidationError as error:
                self.problems.append(Problem(name, number, explain(error)))
            else:
                if value.id in self._stored:
                    self.problems.append(Problem(name, number, f"another record has its id, {value.id}"))
                else:
                    self._stored[value.id] = Stored(number, value, document)

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

    def written(self, value: Value) -> Stored[Value]:
        """Return the value as the record that would be stored, without storing it."""
        before = self._stored.get(value.id)
        number = before.number if before else self._free_number()
        return Stored(number, value, encode(value, before.document if before else None))

    def put(self, id_: str, record: Stored[Value] | None) -> None:
        """Store a record under its number, or remove it where there is None."""
        before = self._stored.pop(id_, None)
        if before is not None and (record is None or record.number != before.number):
            del self._table[before.number]
            before = None
        if record is None:
            return
        if before is None:
            record = self._numbered(record)
        self._table[record.number] = record.document
        self._stored[id_] = record
        self._keep_in_order(record.number)

    def _numbered(self, record: Stored[Value]) -> Stored[Value]:
        """Return the record with a number of its own, which another program may have taken meanwhile."""
        if record.number not in self._table:
            return record
        return msgspec.structs.replace(record, number=self._free_number())

    def _keep_in_order(self, added: str) -> None:
        """Put a record that came back into its old place, so that the file is as it was."""
        numbers = list(self._table)
        place = numbers.index(added)
        if place and _by_number(numbers[place - 1]) > _by_number(added):
            in_order = sorted(self._table.items(), key=lambda row: _by_number(row[0]))
            self._table.clear()
            self._table.update(in_order)

    def _free_number(self) -> str:
        return str(max((int(number) for number in self._table if number.isdecimal()), default=0) + 1)


def _by_number(number: str) -> tuple[int, str]:
    """Return what document numbers are sorted by: 9 before 10."""
    return len(number), number
