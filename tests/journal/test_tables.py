"""Two states of one record: what each side changed is kept, and what one of them replaced is in the trash."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from budget import examples
from builders import NOW, film, viewing, viewings
from copies import documents, table
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.records import Alteration
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Viewing

LATER = NOW + timedelta(hours=1)
FILM = film("Stalker", id="f", year=1979)
SEEN = viewing(id="v", film="f", review="As it was.", rating=Rating.THREE)


@pytest.fixture
def tables() -> Tables:
    """Return the records of a journal with one viewing, made by another program."""
    made = Tables(Documents())
    made.update(None, FILM, NOW)
    made.update(None, SEEN, NOW)
    return made


def seen(tables: Tables) -> Viewing:
    found = tables.viewings.value("v")
    assert found is not None
    return found


def change(tables: Tables, of: Viewing, **facts: Any) -> Viewing:
    return tables.update(of, structs.replace(of, **facts), LATER)


def versions(tables: Tables) -> list[tuple[str, Any]]:
    return [(row.key, msgspec.json.decode(row.value)) for row in tables.trash.rows if row.is_replaced]


def test_fields_that_were_changed_on_one_side_only_are_both_kept(tables: Tables) -> None:
    mine = seen(tables)
    change(tables, mine, review="Theirs.", tags=("35mm",))
    kept = change(tables, mine, rating=Rating.FIVE, venue="home")
    assert (kept.review, kept.tags, kept.rating, kept.venue) == ("Theirs.", ("35mm",), Rating.FIVE, "home")
    assert tables.trash.rows == []
    (record,) = table(tables.documents, "viewings")
    assert list(record["edits"].values()) == [["review", "tags"], ["rating", "venue"]]


def test_of_a_field_that_both_changed_the_newer_stands_and_the_other_is_in_the_trash(tables: Tables) -> None:
    mine = seen(tables)
    change(tables, mine, review="Theirs.")
    kept = change(tables, mine, review="Mine.", liked=True)
    assert (kept.review, kept.liked) == ("Mine.", True)
    assert versions(tables) == [("review", "Theirs.")]
    (row,) = tables.trash.rows
    assert (row.of, row.table, row.edited) == ("v", "viewings", "2026-11-24T22:00:00.000000Z")
    assert tables.restore(row.id, LATER) is not None
    assert seen(tables).review == "Theirs."
    (row,) = tables.trash.rows
    assert bytes(row.value) == b'"Mine."'


def test_a_field_that_both_changed_alike_replaces_nothing(tables: Tables) -> None:
    mine = seen(tables)
    change(tables, mine, review="Same.")
    assert change(tables, mine, review="Same.").review == "Same."
    assert tables.trash.rows == []


def test_a_field_that_the_other_emptied_has_no_version_to_keep(tables: Tables) -> None:
    mine = seen(tables)
    change(tables, mine, review="")
    assert change(tables, mine, review="Mine.").review == "Mine."
    assert tables.trash.rows == []


def test_what_was_removed_elsewhere_while_it_was_edited_here_is_back_with_the_edit(tables: Tables) -> None:
    mine = seen(tables)
    change(tables, mine, venue="home")
    tables.remove("v", LATER)
    kept = change(tables, mine, review="Mine.")
    assert (kept.review, kept.venue) == ("Mine.", "home")
    assert tables.trash.rows == []
    assert tables.viewings.values() == [kept]


def test_what_was_emptied_from_the_trash_elsewhere_while_it_was_edited_here_is_back_with_the_edit(
    tables: Tables,
) -> None:
    mine = seen(tables)
    tables.remove("v", LATER)
    tables.trash.empty([row.id for row in tables.trash.rows], LATER)
    assert change(tables, mine, review="Mine.").review == "Mine."
    assert table(tables.documents, "trash") == []
    assert tables.films.values() == [FILM]


def test_what_was_edited_elsewhere_while_it_was_removed_here_is_in_the_trash_with_the_edit(tables: Tables) -> None:
    change(tables, seen(tables), review="Theirs.")
    tables.remove("v", LATER)
    (row,) = tables.trash.rows
    assert msgspec.json.decode(row.record)["review"] == "Theirs."


def test_what_is_restored_was_so_after_it_was_removed_whatever_the_clock_says(tables: Tables) -> None:
    tables.remove("v", LATER)
    (row,) = tables.trash.rows
    tables.restore("v", NOW)
    (record,) = table(tables.documents, "viewings")
    assert max(record["edits"]) > row.removed


def test_a_removal_that_another_did_already_removes_nothing(tables: Tables) -> None:
    tables.remove("v", NOW)
    assert tables.remove("v", LATER) is None
    assert len(tables.trash.rows) == 1


def test_undo_leaves_alone_what_another_changed_since(tables: Tables) -> None:
    before = seen(tables)
    after = change(tables, before, review="Mine.", rating=Rating.FIVE, liked=True)
    change(tables, after, review="Theirs.", venue="home")
    tables.undo(Alteration(before, after), LATER)
    kept = seen(tables)
    assert (kept.review, kept.rating, kept.liked, kept.venue) == ("Theirs.", Rating.THREE, False, "home")
    assert tables.trash.rows == []


def test_undo_of_an_edit_leaves_alone_what_another_removed_since(tables: Tables) -> None:
    before = seen(tables)
    after = change(tables, before, review="Mine.")
    tables.remove("v", LATER)
    assert tables.undo(Alteration(before, after), LATER) is None
    assert tables.viewings.values() == []
    (row,) = tables.trash.rows
    assert msgspec.json.decode(row.record)["review"] == "Mine."


def test_undo_of_a_removal_leaves_alone_what_another_wrote_before_or_since(tables: Tables) -> None:
    before = seen(tables)
    change(tables, before, review="Theirs, before.")
    tables.remove("v", LATER)
    tables.undo(Alteration(before, None), LATER)
    assert seen(tables).review == "Theirs, before."
    change(tables, seen(tables), review="Theirs, since.")
    tables.undo(Alteration(before, None), LATER)
    assert seen(tables).review == "Theirs, since."
    assert tables.trash.rows == []


def test_undo_of_a_film_leaves_alone_what_another_corrected_since_and_one_that_is_gone(tables: Tables) -> None:
    after = tables.update(FILM, structs.replace(FILM, title="Stalkr", year=1980), NOW)
    tables.update(after, structs.replace(after, title="Stalker!"), NOW)
    tables.undo(Alteration(FILM, after), LATER)
    assert tables.films.values() == [structs.replace(FILM, title="Stalker!")]
    tables.films.take("f")
    assert tables.undo(Alteration(FILM, after), LATER) is None
    assert tables.films.values() == []


def test_undo_of_a_log_removes_the_viewing_and_keeps_the_film(tables: Tables) -> None:
    assert tables.undo(Alteration(None, FILM), LATER) is None
    assert tables.undo(Alteration(None, SEEN), LATER) == Alteration(seen_before(tables), None)
    assert tables.films.values() == [FILM]


def seen_before(tables: Tables) -> Viewing:
    """Return the viewing in the trash as it was before."""
    (row,) = tables.trash.rows
    other = Tables(documents(viewings=[msgspec.json.decode(row.record)]))
    return other.viewings.values()[0]


def test_a_change_that_is_made_again_on_top_of_itself_changes_nothing(tables: Tables) -> None:
    mine = seen(tables)
    change(tables, mine, review="Mine.")
    before = table(tables.documents, "viewings")
    change(tables, mine, review="Mine.")
    tables.update(None, SEEN, LATER)
    assert table(tables.documents, "viewings") == before


def test_a_version_of_what_was_removed_brings_both_back(tables: Tables) -> None:
    mine = seen(tables)
    change(tables, mine, review="Theirs.")
    change(tables, mine, review="Mine.")
    tables.remove("v", LATER)
    version = next(row for row in tables.trash.rows if row.is_replaced)
    assert tables.can_restore(version.id)
    altered = tables.restore(version.id, LATER)
    assert altered is not None
    assert seen(tables).review == "Theirs."
    (row,) = tables.trash.rows
    assert bytes(row.value) == b'"Mine."'


@pytest.mark.parametrize(
    "row",
    [
        {"id": "r", "table": "viewings", "removed": "2026", "record": {"id": "r"}},
        {"id": "r", "table": "elsewhere", "removed": "2026", "record": {"id": "r", "film": "f"}},
        {"id": "r", "table": "viewings", "of": "v", "key": "rating", "value": 11},
        {"id": "r", "table": "viewings", "of": "nobody", "key": "rating", "value": 1},
        {"id": "r", "table": "elsewhere", "of": "v", "key": "rating", "value": 1},
    ],
)
def test_what_makes_no_sense_in_the_trash_is_not_restored_and_stays_there(row: dict[str, Any]) -> None:
    made = Tables(documents(films=[{"id": "f", "title": "Ran"}], viewings=[{"id": "v", "film": "f"}], trash=[row]))
    before = {name: table(made.documents, name) for name in ("films", "viewings", "trash")}
    assert made.restore("r", NOW) is None
    assert {name: table(made.documents, name) for name in before} == before
    assert not made.can_restore("unknown")


@settings(deadline=None, max_examples=examples(60))
@given(viewings, viewings, viewings)
def test_whatever_two_change_nothing_of_either_is_lost(base: Viewing, mine: Viewing, theirs: Viewing) -> None:
    made = Tables(Documents())
    made.update(None, film(id="f"), NOW)
    first, ours, other = (structs.replace(value, id="v", film="f") for value in (base, mine, theirs))
    known = made.update(None, first, NOW)
    written_there = made.update(known, other, NOW)
    kept = made.update(known, ours, LATER)
    kept_versions = dict(versions(made))
    for name in Viewing.__struct_fields__:
        was, own, their, now = (getattr(value, name) for value in (known, ours, written_there, kept))
        if name in {"id", "created", "modified"}:
            continue
        assert now == (own if own != was else their)
        if their not in {was, now} and their:
            assert name in kept_versions


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(st.sampled_from(["edit", "remove", "undo", "restore", "film"]), max_size=8))
def test_undoing_everything_in_turn_leads_back_to_the_start(steps: list[str]) -> None:
    made, texts = Tables(Documents()), count()
    made.update(None, FILM, NOW)
    made.update(None, SEEN, NOW)
    start = (made.films.values(), plain(seen(made)))
    done: list[Alteration] = []
    deeds: dict[str, Callable[[], Alteration | None]] = {
        "edit": lambda: _edited(made, f"Review {next(texts)}"),
        "remove": lambda: _removed(made),
        "restore": lambda: made.restore("v", NOW),
        "film": lambda: _retitled(made, f"Title {next(texts)}"),
        "undo": lambda: made.undo(done.pop(), NOW) and None if done else None,
    }
    for step in steps:
        altered = deeds[step]()
        done += [altered] if altered is not None else []
    while done:
        made.undo(done.pop(), NOW)
    assert (made.films.values(), plain(seen(made))) == start


def _edited(made: Tables, review: str) -> Alteration | None:
    was = made.viewings.value("v")
    return None if was is None else Alteration(was, change(made, was, review=review))


def _removed(made: Tables) -> Alteration | None:
    was = made.remove("v", NOW)
    return None if was is None else Alteration(was, None)


def _retitled(made: Tables, title: str) -> Alteration:
    was: Film = made.films.values()[0]
    return Alteration(was, made.update(was, structs.replace(was, title=title), NOW))


def plain(value: Viewing) -> Viewing:
    """Return a viewing but for when it was changed last."""
    return structs.replace(value, modified=None)
