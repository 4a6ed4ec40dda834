"""Front matter as people type it, made into YAML: titles may have colons, and characters number signs."""

import json
import re
from collections.abc import Iterator, Sequence

from filmjournal.exchange.entry.keys import find_key
from filmjournal.model.facts import Fact, Shape

_PAIR = re.compile(r"(?P<start>(?P<key>[^\s:#\"'\[\]{}?-][^:]*):)(?P<value>.*)", re.DOTALL)
_ITEM = re.compile(r"(?P<start>(?P<indent> *)-[ \t])(?P<value>.*)", re.DOTALL)

_COMMENT = r"(?:[ \t]+#.*)?"
_QUOTED = re.compile(rf"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'){_COMMENT}""", re.DOTALL)
_PERSON = re.compile(r"\{.*|(?:name|character|billing):(?:[ \t].*)?", re.DOTALL)

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML forbids (YAML 1.2, production 1)."""

_TO_ESCAPE = re.compile(f"{_UNPRINTABLE.pattern}|[\x85\u2028\u2029\ufeff]")
"""Those, and characters that YAML reads as line ends or a byte order mark."""

_CERTAINLY_TEXT = re.compile(r"(?:\d+ )*(?:\d+(?![eExXoObB]))?[^\W\d_][\w .'’!()/&+=;–—-]*")
"""Texts that no YAML parser reads as a number, a date or a structure."""

_NOT_TEXT = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n", "null"})
"""Words that some YAML parsers read as something else than a text."""

_FREE = frozenset({Shape.TEXT, Shape.LIST, Shape.PEOPLE})
"""Shapes of facts whose texts may have any character."""


def as_yaml(lines: Sequence[str]) -> Iterator[str]:
    """Yield each line as valid YAML.

    The text after a key or a hyphen goes as far as the line does, unless it is quoted or continues on the next line.
    """
    key: Fact | None = None
    for place, line in enumerate(lines):
        item, pair = _ITEM.fullmatch(line), _PAIR.fullmatch(line)
        if item and key and key.shape in {Shape.LIST, Shape.PEOPLE}:
            value = item["value"].strip(" \t")
            is_text = (
                value and not _QUOTED.fullmatch(value) and not (key.shape is Shape.PEOPLE and _PERSON.fullmatch(value))
            )
            goes_on = _goes_on(lines, place, len(item["indent"]) + 1)
            yield f"{item['start']}{quoted(value)}" if is_text and not goes_on else line
        elif pair:
            key = find_key(pair["key"])
            yield line if key is None or _goes_on(lines, place, 1) else f"{pair['start']} {_value(key, pair['value'])}"
        else:
            yield line


def _value(key: Fact, text: str) -> str:
    value = text.strip(" \t")
    is_structure = key.shape is not Shape.TEXT and value.startswith(("[", "{"))
    if not value or key.shape not in _FREE or is_structure or _QUOTED.fullmatch(value):
        return value
    return quoted(value)


def _goes_on(lines: Sequence[str], place: int, indent: int) -> bool:
    """Whether the next line continues this one: it is indented by at least so many spaces."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    rest = following.lstrip(" \t")
    return bool(rest) and not rest.startswith("#") and len(following) - len(rest) >= indent


def unprintable(text: str) -> re.Match[str] | None:
    """Return a match of the first character that YAML forbids, or None."""
    return _UNPRINTABLE.search(text)


def is_clear(text: str) -> bool:
    """Whether `as_yaml` takes a text after a key or a hyphen without quotation marks, and unchanged."""
    is_shown = not _TO_ESCAPE.search(text) and not re.search(r"[\t\n\r]", text)
    return is_shown and text.strip() == text != "" and not _QUOTED.fullmatch(text) and not _PERSON.fullmatch(text)


def scalar(text: str) -> str:
    """Return a text as a YAML scalar, in quotation marks where they are needed."""
    is_text = _CERTAINLY_TEXT.fullmatch(text) and not text.endswith(" ") and text.lower() not in _NOT_TEXT
    return text if is_text else quoted(text)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes."""
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
