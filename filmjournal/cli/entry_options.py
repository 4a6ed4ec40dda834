"""The options that state facts of a viewing and its film. Completing them reads no journal."""

from argparse import ArgumentParser, BooleanOptionalAction
from typing import TYPE_CHECKING

from filmjournal.cli.completes import ELEMENT, completes
from filmjournal.model.facts import FACTS, Fact, Shape
from filmjournal.model.film import Film

if TYPE_CHECKING:
    from argparse import _ArgumentGroup


_WRITING = ("headline", "spoilers")
"""The facts that go with what was written."""


def add_entry_options(parser: ArgumentParser, *, short: bool) -> None:
    """Add an option for each fact; with short forms where they can be no words of a query."""
    viewing = parser.add_argument_group("the viewing")
    writing = parser.add_argument_group("what you wrote")
    film = parser.add_argument_group("the film")
    writing.add_argument("--review", metavar="TEXT", help="what you think of it, in Markdown; - reads standard input")
    element = "what you think of one element; NAME:STARS=TEXT rates it too"
    completes(writing.add_argument("--element", action="append", metavar="NAME=TEXT", help=element), ELEMENT)
    for fact in FACTS:
        if fact.option:
            group = film if fact.of is Film else writing if fact.name in _WRITING else viewing
            _add(group, fact, short=short)


def _add(group: "_ArgumentGroup", fact: Fact, *, short: bool) -> None:
    names = [*([fact.short] if fact.short and short else []), f"--{fact.option}"]
    if fact.shape is Shape.TRUTH:
        group.add_argument(*names, action=BooleanOptionalAction, help=fact.help)
    elif fact.shape in {Shape.LIST, Shape.PEOPLE}:
        several = f"{fact.help}; once for each"
        completes(group.add_argument(*names, action="append", metavar=fact.metavar, help=several), fact.completion)
    else:
        completes(group.add_argument(*names, metavar=fact.metavar, help=fact.help), fact.completion)
