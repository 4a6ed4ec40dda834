"""What `verify` found, and the backups, in words."""

from collections.abc import Callable, Mapping
from shlex import quote
from types import MappingProxyType

from filmjournal.journal.safety.backups import Backup, BackupReason, Contents
from filmjournal.journal.safety.verify import About, Finding
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, sentence, short_moment

_Words = Callable[[Finding], str]


def _changes(finding: Finding) -> str:
    if not finding.number:
        return "everything in it is in the journal; you can delete it"
    command = f"filmjournal merge {quote(str(finding.path))}"
    return f"{counted(finding.number, 'difference')} to the journal; `{command}` merges it"


def _backups(finding: Finding) -> str:
    age = f"{counted(finding.other, 'day')} old" if finding.other else "less than a day old"
    return f"{counted(finding.number, 'backup')} can be read, the newest of {short_moment(finding.moment)}, {age}"


def _trash(finding: Finding) -> str:
    if not finding.number and not finding.other:
        return "The trash is empty"
    return (
        f"In the trash: {finding.reason or counted(0, 'viewing')} removed, {counted(finding.other, 'version')} replaced"
    )


def _unsaved(finding: Finding) -> str:
    return f"{finding.path} was written when the journal couldn't be saved: {finding.reason or _changes(finding)}"


_TEXTS: Mapping[About, _Words] = MappingProxyType(
    {
        About.MISSING: lambda it: f"There is no file {it.path}; `filmjournal backups` lists what can be restored",
        About.DAMAGED: lambda it: f"The journal {it.path} is damaged: {it.reason}; run `filmjournal restore`",
        About.WHOLE: lambda it: f"{it.path} is intact: {counted(it.number, 'viewing')} of {counted(it.other, 'film')}",
        About.TINYDB: lambda it: (
            it.reason or f"TinyDB finds the same: {counted(it.other, 'document')} in {counted(it.number, 'table')}"
        ),
        About.HAND: lambda _: (
            "It was changed since filmjournal wrote it: edited by hand, or damaged in a way that is still valid"
        ),
        About.OLD_SCHEMA: lambda it: f"It has schema {it.number}; the next save updates it to schema {it.other}",
        About.NEW_SCHEMA: lambda it: f"It has schema {it.number}, which this filmjournal can read but not change",
        About.LINK: lambda it: f"The path is a link to {it.path}, and stays one",
        About.HARD_LINKS: lambda it: f"The file has {counted(it.number, 'other name')}: a save won't update them",
        About.MODE: lambda it: f"The mode of the file is {it.reason}",
        About.LEFTOVER: lambda it: f"{it.path} was left by a save that was killed; the next save removes it",
        About.ASIDE: lambda it: (
            f"{it.path} is a damaged journal that was set aside; delete it when you no longer need it"
        ),
        About.COPY: lambda it: f"{it.path} is another copy of the journal: {_changes(it)}",
        About.LOCK: lambda it: f"Nothing can be saved: {it.path}: {it.reason}",
        About.BUSY: lambda _: "Another program is writing the journal now",
        About.RECORD: lambda it: it.reason,
        About.TRASH: _trash,
        About.DRAFTS: lambda it: f"{counted(it.number, 'draft')} not saved; the app offers to continue them",
        About.DRAFT: lambda it: f"{it.path} is a draft that can't be read; it is left as it is",
        About.EDITOR: lambda it: (
            f"{it.path} has what you wrote in your editor until {short_moment(it.moment)}; it is offered as a draft"
        ),
        About.RECOVERY: lambda it: (
            f"{it.path} was left by your editor: it may recover what you had not saved there, as `vim -r` does"
        ),
        About.MOVED: lambda it: f"{it.path} has backups of {it.reason}, which is gone and had films of this journal",
        About.BACKUPS: _backups,
        About.NO_BACKUPS: lambda _: "There is no backup yet; the next save makes one",
        About.BACKUP: lambda it: it.reason if it.path else f"The backups can't be listed: {it.reason}",
        About.UNSAVED: _unsaved,
    }
)

_GOOD = frozenset({About.WHOLE, About.TINYDB, About.TRASH, About.BACKUPS})


def finding_text(finding: Finding) -> str:
    """Return a finding as a sentence."""
    return sentence(one_line(_TEXTS[finding.about](finding)))


def finding_mark(finding: Finding) -> str:
    """Return the mark of a finding: wrong, ok or note."""
    if finding.is_wrong:
        return "wrong"
    return "ok" if finding.about in _GOOD else "note"


_REASONS = MappingProxyType(
    {
        BackupReason.DAY: "before the first change of a day",
        BackupReason.MERGE: "before a merge",
        BackupReason.IMPORT: "before an import",
        BackupReason.MIGRATION: "before the file was updated to a new schema",
        BackupReason.RESTORE: "before a backup was restored",
        BackupReason.HAND: "as it was edited by hand",
        BackupReason.EMPTY: "before the trash was emptied",
        BackupReason.SCRIPT: "before a script changed many records",
        BackupReason.SAVE: "before the last save",
    }
)


def backup_reason(backup: Backup) -> str:
    """Return why a backup was made."""
    return _REASONS[backup.reason]


def backup_row(backup: Backup, contents: Contents | None) -> tuple[str, ...]:
    """Return the cells of a backup in a list: number, when, why and contents; `contents` is None if it is damaged."""
    if contents is None:
        held = "damaged", ""
    else:
        held = counted(contents.viewings, "viewing"), counted(contents.films, "film")
    return (f"{backup.sequence:>3}", short_moment(backup.made), backup_reason(backup), *held)


def backup_name(backup: Backup) -> str:
    """Return the name of a backup in a sentence, such as backup 12 of 20 Nov 2026 21:14 (before a merge)."""
    return f"backup {backup.sequence} of {short_moment(backup.made)} ({backup_reason(backup)})"
