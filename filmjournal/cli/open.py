"""Open the app on a journal, or on a copy of the sample; and save what is unsaved when it ends, however it ended."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.disk.documents import SCHEMA, encode_file
from filmjournal.journal.errors import DamagedError, JournalError
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.journal.searches import Searches
from filmjournal.model.text import one_line
from filmjournal.model.when import expect_order, order_in
from filmjournal.model.wording import sentence

if TYPE_CHECKING:
    from filmjournal.journal.posters import Posters
    from filmjournal.journal.safety.editor_texts import OpenText


def sample_bytes() -> bytes:
    """Return the sample journal: in an installed package it lies inside, in a checkout under data/."""
    from importlib.resources import as_file, files  # noqa: PLC0415 — only --sample needs it

    inside = files("filmjournal") / "sample.json"
    with as_file(inside) as path:
        found = path if path.is_file() else Path(__file__).parents[2] / "data" / "sample.json"
        return found.read_bytes()


_SAMPLE = "sample-"
_IN_USE = "in-use.lock"
"""The lock that a program holds while its copy of the sample is open."""


SAMPLE_GREETING = "The sample journal, to look around: nothing you do here is saved."

_JUST_MADE = 60.0
"""Seconds in which another program may have made a copy and not locked it yet."""


class ScratchError(Exception):
    """The copy of the sample can't be written; the text is for a person."""


@contextmanager
def scratch_sample(scratch: Path) -> Iterator[Path]:
    """Give a copy of the sample journal in a folder of its own, removed afterwards; raises ScratchError."""
    import shutil  # noqa: PLC0415 — only --sample needs them
    import tempfile  # noqa: PLC0415

    try:
        scratch.mkdir(parents=True, exist_ok=True)
        _sweep_samples(scratch)
        folder = Path(tempfile.mkdtemp(prefix=_SAMPLE, dir=scratch))
    except OSError as error:
        raise ScratchError(f"The sample journal cannot be copied to {scratch}: {error.strerror}.") from error
    try:
        with Disk().locked(folder / _IN_USE, 0.0):
            journal = folder / "sample.json"
            journal.write_bytes(sample_bytes())
            yield journal
    finally:
        shutil.rmtree(folder)


def _sweep_samples(scratch: Path) -> None:
    """Remove copies of the sample that programs left which were killed."""
    import shutil  # noqa: PLC0415 — only --sample needs it

    for folder in scratch.glob(f"{_SAMPLE}*"):
        try:
            if time.time() - folder.stat().st_mtime < _JUST_MADE:
                continue
            with Disk().locked(folder / _IN_USE, 0.0):
                pass
        except OSError:  # somebody looks at it
            continue
        shutil.rmtree(folder, ignore_errors=True)


def open_app(path: Path | None, *, sample: bool, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Open the app on a journal and return the exit status when it ends."""
    if not (stdin.isatty() and stdout.isatty()):
        print("filmjournal needs a terminal: run it without redirecting its input or output.", file=stderr)
        return Status.BAD_INPUT
    expect_order(order_in(os.environ))
    with ExitStack() as stack:
        try:
            places = Places.find(path, os.environ)
            if sample:
                copy = stack.enter_context(scratch_sample(places.scratch))
                usual, places = places.settings, Places.around_sample(copy, places.catalogue)
                with suppress(OSError):  # without settings it looks as at first
                    places.settings.write_bytes(usual.read_bytes())
            shell = Shell(places, stdin=stdin, stdout=stdout, stderr=stderr)
            greeting = SAMPLE_GREETING if sample else shell.find_again()
            if greeting and not sample:  # here too: a list of drafts may open over it
                shell.say(greeting)
            journal = _opened(shell)
        except (JournalError, ScratchError) as error:
            print(one_line(str(error)), file=stderr)
            return Status.NO_JOURNAL
        if journal is None:
            return Status.NO_JOURNAL
        return _run(journal, shell, greeting, sample=sample)


def _opened(shell: Shell) -> Journal | None:
    """Open the journal; if it is damaged, offer to restore a backup, and return None if that is declined."""
    try:
        return shell.journal()
    except DamagedError as error:
        shell.say(str(error))
    from filmjournal.cli.restoring import NoBackupError, plan_restore, restore_backup  # noqa: PLC0415 — only for this

    file, backups = shell.file(), shell.backups()
    try:
        plan = plan_restore(file, backups)
    except (NoBackupError, OSError):
        return None
    if not shell.can_ask or plan.backup is None:
        return None
    shell.say(*plan.lines())
    if not shell.agrees("Restore it?"):
        shell.say("Nothing was changed.")
        return None
    shell.say(*restore_backup(plan, file, backups))
    return shell.journal()


def _run(journal: Journal, shell: Shell, greeting: str, *, sample: bool) -> int:
    from filmjournal.tui.app import FilmJournalApp  # noqa: PLC0415 — no other verb may pay for the screens
    from filmjournal.tui.session import Session  # noqa: PLC0415
    from filmjournal.tui.settings import SettingsFile  # noqa: PLC0415
    from filmjournal.tui.themes import has_few_colours  # noqa: PLC0415

    places = shell.places
    session = Session(
        journal=journal,
        drafts=Drafts(places.drafts),
        settings=SettingsFile(places.settings),
        searches=Searches(places.searches),
        today=date.today,
        edit_text=_edit_text,
        catalogue=places.catalogue,
        posters=_posters(places.journal),
    )
    app = FilmJournalApp(session, greeting=greeting, few_colours=has_few_colours())
    is_saved = False
    try:
        app.run()
    finally:  # also when the app ended in an error
        is_saved = sample or _leave(journal, shell)
        if not sample:
            shell.remember()
    return (app.return_code or 0) if is_saved else Status.NO_JOURNAL


def _posters(journal: Path) -> "Posters | None":
    """Return the posters beside the journal; None where there are none, or nothing that draws them."""
    if not os.path.isdir(journal.parent / "posters"):  # noqa: PTH112 — false, and never an error
        return None
    from filmjournal.journal.posters import posters_of  # noqa: PLC0415 — only for those who keep posters
    from filmjournal.tui.widgets.poster import can_draw  # noqa: PLC0415

    return posters_of(journal) if can_draw() else None


def _edit_text(opened: "OpenText", text: str) -> str:
    from filmjournal.exchange.entry.editing import ExternalEditor  # noqa: PLC0415 — not in the first frame

    return ExternalEditor(opened.folder, os.environ, [opened.lock])(text)


def _leave(journal: Journal, shell: Shell) -> bool:

    return journal.is_saved or leave(journal, shell.places.state, shell.clock, shell.say)


def leave(journal: Journal, state: Path, now: Callable[[], datetime], say: Callable[[str], object]) -> bool:
    """Save what is unsaved, and return whether the journal's file has everything.

    If it can't be saved, a copy goes to the state folder, or else to the folder of temporary files.
    """
    if journal.is_saved:
        return True
    try:
        journal.store.unsaved().save()  # without listeners: the screens are gone
    except JournalError as error:
        say(sentence(str(error)))
    else:
        for problem in journal.store.save_problems:
            say(problem)
        return True
    import tempfile  # noqa: PLC0415 — only where the journal can't be saved
    from shlex import quote  # noqa: PLC0415

    from filmjournal.journal.safety.verify import UNSAVED  # noqa: PLC0415

    data = encode_file(journal.tables.documents.with_meta(schema=SCHEMA))
    moment = now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for folder in (state, Path(tempfile.gettempdir())):
        path = _free(folder / f"{UNSAVED}{moment}.json")
        try:
            Disk().replace(path, data)
        except OSError as error:
            say(f"Your changes could not be saved to {path} either: {reason(error)}.")
        else:
            say(f"The journal as you left it is in {path}: `filmjournal merge {quote(str(path))}` merges it.")
            break
    return False


def _free(path: Path) -> Path:
    """Return the path, or a similar one that doesn't exist yet."""
    number = 1
    free = path
    while os.path.lexists(free):
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
