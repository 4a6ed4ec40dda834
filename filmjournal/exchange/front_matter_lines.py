"""Front matter, written: for a person who fills it in, or for a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from filmjournal.exchange.front_matter import credit_of
from filmjournal.exchange.template_keys import KEYS, Key, Kind
from filmjournal.exchange.yaml_lines import is_clear, scalar
from filmjournal.model.film import Role

_DATE = re.compile(r"[0-9](?:[0-9A-Za-z:.+-]*[0-9A-Za-z])?")
"""Dates and moments: nobody takes them for more than one value."""


def front_matter(record: Mapping[str, Any], *, all_keys: bool) -> Iterator[str]:
    """Yield the lines between the two `---`: with all keys, what a person may fill in, and else only what is known."""
    for key in KEYS:
        if key.is_ours and all_keys:
            continue
        value = _known(record, key)
        if all_keys and key.hint:
            yield f"# {key.hint}"
        if value or all_keys:
            yield from _lines(key, value, for_person=all_keys)


def _known(record: Mapping[str, Any], key: Key) -> Any:  # noqa: ANN401 — whatever the record has
    if key.kind is Kind.PEOPLE:
        return [credit for credit in record.get(key.within, ()) if credit["role"] == key.name]
    return record.get(key.within, {}).get(key.name) if key.within else record.get(key.name)


def _lines(key: Key, value: Any, *, for_person: bool) -> Iterator[str]:  # noqa: ANN401 — of the key's kind
    if key.kind is Kind.PEOPLE:
        yield from _people(key, value, for_person=for_person)
    else:
        yield f"{key.name}: {_value(key, value, for_person=for_person)}".rstrip(" ")


def _value(key: Key, value: Any, *, for_person: bool) -> str:  # noqa: ANN401 — of the key's kind
    if key.kind is Kind.TRUTH:
        return ("yes" if value else "no") if for_person else "true"
    if not value:
        return ""
    if key.kind in {Kind.YEAR, Kind.MINUTES, Kind.STARS}:
        return f"{value:g}" if isinstance(value, float) else f"{value}"
    if key.kind is Kind.LIST:
        return f"[{', '.join(map(scalar, value))}]"
    if key.kind is Kind.DATE:
        return str(value) if _DATE.fullmatch(value) else scalar(value)
    return _clear(value, for_person=for_person)


def _clear(text: str, *, for_person: bool) -> str:
    """Return a text that has the rest of its line to itself: a person sees no quotation marks that can be spared."""
    return text if for_person and is_clear(text) else scalar(text)


def _people(key: Key, credited: Sequence[Mapping[str, Any]], *, for_person: bool) -> Iterator[str]:
    plain = [_plain(credit, place) for place, credit in enumerate(credited, start=1)]
    names = [text for text in plain if text is not None]
    has_room = key.name != Role.ACTOR.value and len(names) == len(plain)
    if not credited or (has_room and not any(credit["character"] for credit in credited)):
        yield f"{key.name}: [{', '.join(map(scalar, names))}]" if names else f"{key.name}:"
        return
    yield f"{key.name}:"
    for text, credit in zip(plain, credited, strict=True):
        yield f"- {_spelt_out(credit) if text is None else _clear(text, for_person=for_person)}"


def _plain(credit: Mapping[str, Any], place: int) -> str | None:
    """Return a credit as people write it; None where that would be read as another one."""
    name, character, billing = credit["name"], credit["character"], credit["billing"]
    text = f"{name} = {character}" if character else name
    return text if billing == place and credit_of(text) == (name, character) else None


def _spelt_out(credit: Mapping[str, Any]) -> str:
    billing = credit["billing"] or "null"
    return f"{{name: {scalar(credit['name'])}, character: {scalar(credit['character'])}, billing: {billing}}}"
