"""Films apart from their viewings: viewings that move, and two records of one film that become one."""

from itertools import permutations
from pathlib import Path

import pytest
from msgspec import structs

from builders import OpenJournal, actor, director, film, records, viewing
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.journal import Journal
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.trash_view import trash_items
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.import_changes import ImportChanges, ImportedRecord
from filmjournal.model.source import StoredSource
from filmjournal.model.wish import Wish

PIG = film("Pig", year=2021, credits=(director("Michael Sarnoski"), actor("Nicolas Cage", "Rob")))
OTHER_PIG = film("Pig", year=1998, credits=(director("Andreas Gruber"),))


def films_of(journal: Journal) -> dict[str, str]:
    """Return the title and the year of the film of each viewing."""
    return {entry.id: f"{entry.film.title} {entry.film.year}" for entry in journal.entries}


def adopted(journal: Journal, documents: Documents) -> None:
    """Merge another copy into a journal."""
    journal.merge(documents.copied(), "the other copy")


@pytest.mark.parametrize(
    "stated",
    [
        {"year": 1998},
        {"credits": (director("Andreas Gruber"),)},
        {"external_ids": ExternalIds(imdb="tt0119891")},
        {"title": "Swine"},
    ],
)
def test_what_speaks_against_the_chosen_film_makes_another_one(open_journal: OpenJournal, stated: object) -> None:
    journal = open_journal()
    known = journal.log(structs.replace(PIG, external_ids=ExternalIds(imdb="tt11003218")), viewing()).film
    logged = journal.log(structs.replace(known, **stated), viewing())  # type: ignore[arg-type]  # facts by their names
    assert logged.film.id != known.id
    assert journal.film(known.id) == known
    again = journal.log(structs.replace(known, **stated), viewing())  # type: ignore[arg-type]
    assert again.film.id == logged.film.id
    assert journal.undo()
    assert journal.undo()
    assert [entry.film for entry in journal.entries] == [known]


def test_a_fact_that_speaks_against_nothing_completes_the_chosen_film(open_journal: OpenJournal) -> None:
    journal = open_journal()
    known = journal.log(film("Pig"), viewing()).film
    logged = journal.log(structs.replace(PIG, id=known.id), viewing())
    assert logged.film == structs.replace(PIG, id=known.id)
    journal.undo()
    assert journal.film(known.id) == known


def test_a_year_corrected_by_another_program_meanwhile_is_no_other_film(open_journal: OpenJournal) -> None:
    journal = open_journal()
    seen = journal.log(film("Pig", year=2020), viewing()).film
    journal.revise(structs.replace(seen, year=2021), journal.entries[0].viewing)
    assert journal.log(seen, viewing(), since=seen).film == structs.replace(seen, year=2021)


def test_a_viewing_moves_to_a_known_film_or_a_new_one_and_back(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    first, second = journal.log(PIG, viewing("2021")), journal.log(PIG, viewing("2022", review="Another pig."))
    other = journal.move(second.id, OTHER_PIG)
    assert films_of(journal) == {first.id: "Pig 2021", second.id: "Pig 1998"}
    assert (other.viewing.review, other.viewing.id) == ("Another pig.", second.id)
    known = journal.move(first.id, structs.replace(PIG, id=other.film.id))
    assert known.film == other.film
    journal.undo()
    journal.undo()
    assert films_of(journal) == {first.id: "Pig 2021", second.id: "Pig 2021"}
    journal.redo()
    journal.save()
    assert films_of(open_journal()) == {first.id: "Pig 2021", second.id: "Pig 1998"}
    assert records(path, "viewings")["2"]["film"] == other.film.id


def test_moving_changes_no_fact_of_the_film_it_moves_to(open_journal: OpenJournal) -> None:
    journal = open_journal()
    pig, mirror = journal.log(PIG, viewing()), journal.log(film("Mirror", year=1975), viewing())
    moved = journal.revise(structs.replace(pig.film, id=mirror.film.id, runtime=91), pig.viewing)
    assert moved.film.id not in {pig.film.id, mirror.film.id} or moved.film.title == "Pig"
    assert journal.film(mirror.film.id) == mirror.film


def test_moving_to_a_film_takes_it_off_the_watchlist(open_journal: OpenJournal) -> None:
    journal = open_journal()
    pig = journal.log(PIG, viewing())
    wished = journal.add_to_watchlist(OTHER_PIG, Wish(id="", film=""))
    journal.move(pig.id, wished.film)
    assert list(journal.watchlist) == []
    journal.undo()
    assert [item.film for item in journal.watchlist] == [wished.film]


def test_two_records_become_one_with_all_its_viewings_and_facts(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    first = journal.log(film("Pig", year=2021), viewing("2021"))
    second = journal.log(structs.replace(PIG, title="Pig: the film", runtime=91), viewing("2022"))
    before = journal.entries
    whole = journal.merge_films(first.film.id, second.film.id)
    assert whole == structs.replace(first.film, credits=PIG.credits, runtime=91)
    assert {entry.id: entry.film for entry in journal.entries} == {first.id: whole, second.id: whole}
    assert {entry.viewing.film for entry in journal.entries} == {whole.id}
    assert journal.tables.films.values() == [whole]
    assert journal.film(second.film.id) == whole
    journal.save()
    assert open_journal().entries == journal.entries
    assert records(path, "films")["2"]["merged_into"] == whole.id
    journal.undo()
    journal.save()
    assert [entry.film for entry in open_journal().entries] == [entry.film for entry in before]
    assert "merged_into" not in records(path, "films")["2"]
    journal.redo()
    assert journal.tables.films.values() == [whole]


def test_of_two_watchlist_items_one_stays_with_what_both_say(open_journal: OpenJournal) -> None:
    journal = open_journal()
    one = journal.add_to_watchlist(PIG, Wish(id="", film="", why="Cage."))
    other = journal.add_to_watchlist(film("Swine"), Wish(id="", film="", recommended_by="Ana"))
    journal.merge_films(one.film.id, other.film.id)
    assert [(item.id, item.wish.why, item.wish.recommended_by) for item in journal.watchlist] == [
        (one.id, "Cage.", "Ana")
    ]
    journal.undo()
    assert {item.id for item in journal.watchlist} == {one.id, other.id}


def test_a_watchlist_item_goes_with_its_film(open_journal: OpenJournal) -> None:
    journal = open_journal()
    logged = journal.log(PIG, viewing())
    wished = journal.add_to_watchlist(film("Swine"), Wish(id="", film=""))
    whole = journal.merge_films(logged.film.id, wished.film.id)
    assert [(item.id, item.film) for item in journal.watchlist] == [(wished.id, whole)]


def test_a_film_merged_with_itself_or_twice_changes_nothing(open_journal: OpenJournal) -> None:
    journal = open_journal()
    one, other = journal.log(PIG, viewing()).film, journal.log(OTHER_PIG, viewing()).film
    whole = journal.merge_films(one.id, other.id)
    journal.save()
    assert journal.merge_films(one.id, other.id) == journal.merge_films(other.id, one.id) == whole
    assert journal.is_saved
    with pytest.raises(KeyError):
        journal.merge_films(one.id, "nowhere")


def test_the_rows_of_a_merged_record_are_those_of_its_film(open_journal: OpenJournal) -> None:
    journal = open_journal()
    row = StoredSource("letterboxd", "diary", "https://boxd.it/1", {"Name": "Pig"})
    imported = structs.replace(OTHER_PIG, id="imported")
    journal.apply_import(ImportChanges(films=(ImportedRecord(None, imported, (row,)),)), "Imported")
    known = journal.log(PIG, viewing()).film
    journal.merge_films(known.id, "imported")
    (stored,) = journal.known_for_import().films
    assert (stored.value.id, stored.sources) == (known.id, (row,))
    assert journal.tables.films.sources(known.id) == journal.tables.films.sources("imported") == (row,)


@pytest.mark.parametrize("wished", [True, False])
def test_where_facts_of_a_film_are_from_is_stored_and_undone_with_it(
    open_journal: OpenJournal, path: Path, *, wished: bool
) -> None:
    journal = open_journal()
    row = StoredSource("catalogue", "films", "tt11003218", {"title": "Pig", "director": "Michael Sarnoski"})
    known = film("Pig", id="pig", year=2021)
    journal.apply_import(ImportChanges(films=(ImportedRecord(None, known),)), "Imported")
    before = journal.known_films()
    if wished:
        journal.add_to_watchlist(PIG, Wish(id="", film=""), sources=(row,))
    else:
        journal.log(PIG, viewing(), sources=(row,))
    (stored,) = journal.known_films()
    assert (stored.value, stored.sources) == (structs.replace(PIG, id="pig"), (row,))
    journal.save()
    journal.undo()
    assert [(each.value, each.sources) for each in journal.known_films()] == [(known, ())]
    journal.redo()
    assert [(each.value, each.sources) for each in journal.known_films()] == [(stored.value, (row,))]
    journal.log(film("Mirror"), viewing(), sources=(row,))
    assert journal.known_films()[-1].sources == (row,)
    journal.undo()
    journal.redo()
    assert journal.known_films()[-1].sources == (row,)
    assert before[0].sources == ()


def test_an_edit_of_a_record_that_another_program_merged_is_made_to_its_film(open_journal: OpenJournal) -> None:
    journal = open_journal()
    one, other = journal.log(film("Pig"), viewing()), journal.log(OTHER_PIG, viewing())
    journal.save()
    beside = open_journal()
    beside.merge_films(one.film.id, other.film.id)
    beside.save()
    journal.revise(structs.replace(other.film, runtime=91), other.viewing)
    journal.save()
    entry = journal.entry(other.id)
    assert entry is not None
    assert (entry.film.id, entry.film.runtime) == (one.film.id, 91)
    journal.undo()
    assert [each.runtime for each in journal.tables.films.values()] == [None]


@pytest.fixture
def copied(open_journal: OpenJournal, tmp_path: Path) -> tuple[Journal, Journal, list[Film], list[str]]:
    """Return two copies of one journal with three records of a film, and the films and viewings."""
    ours = open_journal()
    entries = [ours.log(film(title), viewing()) for title in ("Pig", "Swine", "Hog")]
    ours.save()
    (tmp_path / "copy.json").write_bytes(ours.path.read_bytes())
    return ours, open_journal(tmp_path / "copy.json"), [each.film for each in entries], [each.id for each in entries]


Copies = tuple[Journal, Journal, list[Film], list[str]]


def test_a_merged_record_does_not_come_back_through_another_copy(copied: Copies) -> None:
    ours, theirs, (pig, swine, _), _ = copied
    ours.merge_films(pig.id, swine.id)
    theirs.revise(structs.replace(swine, runtime=91), theirs.viewings_of(swine)[0].viewing)
    late = theirs.log(swine, viewing("2026"))
    adopted(ours, theirs.tables.documents)
    adopted(theirs, ours.tables.documents)
    for journal in (ours, theirs):
        assert swine.id not in {each.id for each in journal.tables.films.values()}
        entry = journal.entry(late.id)
        assert entry is not None
        assert (entry.film.id, entry.viewing.film) == (pig.id, pig.id)
        assert len(journal.viewings_of(pig)) == 3
        assert journal.problems == ()


def test_records_merged_both_ways_round_are_one_film(copied: Copies) -> None:
    ours, theirs, (pig, swine, hog), ids = copied
    ours.merge_films(pig.id, swine.id)
    theirs.merge_films(swine.id, pig.id)
    theirs.merge_films(hog.id, swine.id)
    shown = set()
    for first, then in permutations([ours.tables.documents.copied(), theirs.tables.documents.copied()]):
        ours.merge(merge(first, then).documents, "both")
        shown.add(tuple(ours.tables.films.values()))
        assert {entry.film.id for entry in ours.entries} <= {pig.id, swine.id, hog.id}
        assert {entry.id for entry in ours.entries} == set(ids)
    (films,) = shown
    assert len(films) == 1


def test_a_viewing_that_moved_here_and_elsewhere_there_is_in_one_film_and_the_trash_names_the_other(
    copied: Copies,
) -> None:
    ours, theirs, (pig, swine, hog), ids = copied
    ours.move(ids[0], swine)
    theirs.move(ids[0], hog)
    adopted(ours, theirs.tables.documents)
    (moved,) = {entry.film.title for entry in ours.entries if entry.id == ids[0]}
    (item,) = trash_items(ours.tables)
    assert {moved, item.value} == {"Swine", "Hog"}
    assert (item.key, item.stands) == ("film", moved)
    assert ours.film(pig.id) == pig


def test_a_film_that_was_undone_here_and_logged_there_stays(open_journal: OpenJournal, tmp_path: Path) -> None:
    ours = open_journal()
    first = ours.log(PIG, viewing("2021"))
    ours.save()
    (tmp_path / "copy.json").write_bytes(ours.path.read_bytes())
    theirs = open_journal(tmp_path / "copy.json")
    second = theirs.log(first.film, viewing("2022"))
    ours.undo()
    adopted(theirs, ours.tables.documents)
    adopted(ours, theirs.tables.documents)
    for journal in (ours, theirs):
        assert [(entry.id, entry.film) for entry in journal.entries] == [(second.id, first.film)]
        assert journal.problems == ()
