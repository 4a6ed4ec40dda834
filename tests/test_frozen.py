"""What version 0.1.0 wrote opens unchanged: the files in frozen/ were made by that version, and are never made anew."""

import json
import shutil
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from msgspec import structs

from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.history import History
from filmjournal.journal.journal import Journal
from filmjournal.journal.names_file import NamesFile
from filmjournal.journal.safety.backups import BackupReason, Backups
from filmjournal.journal.safety.drafts import NEW, Drafts, saved_slot, slot_of, wish_slot
from filmjournal.journal.searches import Searches
from filmjournal.journal.sources import lists_in, sources_of
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.tui.settings import Settings, SettingsFile

FROZEN = Path(__file__).parent / "frozen" / "version-0.1"
NOW = datetime(2026, 11, 24, 21, tzinfo=UTC)

PIG, STALKER, NOSTALGHIA = "0199-0002", "0199-0005", "0199-0010"
"""The ids of two viewings and of a film on the watchlist."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a folder with all that the old version wrote."""
    return Path(shutil.copytree(FROZEN, tmp_path / "old"))


def opened(old: Path) -> Journal:
    ids = count(1)
    return Journal.open(
        old / "journal.json",
        now=lambda: NOW,
        new_id=lambda: f"new-{next(ids)}",
        backups=Backups(old / "backups", Disk(), lambda: NOW),
        history=history(old),
    )


def history(old: Path) -> History:
    return History(old / "history.json", now=lambda: NOW, new_id=lambda: "noted")


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_journal_reads_as_it_was_written(old: Path) -> None:
    journal = opened(old)
    assert journal.store.known.as_written
    assert [(entry.film.title, entry.viewing.watched, entry.viewing.rating) for entry in journal.entries] == [
        ("The Thing", "2026-11-23", 7),
        ("Solaris", "2026-11-21", None),
        ("Ran", "2026-11-19", 9),
        ("Pig", "2026-11-17", 8),
        ("Stalker", "1998", 10),
    ]
    pig = journal.entry(PIG)
    assert pig is not None
    assert (pig.viewing.headline, pig.viewing.venue, pig.viewing.companions) == ("Truffles", "Kino Babylon", ("Ana",))
    assert (pig.viewing.liked, pig.viewing.tags, pig.viewing.rewatch) == (True, ("quiet",), False)
    assert pig.viewing.review.startswith("He wants his *pig*.\n\n“We don't")
    assert [(part.name, part.text, part.rating) for part in pig.viewing.breakdown] == [
        ("Performances", "Cage hardly speaks.", 10),
        ("Direction", "Patient.", None),
    ]
    assert (pig.film.year, pig.film.runtime, pig.film.external_ids.imdb) == (2021, 92, "tt11003218")
    assert [(credit.name, credit.character) for credit in pig.film.credited(Role.ACTOR)] == [("Nicolas Cage", "Rob")]
    assert [(item.film.title, item.wish.added, item.wish.recommended_by) for item in journal.watchlist] == [
        ("Ivan's Childhood", "2026-11-20", ""),
        ("Nostalghia", "2026-11-18", "Ana"),
    ]
    assert [problem.number for problem in journal.problems] == ["9"]


def test_the_trash_and_what_came_from_other_services_read_as_they_were_written(old: Path) -> None:
    tables = opened(old).tables
    assert [(row.table, row.is_removed, row.key) for row in tables.trash.rows] == [
        ("viewings", True, ""),
        ("viewings", False, "headline"),
        ("watchlist", True, ""),
        ("viewings", True, ""),
    ]
    emptied = tables.trash.row("0199-0020")
    assert emptied is not None
    assert emptied.emptied
    pig = tables.viewings.stored(PIG)
    assert pig is not None
    assert [(row.service, row.table, row.key) for row in sources_of(pig.document)] == [
        ("letterboxd", "diary", "https://boxd.it/pig1"),
        ("letterboxd", "watched", "https://boxd.it/pig"),
    ]
    assert [(each.name, each.rows[0]["Name"]) for each in lists_in(tables.documents)] == [
        (("letterboxd", "https://boxd.it/best"), "Ran")
    ]


def test_nothing_is_written_by_opening_what_the_old_version_wrote(old: Path) -> None:
    journal = opened(old)
    journal.save()
    history(old).last()
    Drafts(old / "drafts").left()
    backups = Backups(old / "backups", Disk(), lambda: NOW)
    for backup in backups.list():
        backups.contents(backup)
    Searches(old / "searches.json").saved  # noqa: B018 — reading it is what might write
    SettingsFile(old / "settings.json").read()
    NamesFile(old / "names", old / "journal.json").read()
    assert everything_in(old) == everything_in(FROZEN)


def test_keys_of_others_at_every_level_survive_an_edit(old: Path) -> None:
    journal = opened(old)
    pig = journal.entry(PIG)
    assert pig is not None
    journal.revise(structs.replace(pig.film, runtime=93), structs.replace(pig.viewing, rating=Rating(6)))
    (nostalghia,) = [item for item in journal.watchlist if item.id == NOSTALGHIA]
    journal.revise_watchlist_item(nostalghia.film, structs.replace(nostalghia.wish, recommended_by="Ben"))
    journal.save()
    after = json.loads((old / "journal.json").read_text(encoding="utf-8"))
    film, viewing = after["films"]["1"], after["viewings"]["1"]
    assert (film["runtime"], viewing["rating"], after["watchlist"]["1"]["recommended_by"]) == (93, 6, "Ben")
    assert film["poster"] == {"file": "pig.jpg", "size": [2, 3]}
    assert (film["credits"][1]["agent"], film["external_ids"]["mubi"]) == ("n. n.", "pig")
    assert viewing["mood"] is None
    assert viewing["breakdown"][0]["seconds"] == 1.5
    assert after["watchlist"]["1"]["priority"] == 1
    assert after["viewings"]["9"]["rating"] == 11
    assert (after["plugins"], after["motto"]) == ({"1": {"name": "counter", "on": True}}, "all of it")
    assert after["meta"]["1"]["device"] == "desk"


def test_every_change_of_the_old_history_can_be_undone(old: Path) -> None:
    journal, noted, titles = opened(old), history(old), list[str]()
    while (last := noted.last()) is not None:
        titles.append(last.title)
        if last.altered is None:
            break
        if journal.undo_from_history(last) is None:
            assert last.id == "0199-0024"  # the edit after it replaced all that it did
            noted.forget(last.id)
        journal.save()
    assert titles == [
        "Removed Stalker",
        "Logged The Thing",
        "Took Mirror off the watchlist",
        "Edited Stalker",
        "Imported from letterboxd-ana-2026-11-22.zip",
        "Merged copy.json",
        "Edited Pig",
        "Edited Pig",
        "Emptied the trash",
    ]
    assert [(entry.film.title, entry.viewing.watched) for entry in journal.entries] == [
        ("Stalker", "2026-11-18"),
        ("Pig", "2026-11-17"),
        ("Stalker", "1998"),
    ]
    pig, stalker = journal.entry(PIG), journal.entry(STALKER)
    assert pig is not None
    assert (pig.viewing.headline, pig.viewing.rating) == ("A film about what one cannot get back", 9)
    assert pig.film.external_ids.letterboxd == ""
    assert stalker is not None
    assert stalker.viewing.review == "Water."
    assert [item.film.title for item in journal.watchlist] == ["Nostalghia", "Mirror"]
    assert lists_in(journal.tables.documents) == ()


def test_what_the_old_version_put_into_the_trash_can_be_restored(old: Path) -> None:
    journal = opened(old)
    for row in journal.tables.trash.rows:
        journal.restore(row.id, "it")
    journal.save()
    assert journal.tables.trash.row("0199-0008") is None
    pig = journal.entry(PIG)
    assert pig is not None
    assert pig.viewing.headline == "What one cannot get back"
    assert "Cats" in {entry.film.title for entry in journal.entries}
    assert "Mirror" in {item.film.title for item in journal.watchlist}


def test_drafts_of_every_slot_are_offered(old: Path) -> None:
    drafts = Drafts(old / "drafts")
    offered = drafts.offer()
    assert {slot: draft.title for slot, draft in offered.items()} == {
        NEW: "Possession",
        PIG: "Pig",
        "0199-0004": "Stalker",
        saved_slot("0199-9999"): "Tenet",
        wish_slot(): "Sátántangó",
        wish_slot(NOSTALGHIA): "Nostalghia",
        "beside-0123456789abcdef": "Heat",
    }
    assert (offered[NEW].year, offered[NEW].review, offered[NEW].credits[0].name) == ("81", "The under", "Zulawski")
    assert slot_of(offered[PIG]) == PIG
    kept = drafts.load(PIG)
    assert kept is not None
    assert kept.since is not None
    assert (kept.since.rating, kept.draft.rating) == (Rating(8), Rating(10))
    assert Drafts(old / "drafts").offer() == {}


def test_backups_of_every_reason_are_listed_and_can_be_restored(old: Path, tmp_path: Path) -> None:
    backups = Backups(old / "backups", Disk(), lambda: NOW)
    listed = backups.list()
    assert [(backup.sequence, backup.reason) for backup in listed] == [
        (7, BackupReason.DAY),
        (6, BackupReason.IMPORT),
        (5, BackupReason.MERGE),
        (4, BackupReason.DAY),
        (3, BackupReason.EMPTY),
        (2, BackupReason.HAND),
        (1, BackupReason.DAY),
    ]
    previous = backups.previous()
    assert previous is not None
    for backup in (*listed, previous):
        JournalFile(tmp_path / "journal.json").put(backups.read(backup), BackupReason.RESTORE)
        journal = opened(tmp_path)
        contents = backups.contents(backup)
        assert len(journal.tables.viewings.all()) + len(journal.tables.viewings.problems) == contents.viewings
        assert len(journal.tables.films.all()) == contents.films


def test_settings_and_searches_read_as_they_were_written(old: Path) -> None:
    settings = SettingsFile(old / "settings.json").read()
    assert settings == Settings(theme="filmjournal-dark", sort="rating", against=True)
    searches = Searches(old / "searches.json")
    assert searches.history == ("is:liked sort:rating", "rating:4.. director:sarnoski", "tarkovsky")
    assert dict(searches.saved) == {"calm": "tag:quiet rating:4..", "old-films": "year:..1980"}
    assert searches.problem == ""


def test_the_file_of_names_is_read_or_built_again(old: Path) -> None:
    file = NamesFile(old / "names", old / "journal.json")
    known = file.read()
    if known is None:  # a version that folds names otherwise builds them anew
        known = file.build()
    assert known.kind("title").keys() >= {"Pig", "Ran", "Solaris", "Stalker", "The Thing"}
    assert {"performances", "direction"} <= known.element_names
