"""A verb of the shell: its record, and the parser of its arguments."""

import re
from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from filmjournal.cli.completes import FILE, completes
from filmjournal.cli.status import Status

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell

Run = Callable[[Namespace, "Shell"], Status]
"""Does what a verb does, with its arguments."""

FEW = 8
"""The most choices that an error lists."""

_NO_CHOICE = re.compile(r"argument [^:]+: invalid choice: (['\"])(?P<word>.*)\1 \(choose from (?P<choices>.*)\)")


class VerbParser(ArgumentParser):
    """The parser of one verb, whose arguments are added when that verb is typed: no verb pays for another.

    Words stand before, between and after options; those of a query stay as they are typed, and may begin with a dash.
    """

    _add_arguments: Callable[[], None] | None = None
    _subverbs: Mapping[str, "VerbParser"] = MappingProxyType({})

    def add_later(self, learn: Callable[[], None]) -> None:
        """Have the arguments added when they are first needed."""
        self._add_arguments = learn

    def hand_to_subverbs(self, subverbs: Mapping[str, "VerbParser"]) -> None:
        """Have a first word that names one of these read by its parser, and everything else by this one."""
        self._subverbs = subverbs

    def format_help(self) -> str:
        """Return the help, with all arguments."""
        self._complete()
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Exit with a sentence that says what is wrong, and where to read on."""
        from filmjournal.model.text import one_line  # noqa: PLC0415 — most runs are right

        wrong = _NO_CHOICE.fullmatch(message)
        plain = re.sub(r"invalid int value: '(.*)'", r"\1 is not a whole number", message.removeprefix("argument "))
        sentence = _no_choice(wrong["word"], re.findall(r"[\w-]+", wrong["choices"])) if wrong else f"{plain}."
        self.exit(2, one_line(f"{self.prog}: {sentence} `{self.prog} --help` lists what it takes.") + "\n")

    def parse_known_args(  # type: ignore[override]  # the namespace is always one of ours
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Return the parsed arguments, and the unknown ones."""
        subverb = self._subverbs.get(args[0]) if args else None
        if subverb is not None:
            return subverb.parse_known_args(args[1:] if args else (), namespace)
        self._complete()
        given = self._with_values(args or ())
        dest = next((dest for dest in ("query", "words") if self._has(dest)), None)
        if dest is None:
            return super().parse_known_args(given, namespace)
        is_query = dest == "query"
        words = [self._without_dash(word) for word in given] if is_query else given
        parsed, rest = super().parse_known_args(words, namespace)
        options = [word for word in rest if word.startswith("--" if is_query else "-") and word != "-"]
        setattr(parsed, dest, [*getattr(parsed, dest), *(word for word in rest if word not in options)])
        return parsed, options

    def _with_values(self, words: Sequence[str]) -> list[str]:
        """Return the words with each value that begins with a dash joined to its option."""
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
        """All arguments and options, in the order they were added."""
        self._complete()
        return list(self._actions)

    @property
    def options(self) -> Mapping[str, Action]:
        """Every option, by each of its names."""
        self._complete()
        return self._option_string_actions

    @property
    def arguments(self) -> list[Action]:
        """The positional arguments, in order."""
        self._complete()
        return self._get_positional_actions()

    def _complete(self) -> None:
        learn, self._add_arguments = self._add_arguments, None
        if learn is not None:
            learn()

    def _has(self, dest: str) -> bool:
        actions: list[Any] = self._get_positional_actions()
        return any(action.dest == dest for action in actions)

    def _without_dash(self, word: str) -> str:
        """Return an excluding word of a query with ^ for its dash, as that can't be taken for an option."""
        is_option = word in {"-", *self._option_string_actions} or word.startswith("--")
        return f"^{word[1:]}" if word.startswith("-") and not is_option else word


def _no_choice(word: str, choices: Sequence[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 — only for a slip

    near = get_close_matches(word, choices, n=1)
    if not near and len(choices) <= FEW:
        return f"there is no “{word}”: it is one of {', '.join(choices)}."
    return f"there is no “{word}”{f': did you mean “{near[0]}”?' if near else '.'}"


class Verb(NamedTuple):
    """One verb: what `--help`, the manual and the guide say of it, its arguments, and what it does."""

    name: str
    """What is typed."""
    help: str
    """What it does, in a line."""
    examples: str
    """How it is used, an example on each line, without the name of the program."""
    add_arguments: Callable[[ArgumentParser], None]
    """Adds its arguments to its parser, and loads nothing that only running it needs."""
    run: Run
    """Does it."""
    subverbs: tuple["Verb", ...] = ()
    """The verbs that can follow it, where a query can follow it too."""


def verb_parser(add_parser: Callable[..., VerbParser], verb: Verb) -> VerbParser:
    """Return the parser of a verb, made by `add_parser`; it has --journal, and none of the verb's arguments yet."""
    examples = "\n".join(f"  filmjournal {example}" for example in verb.examples.splitlines())
    parser = add_parser(
        verb.name,
        help=verb.help,
        description=f"{verb.help}.",
        epilog=f"examples:\n{examples}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    action = parser.add_argument(
        "--journal", type=path, metavar="PATH", default=SUPPRESS, help="the journal in this file"
    )
    completes(action, FILE)
    parser.set_defaults(run=verb.run)
    return parser


def add_subverbs(parser: ArgumentParser, subverbs: Sequence[Verb], without: str) -> None:
    """Add verbs that can follow this one; `without` says what happens without one of them."""
    after = parser.add_subparsers(
        title="verbs", metavar="VERB", dest="subverb", description=without, parser_class=VerbParser
    )
    for each in subverbs:
        each.add_arguments(verb_parser(after.add_parser, each))


def subverb_parser(verb: Verb, subverb: Verb) -> VerbParser:
    """Return the parser of a verb that follows another one; it learns its arguments when it is typed."""

    def alone(name: str, *, help: str, **options: Any) -> VerbParser:  # noqa: A002, ANN401, ARG001 — as argparse has them
        return VerbParser(prog=f"filmjournal {verb.name} {name}", **options)

    parser = verb_parser(alone, subverb)
    parser.add_later(partial(subverb.add_arguments, parser))
    return parser


def path(text: str) -> Path:
    """Return a path as it was typed; raises ArgumentTypeError for an empty text."""
    if not text:
        raise ArgumentTypeError("the path is empty")
    return Path(text)
