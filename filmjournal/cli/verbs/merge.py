"""Merge another copy of the journal into this one."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.disk.documents import Documents
    from filmjournal.journal.journal import Journal
    from filmjournal.journal.merging.differences import Difference


def add_arguments(parser: ArgumentParser) -> None:
    """Add the copies."""
    parser.add_argument(
        "others",
        type=Path,
        nargs="*",
        metavar="OTHER.json",
        help="a copy of the journal; without one, the copies beside the journal are listed",
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would be merged")


class _Other(NamedTuple):
    path: Path
    documents: Documents


def run(args: Namespace, shell: Shell) -> Status:
    """Merge the copies that are named, or list those beside the journal."""
    from filmjournal.journal.disk.documents import SCHEMA
    from filmjournal.journal.errors import NewerSchemaError
    from filmjournal.render.merge_changes import summary

    paths: list[Path] = args.others
    others = [_read(path, shell.places.journal) for path in paths]
    journal = shell.journal(keeps_backups=not args.dry_run)
    if not others:
        return _list_copies(journal, shell)
    if journal.store.known.schema > SCHEMA:
        raise NewerSchemaError(journal.path, journal.store.known.schema, SCHEMA)
    merged_copies = [(other.path, _merge(other, journal, shell)) for other in others]
    if not args.dry_run:
        journal.save()
    for path, differences in merged_copies:
        if not differences:
            shell.say(f"{path} has nothing new.")
        elif args.dry_run:
            shell.say(f"{path} would add: {summary(differences)}. Nothing was changed.")
        else:
            shell.say(f"Merged {path} into {journal.path}: {summary(differences)}.")
    return Status.DONE


def _merge(other: _Other, journal: Journal, shell: Shell) -> tuple[Difference, ...]:
    """Merge a copy in memory, and list what changes, a line for each record."""
    from filmjournal.render.merge_changes import MergeChanges

    before = journal.tables.documents
    differences = journal.merge(other.documents, other.path.name)
    if differences:
        changes = MergeChanges(before, journal.tables.documents)
        shell.put_rows([changes.row(each) for each in differences])
    return differences


def _read(path: Path, journal: Path) -> _Other:
    """Read a copy; raises BadInputError."""
    from filmjournal.journal.disk.documents import SCHEMA
    from filmjournal.journal.disk.journal_file import JournalFile
    from filmjournal.journal.errors import CannotReadError, DamagedError

    if os.path.realpath(path) == os.path.realpath(journal):
        raise BadInputError(f"{path} is the journal itself: name another copy of it.")
    try:
        state = JournalFile(path).load()
    except DamagedError as error:
        raise BadInputError(f"{path} cannot be merged: {error.reason}. Nothing was changed.") from error
    except CannotReadError as error:
        raise BadInputError(str(error).replace("The journal ", "", 1)) from error
    if state.fingerprint is None:
        raise BadInputError(f"There is no file {path}.")
    if state.schema > SCHEMA:
        changes = f"it has schema {state.schema}, and this filmjournal knows {SCHEMA}: it needs a newer filmjournal"
        raise BadInputError(f"{path} cannot be merged: {changes}. Nothing was changed.")
    return _Other(path, state.documents)


def _list_copies(journal: Journal, shell: Shell) -> Status:
    from filmjournal.journal.disk.disk import Disk
    from filmjournal.journal.merging.copies import found_beside
    from filmjournal.journal.merging.merge import merge as merged
    from filmjournal.model.wording import counted
    from filmjournal.render.merge_changes import summary

    copies = found_beside(journal.tables.documents, journal.path, Disk())
    if not copies:
        shell.say(f"There is no copy beside {journal.path}.")
        return Status.NOTHING
    ours = journal.tables.documents
    rows = [(str(copy.path), summary(merged(ours, copy.documents).differences) or "nothing new") for copy in copies]
    shell.put_rows(rows)
    shell.say(f"{counted(len(copies), 'file')} beside the journal: `filmjournal merge FILE` merges one.")
    return Status.DONE


VERB = Verb(
    "merge",
    "Merge another copy of the journal into yours",
    "merge ~/usb/journal.json\n"
    "merge --dry-run 'journal (1).json'\n"
    "merge                              # lists the copies beside it",
    add_arguments,
    run,
)
