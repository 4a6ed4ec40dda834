"""Document numbers for the records of a merged table: those they had where they can be kept."""

from typing import NamedTuple

from msgspec import Raw


class Identity(NamedTuple):
    """What tells the records of one table apart, in the order in which they choose their numbers."""

    names: tuple[str, ...]
    """The id, and what else makes it the only one."""
    content: bytes = b""
    """Its bytes where it is kept as it is, and nothing else tells it apart."""
    twin: int = 0
    """How many records with the same bytes stand before it."""
    is_loose: bool = False
    """Whether it is kept as it is."""


Numbers = dict[Identity, str]
"""The document numbers of one table of a file."""


def by_number(number: str) -> tuple[int, str]:
    """Return what document numbers are sorted by: 9 before 10."""
    return len(number), number


def numbered(rows: dict[Identity, Raw], ours: Numbers, theirs: Numbers, taken: frozenset[str]) -> dict[str, Raw]:
    """Return the records as a table, whichever side is ours.

    Each record takes the smaller of the numbers it had on either side, and the one with the smaller id takes it first.
    Those whose numbers are taken get new ones above every number in use. A merge that brings nothing moves nothing.
    """
    table: dict[str, Raw] = {}
    chosen: dict[Identity, str] = {}
    last = max((int(number) for number in (*ours.values(), *theirs.values(), *taken) if number.isdecimal()), default=0)
    without: list[Identity] = []
    for identity in sorted(rows, key=lambda identity: (identity.is_loose, identity)):
        claims = {numbers[identity] for numbers in (ours, theirs) if identity in numbers}
        free = [number for number in claims if number not in table and number not in taken]
        first = Identity(identity.names)
        if identity.is_loose and first in rows:  # the first of two with one id is the one that counts
            free = [number for number in free if first in chosen and by_number(number) > by_number(chosen[first])]
        if free:
            chosen[identity] = min(free, key=by_number)
            table[chosen[identity]] = rows[identity]
        else:
            without.append(identity)
    for number, identity in enumerate(without, start=last + 1):
        table[str(number)] = rows[identity]
    return dict(sorted(table.items(), key=lambda row: by_number(row[0])))
