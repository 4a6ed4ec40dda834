"""What films lack, filled in from a catalogue: one change that can be undone, and nothing a person wrote is touched."""

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from accounts import Seen, exported
from builders import NOW, actor, director, film, records, viewing
from catalogues import MADE, PIG, PREQUEL, STALKER, THING, catalogue, known
from filmjournal.exchange.planning.planner import plan
from filmjournal.journal.journal import Journal
from filmjournal.lookup.filling import SERVICE, Kind
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.import_changes import StoredRecord
from filmjournal.model.source import StoredSource
from filmjournal.model.wish import Wish
from filmjournal.transfer.lookups import Answers, Lookup, is_television
from shell_runs import new_id

CATALOGUE = catalogue(THING, PREQUEL, STALKER, PIG, known("Mirror", 1975, "Andrei Tarkovsky", runtime=107))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal.open(tmp_path / "journal.json", now=lambda: NOW, new_id=new_id)
    made.log(film("Stalker", year=1979), viewing("2026-11-20", review="Wet."))
    made.log(film("Pig", year=2021, credits=(actor("Nic Cage", "Rob"),), runtime=91, genres=("Truffles",)), viewing())
    made.log(film("The Thing"), viewing("2026-11-21"))
    made.log(film("Home Movie", year=2020), viewing("2026-11-22"))
    made.add_to_watchlist(film("Mirror", year=1975), Wish(id="", film=""))
    made.save()
    return made


def ids(journal: Journal) -> list[str]:
    return [each.id for each in journal.tables.films.values()]


def films(journal: Journal) -> dict[str, Film]:
    return {each.title: each for each in journal.tables.films.values()}


def without_edits(journal: Journal) -> list[dict[str, Any]]:
    """Return the films as stored, without when each fact was last changed."""
    stored = records(journal.path, "films").values()
    return [{key: value for key, value in each.items() if key != "edits"} for each in stored]


def looked_up(journal: Journal, answers: Answers | None = None, *, refresh: bool = False) -> Lookup:
    lookup = Lookup(CATALOGUE, refresh=refresh)
    lookup.plan_for(journal, ids(journal), answers or Answers())
    lookup.apply(journal)
    journal.save()
    return lookup


def test_films_get_what_they_lack_those_of_the_watchlist_too(journal: Journal) -> None:
    lookup = looked_up(journal)
    found = films(journal)
    assert found["Stalker"].people(Role.DIRECTOR) == ("Andrei Tarkovsky",)
    assert found["Stalker"].credited(Role.ACTOR)[0] == Credit("Alisa Freindlich", Role.ACTOR, "Stalker's wife", 1)
    assert (found["Stalker"].runtime, found["Stalker"].original_title) == (162, "Сталкер")
    assert found["Stalker"].external_ids == ExternalIds(imdb="tt0079944", wikidata="Q192724")
    assert (found["Mirror"].people(Role.DIRECTOR), found["Mirror"].runtime) == (("Andrei Tarkovsky",), 107)
    kinds = {result.film.title: result.kind for result in lookup.results}
    assert kinds == {
        "Stalker": Kind.FOUND,
        "Pig": Kind.FOUND,
        "The Thing": Kind.AMBIGUOUS,
        "Home Movie": Kind.UNKNOWN,
        "Mirror": Kind.FOUND,
    }


def test_what_a_person_wrote_stays(journal: Journal) -> None:
    before = films(journal)["Pig"]
    looked_up(journal)
    after = films(journal)["Pig"]
    assert after.people(Role.DIRECTOR) == ("Michael Sarnoski",)
    assert structs.replace(after, credits=before.credits, external_ids=before.external_ids) == before
    assert after.credited(Role.ACTOR) == before.credited(Role.ACTOR)


def test_ambiguous_films_stay_as_they_are_until_somebody_says_which_they_are(journal: Journal) -> None:
    lookup = looked_up(journal)
    assert films(journal)["The Thing"].credits == ()
    (result,) = [each for each in lookup.results if each.kind is Kind.AMBIGUOUS]
    looked_up(journal, Answers({result.film.id: result.match.others[1].number}))
    assert films(journal)["The Thing"].people(Role.DIRECTOR) == ("Matthijs van Heijningen Jr.",)
    assert films(journal)["The Thing"].year == 2011


def test_each_fact_is_stored_with_where_it_is_from(journal: Journal) -> None:
    looked_up(journal)
    (record,) = [each for each in records(journal.path, "films").values() if each["title"] == "Stalker"]
    (row,) = [each for each in record["sources"] if each["table"] == "films"]
    assert (row["service"], row["key"]) == (SERVICE, "tt0079944")
    assert row["cells"]["director"] == "Andrei Tarkovsky"
    assert (row["cells"]["from"], row["cells"]["facts of"]) == ("wikidata", MADE)


def test_a_second_lookup_changes_nothing(journal: Journal) -> None:
    looked_up(journal)
    before = journal.path.read_bytes()
    lookup = looked_up(journal)
    assert lookup.changes_nothing
    assert journal.path.read_bytes() == before
    assert {result.kind for result in lookup.results} == {Kind.COMPLETE, Kind.AMBIGUOUS, Kind.UNKNOWN}


def test_undo_takes_all_of_it_back(journal: Journal) -> None:
    before = without_edits(journal)
    looked_up(journal)
    assert without_edits(journal) != before
    assert journal.undo() is not None
    journal.save()
    assert without_edits(journal) == before


def test_what_the_person_changes_afterwards_stays_theirs(journal: Journal) -> None:
    looked_up(journal)
    (entry,) = [each for each in journal.entries if each.film.title == "Stalker"]
    journal.revise(structs.replace(entry.film, runtime=161, credits=(director("A. Tarkovsky"),)), entry.viewing)
    journal.save()
    looked_up(journal)
    found = films(journal)["Stalker"]
    assert (found.runtime, found.people(Role.DIRECTOR)) == (161, ("A. Tarkovsky",))


def test_an_import_after_a_lookup_ends_as_a_lookup_after_the_import(tmp_path: Path) -> None:
    batch = exported(
        [Seen("a", "Stalker", "2020-05-01", 8, year=1979), Seen("b", "Mirror", "2020-06-01", 9, year=1975)]
    )
    found = []
    for place, order in enumerate(((True, False, True), (False, True, False))):
        made = Journal.open(tmp_path / f"{place}.json", now=lambda: NOW, new_id=new_id)
        made.apply_import(plan(batch, made.known_for_import()).changes, "Imported")
        for is_lookup in order:
            if is_lookup:
                looked_up(made)
            else:
                made.apply_import(plan(batch, made.known_for_import()).changes, "Imported")
        found.append({title: structs.replace(each, id="") for title, each in films(made).items()})
    assert found[0] == found[1]
    assert found[0]["Mirror"].people(Role.DIRECTOR) == ("Andrei Tarkovsky",)


def test_an_empty_journal_has_nothing_to_fill_in(empty: Journal) -> None:
    assert looked_up(empty).changes_nothing


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        ({"Title Type": "TV Series"}, True),
        ({"Title Type": "tvMiniSeries"}, True),
        ({"type": "show"}, True),
        ({"Title Type": "TV Movie"}, False),
        ({"Title Type": "Movie"}, False),
        ({"Title": "The Truman Show"}, False),
        ({}, False),
    ],
)
def test_television_is_told_by_what_other_programs_call_it(cells: dict[str, str], is_one: bool) -> None:
    assert is_television(StoredRecord(film(), (StoredSource("imdb", "ratings", "tt1", cells),))) is is_one


def test_a_refresh_shows_what_differs_and_takes_it_only_where_that_is_wanted(journal: Journal) -> None:
    looked_up(journal)
    (entry,) = [each for each in journal.entries if each.film.title == "Stalker"]
    journal.revise(structs.replace(entry.film, runtime=161, credits=(director("A. Tarkovsky"),)), entry.viewing)
    looked_up(journal)
    mine = films(journal)["Stalker"]
    different = [each for each in looked_up(journal, refresh=True).results if each.kind is Kind.DIFFERENT]
    assert [each.film.title for each in different] == ["Stalker", "Pig"]
    result = different[0]
    assert [(each.name, each.ours, each.theirs) for each in result.differences] == [
        ("director", "A. Tarkovsky", "Andrei Tarkovsky"),
        ("runtime", "161", "162"),
    ]
    assert films(journal)["Stalker"] == mine, "nothing is taken without an answer"
    looked_up(journal, Answers(theirs={mine.id}), refresh=True)
    after = films(journal)["Stalker"]
    assert (after.runtime, after.people(Role.DIRECTOR)) == (162, ("Andrei Tarkovsky",))
    assert films(journal)["Pig"].people(Role.ACTOR) == ("Nic Cage",), "what another film has stays"
