"""The history of searches and the saved searches, in one small file beside the settings."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.query.parser import saved_searches_in
from filmjournal.query.resolve import search_name

MOST_REMEMBERED = 200
"""How many searches the history holds."""

LOCK_SECONDS = 1.0
"""How long to wait for another program that writes the file."""

Document = dict[str, Any]
"""The file as JSON, with keys of other versions of this program."""

Change = Callable[[Document], None]
"""Changes a document in place."""


class Searches:
    """The searches in a file that several programs may change; each changes only what it is about.

    The history is a convenience, the saved searches are a person's work: a file that cannot be understood is set aside
    before another takes its place.
    """

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self._path = Path(os.path.realpath(path))  # a link to the file stays a link
        self._disk = disk or Disk()
        self._found: tuple[int, ...] | None = None
        self._document: Document = {}
        self._problem = ""
        self._waiting: list[Change] = []
        self._reported = ""

    @property
    def history(self) -> tuple[str, ...]:
        """The searches that were run, the newest first."""
        return tuple(_history(self._current()))

    @property
    def saved(self) -> Mapping[str, str]:
        """The saved searches by name, sorted by name."""
        return _saved(self._current())

    @property
    def problem(self) -> str:
        """Why the file cannot be used, as a sentence; empty where it can."""
        self._current()
        return self._problem

    def remember(self, text: str) -> str:
        """Put a search at the top of the history; return why that failed, as a sentence, the first time only."""
        text = _plain(text)
        if not text or self.history[:1] == (text,):
            return ""

        def change(document: Document) -> None:
            others = (other for other in _history(document) if other != text)
            document["history"] = [text, *others][:MOST_REMEMBERED]

        before, self._reported = self._reported, self._change(change)
        return "" if self._reported == before else self._reported

    def save(self, name: str, text: str) -> str:
        """Save a search by name, in place of one with that name; return why that failed, as a sentence, or nothing.

        Raises InvalidValueError for what can be no name or no search of this name.
        """
        name = name_for(name, text, self.saved)
        text = _plain(text)

        def change(document: Document) -> None:
            document["saved"] = _without(document, name) | {name: text}

        return self._change(change)

    def forget(self, name: str) -> str:
        """Delete a saved search; return why that failed, as a sentence, or nothing.

        Raises InvalidValueError for a name that nothing has.
        """
        name = search_name(name)
        if name not in self.saved:
            raise InvalidValueError(f"No search is saved as “@{name}”.")

        def change(document: Document) -> None:
            document["saved"] = _without(document, name)

        return self._change(change)

    def _current(self) -> Document:
        """Return the file as it is now, with changes that could not be written yet."""
        found = self._stamp()
        if found is None or found != self._found:
            try:
                self._document = self._read()
                self._problem = ""
            except OSError as error:
                self._document, self._problem = {}, f"{self._path} cannot be read ({reason(error)})."
            except ValueError:
                self._document = {}
                self._problem = f"The saved searches in {self._path} cannot be read: the file is damaged."
            for change in self._waiting:
                change(self._document)
            self._found = found
        return self._document

    def _stamp(self) -> tuple[int, ...] | None:
        """Return what tells one state of the file from the next; None where there is no file."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _read(self) -> Document:
        """Return the file. Raises ValueError for what is no such file, OSError for what cannot be read."""
        try:
            document = msgspec.json.decode(self._disk.read(self._path))
        except FileNotFoundError:
            return {}
        except RecursionError as error:
            raise ValueError from error
        if not isinstance(document, dict) or not isinstance(document.get("saved", {}), dict):
            raise ValueError  # noqa: TRY004 — whatever else it is, it is not ours
        return document

    def _change(self, change: Change) -> str:
        """Change the file as it is now, with earlier changes that could not be written; return what went wrong."""
        self._waiting.append(change)
        problem = ""
        try:
            self._disk.make_folder(self._path.parent)
            with self._disk.locked(self._path.with_name(f"{self._path.name}.lock"), LOCK_SECONDS):
                try:
                    document = self._read()
                except ValueError:
                    document, problem = {}, self._set_aside()
                for waiting in self._waiting:
                    waiting(document)
                self._disk.replace(self._path, msgspec.json.format(msgspec.json.encode(document)))
        except OSError as error:
            self._found = None
            return f"This is forgotten when you quit: {self._path} cannot be written ({reason(error)})."
        self._waiting.clear()
        self._found = None
        return problem

    def _set_aside(self) -> str:
        """Rename a damaged file to a name that nothing has, and return the sentence that says so."""
        aside = self._path.with_name(f"{self._path.name}.unreadable")
        number = 1
        while os.path.lexists(aside):
            number += 1
            aside = self._path.with_name(f"{self._path.name}.{number}.unreadable")
        self._disk.rename(self._path, aside)
        return f"The saved searches could not be read: the file is damaged. It was moved to {aside}."


def name_for(name: str, text: str, saved: Mapping[str, str]) -> str:
    """Return the name to save a search by; raises InvalidValueError, with the reason, where it can have none such."""
    if not _plain(text):
        raise InvalidValueError("There is nothing to save: search for something first.")
    name = search_name(name)
    if name in saved_searches_in(text, {name: "", **saved}):
        raise InvalidValueError(f"This search has “@{name}” in it: it needs another name.")
    return name


def _history(document: Document) -> list[str]:
    listed = document.get("history")
    texts = [text.strip() for text in listed if isinstance(text, str)] if isinstance(listed, list) else []
    return list(dict.fromkeys(filter(None, texts)))[:MOST_REMEMBERED]


def _saved(document: Document) -> dict[str, str]:
    named = ((_plain_name(name), text) for name, text in document.get("saved", {}).items() if isinstance(text, str))
    return dict(sorted((name, text) for name, text in named if name))


def _without(document: Document, name: str) -> dict[str, Any]:
    """Return the saved searches without this name, however the file spells it."""
    return {other: text for other, text in document.get("saved", {}).items() if _plain_name(other) != name}


def _plain_name(written: str) -> str:
    """Return the name as searches spell it; empty where it is none: it may have been written by hand."""
    try:
        return search_name(written)
    except InvalidValueError:
        return ""


def _plain(text: str) -> str:
    """Return the text on one line, without half characters, which no file can hold."""
    return one_line(text).encode(errors="replace").decode().strip()
