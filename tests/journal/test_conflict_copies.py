import shutil
import unicodedata
from pathlib import Path

import pytest

from builders import NOW, OpenJournal, film, viewing
from copies import data, documents
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.merging.copies import copies_beside, found_beside, is_copy_of

COPIES = [
    "journal.sync-conflict-20261120-101112-ABCDEFG.json",
    "journal (Ana's conflicted copy 2026-11-20).json",
    "journal (In Konflikt stehende Kopie von Ana 2026-11-20).json",
    "journal (Copie en conflit de Ana 2026-11-20).json",
    "journal (Copia en conflicto de Ana 2026-11-20).json",
    "journal (Ana の競合コピー 2026-11-20).json",
    "journal （Ana 的冲突副本 2026-11-20）.json",
    "journal (conflicted copy 2026-11-20 101112).json",
    "journal_conflict-20261120-101112.json",
    "journal-LAPTOP.json",
    "journal-Ana’s MacBook.json",
    "journal (1).json",
    "journal (1) (2).json",
    "journal(1).json",
    "journal 2.json",
    "Journal 2.JSON",
    "journal copy.json",
    "journal - Kopie.json",
    "journal (SFConflict ana@example.org 2026-11-20-10-11-12).json",
]

OTHERS = [
    "journalism.json",
    "journals.json",
    "my journal.json",
    "journal.json.lock",
    "journal.json.damaged-20261120T101112Z",
    "journal.damaged-2026.json",
    ".journal.json.abc.tmp",
    ".syncthing.journal.json.tmp",
    "~syncthing~journal.json.tmp",
    "~$journal.json",
    ".~lock.journal.json#",
    ".journal (1).json",
    "journal.json.bak",
    "journal.txt",
    "journal (1).txt",
    "journal.settings.json",
    "journal 2026-11-20 about.json",
]


@pytest.mark.parametrize("name", COPIES)
def test_the_names_that_programs_give_to_copies_are_known(path: Path, name: str) -> None:
    path.touch()
    path.with_name(name).touch()
    assert copies_beside(path, Disk()) == [path.with_name(name)]


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_beside_the_journal_are_no_copies(path: Path, name: str) -> None:
    path.touch()
    path.with_name(name).touch()
    assert copies_beside(path, Disk()) == []


def test_names_with_accents_taken_apart_are_known(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "übersicht (1).json")).touch()
    assert len(copies_beside(tmp_path / "übersicht.json", Disk())) == 1


def test_a_journal_without_a_suffix_has_copies_too(tmp_path: Path) -> None:
    for name in ("films", "films (1)", "films-LAPTOP", "filmstrip"):
        (tmp_path / name).touch()
    assert [found.name for found in copies_beside(tmp_path / "films", Disk())] == ["films (1)", "films-LAPTOP"]


def test_copies_lie_beside_the_file_that_a_link_leads_to_and_beside_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "cloud" / "films.json", tmp_path / "home" / "journal.json"
    for path in (real, link):
        path.parent.mkdir()
    real.touch()
    link.symlink_to(real)
    beside = [real.with_name("films (1).json"), link.with_name("journal (1).json")]
    for path in beside:
        path.touch()
    assert copies_beside(link, Disk()) == beside


def test_a_journal_in_a_folder_that_is_not_there_has_no_copies(tmp_path: Path) -> None:
    assert copies_beside(tmp_path / "none" / "journal.json", Disk()) == []


def test_only_what_shares_a_record_with_the_journal_is_its_copy(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    journal.save()
    ours = journal.tables.documents
    shutil.copy(path, path.with_name("journal (1).json"))
    path.with_name("journal (2).json").write_bytes(data(documents(1, films=[{"id": "another", "title": "Ran"}])))
    path.with_name("journal (3).json").write_bytes(b"{")
    path.with_name("journal (4).json").write_bytes(path.read_bytes().replace(b'"schema": 2', b'"schema": 99'))
    path.with_name("journal (5).json").mkdir()
    assert [copy.path.name for copy in found_beside(ours, path, Disk())] == ["journal (1).json"]


def test_a_record_that_is_in_the_trash_of_one_is_shared_too() -> None:
    trash_row = {"id": "v", "table": "viewings", "removed": NOW.isoformat(), "record": {"id": "v", "film": "f"}}
    ours, theirs = documents(1, trash=[trash_row]), documents(1, viewings=[{"id": "v", "film": "f"}])
    assert is_copy_of(ours, theirs)
    assert not is_copy_of(documents(1), theirs)
    assert not is_copy_of(documents(1, viewings=[{"id": ""}, {"no": "id"}]), documents(1, viewings=[{"id": ""}]))
