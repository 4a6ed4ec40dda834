"""The columns of a table of viewings, one record each: what of an entry's record stands there, and back.

Lists, people and elements as one cell of a table, written as people type them wherever that is read back as it was.

What could be read as something else is written as JSON.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from filmjournal.exchange.entry.front_matter import credit_of, read_truth
from filmjournal.exchange.entry.markdown import body, read_body
from filmjournal.exchange.entry.record import CreditRecord, ElementRecord, EntryRecord, IdsRecord, record_of
from filmjournal.model.draft import parse_runtime, parse_year
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import BY_NAME, Shape
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import join_list, split_list
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished


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


class Column(Struct, frozen=True):
    """One column."""

    name: str
    """Its heading."""
    write: Callable[[EntryRecord], str]
    """What stands in it for an entry."""
    read: Callable[[str], object]
    """What a cell of it says, as the value of the record; raises InvalidValueError."""
    within: str = ""
    """The key of the record that it is a part of, where it is not one itself."""


def table_row(entry: Entry) -> tuple[str, ...]:
    """Return the cells of an entry, in the order of the columns."""
    record = record_of(entry)
    return tuple(column.write(record) for column in COLUMNS)


def read_row(cells: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """Return the keys of the record that a row tells, and a sentence for each cell that cannot be read.

    Empty cells tell nothing.
    """
    record: dict[str, Any] = {}
    faults: list[str] = []
    for column in COLUMNS:
        cell = cells.get(column.name, "")
        if cell:
            try:
                value = column.read(cell)
            except InvalidValueError as error:
                faults.append(f"{column.name}: {error}")
            else:
                _put(record, column, value)
    return record, faults


def _put(record: dict[str, Any], column: Column, value: Any) -> None:  # noqa: ANN401 — of the column's kind
    if isinstance(value, list) and column.within:
        record.setdefault(column.within, []).extend(value)
    elif column.within:
        record.setdefault(column.within, {})[column.name] = value
    else:
        record[column.name] = value


def _text(name: str) -> Column:
    return Column(name, lambda record: getattr(record, name) or "", str)


def _number(name: str, read: Callable[[str], object]) -> Column:
    return Column(name, lambda record: _figures(getattr(record, name)), read)


def _truth(name: str) -> Column:
    return Column(name, lambda record: "yes" if getattr(record, name) else "no", read_truth)


def _list(name: str) -> Column:
    return Column(name, lambda record: list_cell(getattr(record, name)), read_list)


def _people(role: Role) -> Column:
    def read(cell: str) -> object:
        return [
            {"name": name, "role": role.value, "character": character, "billing": billing}
            for name, character, billing in read_people(cell)
        ]

    return Column(
        role.value,
        lambda record: people_cell([credit for credit in record.credits if credit.role == role.value]),
        read,
        "credits",
    )


def _service(name: str) -> Column:
    return Column(name, lambda record: str(getattr(record.external_ids, name)), str, "external_ids")


def _moment(name: str) -> Column:
    return Column(name, lambda record: moment.isoformat() if (moment := getattr(record, name)) else "", str)


def _figures(number: object) -> str:
    return "" if number is None else f"{number:g}" if isinstance(number, float) else str(number)


def _stars(cell: str) -> object:
    return Rating.parse(cell) / 2


def _whole(read: Callable[[str], Any]) -> Callable[[str], object]:
    """Return what reads a whole number, also as spreadsheets save it: 1995.0."""
    return lambda cell: read(cell.strip().removesuffix(".0"))


_OTHERS = {
    "breakdown": Column("breakdown", lambda record: breakdown_cell(record.breakdown), read_breakdown),
    "created": _moment("created"),
    "modified": _moment("modified"),
}
"""The columns that are unlike all others."""

_BY_SHAPE: dict[Shape, Callable[[str], Column]] = {
    Shape.YEAR: lambda name: _number(name, _whole(parse_year)),
    Shape.STARS: lambda name: _number(name, _stars),
    Shape.MINUTES: lambda name: _number(name, _whole(parse_runtime)),
    Shape.TRUTH: _truth,
    Shape.LIST: _list,
}


def _columns() -> Iterator[Column]:
    """Yield a column for each key of a record, in its order, but for the day, which comes first behind the id."""
    keys = [key for key in EntryRecord.__struct_fields__ if key != "watched"]
    for key in (keys[0], "watched", *keys[1:]):
        if key == "credits":
            yield from map(_people, Role)
        elif key == "external_ids":
            yield from map(_service, IdsRecord.__struct_fields__)
        else:
            yield _OTHERS.get(key) or _BY_SHAPE.get(BY_NAME[key].shape, _text)(key)


COLUMNS = tuple(_columns())
"""Every column, from left to right."""

HEAD = tuple(column.name for column in COLUMNS)
"""The headings."""

WISH_HEAD = (
    *("id", "added", "title", "original_title", "year", "recommended_by", "why", "runtime"),
    *HEAD[HEAD.index("genres") :],
)
"""The headings of a table of wishes."""

_BY_HEADING = {column.name: column for column in COLUMNS}


def wish_row(wished: Wished) -> tuple[str, ...]:
    """Return the cells of a wish, in the order of its headings."""
    film, wish = wished.film, wished.wish
    record = record_of(Entry(Viewing(wish.id, film.id, created=wish.created, modified=wish.modified), film))
    own = {"added": str.__str__(wish.added or ""), "recommended_by": wish.recommended_by, "why": wish.why}
    return tuple(own[name] if name in own else _BY_HEADING[name].write(record) for name in WISH_HEAD)
