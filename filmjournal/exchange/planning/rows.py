"""The rows that a record keeps, and what they become when something is told again."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import structs

from filmjournal.model.source import KeptSource, Name, Source

FILM = "film"
"""The table of the rows that stand for a film itself, by what the service calls it."""


def last_stated(kept: Sequence[KeptSource], service: str) -> KeptSource | None:
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
    if not kept:
        rows = {source.name: _kept(source, {}) for source in told[1:]}
        return tuple(({told[0].name: _kept(told[0], sums or {})} | rows).values())
    if (sums is None or kept[0].told == sums) and len(kept) == len(told) and all(map(_is_same, kept, told)):
        return kept
    before = {row.name: row.told for row in kept}
    new = {source.name: _kept(source, before.get(source.name, {})) for source in told}
    rows = {row.name: row for row in kept if row.name in new or row.name not in moved}
    first = {told[0].name: new[told[0].name]} if leads and told[0].name not in rows else {}
    after = tuple((first | rows | new).values())
    if sums is not None:
        after = _summed(after, told[0].service, sums)
    return kept if after == kept else after


def _is_same(kept: Source, told: Source) -> bool:
    return kept.name == told.name and kept.cells == told.cells


def _summed(rows: tuple[KeptSource, ...], service: str, sums: Mapping[str, str]) -> tuple[KeptSource, ...]:
    own = [row for row in rows if row.service == service]
    if own[0].told == sums and not any(row.told for row in own[1:]):
        return rows
    told = {row.name: dict(sums) if row is own[0] else {} for row in own}
    return tuple(structs.replace(row, told=told[row.name]) if row.name in told else row for row in rows)


def _kept(source: Source, told: Mapping[str, str]) -> KeptSource:
    return KeptSource(source.service, source.table, source.key, source.cells, {**told})
