"""Opens the app on a journal."""

import os
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from filmjournal.cli.places import Places
from filmjournal.cli.sample import ScratchError, scratch_sample
from filmjournal.journal.drafts import Drafts
from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal

BAD_INPUT = 2
"""The exit status for input that cannot be used."""


def open_app(asked: Path | None, *, sample: bool, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Open the app on the journal asked for and return the exit status once it is left."""
    if not (stdin.isatty() and stdout.isatty()):
        print("filmjournal draws on a terminal: run it without redirecting its input or output.", file=stderr)
        return BAD_INPUT
    with ExitStack() as stack:
        try:
            places = Places.find(asked, os.environ)
            if sample:
                copy = stack.enter_context(scratch_sample(places.scratch))
                places = Places(copy, copy.parent / "drafts", copy.parent, places.settings)
            journal = Journal.open(places.journal, now=_now, new_id=_new_id)
        except (JournalError, ScratchError) as error:
            print(error, file=stderr)
            return BAD_INPUT
        return _run(journal, places, sample=sample)


def _run(journal: Journal, places: Places, *, sample: bool) -> int:
    from filmjournal.tui.app import FilmJournalApp  # noqa: PLC0415 — no other verb may pay for the screens
    from filmjournal.tui.desk import Desk  # noqa: PLC0415
    from filmjournal.tui.external_editor import ExternalEditor  # noqa: PLC0415
    from filmjournal.tui.settings import SettingsFile  # noqa: PLC0415

    desk = Desk(
        journal=journal,
        drafts=Drafts(places.drafts),
        settings=SettingsFile(places.settings),
        today=date.today,
        edit_text=ExternalEditor(places.scratch, os.environ),
    )
    greeting = "The sample journal, to look around: nothing you do here is kept." if sample else ""
    app = FilmJournalApp(desk, greeting=greeting)
    app.run()
    return app.return_code or 0


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    from uuid_utils import uuid7  # noqa: PLC0415 — only a change needs one

    return str(uuid7())
