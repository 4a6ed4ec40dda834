"""The preview of a lookup: what each film would get from the catalogue, by kinds."""

from collections.abc import Sequence

from msgspec import structs

from filmjournal.lookup.filling import FIELDS, Kind, Result
from filmjournal.lookup.matching import Evidence
from filmjournal.model.film import Film, Role
from filmjournal.model.text import join_list
from filmjournal.model.wording import listed, titled
from filmjournal.render.lookups import fact_name, summary, unclear
from filmjournal.render.preview import Asks, Preview, PreviewKind, PreviewRow

_NAMES = 8
"""Names of a cast that are shown; the others are counted."""


class LookupKind(PreviewKind):
    """What would become of a film; what needs an answer comes first."""

    AMBIGUOUS = (Kind.AMBIGUOUS.value, "Press the number of the film that it is.", Asks.FIRST)
    DIFFERENT = (Kind.DIFFERENT.value, "Yours stays, unless you press 2.")
    UNKNOWN = (Kind.UNKNOWN.value, "The catalogue doesn't have it. What is below comes near.")
    TELEVISION = (Kind.TELEVISION.value, "The program that it was imported from says that it is no film.")
    FOUND = (Kind.FOUND.value, "It gets what it lacks.")
    COMPLETE = (Kind.COMPLETE.value, "You have all that the catalogue knows.")


def preview_of(results: Sequence[Result], choices: Sequence[tuple[str, ...]], *, changes: bool) -> Preview:
    """Return the preview of a lookup: a row for each film, with the answers to choose from."""
    rows = (
        PreviewRow(
            kind=LookupKind[result.kind.name],
            title=titled(result.film),
            about=_about(result),
            choices=answers,
            number=number,
        )
        for number, (result, answers) in enumerate(zip(results, choices, strict=True))
    )
    return Preview("the catalogue", tuple(rows), has_changes=changes, people=summary(results, "get", in_short=True))


def reason_of(result: Result) -> str:
    """Return what speaks for a match, or what is unclear, in a sentence."""
    match = result.match
    if result.kind is Kind.AMBIGUOUS:
        return f"{unclear(result)} {LookupKind.AMBIGUOUS.meaning}" if unclear(result) else ""
    if match.film is None or match.evidence is Evidence.NONE:
        return ""
    found, sources = titled(match.film.film), listed(match.film.sources)
    return f"{found}{f', from {sources}' if sources else ''}: {match.evidence.value}."


def in_full(row: PreviewRow, result: Result, choices: tuple[str, ...]) -> PreviewRow:
    """Return a row with what differs, what the film gets, and the answers to choose from."""
    return structs.replace(
        row,
        reason=reason_of(result),
        changes=tuple((fact_name(each.name), each.ours, _shortly(each.theirs)) for each in result.differences),
        gains=tuple((fact_name(name), _value(result.after, name)) for name in result.gains),
        choices=choices,
    )


def _about(result: Result) -> str:
    if result.kind is Kind.AMBIGUOUS:
        count = len(result.match.others)
        return f"{count} films fit" if count > 1 else "one may be meant"
    if result.kind is Kind.DIFFERENT:
        return ", ".join(fact_name(each.name).lower() for each in result.differences)
    if result.after is None:
        return ""
    directors = ", ".join(result.after.people(Role.DIRECTOR)) if Role.DIRECTOR in result.gains else ""
    return directors or listed([fact_name(name).lower() for name in result.gains]) or "its ids"


def _value(film: Film | None, name: str) -> str:
    if film is None:
        return ""
    people = join_list(tuple(credit.name for credit in film.credits if credit.role == name))
    value = getattr(film, name) if name in FIELDS else people
    return _shortly(join_list(value) if isinstance(value, tuple) else str(value))


def _shortly(names: str) -> str:
    shown = names.split(", ")
    return names if len(shown) <= _NAMES else f"{', '.join(shown[:_NAMES])} and {len(shown) - _NAMES} more"
