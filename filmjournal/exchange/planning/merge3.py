"""Three-way merge of a value: as the journal has it, as the source states it, and as the source stated it last.

Of what was stated last only checksums are stored, in the `checksums` of a `StoredSource`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from itertools import compress
from operator import attrgetter, is_not
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

_NOT_COMPARED = BY_JOURNAL | {"merged_into", "other_names"}
"""Facts that only the journal fills in, which no source states."""

_ONLY_GROWING = frozenset({"credits", "external_ids"})
"""Facts that never conflict: sources only add to them."""

_OF_FILM = frozenset(fact.name for fact in FACTS if fact.of_whole_film)
"""Facts that services state of a film as a whole: one of its viewings has them, and not always the same one."""

_GROWING = frozenset(fact.name for fact in FACTS if fact.is_united)
"""Facts that are united where two sources know nothing of each other."""

_WORD = re.compile(r"\w+")

_RESOLVED = " settled"
"""Suffix of a fact's name among the checksums, for conflicts in which the journal's value stayed.

It is written to journals: it can't change.
"""

_SHORT = 20
"""Longest text, in characters, that is its own checksum."""


class Difference(Struct, frozen=True):
    """A fact that the source states differently from the journal."""

    key: str
    """The name of the fact, such as rating."""
    ours: Any
    """The journal's value."""
    theirs: Any
    """The stated value."""
    is_imported: bool
    """Whether the stated value is imported; otherwise both sides changed it, and the journal's value stays."""


class Outcome(NamedTuple):
    """The result of a merge."""

    value: Any
    """The merged value."""
    differences: tuple[Difference, ...]
    """The facts that the source states differently, and did not state so last time."""


def checksums(stated: Film | Viewing | Wish) -> dict[str, str]:
    """Return a short checksum of each stated fact, by its name; facts that are not stated have none."""
    facts = _facts(type(stated))
    values = facts.read(stated)
    known = compress(zip(facts, values, facts.defaults, strict=True), map(is_not, values, facts.defaults))
    return {key: _checksum(value) for key, value, default in known if value != default}


def retracted_facts(stated: Film | Viewing | Wish, base: Mapping[str, str]) -> frozenset[str]:
    """Return the film-level facts that were stated of a viewing last time and are stated of another one now."""
    return frozenset(_OF_FILM & base.keys() - checksums(stated).keys())


def resolved_checksums(differences: Iterable[Difference], base: Mapping[str, str]) -> dict[str, str]:
    """Return checksums of the conflicts in which the journal's value stays, so that nobody is asked the same twice.

    A value that was stated before counts as one that the journal's value stayed against.
    """
    resolved: dict[str, str] = {}
    for each in differences:
        if not each.is_imported:
            theirs = [_checksum(each.theirs), *([base[each.key]] if each.key in base else [])]
            conflicts = [*base.get(each.key + _RESOLVED, "").split(), *(_conflict(each.ours, one) for one in theirs)]
            resolved[each.key + _RESOLVED] = " ".join(dict.fromkeys(conflicts))
    return resolved


def outcome(
    ours: Value,
    stated: Value,
    base: Mapping[str, str] | None,
    *,
    theirs: bool = False,
    retracted: Collection[str] = (),
) -> Outcome:
    """Merge a stated value into ours and return the result with the differences.

    `base` has the checksums of what was stated last time, None where nothing ever was. Facts that changed at the
    source are imported; facts that changed here stay, and so do facts that are no longer stated, unless they are
    `retracted`. A fact that changed on both sides is a conflict: ours stays, unless `theirs` is true. Text that stands
    here word for word is no conflict, nor is a value that ours stayed against before.
    """
    then = base or {}
    differences = []
    for key, default in _facts(type(stated)).items():
        now, mine = getattr(stated, key), getattr(ours, key)
        if key in _ONLY_GROWING or now == mine or (now == default and key not in retracted):
            continue
        if base is None:
            now = _united(key, mine, now)
            is_imported = mine == default or _adds_to(key, now, mine)
        else:
            is_imported = then.get(key, "") == ("" if mine == default else _checksum(mine))
        if now == mine or then.get(key) == _checksum(now) or (key in retracted and not is_imported):
            continue
        if is_imported or not (
            _is_written_here(key, now, ours) or _conflict(mine, _checksum(now)) in then.get(key + _RESOLVED, "")
        ):
            differences.append(Difference(key, mine, now, is_imported or theirs))
    imported = {each.key: each.theirs for each in differences if each.is_imported}
    return Outcome(structs.replace(ours, **imported) if imported else ours, tuple(differences))


def is_written(stated: str, ours: Viewing) -> bool:
    """Whether a text is, word for word, the review of a viewing, or its headline, review and elements together."""
    words = _words(stated)
    whole = [ours.headline, ours.review]
    for element in ours.breakdown:
        whole += [element.name, element.rating.stars if element.rating else "", element.text]
    return bool(words) and words in (_words(ours.review), _words(*whole))


def _conflict(ours: object, theirs: str) -> str:
    """Return a checksum of both sides of a conflict, of which `theirs` is given as its own checksum."""
    both = f"{_checksum(ours)} {theirs}"
    return f"{crc32(both.encode()):08x}"


def _is_written_here(key: str, stated: Any, ours: Film | Viewing | Wish) -> bool:  # noqa: ANN401 — whatever a fact is
    return key == "review" and isinstance(ours, Viewing) and is_written(stated, ours)


def _words(*texts: str) -> list[str]:
    return [word for text in texts for word in _WORD.findall(fold(text))]


def _united(key: str, mine: Any, now: Any) -> Any:  # noqa: ANN401 — whatever a fact is
    if key in _GROWING:
        return (*mine, *(each for each in now if each not in mine))
    return mine if isinstance(mine, When) and isinstance(now, When) and mine.startswith(now) else now


def _adds_to(key: str, now: Any, mine: Any) -> bool:  # noqa: ANN401 — whatever a fact is
    return key in _GROWING or (isinstance(now, When) and isinstance(mine, When) and now.startswith(mine))


def _checksum(value: object) -> str:
    if isinstance(value, str):
        if len(value) <= _SHORT and value.isascii():
            return str.__str__(value)
        data = value.encode(errors="surrogatepass")
    elif isinstance(value, int):
        return str(int(value))
    else:
        try:
            data = msgspec.json.encode(value, enc_hook=str)
        except UnicodeEncodeError:  # half a character: the import refuses it in a sentence of its own
            data = repr(value).encode(errors="surrogatepass")
        if len(data) <= _SHORT and data.isascii():
            return data.decode()
    return f"{len(data):x}-{crc32(data):08x}"


class _Facts(dict[str, Any]):
    """The facts of one type of record, each with its value where it is not stated."""

    def __init__(self, kind: type[Struct]) -> None:
        fields = [each for each in structs.fields(kind) if each.name not in _NOT_COMPARED]
        super().__init__({each.name: None if each.default is NODEFAULT else each.default for each in fields})
        self.read: Callable[[Struct], tuple[Any, ...]] = attrgetter(*self)
        self.defaults = tuple(self.values())


_facts = cache(_Facts)
