"""A person's page as plain data, for JSON. Averages are in stars, to a hundredth."""

from typing import Any

from filmjournal.stats.passages import Passage
from filmjournal.stats.person import ElementOfWork, Part, Person
from filmjournal.stats.record import entry_record, numbers_record


def person_record(person: Person) -> dict[str, Any]:
    """Return a person's page as JSON has it."""
    return {
        "name": person.name,
        "other_names": list(person.other_names),
        "role": person.role and person.role.value,
        "roles": [role.value for role in person.roles],
        "query": person.query,
        "numbers": numbers_record(person.numbers),
        "yours": _stars(person.yours),
        "elements": [_element(each) for each in person.elements],
        "companions": [{"name": name, "viewings": count} for name, count in person.companions],
        "films": {role.value: [_part(part) for part in parts] for role, parts in person.parts.items()},
        "slopes": [
            {"change": slope.change / 2, "first": entry_record(slope.first), "last": entry_record(slope.last)}
            for slope in person.slopes
        ],
        "passages": [_passage(passage) for passage in person.passages],
        "others": [{"names": list(names), **_passage(passage)} for names, passage in person.others],
        "made_with": [
            {
                "name": each.name,
                "role": each.role.value,
                "films": each.films,
                "viewings": each.viewings,
                "stars": _stars(each.stars),
            }
            for each in person.partners
        ],
        "watchlist": [
            {"title": each.film.title, "year": each.film.year, "recommended_by": each.wish.recommended_by}
            for each in person.watchlist
        ],
        "unwritten": [entry_record(entry) for entry in person.unwritten],
    }


def _element(element: ElementOfWork) -> dict[str, Any]:
    return {
        "element": element.name,
        "role": element.role.value,
        "rated": element.rated,
        "stars": _stars(element.stars),
        "yours": _stars(element.yours),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.film.title,
        "year": part.film.year,
        "characters": list(part.characters),
        "viewings": [entry_record(entry) for entry in part.entries],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    stars = passage.rating / 2 if passage.rating else None
    viewing = entry_record(passage.entry)
    return {"viewing": viewing, "place": passage.place, "rating": stars, "text": passage.text}


def _stars(average: float | None) -> float | None:
    return None if average is None else round(average, 2)
