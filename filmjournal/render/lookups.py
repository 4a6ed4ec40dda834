"""What a lookup found as text: a row for each film, a summary, and JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from filmjournal.lookup.catalogue import Title
from filmjournal.lookup.filling import Kind, Result
from filmjournal.lookup.matching import Evidence
from filmjournal.model.facts import label
from filmjournal.model.film import Role
from filmjournal.model.wording import counted, listed, titled

_SHOWN = 200
"""Films of one kind that are listed; the rest is counted."""


def rows(results: Sequence[Result]) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each film that needs attention or gets something, and the number of each kind."""
    for kind in (Kind.DIFFERENT, Kind.AMBIGUOUS, Kind.UNKNOWN, Kind.TELEVISION, Kind.FOUND):
        of_kind = [result for result in results if result.kind is kind]
        yield from ((kind.value, titled(result.film), _about(result)) for result in of_kind[:_SHOWN])
        if len(of_kind) > _SHOWN:
            yield kind.value, f"and {counted(len(of_kind) - _SHOWN, 'more film')}", ""
    counts = Counter(result.kind for result in results)
    yield from ((kind.value, counted(counts[kind], "film"), "") for kind in Kind if counts[kind])


def summary(results: Sequence[Result], verb: str, *, in_short: bool = False) -> str:
    """Return how many of how many films get their people, and how many something else, in a sentence.

    The verb is `get`, `would get` or `got`. In short, what else they get is only said where nobody gets people.
    """
    people = sum(result.gains_people for result in results)
    others = sum(result.after is not None for result in results) - people
    one, more = ("gets" if verb == "get" and number == 1 else verb for number in (people, others))
    if in_short and others and not people:
        return f"{others:,} of {counted(len(results), 'film')} {more} other facts."
    also = f", and {others:,} more {more} other facts" if others and not in_short else ""
    return f"{people:,} of {counted(len(results), 'film')} {one} {'its' if people == 1 else 'their'} people{also}."


def undecided(results: Sequence[Result]) -> str:
    """Return of how many films it is not clear which they are, without a full stop; nothing where it is of all."""
    count = sum(result.kind is Kind.AMBIGUOUS for result in results)
    return f"{counted(count, 'film')} may {'' if count == 1 else 'each '}be one of several" if count else ""


def counts_as_json(results: Sequence[Result]) -> dict[str, int]:
    """Return how many films were looked up, and what became of them, for programs."""
    counts = Counter(result.kind for result in results)
    people = sum(result.gains_people for result in results)
    return {"films": len(results), "get their people": people} | {kind.value: counts[kind] for kind in Kind}


def candidates(films: Sequence[Title]) -> list[str]:
    """Return films of the catalogue, each with its year and who directed it."""
    names = ((each, ", ".join(each.directors)) for each in films)
    return [f"{each.title} ({each.year or 'no year'})" + (f", {people}" if people else "") for each, people in names]


def question(result: Result) -> str:
    """Return the question which film is meant, with what is unclear."""
    return " ".join(filter(None, (f"Which film is {titled(result.film)}?", unclear(result))))


def unclear(result: Result) -> str:
    """Return what is unclear about the film that is meant, in a sentence; nothing where several have its title."""
    if not result.match.is_slip:
        return ""
    return f"No film has this title; {'this one is' if len(result.match.others) == 1 else 'these are'} close."


def differing(result: Result) -> list[str]:
    """Return each fact that differs with both versions, on lines of their own."""
    return [
        line
        for each in result.differences
        for line in (f"  {fact_name(each.name)}", f"    yours      {each.ours}", f"    catalogue  {each.theirs}")
    ]


def fact_name(name: str) -> str:
    """Return what a fact of a film is called, such as Cast or Runtime."""
    return next((role.heading for role in Role if role == name), "") or label(name)


def as_json(result: Result) -> dict[str, Any]:
    """Return a result for programs."""
    match = result.match
    found = match.film.film if match.film is not None else None
    return {
        "id": result.film.id,
        "title": result.film.title,
        "year": result.film.year,
        "kind": result.kind.value,
        "evidence": None if match.evidence is Evidence.NONE else match.evidence.value,
        "catalogue": None
        if found is None
        else {
            "title": found.title,
            "year": found.year,
            "directors": list(found.people(Role.DIRECTOR)),
            "imdb": found.external_ids.imdb or None,
            "wikidata": found.external_ids.wikidata or None,
        },
        "gains": list(result.gains),
        "differences": [{"fact": each.name, "ours": each.ours, "theirs": each.theirs} for each in result.differences],
        "others": [
            {"title": each.title, "year": each.year, "directors": list(each.directors)} for each in match.others
        ],
    }


def _about(result: Result) -> str:
    if result.kind is Kind.AMBIGUOUS:
        return " or ".join(candidates(result.match.others))
    if result.kind is Kind.DIFFERENT:
        return "; ".join(f"{fact_name(each.name).lower()}: {each.ours} → {each.theirs}" for each in result.differences)
    if result.after is None:
        return ""
    directors = ", ".join(result.after.people(Role.DIRECTOR))
    gains = listed([name.replace("_", " ") for name in result.gains]) or "ids"
    return f"{directors + ': ' if directors else ''}{gains} ({result.match.evidence.value})"
