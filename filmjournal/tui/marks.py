"""The rows that are marked in a list, to act on several at once."""

from collections.abc import Iterable, Sequence


class Marks:
    """The marked rows, by the ids of their records: those marked one by one, and a range up to the cursor.

    They stay through searches and sorts, until they are cleared or their records are gone.
    """

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._range: set[str] = set()
        self._start = ""

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._own or row_id in self._range

    def __len__(self) -> int:
        return len(self._own | self._range)

    @property
    def is_in_range(self) -> bool:
        """Whether a range is being marked, which follows the cursor."""
        return bool(self._start)

    def among(self, row_ids: Iterable[str]) -> int:
        """Return how many of these rows are marked."""
        return sum(row_id in self for row_id in row_ids)

    def toggle(self, row_id: str) -> None:
        """Mark a row, or unmark it; while a range is being marked, end the range instead."""
        if self._start:
            self.end_range()
        else:
            self._own ^= {row_id}

    def start_range(self, row_id: str) -> None:
        """Mark from this row on to wherever the cursor goes; where a range is being marked, end it."""
        if self._start:
            self.end_range()
        else:
            self._start, self._range = row_id, {row_id}

    def stretch(self, row_ids: Sequence[str], cursor: str) -> None:
        """Mark from the start of the range to the row under the cursor, of the rows that are listed now."""
        if self._start in row_ids and cursor in row_ids:
            first, last = sorted((row_ids.index(self._start), row_ids.index(cursor)))
            self._range = set(row_ids[first : last + 1])

    def end_range(self) -> None:
        """Keep what the range has marked; the cursor no longer marks."""
        self._own |= self._range
        self._range, self._start = set(), ""

    def toggle_all(self, row_ids: Iterable[str]) -> None:
        """Mark every one of these rows; where all of them are, unmark them."""
        self.end_range()
        listed = set(row_ids)
        self._own = self._own - listed if listed <= self._own else self._own | listed

    def clear(self) -> bool:
        """Unmark the range or, where there is none, every row; return whether anything was marked."""
        had = len(self) > 0
        if self._start:
            self._range, self._start = set(), ""
        else:
            self._own.clear()
        return had

    def keep_only(self, known: Iterable[str]) -> None:
        """Unmark rows whose records are gone."""
        if self:
            there = set(known)
            self._own &= there
            self._range &= there
            self._start = self._start if self._start in there else ""
