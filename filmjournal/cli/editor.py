"""Open a viewing in the person's own editor, from the shell."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import BadInputError
from filmjournal.exchange.entry.editing import (
    EmptiedError,
    ExternalEditor,
    ExternalEditorError,
    UntouchedError,
    edit_until_valid,
)
from filmjournal.exchange.entry.markdown import read_template, write_template
from filmjournal.exchange.entry.record import EntryRecord, record_of
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing


class EditedEntry:
    """A viewing as it came back from the editor; the text can be saved until the journal is."""

    def __init__(self, film: Film, viewing: Viewing, keep: Callable[[], Path], shell: Shell) -> None:
        self.film = film
        """The film as it was written."""
        self.viewing = viewing
        """The viewing as it was written."""
        self._keep = keep
        self._shell = shell

    @contextmanager
    def keep_text_on_failure(self) -> Iterator[None]:
        """Save the text to a file and say which, if the block fails."""
        try:
            yield
        except BaseException:
            self._shell.say(f"What you wrote is saved in {self._keep()}.")
            raise


Read = Callable[[Entry, Mapping[str, Any]], tuple[Film, Viewing]]
"""Returns an entry with these facts changed; raises InvalidValueError."""


def edit_entry(entry: Entry, shell: Shell, read: Read, *, is_titled: bool = True) -> EditedEntry | None:
    """Open an entry in the editor and return the result; None, after saying so, if it is unchanged or empty.

    Raises BadInputError where it cannot be used, with the file in which it is saved.
    """
    record = record_of(entry)
    stated = to_builtins(record) if is_titled else {**to_builtins(record), "title": ""}
    editor = ExternalEditor(shell.places.scratch, os.environ)

    def read_text(text: str) -> EditedEntry:
        film, viewing = read(entry, _normalized(read_template(text), record))
        return EditedEntry(film, viewing, lambda: editor.save_copy(text), shell)

    try:
        return edit_until_valid(
            write_template(stated, all_keys=True),
            read_text,
            editor,
            lambda question: shell.can_ask and shell.agrees(question),
        )
    except (UntouchedError, EmptiedError) as error:
        shell.say(str(error))
        return None
    except ExternalEditorError as error:
        raise BadInputError(str(error)) from error


def _normalized(stated: Mapping[str, Any], record: EntryRecord) -> dict[str, Any]:
    """Return what was written without what the template or editor adds: empty elements and empty lines."""
    stored = {each.name: each.text for each in record.breakdown}
    elements = [
        {**each, "text": _without_margins(each["text"], stored.get(each["name"], ""))} for each in stated["breakdown"]
    ]
    return {
        **stated,
        "title": stated.get("title") or "",
        "review": _without_margins(stated["review"], record.review),
        "breakdown": [
            each for each in elements if each["text"] or each["rating"] is not None or each["name"] in stored
        ],
    }


def _without_margins(text: str, stored: str) -> str:
    """Return a text without blank lines around it; the stored one where that is the only difference."""
    lines = text.strip("\r\n")
    trimmed = lines if lines.strip() else ""
    return stored if trimmed == stored.strip("\r\n") else trimmed
