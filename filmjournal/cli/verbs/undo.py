"""Undo the last change."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--anyway", action="store_true", help="undo it though there is a later change that left no note"
    )


def run(args: Namespace, shell: Shell) -> Status:
    """Undo the last change, whoever made it; later changes of other programs stay."""
    from filmjournal.model.wording import sentence, stepped

    last = shell.history.last()
    if last is None:
        shell.say("There is nothing to undo.")
        return Status.NOTHING
    if last.altered is None:
        shell.say(
            f"The last change cannot be undone: {sentence(last.title)} "
            "You can restore the backup made before it: `filmjournal backups` lists it."
        )
        return Status.NOTHING
    journal = shell.journal()
    if not args.anyway and shell.history.misses_later(last, journal.store.known.documents.meta.generation):
        shell.say(
            "The last change left no note here: another device made it, or a program that could not write its history. "
            f"The last one that did: {sentence(last.title)} `filmjournal undo --anyway` undoes that."
        )
        return Status.NOTHING
    change = journal.undo_from_history(last)
    if change is not None:
        journal.save()  # another program may have undone it meanwhile
    if change is None or not change.altered:
        shell.history.forget(last.id)
        shell.say(f"Nothing of the last change is left to undo: {sentence(last.title)} Undo again for the one before.")
        return Status.NOTHING
    entry = journal.entry(change.restored_viewing)
    shell.say(stepped(last.title, is_undo=True, restored=entry.film if entry is not None else None))
    return Status.DONE


VERB = Verb(
    "undo",
    "Undo the last change, even one from another day or made in the app",
    "undo",
    _add_arguments,
    run,
)
