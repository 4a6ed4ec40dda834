"""Checks the journal's file and everything that keeps it safe, and changes nothing."""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from filmjournal.journal.codec import can_be_read, decoded
from filmjournal.journal.disk.disk import reason, target_name
from filmjournal.journal.disk.documents import SCHEMA, TABLES, Documents
from filmjournal.journal.disk.journal_file import FileState, JournalFile
from filmjournal.journal.errors import CannotReadError, DamagedError, JournalError
from filmjournal.journal.listing import entries_and_problems
from filmjournal.journal.merging.copies import found_beside, is_copy_of
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.safety.backups import Backup, BackupDamagedError, Backups
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.tables import Tables
from filmjournal.model.wording import counted, listed

_SECONDS = 1.0
"""How long to wait for another program that holds the lock."""


class About(StrEnum):
    """What a finding is about; the values are in the JSON of `verify`."""

    MISSING = "missing"
    """There is no file."""
    DAMAGED = "damaged"
    """The file is no journal, or no longer one."""
    WHOLE = "whole"
    """The file is whole."""
    TINYDB = "tinydb"
    """What TinyDB finds in the file, which is what this program finds."""
    HAND = "hand"
    """The file is not as this program wrote it."""
    OLD_SCHEMA = "old schema"
    """The file has an earlier schema, and is updated at the next save."""
    NEW_SCHEMA = "new schema"
    """The file was written by a later filmjournal, and can only be read."""
    LINK = "link"
    """The path is a link to the file."""
    HARD_LINKS = "hard links"
    """The file has other names (hard links), which a save does not update."""
    MODE = "mode"
    """Others may write the file, or its owner may not."""
    LEFTOVER = "leftover"
    """A save that was killed left this behind."""
    ASIDE = "set aside"
    """A damaged file that was set aside."""
    COPY = "copy"
    """Another copy of the journal is beside it."""
    LOCK = "lock"
    """The file can't be locked, or its folder can't be written: nothing can be saved."""
    BUSY = "busy"
    """Another program is writing the file."""
    RECORD = "record"
    """A record cannot be read."""
    TRASH = "trash"
    """What is in the trash."""
    DRAFTS = "drafts"
    """Drafts that were not saved."""
    DRAFT = "draft"
    """A draft that can't be read."""
    EDITOR = "editor"
    """A text that was left in an editor when everything ended."""
    RECOVERY = "recovery"
    """A file that an editor left to recover what was not saved in it."""
    MOVED = "moved"
    """Backups of a journal with the same records, whose file is gone."""
    BACKUPS = "backups"
    """The backups, all of which can be read."""
    NO_BACKUPS = "no backups"
    """There is no backup."""
    BACKUP = "backup"
    """A backup can't be used."""
    UNSAVED = "unsaved"
    """A copy that was written when the journal could not be saved."""


class Finding(Struct, frozen=True):
    """One thing that was found."""

    about: About
    """What it is about."""
    is_wrong: bool = False
    """Whether something must be done about it."""
    path: Path | None = None
    """The file or the folder."""
    reason: str = ""
    """What is wrong, or what more there is to say."""
    number: int = 0
    """How many: viewings, records, drafts, backups."""
    other: int = 0
    """How many of the other kind: films, versions, documents."""
    moment: datetime | None = None
    """When it was made, or found."""


def verified(file: JournalFile, backups: Backups, drafts: Path, state: Path, now: datetime) -> list[Finding]:
    """Return everything that a check of a journal finds, the file first.

    Raises CannotReadError where the system does not let the file be read at all.
    """
    known, findings = _file(file)
    findings += _around(file, backups)
    ours = known.documents if known is not None else None
    if ours is not None and known is not None and known.fingerprint is not None:
        findings += _contents(ours)
    findings += _beside(file, ours)
    findings += _drafts(drafts, state)
    findings += _backups(backups, now)
    findings += _unsaved(file, state, ours)
    return findings


def _file(file: JournalFile) -> tuple[FileState | None, list[Finding]]:
    try:
        known = file.load()
    except DamagedError as error:
        return None, [Finding(About.DAMAGED, is_wrong=True, path=file.path, reason=error.reason)]
    if known.fingerprint is None:
        return known, [Finding(About.MISSING, is_wrong=True, path=file.path)]
    tables = known.documents.tables
    viewings, films = (sum(can_be_read(name, raw) for raw in tables[name].values()) for name in ("viewings", "films"))
    shown = Tables(known.documents.copied()).films
    films -= len(shown.all()) - len(shown.values())  # records that were merged into others are no films
    told = Finding(About.WHOLE, path=file.path, number=viewings, other=films)
    findings = [told, _with_tinydb(file, known.documents)]
    if known.schema > SCHEMA:
        findings.append(Finding(About.NEW_SCHEMA, path=file.path, number=known.schema, other=SCHEMA))
    elif known.schema < SCHEMA:
        findings.append(Finding(About.OLD_SCHEMA, path=file.path, number=known.schema, other=SCHEMA))
    if not known.as_written:
        findings.append(Finding(About.HAND, path=file.path))
    return known, findings


def _around(file: JournalFile, backups: Backups) -> Iterator[Finding]:
    """Yield what is odd about the file and its folder, whatever the file holds."""
    target = file.target
    if file.path.is_symlink():
        yield Finding(About.LINK, path=target)
    if target.is_file():
        yield from _mode_and_names(target, backups)
    try:
        names = file.disk.names(target.parent)
    except OSError as error:
        raise CannotReadError(target.parent, reason(error)) from error
    for name in names:
        if target_name(name) == target.name:
            yield Finding(About.LEFTOVER, path=target.with_name(name))
        if name.startswith(f"{target.name}.damaged-"):
            yield Finding(About.ASIDE, path=target.with_name(name))
    yield from _lock(file)


def _mode_and_names(target: Path, backups: Backups) -> Iterator[Finding]:
    found = target.stat()
    names = found.st_nlink - 1 - _names_held(target, backups)
    if names > 0:
        yield Finding(About.HARD_LINKS, path=target, number=names)
    mode = stat.S_IMODE(found.st_mode)
    if os.name == "posix" and (mode & stat.S_IWOTH or not mode & stat.S_IWUSR):
        yield Finding(About.MODE, path=target, reason=stat.filemode(found.st_mode)[1:])


def _names_held(target: Path, backups: Backups) -> int:
    """Return how many names the file has among the backups, left by a save that failed."""
    try:
        return backups.names_of(target)
    except OSError:
        return 0


def _lock(file: JournalFile) -> Iterator[Finding]:
    target = file.target
    lock = target.with_name(f"{target.name}.lock")
    if target.parent.is_dir() and not os.access(target.parent, os.W_OK):
        yield Finding(About.LOCK, is_wrong=True, path=target.parent, reason="its folder cannot be written")
    elif lock.exists():  # otherwise the next save makes it
        try:
            with file.disk.locked(lock, _SECONDS):
                pass
        except TimeoutError:
            yield Finding(About.BUSY, path=lock)
        except OSError as error:
            yield Finding(About.LOCK, is_wrong=True, path=lock, reason=reason(error))


def _with_tinydb(file: JournalFile, documents: Documents) -> Finding:
    """Open the file with TinyDB as it comes, and compare its tables and how many documents each has."""
    from tinydb import TinyDB  # noqa: PLC0415 — only a check of the file needs it
    from tinydb.middlewares import CachingMiddleware  # noqa: PLC0415
    from tinydb.storages import JSONStorage  # noqa: PLC0415

    ours = {name: len(table) for name, table in documents.tables.items() if table}
    try:
        storage = CachingMiddleware(JSONStorage)  # type: ignore[no-untyped-call]  # TinyDB leaves it without types
        with TinyDB(file.target, storage=storage, access_mode="r", encoding="utf-8") as database:
            theirs = {name: len(database.table(name)) for name in TABLES if len(database.table(name))}
            others = database.tables() - set(TABLES)
    except (OSError, ValueError, RecursionError) as error:
        return Finding(About.TINYDB, is_wrong=True, reason=f"TinyDB cannot read the file: {error}")
    for name in TABLES[:-1]:  # a file of the first schema may say nothing about itself
        if (found := theirs.get(name, 0)) != (number := ours.get(name, 0)):
            reason = f"TinyDB finds {counted(found, 'document')} in {name}, and filmjournal {number:,}"
            return Finding(About.TINYDB, is_wrong=True, reason=reason)
    if others != set(documents.rest):
        names = ", ".join(sorted(others ^ set(documents.rest)))
        return Finding(About.TINYDB, is_wrong=True, reason=f"TinyDB and filmjournal find other tables: {names}")
    return Finding(About.TINYDB, number=len(theirs) + len(others), other=sum(theirs.values()))


def _contents(documents: Documents) -> Iterator[Finding]:
    tables = Tables(documents.copied())
    for problem in entries_and_problems(tables, {})[1]:
        yield Finding(About.RECORD, is_wrong=True, reason=str(problem))
    rows = tables.trash.rows
    seen = {decoded(raw).get("film") for raw in documents.tables["viewings"].values() if can_be_read("viewings", raw)}
    removed = Counter(
        _SEEN if row.table == "watchlist" and decoded(row.record).get("film") in seen else row.table
        for row in rows
        if row.is_removed
    )
    parts = [_counted_rows(removed[table], words) for table, words in _REMOVED.items() if removed[table]]
    versions = sum(row.is_replaced for row in rows)
    yield Finding(About.TRASH, reason=listed(parts), number=removed.total(), other=versions)


def _counted_rows(number: int, words: str) -> str:
    first, between, rest = words.partition(" of ")
    return f"{counted(number, first)}{between}{rest}"


_SEEN = "seen"
_REMOVED = {
    "viewings": "viewing",
    "watchlist": "watchlist item",
    _SEEN: "watchlist item of a film you have seen",
    "films": "film",
    "film_lists": "list",
    "list_items": "film on a list",
}
"""What is in the trash, by the table that it was in."""


def _beside(file: JournalFile, ours: Documents | None) -> Iterator[Finding]:
    try:
        copies = found_beside(ours, file.path, file.disk) if ours is not None else []
    except OSError as error:
        raise CannotReadError(file.path.parent, reason(error)) from error
    for copy in copies:
        yield Finding(About.COPY, path=copy.path, number=_news(ours, copy.documents))


def _news(ours: Documents | None, theirs: Documents) -> int:
    return len(merge(ours or Documents(), theirs).differences)


def _drafts(folder: Path, state: Path) -> Iterator[Finding]:
    drafts = Drafts(folder)
    left = len(drafts.left())
    if left:
        yield Finding(About.DRAFTS, path=folder, number=left)
    for path in drafts.unreadable():
        yield Finding(About.DRAFT, path=path)
    for text in drafts.texts.left():
        yield Finding(About.EDITOR, path=text.path, moment=text.moment)
    for path in drafts.texts.recovery_files():
        yield Finding(About.RECOVERY, path=path, moment=_moment(path))
    for path in sorted((state / "scratch").glob("text-*.md")):  # where earlier versions had them
        yield Finding(About.EDITOR, path=path, moment=_moment(path))


def _backups(backups: Backups, now: datetime) -> Iterator[Finding]:
    try:
        previous, listed = backups.previous(), backups.list()
    except OSError as error:
        yield Finding(About.BACKUP, is_wrong=True, reason=reason(error))
        return
    good: list[Backup] = []
    for backup in [*listed, *([previous] if previous is not None else [])]:
        try:
            backups.contents(backup)
        except BackupDamagedError as error:
            if not backup.path.exists():  # thinned meanwhile by a program that saves
                continue
            yield Finding(About.BACKUP, is_wrong=True, path=backup.path, reason=str(error))
        else:
            good.append(backup)
    if good:
        newest = max(backup.made for backup in good)
        yield Finding(About.BACKUPS, number=len(good), other=max(0, (now - newest).days), moment=newest)
    elif not listed:
        yield Finding(About.NO_BACKUPS)


def _unsaved(file: JournalFile, state: Path, ours: Documents | None) -> Iterator[Finding]:
    for path in unsaved_copies(file, state):
        try:
            held = JournalFile(path, file.disk).load().documents
        except JournalError as error:
            yield Finding(About.UNSAVED, is_wrong=True, path=path, reason=str(error))
            continue
        if ours is None or not ours.tables["viewings"] or is_copy_of(ours, held):  # or else it is another journal's
            news = _news(ours, held)
            yield Finding(About.UNSAVED, is_wrong=news > 0, path=path, number=news, moment=_moment(path))


UNSAVED = "unsaved-"
"""How the names of copies begin that are written when a journal cannot be saved."""


def unsaved_copies(file: JournalFile, state: Path) -> list[Path]:
    """Return the copies written when a journal could not be saved; none where the folder cannot be read."""
    try:
        names = file.disk.names(state)
    except OSError:
        return []
    return [state / name for name in names if name.startswith(UNSAVED) and name.endswith(".json")]


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
