"""A change of many viewings and their films at once."""

from collections.abc import Sequence
from datetime import datetime

from filmjournal.journal.changes import Mutation
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.viewing import Entry

Edits = Sequence[tuple[Entry, Entry | None]]
"""Entries as they are shown, each with what it becomes; None removes its viewing. No film becomes two things."""


def edit_all(edits: Edits, now: datetime) -> Mutation:
    """Return the mutation that makes these edits; what another program changed meanwhile stays, as with one edit."""
    films = {after.film.id: (before.film, after.film) for before, after in edits if after and after.film != before.film}
    viewings = [(before.viewing, after.viewing if after else None) for before, after in edits]

    def mutate(tables: Tables) -> list[Alteration]:
        altered = [each for film, changed in films.values() for each in tables.edit(film, changed, now)]
        for before, after in viewings:
            if after is None:
                removed = tables.remove(before.id, now)
                altered += [] if removed is None else [Alteration(removed, None)]
            elif after != before:
                altered += tables.edit(before, after, now)
        return altered

    return mutate
