"""Lines of front matter as people type them, made into YAML: a title may have a colon, a character a number sign."""

import json
import re
from collections.abc import Iterator, Sequence

from filmjournal.exchange.entry.keys import known
from filmjournal.model.facts import Fact, Shape

_PAIR = re.compile(r"(?P<start>(?P<key>[^\s:#\"'\[\]{}?-][^:]*):)(?P<value>.*)", re.DOTALL)
_ITEM = re.compile(r"(?P<start>(?P<indent> *)-[ \t])(?P<value>.*)", re.DOTALL)

_COMMENT = r"(?:[ \t]+#.*)?"
_QUOTED = re.compile(rf"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'){_COMMENT}""", re.DOTALL)
_PERSON = re.compile(r"\{.*|(?:name|character|billing):(?:[ \t].*)?", re.DOTALL)

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not take as they are."""

_TO_ESCAPE = re.compile(f"{_UNPRINTABLE.pattern}|[\x85\u2028\u2029\ufeff]")
"""Those, and the ones that it takes for something else than themselves."""

_CERTAINLY_TEXT = re.compile(r"(?:\d+ )*(?:\d+(?![eExXoObB]))?[^\W\d_][\w .'’!()/&+=;–—-]*")
"""What no reader of YAML takes for a number, a date or a structure."""

_NOT_TEXT = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n", "null"})
"""Words that some readers of YAML take for something else than a text."""

_FREE = frozenset({Shape.TEXT, Shape.LIST, Shape.PEOPLE})
"""Kinds of values in which any character may stand."""


def as_yaml(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines as YAML has to have them, one for each.

    What stands after the key of a text, or after the hyphen of an item, is the text as far as the line goes, unless it
    is quoted or goes on below.
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
            key = known(pair["key"])
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
    """Whether what is on a line goes on below it, further to the right than this."""
    following = lines[place + 1] if place + 1 < len(lines) else ""
    told = following.lstrip(" \t")
    return bool(told) and not told.startswith("#") and len(following) - len(told) >= indent


def unprintable(text: str) -> re.Match[str] | None:
    """Return the first character that YAML does not take, if there is one."""
    return _UNPRINTABLE.search(text)


def is_clear(text: str) -> bool:
    """Whether a text, after its key or a hyphen, is read back as exactly this by `as_yaml`."""
    is_shown = not _TO_ESCAPE.search(text) and not re.search(r"[\t\n\r]", text)
    return is_shown and text.strip() == text != "" and not _QUOTED.fullmatch(text) and not _PERSON.fullmatch(text)


def scalar(text: str) -> str:
    """Return a text as any reader of YAML takes it, in quotation marks where it has to be."""
    is_text = _CERTAINLY_TEXT.fullmatch(text) and not text.endswith(" ") and text.lower() not in _NOT_TEXT
    return text if is_text else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes, so that YAML reads back exactly this."""
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
