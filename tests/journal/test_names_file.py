import stat
from pathlib import Path

import pytest

from builders import OpenJournal, director, film, viewing
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.errors import JournalError
from filmjournal.journal.names_file import NO_NAMES, NamesFile
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Role
from filmjournal.query.fields import REVIEW, TAG, TITLE, VENUE, field_of


@pytest.fixture
def file(tmp_path: Path, path: Path, open_journal: OpenJournal) -> NamesFile:
    """Return where the names of a journal are kept; nothing is kept yet."""
    journal = open_journal()
    journal.log(
        film("Leaving Las Vegas", credits=(director("Mike Figgis"),)),
        viewing(
            tags=("35mm",),
            headline="A headline that is private",
            review="A review that is private",
            breakdown=(Element("Sound mix", "An opinion that is private"),),
        ),
    )
    journal.log(film("Timecode", credits=(director("Mike Figgis"),)), viewing(tags=("35mm", "home")))
    journal.save()
    return NamesFile(tmp_path / "names" / "own", path)


def test_what_is_kept_is_what_was_built(file: NamesFile) -> None:
    built, kept = file.build(), file.read()
    assert kept is not None
    assert kept.stamp == built.stamp == file.stamp()
    for field in (TITLE, TAG, VENUE, REVIEW, field_of(Role.DIRECTOR)):
        assert dict(kept.names(field)) == dict(built.names(field))
    assert kept.element_names == built.element_names == {"sound-mix"}


def test_names_are_found_as_in_the_journal_itself_the_most_used_first(file: NamesFile) -> None:
    names = file.build().names(TAG)
    assert (names.starting_with("", 9), dict(names)) == (["35mm", "home"], {"35mm": 2, "home": 1})
    assert file.build().names(field_of(Role.DIRECTOR)).starting_with("fig", 9) == ["Mike Figgis"]
    assert file.build().kind("element").starting_with("sound m", 9) == ["Sound mix"]


def test_nothing_that_was_written_about_a_film_is_kept(file: NamesFile) -> None:
    file.build()
    assert b"Leaving Las Vegas" in file.path.read_bytes()
    assert b"private" not in file.path.read_bytes()


def test_nobody_else_may_read_what_is_kept(file: NamesFile) -> None:
    file.build()
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_damaged_file_is_none_wherever_the_damage_is(file: NamesFile) -> None:
    file.build()
    whole = file.path.read_bytes()
    for place in range(len(whole)):
        file.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert file.read() is None
        file.path.write_bytes(whole[:place])
        assert file.read() is None
    file.path.write_bytes(whole)
    assert file.read() is not None


def test_what_another_version_kept_is_built_anew(file: NamesFile, monkeypatch: pytest.MonkeyPatch) -> None:
    file.build()
    monkeypatch.setattr("filmjournal.journal.names_file.FORMAT", "1 0.0.0")
    assert file.read() is None


def test_a_change_of_the_journal_changes_its_stamp(file: NamesFile, open_journal: OpenJournal) -> None:
    known = file.build()
    journal = open_journal()
    journal.log(film("Stalker"), viewing())
    journal.save()
    assert file.stamp() != known.stamp


def test_no_journal_has_no_stamp_and_no_names(tmp_path: Path) -> None:
    assert NamesFile(tmp_path / "names", tmp_path / "journal.json").stamp() is None
    assert NO_NAMES.names(TITLE).starting_with("", 9) == []


def test_building_alone_leaves_it_to_another_program_that_does_it(file: NamesFile) -> None:
    Disk().make_folder(file.path.parent)
    with Disk().locked(file.path.with_name("own.lock"), 0.0), pytest.raises(TimeoutError):
        file.build_alone()
    assert file.read() is None


def test_building_alone_builds_what_is_old_and_nothing_else(file: NamesFile, open_journal: OpenJournal) -> None:
    file.build_alone()
    built = file.path.stat().st_ino
    file.build_alone()
    assert file.path.stat().st_ino == built
    journal = open_journal()
    journal.log(film("Stalker"), viewing())
    journal.save()
    file.build_alone()
    known = file.read()
    assert known is not None
    assert known.names(TITLE).starting_with("stal", 9) == ["Stalker"]


def test_a_damaged_journal_has_no_names_and_stays_as_it_is(file: NamesFile) -> None:
    file.journal.write_bytes(b"{")
    with pytest.raises(JournalError):
        file.build()
    assert file.journal.read_bytes() == b"{"
    assert file.read() is None


def test_building_changes_nothing_in_the_journal(file: NamesFile) -> None:
    before = file.journal.read_bytes(), file.journal.stat().st_mtime_ns
    file.build()
    assert (file.journal.read_bytes(), file.journal.stat().st_mtime_ns) == before
