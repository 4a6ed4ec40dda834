"""What options tell of a viewing and its film, for the verbs that write."""

from argparse import Action, ArgumentParser, BooleanOptionalAction, Namespace, _ArgumentGroup
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from filmjournal.cli.shell import BadInputError, Shell
from filmjournal.exchange.records import CreditRecord, ElementRecord, EntryRecord
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold

STDIN = "-"
"""What stands for standard input."""

_LISTS = {"tag": "tags", "with": "companions", "genre": "genres", "country": "countries", "language": "languages"}
_TEXTS = ("venue", "headline", "original_title")
_NUMBERS = ("year", "runtime")
_TRUTHS = ("liked", "rewatch", "spoilers")
_SERVICES = {
    "imdb": "its IMDb title, such as tt0113627",
    "tmdb": "its number at The Movie Database",
    "letterboxd": "its address at Letterboxd",
    "wikidata": "its Wikidata item, such as Q213411",
}


def add_telling(parser: ArgumentParser, *, short: bool) -> None:
    """Let everything be told of a viewing and its film; with short options where they can be no words of a query."""
    _add_viewing(parser.add_argument_group("the viewing"), short=short)
    _add_writing(parser.add_argument_group("what you wrote"))
    _add_film(parser.add_argument_group("the film"))


def _add_viewing(group: _ArgumentGroup, *, short: bool) -> None:
    told = "when you watched it: 2026-11-20, 2003-05, 1998, yesterday, last friday, 3 days ago; empty if not known"
    group.add_argument(*["-d"] * short, "--date", metavar="DATE", help=told)
    _add_list(group, "tag", "one of your labels", *["-t"] * short)
    group.add_argument("--liked", action=BooleanOptionalAction, help="mark it with a heart, or not")
    group.add_argument("--rewatch", action=BooleanOptionalAction, help="you had seen the film before, or not")
    group.add_argument("--venue", metavar="PLACE", help="where you watched it")
    _add_list(group, "with", "who watched it with you", metavar="NAME")


def _add_writing(group: _ArgumentGroup) -> None:
    group.add_argument("--headline", metavar="TEXT", help="a line above the review")
    group.add_argument("--review", metavar="TEXT", help="what you think of it, in Markdown; - reads standard input")
    told = "what you think of one element; NAME:STARS=TEXT rates it too"
    group.add_argument("--element", action="append", metavar="NAME=TEXT", help=told)
    group.add_argument("--spoilers", action=BooleanOptionalAction, help="the review gives the ending away, or not")


def _add_film(group: _ArgumentGroup) -> None:
    group.add_argument("--year", type=int, metavar="YEAR", help="when it was first shown")
    group.add_argument("--original-title", metavar="TITLE", help="the title in its own language")
    group.add_argument("--runtime", type=int, metavar="MINUTES", help="how long it is")
    for role in Role:
        shown = "NAME=CHARACTER" if role is Role.ACTOR else "NAME"
        _add_list(group, role.value, f"{role.value} of the film", metavar=shown)
    for name in ("genre", "country", "language"):
        _add_list(group, name, f"{name} of the film")
    for name, told in _SERVICES.items():
        group.add_argument(f"--{name}", metavar="ID", help=told)


def _add_list(group: _ArgumentGroup, name: str, told: str, *flags: str, metavar: str = "") -> Action:
    shown = metavar or name.upper()
    return group.add_argument(*flags, f"--{name}", action="append", metavar=shown, help=f"{told}; once for each")


def told_by(asked: Namespace, shell: Shell, record: EntryRecord | None = None) -> dict[str, Any]:
    """Return what the options tell, by the keys of a record; raises BadInputError or InvalidValueError.

    Where something is told of a record, the roles and the elements that are not named stay in it.
    """
    options = vars(asked)
    told: dict[str, Any] = {name: options[name] for name in (*_TEXTS, *_NUMBERS, *_TRUTHS) if options[name] is not None}
    told |= {key: _list(options[name]) for name, key in _LISTS.items() if options[name] is not None}
    if asked.date is not None:
        told["watched"] = asked.date
    if asked.review is not None:
        told["review"] = _review(asked.review, shell)
    if asked.element is not None:
        told["breakdown"] = to_builtins(_elements(asked.element, record))
    if any(options[role.value] is not None for role in Role):
        told["credits"] = to_builtins(_credits(options, record))
    services = {name: options[name] for name in _SERVICES if options[name] is not None}
    if services:
        told["external_ids"] = {**_services_of(record), **services}
    return told


def _list(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


def _review(text: str, shell: Shell) -> str:
    return shell.read().removesuffix("\n").removesuffix("\r") if text == STDIN else text


def _credits(options: Mapping[str, Any], record: EntryRecord | None) -> list[CreditRecord]:
    people: list[CreditRecord] = []
    for role in Role:
        if options[role.value] is None:
            people += [each for each in record.credits if each.role == role.value] if record is not None else ()
        else:
            people += [
                CreditRecord(name, role.value, character, billing)
                for billing, (name, character) in enumerate(_people(options[role.value], role), start=1)
            ]
    return people


def _people(texts: Sequence[str], role: Role) -> list[tuple[str, str]]:
    """Return names, each with a character where it is an actor's; an empty text names nobody."""
    parts = [text.partition("=") if role is Role.ACTOR else (text, "", "") for text in texts]
    return [(name.strip(), character.strip()) for name, _, character in parts if name.strip() or character.strip()]


def _elements(texts: Sequence[str], record: EntryRecord | None) -> list[ElementRecord]:
    elements = {fold(each.name): each for each in record.breakdown} if record is not None else {}
    for text in texts:
        told = _element(text)
        before = elements.get(fold(told.name), told)
        elements[fold(told.name)] = ElementRecord(
            before.name,
            told.text if "=" in text else before.text,
            before.rating if told.rating is None else told.rating,
        )
    return [each for each in elements.values() if each.text.strip() or each.rating]


def _element(text: str) -> ElementRecord:
    """Return the element that is told as NAME=TEXT, NAME:STARS=TEXT or NAME:STARS."""
    head, has_text, prose = text.partition("=")
    name, has_stars, stars = head.rpartition(":")
    name = (name if has_stars else head).strip()
    if not name or not (has_text or has_stars):
        raise BadInputError(f"“{text}” is no element: write Soundtrack=TEXT, or Soundtrack:4.5=TEXT to rate it too.")
    return ElementRecord(name, prose, Rating.read(stars) / 2 if has_stars else None)


def _services_of(record: EntryRecord | None) -> dict[str, str]:
    return {name: getattr(record.external_ids, name) for name in _SERVICES} if record is not None else {}
