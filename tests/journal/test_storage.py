"""The journal as TinyDB sees it, and as a new process does."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from builders import OpenJournal, film, records, viewing
from filmjournal.journal.database import JournalStorage
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import TABLES
from filmjournal.journal.errors import CannotReadError, ChangedOutsideError
from filmjournal.journal.journal import Journal

READ = """
import hashlib, sys
from datetime import UTC, datetime
from pathlib import Path
from filmjournal.journal.journal import Journal
(entry,) = Journal.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC), new_id=str).entries
print(len(entry.viewing.review), hashlib.sha256(entry.viewing.review.encode()).hexdigest(), ascii(entry.film.title))
"""


@pytest.fixture
def journal(open_journal: OpenJournal) -> Journal:
    """Return a journal with one viewing, on disk."""
    made = open_journal()
    made.log(film("Stalker"), viewing(headline="Drips"))
    made.save()
    return made


@pytest.mark.parametrize(
    "review",
    [
        "x" * 100_000,
        "🎬👩‍👩‍👧‍👦" * 20_000,
        "Windows\r\nline\r\nends\n\rand\x00controls\x1b[0m\u2028\x85",
        "شارع الحب\u202e",
    ],
    ids=["long", "emoji", "line ends", "right to left"],
)
def test_a_review_is_the_same_to_the_last_byte_in_a_new_process(
    open_journal: OpenJournal, path: Path, review: str
) -> None:
    journal = open_journal()
    journal.log(film("[REC]² 東京"), viewing(review=review))
    journal.save()
    seen = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    digest = hashlib.sha256(review.encode()).hexdigest()
    assert seen.stdout.split(maxsplit=2) == [str(len(review)), digest, ascii("[REC]² 東京") + "\n"]


def test_plain_tinydb_opens_the_file_and_sees_its_five_tables(journal: Journal) -> None:
    with TinyDB(journal.path, encoding="utf-8") as database:
        content = database.storage.read()
        assert content is not None
        assert tuple(content) == TABLES
        found = database.table("films").get(where("title") == "Stalker")
        assert found is not None
        assert database.table("viewings").search(where("film") == dict(found)["id"])
        (meta,) = database.table("meta").all()
        assert (meta["schema"], meta["generation"]) == (2, 1)


def test_what_plain_tinydb_wrote_is_taken_for_an_edit_by_hand(journal: Journal, open_journal: OpenJournal) -> None:
    with TinyDB(journal.path, encoding="utf-8") as database:
        database.table("films").update({"year": 1979})
    again = open_journal()
    assert again.entries[0].film.year == 1979
    assert not again.store.known.as_written


def test_tinydb_works_on_the_journal_through_our_storage(journal: Journal, open_journal: OpenJournal) -> None:
    with TinyDB(journal.path, storage=JournalStorage) as database:
        table = database.table("films")
        number = table.insert({"id": "m", "title": "Mirror", "extra": [1, {"a": None}]})
        assert table.search(where("title") == "Mirror") == [{"id": "m", "title": "Mirror", "extra": [1, {"a": None}]}]
        table.update({"year": 1975}, doc_ids=[number])
        database.table("own").insert({"anything": "else"})
    again = open_journal()
    mirror = again.tables.films.value("m")
    assert mirror is not None
    assert mirror.year == 1975
    assert len(again.entries) == 1
    assert again.store.known.as_written
    with TinyDB(journal.path, storage=JournalStorage) as database:
        assert database.table("own").all() == [{"anything": "else"}]
        assert database.table("films").remove(where("id") == "m") == [number]
    assert open_journal().tables.films.value("m") is None
    assert records(journal.path, "meta")["1"]["schema"] == 2


def test_tinydb_starts_a_journal_of_its_own_through_our_storage(open_journal: OpenJournal, path: Path) -> None:
    with TinyDB(path, storage=JournalStorage) as database:
        assert database.tables() == set()
        database.table("films").insert({"id": "f", "title": "Stalker"})
        database.table("viewings").insert({"id": "v", "film": "f"})
    assert [entry.film.title for entry in open_journal().entries] == ["Stalker"]


def test_tinydb_takes_an_unchanged_file_from_memory(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    real = Disk.read

    def counted(self: Disk, path: Path) -> bytes:
        read.append(path)
        return real(self, path)

    monkeypatch.setattr(Disk, "read", counted)
    monkeypatch.setattr("filmjournal.journal.disk.journal_file._is_settled", lambda _: True)
    with TinyDB(journal.path, storage=JournalStorage) as database:
        database.table("films").insert({"id": "m", "title": "Mirror"})
        assert len(database.table("films").all()) == 2
        database.table("films").remove(where("id") == "m")
    assert read == [journal.path]


def test_a_file_that_changed_since_it_was_read_is_not_written_over(
    journal: Journal, open_journal: OpenJournal, path: Path
) -> None:
    storage = JournalStorage(path)
    tables = storage.read()
    assert tables is not None
    other = open_journal()
    other.log(film("Mirror"), viewing())
    other.save()
    before = path.read_bytes()
    with pytest.raises(ChangedOutsideError) as refused:
        storage.write(tables)
    assert str(refused.value) == (f"The journal {path} was changed by another program. Nothing was written over it.")
    assert path.read_bytes() == before


def test_a_record_that_tinydb_cannot_hold_is_named_and_kept(path: Path) -> None:
    content = b'{"films": {"1": {"id": "f", "title": "Ran"}, "2": {"id": NaN}}}'
    path.write_bytes(content)
    with TinyDB(path, storage=JournalStorage) as database, pytest.raises(CannotReadError, match="TinyDB"):
        database.table("films").all()
    assert path.read_bytes() == content
