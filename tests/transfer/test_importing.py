"""An export of somebody's account, planned and brought into a journal: what becomes of what is there."""

import json
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from msgspec import structs

from accounts import SERVICE, Seen, Wanted, exported
from builders import NOW, director, film, records, viewing
from filmjournal.exchange.batch import Batch, Place, SourceList, SourceViewing
from filmjournal.exchange.planning.plan import LEAVE_OUT, NEW_FILM, Plan, StepKind
from filmjournal.exchange.planning.planner import plan
from filmjournal.exchange.reading.files import Files
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.history import History
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.backups import BackupReason, Backups
from filmjournal.model.film import ExternalIds
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source, StoredList
from filmjournal.model.viewing import Entry
from filmjournal.model.when import When
from filmjournal.model.wish import Wish
from filmjournal.render.import_plan import summary
from read_batches import read

_ids = count(1)

STALKER = Seen("a", "Stalker", "2020-05-01", 8, "Wet.", ("35mm",), year=1979)
MIRROR = Seen("b", "Mirror", "2020-06-01", 9, year=1975)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


def history(path: Path) -> History:
    return History(path.parent / "changes.json", now=lambda: NOW, new_id=lambda: f"change-{next(_ids)}")


def opened(path: Path) -> Journal:
    folder = path.parent
    backups = Backups(folder / "backups", Disk(), lambda: NOW)
    return Journal.open(
        path, now=lambda: NOW, new_id=lambda: f"id-{next(_ids)}", backups=backups, history=history(path)
    )


def planned(journal: Journal, batch: Batch) -> Plan:
    return plan(batch, journal.known_for_import())


def imported(journal: Journal, batch: Batch) -> Plan:
    found = planned(journal, batch)
    journal.apply_import(found.changes, f"Imported from {batch.service}")
    journal.save()
    return found


def counts(found: Plan, noun: str = "viewing") -> dict[StepKind, int]:
    return {kind: number for (kind, of), number in found.counts.items() if of == noun}


def of_title(journal: Journal, title: str) -> Entry:
    (entry,) = (entry for entry in journal.entries if entry.film.title == title)
    return entry


def test_what_is_new_comes_in_with_its_rows_word_for_word(path: Path) -> None:
    journal = opened(path)
    found = imported(journal, exported([STALKER, MIRROR], [Wanted("Ran", "2020-07-01", "The colours.")], ["no title"]))
    assert found.counts == {
        (StepKind.NEW, "film"): 3,
        (StepKind.NEW, "viewing"): 2,
        (StepKind.NEW, "wish"): 1,
        (StepKind.UNREADABLE, "row"): 1,
    }
    entry = of_title(opened(path), "Stalker")
    assert (entry.viewing.rating, entry.viewing.review, entry.viewing.tags) == (Rating(8), "Wet.", ("35mm",))
    assert [wished.film.title for wished in opened(path).watchlist] == ["Ran"]
    (row,) = records(path, "viewings")["1"]["sources"]
    assert (row["service"], row["table"], row["key"], row["cells"]["Tags"]) == (SERVICE, "diary", "a", "('35mm',)")


def test_a_second_import_of_the_same_changes_not_one_byte(path: Path) -> None:
    batch = exported([STALKER, MIRROR], [Wanted("Ran")])
    imported(opened(path), batch)
    before = path.read_bytes()
    again = imported(opened(path), batch)
    assert {kind for kind, _ in again.counts} == {StepKind.UNCHANGED}
    assert again.changes_nothing
    assert path.read_bytes() == before


def test_rows_that_stand_word_for_word_tell_nothing_new_wherever_they_are_read(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    once, stated = path.read_bytes(), exported([STALKER])
    (seen,) = stated.viewings
    elsewhere = structs.replace(seen, viewing=structs.replace(seen.viewing, watched=When("2020-04-30")))
    found = imported(opened(path), structs.replace(stated, viewings=(elsewhere,)))
    assert counts(found) == {StepKind.UNCHANGED: 1}
    assert path.read_bytes() == once


@pytest.mark.parametrize("service", ["simkl table", "simkl", "trakt", "yamtrack"])
def test_a_later_day_where_a_service_tells_only_the_last_is_another_viewing(path: Path, service: str) -> None:
    found = [
        imported(opened(path), read(last_seen(service, day))) for day in ("2022-02-02", "2024-05-03", "2024-05-03")
    ]
    assert sorted(entry.viewing.watched or "" for entry in opened(path).entries) == ["2022-02-02", "2024-05-03"]
    assert [len(each.missing_rows) for each in found] == [0, 1, 1]
    assert found[2].changes_nothing


def last_seen(service: str, day: str) -> Files:
    """Return what a service tells of a film that was seen last on a day."""
    movie = {"title": "Pig", "year": 2021, "ids": {service: 5, "imdb": "tt11003218"}}
    watched = {"last_watched_at": f"{day}T21:00:00Z", "plays": 1, "status": "completed", "movie": movie}
    rated = {"rated_at": "2022-02-02T22:00:00Z", "rating": 8, "movie": movie}
    head = "media_id,source,media_type,title,status,score,end_date"
    files = {
        "simkl table": {
            "SimklBackup.csv": f"SIMKL_ID,Title,Type,Year,Watchlist,WatchedDate\n5,Pig,movie,2021,completed,{day}\n"
        },
        "simkl": {"simkl.json": json.dumps({"movies": [watched]})},
        "trakt": {"ratings-movies.json": json.dumps([rated]), "watched-movies.json": json.dumps([watched])},
        "yamtrack": {"yamtrack.csv": f"{head}\ntt11003218,imdb,movie,Pig,Completed,8,{day}\n"},
    }
    return Files.of({name: text.encode() for name, text in files[service].items()})


def kept_lists(path: Path) -> list[StoredList]:
    """Return the lists that were imported, as their service has them."""
    return [each for each in opened(path).known_for_import().lists if each.service == SERVICE]


def test_lists_are_kept_in_the_journal_and_the_same_ones_again_change_nothing(path: Path) -> None:
    farm = StoredList(SERVICE, "farm", {"Name": "Farm animals"}, ({"Name": "Pig", "Note": "Quiet."},))
    batch = Batch(SERVICE, lists=(SourceList(farm, "Farm animals", Place("farm.csv")),))
    found = imported(opened(path), batch)
    assert (counts(found, "list"), summary(found)) == ({StepKind.NEW: 1}, "1 new list")
    (kept,) = json.loads(path.read_bytes())["lists"].values()
    assert (kept["about"], kept["rows"]) == ({"Name": "Farm animals"}, [{"Name": "Pig", "Note": "Quiet."}])
    before = path.read_bytes()
    assert imported(opened(path), batch).changes_nothing
    assert path.read_bytes() == before
    more = SourceList(structs.replace(farm, rows=(*farm.rows, {"Name": "Babe"})), "Farm animals", Place("farm.csv"))
    found = imported(opened(path), structs.replace(batch, lists=(more,)))
    assert (counts(found, "list"), kept_lists(path)) == ({StepKind.CHANGED: 1}, [more.stored])


@pytest.mark.parametrize("is_another_day", [False, True])
def test_undo_leaves_lists_as_they_were_before_the_import(path: Path, is_another_day: bool) -> None:
    first, later = (
        tuple(
            SourceList(StoredList(SERVICE, key, {"Name": key}, ({"Name": "Pig"},) * rows), key, Place(f"{key}.csv"))
            for key, rows in each.items()
        )
        for each in ({"farm": 1}, {"farm": 2, "sea": 1})
    )
    journal, states = opened(path), []
    for lists in (first, later):
        states.append(journal.known_for_import().lists)
        imported(journal, Batch(SERVICE, lists=lists))
    for before in reversed(states):
        if is_another_day:
            journal = opened(path)
            last = history(path).last()
            assert last is not None
            assert journal.undo_from_history(last) is not None
        else:
            assert journal.undo() is not None
        journal.save()
        assert opened(path).known_for_import().lists == before
    assert "lists" not in json.loads(path.read_bytes())
    journal.redo()
    assert journal.known_for_import().lists == states[1]


def test_journals_that_are_merged_hold_the_lists_of_both_once(path: Path) -> None:
    farm, sea = (
        SourceList(StoredList(SERVICE, key, {"Name": key}), key, Place(f"{key}.csv")) for key in ("farm", "sea")
    )
    imported(opened(path), Batch(SERVICE, lists=(farm,)))
    other = opened(path.with_name("other.json"))
    imported(other, Batch(SERVICE, lists=(sea, farm)))
    journal = opened(path)
    journal.merge(other.tables.documents, "Merged")
    journal.save()
    assert sorted(kept.key for kept in kept_lists(path)) == ["farm", "sea"]
    assert len(json.loads(path.read_bytes())["lists"]) == 2


def test_what_is_changed_there_comes_in_and_what_is_changed_here_stays(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    journal = opened(path)
    entry = of_title(journal, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine.", venue="At home"))
    journal.save()
    found = imported(journal, exported([STALKER._replace(rating=10, tags=("35mm", "again"))]))
    assert counts(found) == {StepKind.CHANGED: 1}
    (step,) = (step for step in found.steps if step.noun == "viewing")
    assert [(each.key, each.ours, each.theirs) for each in step.differences] == [
        ("rating", Rating(8), Rating(10)),
        ("tags", ("35mm",), ("35mm", "again")),
    ]
    kept = of_title(opened(path), "Stalker").viewing
    assert (kept.review, kept.venue, kept.rating, kept.tags) == ("Mine.", "At home", Rating(10), ("35mm", "again"))


def test_what_is_changed_on_both_sides_is_a_conflict_that_is_shown_once(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    journal = opened(path)
    entry = of_title(journal, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine."))
    batch = exported([STALKER._replace(review="Theirs.", rating=7)])
    found = planned(journal, batch)
    (step,) = (step for step in found.steps if step.kind is StepKind.CONFLICT)
    assert [(each.key, each.is_imported) for each in step.differences] == [("rating", True), ("review", False)]
    journal.apply_import(found.changes, "Imported")
    assert (of_title(journal, "Stalker").viewing.review, of_title(journal, "Stalker").viewing.rating) == ("Mine.", 7)
    assert planned(journal, batch).changes_nothing


def test_a_row_that_tells_of_another_viewing_by_now_is_with_that_one_alone(path: Path) -> None:
    first, again = exported([STALKER, STALKER._replace(key="c", watched="2021-01-01")]).viewings
    both = exported([STALKER, STALKER._replace(key="c", watched="2021-01-01")])
    seen = Source(SERVICE, "watched", "stalker", {"Name": "Stalker"})

    def stated(*viewings: SourceViewing) -> Batch:
        return structs.replace(both, viewings=viewings)

    imported(opened(path), stated(structs.replace(first, sources=(*first.sources, seen)), again))
    later = stated(first, structs.replace(again, sources=(*again.sources, seen)))
    imported(opened(path), later)
    assert imported(opened(path), later).changes_nothing
    tables = [[row["table"] for row in record["sources"]] for record in records(path, "viewings").values()]
    assert tables == [["diary"], ["diary", "watched"]]


def test_a_conflict_is_shown_once_in_whatever_order_the_exports_come(path: Path) -> None:
    older, newer = exported([STALKER]), exported([STALKER._replace(review="Theirs.", rating=7)])
    imported(opened(path), older)
    journal = opened(path)
    entry = of_title(journal, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine.", rating=Rating(2)))
    journal.save()
    assert counts(imported(opened(path), newer)) == {StepKind.CONFLICT: 1}
    for batch in (older, newer, newer, older, older):
        assert StepKind.CONFLICT not in counts(imported(opened(path), batch))
    kept = of_title(opened(path), "Stalker").viewing
    assert (kept.review, kept.rating) == ("Mine.", Rating(2))
    assert imported(opened(path), older).changes_nothing
    journal = opened(path)
    entry = of_title(journal, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine again."))
    found = planned(journal, newer)
    (step,) = (step for step in found.steps if step.kind is StepKind.CONFLICT)
    assert [each.key for each in step.differences] == ["review"]


def test_a_conflict_can_be_decided_for_what_is_stated(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    journal = opened(path)
    entry = of_title(journal, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review=""))
    found = planned(journal, exported([STALKER._replace(review="Theirs.")]))
    (step,) = (step for step in found.steps if step.kind is StepKind.CONFLICT)
    journal.apply_import(found.resolved({}, [step.number]).changes, "Imported")
    assert of_title(journal, "Stalker").viewing.review == "Theirs."


def test_what_is_stated_no_more_stays_and_is_reported(path: Path) -> None:
    imported(opened(path), exported([STALKER, MIRROR]))
    found = imported(opened(path), exported([STALKER._replace(review="", tags=())]))
    assert [(gone.source.key, gone.film.title) for gone in found.missing_rows] == [("b", "Mirror")]
    assert len(opened(path).entries) == 2
    assert of_title(opened(path), "Stalker").viewing.review == "Wet."


def test_a_film_that_is_called_otherwise_by_now_is_the_same_film(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    found = imported(opened(path), exported([STALKER._replace(title="Сталкер", year=1980)]))
    assert counts(found, "film") == {StepKind.CHANGED: 1}
    (entry,) = opened(path).entries
    assert (entry.film.title, entry.film.year) == ("Сталкер", 1980)
    assert len(records(path, "films")) == 1


def test_a_film_that_is_called_as_it_was_once_is_called_so_again(path: Path) -> None:
    for title in ("Stalker", "Сталкер", "Stalker"):
        imported(opened(path), exported([STALKER._replace(title=title)]))
        assert [entry.film.title for entry in opened(path).entries] == [title]
        assert imported(opened(path), exported([STALKER._replace(title=title)])).changes_nothing
    assert len(records(path, "films")) == 1


def test_what_was_removed_here_is_not_brought_again(path: Path) -> None:
    imported(opened(path), exported([STALKER, MIRROR], [Wanted("Ran")]))
    journal = opened(path)
    journal.remove(of_title(journal, "Mirror").id)
    journal.remove_from_watchlist(journal.watchlist[0].id)
    journal.save()
    found = imported(journal, exported([STALKER, MIRROR], [Wanted("Ran")]))
    assert found.changes_nothing
    assert "You removed it here." in {step.reason for step in found.steps}
    journal.empty_trash([row.id for row in journal.tables.trash.rows])
    journal.save()
    assert planned(opened(path), exported([STALKER, MIRROR], [Wanted("Ran")])).changes_nothing


def test_one_undo_takes_all_of_it_back_and_it_can_be_imported_again(path: Path) -> None:
    journal = opened(path)
    own = journal.log(film("Stalker", year=1979), viewing("1998", review="Mine."))
    wished = journal.add_to_watchlist(film("Mirror", year=1975), Wish("", "", why="Somebody said so."))
    journal.save()
    batch = exported([STALKER, MIRROR, Seen("c", "Solaris", "2021-01-01", year=1972)], [Wanted("Ran")])
    imported(journal, batch)
    assert (len(journal.entries), [each.film.title for each in journal.watchlist]) == (4, ["Ran"])
    journal.undo()
    journal.save()
    assert (list(journal.entries), list(journal.watchlist)) == ([own], [wished])
    again = imported(opened(path), batch)
    assert counts(again) == {StepKind.NEW: 3}
    assert len(opened(path).entries) == 4
    assert imported(opened(path), batch).changes_nothing


def test_an_import_is_taken_back_by_a_program_of_another_day(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    before = of_title(opened(path), "Stalker").viewing
    more = [Seen(f"n{number}", f"Film {number}", "2021-01-01") for number in range(300)]
    second = exported([STALKER._replace(rating=2), *more], [Wanted("Ran")])
    imported(opened(path), second)
    assert len((path.parent / "changes.json").read_bytes()) < 40_000
    journal = opened(path)
    history = History(path.parent / "changes.json", now=lambda: NOW, new_id=lambda: f"change-{next(_ids)}")
    last = history.last()
    assert last is not None
    assert journal.undo_from_history(last) is not None
    journal.save()
    (entry,) = opened(path).entries
    assert structs.replace(entry.viewing, modified=None) == structs.replace(before, modified=None)
    assert not opened(path).watchlist
    assert counts(planned(opened(path), second)) == {StepKind.CHANGED: 1, StepKind.NEW: 300}


def test_what_was_changed_since_stays_when_an_import_is_taken_back(path: Path) -> None:
    journal = opened(path)
    imported(journal, exported([STALKER]))
    imported(journal, exported([STALKER._replace(rating=2, review="Theirs.")]))
    entry = of_title(journal, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine."))
    history = History(path.parent / "changes.json", now=lambda: NOW, new_id=lambda: f"change-{next(_ids)}")
    last = history.last()
    assert last is not None
    journal.undo_from_history(last)
    kept = of_title(journal, "Stalker").viewing
    assert (kept.rating, kept.review) == (Rating(8), "Mine.")


def test_a_backup_of_what_stood_is_made_before(path: Path) -> None:
    journal = opened(path)
    journal.log(film("Ran"), viewing())
    journal.save()
    imported(journal, exported([STALKER]))
    (backup, *_) = Backups(path.parent / "backups", Disk(), lambda: NOW).list()
    assert backup.reason is BackupReason.IMPORT


def test_one_that_was_logged_by_hand_on_that_day_is_not_doubled(path: Path) -> None:
    journal = opened(path)
    own = journal.log(film("Stalker", year=1979), viewing("2020-05-01", review="Mine.", tags=("at home",)))
    found = imported(journal, exported([STALKER]))
    assert counts(found) == {StepKind.CONFLICT: 1}
    (entry,) = journal.entries
    assert (entry.id, entry.viewing.rating, entry.viewing.review) == (own.id, Rating(8), "Mine.")
    assert entry.viewing.tags == ("at home", "35mm")


@pytest.mark.parametrize(
    ("here", "there", "is_one"),
    [
        ("2020-05-01", "2020-05-01", True),
        ("2020-05-01", "", True),
        ("", "2020-05-01", True),
        ("2020-05", "2020-05-01", True),
        ("2020-05-02", "2020-05-01", False),
        ("2019", "2020-05-01", False),
    ],
)
def test_a_viewing_of_another_service_is_the_same_one_if_nothing_speaks_against_it(
    path: Path, here: str, there: str, is_one: bool
) -> None:
    journal = opened(path)
    imported(journal, exported([STALKER._replace(watched=here, review="", rating=0)], service="other"))
    imported(journal, exported([STALKER._replace(watched=there)]))
    assert len(journal.entries) == (1 if is_one else 2)
    if is_one:
        assert journal.entries[0].viewing.watched == max(here, there)
        assert {row["service"] for row in records(path, "viewings")["1"]["sources"]} == {"other", SERVICE}


def test_two_viewings_of_one_day_at_one_service_are_two(path: Path) -> None:
    journal = opened(path)
    imported(journal, exported([STALKER, STALKER._replace(key="z", review="Again.")]))
    assert len(journal.entries) == 2
    assert planned(journal, exported([STALKER._replace(key="z", review="Again."), STALKER])).changes_nothing


def test_what_was_written_about_twice_was_seen_twice(path: Path) -> None:
    journal = opened(path)
    journal.log(film("Stalker", year=1979), viewing("1998-01-01", review="Mine."))
    imported(journal, exported([STALKER._replace(watched="")]))
    assert len(journal.entries) == 2


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"year": 1979}, StepKind.UNCHANGED),
        ({"year": 1980}, StepKind.NEW),
        ({"external_ids": ExternalIds(imdb="tt0079944")}, StepKind.CHANGED),
        ({"year": 1979, "external_ids": ExternalIds(imdb="tt0000001")}, StepKind.NEW),
    ],
)
def test_a_film_is_known_by_its_ids_or_its_title_and_year(path: Path, facts: dict[str, object], kind: StepKind) -> None:
    journal = opened(path)
    journal.log(film("STALKER", **facts), viewing("1998"))
    found = imported(journal, exported([STALKER._replace(imdb="tt0079944")]))
    assert counts(found, "film") == {kind: 1}


def test_a_film_without_a_year_is_in_doubt_and_stays_out_until_that_is_settled(path: Path) -> None:
    journal = opened(path)
    known = journal.log(film("Stalker", credits=(director("Andrei Tarkovsky"),)), viewing("1998"))
    batch = exported([STALKER, MIRROR], [Wanted("Stalker", year=1979)])
    found = planned(journal, batch)
    assert Counter(step.kind for step in found.steps) == {StepKind.AMBIGUOUS: 3, StepKind.NEW: 2}
    (doubt,) = found.ambiguous
    assert doubt.candidates == (known.film,)
    journal.apply_import(found.changes, "Imported")
    assert {entry.film.title for entry in journal.entries} == {"Stalker", "Mirror"}
    stated = doubt.item.film.id  # type: ignore[union-attr]  # a doubt is always of a film
    left = found.resolved({stated: LEAVE_OUT})
    assert counts(left) == {StepKind.AMBIGUOUS: 1, StepKind.NEW: 1}
    assert counts(found.resolved({stated: NEW_FILM})) == {StepKind.NEW: 2}
    same = planned(journal, batch).resolved({stated: known.film.id})
    journal.apply_import(same.changes, "Imported")
    assert {entry.film.id for entry in journal.entries if entry.film.title == "Stalker"} == {known.film.id}
    assert not planned(journal, batch).ambiguous


def test_one_of_several_films_with_one_title_is_found_by_its_year(path: Path) -> None:
    journal = opened(path)
    for facts in ({"year": 1996}, {"year": 2004}, {}):
        journal.log(film("Crash", id=f"crash {facts}", **facts), viewing("2010"))
    assert planned(journal, exported([Seen("a", "Crash", "2020", year=2004)])).ambiguous == ()
    (doubt,) = planned(journal, exported([Seen("a", "Crash", "2020")])).ambiguous
    assert len(doubt.candidates) == 3


def test_two_films_with_one_title_and_year_are_in_doubt_where_one_is_known(path: Path) -> None:
    journal = opened(path)
    journal.log(film("Home", year=2009), viewing("2010-01-01"))
    batch = exported(
        [Seen("a", "Home", "2020", year=2009, imdb="tt1014762"), Seen("b", "Home", "2021", year=2009, imdb="tt1319716")]
    )
    assert len(planned(journal, batch).ambiguous) == 2
    other = opened(path.with_name("other.json"))
    imported(other, batch)
    assert len(records(other.path, "films")) == 2
    assert planned(other, batch).changes_nothing


def test_what_is_stated_of_one_film_under_two_names_is_of_one_film(path: Path) -> None:
    batch = exported([Seen("a", "Solaris", "2020", year=1972, imdb="tt0069293")])
    other = exported([Seen("b", "Solyaris", "2021", year=1972)])
    stated = structs.replace(
        other.films[0], film=structs.replace(other.films[0].film, external_ids=ExternalIds("tt0069293"))
    )
    both = structs.replace(batch, films=(*batch.films, stated), viewings=(*batch.viewings, *other.viewings))
    journal = opened(path)
    imported(journal, both)
    assert len({entry.film.id for entry in journal.entries}) == 1
    assert len(journal.entries) == 2
    assert planned(journal, both).changes_nothing


def test_a_wish_for_what_was_seen_here_stays_off_the_watchlist_and_its_row_is_kept(path: Path) -> None:
    journal = opened(path)
    journal.log(film("Ran", year=1985), viewing("2019-01-01"))
    found = imported(journal, exported([], [Wanted("Ran", "2018-01-01", year=1985)]))
    assert journal.watchlist == ()
    assert "You have seen it: its row is stored with the film." in {step.reason for step in found.steps}
    assert [row["table"] for row in records(path, "films")["1"]["sources"]] == ["film", "watchlist"]
    assert planned(journal, exported([], [Wanted("Ran", "2018-01-01", year=1985)])).changes_nothing


def test_a_film_that_is_seen_and_wished_for_there_is_both_here(path: Path) -> None:
    journal = opened(path)
    batch = exported([STALKER], [Wanted("Stalker", year=1979)])
    imported(journal, batch)
    assert (len(journal.entries), len(journal.watchlist)) == (1, 1)
    assert planned(journal, batch).changes_nothing


def test_what_is_seen_there_takes_a_wish_off_unless_it_was_wished_for_later(path: Path) -> None:
    journal = opened(path)
    journal.add_to_watchlist(film("Stalker", year=1979), Wish("", "", When("2019")))
    journal.add_to_watchlist(film("Mirror", year=1975), Wish("", "", When("2026-01-01")))
    imported(journal, exported([STALKER, MIRROR]))
    assert [each.film.title for each in journal.watchlist] == ["Mirror"]


def test_two_devices_that_import_the_same_and_are_merged_hold_it_once(path: Path) -> None:
    ours, theirs = opened(path), opened(path.with_name("other.json"))
    for journal in (ours, theirs):
        imported(journal, exported([STALKER, MIRROR], [Wanted("Ran")]))
    ours.merge(theirs.tables.documents, "other.json")
    assert (len(ours.entries), len(ours.watchlist)) == (2, 1)
    assert ours.problems == ()


def test_what_another_program_changed_meanwhile_is_kept(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    ours, theirs = opened(path), opened(path)
    ours.apply_import(planned(ours, exported([STALKER._replace(rating=2), MIRROR])).changes, "Imported")
    entry = of_title(theirs, "Stalker")
    theirs.revise(entry.film, structs.replace(entry.viewing, review="Mine."))
    theirs.apply_import(planned(theirs, exported([STALKER, MIRROR])).changes, "Imported")
    theirs.save()
    ours.save()
    assert len(opened(path).entries) == 2
    kept = of_title(opened(path), "Stalker").viewing
    assert (kept.rating, kept.review) == (Rating(2), "Mine.")


def test_an_edit_keeps_the_rows_of_a_record(path: Path) -> None:
    journal = opened(path)
    imported(journal, exported([STALKER]))
    before = records(path, "viewings")["1"]["sources"]
    entry = of_title(journal, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine."))
    journal.save()
    after = records(path, "viewings")["1"]
    assert after["sources"] == before
    assert "sources" not in json.dumps(after["edits"])
    journal.remove(entry.id)
    journal.restore(entry.id, "Stalker")
    journal.save()
    assert [record["sources"] for record in records(path, "viewings").values()] == [before]


def test_rows_that_a_hand_has_spoilt_are_as_good_as_none(path: Path) -> None:
    imported(opened(path), exported([STALKER]))
    content = json.loads(path.read_text(encoding="utf-8"))
    content["viewings"]["1"]["sources"] = {"of": "no use"}
    content["films"]["1"]["sources"] = "neither"
    path.write_text(json.dumps(content), encoding="utf-8")
    imported(opened(path), exported([STALKER]))
    assert len(opened(path).entries) == 1
    assert planned(opened(path), exported([STALKER])).changes_nothing


def test_a_plan_tells_how_far_it_is_and_can_be_ended(path: Path) -> None:
    stated: list[tuple[int, int]] = []
    batch = exported([Seen(str(number), f"Film {number}") for number in range(450)])
    plan(batch, opened(path).known_for_import(), lambda done, of: stated.append((done, of)))
    assert stated == [(0, 450), (200, 450), (400, 450)]
