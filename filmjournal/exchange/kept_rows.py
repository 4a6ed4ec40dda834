"""The rows that a record keeps, and what they become when something is told again."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import structs

from filmjournal.model.source import KeptSource, Name, Source

FILM = "film"
"""The table of the rows that stand for a film itself, by what the service calls it."""


def told_last(kept: Sequence[KeptSource], told: Sequence[Source]) -> KeptSource | None:
    """Return the row with the sums of what the service told the last time; None where it never told anything of it."""
    service, names = told[0].service, {source.name for source in told}
    own = [row for row in kept if row.told and row.service == service]
    return next((row for row in reversed(own) if row.name in names), own[-1] if own else None)


def rows_with(
    kept: tuple[KeptSource, ...],
    told: Sequence[Source],
    sums: Mapping[str, str] | None,
    moved: Collection[Name] = frozenset(),
) -> tuple[KeptSource, ...]:
    """Return the rows of a record once these are told; one of a service has the sums of all that it told, if any are.

    Those that are told no more stay, unless they have moved to another record. The first that is told with sums is what
    the record is known by: where it is new, it comes before the others.
    """
    before = {row.name: row for row in kept}
    new = {source.name: _kept(source, before.get(source.name)) for source in told}
    rows = {row.name: row for row in kept if row.name in new or row.name not in moved}
    if sums is None:
        after = tuple((rows | new).values())
    else:
        first = {} if told[0].name in rows else {told[0].name: new[told[0].name]}
        after = _summed(tuple((first | rows | new).values()), told[0], sums)
    return kept if after == kept else after


def _summed(rows: tuple[KeptSource, ...], first: Source, sums: Mapping[str, str]) -> tuple[KeptSource, ...]:
    """Return the rows with the sums at the first that is told, unless the one that the record is known by has them."""
    own = [row for row in rows if row.service == first.service]
    if any(row.told == sums and (row is own[0] or row.table == FILM) for row in own):
        return rows
    at_first = {first.name: dict(sums)}
    return tuple(
        structs.replace(row, told=at_first.get(row.name, {})) if row.service == first.service else row for row in rows
    )


def _kept(source: Source, before: KeptSource | None) -> KeptSource:
    told = before.told if before is not None else {}
    return KeptSource(source.service, source.table, source.key, source.cells, told)
