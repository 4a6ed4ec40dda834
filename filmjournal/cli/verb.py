"""A verb of the shell, and the parser of what it takes."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from filmjournal.cli.completes import FILE, completes
from filmjournal.cli.verb_parser import VerbParser


class Verb(NamedTuple):
    """One verb."""

    name: str
    """What is typed, and what the module and the function are called that do it."""
    help: str
    """What it does, in a line."""
    examples: str
    """How it is used, a line each."""
    add: Callable[[ArgumentParser], None]
    """Adds what it takes to its parser."""
    does: str = ""
    """The module and the function that do it, where they cannot be called as it is."""
    deeds: tuple["Verb", ...] = ()
    """The verbs that can follow it."""


def parser_of(
    add_parser: Callable[..., VerbParser], name: str, told: str, examples: str, **defaults: object
) -> VerbParser:
    """Return the parser of a verb, made by what adds it to those of the program."""
    lines = "\n".join(f"  filmjournal {example}" for example in examples.splitlines())
    parser = add_parser(
        name,
        help=told,
        description=f"{told}.",
        epilog=f"examples:\n{lines}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_journal(parser)
    parser.set_defaults(**defaults)
    return parser


def path(text: str) -> Path:
    """Return a path that was typed; raises ArgumentTypeError for none."""
    if not text:
        from argparse import ArgumentTypeError  # noqa: PLC0415

        raise ArgumentTypeError("the path is empty")
    return Path(text)


def add_journal(parser: ArgumentParser) -> None:
    """Let the journal be named after the verb as well as before it."""
    from argparse import SUPPRESS  # noqa: PLC0415

    told = "the journal in this file"
    action = parser.add_argument("--journal", type=path, metavar="PATH", default=SUPPRESS, help=told)
    completes(action, FILE)


def deed_parser(verb: Verb, deed: Verb) -> VerbParser:
    """Return the parser of a verb that follows another one."""

    def alone(name: str, **told: Any) -> VerbParser:  # noqa: ANN401 — all that a parser is told
        del told["help"]  # nothing lists it
        return VerbParser(prog=f"filmjournal {verb.name} {name}", **told)

    parser = parser_of(alone, deed.name, deed.help, deed.examples, does=deed.does or deed.name)
    parser.learn_later(partial(deed.add, parser))
    return parser
