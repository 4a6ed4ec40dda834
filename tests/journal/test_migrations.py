"""A file of the first schema, frozen as it was written then, becomes one of this schema and loses nothing."""

import errno
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Raw, structs

from builders import FAILURES, NOW, FailingDisk, OpenJournal, film, viewing
from copies import documents, table
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.disk.migrations import STEPS, migrated
from filmjournal.journal.disk.scanning import scan
from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.safety.backups import BackupReason, Backups

FROZEN = Path(__file__).parent / "frozen" / "schema-1.json"
EDITED_AT = "2026-11-22T21:30:00.500000Z"


@pytest.fixture
def old(path: Path) -> Path:
    """Return the frozen file in the place of the journal."""
    shutil.copy(FROZEN, path)
    return path


def told(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_everything_that_was_written_is_there_after_the_migration(open_journal: OpenJournal, old: Path) -> None:
    before = told(old)
    journal = open_journal()
    assert len(journal.entries) == 3
    assert [problem.number for problem in journal.problems] == ["4", "5", "1"]
    journal.log(film("Ran"), viewing())
    journal.save()
    after = told(old)
    assert after.keys() == before.keys()
    after["viewings"]["2"].pop("edits")
    after["films"].pop("6")
    after["viewings"].pop("6")
    for name in ("films", "viewings", "watchlist", "trash", "plugins", "motto"):
        assert after[name] == before[name]
    meta = after["meta"]["1"]
    assert (meta["schema"], meta["generation"], meta["device"]) == (2, 5, "desk")


def test_a_record_that_needs_no_migration_keeps_its_bytes(open_journal: OpenJournal, old: Path) -> None:
    journal = open_journal()
    journal.log(film("Ran"), viewing())
    journal.save()
    text = old.read_text(encoding="utf-8")
    assert '"5": { "id":"film-odd" , "title":"Caf\\u00e9" ,"runtime":100,  "x": 1.50 }' in text
    assert '"id": "viewing-bad",\n      "film": "film-odd",\n      "rating": 11,' in text


def test_a_viewing_that_was_edited_tells_so_in_its_edits_and_no_other_does() -> None:
    found = {record["id"]: record.get("edits") for record in table(migrated(scan(FROZEN.read_bytes())), "viewings")}
    edits = found.pop("viewing-edited")
    assert all(of_others is None for of_others in found.values())
    assert list(edits) == [EDITED_AT]
    assert {"review", "rating", "tags", "mood", "breakdown", "film", "watched"} <= set(edits[EDITED_AT])
    assert not {"id", "created", "modified", "edits"} & set(edits[EDITED_AT])


def test_a_look_alone_migrates_nothing_on_the_disk(open_journal: OpenJournal, old: Path) -> None:
    before = old.read_bytes()
    journal = open_journal()
    journal.save()
    assert journal.is_saved
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


def test_the_original_is_in_a_backup_before_it_is_migrated(open_journal: OpenJournal, old: Path) -> None:
    backups = Backups(old.parent / "backups", FailingDisk(), lambda: NOW)
    journal = open_journal(backups=backups)
    journal.log(film("Ran"), viewing())
    journal.save()
    (kept,) = backups.list()
    assert kept.reason is BackupReason.MIGRATION
    assert backups.read(kept) == FROZEN.read_bytes()
    journal.undo()
    journal.save()
    assert len(backups.list()) == 1


def test_nothing_is_migrated_where_the_original_cannot_be_backed_up(open_journal: OpenJournal, old: Path) -> None:
    full = FailingDisk()
    full.fails["write"] = errno.ENOSPC
    journal = open_journal(backups=Backups(old.parent / "backups", full, lambda: NOW))
    journal.log(film("Ran"), viewing())
    with pytest.raises(CannotSaveError, match="the backup before it cannot be made: no space left on device"):
        journal.save()
    assert old.read_bytes() == FROZEN.read_bytes()


@pytest.mark.parametrize(("step", "reason"), FAILURES)
def test_a_migration_that_is_interrupted_starts_over(
    open_journal: OpenJournal, old: Path, disk: FailingDisk, step: str, reason: int
) -> None:
    journal = open_journal(disk=disk)
    journal.revise(journal.entries[0].film, structs.replace(journal.entries[0].viewing, liked=True))
    disk.fails[step] = reason
    with pytest.raises(CannotSaveError):
        journal.save()
    assert old.read_bytes() == FROZEN.read_bytes()
    again = open_journal()
    assert again.store.known.schema == 1
    again.log(film("Ran"), viewing())
    again.save()
    assert open_journal().store.known.schema == 2
    assert len(open_journal().entries) == 4


def test_what_is_of_this_schema_is_left_alone() -> None:
    done = migrated(scan(FROZEN.read_bytes()))
    assert migrated(done) is done
    assert migrated(migrated(done)) is done


def test_steps_are_taken_one_after_the_other_from_where_the_file_stands() -> None:
    taken: list[int] = []

    def step(number: int, found: Documents) -> Documents:
        taken.append(number)
        return found

    chain = {
        5: lambda found: step(5, found),
        6: lambda found: step(6, found),
        7: lambda found: step(7, found),
    }
    assert migrated(documents().with_meta(schema=6), chain).meta.schema == 8
    assert taken == [6, 7]


def test_every_schema_before_this_one_has_a_step_to_the_next() -> None:
    assert sorted(STEPS) == list(range(1, max(STEPS) + 1))


@pytest.mark.parametrize(
    "record",
    [
        b'{"id": "v", "film": "f", "modified": "0001-01-01T00:00:00+14:00"}',
        b'{"id": "v", "film": "f", "modified": "9999-12-31T23:59:59-14:00"}',
        b'{"id": "v", "film": "f", "modified": "2026-11-22T20:00:00Z", "x": 1e999}',
        b'{"id": "v", "film": "f", "modified": "2026-11-22T20:00:00Z", "x": NaN}',
        b'{"id": "v", "film": "f", "modified": "2026-11-22T20:00:00Z", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"id": "v", "film": "f", "modified": 7}',
        b'{"id": "v", "film": "f", "modified": "2026-11-22T20:00:00Z", "rating": 11}',
        b"[]",
        b"7",
    ],
)
def test_a_record_that_cannot_be_migrated_is_left_alone(record: bytes) -> None:
    found = documents(viewings=[]).with_meta(schema=1)
    found.tables["viewings"] = {"1": Raw(record)}
    assert bytes(migrated(found).tables["viewings"]["1"]) == record


def test_edits_that_are_there_already_are_kept() -> None:
    found = documents(
        viewings=[{"id": "v", "film": "f", "modified": "2026-11-22T20:00:00Z", "edits": {"2026": ["rating"]}}]
    )
    raw = migrated(found.with_meta(schema=1)).tables["viewings"]["1"]
    assert msgspec.json.decode(raw)["edits"] == {"2026": ["rating"]}
