import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from builders import NOW, OpenJournal, film, viewing
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.errors import CannotReadError
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.backups import Backups
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.safety.verify import About, Finding, verified
from filmjournal.model.draft import Draft
from filmjournal.model.wish import Wish

Verify = Callable[..., list[Finding]]

GOOD = [About.WHOLE, About.TINYDB, About.TRASH, About.BACKUPS]


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "state" / "backups", Disk(), lambda: NOW)


@pytest.fixture
def journal(open_journal: OpenJournal, backups: Backups) -> Journal:
    opened = open_journal(backups=backups)
    for title in ("Stalker", "Mirror"):
        opened.log(film(title), viewing())
        opened.save()
    return opened


@pytest.fixture
def verify(path: Path, backups: Backups, tmp_path: Path) -> Verify:
    def looked(now_is_later_by: timedelta = timedelta()) -> list[Finding]:
        state = tmp_path / "state"
        return verified(JournalFile(path, Disk(), backups), backups, state / "drafts", state, NOW + now_is_later_by)

    return looked


def _about(findings: list[Finding]) -> list[About]:
    return [finding.about for finding in findings]


def _wrong(findings: list[Finding]) -> list[About]:
    return [finding.about for finding in findings if finding.is_wrong]


def test_of_a_journal_that_is_well_only_good_is_said(journal: Journal, verify: Verify) -> None:
    findings = verify(timedelta(days=3, hours=1))
    assert _about(findings) == GOOD
    assert _wrong(findings) == []
    whole, tinydb, trash, kept = findings
    assert (tinydb.number, tinydb.other) == (3, 5)
    assert (whole.number, whole.other) == (2, 2)
    assert (trash.number, trash.other) == (0, 0)
    assert (kept.number, kept.other) == (2, 0) or kept.moment is not None


def test_a_look_changes_nothing(journal: Journal, verify: Verify, tmp_path: Path) -> None:
    def held() -> dict[Path, tuple[int, bytes]]:
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()}

    before = held()
    verify()
    assert held() == before


def test_a_file_that_is_not_there_is_wrong(verify: Verify, tmp_path: Path) -> None:
    assert _wrong(verify()) == [About.MISSING]
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_wrong_and_the_rest_is_looked_at_all_the_same(
    journal: Journal, verify: Verify, path: Path
) -> None:
    path.write_bytes(path.read_bytes()[:-9])
    findings = verify()
    assert _wrong(findings) == [About.DAMAGED]
    assert findings[0].reason.startswith("it ends in the middle")
    assert About.BACKUPS in _about(findings)


def test_what_a_hand_changed_is_worth_a_note(journal: Journal, verify: Verify, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Stalker", b"Stalked"))
    assert About.HAND in _about(verify())
    assert _wrong(verify()) == []


@pytest.mark.parametrize(("schema", "about"), [(b"1", About.OLD_SCHEMA), (b"99", About.NEW_SCHEMA)])
def test_another_schema_is_worth_a_note(
    journal: Journal, verify: Verify, path: Path, schema: bytes, about: About
) -> None:
    path.write_bytes(path.read_bytes().replace(b'"schema": 2', b'"schema": ' + schema))
    assert about in _about(verify())


def test_each_record_that_cannot_be_read_is_wrong(journal: Journal, verify: Verify, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"watched": "2026-11-20"', b'"watched": "someday"'))
    findings = verify()
    assert _wrong(findings) == [About.RECORD, About.RECORD]
    assert all("someday" in finding.reason for finding in findings if finding.is_wrong)


def test_what_is_odd_about_the_file_is_worth_a_note(
    journal: Journal, verify: Verify, path: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real.json"
    path.rename(real)
    path.symlink_to(real)
    os.link(real, tmp_path / "second name.json")
    real.chmod(0o666)
    real.with_name(".real.json.killed.tmp").touch()
    real.with_name("real.json.damaged-20261120T101112Z").touch()
    found = _about(verify())
    assert {About.LINK, About.HARD_LINKS, About.MODE, About.LEFTOVER, About.ASIDE} <= set(found)
    assert _wrong(verify()) == []


def test_the_state_before_the_last_save_is_no_other_name_to_speak_of(
    journal: Journal, verify: Verify, backups: Backups, path: Path
) -> None:
    backups.hold(path)
    assert path.stat().st_nlink == 2
    assert About.HARD_LINKS not in _about(verify())


def test_a_lock_that_cannot_be_taken_is_wrong_and_one_that_is_held_is_worth_a_note(
    journal: Journal, verify: Verify, path: Path
) -> None:
    lock = path.with_name("journal.json.lock")
    with Disk().locked(lock, 1):
        findings = verify()
    assert About.BUSY in _about(findings)
    assert _wrong(findings) == []
    lock.unlink()
    lock.mkdir()
    assert _wrong(verify()) == [About.LOCK]


def test_a_copy_beside_it_is_worth_a_note_with_how_much_it_brings(
    journal: Journal, verify: Verify, path: Path, open_journal: OpenJournal
) -> None:
    beside = path.with_name("journal (1).json")
    shutil.copy(path, beside)
    (same,) = [finding for finding in verify() if finding.about is About.COPY]
    assert same.number == 0
    other = open_journal(beside)
    other.log(film("Ran"), viewing())
    other.save()
    (differing,) = [finding for finding in verify() if finding.about is About.COPY]
    assert (differing.path, differing.number, differing.is_wrong) == (beside, 2, False)


def test_drafts_and_the_trash_are_counted(journal: Journal, verify: Verify, tmp_path: Path) -> None:
    Drafts(tmp_path / "state" / "drafts").save(Draft(title="Ran"))
    journal.remove(journal.entries[0].id)
    journal.save()
    found = {finding.about: finding.number for finding in verify()}
    assert found[About.DRAFTS] == 1
    assert found[About.TRASH] == 1


def test_a_damaged_backup_is_wrong(journal: Journal, verify: Verify, tmp_path: Path) -> None:
    (kept,) = (tmp_path / "state" / "backups").glob("*.gz")
    kept.write_bytes(b"no gzip")
    findings = verify()
    assert _wrong(findings) == [About.BACKUP]
    assert [finding.number for finding in findings if finding.about is About.BACKUPS] == [1]


def test_a_backup_folder_that_is_none_is_wrong(journal: Journal, verify: Verify, tmp_path: Path) -> None:
    folder = tmp_path / "state" / "backups"
    shutil.rmtree(folder)
    assert About.NO_BACKUPS in _about(verify())
    folder.touch()
    assert _wrong(verify()) == [About.BACKUP]


def test_a_copy_that_could_not_be_saved_is_wrong_until_it_is_merged(
    journal: Journal, verify: Verify, path: Path, tmp_path: Path, open_journal: OpenJournal
) -> None:
    unsaved = tmp_path / "state" / "unsaved-20261120T101112Z.json"
    shutil.copy(path, unsaved)
    assert [(f.about, f.is_wrong) for f in verify() if f.about is About.UNSAVED] == [(About.UNSAVED, False)]
    other = open_journal(unsaved)
    other.log(film("Ran"), viewing())
    other.save()
    assert _wrong(verify()) == [About.UNSAVED]
    unsaved.write_bytes(b"{")
    assert _wrong(verify()) == [About.UNSAVED]


def test_a_copy_of_another_journal_that_could_not_be_saved_is_not_told(
    journal: Journal, verify: Verify, tmp_path: Path, open_journal: OpenJournal
) -> None:
    other = open_journal(tmp_path / "state" / "unsaved-20261120T101112Z.json")
    other.log(film("Ran"), viewing())
    other.save()
    assert About.UNSAVED not in _about(verify())


def test_what_the_system_does_not_let_be_read_is_raised(verify: Verify, path: Path) -> None:
    path.mkdir()
    with pytest.raises(CannotReadError):
        verify()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"films": {"1": {"id": "f", "title": "Ran"}, "1": {"id": "g", "title": "Ikiru"}}}', "1 document in films"),
        ('\ufeff{"films": {"1": {"id": "f", "title": "Ran"}}}', "TinyDB cannot read the file: "),
        ('{"own": {}, "own": {"1": {"a": 1}}}', "find other tables: own again"),
    ],
)
def test_a_file_in_which_tinydb_finds_something_else_is_wrong(
    verify: Verify, path: Path, content: str, reason: str
) -> None:
    path.write_text(content, encoding="utf-8")
    (tinydb,) = [finding for finding in verify() if finding.about is About.TINYDB]
    assert tinydb.is_wrong
    assert reason in tinydb.reason
    assert path.read_text(encoding="utf-8") == content


def test_what_tinydb_finds_in_a_journal_with_tables_of_others_is_the_same(
    journal: Journal, verify: Verify, path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{", '{"own": {"1": {"a": 1}}, "motto": "all of it", ', 1), encoding="utf-8")
    (tinydb,) = [finding for finding in verify() if finding.about is About.TINYDB]
    assert (tinydb.is_wrong, tinydb.number, tinydb.other) == (False, 5, 5)


def test_what_is_in_the_trash_is_told_by_what_it_was(journal: Journal, verify: Verify) -> None:
    journal.add_to_watchlist(film("Ran"), Wish(id="", film=""))
    journal.add_to_watchlist(journal.entries[0].film, Wish(id="", film=""))
    journal.save()
    for each in journal.watchlist:
        journal.remove_from_watchlist(each.id)
    journal.save()
    (trash,) = [finding for finding in verify() if finding.about is About.TRASH]
    assert trash.reason == "1 watchlist item and 1 watchlist item of a film you have seen"


def test_a_record_that_cannot_be_read_is_no_viewing(journal: Journal, verify: Verify, path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace('"created"', '"watched": "yesterday-ish", "created"', 1), "utf-8")
    assert next(finding.number for finding in verify() if finding.about is About.WHOLE) == 1


def test_a_backup_that_is_thinned_while_they_are_looked_at_is_not_of_no_use(
    journal: Journal, backups: Backups, verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert journal.is_saved
    listed = backups.list()
    gone = structs.replace(listed[0], path=listed[0].path.with_name("thinned"))
    monkeypatch.setattr(backups, "list", lambda: [*listed, gone])
    assert _about(verify()) == GOOD
