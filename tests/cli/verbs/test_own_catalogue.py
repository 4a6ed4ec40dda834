"""Your own catalogue in the shell: fetched or built when you ask for it, joined, gone back from, and forbidden."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from builders import NOW, viewing
from builders import film as film_of
from catalogues import MADE, PIG, STALKER, known
from filmjournal.cli import INTERRUPTED
from filmjournal.cli.status import Status
from filmjournal.journal.places import Places
from filmjournal.lookup import catalogue, collecting, wikidata
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.compiling import compiled
from filmjournal.transfer.own_catalogue import OwnCatalogue
from imdb_files import write_imdb
from shell_runs import Run, open_at
from wikidata_stand_in import STALKER as STALKER_ITEMS
from wikidata_stand_in import Handler, Server, film, item, person, serving


@pytest.fixture(autouse=True)
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bundled.catalogue"
    path.write_bytes(compiled([STALKER, PIG], made=MADE, licences=["Facts of the tests."]))
    monkeypatch.setattr(catalogue, "bundled_path", lambda: path)
    monkeypatch.delenv("NO_NETWORK", raising=False)
    return path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Return a stand-in for Wikidata that knows three films."""
    with serving() as served:
        served.add(*STALKER_ITEMS, person("Q60", "Julia Ducournau"), person("Q61", "Vincent Lindon"))
        served.add(film("Q20", "Titane", "2021-07-14", P57=item("Q60"), P161=item("Q61")))
        served.add(film("Q21", "Raw", "2016-05-14", P57=item("Q60")))
        monkeypatch.setattr(wikidata, "ADDRESSES", served.addresses)
        yield served


def used(places: Places) -> Catalogue:
    return Catalogue.in_use(places.catalogue)


def forbidden(handler: Handler) -> bool:
    handler.send(b"", 403)
    return True


def test_before_anything_is_sent_it_says_who_is_asked_what_and_how_much_comes(run: Run, server: Server) -> None:
    ended = run("catalogue", "update", "--since", "2016", answer="n\n")
    assert ended.status == Status.NOTHING
    assert "asks 127.0.0.1 and 127.0.0.1 (Wikidata" in ended.err
    assert "the films of 2016 to 2026; of your journal nothing goes out" in ended.err
    assert "About 2,400 questions and 150 MB, one after the other: 48 minutes." in ended.err
    assert "Nothing was sent." in ended.err
    assert "add --yes" in run("catalogue", "update").err
    assert server.asked == []


def test_the_films_of_some_years_come_and_are_used_with_those_that_come_along(
    run: Run, places: Places, server: Server
) -> None:
    ended = run("catalogue", "update", "--since", "2016", "--known-in", "2", "--yes")
    assert (ended.status, "has 4 films, 3 of them with" in ended.err) == (Status.DONE, True)
    found = used(places)
    (titane,) = found.titled("titane")
    assert titane.directors == ("Julia Ducournau",)
    assert found.titled("pig")
    assert found.film(titane.number).sources == ("wikidata.org",)
    about = json.loads(run("catalogue", "--json").out)
    assert (about["own"], about["days"]) == (True, {"wikidata.org": "2026-11-24"})
    said = run("catalogue").out
    assert "of wikidata.org" in said
    assert "CC0" in said
    assert "Facts of the tests." in said


def test_films_of_the_journal_that_lack_people_are_asked_for_and_then_filled_in(
    run: Run, places: Places, server: Server
) -> None:
    journal = open_at(places)
    journal.log(film_of("Titane", year=2021), viewing(review="Not for them to read"))
    journal.log(film_of("Pig", year=2021), viewing())
    journal.save()
    run("lookup", "pig", "--yes")
    ended = run("catalogue", "update", "--journal-films", "--yes")
    assert ended.status == Status.DONE
    assert "titles, years and ids of 1 film of yours, and nothing else" in ended.err
    searched = [each["srsearch"].partition(" haswb")[0] for each in server.asked if "srsearch" in each]
    assert searched == ["Titane 2021"]
    assert "Not for them" not in json.dumps(server.asked)
    run("lookup", "--yes")
    assert run("find", "director:ducournau").status == Status.DONE
    again = run("catalogue", "update", "--journal-films", "--yes")
    assert "Every film of your journal has a director and a cast. Nothing was asked." in again.err


def test_an_update_that_is_stopped_changes_nothing_and_goes_on_where_it_was(
    run: Run, places: Places, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(collecting, "seed_of", interrupted)
        ended = run("catalogue", "update", "--since", "2016", "--yes")
    assert ended.status == INTERRUPTED
    assert ended.err.splitlines()[-1].startswith("Stopped. Your catalogue is as it was. What came is stored: the")
    assert len(used(places)) == 2
    assert "An update was stopped" in run("catalogue").err
    asked = len(server.asked)
    server.faults.append(forbidden)
    assert run("catalogue", "update", "--since", "2016", "--yes").status == Status.DONE, "nothing was asked any more"
    assert len(server.asked) == asked
    assert "An update was stopped" not in run("catalogue").err
    assert len(used(places)) == 4


def test_a_service_that_refuses_ends_it_in_a_sentence(run: Run, places: Places, server: Server) -> None:
    server.faults.append(forbidden)
    ended = run("catalogue", "update", "--since", "2020", "--yes")
    assert (ended.status, "refuses to answer for now" in ended.err) == (Status.NOTHING, True)
    assert ended.err.endswith("Your catalogue is as it was.\n"), "nothing came that could be gone on with"
    assert not places.catalogue.joinpath("films.catalogue").exists()


def test_a_service_that_asks_to_be_left_alone_for_long_is(run: Run, places: Places, server: Server) -> None:
    def busy(handler: Handler) -> bool:
        handler.send(b"", 429, {"Retry-After": "3600"})
        return True

    server.faults.append(busy)
    ended = run("catalogue", "update", "--since", "2016", "--yes")
    assert "asks to be left alone for 60 minutes" in ended.err
    asked = len(server.asked)
    for minutes, status in ((59, Status.NOTHING), (61, Status.DONE)):
        ended = run("catalogue", "update", "--since", "2016", "--yes", now=NOW + timedelta(minutes=minutes))
        assert ended.status == status, ended.err
        assert (len(server.asked) == asked) is (status == Status.NOTHING)


def test_films_that_wikidata_lacks_leave_the_catalogue_as_it_is(run: Run, places: Places, server: Server) -> None:
    journal = open_at(places)
    journal.log(film_of("Home Movie"), viewing())
    journal.save()
    assert "Wikidata has none of them." in run("catalogue", "update", "--journal-films", "--yes").err
    assert not places.catalogue.joinpath("films.catalogue").exists()


def test_what_came_long_ago_is_not_gone_on_with(run: Run, places: Places, server: Server) -> None:
    places.catalogue.mkdir(parents=True)
    notes = places.catalogue / "update.part"
    notes.write_bytes(b"")
    os.utime(notes, (0, 0))
    assert "An update was stopped" not in run("catalogue").err
    assert not notes.exists()


@pytest.mark.parametrize("how", ["variable", "setting"])
@pytest.mark.parametrize("arguments", [("catalogue", "update", "--yes"), ("lookup", "--online", "titane", "--yes")])
def test_where_the_network_is_forbidden_nothing_is_sent(
    how: str, arguments: tuple[str, ...], run: Run, places: Places, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "variable":
        monkeypatch.setenv("NO_NETWORK", "1")
        assert "NO_NETWORK is set" in run("catalogue", "network").err
    else:
        places.settings.parent.mkdir(parents=True)
        places.settings.write_text('{"theme": "mine", "later": [1]}', encoding="utf-8")
        assert "your settings forbid it" in run("catalogue", "network", "never").err
        assert json.loads(places.settings.read_text("utf-8")) == {"theme": "mine", "later": [1], "network": "never"}
    ended = run(*arguments)
    assert (ended.status, "nothing is sent" in ended.err) == (Status.BAD_INPUT, True)
    assert server.asked == []


def test_the_network_is_allowed_again(run: Run) -> None:
    run("catalogue", "network", "never")
    assert "unless you ask for it" in run("catalogue", "network", "ask").err
    assert "unless you ask for it" in run("catalogue", "network").err


def test_one_is_built_of_the_files_of_imdb_whose_terms_are_said_once(run: Run, places: Places, tmp_path: Path) -> None:
    (tmp_path / "imdb").mkdir()
    folder = str(write_imdb(tmp_path / "imdb"))
    ended = run("catalogue", "build", "--imdb", folder, "--made", "2026-12-01")
    assert (ended.status, "personal and non-commercial use only" in ended.err) == (Status.DONE, True)
    assert "IMDb's files have 2 films with that many votes." in ended.err
    again = run("catalogue", "build", "--imdb", folder, "--votes", "1", "--made", "2026-12-01")
    assert "personal and non-commercial" not in again.err
    assert "personal and non-commercial" in run("catalogue").out
    (ringers,) = used(places).titled("dead ringers")
    assert ringers.directors == ("David Cronenberg",)
    (stalker,) = used(places).titled("stalker")
    assert used(places).film(stalker.number).sources == ("imdb.com", "wikidata"), "one film of both"
    assert "No film there has so many votes." in run("catalogue", "build", "--imdb", folder, "--votes", "999999").err
    target = tmp_path / "other.catalogue"
    run("catalogue", "build", "--imdb", folder, "-o", str(target))
    assert len(Catalogue.open(target)) == 2


def test_facts_of_both_sources_are_joined_and_one_can_go_back(
    run: Run, places: Places, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "imdb").mkdir()
    run("catalogue", "update", "--since", "2016", "--yes")
    run("catalogue", "build", "--imdb", str(write_imdb(tmp_path / "imdb")))
    assert len(used(places)) == 5
    run("catalogue", "back")
    assert len(used(places)) == 4
    assert "once more undoes that" in run("catalogue", "back").err
    assert len(used(places)) == 5
    assert "facts of your own" not in run("catalogue", "join").err


def test_one_goes_back_to_the_catalogue_that_comes_along(run: Run, places: Places, server: Server) -> None:
    assert "no earlier catalogue" in run("catalogue", "back").err
    run("catalogue", "update", "--since", "2016", "--yes")
    assert "has 2 films" in run("catalogue", "back").err
    assert len(used(places)) == 2
    assert "has 4 films" in run("catalogue", "back").err


def test_a_newer_catalogue_that_comes_along_is_said_and_joined_anew(
    run: Run, places: Places, server: Server, bundled: Path
) -> None:
    assert "You have no facts of your own" in run("catalogue", "join").err
    run("catalogue", "update", "--since", "2016", "--yes")
    bundled.write_bytes(compiled([STALKER, PIG, known("New", 2026, "Somebody")], made="2027-01-01"))
    assert "`filmjournal catalogue join`" in run("catalogue").err
    assert "has 5 films" in run("catalogue", "join").err
    assert run("catalogue").err == ""


def test_one_that_is_damaged_is_said_and_made_anew(run: Run, places: Places, server: Server) -> None:
    run("catalogue", "update", "--since", "2016", "--yes")
    places.catalogue.joinpath("films.catalogue").write_bytes(b"damaged")
    ended = run("catalogue")
    assert (ended.status, "Your own catalogue can't be used" in ended.err) == (Status.DONE, True)
    assert json.loads(run("catalogue", "--json").out)["own"] is False
    run("catalogue", "join")
    assert len(used(places)) == 4
    places.catalogue.joinpath("wikidata.org.jsonl.xz").write_bytes(b"damaged")
    ended = run("catalogue", "join")
    assert (ended.status, "can't be read" in ended.err) == (Status.BAD_INPUT, True)
    assert len(used(places)) == 4


def test_single_films_are_looked_up_online_after_saying_what_goes_out(run: Run, places: Places, server: Server) -> None:
    journal = open_at(places)
    journal.log(film_of("Titane", year=2021), viewing(review="Not for them to read"))
    journal.log(film_of("Stalker", year=1979), viewing())
    journal.save()
    before = places.journal.read_bytes()
    ended = run("lookup", "titane", "--online", answer="n\n")
    assert (ended.status, "titles, years and ids of 1 film of yours" in ended.err) == (Status.NOTHING, True)
    assert server.asked == []
    assert run("lookup", "titane", "--online", "--dry-run", "--yes").status == Status.DONE
    assert places.journal.read_bytes() == before
    ended = run("lookup", "titane", "--online", answer="y\ny\n")
    assert "1 of 1 film got its people." in ended.err
    assert run("find", "director:ducournau actor:lindon").status == Status.DONE
    assert "Not for them" not in json.dumps(server.asked)
    assert "wikidata.org" in places.journal.read_text("utf-8")
    assert not places.catalogue.exists(), "nothing else was stored"
    server.faults.append(forbidden)
    ended = run("lookup", "stalker", "--online", "--yes")
    assert (ended.status, "refuses to answer" in ended.err) == (Status.NOTHING, True)


def test_a_whole_journal_is_not_looked_up_one_by_one(run: Run, places: Places, server: Server) -> None:
    journal = open_at(places)
    for number in range(51):
        journal.log(film_of(f"Film {number}"), viewing())
    journal.save()
    assert "Name the films to look up online" in run("lookup", "--online").err
    ended = run("lookup", "title:film", "--online", "--yes")
    assert (ended.status, "--journal-films" in ended.err) == (Status.BAD_INPUT, True)
    assert server.asked == []


def test_two_that_change_it_at_once_wait_for_one_another(
    run: Run, places: Places, server: Server, tmp_path: Path
) -> None:
    verbs = [["update", "--since", "2016", "--yes"], ["join"], ["back"], ["build", "--imdb", str(write_imdb(tmp_path))]]
    with OwnCatalogue(places.catalogue).changing():
        for verb in verbs:
            ended = run("catalogue", *verb)
            assert ended.status == Status.BAD_INPUT
            assert ended.err.splitlines()[-1] == (
                "Another filmjournal is changing your own catalogue. Try again when it is done."
            )
    assert server.asked == []
    assert run("catalogue", *verbs[0]).status == Status.DONE
