from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import NOW, OpenJournal, director, film, names, records, texts, viewing, whens
from filmjournal.journal.history import History
from filmjournal.journal.journal import Journal
from filmjournal.journal.trash_view import trash_items
from filmjournal.model.when import When
from filmjournal.model.wish import Wish


def wish(why: str = "", by: str = "", added: str | None = None) -> Wish:
    return Wish("", "", When(added) if added else None, by, why)


def titles(journal: Journal) -> list[str]:
    return [wished.film.title for wished in journal.watchlist]


def test_a_wish_is_kept_with_its_film_and_read_back(open_journal: OpenJournal) -> None:
    journal = open_journal()
    wished = journal.add_to_watchlist(film("[REC]²", year=2007), wish("Found footage at its best.", "Ana", "2026-11"))
    journal.save()
    assert (wished.film.title, wished.wish.why, wished.wish.created) == ("[REC]²", "Found footage at its best.", NOW)
    assert open_journal().watchlist == (wished,)
    assert open_journal().entries == ()


def test_what_came_onto_the_watchlist_last_is_first(open_journal: OpenJournal) -> None:
    journal = open_journal()
    for title, added in (("Ran", "2026-02-01"), ("Mirror", None), ("Stalker", "2026-11-02")):
        journal.add_to_watchlist(film(title), wish(added=added))
    assert titles(journal) == ["Stalker", "Ran", "Mirror"]


def test_a_film_is_wished_for_once_and_the_wish_is_completed(open_journal: OpenJournal) -> None:
    journal = open_journal()
    first = journal.add_to_watchlist(film("Ran"), wish("The colours.", added="2026-01"))
    again = journal.add_to_watchlist(film("ran", year=1985), wish("Because.", "Bo", "2026-02"))
    assert len(journal.watchlist) == 1
    assert again.wish == structs.replace(first.wish, recommended_by="Bo", modified=NOW)
    assert again.film.year == 1985


def test_a_wish_and_its_film_can_be_revised_and_that_undone(open_journal: OpenJournal) -> None:
    journal = open_journal()
    first = journal.add_to_watchlist(film("Ran"), wish("The colours."))
    told = structs.replace(first.film, credits=(director("Akira Kurosawa"),))
    revised = journal.revise_watchlist_item(told, structs.replace(first.wish, why="The armies."))
    assert (revised.wish.why, revised.film.credits) == ("The armies.", told.credits)
    assert journal.revise_watchlist_item(revised.film, revised.wish) is not None
    journal.undo()
    assert (journal.watchlist[0].wish.why, journal.watchlist[0].film.credits) == ("The colours.", ())


def test_logging_a_film_takes_it_off_and_undo_puts_it_back(open_journal: OpenJournal) -> None:
    journal = open_journal()
    wished = journal.add_to_watchlist(film("Ran"), wish("The colours."))
    journal.add_to_watchlist(film("Mirror"), wish())
    journal.log(film("RAN"), viewing())
    assert titles(journal) == ["Mirror"]
    journal.undo()
    assert journal.entries == ()
    assert [each for each in journal.watchlist if each.id == wished.id] == [wished]
    journal.redo()
    assert titles(journal) == ["Mirror"]
    assert len(journal.entries) == 1


def test_logging_many_takes_them_off_in_the_same_change(open_journal: OpenJournal) -> None:
    journal = open_journal()
    for title in ("Ran", "Mirror", "Stalker"):
        journal.add_to_watchlist(film(title), wish())
    journal.log_all([(film("Ran"), viewing("2003")), (film("Stalker"), viewing())], "Logged 2 viewings")
    assert titles(journal) == ["Mirror"]
    journal.undo()
    assert sorted(titles(journal)) == ["Mirror", "Ran", "Stalker"]


def test_what_is_taken_off_is_in_the_trash_and_can_be_restored(open_journal: OpenJournal) -> None:
    journal = open_journal()
    wished = journal.add_to_watchlist(film("Ran"), wish("The colours."))
    journal.remove_from_watchlist(wished.id)
    assert not titles(journal)
    (gone,) = trash_items(journal.tables)
    assert (gone.title, gone.wish, gone.viewing) == ("Ran", wished.wish, None)
    journal.restore(gone.id, gone.title)
    assert list(journal.watchlist) == [wished]
    with pytest.raises(KeyError):
        journal.remove_from_watchlist("none")


def test_a_wish_is_taken_back_by_a_program_of_another_day(open_journal: OpenJournal, tmp_path: Path) -> None:
    numbers = count(1)
    history = History(tmp_path / "changes.json", now=lambda: NOW, new_id=lambda: f"change-{next(numbers)}")
    journal = open_journal(history=history)
    wished = journal.add_to_watchlist(film("Ran"), wish("The colours."))
    journal.save()
    journal.log(film("Ran"), viewing())
    journal.save()
    for left in ([wished], []):
        other, last = open_journal(history=history), history.last()
        assert last is not None
        other.undo_from_history(last)
        other.save()
        assert list(open_journal().watchlist) == left
        assert open_journal().entries == ()


def test_two_programs_wish_and_neither_loses_a_film(open_journal: OpenJournal) -> None:
    ours, theirs = open_journal(), open_journal()
    ours.add_to_watchlist(film("Ran"), wish("Ours."))
    theirs.add_to_watchlist(film("ran"), wish("Theirs.", "Bo"))
    ours.save()
    theirs.save()
    (only,) = open_journal().watchlist
    assert (only.film.title, only.wish.why, only.wish.recommended_by) == ("Ran", "Ours.", "Bo")


def test_a_record_that_is_no_wish_is_told_and_kept(open_journal: OpenJournal, path: Path) -> None:
    text = '{"films": {}, "viewings": {}, "watchlist": {"1": {"id": "w", "film": "gone"}, "2": {"title": "Ran"}}}'
    path.write_text(text, encoding="utf-8")
    journal = open_journal()
    assert [(problem.table, problem.number) for problem in journal.problems] == [("watchlist", "2"), ("watchlist", "1")]
    journal.log(film(), viewing())
    journal.save()
    assert records(path, "watchlist") == {"1": {"id": "w", "film": "gone"}, "2": {"title": "Ran"}}


@given(
    title=names,
    told=st.builds(Wish, id=st.just(""), film=st.just(""), added=st.none() | whens, recommended_by=texts, why=texts),
)
def test_whatever_is_wished_for_is_read_back(tmp_path_factory: pytest.TempPathFactory, title: str, told: Wish) -> None:
    path, ids = tmp_path_factory.mktemp("wishes") / "journal.json", count(1)
    now = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(seconds=1)
    journal = Journal.open(path, now=lambda: now, new_id=lambda: f"id-{next(ids)}")
    wished = journal.add_to_watchlist(film(title), told)
    journal.save()
    (read,) = Journal.open(path, now=lambda: now, new_id=lambda: f"id-{next(ids)}").watchlist
    assert read == wished
    assert structs.replace(read.wish, id="", film="", created=None, modified=None) == told
