"""One value compared in three ways: as it is here, as it is told now, and as it was told the last time."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

import msgspec
from msgspec import NODEFAULT, Struct, structs

from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish

Value = TypeVar("Value", Film, Viewing, Wish)

_NOT_COMPARED = frozenset({"id", "film", "created", "modified", "credits", "external_ids"})
"""What is no fact that a person changes, and what only ever grows."""

_GROWING = frozenset({"tags", "companions"})
"""What two tellings that know nothing of each other have together."""

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

    @property
    def is_conflict(self) -> bool:
        """Whether something was changed here and there."""
        return any(not each.is_taken for each in self.differences)


def sums(told: Film | Viewing | Wish) -> dict[str, str]:
    """Return a short sum of each fact that is told; nothing of those that are not."""
    return {key: _sum(value) for key, default in _facts(type(told)).items() if (value := getattr(told, key)) != default}


def outcome(ours: Value, told: Value, base: Mapping[str, str] | None, *, theirs: bool = False) -> Outcome:
    """Return what becomes of ours.

    `base` are the sums of what was told the last time, None where nothing ever was. What is changed there comes in,
    what is changed here stays, and so does what is told no more. What was changed on both sides is a conflict, in which
    ours stands unless `theirs` is to.
    """
    then = base or {}
    differences = []
    for key, default in _facts(type(told)).items():
        now, mine = getattr(told, key), getattr(ours, key)
        if now in (default, mine):
            continue
        if base is None:
            now = _together(key, mine, now)
            is_taken = mine == default or _completes(key, now, mine)
        else:
            is_taken = then.get(key, "") == ("" if mine == default else _sum(mine))
        if now != mine and then.get(key) != _sum(now):
            differences.append(Difference(key, mine, now, is_taken or theirs))
    taken = {each.key: each.theirs for each in differences if each.is_taken}
    return Outcome(structs.replace(ours, **taken) if taken else ours, tuple(differences))


def _together(key: str, mine: Any, now: Any) -> Any:  # noqa: ANN401 — whatever a fact is
    if key in _GROWING:
        return (*mine, *(each for each in now if each not in mine))
    return mine if isinstance(mine, When) and isinstance(now, When) and mine.startswith(now) else now


def _completes(key: str, now: Any, mine: Any) -> bool:  # noqa: ANN401 — whatever a fact is
    return key in _GROWING or (isinstance(now, When) and isinstance(mine, When) and now.startswith(mine))


def _sum(value: object) -> str:
    if isinstance(value, str):
        data = value.encode(errors="surrogatepass")
    else:
        try:
            data = msgspec.json.encode(value, enc_hook=str)
        except UnicodeEncodeError:  # half a character: it is told when it comes in
            data = repr(value).encode(errors="surrogatepass")
    return data.decode() if len(data) <= _SHORT and data.isascii() else f"{len(data):x}-{crc32(data):08x}"


@cache
def _facts(kind: type[Struct]) -> dict[str, Any]:
    """Return the facts that are compared, each with what it is where it is not told."""
    fields = [each for each in structs.fields(kind) if each.name not in _NOT_COMPARED]
    return {each.name: None if each.default is NODEFAULT else each.default for each in fields}
