"""What options state of a viewing and its film, for the verbs that write."""

import re
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import BadInputError
from filmjournal.exchange.entry.record import CreditRecord, ElementRecord, EntryRecord
from filmjournal.model.draft import parse_runtime, parse_year
from filmjournal.model.facts import FACTS, SERVICES, Shape
from filmjournal.model.film import Role, split_credit
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold

STDIN = "-"
"""The argument that means standard input."""


def stated_by(args: Namespace, shell: Shell, record: EntryRecord | None = None) -> dict[str, Any]:
    """Return what the options state, by the keys of a record; raises BadInputError or InvalidValueError.

    Where a record is changed, the roles and the elements that no option names stay in it.
    """
    options = vars(args)
    stated: dict[str, Any] = {}
    for fact in FACTS:
        value = options.get(fact.option.replace("-", "_")) if fact.option else None
        if value is not None and not fact.within:
            stated[fact.name] = _READ[fact.shape](value) if fact.shape in _READ else value
    if args.review is not None:
        stated["review"] = _review(args.review, shell)
    if args.element is not None:
        stated["breakdown"] = to_builtins(_elements(args.element, record))
    if any(options[role.value] is not None for role in Role):
        stated["credits"] = to_builtins(_credits(options, record))
    services = {name: _service_id(name, options[name]) for name in SERVICES if options[name] is not None}
    if services:
        stated["external_ids"] = {**_services_of(record), **services}
    return stated


_WITH_YEAR = re.compile(r"(?P<title>.*\S)\s+\((?P<year>(?:18|19|20)[0-9]{2})\)")


def title_and_year(text: str) -> dict[str, Any]:
    """Return the title, and the year if it follows in brackets, as the program itself writes it: Pig (2021)."""
    match = _WITH_YEAR.fullmatch(text.strip())
    return {"title": match["title"], "year": int(match["year"])} if match else {"title": text.strip()}


def _list(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


_READ: dict[Shape, Callable[[Any], Any]] = {Shape.LIST: _list, Shape.YEAR: parse_year, Shape.MINUTES: parse_runtime}
"""How the values of options are read that aren't taken as they are, by the shape of the fact."""

_SERVICE_IDS = {
    "imdb": (re.compile(r"tt[0-9]{7,10}"), "tt and seven digits or more, such as tt0113627"),
    "tmdb": (re.compile(r"[0-9]{1,9}"), "a number, such as 451"),
    "wikidata": (re.compile(r"Q[1-9][0-9]{0,9}"), "Q and a number, such as Q213411"),
}
"""What the ids of services look like, and in words."""

_NAMES = {"imdb": "an IMDb id", "tmdb": "a TMDB id", "wikidata": "a Wikidata id"}


def _service_id(service: str, text: str) -> str:
    """Return a film's id at a service, also out of the address of its page; raises BadInputError."""
    text = text.strip()
    if not text or service not in _SERVICE_IDS:
        return text
    pattern, words = _SERVICE_IDS[service]
    found = pattern.fullmatch(text) or ("/" in text and pattern.search(text))
    if not found:
        raise BadInputError(f"“{text}” isn't {_NAMES[service]}. Write {words}.")
    return found[0]


def _review(text: str, shell: Shell) -> str:
    if text != STDIN:
        return text
    review = shell.read().removesuffix("\n").removesuffix("\r")
    if not review.strip():
        raise BadInputError("There is no review on standard input: --review '' takes one away.")
    return review


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
    parts = [split_credit(text, role) if role is Role.ACTOR else (text.strip(), "") for text in texts]
    return [(name, character) for name, character in parts if name or character]


def _elements(texts: Sequence[str], record: EntryRecord | None) -> list[ElementRecord]:
    elements = {fold(each.name): each for each in record.breakdown} if record is not None else {}
    for text in texts:
        stated = _element(text)
        before = elements.get(fold(stated.name), stated)
        elements[fold(stated.name)] = ElementRecord(
            before.name,
            stated.text if "=" in text else before.text,
            before.rating if stated.rating is None else stated.rating,
        )
    return [each for each in elements.values() if each.text.strip() or each.rating]


def _element(text: str) -> ElementRecord:
    """Return the element that is stated as NAME=TEXT, NAME:STARS=TEXT or NAME:STARS."""
    head, has_text, prose = text.partition("=")
    name, has_stars, stars = head.rpartition(":")
    name = (name if has_stars else head).strip()
    if not name or not (has_text or has_stars):
        raise BadInputError(f"“{text}” is no element: write Soundtrack=TEXT, or Soundtrack:4.5=TEXT to rate it too.")
    return ElementRecord(name, prose, Rating.parse(stars) / 2 if has_stars else None)


def _services_of(record: EntryRecord | None) -> dict[str, str]:
    return {name: getattr(record.external_ids, name) for name in SERVICES} if record is not None else {}
