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


class DraftError(InvalidValueError):
    """A draft that cannot become an entry yet."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults
        """What is wrong, one sentence for each field of the draft that has something wrong."""


class DraftCredit(Struct, frozen=True, omit_defaults=True):
    """A credit as typed, perhaps still without a name."""

    role: Role
    """What the person did."""
    name: str = ""
    """The name, as typed."""
    character: str = ""
    """Whom they played."""


class Draft(Struct, frozen=True, omit_defaults=True):
    """An entry as it is being written; `read` makes a film and a viewing of it."""

    viewing_id: str = ""
    """The viewing that is being revised; empty for a new one."""
    film_id: str = ""
    """The known film that was chosen; empty for a new one."""
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
    def part_names(self) -> list[str]:
        """The names of all that is typed, each known to `part`."""
        own = (name for name in self.__struct_fields__ if name not in {"viewing_id", "film_id", "more"})
        return list(dict.fromkeys([*own, *_NAMES]))

    def part(self, name: str) -> Any:  # noqa: ANN401 — a text, a rating, credits …
        """Return what is typed of a fact, by its name."""
        return getattr(self, name) if name in self.__struct_fields__ else dict(self.more).get(name, "")

    def text(self, name: str) -> str:
        """Return the text that is typed of a fact that is a line of text."""
        return str(self.part(name))

    def with_texts(self, texts: Mapping[str, str]) -> "Draft":
        """Return this draft with these texts of facts in place of those it has."""
        own = {name: text for name, text in texts.items() if name in self.__struct_fields__}
        more = {**dict(self.more), **{name: text for name, text in texts.items() if name not in own}}
        return structs.replace(self, **own, more=tuple((name, text) for name, text in more.items() if text))

    def brought_up_to(self, since: "Draft", now: "Draft") -> "Draft":
        """Return what was typed since, on top of how the form would be filled now."""
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
        return draft.with_texts(_texts(viewing)).about(entry.film)

    @classmethod
    def again(cls, film: Film) -> "Draft":
        """Return the draft of watching a known film once more."""
        return structs.replace(cls.new().about(film), rewatch=True)

    def about(self, film: Film) -> "Draft":
        """Return this draft with the facts of a known film filled in."""
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

    def dated(self, today: date) -> "Draft":
        """Return this draft with its date in figures: words such as yesterday mean another day tomorrow."""
        try:
            return structs.replace(self, watched=_watched(self.watched, today) or "")
        except InvalidValueError:
            return self

    def read(self, today: date, film: Film | None, viewing: Viewing | None) -> tuple[Film, Viewing]:
        """Return the film and the viewing that were written, over the kept ones where there are any.

        Raises DraftError with a sentence for every field that cannot be read.
        """
        faults: dict[str, str] = {}
        film_read = self._film(film or Film(id="", title="Untitled"), faults)
        viewing_read = self._viewing(viewing or Viewing(id="", film=""), today, faults)
        if faults:
            raise DraftError(faults)
        return film_read, structs.replace(viewing_read, film=film_read.id)

    def _film(self, kept: Film, faults: dict[str, str]) -> Film:
        unread: tuple[Credit, ...] = ()
        untouched = self.credits == Draft().about(kept).credits
        title = _text(self.title, kept.title)
        return structs.replace(
            kept,
            title=_attempt(faults, "title", lambda: Film(id="", title=title).title, kept.title),
            year=_attempt(faults, "year", lambda: read_year(self.year), None),
            runtime=_attempt(faults, "runtime", lambda: read_runtime(self.runtime), None),
            credits=kept.credits if untouched else _attempt(faults, "credits", lambda: _credits(self.credits), unread),
            **self._typed(kept),
        )

    def _viewing(self, kept: Viewing, today: date, faults: dict[str, str]) -> Viewing:
        unread: tuple[Element, ...] = ()
        same_day = self.watched == (kept.watched or "")
        untouched = self.breakdown == _with_defaults(kept.breakdown)
        return structs.replace(
            kept,
            watched=kept.watched
            if same_day
            else _attempt(faults, "watched", lambda: _watched(self.watched, today), None),
            rating=self.rating,
            liked=self.liked,
            rewatch=self.rewatch,
            spoilers=self.spoilers,
            review=self.review,
            breakdown=kept.breakdown
            if untouched
            else _attempt(faults, "breakdown", lambda: _breakdown(self.breakdown), unread),
            **self._typed(kept),
        )

    def _typed(self, kept: Film | Viewing) -> dict[str, Any]:
        """Return the facts that are lines of text and lists, as typed; those that nobody touched as they were."""
        read: dict[str, Any] = {}
        for fact in _LINES:
            if isinstance(kept, fact.of) and fact.name != "title":
                reading = _list if fact.shape is Shape.LIST else _text
                read[fact.name] = reading(self.text(fact.name), getattr(kept, fact.name))
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


def _attempt(faults: dict[str, str], field: str, reading: Callable[[], Value], fallback: Value) -> Value:
    """Return what was read, or note what is wrong with the field and return the fallback."""
    try:
        return reading()
    except InvalidValueError as error:
        faults[field] = str(error)
        return fallback


def _with_defaults(own: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return the elements, and for an unwritten breakdown the default ones to write about."""
    return own or tuple(Element(name) for name in DEFAULT_ELEMENTS)


def _text(text: str, kept: str) -> str:
    """Return the text typed, without space around it; the one that was kept where nobody touched the field."""
    return kept if text == kept else text.strip()


def _list(text: str, kept: tuple[str, ...]) -> tuple[str, ...]:
    """Return the items typed; those that were kept where nobody touched the field."""
    return kept if text == join_list(kept) else split_list(text)


def _watched(text: str, today: date) -> When | None:
    return When.read(text, today) if text.strip() else None


def read_year(text: str) -> int | None:
    """Return the year that a person wrote, or None for nothing; raises InvalidValueError."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise InvalidValueError(f"“{text}” is not a year: write four digits, such as 1995.")
    return Film(id="", title="-", year=int(text[:9])).year


def read_runtime(text: str) -> int | None:
    """Return the minutes that a person wrote, as 111 or 1h 51m, or None for nothing; raises InvalidValueError."""
    text = text.strip().lower()
    if not text:
        return None
    match = _RUNTIME.fullmatch(text)
    if match is None or not text.isascii():
        raise InvalidValueError(f"“{text}” is not a runtime: write minutes, such as 111, or 1h 51m.")
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
