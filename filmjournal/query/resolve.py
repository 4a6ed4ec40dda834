"""Resolve names and values of a query: which field a name means, and what its values mean there.

Also names of saved searches: which are valid, and which one a misspelt name means.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

from msgspec import structs

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import fold
from filmjournal.query.errors import QueryError, closest_name
from filmjournal.query.fields import (
    FIELD_NAMES,
    FURTHER_NAMES,
    AnyField,
    ElementField,
    ScaleField,
    TextField,
    element_field,
    fields_named,
    name_of_element,
)
from filmjournal.query.lexer import Token
from filmjournal.query.scales import Range, read_range
from filmjournal.query.sorting import ORDER_NAMES, Sort, order_named
from filmjournal.query.tree import STATES, Has, InField, InRange, Is, Term, ViewingState, Words


class Keyword(Enum):
    """What a word before a colon can be if it is no field."""

    TEXT = ""
    IS = "is"
    HAS = "has"
    NO = "no"
    SORT = "sort"


Target = Keyword | QueryError | AnyField
"""What a name before a colon means; an error where it is close to a field but none."""

_STATE_NAMES = tuple(state.name for state in STATES)


class Resolver:
    """Resolves the names and values of one query, and collects its errors and its sort order."""

    def __init__(self, today: date, elements: frozenset[str]) -> None:
        self._today = today
        self._elements = elements
        self.sort: Sort | None = None
        """The last `sort:` of the query, or None."""
        self.errors: list[QueryError] = []
        """Errors found so far, in the order of the text."""
        self.unfinished: list[QueryError] = []
        """Incomplete parts, which match nothing yet; errors only for `parse_strict`."""

    def fresh(self) -> "Resolver":
        """Return a resolver without errors, for the text of a saved search within this one."""
        return Resolver(self._today, self._elements)

    def resolve_name(self, name: Token, *, followed: bool) -> Target:
        """Return what a name before a colon means.

        `followed` is true where a value comes right after the colon; without one, a misspelt name is just text.
        """
        if name.quoted:
            return element_field(name.text) if followed and name_of_element(name.text) else Keyword.TEXT
        word = fold(name.text)
        if word in {"is", "has", "no", "sort"}:
            return Keyword(word)
        found = fields_named(word, self._elements)
        if len(found) == 1:
            return found[0]
        if found:
            meant = " or ".join(f"{field.name}:" for field in found)
            return QueryError(name.start, name.end, f"“{name.text}:” could be {meant}.", f"{found[0].name}:")
        near = closest_name(word, (*FIELD_NAMES, *FURTHER_NAMES, *self._elements)) if followed else None
        if near is None:
            return Keyword.TEXT
        message = f"No field “{name.text}:”. Did you mean “{near}:”? Quote it to search for text."
        return QueryError(name.start, name.end, message, f"{near}:")

    def read(self, target: Target, values: list[Token]) -> Term | None:
        """Return the term for a name and its values; None if they are incomplete, wrong, or a sort order."""
        if not values:
            return None
        if isinstance(target, QueryError):
            self.errors.append(structs.replace(target, end=values[-1].end))
            return None
        if isinstance(target, ScaleField):
            return self._within(target, values)
        if isinstance(target, TextField | ElementField):
            read = [(value, _words(value)) for value in values]
            self.unfinished += [_incomplete(value) for value, words in read if words is None]
            words = tuple(words for _, words in read if words is not None)
            return InField(target, words) if words else None
        return self._conditions(target, values)

    def _conditions(self, target: Keyword, values: list[Token]) -> Term | None:
        if target is Keyword.SORT:
            self._read_sort(values[-1])
            return None
        return self._is(values) if target is Keyword.IS else self._has(values, lacking=target is Keyword.NO)

    def _within(self, field: ScaleField, values: list[Token]) -> InRange | None:
        ranges: list[Range] = []
        for value in values:
            try:
                found = read_range(value.text, field.scale, self._today)
            except InvalidValueError as error:
                self.errors.append(QueryError(value.start, value.end, str(error)))
                return None
            ranges += [] if found is None else [found]
            self.unfinished += [_incomplete(value)] if found is None else []
        return InRange(field, tuple(ranges)) if ranges else None

    def _is(self, values: list[Token]) -> Is | None:
        states: list[ViewingState] = []
        for value in values:
            found = _beginning(value.text, _STATE_NAMES)
            states += [state for state in STATES if [state.name] == found]
            self.unfinished += [_incomplete(value, found)] if len(found) > 1 else []
            if not found and not self._unknown(value, "is:", _STATE_NAMES):
                return None
        return Is(tuple(states)) if states else None

    def _has(self, values: list[Token], *, lacking: bool) -> Has | None:
        fields: list[AnyField] = []
        names = (*FIELD_NAMES, *FURTHER_NAMES, *self._elements)
        for value in values:
            element = value.quoted and name_of_element(value.text)
            found = (element_field(value.text),) if element else fields_named(value.text, self._elements)
            fields += found if len(found) == 1 else ()
            begun = [field.name for field in found] or _beginning(value.text, names)
            self.unfinished += [_incomplete(value, begun)] if len(found) != 1 and begun else []
            if not begun:
                self._unknown(value, "no:" if lacking else "has:", ("rating", "review", "tag", "venue", "soundtrack"))
                return None
        return Has(tuple(fields), lacking) if fields else None

    def _read_sort(self, value: Token) -> None:
        """Record the sort order: `rating`, `rating-asc` or `-rating`."""
        text = fold(value.text)
        name, _, direction = text.removeprefix("-").partition("-")
        if text.startswith("-"):
            direction = direction or "desc"
        found = _beginning(name, ORDER_NAMES)
        if not found or not _beginning(direction, ("asc", "desc")):
            self._unknown(value, "sort:", ORDER_NAMES, " Add -asc or -desc for a direction.")
        elif len(found) > 1:
            self.unfinished.append(_incomplete(value, found))
        else:
            order = order_named(found[0])
            self.sort = Sort(order, bool(direction) and order.descending is direction.startswith("a"))

    def _unknown(self, value: Token, before: str, known: Iterable[str], more: str = "") -> bool:
        """Record an error for an unknown value, and return False."""
        near = closest_name(fold(value.text), known) or ""
        names = ", ".join(known)
        meant = f"Did you mean “{before}{near}”?" if near else f"It can be {names}."
        self.errors.append(
            QueryError(value.start, value.end, f"There is no “{before}{value.text}”. {meant}{more}", near)
        )
        return False


def _words(value: Token) -> Words | None:
    text = value.text if value.quoted else value.text.removeprefix("=")
    exact = value.exact or (not value.quoted and value.text.startswith("="))
    return Words(text, exact) if fold(text).strip() else None


def _incomplete(value: Token, begun: Iterable[str] = ()) -> QueryError:
    """Return the error for an incomplete value that could become any of `begun`."""
    could_be = " or ".join(begun)
    state = f"is incomplete: it could be {could_be}" if could_be else "is incomplete"
    return QueryError(value.start, value.end, f"“{value.text}” {state}.")


def _beginning(text: str, names: Iterable[str]) -> list[str]:
    """Return the name itself, or else all names that start with the text."""
    text = fold(text)
    known = list(dict.fromkeys(names))
    return [text] if text in known else [name for name in known if name.startswith(text)]


NO_SAVED_SEARCHES: Mapping[str, str] = MappingProxyType({})
"""An empty set of saved searches."""

_MOST_LISTED = 8


def search_name(text: str) -> str:
    """Return a saved search's name as it is typed after `@`: folded, with `-` for spaces.

    Letters, digits, `-` and `_` are allowed. Raises InvalidValueError for any other name.
    """
    name = "-".join(fold(text).split())
    if not name:
        raise InvalidValueError("Type a name first.")
    if not all(map(_can_be_in_name, name)):
        wrong = next(character for character in name if not _can_be_in_name(character))
        raise InvalidValueError(f"A name can't contain “{wrong}”: use letters, digits, - and _.")
    if not name[0].isalnum():
        raise InvalidValueError("A name must begin with a letter or a digit.")
    return name


def could_be_search_name(text: str) -> bool:
    """Whether this is a valid name of a saved search, or empty: the start of any name."""
    if not text:
        return True
    try:
        search_name(text)
    except InvalidValueError:
        return False
    return True


def unknown_search(word: Token, saved: Mapping[str, str]) -> QueryError:
    """Return the error for a name that no saved search has."""
    from difflib import get_close_matches  # noqa: PLC0415 — few queries have this error, and every start would wait

    near = get_close_matches(search_name(word.text.removeprefix("@")), saved, n=1)
    message = f"No search is saved as “{word.text}”."
    if near:
        return QueryError(word.start, word.end, f"{message} Did you mean “@{near[0]}”?", f"@{near[0]}")
    names = [f"@{name}" for name in sorted(saved)]
    more = ", …" if len(names) > _MOST_LISTED else "."
    return QueryError(word.start, word.end, f"{message} Saved: {', '.join(names[:_MOST_LISTED])}{more}")


def _can_be_in_name(character: str) -> bool:
    return character in "-_" or unicodedata.category(character)[0] in "LNM"
