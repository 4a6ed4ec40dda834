"""The candidates at the cursor of a command: verbs, options, and names from the journal."""

from argparse import Action
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from filmjournal.cli.completes import FILE, QUERY, completed_by
from filmjournal.cli.completion.line import CommandLine
from filmjournal.cli.verb import VerbParser


class Argument(NamedTuple):
    """The place on a command line that is to be completed."""

    parser: VerbParser
    """The parser of the last verb on the line."""
    action: Action | None
    """The option whose value is at the cursor, or else the argument; None where there can be neither."""
    given: Mapping[str, str]
    """The values that options have on the line, by the name of the option."""
    texts: tuple[str, ...] = ()
    """The words after the last verb that are no options, and no values of them."""
    is_value: bool = False
    """Whether it is the value of an option, so that no other option can be there."""
    options_ended: bool = False
    """Whether a `--` comes before it."""


def argument_at(parser: VerbParser, words: Iterable[str]) -> Argument:
    """Return what can follow these words."""
    option: Action | None = None
    given: dict[str, str] = {}
    texts: tuple[str, ...] = ()
    ended = False
    for word in words:
        name, equals, value = word.partition("=")
        if option is not None:
            given[option.dest], option = word, None
        elif word == "--" and not ended:
            ended = True
        elif name in parser.options and not ended:
            option = parser.options[name]
            if equals:
                given[option.dest] = value
            option = option if option.nargs != 0 and not equals else None
        elif ended or not word.startswith("--"):
            verb = verbs_of(_argument(parser, len(texts))).get(word)
            parser, texts = (verb, ()) if verb else (parser, (*texts, word))
    if option is not None:
        return Argument(parser, option, given, texts, is_value=True)
    return Argument(parser, _argument(parser, len(texts)), given, texts, options_ended=ended)


def verbs_of(action: Action | None) -> dict[str, VerbParser]:
    """Return the verbs that can be in a place, by name; none where no verb can."""
    choices = action.choices if action is not None else None
    if not isinstance(choices, dict):
        return {}
    return {name: parser for name, parser in choices.items() if isinstance(parser, VerbParser)}


def _argument(parser: VerbParser, taken: int) -> Action | None:
    for action in parser.arguments:
        if action.nargs in {"*", "+"} or taken == 0:
            return action
        taken -= 1
    return None


class Candidate(NamedTuple):
    """What can replace the word at the cursor."""

    word: str
    """The whole word, as the program gets it."""
    shown: str
    """What a person reads."""
    hint: str = ""
    """What helps to choose."""


def candidates(parser: VerbParser, command: CommandLine) -> list[Candidate] | None:
    """Return the candidates at the cursor; None where they are files."""
    if command.is_redirected:
        return None
    argument = argument_at(parser, command.words[1:])
    word, options = command.word, argument.parser.options
    name, equals, value = word.partition("=")
    may_be_option = word.startswith("-") and not argument.is_value and not argument.options_ended
    if may_be_option and equals and name in options and options[name].nargs != 0:
        argument = argument._replace(action=options[name], is_value=True)
        found = _values(argument, value, value)
        return None if found is None else [each._replace(word=f"{name}={each.word}") for each in found]
    begun = list(_options(argument, word)) if may_be_option else []
    if may_be_option and word.startswith("--"):
        return begun
    found = _values(argument, word, command.meant)
    return begun or None if found is None else [*begun, *found]


def _options(argument: Argument, word: str) -> Iterator[Candidate]:
    """Return the options that begin so, the long ones first."""
    options = argument.parser.options
    begun = [name for name in options if name.startswith(word)]
    for name in sorted(begun, key=lambda name: not name.startswith("--")):
        yield Candidate(name, name, options[name].help or "")


def _values(argument: Argument, word: str, meant: str) -> list[Candidate] | None:
    """Return what an option or an argument can be here; None where that is a file."""
    action = argument.action
    if action is None:
        return []
    if action.choices is not None:
        verbs = verbs_of(action)
        hints = {name: (verb.description or "").removesuffix(".") for name, verb in verbs.items()}
        begun = [str(choice) for choice in action.choices if str(choice).startswith(word)]
        return [Candidate(choice, choice, hints.get(choice, "")) for choice in begun]
    kind = FILE if action.type is Path else completed_by(action)
    if kind == FILE:
        return None
    if not kind:
        return []
    from filmjournal.cli.completion.offers import offered, offered_in_query  # noqa: PLC0415 — verbs and options need no journal

    journal = argument.given.get("journal")
    if kind == QUERY:
        return [Candidate(*each) for each in offered_in_query(meant, argument.texts, journal)]
    return [Candidate(*each) for each in offered(kind, word, journal)]
