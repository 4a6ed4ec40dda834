"""The columns of a CSV table of viewings: how each is written from an entry's record, and parsed.

Lists, people and elements take one cell each. They are written as people type them, or as JSON (RFC 8259) where that
would be parsed as something else.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from filmjournal.exchange.entry.front_matter import parse_yes_no
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

_FORMULA = re.compile(r"'*[=+@\t\r-]")
"""How a cell begins that a spreadsheet would compute; an apostrophe before it makes it a text there."""


def as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, with an apostrophe before it where it would be one."""
    return f"'{cell}" if cell and cell[0] in "=+@\t\r-'" and _FORMULA.match(cell) else cell


def as_written(cell: str) -> str:
    """Return a cell of `as_text` as it was before that."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def list_cell(items: Sequence[str]) -> str:
    """Return a list as a cell, which `parse_list` takes."""
    cell = join_list(tuple(items))
    return cell if parse_list(cell) == list(items) else _json(list(items))


def parse_list(cell: str) -> list[str]:
    """Return the list in a cell: a JSON array of texts, or items with commas or semicolons between them."""
    stated = _json_list(cell)
    if stated is not None and all(isinstance(item, str) for item in stated):
        return [str(item) for item in stated]
    return list(split_list(cell))


def people_cell(people: Sequence[CreditRecord]) -> str:
    """Return the people of one role as a cell, which `parse_people` takes: ``Nicolas Cage = Ben Sanderson``."""
    names = [f"{each.name} = {each.character}" if each.character else each.name for each in people]
    stated = [(each.name, each.character, each.billing) for each in people]
    cell = list_cell(names)
    return cell if parse_people(cell) == stated else _json(stated)


def parse_people(cell: str) -> list[tuple[str, str, int | None]]:
    """Return the people in a cell, each as name, character and billing (from 1, or None).

    Raises InvalidValueError for a JSON array that has something else than people.
    """
    stated = _json_list(cell)
    if stated and all(isinstance(item, list) for item in stated):
        return [_person(item) for item in stated]
    parts = [item.partition("=") for item in parse_list(cell)]
    return [(name.strip(), character.strip(), place) for place, (name, _, character) in enumerate(parts, start=1)]


def breakdown_cell(breakdown: Sequence[ElementRecord]) -> str:
    """Return the elements as a cell, in Markdown: a heading with the name, and perhaps stars, above each text."""
    stated = [{"name": each.name, "text": each.text, "rating": each.rating} for each in breakdown]
    return "\n".join(body("", stated)).removeprefix("\n")


def parse_breakdown(cell: str) -> list[dict[str, object]]:
    """Return the elements in a cell; raises InvalidValueError for text that is below no heading."""
    review, breakdown = read_body(cell.split("\n"), 1, allows_duplicates=True)
    if review:
        raise InvalidValueError("The breakdown has a text without an element: write “# Performances” above it.")
    return breakdown


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json_list(cell: str) -> list[object] | None:
    """Return a cell that is a JSON array as a list; None for other cells."""
    if not cell.startswith("["):
        return None
    try:
        stated = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return stated if isinstance(stated, list) else None


def _person(stated: object) -> tuple[str, str, int | None]:
    match stated:
        case [str(name), str(character), (int() | None) as billing] if not isinstance(billing, bool):
            return name, character, billing
    raise InvalidValueError(f"{_json(stated)} isn't a person. Write a name, or a name = a character.")


class Column(Struct, frozen=True):
    """One column of the table."""

    name: str
    """Its heading."""
    write: Callable[[EntryRecord], str]
    """Returns the cell of an entry's record."""
    read: Callable[[str], object]
    """Returns a cell's value, as the record has it; raises InvalidValueError."""
    within: str = ""
    """The key of the record that it is a part of, such as credits; empty for keys with a column of their own."""


def table_row(entry: Entry) -> tuple[str, ...]:
    """Return the cells of an entry, in the order of the columns."""
    record = record_of(entry)
    return tuple(as_text(column.write(record)) for column in COLUMNS)


def parse_row(cells: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """Return a row's values, by the keys of the record, and a sentence for each cell that can't be read.

    Cells are given by their headings; empty ones state nothing.
    """
    record: dict[str, Any] = {}
    problems: list[str] = []
    for column in COLUMNS:
        cell = cells.get(column.name, "")
        if cell:
            try:
                value = column.read(cell)
            except InvalidValueError as error:
                problems.append(f"{column.name}: {error}")
            else:
                _put(record, column, value)
    return record, problems


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
    return Column(name, lambda record: "yes" if getattr(record, name) else "no", parse_yes_no)


def _list(name: str) -> Column:
    return Column(name, lambda record: list_cell(getattr(record, name)), parse_list)


def _people(role: Role) -> Column:
    def read(cell: str) -> object:
        return [
            {"name": name, "role": role.value, "character": character, "billing": billing}
            for name, character, billing in parse_people(cell)
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
    """Return `read`, made to accept whole numbers as spreadsheets save them too: 1995.0."""
    return lambda cell: read(cell.strip().removesuffix(".0"))


_OTHERS = {
    "breakdown": Column("breakdown", lambda record: breakdown_cell(record.breakdown), parse_breakdown),
    "created": _moment("created"),
    "modified": _moment("modified"),
}
"""Columns that the shape of their fact doesn't decide."""

_BY_SHAPE: dict[Shape, Callable[[str], Column]] = {
    Shape.YEAR: lambda name: _number(name, _whole(parse_year)),
    Shape.STARS: lambda name: _number(name, _stars),
    Shape.MINUTES: lambda name: _number(name, _whole(parse_runtime)),
    Shape.TRUTH: _truth,
    Shape.LIST: _list,
}


def _columns() -> Iterator[Column]:
    """Yield the columns in the order of the record's keys, with `watched` moved behind the id."""
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
"""The headings of a table of watchlist items."""

_BY_HEADING = {column.name: column for column in COLUMNS}


def wish_row(wished: Wished) -> tuple[str, ...]:
    """Return the cells of a watchlist item, in the order of `WISH_HEAD`."""
    film, wish = wished.film, wished.wish
    record = record_of(Entry(Viewing(wish.id, film.id, created=wish.created, modified=wish.modified), film))
    own = {"added": str.__str__(wish.added or ""), "recommended_by": wish.recommended_by, "why": wish.why}
    cells = (own[name] if name in own else _BY_HEADING[name].write(record) for name in WISH_HEAD)
    return tuple(map(as_text, cells))
