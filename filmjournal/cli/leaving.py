"""Sees to it that nothing is lost when the app is left, however that came about."""

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.disk.documents import SCHEMA, lay_out
from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.verify import UNSAVED
from filmjournal.model.wording import sentence


def leave(journal: Journal, state: Path, now: Callable[[], datetime], say: Callable[[str], object]) -> bool:
    """Save what is not saved yet, and return whether the journal's file has everything.

    Where it cannot be saved, a copy is put into the folder of the app's state, or else into that of temporary files.
    """
    if journal.is_saved:
        return True
    try:
        journal.store.unsaved().save()  # and nobody is told of it: the screens are gone
    except JournalError as error:
        say(sentence(str(error)))
    else:
        if journal.store.history_trouble:
            say(journal.store.history_trouble)
        return True
    data = lay_out(journal.tables.documents.with_meta(schema=SCHEMA))
    moment = now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for folder in (state, Path(tempfile.gettempdir())):
        path = _free(folder / f"{UNSAVED}{moment}.json")
        try:
            Disk().replace(path, data)
        except OSError as error:
            say(f"What you changed could not be put into {path} either: {reason(error)}.")
        else:
            say(f"The journal as you left it is in {path}: `filmjournal merge {quote(str(path))}` brings it in.")
            break
    return False


def _free(path: Path) -> Path:
    """Return the path, or one like it that nothing has."""
    number = 1
    free = path
    while os.path.lexists(free):
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
