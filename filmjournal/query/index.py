"""The folded text of every entry, made once and kept in step with the journal."""

from collections.abc import Iterable

from filmjournal.model.viewing import Entry
from filmjournal.query.folded import FoldedEntry
from filmjournal.query.terms import Query


class Index:
    """Finds entries. An entry is folded when it is first looked at, and again only after it changed."""

    def __init__(self) -> None:
        self._folded: dict[str, FoldedEntry] = {}

    def search(self, query: Query, entries: Iterable[Entry]) -> list[Entry]:
        """Return the entries that match, in the order they came."""
        if query.term is None:
            return list(entries)
        matches, known, found = query.matcher(), self._folded.get, []
        for entry in entries:  # this is what a key costs: nothing is called in it that need not be
            folded = known(entry.viewing.id)
            if folded is None or folded.entry is not entry:
                folded = self.folded(entry)
            if matches(folded):
                found.append(entry)
        return found

    def folded(self, entry: Entry) -> FoldedEntry:
        """Return the folded text of an entry."""
        known = self._folded.get(entry.id)
        if known is None or not known.is_of(entry):
            known = self._folded[entry.id] = FoldedEntry(entry)
        return known
