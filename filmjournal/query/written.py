"""What was written about the elements of a block's entries: a column for each element, and who has which."""

from collections.abc import Mapping, Sequence

from filmjournal.model.viewing import Entry
from filmjournal.query.columns import Column, Values
from filmjournal.query.fields import name_of_element
from filmjournal.query.masks import mask_of, slots_of


class Written:
    """The texts about each element, by the name of its field, and the names of the elements as they are written."""

    __slots__ = ("_having", "_names", "columns")

    def __init__(self, columns: Mapping[str, Column], having: Mapping[str, bytearray]) -> None:
        self.columns = columns
        """What was written about each element, by the name of its field."""
        self._names = Column.of([(name,) for name in having])
        self._having = [mask_of(flags) for flags in having.values()]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Written":
        """Return what was written in these entries, each of which has a slot."""
        return cls({name: Column.of(slots) for name, slots in texts_in(entries).items()}, names_in(entries))

    def replaced(self, start: int, end: int, entries: Sequence[Entry], whole: Sequence[Entry]) -> "Written":
        """Return it with these entries in the place of those from `start` to before `end`, which makes the whole."""
        texts, size = texts_in(entries), len(whole) - len(entries) + end - start
        nothing: list[Values] = [()] * len(entries)
        own = {name: self.columns.get(name) or Column.of([()] * size) for name in (*self.columns, *texts)}
        columns = {name: column.replaced(start, end, texts.get(name, nothing)) for name, column in own.items()}
        return Written({name: column for name, column in columns.items() if not column.is_empty}, names_in(whole))

    def find_names(self, text: bytes) -> tuple[int, int]:
        """Return the slots with an element in whose name the folded text begins a word, or stands within one."""
        words, parts = self._names.find_words(text, (1 << len(self._having)) - 1)
        return self._those(words), self._those(parts) & ~self._those(words)

    def named(self) -> int:
        """Return the slots that have an element, whether or not anything was written about it."""
        return self._those(self._names.filled())

    def _those(self, names: int) -> int:
        found = 0
        for name in slots_of(names):
            found |= self._having[name]
        return found


def texts_in(entries: Sequence[Entry]) -> dict[str, list[Values]]:
    """Return what was written about each element, by the name of its field, a slot for each entry."""
    by_field: dict[str, list[Values]] = {}
    by_name: dict[str, list[Values]] = {}
    for slot, entry in enumerate(entries):
        for element in entry.viewing.breakdown:
            text = element.text
            if text:
                own = by_name.get(element.name)
                if own is None:
                    own = by_field.setdefault(name_of_element(element.name), [()] * len(entries))
                    by_name[element.name] = own
                own[slot] = (*own[slot], text) if own[slot] else (text,)
    return by_field


def names_in(entries: Sequence[Entry]) -> dict[str, bytearray]:
    """Return the names of the elements as they are written, each with the slots that have it."""
    having: dict[str, bytearray] = {}
    for slot, entry in enumerate(entries):
        for element in entry.viewing.breakdown:
            flags = having.get(element.name)
            if flags is None:
                flags = having[element.name] = bytearray(len(entries))
            flags[slot] = 1
    return having
