"""Front matter: the facts of an entry and its film as YAML (1.1), written and parsed.

A person gets every key to fill in; a file has only the facts that are known.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from filmjournal.exchange.entry.keys import KEYS, find_key, require_key
from filmjournal.exchange.entry.yaml_lines import as_yaml, is_clear, scalar, unprintable
from filmjournal.exchange.errors import TemplateError
from filmjournal.model.draft import parse_runtime, parse_year
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import Fact, Shape
from filmjournal.model.film import Role, split_credit
from filmjournal.model.rating import Rating
from filmjournal.model.text import split_list

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The YAML loader: it leaves every value a text. The one in C is ten times faster."""

_TRUTHS = {
    **dict.fromkeys(("", "no", "n", "false", "off"), False),
    **dict.fromkeys(("yes", "y", "true", "on"), True),
}

_NOTHING = frozenset({"", "null", "~"})
"""How YAML writes a value that is not known."""

_CREDIT_KEYS = ("name", "character", "billing")


def read_front_matter(lines: Sequence[str], first: int, other_keys: dict[str, str] | None = None) -> dict[str, object]:
    """Return the values of the lines between the two ``---``, by the keys of the entry's record.

    `first` is the number of the first line in its document. Unknown keys are added to `other_keys` with their text.
    Raises TemplateError, with the line, for values that can't be read, and for unknown keys without `other_keys`.
    """
    read: dict[str, object] = {}
    credited: dict[str, list[dict[str, object]]] = {}
    ids: dict[str, object] = {}
    lines_of: dict[str, int] = {}
    for key_node, node in _pairs(lines, first):
        line = key_node.start_mark.line + first
        name = _text(key_node, line, "a key")
        if other_keys is not None and find_key(name) is None:
            other_keys[name] = _text(node, line, f"“{name}”") if isinstance(node, yaml.ScalarNode) else ""
            continue
        key = require_key(name, line)
        if key.name in lines_of:
            raise TemplateError(line, f"“{key.name}” is on line {lines_of[key.name]} already. Remove one of them.")
        lines_of[key.name] = line
        if key.shape is Shape.PEOPLE:
            credited[key.name] = _people(node, key, first)
        elif key.within:
            ids[key.name] = _text(node, line, f"“{key.name}”")
        else:
            read[key.name] = _value(node, key, first)
    if credited:
        read["credits"] = [credit for role in Role for credit in credited.get(role.value, ())]
    if ids:
        read["external_ids"] = ids
    return read


def _pairs(lines: Sequence[str], first: int) -> list[tuple[yaml.Node, yaml.Node]]:
    text = "\n".join(as_yaml(lines))
    hidden = unprintable(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + first
        raise TemplateError(line, f"there is an invisible character (number {ord(hidden[0])}). Remove it.")
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, first) from error
    except (RecursionError, ValueError, OverflowError) as error:  # where YAML is not read in C
        raise TemplateError(first, "the lines below have brackets or numbers of characters that cannot be.") from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        line = root.start_mark.line + first
        raise TemplateError(line, "this isn't front matter. Write lines such as “title: Stalker”.")
    pairs: list[tuple[yaml.Node, yaml.Node]] = root.value
    return pairs


def _unreadable(error: yaml.MarkedYAMLError, first: int) -> TemplateError:
    begins_before = any(part in (error.context or "") for part in ("flow", "quoted", "simple key"))
    mark = error.context_mark if begins_before and error.context_mark else error.problem_mark or error.context_mark
    sentence = (
        f"this isn't YAML ({error.problem}). Write “key: value”, with quotation marks around a value that needs them."
    )
    return TemplateError((mark.line if mark else 0) + first, sentence)


def _value(node: yaml.Node, key: Fact, first: int) -> object:
    line = node.start_mark.line + first
    if key.shape is Shape.LIST:
        return _list(node, key, first)
    text = _text(node, line, f"“{key.name}”")
    if key.shape is Shape.TEXT:
        return text
    text = text.strip()
    if key.shape is not Shape.TRUTH and text in _NOTHING:
        return None
    reading: dict[Shape, Callable[[str], object]] = {
        Shape.TRUTH: parse_yes_no,
        Shape.YEAR: parse_year,
        Shape.MINUTES: parse_runtime,
        Shape.STARS: lambda text: Rating.parse(text) / 2,
    }
    try:
        return reading.get(key.shape, str)(text)
    except InvalidValueError as error:
        raise TemplateError(line, str(error)) from error


def parse_yes_no(text: str) -> bool:
    """Return whether a text says yes. Accepts yes, y, true, on and no, n, false, off and an empty text, in any case.

    Raises InvalidValueError for other texts.
    """
    truth = _TRUTHS.get(text.strip().lower())
    if truth is None:
        raise InvalidValueError(f"“{text}” is neither yes nor no.")
    return truth


def _text(node: yaml.Node, line: int, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise TemplateError(line, f"{name} is one text: write it on one line, in quotation marks if it has brackets.")
    text = str(node.value)
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise TemplateError(line, f"{name} has half a character: write the whole one in its place.")
    return text


def _list(node: yaml.Node, key: Fact, first: int) -> list[str]:
    if isinstance(node, yaml.ScalarNode):
        return list(split_list(_text(node, node.start_mark.line + first, f"“{key.name}”")))
    return [_text(item, item.start_mark.line + first, f"An item of “{key.name}”") for item in _items(node, key, first)]


def _items(node: yaml.Node, key: Fact, first: int) -> list[yaml.Node]:
    """Return the items of a list, without empty ones."""
    if not isinstance(node, yaml.SequenceNode):
        sentence = f"“{key.name}” is a list: write its items on lines of their own, each after a hyphen."
        raise TemplateError(node.start_mark.line + first, sentence)
    return [item for item in node.value if not _is_left_empty(item)]


def _is_left_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value and node.style not in {"'", '"'}


def _people(node: yaml.Node, key: Fact, first: int) -> list[dict[str, object]]:
    read: list[dict[str, object]] = []
    if isinstance(node, yaml.ScalarNode):
        values = [(item, node.start_mark.line + first) for item in _list(node, key, first)]
        items: list[tuple[str | yaml.Node, int]] = list(values)
    else:
        items = [(item, item.start_mark.line + first) for item in _items(node, key, first)]
    for place, (item, line) in enumerate(items, start=1):
        if isinstance(item, yaml.MappingNode):
            name, character, billing = _spelt_out(item, line, place)
        else:
            text = item if isinstance(item, str) else _text(item, line, f"“{key.name}”")
            name, character = split_credit(text, key.name)
            billing = place
        if not name.strip():
            raise TemplateError(
                line, f"this {key.name} has no name: write it first, as in Nicolas Cage = Ben Sanderson."
            )
        read.append({"name": name, "role": key.name, "character": character, "billing": billing})
    return read


def _spelt_out(node: yaml.MappingNode, line: int, place: int) -> tuple[str, str, int | None]:
    parts: dict[str, str] = {}
    for key_node, value in node.value:
        key = _text(key_node, line, "a key")
        if key not in _CREDIT_KEYS:
            raise TemplateError(line, f"a person here has a name, a character and a billing, but no “{key}”.")
        parts[key] = _text(value, line, f"“{key}”")
    billing = parts.get("billing", str(place))
    if billing in _NOTHING:
        return parts.get("name", ""), parts.get("character", ""), None
    if not (billing.isascii() and billing.isdigit() and 0 < int(billing[:9]) < 10**8):
        raise TemplateError(line, f"“{billing}” isn't a place in the billing. Write a number from 1.")
    return parts.get("name", ""), parts.get("character", ""), int(billing)


_DATE = re.compile(r"[0-9](?:[0-9A-Za-z:.+-]*[0-9A-Za-z])?")
"""Dates and times, which need no quotation marks."""


def front_matter(record: Mapping[str, Any], *, all_keys: bool) -> Iterator[str]:
    """Yield the lines between the two ``---``: every key for a person to fill in, or only the facts that are known."""
    for key in KEYS:
        if key.by_journal and all_keys:
            continue
        value = _known(record, key)
        if all_keys and key.hint:
            yield f"# {key.hint}"
        if value or all_keys:
            yield from _lines(key, value, for_person=all_keys)


def _known(record: Mapping[str, Any], key: Fact) -> Any:  # noqa: ANN401 — whatever the record has
    if key.shape is Shape.PEOPLE:
        return [credit for credit in record.get(key.within, ()) if credit["role"] == key.name]
    return record.get(key.within, {}).get(key.name) if key.within else record.get(key.name)


def _lines(key: Fact, value: Any, *, for_person: bool) -> Iterator[str]:  # noqa: ANN401 — of the key's kind
    if key.shape is Shape.PEOPLE:
        yield from _people_lines(key, value, for_person=for_person)
    else:
        yield f"{key.name}: {_written(key, value, for_person=for_person)}".rstrip(" ")


def _written(key: Fact, value: Any, *, for_person: bool) -> str:  # noqa: ANN401 — of the key's kind
    if key.shape is Shape.TRUTH:
        return ("yes" if value else "no") if for_person else "true"
    if not value:
        return ""
    if key.shape in {Shape.YEAR, Shape.MINUTES, Shape.STARS}:
        return f"{value:g}" if isinstance(value, float) else f"{value}"
    if key.shape is Shape.LIST:
        return f"[{', '.join(map(scalar, value))}]"
    if key.shape is Shape.DATE:
        return str(value) if _DATE.fullmatch(value) else scalar(value)
    return _clear(value, for_person=for_person)


def _clear(text: str, *, for_person: bool) -> str:
    """Return a text that takes the rest of its line; a person sees no quotation marks that aren't needed."""
    return text if for_person and is_clear(text) else scalar(text)


def _people_lines(key: Fact, credited: Sequence[Mapping[str, Any]], *, for_person: bool) -> Iterator[str]:
    plain = [_plain(credit, place) for place, credit in enumerate(credited, start=1)]
    names = [text for text in plain if text is not None]
    has_room = key.name != Role.ACTOR.value and len(names) == len(plain)
    if not credited or (has_room and not any(credit["character"] for credit in credited)):
        yield f"{key.name}: [{', '.join(map(scalar, names))}]" if names else f"{key.name}:"
        return
    yield f"{key.name}:"
    for text, credit in zip(plain, credited, strict=True):
        yield f"- {_in_full(credit) if text is None else _clear(text, for_person=for_person)}"


def _plain(credit: Mapping[str, Any], place: int) -> str | None:
    """Return a credit as people write it; None where that would be parsed as another one."""
    name, character, billing = credit["name"], credit["character"], credit["billing"]
    text = f"{name} = {character}" if character else name
    return text if billing == place and split_credit(text, credit["role"]) == (name, character) else None


def _in_full(credit: Mapping[str, Any]) -> str:
    billing = credit["billing"] or "null"
    return f"{{name: {scalar(credit['name'])}, character: {scalar(credit['character'])}, billing: {billing}}}"
