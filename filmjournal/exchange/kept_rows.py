"""The rows that a record keeps, and what they become when something is told again."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import structs

from filmjournal.model.source import KeptSource, Name, Source

FILM = "film"
"""The table of the rows that stand for a film itself, by what the service calls it."""


def told_last(kept: Sequence[KeptSource], service: str) -> KeptSource | None:
    """Return the row with the sums of what a service told the last time; None where it never told anything of it."""
    return next((row for row in kept if row.told and row.service == service), None)


def rows_with(
    kept: tuple[KeptSource, ...],
    told: Sequence[Source],
    sums: Mapping[str, str] | None,
    moved: Collection[Name] = frozenset(),
    *,
    leads: bool = True,
) -> tuple[KeptSource, ...]:
    """Return the rows of a record once these are told; the first of a service has the sums of all that it told, if any.

    Those that are told no more stay, unless they have moved to another record. The first of them is what the record is
    known by: a new one that is told first takes that place, if it `leads`.
    """
    before = {row.name: row for row in kept}
    new = {source.name: _kept(source, before.get(source.name)) for source in told}
    rows = {row.name: row for row in kept if row.name in new or row.name not in moved}
    first = {told[0].name: new[told[0].name]} if leads and told[0].name not in rows else {}
    after = tuple((first | rows | new).values())
    if sums is not None:
        after = _summed(after, told[0].service, sums)
    return kept if after == kept else after


def _summed(rows: Sequence[KeptSource], service: str, sums: Mapping[str, str]) -> tuple[KeptSource, ...]:
    first = next(row for row in rows if row.service == service)
    own: dict[Name, dict[str, str]] = {row.name: {} for row in rows if row.service == service} | {
        first.name: dict(sums)
    }
    return tuple(structs.replace(row, told=own[row.name]) if row.name in own else row for row in rows)


def _kept(source: Source, before: KeptSource | None) -> KeptSource:
    told = before.told if before is not None else {}
    return KeptSource(source.service, source.table, source.key, source.cells, told)
