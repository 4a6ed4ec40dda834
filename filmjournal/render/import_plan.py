"""The plan of an import as text: a row for each thing that was read, a summary, a table, and JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from filmjournal.exchange.batch import Problem, SourceList, SourceViewing, SourceWish
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.exchange.planning.plan import Plan, Step, StepKind
from filmjournal.model.facts import label
from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, listed, short_date, titled
from filmjournal.render.versions import stored_text

SHOWN = 20
"""Rows of one kind that a terminal shows; the rest is counted."""

_NOUNS = ("film", "viewing", "wish", "list", "row")

_WORDS = 8
"""Words shown of a long value."""

_FILM, _WHERE = 40, 16
"""Maximum cells for the film, and minimum cells for the place in the file."""

_BEFORE = 3
"""Words shown before the first that differs."""

_FIRST = (
    *(StepKind.AMBIGUOUS, StepKind.CONFLICT, StepKind.UNREADABLE, StepKind.PARTIAL, StepKind.CHANGED, StepKind.NEW),
    StepKind.NO_FILM,
)
"""The kinds that are listed, what needs attention first."""

UNSEEN = "details that no screen shows"
"""What is imported where nothing changes that a person sees: rows that are stored with what they have."""


def counts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each kind and how many of it there are, such as new, 3 films and 4 viewings."""
    found = plan.counts
    for kind in StepKind:
        numbers = [(noun, found[kind, noun]) for noun in _NOUNS if found[kind, noun]]
        if numbers:
            yield kind.value, listed([counted(number, _noun(noun)) for noun, number in numbers])
    if plan.missing_rows:
        yield "gone there", f"{counted(len(plan.missing_rows), 'row')}; your entries stay"


def summary(plan: Plan) -> str:
    """Return what would be imported, such as 3 new films, 4 new viewings and 1 changed viewing."""
    found = plan.counts
    phrases = {StepKind.NEW: "new {}", StepKind.CHANGED: "changed {}", StepKind.CONFLICT: "{} in conflict"}
    parts = []
    for kind, words in phrases.items():
        numbers = [(found[kind, noun], _noun(noun)) for noun in _NOUNS if found[kind, noun]]
        parts += [f"{number:,} {words.format(noun if number == 1 else f'{noun}s')}" for number, noun in numbers]
    return listed(parts) or ("" if plan.changes_nothing else UNSEEN)


def rows(plan: Plan) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the cells of everything that would change or needs attention, what needs it most first."""
    for kind in _FIRST:
        yield from (row(step) for step in plan.steps if step.kind is kind)
    for gone in plan.missing_rows:
        yield "gone there", gone.source.table, titled(gone.film), "your entry stays", gone.source.key


def row(step: Step) -> tuple[str, str, str, str, str]:
    """Return the cells of a step: its kind, what it is, the film, details, and its place in the files."""
    film = titled(step.film) if step.film is not None else _named(step)
    details = "; ".join(filter(None, (about(step), step.reason, _differences(step))))
    return step.kind.value, _noun(step.noun), film, details, str(step.item.place)


def table(plan: Plan) -> Table:
    """Return the first rows of each kind as a table for a terminal; the rest is counted."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    made.add_column("", no_wrap=True, min_width=max(len(kind.value) for kind in _FIRST))
    made.add_column("Film", max_width=_FILM, ratio=2)
    made.add_column("What", ratio=3)
    made.add_column("Where", no_wrap=True, min_width=_WHERE)
    for kind in _FIRST:
        steps = [step for step in plan.steps if step.kind is kind and is_worth_a_row(step)]
        for place, step in enumerate(steps[:SHOWN]):
            _, _, film, what, where = row(step)
            cells = (kind.value if place == 0 else "", film, what, where)
            made.add_row(*(Text(one_line(cell)) for cell in cells))
        if len(steps) > SHOWN:
            made.add_row("", f"and {len(steps) - SHOWN:,} more")
    return made


def is_worth_a_row(step: Step) -> bool:
    """Whether a step is listed: a new film shows up with its viewings."""
    return step.noun != "film" or step.kind in {StepKind.AMBIGUOUS, StepKind.CONFLICT} or bool(step.differences)


def conflict(step: Step) -> tuple[str, ...]:
    """Return a conflict: the film, and each value as it is here and there."""
    lines = []
    for each in step.differences:
        if not each.is_imported:
            ours, theirs = _on_both_sides(each)
            lines += [f"  {label(each.key)}", f"    yours   {ours}", f"    theirs  {theirs}"]
    film = titled(step.film) if step.film is not None else _named(step)
    return (", ".join(filter(None, (film, about(step)))), *lines)


def as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as values for JSON."""
    return {
        "service": plan.batch.service,
        "counts": {
            f"{kind.value}": {noun: number for (of, noun), number in plan.counts.items() if of is kind}
            for kind in StepKind
        },
        "notes": list(plan.batch.notes),
        "steps": [_step_as_json(step) for step in plan.steps],
        "gone_there": [
            {"table": gone.source.table, "key": gone.source.key, "title": gone.film.title, "cells": gone.source.cells}
            for gone in plan.missing_rows
        ],
    }


def _step_as_json(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind.value,
        "of": step.noun,
        "title": step.film.title if step.film is not None else getattr(step.item, "title", None),
        "year": step.film.year if step.film is not None else None,
        "file": step.item.place.file,
        "row": step.item.place.row,
        "reason": step.reason,
        "candidates": [film.id for film in step.candidates],
        "differences": [
            {
                "key": each.key,
                "ours": value_text(each.ours),
                "theirs": value_text(each.theirs),
                "comes_in": each.is_imported,
            }
            for each in step.differences
        ],
        "cells": step.item.cells if isinstance(step.item, Problem) else {},
    }


def _difference_as_json(each: Difference) -> dict[str, Any]:
    values = {"ours": value_text(each.ours), "theirs": value_text(each.theirs)}
    return {"key": each.key, **values, "comes_in": each.is_imported}


def _noun(noun: str) -> str:
    return "watchlist item" if noun == "wish" else noun


def about(step: Step) -> str:
    """Return what a step says about its film, in a few words."""
    if isinstance(step.item, SourceViewing):
        viewing = step.item.viewing
        watched = f"watched {short_date(viewing.watched)}" if viewing.watched else "date unknown"
        return ", ".join(filter(None, (watched, viewing.rating.stars if viewing.rating else "")))
    return "on the watchlist" if isinstance(step.item, SourceWish) else ""


def _differences(step: Step) -> str:
    return "; ".join(_difference(each) for each in step.differences)


def _difference(each: Difference) -> str:
    ours, theirs = _on_both_sides(each)
    if each.is_imported:
        return f"{label(each.key).lower()}: {ours} → {theirs}"
    return f"{label(each.key).lower()}: yours ({ours}) stays, theirs is {theirs}"


def _on_both_sides(each: Difference) -> tuple[str, str]:
    """Return both values of a difference; of long texts a few words around the first that differs."""
    ours, theirs = value_text(each.ours).split(), value_text(each.theirs).split()
    same = next((place for place, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), 0)
    start = max(same - _BEFORE, 0) if max(len(ours), len(theirs)) > _WORDS else 0
    return _shortly(ours, start), _shortly(theirs, start)


def _shortly(words: Sequence[str], start: int) -> str:
    shown = words[start : start + _WORDS]
    return " ".join((*["…"] * bool(start), *shown, *["…"] * (start + len(shown) < len(words)))) or "nothing"


def value_text(value: object) -> str:
    """Return a value in words."""
    if isinstance(value, Rating):
        return value.stars
    if isinstance(value, tuple):
        return ", ".join(getattr(each, "name", None) or str(each) for each in value)
    return stored_text(value)


def _named(step: Step) -> str:
    """Return the name of a list, or the likeliest name of a row that couldn't be imported."""
    if isinstance(step.item, SourceList):
        return step.item.title
    if not isinstance(step.item, Problem):
        return ""
    cells: Iterable[str] = step.item.cells.values()
    names: Sequence[str] = [step.item.cells.get(key, "") for key in ("Name", "Title", "title", "name")]
    return one_line(next(filter(None, names), "") or next(filter(None, cells), ""))


def film_in_full(film: Film) -> str:
    """Return a film with its year and directors."""
    directors = listed(film.people(Role.DIRECTOR))
    return f"{titled(film)}, {directors}" if directors else titled(film)
