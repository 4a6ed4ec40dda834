"""Drafts, removed viewings and replaced versions beside what is saved."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from filmjournal.model.draft import Draft
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.wording import short_moment
from filmjournal.render.palette import Palette

_LABELS = {
    "original_title": "Original title",
    "companions": "With",
    "watched": "Watched",
    "external_ids": "Elsewhere",
}


OF_WISH = MappingProxyType({"headline": "Recommended by", "watched": "Since", "review": "Why"})
"""What the keys of a draft are called where it is of a wish."""


def label(key: str) -> str:
    """Return what a person calls a key of a record, such as Original title."""
    return _LABELS.get(key, key.replace("_", " ").capitalize())


def told(value: Any) -> str:  # noqa: ANN401 — whatever stands in a record
    """Return a value of a record as text that can be read."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return "\n".join(told(item) for item in value)
    if isinstance(value, dict):
        name, rest = value.get("name"), value.get("text") or value.get("character") or value.get("role")
        return f"{name}: {rest}" if name and rest else "; ".join(f"{key}: {told(each)}" for key, each in value.items())
    return without_controls(str(value))


def line_of(title: str, about: str, moment: datetime | None, palette: Palette) -> Text:
    """Return one line of a list of what can be brought back: when, which film, and what of it."""
    when = short_moment(moment).ljust(19) if moment else ""
    return Text.assemble((when, palette.muted), one_line(title), (f"  {about}", palette.muted))


def side_by_side(rows: Iterable[tuple[str, str, str]], heads: tuple[str, str], palette: Palette) -> Table:
    """Return what differs as a table: which part, how it is on one side, and how on the other."""
    table = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, expand=True, header_style=palette.accent)
    table.add_column("", style=palette.muted, width=14)
    for head in heads:
        table.add_column(head, ratio=1, overflow="fold")
    for part, one, other in rows:
        table.add_row(part, Text(one or "–"), Text(other or "–"))
    return table


def draft_beside(
    draft: Draft, saved: Draft | None, palette: Palette, names: Mapping[str, str] = MappingProxyType({})
) -> RenderableType:
    """Return what a draft has that is not saved, beside what is saved where that is anything.

    `names` says what keys are called here that are called otherwise elsewhere.
    """
    other = saved or Draft()
    parts = [
        (names.get(name) or label(name), told(_plain(getattr(draft, name))), told(_plain(getattr(other, name))))
        for name in Draft.__struct_fields__
        if name not in {"viewing_id", "film_id"} and getattr(draft, name) != getattr(other, name)
    ]
    shown = [part for part in parts if part[1] or part[2]]
    if saved is None:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style=palette.muted, width=14)
        table.add_column(overflow="fold")
        for part, typed, _ in shown:
            table.add_row(part, Text(typed))
        return Group(Text("Nothing of this is saved yet.", palette.muted), Text(), table)
    return side_by_side(shown, ("What you typed", "What is saved"), palette)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [text for item in value if (text := _line_of_part(item))]
    return getattr(value, "stars", value)


def _line_of_part(part: Any) -> str:  # noqa: ANN401 — an element or a credit
    rest = getattr(part, "text", "") or getattr(part, "character", "")
    return f"{part.name}: {rest}" if rest else ""
