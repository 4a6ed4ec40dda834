"""The keys of an entry's front matter: every fact that is not prose."""

from functools import lru_cache

from filmjournal.exchange.errors import TemplateError
from filmjournal.model.facts import FACTS, Fact, Shape
from filmjournal.model.text import fold
from filmjournal.query.errors import closest_name

KEYS = tuple(fact for fact in FACTS if fact.shape is not Shape.PROSE)
"""Every key that front matter may have, in order."""

_BY_NAME = {name: fact for fact in KEYS for name in (fact.name, *fact.aliases)}

_BELOW = {"review": "the review", "breakdown": "each element, under a heading with its name,"}
"""Facts that are written below the front matter, and how an error names them."""


def find_key(name: str) -> Fact | None:
    """Return the key with this name or alias, or None; case, spaces and hyphens don't matter."""
    return _BY_NAME.get(_plain(name))


def require_key(name: str, line: int) -> Fact:
    """Return the key with this name; raises TemplateError, with the nearest name, where there is none on the line."""
    key = find_key(name)
    if key is not None:
        return key
    plain = _plain(name)
    if plain in _BELOW:
        raise TemplateError(line, f"{_BELOW[plain]} is written below the second ---, not here.")
    near = closest_name(plain.replace("_", ""), (each.name for each in KEYS))
    meant = f"Did you mean “{near}”?" if near else "Take it out, or put # before it."
    raise TemplateError(line, f"there is no “{name.strip()}”. {meant}")


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return fold(name.strip()).replace(" ", "_").replace("-", "_")
