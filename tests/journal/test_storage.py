import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from builders import OpenJournal, film, viewing
from filmjournal.journal.documents import TABLES
from filmjournal.journal.errors import (
    CannotReadError,
    CannotSaveError,
    ChangedOutsideError,
    DamagedError,
    JournalError,
    NewerSchemaError,
)
from filmjournal.journal.storage import JournalStorage

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and pipes of POSIX")

READ = """
import hashlib, sys
from datetime import UTC, datetime
from pathlib import Path
from filmjournal.journal.journal import Journal
(entry,) = Journal.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC), new_id=str).entries
print(len(entry.viewing.review), hashlib.sha256(entry.viewing.review.encode()).hexdigest(), ascii(entry.film.title))
"""


def _assert_is_one_sentence_about(error: JournalError, path: Path) -> None:
    text = str(error)
    assert str(path) in text
    assert text.endswith(".")
    assert "\n" not in text
    assert "Traceback" not in text


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
    open_journal().log(film("[REC]² 東京"), viewing(review=review))
    seen = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    digest = hashlib.sha256(review.encode()).hexdigest()
    assert seen.stdout.split(maxsplit=2) == [str(len(review)), digest, ascii("[REC]² 東京") + "\n"]


def test_plain_tinydb_opens_the_file_and_sees_its_five_tables(open_journal: OpenJournal, path: Path) -> None:
    open_journal().log(film("Stalker"), viewing(headline="Drips"))
    with TinyDB(path, encoding="utf-8") as database:
        content = database.storage.read()
        assert content is not None
        assert tuple(content) == TABLES
        found = database.table("films").get(where("title") == "Stalker")
        assert found is not None
        assert database.table("viewings").search(where("film") == dict(found)["id"])
        assert database.table("meta").all() == [{"schema": 1, "generation": 1}]


def test_tinydb_works_on_the_journal_through_our_storage(open_journal: OpenJournal, path: Path) -> None:
    open_journal().log(film("Stalker"), viewing())
    with TinyDB(path, storage=JournalStorage) as database:
        table = database.table("films")
        number = table.insert({"id": "m", "title": "Mirror", "extra": [1, {"a": None}]})
        assert table.search(where("title") == "Mirror") == [{"id": "m", "title": "Mirror", "extra": [1, {"a": None}]}]
        table.update({"year": 1975}, doc_ids=[number])
        database.table("own").insert({"anything": "else"})
    journal = open_journal()
    mirror = journal.film("m")
    assert mirror is not None
    assert mirror.year == 1975
    assert len(journal.entries) == 1
    with TinyDB(path, storage=JournalStorage) as database:
        assert database.table("own").all() == [{"anything": "else"}]
        assert database.table("films").remove(where("id") == "m") == [number]
    assert open_journal().film("m") is None
    assert json.loads(path.read_text(encoding="utf-8"))["meta"]["1"]["schema"] == 1


def test_tinydb_starts_a_journal_of_its_own_through_our_storage(open_journal: OpenJournal, path: Path) -> None:
    with TinyDB(path, storage=JournalStorage) as database:
        assert database.tables() == set()
        database.table("films").insert({"id": "f", "title": "Stalker"})
        database.table("viewings").insert({"id": "v", "film": "f"})
    assert [entry.film.title for entry in open_journal().entries] == ["Stalker"]


def test_tinydb_reads_the_file_only_once_through_our_storage(
    open_journal: OpenJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_journal().log(film(), viewing())
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def counted(self: Path) -> bytes:
        read.append(self)
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", counted)
    with TinyDB(path, storage=JournalStorage) as database:
        database.table("films").insert({"id": "m", "title": "Mirror"})
        assert len(database.table("films").all()) == 2
        database.table("films").remove(where("id") == "m")
    assert read == [path]


def test_a_file_that_changed_since_it_was_read_is_not_written_over(open_journal: OpenJournal, path: Path) -> None:
    open_journal().log(film(), viewing())
    storage = JournalStorage(path)
    documents = storage.load()
    assert documents is not None
    open_journal().log(film("Mirror"), viewing())
    before = path.read_bytes()
    with pytest.raises(ChangedOutsideError) as refused:
        storage.save(documents)
    _assert_is_one_sentence_about(refused.value, path)
    assert path.read_bytes() == before


def test_a_failed_save_changes_neither_the_file_nor_what_is_in_memory(
    open_journal: OpenJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    before, files = path.read_bytes(), sorted(path.parent.iterdir())
    heard: list[str] = []
    journal.subscribe(lambda: heard.append("changed"))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for attempt in (
            lambda: journal.log(film("Mirror"), viewing()),
            lambda: journal.remove(logged.id),
            journal.undo,
        ):
            with pytest.raises(CannotSaveError, match="no space left on device") as refused:
                attempt()
            assert str(path) in str(refused.value)
            assert "The file is as it was before." in str(refused.value)
            assert path.read_bytes() == before
            assert sorted(path.parent.iterdir()) == files
            assert journal.entries == (logged,)
            assert journal.known_as(film("Mirror")) is None
    assert heard == []
    assert journal.can_undo
    assert not journal.can_redo
    journal.log(film("Mirror"), viewing())
    assert len(open_journal().entries) == 2


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named_as_the_reason(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    path.parent.chmod(0o500)
    try:
        with pytest.raises(CannotSaveError, match="permission denied"):
            journal.log(film("Mirror"), viewing())
    finally:
        path.parent.chmod(0o700)
    assert len(journal.entries) == 1


@posix
def test_a_journal_behind_a_link_stays_behind_it(open_journal: OpenJournal, path: Path, tmp_path: Path) -> None:
    real = tmp_path / "synced" / "films.json"
    real.parent.mkdir()
    path.symlink_to(real)
    journal = open_journal()
    assert journal.is_new
    journal.log(film(), viewing())
    journal.log(film("Mirror"), viewing())
    assert path.is_symlink()
    assert not real.is_symlink()
    assert len(open_journal(real).entries) == 2
    assert [file.name for file in real.parent.iterdir()] == ["films.json"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_file_keeps_its_mode(open_journal: OpenJournal, path: Path, mode: int) -> None:
    journal = open_journal()
    journal.log(film(), viewing())
    path.chmod(mode)
    journal.log(film("Mirror"), viewing())
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"", DamagedError, "it is empty"),
        (b" \n\n", DamagedError, "it is empty"),
        (b'{"films": {"1": {"id": "a", "ti', DamagedError, "it is not whole JSON"),
        (b'{"films": {}} {}', DamagedError, "it is not whole JSON"),
        (b"Dear diary", DamagedError, "it is not whole JSON"),
        (b"\x00" * 4096, DamagedError, "it is not whole JSON"),
        (b'{"films": {"1": {"id": "a", "title": "caf\xe9"}}}', DamagedError, "byte 41 is not UTF-8 text"),
        ('{"films": {}}'.encode("utf-16"), DamagedError, "byte 0 is not UTF-8 text"),
        (b"[]", DamagedError, "it is JSON, but not laid out as a journal"),
        (b'{"films": []}', DamagedError, "it is JSON, but not laid out as a journal"),
        (b'{"meta": {"1": {"schema": "one"}}}', DamagedError, "it is JSON, but not laid out as a journal"),
        (b'{"films": {}, "meta": {"1": {"schema": 2}}}', NewerSchemaError, "has schema 2"),
    ],
)
def test_a_file_that_is_no_journal_is_refused_in_a_sentence_and_left_as_it_is(
    open_journal: OpenJournal, path: Path, content: bytes, kind: type[JournalError], reason: str
) -> None:
    path.write_bytes(content)
    before = path.stat()
    with pytest.raises(kind) as refused:
        open_journal()
    _assert_is_one_sentence_about(refused.value, path)
    assert reason in str(refused.value)
    assert path.read_bytes() == content
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_is_refused_with_what_to_name_instead(open_journal: OpenJournal, tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="it is a folder; name a file in it") as refused:
        open_journal(tmp_path)
    _assert_is_one_sentence_about(refused.value, tmp_path)


def test_a_path_through_a_file_is_refused(open_journal: OpenJournal, path: Path) -> None:
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(CannotReadError, match="not a directory"):
        open_journal(path / "journal.json")


@posix
def test_a_pipe_is_refused_without_waiting_for_it(open_journal: OpenJournal, path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(CannotReadError, match="it is not a file"):
        open_journal()


@posix
def test_a_link_to_itself_is_refused(open_journal: OpenJournal, path: Path) -> None:
    path.symlink_to(path)
    with pytest.raises(CannotReadError) as refused:
        open_journal()
    _assert_is_one_sentence_about(refused.value, path)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_refused(open_journal: OpenJournal, path: Path) -> None:
    open_journal().log(film(), viewing())
    path.chmod(0)
    with pytest.raises(CannotReadError, match="permission denied") as refused:
        open_journal()
    _assert_is_one_sentence_about(refused.value, path)


def test_a_file_that_the_system_does_not_give_out_is_refused_in_a_sentence(
    open_journal: OpenJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_journal().log(film(), viewing())

    def broken(_: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(CannotReadError, match="input/output error"):
        open_journal()


def test_a_journal_that_another_program_damaged_is_not_written_over(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    logged = journal.log(film(), viewing())
    path.write_bytes(b'{"films"')
    with pytest.raises(DamagedError):
        journal.log(film("Mirror"), viewing())
    assert path.read_bytes() == b'{"films"'
    assert journal.entries == (logged,)
