from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.listing import Listing
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DATES = st.sampled_from([None, When("1998"), When("2003-05"), When("2026-11-20")])
STEPS = st.lists(st.tuples(st.sampled_from(["log", "revise", "film", "remove"]), st.integers(0, 5), DATES), max_size=12)


@given(STEPS)
def test_what_is_listed_after_every_change_is_what_would_be_listed_afresh(
    steps: list[tuple[str, int, When | None]],
) -> None:
    tables, listing, moments = Tables(Documents()), Listing(), count()
    for what, number, watched in steps:
        now = NOW + timedelta(seconds=next(moments))
        listing.refresh(tables, change(tables, what, number, watched, now))
        afresh = Listing()
        afresh.rebuild(tables)
        assert list(listing.entries.items()) == list(afresh.entries.items())


def change(tables: Tables, what: str, number: int, watched: When | None, now: datetime) -> list[Alteration]:
    viewings, films = tables.viewings.values(), tables.films.values()
    if what == "log":
        film = Film(id=f"f{number}", title=f"Film {number}")
        kept = tables.update(None, film, now)
        viewing = Viewing(id=f"v{number}", film=film.id, watched=watched, created=now)
        return [
            Alteration(None, kept),
            Alteration(tables.viewings.value(viewing.id), tables.update(None, viewing, now)),
        ]
    if what == "revise" and viewings:
        before = viewings[number % len(viewings)]
        return [Alteration(before, tables.update(before, structs.replace(before, watched=watched), now))]
    if what == "film" and films:
        old = films[number % len(films)]
        return [Alteration(old, tables.update(old, structs.replace(old, title=f"{old.title}'"), now))]
    if what == "remove" and viewings:
        removed = tables.remove(viewings[number % len(viewings)].id, now)
        return [Alteration(removed, None)]
    return []
