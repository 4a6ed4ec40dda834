"""The options that tell of a viewing and its film. Whoever only completes them reads no journal for it."""

from argparse import Action, ArgumentParser, BooleanOptionalAction
from typing import TYPE_CHECKING

from filmjournal.cli.completes import Completes, completes

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

SERVICES = {
    "imdb": "its IMDb title, such as tt0113627",
    "tmdb": "its number at The Movie Database",
    "letterboxd": "its address at Letterboxd",
    "wikidata": "its Wikidata item, such as Q213411",
}
"""What other services call a film, by option."""

_ROLES = (
    Completes.DIRECTOR,
    Completes.ACTOR,
    Completes.WRITER,
    Completes.CINEMATOGRAPHER,
    Completes.COMPOSER,
    Completes.EDITOR,
)


def add_telling(parser: ArgumentParser, *, short: bool) -> None:
    """Let everything be told of a viewing and its film; with short options where they can be no words of a query."""
    _add_viewing(parser.add_argument_group("the viewing"), short=short)
    _add_writing(parser.add_argument_group("what you wrote"))
    _add_film(parser.add_argument_group("the film"))


def _add_viewing(group: "_ArgumentGroup", *, short: bool) -> None:
    told = "when you watched it: 2026-11-20, 2003-05, 1998, yesterday, last friday, 3 days ago; empty if not known"
    group.add_argument(*["-d"] * short, "--date", metavar="DATE", help=told)
    _add_list(group, "tag", "one of your labels", Completes.TAG, *["-t"] * short)
    group.add_argument("--liked", action=BooleanOptionalAction, help="mark it with a heart, or not")
    group.add_argument("--rewatch", action=BooleanOptionalAction, help="you had seen the film before, or not")
    completes(group.add_argument("--venue", metavar="PLACE", help="where you watched it"), Completes.VENUE)
    _add_list(group, "with", "who watched it with you", Completes.COMPANION, metavar="NAME")


def _add_writing(group: "_ArgumentGroup") -> None:
    group.add_argument("--headline", metavar="TEXT", help="a line above the review")
    group.add_argument("--review", metavar="TEXT", help="what you think of it, in Markdown; - reads standard input")
    told = "what you think of one element; NAME:STARS=TEXT rates it too"
    completes(group.add_argument("--element", action="append", metavar="NAME=TEXT", help=told), Completes.ELEMENT)
    group.add_argument("--spoilers", action=BooleanOptionalAction, help="the review gives the ending away, or not")


def _add_film(group: "_ArgumentGroup") -> None:
    group.add_argument("--year", type=int, metavar="YEAR", help="when it was first shown")
    group.add_argument("--original-title", metavar="TITLE", help="the title in its own language")
    group.add_argument("--runtime", type=int, metavar="MINUTES", help="how long it is")
    for kind in _ROLES:
        shown = "NAME=CHARACTER" if kind is Completes.ACTOR else "NAME"
        _add_list(group, kind.value, f"{kind.value} of the film", kind, metavar=shown)
    for name, kind in (("genre", Completes.GENRE), ("country", Completes.COUNTRY), ("language", Completes.LANGUAGE)):
        _add_list(group, name, f"{name} of the film", kind)
    for name, told in SERVICES.items():
        group.add_argument(f"--{name}", metavar="ID", help=told)


def _add_list(group: "_ArgumentGroup", name: str, told: str, kind: Completes, *flags: str, metavar: str = "") -> Action:
    shown = metavar or name.upper()
    action = group.add_argument(*flags, f"--{name}", action="append", metavar=shown, help=f"{told}; once for each")
    return completes(action, kind)
