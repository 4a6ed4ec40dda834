"""Versions of a record in words: drafts, what is in the trash, and two versions side by side."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from filmjournal.journal.trash_view import TrashItem
from filmjournal.model.draft import Draft
from filmjournal.model.facts import label
from filmjournal.model.text import one_line, visible
from filmjournal.model.wording import short_date, short_moment, titled
from filmjournal.render.palette import Palette

WATCHLIST_LABELS = MappingProxyType({"headline": "Recommended by", "watched": "Since", "review": "Why"})
"""The labels of a draft's keys if it is of a watchlist item."""


def stored_text(value: Any) -> str:  # noqa: ANN401 — any JSON
    """Return a value stored in a record as readable text."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return "\n".join(stored_text(item) for item in value)
    if isinstance(value, dict):
        name, rest = value.get("name"), value.get("text") or value.get("character") or value.get("role")
        return (
            f"{name}: {rest}"
            if name and rest
            else "; ".join(f"{key}: {stored_text(each)}" for key, each in value.items())
        )
    return visible(str(value))


def list_line(title: str, about: str, moment: datetime | None, palette: Palette) -> Text:
    """Return a line of a list of drafts or of the trash: when, which film, and what of it."""
    when = short_moment(moment).ljust(19) if moment else ""
    return Text.assemble((when, palette.muted), one_line(title), (f"  {about}", palette.muted))


def side_by_side(rows: Iterable[tuple[str, str, str]], heads: tuple[str, str], palette: Palette) -> Table:
    """Return differences as a table of three columns: the part, and its value on either side."""
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
    """Return the unsaved part of a draft, beside what is saved if anything is.

    `names` are labels that replace the usual ones, by key.
    """
    other = saved or Draft()
    parts = [
        (names.get(name) or label(name), stored_text(_plain(draft.value(name))), stored_text(_plain(other.value(name))))
        for name in draft.value_names
        if draft.value(name) != other.value(name)
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


def draft_parts(draft: Draft, names: Mapping[str, str] = MappingProxyType({})) -> list[tuple[str, str]]:
    """Return what was typed in a draft: the label of each part, and its text. `names` replace labels, by key."""
    parts = [(names.get(name) or label(name), stored_text(_plain(draft.value(name)))) for name in draft.value_names]
    return [part for part in parts if part[1]]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [text for item in value if (text := _line_of_part(item))]
    return getattr(value, "stars", value)


def _line_of_part(part: Any) -> str:  # noqa: ANN401 — an element or a credit
    rest = getattr(part, "text", "") or getattr(part, "character", "")
    return f"{part.name}: {rest}" if rest else ""


_WORDS = 8
"""How many words of a replaced version are shown."""


def trash_name(each: TrashItem) -> str:
    """Return what something in the trash is called: a viewing, or a version such as the review of Stalker (1979)."""
    film = titled(each.film) if each.film is not None else each.title
    watched = short_date(each.viewing.watched) if each.viewing is not None else ""
    which = "on the watchlist" if each.wish is not None else watched
    if each.list is not None:
        which = f"on the list {one_line(each.list.name)}" if each.film is not None else "a list"
    named = f"{film}, {which}" if which else film
    return f"the {one_line(label(each.key).lower())} of {named}" if each.key else named


def trash_row(each: TrashItem, short_id: str) -> tuple[str, str, str]:
    """Return the cells of something in the trash: its id, when it was removed or replaced, and what it is."""
    words = stored_text(each.value).split() if each.key else []
    first = " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
    return short_id, short_moment(each.moment), f"{trash_name(each)}: {first}" if first else trash_name(each)
