"""Opens the app on a journal."""

import os
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TextIO

from filmjournal.cli.sample import ScratchError, scratch_sample
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.journal.errors import DamagedError, JournalError
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.searches import Searches


def open_app(asked: Path | None, *, sample: bool, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Open the app on the journal asked for and return the exit status once it is left."""
    if not (stdin.isatty() and stdout.isatty()):
        print("filmjournal draws on a terminal: run it without redirecting its input or output.", file=stderr)
        return Status.BAD_INPUT
    with ExitStack() as stack:
        try:
            places = Places.find(asked, os.environ)
            if sample:
                copy = stack.enter_context(scratch_sample(places.scratch))
                places = Places.around_sample(copy, places.settings)
            shell = Shell(places, stdin=stdin, stdout=stdout, stderr=stderr)
            journal = _opened(shell)
        except (JournalError, ScratchError) as error:
            print(error, file=stderr)
            return Status.NO_JOURNAL
        if journal is None:
            return Status.NO_JOURNAL
        return _run(journal, shell, sample=sample)


def _opened(shell: Shell) -> Journal | None:
    """Open the journal; when it is damaged, offer to restore a backup, and return None where that is not wanted."""
    try:
        return shell.journal()
    except DamagedError as error:
        shell.say(str(error))
    from filmjournal.cli.restoring import NoBackupError, carry_out, planned  # noqa: PLC0415 — only for this

    file, backups = shell.file(), shell.backups()
    try:
        plan = planned(file, backups)
    except (NoBackupError, OSError):
        return None
    if not shell.can_ask or plan.backup is None:
        return None
    shell.say(*plan.told())
    if not shell.agrees("Put it in place?"):
        shell.say("Nothing was changed.")
        return None
    shell.say(*carry_out(plan, file, backups))
    return shell.journal()


def _run(journal: Journal, shell: Shell, *, sample: bool) -> int:
    from filmjournal.tui.app import FilmJournalApp  # noqa: PLC0415 — no other verb may pay for the screens
    from filmjournal.tui.session import Session  # noqa: PLC0415
    from filmjournal.tui.settings import SettingsFile  # noqa: PLC0415

    places = shell.places
    session = Session(
        journal=journal,
        drafts=Drafts(places.drafts),
        settings=SettingsFile(places.settings),
        searches=Searches(places.searches),
        today=date.today,
        edit_text=partial(_edit_text, places.scratch),
    )
    greeting = "The sample journal, to look around: nothing you do here is kept." if sample else ""
    app = FilmJournalApp(session, greeting=greeting)
    is_saved = False
    try:
        app.run()
    finally:  # also when the app ended in an error
        is_saved = sample or _leave(journal, shell)
    return (app.return_code or 0) if is_saved else Status.NO_JOURNAL


def _edit_text(scratch: Path, text: str) -> str:
    from filmjournal.exchange.entry.editing import ExternalEditor  # noqa: PLC0415 — not in the first frame

    return ExternalEditor(scratch, os.environ)(text)


def _leave(journal: Journal, shell: Shell) -> bool:
    from filmjournal.cli.leaving import leave  # noqa: PLC0415 — when everything is saved, there is nothing to pay for

    return journal.is_saved or leave(journal, shell.places.state, shell.clock, shell.say)
