"""Which option or argument stands at the cursor."""

from argparse import Action
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from filmjournal.cli.verb_parser import VerbParser


class Argument(NamedTuple):
    """What is to be completed."""

    parser: VerbParser
    """Reads what follows the last verb on the line."""
    action: Action | None
    """The option whose value stands at the cursor, else the argument; None where nothing can stand there."""
    given: Mapping[str, str]
    """The values that options have on the line, by the name of the option."""
    texts: tuple[str, ...] = ()
    """The words after the last verb that are no options, and no values of them."""
    is_value: bool = False
    """Whether it is the value of an option, so that no other option can stand there."""
    options_ended: bool = False
    """Whether a `--` stands before it."""


def argument_at(parser: VerbParser, words: Iterable[str]) -> Argument:
    """Return what stands after these words."""
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
    """Return the verbs that can stand in a place, by name; none where no verb can."""
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
