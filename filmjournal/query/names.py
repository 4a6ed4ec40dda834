"""Names as they are written and as they are searched, the most used first."""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import accumulate

from filmjournal.model.text import fold

_FEW = 256
"""Changed names that are not worth sorting all for."""

_LOOKED_AT = 200
"""Names that are looked at for a word after a dash."""

_WORD = re.compile(r"[^\W_]+")


def words_in(folded: str) -> list[str]:
    """Return the words of a folded text, without punctuation."""
    return _WORD.findall(folded)


class Foldings(dict[str, str]):
    """Names as they are searched: folded, a space before each word. None is folded twice, or forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.words: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
        """By length, the words in the names, and for each word the names that have it."""

    def __missing__(self, name: str) -> str:
        words = fold(name).split()
        self[name] = folded = " ".join(["", *words])
        for word in words if "".join(words).isalnum() else words_in(folded):
            self.words[len(word)].setdefault(word, []).append(name)
        return folded


class Names(dict[str, int]):
    """Names as written, each with the number of viewings that it stands in.

    They are looked through as one text, the most used first, so that the first that are found are the best. Names
    counted since it was made are looked at one by one, until they are many.
    """

    def __init__(self, folded: Mapping[str, str], order: Callable[[str], str] = str) -> None:
        super().__init__()
        self._folded = folded
        self._order = order
        self._changed: set[str] = set()
        self._sorted: list[str] = []
        self._text = ""
        self._starts = array("L", [0])

    def count(self, names: Collection[str], viewings: int) -> None:
        """Count each name in so many viewings more, or less."""
        self._changed.update(names)
        for name in names:
            before = self.get(name)
            if before is None:
                _ = self._folded[name]  # it is folded now, while nobody waits for it
                self[name] = viewings
            elif before + viewings:
                self[name] = before + viewings
            else:
                del self[name]

    def count_each(self, viewings: Mapping[str, int]) -> None:
        """Count names that are all new, each in as many viewings as are told with it."""
        self._changed.update(viewings)
        self.update(viewings)
        for name in viewings:
            _ = self._folded[name]

    @classmethod
    def laid_out(cls, names: Sequence[str], viewings: Sequence[int], text: str) -> "Names":
        """Return names from what `layout` gave; none of them is folded anew."""
        made = cls(Foldings())
        made.update(zip(names, viewings, strict=True))
        made._sorted, made._text = list(names), text
        made._starts = array("L", accumulate((len(line) + 1 for line in text.split("\n")[1:]), initial=0))
        return made

    def layout(self) -> tuple[list[str], list[int], str]:
        """Return the names, the most used first, in how many viewings each stands, and the text to find them in."""
        self.settle()
        return self._sorted, [self[name] for name in self._sorted], self._text

    @property
    def is_settled(self) -> bool:
        """Whether nothing was counted since the names were sorted."""
        return not self._changed

    def settle(self) -> None:
        """Sort the names, so that they are found fastest."""
        known = dict.fromkeys((*self._sorted, *self._changed))  # nearly in order: that is sorted fast
        by_name = sorted((name for name in known if name in self), key=None if self._order is str else self._order)
        self._sorted = sorted(by_name, key=self.__getitem__, reverse=True)
        lines = [f"\n{self._folded[name]}" for name in self._sorted]
        self._text = "".join(lines)
        self._starts = array("L", accumulate(map(len, lines), initial=0))
        self._changed.clear()

    def best(self, typed: str, most: int) -> list[str]:
        """Return names that have what was typed: at their start first, then at that of a word, then anywhere."""
        text = " ".join(fold(typed).split())
        found: dict[str, None] = {}
        for sought in (f"\n {text}", f" {text}", text):
            if len(found) < most and sought:
                found |= dict.fromkeys(self._having(sought, most + len(found)))
        return list(found)[:most]

    def beginning(self, typed: str, most: int) -> list[str]:
        """Return names of which a word begins with what was typed, the most used first."""
        text = " ".join(fold(typed).split())
        text += " " * (typed.endswith(" ") and bool(text))
        found = self._having(f" {text}", most)
        if len(found) < most and text:  # a word begins after a dash or an apostrophe too
            word = re.compile(rf"[^\w\s]{re.escape(text)}")
            having = [name for name in self._having(text, _LOOKED_AT) if word.search(self._folded[name])]
            found = list(dict.fromkeys((*found, *having)))[:most]
        return found

    def _having(self, sought: str, most: int) -> list[str]:
        """Return the most used of the names whose folding, with a line end before it, has the text."""
        if len(self._changed) > _FEW + len(self) // 8:
            self.settle()
        found: list[str] = []
        place = self._text.find(sought)
        while place >= 0 and len(found) < most:
            line = bisect_right(self._starts, place) - 1
            if self._sorted[line] not in self._changed:
                found.append(self._sorted[line])
            place = self._text.find(sought, self._starts[line + 1])
        changed = [name for name in self._changed if name in self and sought in f"\n{self._folded[name]}"]
        return sorted((*found, *changed), key=lambda name: (-self[name], self._order(name)))[:most]
