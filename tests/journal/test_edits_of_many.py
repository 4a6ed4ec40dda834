"""Many viewings changed at once: one change, with one undo, that loses nothing another program wrote."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import NOW, OpenJournal, film, viewing
from filmjournal.journal.journal import Journal
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry


def with_facts(entry: Entry, **facts: Any) -> Entry:
    return Entry(structs.replace(entry.viewing, **facts), entry.film)


def shown(journal: Journal) -> list[Entry]:
    """Return the entries without when they were changed last."""
    return [with_facts(entry, modified=None) for entry in journal.entries]


def logged(journal: Journal, count: int) -> None:
    """Log three films in turn, on as many days."""
    for place in range(count):
        journal.log(film(f"Film {place % 3}"), viewing(f"2026-11-{place + 1:02}"))


def test_viewings_and_a_film_are_changed_and_removed_as_one_change_that_history_has_too(
    open_journal: OpenJournal,
) -> None:
    journal = open_journal()
    logged(journal, 5)
    before = shown(journal)
    first, second, third, *rest = journal.entries
    dated = Entry(first.viewing, structs.replace(first.film, year=1985))
    change = journal.edit_all(
        [(first, dated), (second, with_facts(second, tags=("a",))), (third, None), *((each, each) for each in rest)],
        "Edited 3 viewings",
    )
    assert change is not None
    assert sorted(change.viewing_ids) == sorted([second.id, third.id])
    assert [(each.film.title, each.film.year, each.viewing.tags) for each in journal.entries] == [
        ("Film 1", 1985, ()),
        ("Film 0", None, ("a",)),
        ("Film 1", 1985, ()),
        ("Film 0", None, ()),
    ]
    journal.save()
    assert shown(open_journal()) == shown(journal)
    undone = journal.undo()
    assert undone is not None
    assert undone.title == "Edited 3 viewings"
    assert shown(journal) == before
    assert journal.redo() is not None
    assert len(journal.entries) == 4


def test_what_is_as_it_was_makes_no_change(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged(journal, 2)
    journal.save()
    assert journal.edit_all([(each, each) for each in journal.entries], "Nothing") is None
    assert journal.is_saved


def test_what_another_program_wrote_in_the_same_viewings_meanwhile_stays(open_journal: OpenJournal) -> None:
    ours = open_journal()
    logged(ours, 3)
    ours.save()
    theirs = open_journal()
    theirs.edit_all([(each, with_facts(each, venue="Curzon")) for each in theirs.entries], "Venue")
    theirs.save()
    ours.edit_all([(each, with_facts(each, rating=Rating.FOUR)) for each in ours.entries], "Rated")
    ours.save()
    assert {(each.viewing.venue, each.viewing.rating) for each in open_journal().entries} == {("Curzon", Rating.FOUR)}
    ours.undo()
    ours.save()
    assert {(each.viewing.venue, each.viewing.rating) for each in open_journal().entries} == {("Curzon", None)}


def tagged(entry: Entry) -> Entry:
    return with_facts(entry, tags=(*entry.viewing.tags, f"t{len(entry.viewing.tags)}"))


def rated(entry: Entry) -> Entry:
    return with_facts(entry, rating=Rating.TWO)


def of_another_year(entry: Entry) -> Entry:
    return Entry(entry.viewing, structs.replace(entry.film, year=(entry.film.year or 1990) + 1))


def removed(_: Entry) -> None:
    return None


Step = st.tuples(st.sampled_from([tagged, rated, of_another_year, removed]), st.sets(st.integers(0, 6), max_size=5))


@given(steps=st.lists(Step, max_size=6))
def test_any_sequence_of_changes_of_many_is_undone_to_the_journal_as_it_was(
    steps: list[tuple[Callable[[Entry], Entry | None], set[int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ids = count(1)
    path = tmp_path_factory.mktemp("many") / "journal.json"
    journal = Journal.open(path, now=lambda: NOW, new_id=lambda: f"id-{next(ids)}")
    logged(journal, 7)
    states = [shown(journal)]
    for step, places in steps:
        chosen = [entry for place, entry in enumerate(journal.entries) if place in places]
        if journal.edit_all([(each, step(each)) for each in chosen], step.__name__) is not None:
            states.append(shown(journal))
    for state in reversed(states[:-1]):
        journal.undo()
        assert shown(journal) == state
