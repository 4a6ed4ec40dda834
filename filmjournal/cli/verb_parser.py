"""Reads what stands after a verb."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any


class VerbParser(ArgumentParser):
    """Reads a query as it is typed: its words may begin with a dash, and stand before and after options."""

    def parse_known_args(  # type: ignore[override]  # the namespace is always one of ours
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Return what was asked, and what of it is not known."""
        words = list(args or ())
        if not self._takes_query:
            return super().parse_known_args(words, namespace)
        asked, rest = super().parse_known_args([_without_dash(word) for word in words], namespace)
        asked.query = [*asked.query, *(word for word in rest if not word.startswith("--"))]
        return asked, [word for word in rest if word.startswith("--")]

    @property
    def _takes_query(self) -> bool:
        actions: list[Any] = self._get_positional_actions()
        return any(action.dest == "query" for action in actions)


def _without_dash(word: str) -> str:
    """Return a word of a query that is to be without what follows as it cannot be taken for an option."""
    return f"^{word[1:]}" if word.startswith("-") and word not in {"-", "-h"} and not word.startswith("--") else word
