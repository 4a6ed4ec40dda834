"""One value compared in three ways: as it is here, as it is told now, and as it was told the last time."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

import msgspec
from msgspec import NODEFAULT, Struct, structs

from filmjournal.model.facts import BY_JOURNAL, FACTS
from filmjournal.model.film import Film
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)

_NO_FACTS = BY_JOURNAL
"""What nobody tells of a record."""

_ONLY_GROWING = frozenset({"credits", "external_ids"})
"""Facts that are never told otherwise: there are only ever more of them."""

_OF_FILM = frozenset(fact.name for fact in FACTS if fact.of_whole_film)
"""Facts that services know of a film as a whole: one of its viewings has them, and not always the same."""

_GROWING = frozenset(fact.name for fact in FACTS if fact.is_united)
"""What two tellings that know nothing of each other have together."""

_WORD = re.compile(r"\w+")

_SETTLED = " settled"
"""What stands behind the name of a fact among the sums, for the conflicts in which ours stood."""

_SHORT = 20
"""Characters of a fact that stands for itself."""


class Difference(Struct, frozen=True):
    """A fact that is told otherwise than it is here."""

    key: str
    """What it is a fact of, such as rating."""
    ours: Any
    """As it is here."""
    theirs: Any
    """As it is told."""
    is_taken: bool
    """Whether what is told comes in; otherwise it was changed here as well, and what is here stays."""


class Outcome(NamedTuple):
    """What becomes of a value."""

    value: Any
    """As it is to be."""
    differences: tuple[Difference, ...]
    """What is told otherwise, and was not told so before."""


def sums(told: Film | Viewing | Wish) -> dict[str, str]:
    """Return a short sum of each fact that is told; nothing of those that are not."""
    facts = _facts(type(told))
    pairs = zip(facts.items(), facts.read(told), strict=True)
    return {key: _sum(value) for (key, default), value in pairs if value != default}


def withdrawn(told: Film | Viewing | Wish, base: Mapping[str, str]) -> frozenset[str]:
    """Return the facts of a film that a viewing had only for it, and that are told of another one by now."""
    return frozenset(_OF_FILM & base.keys() - sums(told).keys())


def settled(differences: Iterable[Difference], base: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept with the sums of the conflicts in which ours stands: the same is not asked twice.

    Against what was told before, ours stood when it was written.
    """
    kept: dict[str, str] = {}
    for each in differences:
        if not each.is_taken:
            theirs = [_sum(each.theirs), *([base[each.key]] if each.key in base else [])]
            conflicts = [*base.get(each.key + _SETTLED, "").split(), *(_conflict(each.ours, one) for one in theirs)]
            kept[each.key + _SETTLED] = " ".join(dict.fromkeys(conflicts))
    return kept


def outcome(
    ours: Value,
    told: Value,
    base: Mapping[str, str] | None,
    *,
    theirs: bool = False,
    withdrawn: Collection[str] = (),
) -> Outcome:
    """Return what becomes of ours.

    `base` are the sums of what was told the last time, None where nothing ever was. What is changed there comes in,
    what is changed here stays, and so does what is told no more, but for what is `withdrawn`. What was changed on both
    sides is a conflict, in which ours stands unless `theirs` is to; what is written here word for word is none, nor is
    what ours stood against before.
    """
    then = base or {}
    differences = []
    for key, default in _facts(type(told)).items():
        now, mine = getattr(told, key), getattr(ours, key)
        if key in _ONLY_GROWING or now == mine or (now == default and key not in withdrawn):
            continue
        if base is None:
            now = _together(key, mine, now)
            is_taken = mine == default or _completes(key, now, mine)
        else:
            is_taken = then.get(key, "") == ("" if mine == default else _sum(mine))
        if now == mine or then.get(key) == _sum(now) or (key in withdrawn and not is_taken):
            continue
        if is_taken or not (_is_here(key, now, ours) or _conflict(mine, _sum(now)) in then.get(key + _SETTLED, "")):
            differences.append(Difference(key, mine, now, is_taken or theirs))
    taken = {each.key: each.theirs for each in differences if each.is_taken}
    return Outcome(structs.replace(ours, **taken) if taken else ours, tuple(differences))


def is_written(told: str, ours: Viewing) -> bool:
    """Whether a text says what is written of a viewing word for word: all of it, or what its review is alone."""
    words = _words(told)
    whole = [ours.headline, ours.review]
    for element in ours.breakdown:
        whole += [element.name, element.rating.stars if element.rating else "", element.text]
    return bool(words) and words in (_words(ours.review), _words(*whole))


def _conflict(ours: object, theirs: str) -> str:
    """Return a short sum of both sides of a conflict, of which one is given as its own sum."""
    both = f"{_sum(ours)} {theirs}"
    return f"{crc32(both.encode()):08x}"


def _is_here(key: str, told: Any, ours: Film | Viewing | Wish) -> bool:  # noqa: ANN401 — whatever a fact is
    return key == "review" and isinstance(ours, Viewing) and is_written(told, ours)


def _words(*texts: str) -> list[str]:
    return [word for text in texts for word in _WORD.findall(fold(text))]


def _together(key: str, mine: Any, now: Any) -> Any:  # noqa: ANN401 — whatever a fact is
    if key in _GROWING:
        return (*mine, *(each for each in now if each not in mine))
    return mine if isinstance(mine, When) and isinstance(now, When) and mine.startswith(now) else now


def _completes(key: str, now: Any, mine: Any) -> bool:  # noqa: ANN401 — whatever a fact is
    return key in _GROWING or (isinstance(now, When) and isinstance(mine, When) and now.startswith(mine))


def _sum(value: object) -> str:
    if isinstance(value, str):
        if len(value) <= _SHORT and value.isascii():
            return str.__str__(value)
        data = value.encode(errors="surrogatepass")
    elif isinstance(value, int):
        return str(int(value))
    else:
        try:
            data = msgspec.json.encode(value, enc_hook=str)
        except UnicodeEncodeError:  # half a character: it is told when it comes in
            data = repr(value).encode(errors="surrogatepass")
        if len(data) <= _SHORT and data.isascii():
            return data.decode()
    return f"{len(data):x}-{crc32(data):08x}"


class _Facts(dict[str, Any]):
    """The facts of one kind of record, each with what it is where it is not told."""

    def __init__(self, kind: type[Struct]) -> None:
        fields = [each for each in structs.fields(kind) if each.name not in _NO_FACTS]
        super().__init__({each.name: None if each.default is NODEFAULT else each.default for each in fields})
        self.read: Callable[[Struct], tuple[Any, ...]] = attrgetter(*self)


_facts = cache(_Facts)
