"""What holds of every lookup: twice is once, undone is undone, and nothing that a person wrote is changed."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import NOW, actor, director, film, records, viewing
from catalogues import PIG, PREQUEL, STALKER, THING, catalogue, known
from filmjournal.journal.journal import Journal
from filmjournal.lookup.filling import FIELDS
from filmjournal.model.film import ExternalIds, Film, Role
from filmjournal.transfer.lookups import NONE, Answers, Lookup
from filmjournal.transfer.wrong_match import WrongMatch
from shell_runs import new_id

CATALOGUE = catalogue(
    THING, PREQUEL, STALKER, PIG, known("Mirror", 1975, "Andrei Tarkovsky", runtime=107, genres=("Drama",))
)

films = st.builds(
    film,
    st.sampled_from(["Stalker", "The Thing", "thing", "Pig", "Mirror", "Stalkr", "Home Movie", "Сталкер"]),
    year=st.sampled_from([None, 1975, 1979, 1980, 1982, 2011, 2021]),
    runtime=st.sampled_from([None, 90]),
    genres=st.sampled_from([(), ("Truffles",)]),
    original_title=st.sampled_from(["", "Zerkalo"]),
    credits=st.lists(
        st.sampled_from([director("Andrei Tarkovsky"), actor("My Dog"), director("Me")]), max_size=2, unique=True
    ).map(tuple),
    external_ids=st.sampled_from(
        [ExternalIds(), ExternalIds(imdb="tt0079944"), ExternalIds(letterboxd="https://boxd.it/1")]
    ),
)
additions = st.builds(
    film,
    st.sampled_from(["Stalker", "The Thing", "Pig", "Mirror", "Home Movie"]),
    runtime=st.sampled_from([None, 85]),
    genres=st.sampled_from([(), ("Mud",)]),
    credits=st.sampled_from([(), (actor("My Cat"),)]),
)
"""Films of which somebody adds what doesn't say which film it is."""

journals = st.lists(films, min_size=1, max_size=4)
answers = st.sampled_from([NONE, 0, 1, 3])


minutes = itertools.count()


def clock() -> datetime:
    """Return a minute later than before: somebody's edits are that far apart."""
    return NOW + timedelta(minutes=next(minutes))


def written(folder: str, of: list[Film]) -> Journal:
    """Return a journal with a viewing of each film, saved."""
    made = Journal.open(Path(folder) / "journal.json", now=clock, new_id=new_id)
    for each in of:
        made.log(each, viewing("2020"))
    made.save()
    return made


def looked_up(journal: Journal, answer: int | None = None) -> None:
    """Look up everything; the same answer to every question."""
    lookup = Lookup(CATALOGUE)
    ids = [each.id for each in journal.tables.films.values()]
    lookup.plan_for(journal, ids)
    if answer is not None:
        asked = {each.film.id: answer for each in lookup.results if each.match.is_ambiguous}
        lookup.plan_for(journal, ids, Answers(asked))
    lookup.apply(journal)
    journal.save()


def stored(journal: Journal) -> dict[tuple[str, str], Any]:
    """Return the records of the file, without when each fact was last changed."""
    found = {}
    for table in ("films", "viewings", "watchlist", "trash"):
        for id_, record in records(journal.path, table).items():
            found[table, id_] = {key: value for key, value in record.items() if key != "edits"}
    return found


def values(journal: Journal) -> dict[str, Film]:
    """Return the films by their ids, in no order."""
    return {each.id: each for each in journal.tables.films.values()}


@settings(max_examples=examples(60))
@given(journals, st.none() | answers)
def test_a_second_lookup_changes_no_byte(of: list[Film], answer: int | None) -> None:
    with TemporaryDirectory() as folder:
        journal = written(folder, of)
        looked_up(journal, answer)
        before = journal.path.read_bytes()
        looked_up(journal, answer)
        assert journal.path.read_bytes() == before


@settings(max_examples=examples(60))
@given(journals, st.none() | answers)
def test_what_is_undone_leaves_nothing_but_history(of: list[Film], answer: int | None) -> None:
    with TemporaryDirectory() as folder:
        journal = written(folder, of)
        before = stored(journal)
        lookup = Lookup(CATALOGUE)
        ids = [each.id for each in journal.tables.films.values()]
        lookup.plan_for(journal, ids)
        asked = [each.film.id for each in lookup.results if each.match.is_ambiguous]
        lookup.plan_for(journal, ids, Answers(dict.fromkeys(asked, answer) if answer is not None else {}))
        lookup.apply(journal)
        if not lookup.changes_nothing:
            journal.undo()
        journal.save()
        assert stored(journal) == before


@settings(max_examples=examples(60))
@given(journals, st.none() | answers)
def test_nothing_that_a_person_wrote_is_changed(of: list[Film], answer: int | None) -> None:
    with TemporaryDirectory() as folder:
        journal = written(folder, of)
        before = {each.id: each for each in journal.tables.films.values()}
        entries = [entry.viewing for entry in journal.entries]
        looked_up(journal, answer)
        for each in journal.tables.films.values():
            own = before[each.id]
            assert each.title == own.title
            assert all(getattr(each, name) == getattr(own, name) for name in FIELDS if getattr(own, name))
            assert all(each.credited(role) == own.credited(role) for role in Role if own.people(role))
            assert own.external_ids.known <= each.external_ids.known
        assert [entry.viewing for entry in journal.entries] == entries


@settings(max_examples=examples(60))
@given(journals, st.none() | answers)
def test_a_wrong_match_taken_out_leaves_what_was_there_before(of: list[Film], answer: int | None) -> None:
    with TemporaryDirectory() as folder:
        journal = written(folder, of)
        before = {each.id: each for each in journal.tables.films.values()}
        looked_up(journal, answer)
        for film_id in before:
            WrongMatch(journal, film_id, CATALOGUE).apply(journal, None)
        assert {each.id: each for each in journal.tables.films.values()} == before


@settings(max_examples=examples(60))
@given(journals, st.lists(additions, max_size=3), st.booleans())
def test_a_lookup_and_a_merge_end_the_same_in_any_order(of: list[Film], more: list[Film], both: bool) -> None:
    with TemporaryDirectory() as folder, TemporaryDirectory() as other_folder, TemporaryDirectory() as third:
        first = written(folder, of)
        (Path(other_folder) / "journal.json").write_bytes(first.path.read_bytes())
        (Path(third) / "journal.json").write_bytes(first.path.read_bytes())
        other = Journal.open(Path(other_folder) / "journal.json", now=clock, new_id=new_id)
        for each in more:
            other.log(each, viewing("2021"))
        other.save()
        if both:
            looked_up(other)
        second = Journal.open(Path(third) / "journal.json", now=clock, new_id=new_id)
        looked_up(first)
        first.merge(other.tables.documents, "copy")
        looked_up(first)
        second.merge(other.tables.documents, "copy")
        looked_up(second)
        assert values(first) == values(second)
