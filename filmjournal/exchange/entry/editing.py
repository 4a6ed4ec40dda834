"""An entry, written in a person's own editor until it can be read. What was written is never lost.

A text, written in the editor that a person is used to.
"""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import Protocol, TypeVar

from filmjournal.exchange.entry.markdown import with_fault
from filmjournal.model.errors import InvalidValueError


class ExternalEditorError(Exception):
    """The editor could not be used; the text is as it was."""


class ExternalEditor:
    """Runs $VISUAL, else $EDITOR, on a file in a folder of the app's own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = environment

    def __call__(self, text: str) -> str:
        """Return the text as the editor left it; raises ExternalEditorError where it did not end well."""
        command = self._environment.get("VISUAL") or self._environment.get("EDITOR")
        if not command:
            raise ExternalEditorError("Neither $VISUAL nor $EDITOR is set: set one to your editor, such as nano.")
        path = self.keep(text)
        self._run(command, path, text)
        try:
            edited = path.read_bytes().decode()
        except (OSError, UnicodeError) as error:
            raise ExternalEditorError(f"What {command} wrote cannot be read ({error}): look at {path}.") from error
        path.unlink(missing_ok=True)
        return _without_added_line_end(edited, text)

    def keep(self, text: str) -> Path:
        """Put a text into a file that stays, and return where that is; raises ExternalEditorError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix="text-", suffix=".md")
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        except (OSError, UnicodeError) as error:
            raise ExternalEditorError(f"There is no room for the text in {self._folder}: {error}.") from error
        return Path(name)

    def _run(self, command: str, path: Path, before: str) -> None:
        try:
            with _interrupts_for_the_editor():
                status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603 — the person's own command
        except (OSError, ValueError) as error:
            path.unlink()
            raise ExternalEditorError(f"{command} cannot be run ({error}): set $EDITOR to your editor.") from error
        if status == 0:
            return
        if _is_unchanged(path, before):
            path.unlink(missing_ok=True)
            raise ExternalEditorError(f"{command} ended with status {status}, and the text is as it was.")
        raise ExternalEditorError(f"{command} ended with status {status}. What it wrote, if anything, is in {path}.")


@contextmanager
def _interrupts_for_the_editor() -> Iterator[None]:
    """Let ctrl+c mean what it means in the editor: the terminal tells it to every program that runs there."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _is_unchanged(path: Path, before: str) -> bool:
    try:
        return path.read_bytes() == before.encode()
    except OSError:
        return False


def _without_added_line_end(edited: str, before: str) -> str:
    """Take back the line end that most editors add to the last line."""
    if before.endswith("\n"):
        return edited
    return edited.removesuffix("\n").removesuffix("\r")


Result = TypeVar("Result")


class Editor(Protocol):
    """What a text is written in."""

    def __call__(self, text: str) -> str:
        """Return what became of a text; raises ExternalEditorError where nothing did."""

    def keep(self, text: str) -> Path:
        """Put a text into a file that stays, and return where that is; raises ExternalEditorError."""


class UntouchedError(ExternalEditorError):
    """Nobody changed anything in the editor."""

    def __init__(self) -> None:
        super().__init__("Nothing was changed in the editor, and so nothing was done.")


class EmptiedError(ExternalEditorError):
    """Everything was taken out in the editor."""

    def __init__(self) -> None:
        super().__init__("The text came back empty from the editor, and so nothing was done.")


class UnfinishedError(ExternalEditorError):
    """What was written cannot be used as it is; it is kept in a file."""

    def __init__(self, fault: str, path: Path) -> None:
        super().__init__(f"{fault} What you wrote is kept in {path}.")
        self.fault = fault
        """What is wrong with it, or with the editor, in a sentence."""
        self.path = path
        """Where it is."""


def edited(text: str, read: Callable[[str], Result], editor: Editor, agrees: Callable[[str], bool]) -> Result:
    """Return what was read from a document once the editor is through with it.

    As long as it cannot be read, the person is told why and asked whether to go on, in a document that says so at its
    top. Raises UntouchedError, EmptiedError, UnfinishedError, or ExternalEditorError of an editor that failed.
    """
    written = editor(text)
    if written == text:
        raise UntouchedError
    if not written.strip():
        raise EmptiedError
    while True:
        try:
            return read(written)
        except InvalidValueError as error:
            written, fault = _marked(written, read, str(error))
        kept = editor.keep(written)  # before anything is asked: the terminal may be closed instead of an answer
        try:
            goes_on = agrees(f"{fault} Edit again?")
        except KeyboardInterrupt:
            goes_on = False
        if not goes_on:
            raise UnfinishedError(fault, kept)
        try:
            again = editor(written)
        except ExternalEditorError as error:
            raise UnfinishedError(str(error), kept) from error
        if not again.strip():
            raise UnfinishedError(str(EmptiedError()), kept)
        kept.unlink(missing_ok=True)
        written = again


def _marked(written: str, read: Callable[[str], object], fault: str) -> tuple[str, str]:
    """Return the document with what is wrong at its top, and the fault by the numbers that its lines then have."""
    marked = with_fault(written, fault)
    try:
        read(marked)
    except InvalidValueError as error:
        fault = str(error)
    return with_fault(written, fault), fault
