"""Restore a backup, with what can still be read from a damaged journal."""

from pathlib import Path

from msgspec import Struct

from filmjournal.journal.disk.disk import reason
from filmjournal.journal.disk.documents import SCHEMA, Documents, encode_file
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.disk.migrations import migrated
from filmjournal.journal.disk.scanning import NotAJournalError, records_in
from filmjournal.journal.errors import CannotReadError, DamagedError, NewerSchemaError
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.safety.backups import Backup, BackupDamagedError, BackupReason, Backups
from filmjournal.journal.safety.rescue import newer, salvage
from filmjournal.journal.tables import Tables
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.model.wording import counted, short_date, titled
from filmjournal.render.safety import backup_name

_SHOWN = 10
"""How many viewings are named that would be lost."""


class NoBackupError(Exception):
    """There is nothing to restore; the text is for a person."""


class Plan(Struct, frozen=True):
    """What a restore would do."""

    backup: Backup | None
    """The backup; None where there is no good one, and a damaged file is to be put in order by itself."""
    documents: Documents
    """What would stand in the journal's place."""
    lost: tuple[str, ...] = ()
    """The viewings and films of the journal that would not be in it, or not as they are."""
    rescued: int = 0
    """How many records of a damaged file would be in it."""
    readable: int = 0
    """How many viewings of a damaged file can be read."""
    is_damaged: bool = False
    """Whether the journal is damaged now."""

    def lines(self) -> list[str]:
        """Return lines that say what would be restored and what would be lost."""
        tables = self.documents.tables
        of = f"{counted(len(tables['viewings']), 'viewing')} of {counted(len(tables['films']), 'film')}"
        if self.backup is not None:
            name = backup_name(self.backup)
            lines = [f"{name[0].upper()}{name[1:]}: with it, the journal has {of}."]
        else:
            lines = [f"There is no backup. What can still be read of the file is {of}."]
        if self.is_damaged and self.backup is not None:
            lines.append(
                f"{counted(self.readable, 'viewing')} can still be read from the damaged file; "
                f"{counted(self.rescued, 'record')} not in the backup, or newer than there, will be recovered."
            )
        if self.lost:
            lines.append(f"{counted(len(self.lost), 'record')} would be missing or different:")
            lines += [f"  {line}" for line in self.lost[:_SHOWN]]
            lines += [f"  and {len(self.lost) - _SHOWN:,} more"] if len(self.lost) > _SHOWN else []
        return lines


def plan_restore(file: JournalFile, backups: Backups, number: int | None = None) -> Plan:
    """Return what restoring a backup would do, the newest good one where none is named.

    Raises NoBackupError, BackupDamagedError or JournalError.
    """
    current, damaged = _current(file)
    backup = backups.newest_good() if number is None else _numbered(backups, number)
    if backup is None:
        if damaged is None or not damaged.tables["viewings"]:
            raise NoBackupError(f"There is no backup of {file.path} to restore.")
        rescued = sum(len(damaged.tables[name]) for name in ("films", "viewings", "watchlist"))
        return Plan(None, damaged, rescued=rescued, readable=len(damaged.tables["viewings"]), is_damaged=True)
    held = _documents(backups, backup)
    if damaged is None:
        return Plan(backup, held, lost=tuple(_lost(current, held)))
    news = newer(damaged, held)
    together = merge(held, news).documents
    return Plan(
        backup,
        together,
        lost=tuple(_lost(news, together)),
        rescued=sum(len(news.tables[name]) for name in ("films", "viewings", "watchlist")),
        readable=len(damaged.tables["viewings"]),
        is_damaged=True,
    )


def restore_backup(plan: Plan, file: JournalFile, backups: Backups) -> list[str]:
    """Carry out a plan, and return lines that say what was done and how to undo it.

    Raises JournalError.
    """
    stood, current = file.look(), _current(file)
    generation = max(documents.meta.generation for documents in (plan.documents, *current) if documents is not None)
    aside = _set_aside(file)
    file.put(
        bytes(encode_file(plan.documents.with_meta(generation=generation).next_generation())), BackupReason.RESTORE
    )
    done = [f"The journal {file.path} is restored."]
    done += [f"The damaged file is saved as {path}." for path in _set_aside(file) if path not in aside]
    if current[1] is None and stood is not None:
        done.append(f"`filmjournal restore {backups.list()[0].sequence}` restores what was there before.")
    return done


def _current(file: JournalFile) -> tuple[Documents, Documents | None]:
    """Return what the file holds now, and what can still be read of it where it is damaged, else None."""
    try:
        state = file.load()
    except DamagedError:
        pass
    else:
        if state.schema > SCHEMA:
            raise NewerSchemaError(file.path, state.schema, SCHEMA)
        return state.documents, None
    try:
        found = salvage(file.disk.read(file.path))
    except OSError as error:
        raise CannotReadError(file.path, reason(error)) from error
    return Documents(), found if found.meta.schema <= SCHEMA else Documents()


def _numbered(backups: Backups, number: int) -> Backup:
    listed = [backups.previous()] if number == 0 else backups.list()
    found = next((backup for backup in listed if backup is not None and backup.sequence == number), None)
    if found is None:
        raise NoBackupError(f"There is no backup {number}: `filmjournal backups` lists them.")
    return found


def _documents(backups: Backups, backup: Backup) -> Documents:
    try:
        documents, _ = records_in(backups.read(backup))
    except NotAJournalError as error:
        raise BackupDamagedError(backup.path, f"it holds no journal ({error})") from error
    if documents.meta.schema > SCHEMA:
        raise NewerSchemaError(backup.path, documents.meta.schema, SCHEMA)
    return migrated(documents)


def _lost(current: Documents, after: Documents) -> list[str]:
    """Return each viewing and each film that is not there afterwards, or not as it is now."""
    now, then = Tables(current.copied()), Tables(after.copied())
    viewings = [viewing for viewing in now.viewings.values() if then.viewings.value(viewing.id) != viewing]
    films = [film for film in now.films.values() if then.films.value(film.id) != film]
    return [
        *(f"{_viewing_name(viewing, now, then)}{_differs(then.viewings.value(viewing.id))}" for viewing in viewings),
        *(f"the film {titled(film)}{_differs(then.films.value(film.id))}" for film in films),
    ]


def _viewing_name(viewing: Viewing, now: Tables, then: Tables) -> str:
    film = now.films.value(viewing.film) or then.films.value(viewing.film)
    title = titled(film) if film is not None else "a film that is not in the journal"
    return title + (f", {short_date(viewing.watched)}" if viewing.watched is not None else "")


def _differs(then: Viewing | Film | None) -> str:
    return "" if then is None else " (differs)"


def _set_aside(file: JournalFile) -> list[Path]:
    target = file.target
    names = file.disk.names(target.parent)
    return [target.with_name(name) for name in names if name.startswith(f"{target.name}.damaged-")]
