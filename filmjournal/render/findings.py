"""What a look at the journal found, one line each."""

from collections.abc import Callable, Mapping
from shlex import quote
from types import MappingProxyType

from filmjournal.journal.safety.verify import About, Finding
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, sentence, short_moment

_Words = Callable[[Finding], str]


def _news(finding: Finding) -> str:
    if not finding.number:
        return "it has nothing that the journal has not, and can be deleted"
    command = f"filmjournal merge {quote(str(finding.path))}"
    return f"{counted(finding.number, 'difference')} to the journal: `{command}` brings in what is new"


def _backups(finding: Finding) -> str:
    age = f"{counted(finding.other, 'day')} old" if finding.other else "less than a day old"
    return f"{counted(finding.number, 'backup')} can be read, the newest of {short_moment(finding.moment)}, {age}"


def _trash(finding: Finding) -> str:
    if not finding.number and not finding.other:
        return "The trash is empty"
    return f"In the trash: {counted(finding.number, 'viewing')} removed, {counted(finding.other, 'version')} replaced"


def _unsaved(finding: Finding) -> str:
    return f"{finding.path} was kept when the journal could not be saved: {finding.reason or _news(finding)}"


_TOLD: Mapping[About, _Words] = MappingProxyType(
    {
        About.MISSING: lambda it: f"There is no file {it.path}; `filmjournal backups` lists what can be restored",
        About.DAMAGED: lambda it: f"The journal {it.path} is damaged: {it.reason}; run `filmjournal restore`",
        About.WHOLE: lambda it: f"{it.path} is whole: {counted(it.number, 'viewing')} of {counted(it.other, 'film')}",
        About.HAND: lambda _: (
            "It is not as filmjournal wrote it: it was edited by hand, or damaged in a way that left it whole"
        ),
        About.OLD_SCHEMA: lambda it: f"It has schema {it.number}; the next save lays it out as schema {it.other}",
        About.NEW_SCHEMA: lambda it: f"It has schema {it.number}, which this filmjournal can read but not change",
        About.LINK: lambda it: f"The path is a link to {it.path}, and stays one",
        About.HARD_LINKS: lambda it: (
            f"The file has {counted(it.number, 'other name')}: a save leaves what they name as it was"
        ),
        About.MODE: lambda it: f"The mode of the file is {it.reason}",
        About.LEFTOVER: lambda it: f"{it.path} was left by a save that was killed; the next save removes it",
        About.ASIDE: lambda it: (
            f"{it.path} is a damaged journal that was set aside; delete it when you are done with it"
        ),
        About.COPY: lambda it: f"{it.path} is another copy of the journal: {_news(it)}",
        About.LOCK: lambda it: f"Nothing can be saved, {it.path}: {it.reason}",
        About.BUSY: lambda _: "Another program is writing the journal now",
        About.RECORD: lambda it: it.reason,
        About.TRASH: _trash,
        About.DRAFTS: lambda it: f"{counted(it.number, 'draft')} not saved yet; the app offers them",
        About.BACKUPS: _backups,
        About.NO_BACKUPS: lambda _: "There is no backup yet; the next save makes one",
        About.BACKUP: lambda it: it.reason if it.path else f"The backups cannot be listed: {it.reason}",
        About.UNSAVED: _unsaved,
    }
)

_GOOD = frozenset({About.WHOLE, About.TRASH, About.BACKUPS})


def told(finding: Finding) -> str:
    """Return a finding as a sentence."""
    return sentence(one_line(_TOLD[finding.about](finding)))


def mark(finding: Finding) -> str:
    """Return what stands before a finding: wrong, ok, or note for what is worth knowing."""
    if finding.is_wrong:
        return "wrong"
    return "ok" if finding.about in _GOOD else "note"
