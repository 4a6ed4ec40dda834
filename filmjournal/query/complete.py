"""Completion at the cursor of a query: fields, their values, states, sort orders and saved searches."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from typing import Protocol

from msgspec import Struct

from filmjournal.model.text import fold
from filmjournal.model.when import DAYS
from filmjournal.query.fields import (
    COMPANIONS,
    FIELDS,
    FURTHER_NAMES,
    PERSON,
    RATING,
    REVIEW,
    TAG,
    TITLE,
    VENUE,
    WATCHED,
    AnyField,
    ScaleField,
    TextField,
    element_field,
    fields_named,
)
from filmjournal.query.lexer import Lexer, Token
from filmjournal.query.parser import MAX_DEPTH
from filmjournal.query.resolve import NO_SAVED_SEARCHES, Keyword, Resolver, Target
from filmjournal.query.sorting import ORDER_NAMES, order_named
from filmjournal.query.tree import STATES, quoted
from filmjournal.query.vocabulary import Names

MOST = 8
"""Most offers at a time."""

SHORTEST = 2
"""Shortest word that is completed to the name of a field, in letters."""

_ANY_DAY = date(2000, 1, 1)  # a name means the same on every day
_REST_OF_WORD = re.compile(r"[^\s)]*")

_CONDITIONS = {
    Keyword.IS.value: "What a viewing is, such as liked",
    Keyword.HAS.value: "What is there, such as a review",
    Keyword.NO.value: "What is not there",
    Keyword.SORT.value: "What the list is sorted by",
}

_OFTEN_THERE: tuple[AnyField, ...] = (RATING, REVIEW, WATCHED, TAG, VENUE, COMPANIONS)

_DATES = dict.fromkeys(("today", "yesterday", "this week", "last week", "this month", "last month", "last year"), "")
_EXAMPLES = {
    "rating": {"4..": "Four stars or more", "..2": "Two stars or less", "5": "Five stars"},
    "year": {"2000..": "This year or later", "..1959": "This year or earlier", "1990..1999": "From one to the other"},
    "decade": {"90s": "", "1920s": "", "..50s": "This decade or earlier"},
    "runtime": {"..1h30": "No longer", "2h..": "No shorter", "90..120": "Minutes, from one to the other"},
    "watched": _DATES,
    "logged": _DATES,
    "weekday": dict.fromkeys(DAYS, ""),
}
"""Example values by field name, each with its meaning if that is not obvious."""


class NameSource(Protocol):
    """The names in a journal: a vocabulary, or the stored one of the shell."""

    @property
    def element_names(self) -> frozenset[str]:
        """Names of review elements in use, as typed before a colon."""

    def names(self, field: TextField) -> Names:
        """Return the names that appear in a field."""


class Offer(Struct, frozen=True):
    """One completion."""

    text: str
    """The text to insert, such as `director:"Mike Figgis"`."""
    shown: str
    """What a list shows, such as Mike Figgis."""
    hint: str = ""
    """A hint beside it: what it means, or its number of viewings."""


class Completion(Struct, frozen=True):
    """The completions at the cursor."""

    start: int
    """Offset where the text to replace starts."""
    end: int
    """Offset where it ends, exclusive."""
    offers: tuple[Offer, ...] = ()
    """The completions, best first."""


class _CursorPlace(Struct, frozen=True):
    """The word or value at the cursor."""

    start: int
    end: int
    stands: str  # the text that an offer replaces; after a colon without the name and the values before
    typed: str  # the part of it before the cursor, folded
    before: str = ""  # the name and the values before
    target: Target = Keyword.TEXT
    beside: frozenset[str] = frozenset()  # the values before, folded: none of them is offered twice


def complete(
    text: str,
    cursor: int,
    known: NameSource,
    saved: Mapping[str, str] = NO_SAVED_SEARCHES,
    *,
    most: int = MOST,
    on_request: bool = False,
) -> Completion:
    """Return the completions at the cursor, an offset in the text; `saved` maps names of saved searches to texts.

    `on_request`, as in the shell, gives more than while typing: all fields before the first letter, and films and
    people for a word.
    """
    place = _place(text, cursor, known)
    if place is None:
        if not on_request or text[:cursor].rstrip("-^(").strip() or text[cursor:]:
            return Completion(cursor, cursor)
        place = _CursorPlace(cursor, cursor, "", "")
    there = place.beside | ({fold(place.stands).strip()} if not on_request else set())
    found = _offers(place, known, saved, most)
    if on_request and place.target is Keyword.TEXT and not place.typed.startswith("@"):
        found = chain(_names(place.typed, known), _begun(place.typed, known, most))
    offers = (offer for offer in found if fold(offer.text) not in there)
    whole = (Offer(place.before + offer.text, offer.shown, offer.hint) for offer in offers)
    return Completion(place.start, place.end, tuple(islice(whole, most)))


def _place(text: str, cursor: int, known: NameSource) -> _CursorPlace | None:
    """Return the word or value at the cursor, or None. Tokens end where they end for the parser."""
    lexer = Lexer(text)
    resolver = Resolver(_ANY_DAY, known.element_names)
    while lexer.place <= cursor and not _at_very_end(lexer):
        if lexer.closes():
            lexer.take(")")
            lexer.depth -= 1
        elif not lexer.take_or():
            lexer.take_signs()
            if lexer.take("("):
                lexer.depth += lexer.depth < MAX_DEPTH
            elif not lexer.ends() and lexer.place <= cursor:
                place, passed = _in_term(lexer, cursor, resolver)
                if not passed:
                    return place
    return None


def _at_very_end(lexer: Lexer) -> bool:
    return lexer.at_end() and not lexer.closes()


def _in_term(lexer: Lexer, cursor: int, resolver: Resolver) -> tuple[_CursorPlace | None, bool]:
    """Return the place of the cursor in a term, and whether the cursor is beyond the term."""
    start = lexer.place
    name = lexer.take_name()
    target = resolver.resolve_name(name, followed=not lexer.ends()) if name else Keyword.TEXT
    if name is None or (target is Keyword.TEXT and not name.quoted) or lexer.text.startswith("//", lexer.place):
        lexer.place = start
        word = lexer.take_word()
        at_its_end = cursor == word.end and not word.quoted
        stands = lexer.text[start : word.end]
        return _CursorPlace(start, word.end, stands, fold(stands)) if at_its_end else None, cursor > word.end
    if target is Keyword.TEXT or cursor < name.end:
        return None, cursor > name.end
    values = [lexer.take_word(",")]
    while cursor > values[-1].end:
        if not lexer.take(","):
            return None, True
        values.append(lexer.take_word(","))
    return _in_last(values, lexer.text, cursor, start, target), False


def _in_last(values: list[Token], text: str, cursor: int, start: int, target: Target) -> _CursorPlace | None:
    """Return the place of the cursor in the last value; `start` is where the name before it starts."""
    first, end = values[-1].start, values[-1].end
    if isinstance(target, TextField) and text.startswith("=", first):
        first += 1
    is_closed = end - first > 1 and text[end - 1] == '"'
    if values[-1].quoted and not is_closed:  # what follows the word at the cursor may be another term
        end = max(first, cursor)
        end += len(_REST_OF_WORD.findall(text, end)[0])
    if text[end : end + 1].strip(" \t\n,)"):
        return None
    typed = fold(text[first:cursor]).lstrip()
    beside = frozenset(fold(value.text) for value in values[:-1])
    return _CursorPlace(start, end, text[first:end], typed, text[start:first], target, beside)


def _offers(place: _CursorPlace, known: NameSource, saved: Mapping[str, str], most: int) -> Iterator[Offer]:
    """Return the completions at a place, best first, without the text before it."""
    target, typed = place.target, place.typed
    if isinstance(target, TextField):
        return _known_in(target, typed, known, most + 1 + len(place.beside))
    if isinstance(target, ScaleField):
        examples = _EXAMPLES.get(target.name, {})
        return (Offer(quoted(value), value, examples[value]) for value in examples if value.startswith(typed))
    if target is not Keyword.TEXT:
        return _conditions(target, typed, known)
    if typed.startswith("@"):
        return (Offer(f"@{name}", f"@{name}", saved[name]) for name in saved if name.startswith(typed[1:]))
    return _names(typed, known) if len(typed) >= SHORTEST else iter(())


def _conditions(target: Target, typed: str, known: NameSource) -> Iterator[Offer]:
    match target:
        case Keyword.IS:
            return (Offer(state.name, state.name, state.help) for state in STATES if state.name.startswith(typed))
        case Keyword.HAS | Keyword.NO:
            return _fields_there(typed, known)
        case Keyword.SORT:
            return _orders(typed)
        case _:
            return iter(())


def viewing_count(number: int) -> str:
    """Return a hint with the number of viewings."""
    return "1 viewing" if number == 1 else f"{number:,} viewings"


def _known_in(field: TextField, typed: str, known: NameSource, most: int) -> Iterator[Offer]:
    """Return names in a field with a word that starts with what was typed."""
    names = known.names(field)
    for name in names.starting_with(typed, most):
        yield Offer(quoted(name), name, viewing_count(names[name]))


def _begun(typed: str, known: NameSource, most: int) -> Iterator[Offer]:
    """Return titles, then people, with a word that starts with what was typed."""
    return chain.from_iterable(_known_in(field, typed, known, most) for field in (TITLE, PERSON) if typed)


def _names(typed: str, known: NameSource) -> Iterator[Offer]:
    """Return names before a colon that start with what was typed; a complete one comes first."""
    fields = [Offer(f"{name}:", f"{name}:", help_) for name, help_ in _named(typed, FIELDS, known)]
    others = [Offer(f"{word}:", f"{word}:", _CONDITIONS[word]) for word in _CONDITIONS if word.startswith(typed)]
    return iter(sorted((*others, *fields), key=lambda offer: offer.text != f"{typed}:"))


def _fields_there(typed: str, known: NameSource) -> Iterator[Offer]:
    """Return fields that start with what was typed; if nothing was typed, those that only some viewings have."""
    names = _named(typed, FIELDS if typed else _OFTEN_THERE, known)
    return (Offer(name, name.strip('"'), help_) for name, help_ in names)


def _named(typed: str, fields: Iterable[AnyField], known: NameSource) -> Iterator[tuple[str, str]]:
    """Return names of fields and elements that start with what was typed, with their help."""
    for field in fields:
        name = next((name for name in (field.name, *field.aliases) if name.startswith(typed)), None)
        if name is not None:
            yield name, field.help
    own = known.element_names
    for name in (*sorted(own), *(name for name in FURTHER_NAMES if name not in own)):
        field = element_field(name)
        if name.startswith(typed) and name and field not in FIELDS:
            is_plain = quoted(name) == name and name not in _CONDITIONS and fields_named(name, own) == (field,)
            yield name if is_plain else f'"{name}"', field.help


def _orders(typed: str) -> Iterator[Offer]:
    """Return sort orders that start with what was typed, and both directions of a complete one."""
    begun = typed.removeprefix("-")
    minus = "-" if typed.startswith("-") else ""
    for name in ORDER_NAMES:
        title = order_named(name).title
        if name.startswith(begun):
            yield Offer(f"{minus}{name}", f"{minus}{name}", title)
        for direction, meaning in (("asc", "ascending"), ("desc", "descending")):
            directed = f"{name}-{direction}"
            if begun.startswith(name) and directed.startswith(begun) and not minus:
                yield Offer(directed, directed, f"{title}, {meaning}")
