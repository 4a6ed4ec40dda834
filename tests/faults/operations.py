"""Everything that changes a file of ours, in two steps: begin it in memory, then put it on the disk."""

import errno
import json
import re
from collections.abc import Callable
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from builders import NOW, TODAY, film
from faults.programs import Home, Ours, Records, UnreadableError, do, ids_after, keyed
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import parse
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.film_lists import FilmLists
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.backups import BackupReason
from filmjournal.journal.safety.editor_texts import EditorNote
from filmjournal.model.draft import Draft
from filmjournal.model.film_list import FilmList, NewListItem
from filmjournal.transfer.left_texts import take_over_texts

JOURNAL = "journal"
"""What an operation looks at that changes the journal itself."""


class Work(Protocol):
    """Something begun that can be put on the disk, and again when that failed."""

    @property
    def is_saved(self) -> bool:
        """Whether it is on the disk."""

    def save(self) -> None:
        """Put it there."""


class Again:
    """Work that has nothing in memory: it is done again from the start."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act
        self.is_saved = False

    def save(self) -> None:
        self._act()
        self.is_saved = True


class Operation(Struct, frozen=True):
    """One thing that changes a file."""

    name: str
    """What it is called in reports."""
    prepare: Callable[[Home], None]
    """Makes the journal that it is done to."""
    begin: Callable[[Home, Disk], Work]
    """Does in memory what can be done there."""
    found: Callable[[Home], Records] = Ours().found
    """Reads what it changes."""

    def __str__(self) -> str:
        return self.name


def _with_trash(home: Home) -> None:
    Ours().prepare(home)
    journal = home.open(now=lambda: NOW)
    for entry in journal.entries[-3:]:
        journal.remove(entry.id)
    journal.save()


def _of_first_schema(home: Home) -> None:
    Ours().prepare(home)
    text = home.path.read_text(encoding="utf-8")
    home.path.write_text(re.sub(r',\s*"meta": \{.*', "\n}\n", text, flags=re.DOTALL), encoding="utf-8")


def _deed(deed: str) -> Callable[[Home, Disk], Work]:
    def begin(home: Home, disk: Disk) -> Work:
        journal = home.open(disk)
        do(journal, deed)
        return journal

    return begin


def _migrate(home: Home, disk: Disk) -> Journal:
    journal = home.open(disk)
    assert journal.store.known.schema in {1, 2}
    do(journal, "log")
    return journal


def _undo(home: Home, disk: Disk) -> Journal:
    journal = home.open()
    do(journal, "remove")
    journal.save()
    journal.store.file.disk, journal.store.file.backups = disk, home.backups(disk)
    journal.undo()
    return journal


def _merge(home: Home, disk: Disk) -> Journal:
    journal = home.open(disk)
    journal.merge(parse((home.folder / "other.json").read_bytes()), "other.json")
    return journal


def _with_another_copy(home: Home) -> None:
    Ours().prepare(home)
    other = Home(home.folder / "elsewhere")
    other.folder.mkdir()
    other.path.write_bytes(home.path.read_bytes())
    theirs = other.open(new_id=ids_after("theirs"))
    do(theirs, "log")
    do(theirs, "revise")
    theirs.save()
    other.path.rename(home.folder / "other.json")


def _empty_trash(home: Home, disk: Disk) -> Journal:
    journal = home.open(disk)
    journal.empty_trash([row.id for row in journal.tables.trash.rows])
    return journal


def _put_backup(home: Home, disk: Disk) -> Work:
    backup = home.backups().list()[-1]
    data = home.backups().read(backup)
    return Again(lambda: JournalFile(home.path, disk, home.backups(disk)).put(data, BackupReason.RESTORE))


def _keep_backup(home: Home, disk: Disk) -> Work:
    data = home.path.read_bytes()
    return Again(lambda: home.backups(disk).add(data, BackupReason.IMPORT))


def _backups(home: Home) -> Records:
    kept = home.backups()
    return {f"backup/{backup.path.name}": keyed(json.loads(kept.read(backup))) for backup in kept.list()}


def _with_draft(home: Home) -> None:
    Ours().prepare(home)
    home.drafts().save(Draft(title="Stalk", review="Rain"))


def _keep_draft(home: Home, disk: Disk) -> Work:
    return Again(lambda: home.drafts(disk).save(Draft(title="Stalker", review="Rain falls into a house")))


def _drafts(home: Home) -> Records:
    draft = home.drafts().find()
    if draft is None:
        raise UnreadableError
    found: dict[str, Any] = {"draft/new": msgspec.to_builtins(draft)}
    return found


def _discard_draft(home: Home, disk: Disk) -> Work:
    """Discard a draft as a form does: what was typed last is saved first."""

    def act() -> None:
        drafts = home.drafts(disk)
        drafts.save(Draft(title="Stalker", review="Rain falls into a house"))
        drafts.discard()

    return Again(act)


def _words(home: Home) -> Records:
    """Return what was typed, whether as a draft or in the trash of drafts."""
    drafts = home.drafts()
    typed = [*drafts.left().values(), *(saved.draft for _, saved in drafts.discarded().values())]
    if not typed:
        raise UnreadableError
    return {"words": max(draft.review for draft in typed)}


def _with_left_text(home: Home) -> None:
    _with_draft(home)
    drafts, draft = home.drafts(), Draft(title="Stalk", review="Rain")
    with drafts.texts.opened(EditorNote("new", draft, "Rain", part="review")) as opened:
        (opened.folder / "text-1.md").write_text("Rain falls into a house", encoding="utf-8")


def _take_over(home: Home, disk: Disk) -> Work:
    def act() -> None:
        take_over_texts(home.drafts(disk), TODAY)
        if home.drafts().texts.left():
            raise OSError(errno.EIO, "it is still in the folder of the editor")

    return Again(act)


def _written(home: Home) -> Records:
    """Return what was written in the editor, and where it is."""
    drafts = home.drafts()
    if "Rain falls into a house" in [draft.review for draft in drafts.left().values()]:
        return {"words": "Rain falls into a house", "draft": True}
    return {"words": [left.text for left in drafts.texts.left()], "draft": False}


def _with_list(home: Home) -> None:
    Ours().prepare(home)
    journal = home.open(now=lambda: NOW, new_id=ids_after("listed"))
    films = [journal.entries[0].film, film("Mirror", year=1975), film("Solaris", year=1972)]
    FilmLists(journal).make(FilmList("", "Rain", ranked=True), [NewListItem(each) for each in films])
    journal.save()


def _make_list(home: Home, disk: Disk) -> Journal:
    journal = home.open(disk)
    films = [NewListItem(journal.entries[0].film, "Again."), NewListItem(film("Nostalgia", year=1983))]
    FilmLists(journal).make(FilmList("", "Water"), films)
    return journal


def _move_on_list(home: Home, disk: Disk) -> Journal:
    journal = home.open(disk)
    lists = FilmLists(journal)
    (of,) = lists.all()
    lists.move(of, of.films[2].film.id, 0)
    return journal


def _remove_list(home: Home, disk: Disk) -> Journal:
    journal = home.open(disk)
    lists = FilmLists(journal)
    lists.remove(lists.all()[0])
    return journal


OPERATIONS = (
    *(Operation(name, Ours().prepare, _deed(name)) for name in ("log", "revise", "remove")),
    Operation("undo", Ours().prepare, _undo),
    Operation("merge", _with_another_copy, _merge),
    Operation("migrate", _of_first_schema, _migrate),
    Operation("make a list", Ours().prepare, _make_list),
    Operation("move a film on a list", _with_list, _move_on_list),
    Operation("remove a list", _with_list, _remove_list),
    Operation("empty the trash", _with_trash, _empty_trash),
    Operation("restore a backup", Ours().prepare, _put_backup),
    Operation("keep a backup", Ours().prepare, _keep_backup, _backups),
    Operation("keep a draft", _with_draft, _keep_draft, _drafts),
    Operation("discard a draft", _with_draft, _discard_draft, _words),
    Operation("take over an editor's text", _with_left_text, _take_over, _written),
)
"""All of them."""
