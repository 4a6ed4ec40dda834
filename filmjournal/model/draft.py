"""An entry as it is being written: every field as typed, valid or not."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, structs

from filmjournal.model.breakdown import DEFAULT_ELEMENTS, Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import FACTS, Shape
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold, join_list, split_list
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When

Value = TypeVar("Value")

_RUNTIME = re.compile(r"(?:(?P<hours>\d+)\s*(?:h|hours?|:))?\s*(?:(?P<minutes>\d+)\s*(?:m|min|minutes?|['′])?)?")


_ABOUT_THE_FORM = frozenset({"viewing_id", "film_id", "is_new_film", "catalogue", "more"})
"""The attributes of a draft that are no facts of an entry."""


ELEMENT = "element "
"""Stands before the name of an element where a part of a draft is named."""


class DraftError(InvalidValueError):
    """Raised where the texts of a draft can't be read as an entry yet."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems
        """A sentence for each field that can't be read, by the field's name."""


class DraftCredit(Struct, frozen=True, omit_defaults=True):
    """A credit as typed, perhaps still without a name."""

    role: Role
    """What the person did."""
    name: str = ""
    """The name, as typed."""
    character: str = ""
    """Whom they played."""


class Draft(Struct, frozen=True, omit_defaults=True):
    """An entry as it is being written, each fact as typed; `parse` returns its film and viewing."""

    viewing_id: str = ""
    """The id of the viewing that is being revised; empty for a new one."""
    film_id: str = ""
    """The id of the film of the journal that was chosen; empty for a new film."""
    is_new_film: bool = False
    """Whether the person said that the film is none of those in the journal."""
    catalogue: str = ""
    """What the catalogue calls the film that was chosen from it; empty where none was."""
    title: str = ""
    original_title: str = ""
    year: str = ""
    runtime: str = ""
    genres: str = ""
    countries: str = ""
    languages: str = ""
    credits: tuple[DraftCredit, ...] = ()
    watched: str = ""
    rating: Rating | None = None
    liked: bool = False
    rewatch: bool = False
    spoilers: bool = False
    tags: str = ""
    venue: str = ""
    companions: str = ""
    headline: str = ""
    review: str = ""
    breakdown: tuple[Element, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    """The texts of facts that are no attribute here, by their names."""

    @property
    def value_names(self) -> list[str]:
        """The names of all facts that are typed; `value` takes each."""
        own = (name for name in self.__struct_fields__ if name not in _ABOUT_THE_FORM)
        return list(dict.fromkeys([*own, *_NAMES]))

    def value(self, name: str) -> Any:  # noqa: ANN401 — a text, a rating, credits …
        """Return a fact as typed, by its name: a text, a rating, a truth, credits or elements."""
        return getattr(self, name) if name in self.__struct_fields__ else dict(self.more).get(name, "")

    def text(self, name: str) -> str:
        """Return a fact that is typed as one line of text."""
        return str(self.value(name))

    def with_texts(self, texts: Mapping[str, str]) -> "Draft":
        """Return this draft with these texts, by the facts' names, in place of its own."""
        own = {name: text for name, text in texts.items() if name in self.__struct_fields__}
        more = {**dict(self.more), **{name: text for name, text in texts.items() if name not in own}}
        return structs.replace(self, **own, more=tuple((name, text) for name, text in more.items() if text))

    def with_part(self, part: str, text: str) -> "Draft":
        """Return this draft with another text in one part, which `review`, a fact, a role or `element NAME` names.

        A part that is not there any more, or none of these, goes to the end of the review.
        """
        name = part.removeprefix(ELEMENT)
        if part == "review":
            return structs.replace(self, review=text)
        if part != name and any(element.name == name for element in self.breakdown):
            elements = (
                structs.replace(element, text=text) if element.name == name else element for element in self.breakdown
            )
            return structs.replace(self, breakdown=tuple(elements))
        line = " ".join(text.split())
        if part in {"year", "runtime", "watched", *_NAMES}:
            return self.with_texts({part: line})
        for role in Role:
            if part == role.value:
                others = tuple(credit for credit in self.credits if credit.role is not role)
                named = tuple(DraftCredit(role, name) for name in split_list(line))
                return structs.replace(self, credits=others + named)
        return structs.replace(self, review="\n\n".join(filter(None, (self.review, text))))

    def rebased(self, since: "Draft", now: "Draft") -> "Draft":
        """Return `now`, how the form would be filled today, with all that was typed since it was filled as `since`."""
        typed = {
            name: getattr(self, name) for name in self.__struct_fields__ if getattr(self, name) != getattr(since, name)
        }
        if "more" in typed:
            texts = {name: self.text(name) for name in _NAMES if self.text(name) != since.text(name)}
            typed["more"] = now.with_texts({name: texts[name] for name in texts if name not in typed}).more
        return structs.replace(now, **typed)

    @classmethod
    def new(cls) -> "Draft":
        """Return the draft of a film watched today, with the default elements to write about."""
        return cls(watched="today", breakdown=_with_defaults(()))

    @classmethod
    def of(cls, entry: Entry) -> "Draft":
        """Return the draft that revises an entry."""
        viewing = entry.viewing
        draft = cls(
            viewing_id=viewing.id,
            watched=viewing.watched or "",
            rating=viewing.rating,
            liked=viewing.liked,
            rewatch=viewing.rewatch,
            spoilers=viewing.spoilers,
            review=viewing.review,
            breakdown=_with_defaults(viewing.breakdown),
        )
        return draft.with_texts(_texts(viewing)).with_film(entry.film)

    @classmethod
    def for_rewatch(cls, film: Film) -> "Draft":
        """Return the draft of another viewing of a film in the journal."""
        return structs.replace(cls.new().with_film(film), rewatch=True)

    def with_film(self, film: Film) -> "Draft":
        """Return this draft with the facts of a film in the journal filled in."""
        return structs.replace(
            self.with_texts(_texts(film)),
            film_id=film.id,
            year=str(film.year or ""),
            runtime=str(film.runtime or ""),
            credits=tuple(
                DraftCredit(credit.role, credit.name, credit.character)
                for role in Role
                for credit in film.credited(role)
            ),
        )

    def with_parsed_date(self, today: date) -> "Draft":
        """Return this draft with its date in figures: words such as yesterday mean another day tomorrow.

        A date that can't be read stays as typed.
        """
        try:
            return structs.replace(self, watched=_watched(self.watched, today) or "")
        except InvalidValueError:
            return self

    def parse(self, today: date, film: Film | None, viewing: Viewing | None) -> tuple[Film, Viewing]:
        """Return the film and the viewing that were typed; facts that nobody touched stay as in the stored ones.

        `film` and `viewing` are the stored ones, None for new ones. Words for dates count from `today`.
        Raises DraftError with a sentence for every field that can't be read.
        """
        problems: dict[str, str] = {}
        film_read = self._film(film or Film(id="", title="Untitled"), problems)
        viewing_read = self._viewing(viewing or Viewing(id="", film=""), today, problems)
        if problems:
            raise DraftError(problems)
        return film_read, structs.replace(viewing_read, film=film_read.id)

    def _film(self, stored: Film, problems: dict[str, str]) -> Film:
        fallback: tuple[Credit, ...] = ()
        untouched = self.credits == Draft().with_film(stored).credits
        title = _text(self.title, stored.title)
        return structs.replace(
            stored,
            title=_attempt(problems, "title", lambda: Film(id="", title=title).title, stored.title),
            year=_attempt(problems, "year", lambda: parse_year(self.year), None),
            runtime=_attempt(problems, "runtime", lambda: parse_runtime(self.runtime), None),
            credits=stored.credits
            if untouched
            else _attempt(problems, "credits", lambda: _credits(self.credits), fallback),
            **self._typed(stored),
        )

    def _viewing(self, stored: Viewing, today: date, problems: dict[str, str]) -> Viewing:
        fallback: tuple[Element, ...] = ()
        same_day = self.watched == (stored.watched or "")
        untouched = self.breakdown == _with_defaults(stored.breakdown)
        return structs.replace(
            stored,
            watched=stored.watched
            if same_day
            else _attempt(problems, "watched", lambda: _watched(self.watched, today), None),
            rating=self.rating,
            liked=self.liked,
            rewatch=self.rewatch,
            spoilers=self.spoilers,
            review=self.review,
            breakdown=stored.breakdown
            if untouched
            else _attempt(problems, "breakdown", lambda: _breakdown(self.breakdown), fallback),
            **self._typed(stored),
        )

    def _typed(self, stored: Film | Viewing) -> dict[str, Any]:
        """Return the facts typed as lines of text, by their names; those that nobody touched as they are stored."""
        read: dict[str, Any] = {}
        for fact in _LINES:
            if isinstance(stored, fact.of) and fact.name != "title":
                reading = _list if fact.shape is Shape.LIST else _text
                read[fact.name] = reading(self.text(fact.name), getattr(stored, fact.name))
        return read


_LINES = [fact for fact in FACTS if fact.shape in {Shape.TEXT, Shape.LIST} and not (fact.by_journal or fact.within)]
"""The facts that are typed as one line of text."""

_NAMES = [fact.name for fact in _LINES]


def _texts(value: Film | Viewing) -> dict[str, str]:
    """Return the lines of text in which the facts of a film or a viewing are typed."""
    facts = (fact for fact in _LINES if isinstance(value, fact.of))
    return {
        fact.name: join_list(getattr(value, fact.name)) if fact.shape is Shape.LIST else getattr(value, fact.name)
        for fact in facts
    }


def _attempt(problems: dict[str, str], field: str, reading: Callable[[], Value], fallback: Value) -> Value:
    """Return what was read; where that fails, note the problem of the field and return the fallback."""
    try:
        return reading()
    except InvalidValueError as error:
        problems[field] = str(error)
        return fallback


def _with_defaults(own: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return the elements, and for an unwritten breakdown the default ones to write about."""
    return own or tuple(Element(name) for name in DEFAULT_ELEMENTS)


def _text(text: str, stored: str) -> str:
    """Return the typed text without space around it; the stored one where nobody touched the field."""
    return stored if text == stored else text.strip()


def _list(text: str, stored: tuple[str, ...]) -> tuple[str, ...]:
    """Return the typed items; the stored ones where nobody touched the field."""
    return stored if text == join_list(stored) else split_list(text)


def _watched(text: str, today: date) -> When | None:
    return When.parse(text, today) if text.strip() else None


def parse_year(text: str) -> int | None:
    """Return a year as people type it, or None for an empty text.

    Raises InvalidValueError unless the text is four digits, of a year from 1870 to 2100.
    """
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise InvalidValueError(f"“{text}” isn't a valid year. Use four digits, such as 1995.")
    return Film(id="", title="-", year=int(text[:9])).year


def parse_runtime(text: str) -> int | None:
    """Return a runtime in minutes as people type it, or None for an empty text.

    Accepts ``111``, ``111 min``, ``1h 51m`` and ``1:51``. Raises InvalidValueError for other texts and for 0 minutes.
    """
    text = text.strip().lower()
    if not text:
        return None
    match = _RUNTIME.fullmatch(text)
    if match is None or not text.isascii():
        raise InvalidValueError(f"“{text}” isn't a runtime. Use minutes, such as 111, or 1h 51m.")
    minutes = int((match["hours"] or "0")[:4]) * 60 + int((match["minutes"] or "0")[:6])
    return Film(id="", title="-", runtime=minutes).runtime


def _credits(typed: tuple[DraftCredit, ...]) -> tuple[Credit, ...]:
    read: list[Credit] = []
    for role in Role:
        billed = [
            credit for credit in typed if credit.role is role and (credit.name.strip() or credit.character.strip())
        ]
        for billing, credit in enumerate(billed, start=1):
            if not credit.name.strip():
                raise InvalidValueError(f"Who played {credit.character.strip()}? Write the actor's name before it.")
            read.append(Credit(credit.name.strip(), role, credit.character.strip(), billing))
    return tuple(read)


def _breakdown(typed: tuple[Element, ...]) -> tuple[Element, ...]:
    written = tuple(element for element in typed if not element.is_empty)
    names = [fold(element.name.strip()) for element in written]
    for element, name in zip(written, names, strict=True):
        if names.count(name) > 1:
            raise InvalidValueError(f"Two elements are named {element.name}: rename or remove one.")
    return written
