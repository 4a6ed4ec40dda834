"""How much one run of the tests tries: a good part of it every day, and all of it where `FILMJOURNAL_TESTS` is `full`.

The everyday run takes every claim and every kind of fault, with fewer examples of each; `.ci/run` tries them all once.
"""

import os
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

Case = TypeVar("Case")

LONG = os.environ.get("FILMJOURNAL_TESTS") == "long"
"""Whether this run also tries what takes many minutes, and what chance brings."""

FULL = LONG or os.environ.get("FILMJOURNAL_TESTS") == "full"
"""Whether this run tries everything."""


def examples(count: int) -> int:
    """Return how many examples of a law are tried, out of so many in a full run."""
    return count if FULL else max(5, count // 5)


def some(cases: Iterable[Case], *, one_in: int) -> list[Case]:
    """Return the cases to try: all of them in a full run, else one in so many, the first among them."""
    return list(islice(cases, 0, None, 1 if FULL else one_in))
