"""Reads what stands after a verb."""

import re
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NoReturn

FEW = 6
"""Choices that are told where none of them can be meant."""

_NO_CHOICE = re.compile(r"argument [^:]+: invalid choice: (['\"])(?P<word>.*)\1 \(choose from (?P<choices>.*)\)")


class VerbParser(ArgumentParser):
    """Reads what one verb takes, which it learns when that verb is typed: no verb pays for another.

    Words stand before, between and after options; those of a query are read as they are typed, and may begin with a
    dash.
    """

    _learn: Callable[[], None] | None = None
    _deeds: Mapping[str, "VerbParser"] = MappingProxyType({})

    def learn_later(self, learn: Callable[[], None]) -> None:
        """Add what the verb takes when it is typed."""
        self._learn = learn

    def hand_on(self, deeds: Mapping[str, "VerbParser"]) -> None:
        """Let a first word that names one of these be read by its parser, and everything else by this one."""
        self._deeds = deeds

    def format_help(self) -> str:
        """Return the help, with all that the verb takes."""
        self._learned()
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Leave with one sentence that says what is wrong, and where to read what can be asked."""
        wrong = _NO_CHOICE.fullmatch(message)
        plain = re.sub(r"invalid int value: '(.*)'", r"\1 is no whole number", message.removeprefix("argument "))
        told = _no_choice(wrong["word"], re.findall(r"[\w-]+", wrong["choices"])) if wrong else f"{plain}."
        self.exit(2, f"{self.prog}: {told} `{self.prog} --help` tells what it takes.\n")

    def parse_known_args(  # type: ignore[override]  # the namespace is always one of ours
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Return what was asked, and what of it is not known."""
        deed = self._deeds.get(args[0]) if args else None
        if deed is not None:
            return deed.parse_known_args(args[1:] if args else (), namespace)
        self._learned()
        given = self._with_values(args or ())
        dest = next((dest for dest in ("query", "words") if self._takes(dest)), None)
        if dest is None:
            return super().parse_known_args(given, namespace)
        is_query = dest == "query"
        words = [self._without_dash(word) for word in given] if is_query else given
        asked, rest = super().parse_known_args(words, namespace)
        options = [word for word in rest if word.startswith("--" if is_query else "-") and word != "-"]
        setattr(asked, dest, [*getattr(asked, dest), *(word for word in rest if word not in options)])
        return asked, options

    def _with_values(self, words: Sequence[str]) -> list[str]:
        """Return the words with each value that begins with a dash joined to its option: it is none itself."""
        joined: list[str] = []
        rest = iter(words)
        for word in rest:
            action = self._option_string_actions.get(word)
            joined.append(word)
            if word == "--":
                return [*joined, *rest]
            value = next(rest, None) if action is not None and action.nargs is None else None
            if value is None:
                continue
            if value.startswith("-") and value not in self._option_string_actions and action is not None:
                joined[-1] = f"{action.option_strings[-1]}={value}"
            else:
                joined.append(value)
        return joined

    @property
    def actions(self) -> list[Action]:
        """All that the verb takes, in the order in which it was told."""
        self._learned()
        return list(self._actions)

    @property
    def options(self) -> Mapping[str, Action]:
        """Every option it takes, by each of its names."""
        self._learned()
        return self._option_string_actions

    @property
    def arguments(self) -> list[Action]:
        """What it takes beside options, in order."""
        self._learned()
        return self._get_positional_actions()

    def _learned(self) -> None:
        learn, self._learn = self._learn, None
        if learn is not None:
            learn()

    def _takes(self, dest: str) -> bool:
        actions: list[Any] = self._get_positional_actions()
        return any(action.dest == dest for action in actions)

    def _without_dash(self, word: str) -> str:
        """Return a word of a query that is to be without what follows as it cannot be taken for an option."""
        is_option = word in {"-", *self._option_string_actions} or word.startswith("--")
        return f"^{word[1:]}" if word.startswith("-") and not is_option else word


def _no_choice(word: str, choices: Sequence[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 — only for a slip

    near = get_close_matches(word, choices, n=1)
    if not near and len(choices) <= FEW:
        return f"there is no “{word}”: it is one of {', '.join(choices)}."
    return f"there is no “{word}”{f': did you mean “{near[0]}”?' if near else '.'}"
