"""Every place a journal may be in, or may turn out to be no place for one."""

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from builders import FailingDisk, OpenJournal, film, viewing
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.disk.journal_file import FileState, JournalFile
from filmjournal.journal.errors import CannotReadError, CannotSaveError, JournalError
from filmjournal.journal.journal import Journal

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and pipes of POSIX")
unprivileged = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may do anything")
privileged = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


def log(journal: Journal, title: str = "Stalker") -> Journal:
    journal.log(film(title), viewing())
    journal.save()
    return journal


def assert_is_one_sentence_about(error: JournalError, path: Path) -> None:
    text = str(error)
    assert str(path) in text
    assert text.endswith(".")
    assert "Traceback" not in text


@posix
def test_a_journal_behind_a_link_stays_behind_it_also_where_the_link_was_dangling(
    open_journal: OpenJournal, path: Path, tmp_path: Path
) -> None:
    real = tmp_path / "synced" / "films.json"
    path.symlink_to(real)
    journal = open_journal()
    assert journal.store.is_new
    log(log(journal), "Mirror")
    assert path.is_symlink()
    assert not real.is_symlink()
    assert len(open_journal(real).entries) == 2
    assert sorted(file.name for file in real.parent.iterdir()) == ["films.json", "films.json.lock"]


@posix
def test_a_link_that_comes_to_point_elsewhere_while_open_is_a_change_by_another_program(
    open_journal: OpenJournal, path: Path, tmp_path: Path
) -> None:
    log(open_journal(tmp_path / "one.json"), "One")
    log(open_journal(tmp_path / "two.json"), "Two")
    path.symlink_to(tmp_path / "one.json")
    journal = open_journal()
    path.unlink()
    path.symlink_to(tmp_path / "two.json")
    log(journal, "Mirror")
    assert {entry.film.title for entry in open_journal(tmp_path / "two.json").entries} == {"Two", "Mirror"}
    assert {entry.film.title for entry in open_journal(tmp_path / "one.json").entries} == {"One"}


@posix
@pytest.mark.parametrize("loop", ["itself", "each other"])
def test_links_that_lead_nowhere_are_refused(open_journal: OpenJournal, path: Path, loop: str) -> None:
    other = path if loop == "itself" else path.with_name("other.json")
    path.symlink_to(other)
    if other != path:
        other.symlink_to(path)
    with pytest.raises(CannotReadError) as refused:
        open_journal()
    assert_is_one_sentence_about(refused.value, path)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_file_keeps_its_mode(open_journal: OpenJournal, path: Path, mode: int) -> None:
    journal = log(open_journal())
    path.chmod(mode)
    log(journal, "Mirror")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
@privileged
def test_the_file_keeps_its_owner(open_journal: OpenJournal, path: Path) -> None:
    journal = log(open_journal())
    os.chown(path, 1234, 4321)
    log(journal, "Mirror")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no attributes on this platform")
def test_the_file_keeps_its_attributes(open_journal: OpenJournal, path: Path) -> None:
    journal = log(open_journal())
    try:
        os.setxattr(path, "user.colour", b"blue")
    except OSError:
        pytest.skip("no attributes on this file system")
    log(journal, "Mirror")
    assert os.getxattr(path, "user.colour") == b"blue"


@posix
def test_a_hard_link_keeps_what_the_file_was(open_journal: OpenJournal, path: Path) -> None:
    journal = log(open_journal())
    other = path.with_name("by another name.json")
    os.link(path, other)
    before = other.read_bytes()
    log(journal, "Mirror")
    assert other.read_bytes() == before
    assert len(open_journal().entries) == 2


@posix
@pytest.mark.parametrize("name", ["~", "two\nlines.json", "🎬.json", "e\u0301.json", "a b'c\"d.json", ".json", "-rf"])
def test_a_journal_may_have_any_name_in_any_folder(open_journal: OpenJournal, tmp_path: Path, name: str) -> None:
    path = tmp_path / name / name
    log(log(open_journal(path)), "Mirror")
    assert len(open_journal(path).entries) == 2
    assert sorted(file.name for file in path.parent.iterdir()) == sorted([name, f"{name}.lock"])


def test_a_folder_is_refused_with_what_to_name_instead(open_journal: OpenJournal, tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="it is a folder; name a file in it") as refused:
        open_journal(tmp_path)
    assert_is_one_sentence_about(refused.value, tmp_path)


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
def test_a_device_is_refused(open_journal: OpenJournal) -> None:
    with pytest.raises(CannotReadError, match="it is not a file"):
        open_journal(Path(os.devnull))


@posix
def test_a_journal_that_became_a_pipe_while_open_is_not_waited_for(open_journal: OpenJournal, path: Path) -> None:
    journal = log(open_journal())
    path.unlink()
    os.mkfifo(path)
    journal.log(film("Mirror"), viewing())
    with pytest.raises(CannotReadError, match="it is not a file"):
        journal.save()
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_folder_that_may_not_be_written_is_named_as_the_reason(
    open_journal: OpenJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(open_journal())
    disk = FailingDisk()
    journal = open_journal(disk=disk)
    assert len(journal.entries) == 1
    disk.fails["create"] = 13
    journal.log(film("Mirror"), viewing())
    with pytest.raises(CannotSaveError, match="permission denied") as refused:
        journal.save()
    assert_is_one_sentence_about(refused.value, path)
    assert len(journal.entries) == 2


@posix
@unprivileged
@pytest.mark.parametrize("lock_is_there", [True, False])
def test_a_real_folder_that_may_not_be_written_is_named_as_the_reason(
    open_journal: OpenJournal, path: Path, *, lock_is_there: bool
) -> None:
    journal = log(open_journal())
    if not lock_is_there:
        path.with_name("journal.json.lock").unlink()
    path.parent.chmod(0o500)
    try:
        journal.log(film("Mirror"), viewing())
        with pytest.raises(CannotSaveError, match="permission denied"):
            journal.save()
    finally:
        path.parent.chmod(0o700)
    assert len(journal.entries) == 2


@posix
@unprivileged
def test_a_file_that_may_not_be_read_is_refused(open_journal: OpenJournal, path: Path) -> None:
    log(open_journal())
    path.chmod(0)
    with pytest.raises(CannotReadError, match="permission denied") as refused:
        open_journal()
    assert_is_one_sentence_about(refused.value, path)


def test_a_journal_is_the_same_wherever_its_file_is_carried(open_journal: OpenJournal, tmp_path: Path) -> None:
    journal = log(open_journal())
    shutil.copy(journal.path, tmp_path / "copy.json")
    assert open_journal(tmp_path / "copy.json").entries == journal.entries
    assert open_journal(tmp_path / "copy.json").store.known.as_written


@posix
def test_a_damaged_journal_that_is_written_anew_keeps_its_mode_and_is_never_gone(path: Path) -> None:
    path.write_bytes(b"no journal")
    path.chmod(0o640)
    failing = FailingDisk()
    file = JournalFile(path, failing)
    failing.fails["write"] = errno.ENOSPC
    for _ in range(2):
        with pytest.raises(CannotSaveError):
            file.save(FileState(Documents(), (0, 0, 0, 0, 0)), Documents(), lambda found: found, anew=True)
        assert path.read_bytes() == b"no journal"
    failing.fails.clear()
    file.save(FileState(Documents(), (0, 0, 0, 0, 0)), Documents(), lambda found: found, anew=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert file.load().as_written
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == b"no journal"
