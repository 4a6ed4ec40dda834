"""Takes the last change back."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_nothing
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def run(args: Namespace, shell: Shell) -> Status:  # noqa: ARG001 — every verb is told what was asked
    """Take the last change back, whoever made it; what another program changed since is left alone."""
    from filmjournal.model.wording import sentence

    last = shell.history.last()
    if last is None:
        shell.say("There is nothing to undo.")
        return Status.NOTHING
    if last.altered is None:
        shell.say(
            f"The last change cannot be undone: {sentence(last.title)} "
            "The backup made before it can be put in place: `filmjournal backups` lists it."
        )
        return Status.NOTHING
    journal = shell.journal()
    change = journal.undo_noted(last)
    if change is not None:
        journal.save()  # another program may have taken it back meanwhile
    if change is None or not change.altered:
        shell.history.forget(last.id)
        shell.say(f"Nothing is left to undo of the last change: {sentence(last.title)} Undo again for the one before.")
        return Status.NOTHING
    shell.say(f"Took back: {sentence(last.title)}")
    return Status.DONE


VERB = Verb(
    "undo",
    "Take the last change back, also one of another day or of the app",
    "undo",
    add_nothing,
    run,
)
