"""Lists, people and elements as one cell of a table, written as people type them wherever that is read back as it was.

What could be read as something else is written as JSON.
"""

import json
from collections.abc import Sequence

from filmjournal.exchange.front_matter import credit_of
from filmjournal.exchange.records import CreditRecord, ElementRecord
from filmjournal.exchange.template_body import body, read_body
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import join_list, split_list


def list_cell(items: Sequence[str]) -> str:
    """Return a list as a cell."""
    cell = join_list(tuple(items))
    return cell if read_list(cell) == list(items) else _json(list(items))


def read_list(cell: str) -> list[str]:
    """Return the list that stands in a cell."""
    told = _told(cell)
    if told is not None and all(isinstance(item, str) for item in told):
        return [str(item) for item in told]
    return list(split_list(cell))


def people_cell(people: Sequence[CreditRecord]) -> str:
    """Return the people of one role as a cell, each perhaps with a character."""
    names = [f"{each.name} = {each.character}" if each.character else each.name for each in people]
    told = [(each.name, each.character, each.billing) for each in people]
    cell = list_cell(names)
    return cell if read_people(cell) == told else _json(told)


def read_people(cell: str) -> list[tuple[str, str, int | None]]:
    """Return the people who stand in a cell: name, character, and place in the billing. Raises InvalidValueError."""
    told = _told(cell)
    if told and all(isinstance(item, list) for item in told):
        return [_person(item) for item in told]
    return [(*credit_of(item), place) for place, item in enumerate(read_list(cell), start=1)]


def breakdown_cell(breakdown: Sequence[ElementRecord]) -> str:
    """Return the elements as a cell: a heading with a name and perhaps stars above each text."""
    told = [{"name": each.name, "text": each.text, "rating": each.rating} for each in breakdown]
    return "\n".join(body("", told)).removeprefix("\n")


def read_breakdown(cell: str) -> list[dict[str, object]]:
    """Return the elements that stand in a cell; raises InvalidValueError."""
    review, breakdown = read_body(cell.split("\n"), 1, keeps_all=True)
    if review:
        raise InvalidValueError("The breakdown has a text without an element: write “# Performances” above it.")
    return breakdown


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _told(cell: str) -> list[object] | None:
    """Return the list that a cell is in JSON; None where it is none."""
    if not cell.startswith("["):
        return None
    try:
        told = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, list) else None


def _person(told: object) -> tuple[str, str, int | None]:
    match told:
        case [str(name), str(character), (int() | None) as billing] if not isinstance(billing, bool):
            return name, character, billing
    raise InvalidValueError(f"{_json(told)} is no person: write a name, or a name = a character.")
