"""The folded text of every entry, made once and kept in step with the journal."""

from collections.abc import Iterable

from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import PERSON, REVIEW, TAG, TEXT, TITLE, Field
from filmjournal.query.terms import Query


class FoldedEntry:
    """One entry as it is searched; separate places are on separate lines, so that no phrase joins them."""

    __slots__ = ("_entry", "_fields", "_names", "_written")

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._names = "\n".join(_folded(field, entry) for field in (TITLE, PERSON, TAG))
        self._written = _folded(TEXT, entry)
        self._fields: dict[str, str] = {TEXT.name: self._written}

    def is_of(self, entry: Entry) -> bool:
        """Whether this was folded from just these values."""
        return self._entry.viewing is entry.viewing and self._entry.film is entry.film

    def has(self, text: str) -> bool:
        """Whether the folded text stands in titles, people, tags or what was written."""
        return text in self._names or text in self._written

    def has_in(self, field: Field, text: str) -> bool:
        """Whether the folded text stands in this field."""
        if field is REVIEW:  # the longest text is kept once: looked through again only where all of it matches
            return text in self._written and text in _folded(field, self._entry)
        folded = self._fields.get(field.name)
        if folded is None:
            folded = self._fields[field.name] = _folded(field, self._entry)
        return text in folded


class Index:
    """Finds entries. An entry is folded when it is first looked at, and again only after it changed."""

    def __init__(self) -> None:
        self._folded: dict[str, FoldedEntry] = {}

    def search(self, query: Query, entries: Iterable[Entry]) -> list[Entry]:
        """Return the entries that match, in the order they came."""
        if not query.terms:
            return list(entries)
        return [entry for entry in entries if query.matches(self.folded(entry))]

    def folded(self, entry: Entry) -> FoldedEntry:
        """Return the folded text of an entry."""
        known = self._folded.get(entry.id)
        if known is None or not known.is_of(entry):
            known = self._folded[entry.id] = FoldedEntry(entry)
        return known


def _folded(field: Field, entry: Entry) -> str:
    return "\n".join(fold(text) for text in field.read(entry) if text)
