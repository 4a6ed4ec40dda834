"""Names that are one person made one, and namesakes told apart: the credits of films get another name."""

from collections.abc import Collection
from datetime import datetime

from filmjournal.journal.changes import Mutation
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Role


def rename_person(
    names: Collection[str], name: str, now: datetime, roles: Collection[Role], film_ids: Collection[str] | None
) -> Mutation:
    """Return the mutation that credits people of these names under another one.

    It holds for these roles, in these films; None for every film, of the watchlist and without a viewing too.
    """

    def mutate(tables: Tables) -> list[Alteration]:
        altered = list[Alteration]()
        for film in tables.films.values():
            if film_ids is None or film.id in film_ids:
                renamed = film.with_person_renamed(names, name, roles)
                if renamed != film:
                    altered += tables.edit(film, renamed, now)
        return altered

    return mutate
