"""Takes the last change back."""

from argparse import Namespace

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.model.wording import sentence


def undo(asked: Namespace, shell: Shell) -> Status:  # noqa: ARG001 — every verb is told what was asked
    """Take the last change back, whoever made it; what another program changed since is left alone."""
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
