"""The rows that a record keeps, and what they become when something is told again."""

from collections.abc import Collection, Mapping, Sequence

from filmjournal.model.source import KeptSource, Name, Source

FILM = "film"
"""The table of the rows that stand for a film itself, by what the service calls it."""


def base_of(
    kept: Sequence[KeptSource], told: Sequence[Source], elsewhere: Collection[Name] = frozenset()
) -> Mapping[str, str] | None:
    """Return the sums of what the service told the last time; None where it never told anything of it.

    What is told `elsewhere` by now says nothing of it any more.
    """
    if not kept:
        return None
    service, names = told[0].service, {source.name for source in told}
    own = [row for row in kept if row.told and row.service == service]
    same = [row for row in own if row.name in names] if len(own) > 1 else own
    left = [row for row in same or own if row.name in names or row.name not in elsewhere]
    return left[-1].told if left else None


def rows_with(
    kept: tuple[KeptSource, ...],
    told: Sequence[Source],
    sums: dict[str, str],
    elsewhere: Collection[Name] = frozenset(),
) -> tuple[KeptSource, ...]:
    """Return the rows of a record once these are told, with the sums at the first of them.

    Those that are told no more stay, unless they are told `elsewhere` by now.
    """
    first = told[0]
    new = {first.name: _kept(first, sums)} | {source.name: _kept(source, {}) for source in told[1:]}
    if not kept:
        return tuple(new.values())
    rows = {source.name: source for source in kept if source.name in new or source.name not in elsewhere} | new
    after = tuple(rows.values())
    return kept if after == kept else after


def _kept(source: Source, sums: dict[str, str]) -> KeptSource:
    return KeptSource(source.service, source.table, source.key, source.cells, sums)
