"""A few hundred entries, prepared for searching: a column for each field, built on first use.

The slots of entries that match are the bits of an integer (`mask_of`); texts about review elements have a column each.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from filmjournal.model.film import Role
from filmjournal.model.viewing import Entry
from filmjournal.query.engine.column import Column, Ranks, Values, mask_of, slots_in, union
from filmjournal.query.fields import (
    FIELDS,
    PERSON,
    RATING,
    REVIEW,
    TAG,
    TEXT,
    TITLE,
    AnyField,
    ElementField,
    ScaleField,
    TextField,
    field_of,
    name_of_element,
)
from filmjournal.query.scales import Interval
from filmjournal.query.sorting import Order


class ElementTexts:
    """Columns of the text about each review element, and the names of the elements."""

    __slots__ = ("_having", "_names", "columns")

    def __init__(self, columns: Mapping[str, Column], having: Mapping[str, bytearray]) -> None:
        self.columns = columns
        """The text about each element, by the name of its field."""
        self._names = Column.of([(name,) for name in having])
        self._having = [mask_of(flags) for flags in having.values()]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "ElementTexts":
        """Return the texts of these entries, one slot each."""
        return cls(
            {name: Column.of(slots) for name, slots in texts_by_element(entries).items()}, slots_by_name(entries)
        )

    def replaced(self, start: int, end: int, entries: Sequence[Entry], whole: Sequence[Entry]) -> "ElementTexts":
        """Return a copy with the slots from `start` to before `end` replaced, for these entries as a whole."""
        texts, size = texts_by_element(entries), len(whole) - len(entries) + end - start
        nothing: list[Values] = [()] * len(entries)
        own = {name: self.columns.get(name) or Column.of([()] * size) for name in (*self.columns, *texts)}
        columns = {name: column.replaced(start, end, texts.get(name, nothing)) for name, column in own.items()}
        return ElementTexts(
            {name: column for name, column in columns.items() if not column.is_empty}, slots_by_name(whole)
        )

    def find_in_names(self, text: bytes) -> tuple[int, int]:
        """Return slots with the text at the start of a word in an element's name, and those with it within a word."""
        words, parts = self._names.find_words(text, (1 << len(self._having)) - 1)
        return self._those(words), self._those(parts) & ~self._those(words)

    def _those(self, names: int) -> int:
        found = 0
        for name in slots_in(names):
            found |= self._having[name]
        return found


def texts_by_element(entries: Sequence[Entry]) -> dict[str, list[Values]]:
    """Return the text about each element, by the name of its field, one slot per entry."""
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


def slots_by_name(entries: Sequence[Entry]) -> dict[str, bytearray]:
    """Return the names of the elements, each with flags for the slots that have it."""
    having: dict[str, bytearray] = {}
    for slot, entry in enumerate(entries):
        for element in entry.viewing.breakdown:
            flags = having.get(element.name)
            if flags is None:
                flags = having[element.name] = bytearray(len(entries))
            flags[slot] = 1
    return having


_UNKNOWN = 1 - 2**31
"""Marks an unknown number: below every range, and its negative above."""

_CACHED_TEXTS = 32
"""Most texts in the cache of a block: while one word is typed, the others aren't searched again."""

Flag = Callable[[Entry], bool]
"""A predicate of an entry."""

Measure = Callable[[Entry], Interval | None]
"""The value interval of an entry."""

_PEOPLE = tuple(map(field_of, dict.fromkeys((Role.ACTOR, *Role))))
"""The fields of people, the cast first: that is where a name is most often found."""

_COLUMN_FIELDS = tuple(each for each in FIELDS if isinstance(each, TextField) and each not in {PERSON, TEXT})
_ANYWHERE = (TITLE, _PEOPLE[0], TAG, REVIEW)
_SCALES = tuple(each for each in FIELDS if isinstance(each, ScaleField))


class Block:
    """Entries that are neighbours in the journal. Immutable but for its caches; `replaced` makes another."""

    __slots__ = (
        "_columns",
        "_element_texts",
        "_films",
        "_flags",
        "_keys",
        "_measures",
        "_rank_cache",
        "_rated",
        "entries",
    )

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        """The entries, one per slot."""
        self._columns: dict[str, Column] = {}
        self._element_texts: ElementTexts | None = None
        self._measures: dict[Measure, tuple[array[int], array[int]]] = {}
        self._flags: dict[str, int] = {}
        self._films: tuple[str, ...] | None = None
        self._rated: dict[int, int] | None = None
        self._keys: dict[str, list[Any]] = {}
        self._rank_cache: dict[bytes, Ranks] = {}

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def all_slots(self) -> int:
        """The mask of all slots."""
        return (1 << len(self.entries)) - 1

    def column(self, field: TextField) -> Column:
        """Return the column of a text field."""
        if field.name not in self._columns:
            if field.role is None:
                self._columns[field.name] = Column.of(_read(field, self.entries))
            else:
                by_role = _names_by_role(self.entries)
                self._columns |= {field_of(role).name: Column.of(slots) for role, slots in by_role.items()}
        return self._columns[field.name]

    def columns(self, field: TextField | ElementField) -> list[Column]:
        """Return the columns in which a field is searched."""
        if isinstance(field, ElementField):
            return [column for name, column in self.element_texts.columns.items() if name == field.name]
        if field is PERSON:
            return [self.column(each) for each in _PEOPLE]
        return [self.column(REVIEW), *self.element_texts.columns.values()] if field is TEXT else [self.column(field)]

    @property
    def element_texts(self) -> ElementTexts:
        """The texts about review elements."""
        if self._element_texts is None:
            self._element_texts = ElementTexts.of(self.entries)
        return self._element_texts

    def measures(self, field: ScaleField) -> "tuple[array[int], array[int]]":
        """Return the lowest and highest value of each entry in a comparable field."""
        found = self._measures.get(field.measure)
        if found is None:
            read = [field.measure(entry) or (_UNKNOWN, -_UNKNOWN) for entry in self.entries]
            found = array("i", [low for low, _ in read]), array("i", [high for _, high in read])
            self._measures[field.measure] = found
        return found

    def flagged(self, name: str, flag: Flag) -> int:
        """Return the slots where the predicate holds, cached under this name."""
        found = self._flags.get(name)
        if found is None:
            found = self._flags[name] = mask_of([flag(entry) for entry in self.entries])
        return found

    def keys(self, order: Order) -> list[Any]:
        """Return the sort keys of the entries."""
        if order.name not in self._keys:
            self._keys[order.name] = list(map(order.key, self.entries))
        return self._keys[order.name]

    @property
    def films(self) -> tuple[str, ...]:
        """The film id of each slot."""
        if self._films is None:
            self._films = tuple([entry.viewing.film for entry in self.entries])
        return self._films

    @property
    def rated(self) -> dict[int, int]:
        """The slots with each rating, in half stars."""
        if self._rated is None:
            ratings, _ = self.measures(RATING)
            self._rated = {each: mask_of([rating == each for rating in ratings]) for each in set(ratings) - {_UNKNOWN}}
        return self._rated

    def filled(self, field: AnyField) -> int:
        """Return the slots that have a value in this field."""
        name = f"{type(field).__name__} {field.name}"  # an element may be called as a field is
        found = self._flags.get(name)
        if found is None:
            found = self._flags[name] = self._known(field)
        return found

    def _known(self, field: AnyField) -> int:
        if isinstance(field, ScaleField):
            return mask_of([low != _UNKNOWN for low in self.measures(field)[0]])
        if isinstance(field, ElementField):
            return mask_of([_has_element(field.name, entry) for entry in self.entries])
        if field in {REVIEW, TEXT}:  # a text is written whatever is in it; folding leaves nothing of quotation marks
            return mask_of([any(map(str.strip, field.read(entry))) for entry in self.entries])
        return union(column.filled() for column in self.columns(field))

    def cached_ranks(self, text: bytes, find: Callable[[int], Ranks]) -> Ranks:
        """Return the ranks of a text, from the cache or else by searching where its start was found."""
        ranks = self._rank_cache.pop(text, None)
        if ranks is None:
            beginnings = [other for other in self._rank_cache if text.startswith(other)]
            among = union(self._rank_cache[max(beginnings, key=len)]) if beginnings else self.all_slots
            ranks = find(among)
        self._rank_cache[text] = ranks
        if len(self._rank_cache) > _CACHED_TEXTS:
            del self._rank_cache[next(iter(self._rank_cache))]
        return ranks

    def clear_cache(self) -> None:
        """Clear the cache of ranks."""
        self._rank_cache.clear()

    def warm(self) -> Iterator[None]:
        """Build the columns that plain words are searched in, pausing after each."""
        for field in _ANYWHERE:
            self.column(field)
            yield
        _ = self.element_texts, self.films, self.rated
        yield

    def warm_fields(self) -> Iterator[None]:
        """Build the remaining columns, pausing after each."""
        for field in _COLUMN_FIELDS:
            self.column(field)
            yield
        for scale in _SCALES:
            self.measures(scale)
            yield

    @property
    def size(self) -> int:
        """Size of the columns in bytes."""
        columns = (*self._columns.values(), *(self._element_texts.columns.values() if self._element_texts else ()))
        return sum(column.size for column in columns)

    def replaced(self, start: int, end: int, entries: Sequence[Entry]) -> "Block":
        """Return a copy with the slots from `start` to before `end` replaced by these entries."""
        block = Block((*self.entries[:start], *entries, *self.entries[end:]))
        for field in _COLUMN_FIELDS:
            if field.name in self._columns:
                slots = _read(field, entries)
                block._columns[field.name] = self._columns[field.name].replaced(start, end, slots)
        if self._element_texts is not None:
            block._element_texts = self._element_texts.replaced(start, end, entries, block.entries)
        return block


def _names_by_role(entries: Sequence[Entry]) -> Mapping[Role, Sequence[Values]]:
    nobody: list[str] = []
    slots: dict[Role, list[Any]] = {role: [nobody] * len(entries) for role in Role}
    for slot, entry in enumerate(entries):
        for credit in entry.film.credits:
            own = slots[credit.role]
            if own[slot]:
                own[slot].append(credit.name)
            else:
                own[slot] = [credit.name]
        if entry.film.other_names:
            for role, names in slots.items():
                names[slot] = entry.film.names_in((role,))
    return slots


def _read(field: TextField, entries: Sequence[Entry]) -> list[Values]:
    read = field.read
    return [[text for text in read(entry) if text] for entry in entries]


def _has_element(name: str, entry: Entry) -> bool:
    return any(name_of_element(part.name) == name and not part.is_empty for part in entry.viewing.breakdown)
