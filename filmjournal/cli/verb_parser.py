"""Reads what stands after a verb."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import Any


class VerbParser(ArgumentParser):
    """Reads what one verb takes, which it learns when that verb is typed: no verb pays for another.

    A query is read as it is typed: its words may begin with a dash, and stand before and after options.
    """

    _learn: Callable[[], None] | None = None

    def learn_later(self, learn: Callable[[], None]) -> None:
        """Add what the verb takes when it is typed."""
        self._learn = learn

    def format_help(self) -> str:
        """Return the help, with all that the verb takes."""
        self._learned()
        return super().format_help()

    def parse_known_args(  # type: ignore[override]  # the namespace is always one of ours
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Return what was asked, and what of it is not known."""
        self._learned()
        words = list(args or ())
        if not self._takes_query:
            return super().parse_known_args(words, namespace)
        asked, rest = super().parse_known_args([_without_dash(word) for word in words], namespace)
        asked.query = [*asked.query, *(word for word in rest if not word.startswith("--"))]
        return asked, [word for word in rest if word.startswith("--")]

    def _learned(self) -> None:
        learn, self._learn = self._learn, None
        if learn is not None:
            learn()

    @property
    def _takes_query(self) -> bool:
        actions: list[Any] = self._get_positional_actions()
        return any(action.dest == "query" for action in actions)


def _without_dash(word: str) -> str:
    """Return a word of a query that is to be without what follows as it cannot be taken for an option."""
    return f"^{word[1:]}" if word.startswith("-") and word not in {"-", "-h"} and not word.startswith("--") else word
