"""Letterboxd's lists come in once, are found by their name, and go out as they came."""

from pathlib import Path

from builders import NOW, OpenJournal, film
from filmjournal.exchange.writers.letterboxd_list import letterboxd_list
from filmjournal.journal.film_lists import FilmLists
from filmjournal.journal.journal import Journal
from filmjournal.model.film_list import FilmList, ListOfFilms, NewListItem
from filmjournal.model.import_changes import ImportChanges
from filmjournal.model.list_rows import list_of_rows, rows_of_list
from filmjournal.model.source import StoredList
from filmjournal.transfer.film_lists import adopt_stored_lists
from letterboxd_exports import batch_of

STORED = StoredList(
    "letterboxd",
    "https://boxd.it/abc",
    {"Name": "Truffles & [pigs]", "Description": "Cooks."},
    (
        {"Position": "2", "Name": "Ran", "Year": "1985", "URL": "https://boxd.it/2", "Description": ""},
        {"Position": "1", "Name": "Pig", "Year": "2021", "URL": "https://boxd.it/1", "Description": "The cook, “Rob”."},
        {"Position": "3", "Name": "", "Year": "", "URL": "", "Description": "no film"},
    ),
)


def _imported(journal: Journal, stored: StoredList = STORED) -> None:
    known = {each.name: each for each in journal.known_for_import().lists}
    if known.get(stored.name) != stored:
        journal.apply_import(ImportChanges(lists=(stored,)), "Imported a list")


def _shown(of: ListOfFilms) -> list[tuple[str, int | None, str]]:
    return [(each.film.title, each.film.year, each.item.note) for each in of.films]


def test_a_list_comes_in_once_in_its_order_and_a_second_import_changes_nothing(open_journal: OpenJournal) -> None:
    journal = open_journal()
    _imported(journal)
    (of,) = FilmLists(journal).all()
    assert (of.name, of.about.description) == ("Truffles & [pigs]", "Cooks.")
    assert _shown(of) == [("Pig", 2021, "The cook, “Rob”."), ("Ran", 1985, "")]
    journal.save()
    before = journal.tables.documents.copied()
    _imported(journal)
    assert journal.tables.documents == before
    other = open_journal(journal.path.with_name("other.json"))
    _imported(other)
    assert [each.id for each in other.tables.items.values()] == [each.id for each in journal.tables.items.values()]


def test_what_a_person_took_off_stays_off_when_the_list_has_grown(open_journal: OpenJournal) -> None:
    journal = open_journal()
    _imported(journal)
    lists = FilmLists(journal)
    lists.take_off(lists.all()[0], lists.all()[0].films[:1])
    more = {"Position": "4", "Name": "Ikiru", "Year": "1952", "URL": "", "Description": ""}
    grown = StoredList(STORED.service, STORED.key, STORED.about, (*STORED.rows, more))
    _imported(journal, grown)
    assert [title for title, _, _ in _shown(lists.all()[0])] == ["Ran", "Ikiru"]
    lists.remove(lists.all()[0])
    _imported(journal)
    assert lists.all() == ()


def test_lists_of_an_import_of_long_ago_are_read_once(open_journal: OpenJournal, path: Path) -> None:
    path.write_text(
        '{"films": {}, "viewings": {}, "lists": {"7": {"service": "letterboxd", "key": "k", "about": {"Name": "Old"},'
        ' "rows": [{"Position": "1", "Name": "Pig", "Year": "2021"}]}}}',
        encoding="utf-8",
    )
    journal = open_journal()
    assert FilmLists(journal).all() == ()
    assert adopt_stored_lists(journal) == 1
    assert _shown(FilmLists(journal).all()[0]) == [("Pig", 2021, "")]
    assert adopt_stored_lists(journal) == 0
    journal.undo()
    assert FilmLists(journal).all() == ()


def test_a_list_goes_out_as_letterboxd_writes_it_and_to_another_journal_whole(open_journal: OpenJournal) -> None:
    journal = open_journal()
    films = [NewListItem(film("[REC]²", year=2007), "Dark,\n“loud”."), NewListItem(film("Ran"))]
    made = FilmLists(journal).make(FilmList("", "Fear, ranked", "Why.", ranked=True), films)
    (read,) = batch_of({"lists/fear.csv": letterboxd_list(made, NOW.date()).encode()}).lists
    from_there, rows = list_of_rows(read.stored)
    assert (from_there.name, from_there.description) == ("Fear, ranked", "Why.")
    assert [(each.film.title, each.film.year, each.note) for each in rows] == _shown(made)
    about, items = list_of_rows(rows_of_list(made))
    assert (about.id, about.name, about.description, about.ranked) == (made.id, "Fear, ranked", "Why.", True)
    other = open_journal(journal.path.with_name("other.json"))
    _imported(other, rows_of_list(made))
    assert _shown(FilmLists(other).all()[0]) == _shown(made)
    assert [item.film.id for item in items] == [each.film.id for each in made.films]
    _imported(other, rows_of_list(made))
    assert other.undo() is not None
    assert other.undo() is None
