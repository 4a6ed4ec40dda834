"""Queries for the tests, and what they mean said once more in the plainest way."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from filmjournal.model.film import Role
from filmjournal.model.text import fold, searchable
from filmjournal.model.viewing import Entry
from filmjournal.model.when import When
from filmjournal.query.fields import FIELDS, ElementField, ScaleField, TextField, element_field, name_of_element
from filmjournal.query.scales import DATES, DECADES, LONGEST, MINUTES, Range, Scale
from filmjournal.query.tree import STATES, And, Anywhere, Has, InField, InRange, Is, Not, Or, Query, Term, Words

COMMON = (
    "a",
    "e",
    "stalker",
    "Cage",
    "é",
    "東京",
    "films",
    "x y",
    "OR",
    "c'est",
    "2001:",
    "(a",
    "a,b",
    "-a",
    "=a",
    "[REC]²",
    "@best",
)
texts = st.one_of(
    st.sampled_from(COMMON),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters='"'), max_size=6).map(str.split).map(" ".join),
).filter(lambda text: bool(fold(text).strip()))
"""Any text that can be looked for."""

element_names = st.one_of(st.sampled_from(["Popcorn", "Production design", "Direction", "Title", "Is"]), texts)
elements = element_names.filter(lambda name: bool(name_of_element(name))).map(element_field)

words = st.builds(Words, texts, st.booleans())


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=1, max_size=3).map(tuple)


def ends(scale: Scale) -> st.SearchStrategy[int]:
    low, high = scale.limits
    if scale is MINUTES:
        return st.one_of(st.integers(1, 300), st.integers(low, LONGEST - 1))
    if scale is DATES:
        return st.dates(date(1895, 1, 1), date(2100, 1, 1)).map(date.toordinal)
    return st.integers(low, high)


def ranges(scale: Scale) -> st.SearchStrategy[Range]:
    def made(pair: tuple[int, int], is_open: int) -> Range:
        low, high = sorted(pair)
        if scale is DECADES:
            low, high = low // 10 * 10, high // 10 * 10 + 9
        return Range(None if is_open == 1 else low, None if is_open == 2 else high)

    return st.builds(made, st.tuples(ends(scale), ends(scale)), st.integers(0, 3))


def _leaves() -> st.SearchStrategy[Term]:
    own = [field for field in FIELDS if isinstance(field, TextField | ElementField)]
    scaled = [field for field in FIELDS if isinstance(field, ScaleField)]
    return st.one_of(
        st.builds(Anywhere, texts),
        st.builds(InField, st.sampled_from(own) | elements, some(words)),
        st.sampled_from(scaled).flatmap(lambda field: st.builds(InRange, st.just(field), some(ranges(field.scale)))),
        st.builds(Is, some(st.sampled_from(STATES))),
        st.builds(Has, some(st.sampled_from(FIELDS) | elements), st.booleans()),
    )


def _pairs(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[tuple[Term, ...]]:
    return st.lists(terms, min_size=2, max_size=3).map(tuple)


trees = st.recursive(
    _leaves(),
    lambda below: st.one_of(st.builds(Not, below), st.builds(And, _pairs(below)), st.builds(Or, _pairs(below))),
    max_leaves=6,
)
queries = st.builds(Query, st.none() | trees)
"""Any query."""


def naive(term: Term | None, entry: Entry) -> bool:  # noqa: PLR0911 — one for each kind of term
    """Whether an entry matches, from its own values and with nothing prepared."""
    match term:
        case Anywhere(text):
            own = [value for name in ("title", "person", "tag", "text") for value in values(name, entry)]
            return any(searchable(text) in searchable(each) for each in own)
        case InField(field, wanted):
            read = values(field.name, entry) if isinstance(field, TextField) else written(field.name, entry)
            return any(holds(each, wish) for each in read for wish in wanted)
        case InRange(field, wanted):
            span = measured(field, entry)
            return span is not None and any(
                (each.low is None or span[0] >= each.low) and (each.high is None or span[1] <= each.high)
                for each in wanted
            )
        case Is(states):
            viewing = entry.viewing
            so = {
                "liked": viewing.liked,
                "rewatch": viewing.rewatch,
                "first": not viewing.rewatch,
                "rated": viewing.rating is not None,
                "reviewed": viewing.is_reviewed,
                "unidentified": not entry.film.credits,
            }
            return any(so[state.name] for state in states)
        case Has(fields, lacking):
            return any(known(field, entry) != lacking for field in fields)
        case Not(inner):
            return not naive(inner, entry)
        case And(terms):
            return all(naive(each, entry) for each in terms)
        case Or(terms):
            return any(naive(each, entry) for each in terms)
        case _:
            return term is None


def holds(value: str, wanted: Words) -> bool:
    text, own = searchable(wanted.text), searchable(value)
    return text == own if wanted.exact else text in own


def written(name: str, entry: Entry) -> list[str]:
    return [part.text for part in entry.viewing.breakdown if "-".join(fold(part.name).split()) == name]


def values(name: str, entry: Entry) -> list[str]:
    film, viewing = entry.film, entry.viewing
    review = [viewing.headline, viewing.review]
    plain = {
        "title": [film.title, film.original_title],
        "genre": film.genres,
        "country": film.countries,
        "lang": film.languages,
        "person": [credit.name for credit in film.credits],
        "tag": viewing.tags,
        "in": entry.lists,
        "venue": [viewing.venue],
        "format": [viewing.format],
        "with": viewing.companions,
        "review": review,
        "text": [*review, *(text for part in viewing.breakdown for text in (part.name, part.text))],
        **{role.value: [credit.name for credit in film.credits if credit.role is role] for role in Role},
    }
    return list(plain[name])


def measured(field: ScaleField, entry: Entry) -> tuple[int, int] | None:
    film, viewing = entry.film, entry.viewing
    if field.name in {"watched", "logged"}:
        logged = f"{viewing.created:%Y-%m-%d}" if viewing.created else None
        when = viewing.watched if field.name == "watched" else logged and When(logged)
        if not when:
            return None
        days = [
            day
            for day in range(date(when.year, 1, 1).toordinal(), date(when.year, 12, 31).toordinal() + 1)
            if date.fromordinal(day).isoformat().startswith(when)
        ]
        return days[0], days[-1]
    if field.name == "weekday":
        day = (
            date.fromisoformat(viewing.watched)
            if viewing.watched and len(viewing.watched) == len("2026-11-20")
            else None
        )
        return None if day is None else (day.isoweekday(), day.isoweekday())
    numbers = {"year": film.year, "decade": film.year, "runtime": film.runtime, "rating": viewing.rating}
    number = numbers[field.name]
    return None if number is None else (int(number), int(number))


def known(field: TextField | ElementField | ScaleField, entry: Entry) -> bool:
    if isinstance(field, ScaleField):
        return measured(field, entry) is not None
    if isinstance(field, TextField):
        own = values(field.name, entry)
        return any(map(str.strip, own)) if field.name in {"review", "text"} else any(fold(each).strip() for each in own)
    named = [part for part in entry.viewing.breakdown if "-".join(fold(part.name).split()) == field.name]
    return any(part.text.strip() or part.rating is not None for part in named)


def texts_of(entry: Entry) -> list[str]:
    """Return every text of an entry that can be looked for."""
    own = [text for field in FIELDS if isinstance(field, TextField) for text in values(field.name, entry)]
    return [text for text in own if fold(text).strip()]


def own_terms(held: list[str]) -> st.SearchStrategy[list[Term]]:
    """Return one term for every field, of texts that stand in the journal or in part, and one for every state."""
    parts = st.sampled_from(held).flatmap(lambda text: st.just(text) | st.just(text[: len(text) // 2 + 1]))
    found = st.builds(Words, parts.filter(lambda text: bool(fold(text).strip())) | texts, st.booleans())
    terms: list[st.SearchStrategy[Term]] = [st.builds(Is, st.just((state,))) for state in STATES]
    for field in FIELDS:
        terms.append(st.builds(Has, st.just((field,)), st.booleans()))
        if isinstance(field, ScaleField):
            terms.append(st.builds(InRange, st.just(field), some(ranges(field.scale))))
        else:
            terms.append(st.builds(InField, st.just(field), some(found)))
    return st.tuples(*terms).map(list)
