import os
import sys
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from builders import NOW, film, viewing
from filmjournal.journal.errors import CannotReadError
from filmjournal.journal.history import History
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places, new_id


def test_the_journal_asked_for_beats_the_one_of_the_environment() -> None:
    found = Places.find(Path("/asked/films.json"), {"FILMJOURNAL": "/named/films.json"})
    assert found.journal == Path("/asked/films.json")


def test_the_journal_of_the_environment_beats_the_usual_one() -> None:
    assert Places.find(None, {"FILMJOURNAL": "/named/films.json"}).journal == Path("/named/films.json")


def test_the_usual_journal_lies_in_the_data_folder_of_the_platform() -> None:
    usual = PlatformDirs("filmjournal", appauthor=False).user_data_path / "journal.json"
    assert Places.find(None, {}).journal == usual
    assert Places.find(None, {"FILMJOURNAL": ""}).journal == usual


def test_a_tilde_is_the_home_folder() -> None:
    assert Places.find(None, {"FILMJOURNAL": "~/films.json"}).journal == Path.home() / "films.json"
    assert Places.find(Path("~/films.json"), {}).journal == Path.home() / "films.json"


def test_each_journal_has_drafts_backups_a_history_and_names_of_its_own_and_all_share_the_settings() -> None:
    one, other = Places.find(Path("/a.json"), {}), Places.find(Path("/b.json"), {})
    assert one.drafts != other.drafts
    assert one.backups != other.backups
    assert one.history != other.history
    assert one.backups.name == one.drafts.name
    assert one.names != other.names
    assert Places.find(Path("/a.json"), {}).drafts == one.drafts
    assert one.settings == other.settings
    assert one.scratch == other.scratch


def test_a_journal_has_the_same_drafts_however_its_path_is_written() -> None:
    assert Places.find(Path("films.json").absolute(), {}).drafts == Places.find(Path("films.json"), {}).drafts


def test_finding_places_makes_no_folders(tmp_path: Path) -> None:
    found = Places.around(tmp_path / "j.json", tmp_path / "state", tmp_path / "config")
    assert found.drafts.is_relative_to(tmp_path / "state")
    assert found.settings == tmp_path / "config" / "settings.json"
    assert list(tmp_path.iterdir()) == []


def test_all_of_a_copy_of_the_sample_lies_in_its_folder(tmp_path: Path) -> None:
    found = Places.around_sample(tmp_path / "copy" / "sample.json")
    for path in (
        found.drafts,
        found.backups,
        found.history,
        found.state,
        found.scratch,
        found.searches,
        found.settings,
    ):
        assert path.is_relative_to(tmp_path / "copy")
    assert found.catalogue.is_relative_to(tmp_path / "copy")
    assert Places.around_sample(tmp_path / "sample.json", tmp_path / "catalogue").catalogue == tmp_path / "catalogue"


def test_every_journal_has_the_same_catalogue_beside_the_usual_journal() -> None:
    one, other = Places.find(Path("/a.json"), {}), Places.find(None, {})
    assert one.catalogue == other.catalogue == other.journal.parent / "catalogue"


def test_the_home_of_nobody_is_refused_in_a_sentence() -> None:
    with pytest.raises(CannotReadError, match="there is no such user"):
        Places.find(Path("~nobody-by-this-name/journal.json"), {})


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are UTF-16 there")
def test_a_journal_whose_path_is_not_utf_8_has_places_and_can_be_changed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json"))
    places = Places.around(path, tmp_path / "state", tmp_path / "config")
    history = History(places.history, now=lambda: NOW, new_id=new_id)
    journal = Journal.open(places.journal, now=lambda: NOW, new_id=new_id, history=history)
    journal.log(film(), viewing())
    journal.save()
    assert journal.store.save_problems == ()
    assert path.exists()


def test_a_path_from_a_folder_that_was_deleted_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    with pytest.raises(CannotReadError, match="the folder that you are in was deleted"):
        Places.around(Path("journal.json"), tmp_path, tmp_path)


def test_ids_are_made_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: -86_400.0)
    assert len({new_id() for _ in range(10)}) == 10
