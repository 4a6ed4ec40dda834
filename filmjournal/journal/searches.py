"""What was searched, and the searches that were saved by name, in one small file beside the settings."""

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
"""Searches that the history has at most."""

LOCK_SECONDS = 1.0
"""How long a change waits for another program that changes the file."""

Document = dict[str, Any]
"""The file as JSON, with what other versions of this program keep there."""

Change = Callable[[Document], None]
"""Changes a document in place."""


class Searches:
    """Keeps searches in a file that several programs may change, each of them what it is about and no more.

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
        self._told = ""

    @property
    def history(self) -> tuple[str, ...]:
        """What was searched, the newest first."""
        return tuple(_history(self._current()))

    @property
    def saved(self) -> Mapping[str, str]:
        """The saved searches by name, in the order of the names."""
        return _saved(self._current())

    @property
    def problem(self) -> str:
        """Why the file cannot be used as it is, in a sentence, or nothing."""
        self._current()
        return self._problem

    def remember(self, text: str) -> str:
        """Put a search at the top of the history; return why it could not be kept, in a sentence, once."""
        text = _plain(text)
        if not text or self.history[:1] == (text,):
            return ""

        def change(document: Document) -> None:
            others = (other for other in _history(document) if other != text)
            document["history"] = [text, *others][:MOST_REMEMBERED]

        told, self._told = self._told, self._change(change)
        return "" if self._told == told else self._told

    def save(self, name: str, text: str) -> str:
        """Save a search by name, in place of what has that name; return why it could not be kept, in a sentence.

        Raises InvalidValueError for what can be no name or no search of this name.
        """
        name = name_for(name, text, self.saved)
        text = _plain(text)

        def change(document: Document) -> None:
            document["saved"] = _without(document, name) | {name: text}

        return self._change(change)

    def forget(self, name: str) -> str:
        """Forget a saved search; return why it could not be forgotten, in a sentence.

        Raises InvalidValueError for a name that nothing has.
        """
        name = search_name(name)
        if name not in self.saved:
            raise InvalidValueError(f"No search is saved as “@{name}”.")

        def change(document: Document) -> None:
            document["saved"] = _without(document, name)

        return self._change(change)

    def _current(self) -> Document:
        """Return what the file holds now, with what could not be written to it yet."""
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
        """Return what changes with every new file; None where there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _read(self) -> Document:
        """Return what the file holds. Raises ValueError for what is no document, OSError for what cannot be read."""
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
        """Change what the file holds at this moment, with what could not be written before."""
        self._waiting.append(change)
        told = ""
        try:
            self._disk.make_folder(self._path.parent)
            with self._disk.locked(self._path.with_name(f"{self._path.name}.lock"), LOCK_SECONDS):
                try:
                    document = self._read()
                except ValueError:
                    document, told = {}, self._set_aside()
                for waiting in self._waiting:
                    waiting(document)
                self._disk.replace(self._path, msgspec.json.format(msgspec.json.encode(document)))
        except OSError as error:
            self._found = None
            return f"This is forgotten when you leave: {self._path} cannot be written ({reason(error)})."
        self._waiting.clear()
        self._found = None
        return told

    def _set_aside(self) -> str:
        """Give a file that cannot be understood another name, one that nothing has, and say so."""
        aside = self._path.with_name(f"{self._path.name}.unreadable")
        number = 1
        while os.path.lexists(aside):
            number += 1
            aside = self._path.with_name(f"{self._path.name}.{number}.unreadable")
        self._disk.rename(self._path, aside)
        return f"The saved searches could not be read: the file is damaged. It is kept as {aside}."


def name_for(name: str, text: str, saved: Mapping[str, str]) -> str:
    """Return the name under which a search is kept. Raises InvalidValueError where it cannot be, with the reason."""
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
    named = ((_name_kept(name), text) for name, text in document.get("saved", {}).items() if isinstance(text, str))
    return dict(sorted((name, text) for name, text in named if name))


def _without(document: Document, name: str) -> dict[str, Any]:
    """Return what is saved but for this name, however it was written."""
    return {kept: text for kept, text in document.get("saved", {}).items() if _name_kept(kept) != name}


def _name_kept(written: str) -> str:
    """Return the name, which somebody may have written by hand; nothing where it can be no name."""
    try:
        return search_name(written)
    except InvalidValueError:
        return ""


def _plain(text: str) -> str:
    """Return the text on one line, without half characters, which no file can hold."""
    return one_line(text).encode(errors="replace").decode().strip()
