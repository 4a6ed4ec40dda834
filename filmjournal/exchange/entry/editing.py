"""Editing an entry in the person's own editor until it can be read. What they wrote is never lost."""

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

from filmjournal.exchange.entry.markdown import with_problem
from filmjournal.model.errors import InvalidValueError


class ExternalEditorError(Exception):
    """Raised where the editor failed; the text is as it was."""


class ExternalEditor:
    """Opens texts in $VISUAL, or else $EDITOR, as files in a folder of the program's own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = environment

    def __call__(self, text: str) -> str:
        """Return the text as the editor saved it.

        Raises ExternalEditorError where no editor is set, it can't be run, or it ends with a status other than 0. What
        it wrote stays in a file, which the error names.
        """
        command = self._environment.get("VISUAL") or self._environment.get("EDITOR")
        if not command:
            raise ExternalEditorError("Neither $VISUAL nor $EDITOR is set: set one to your editor, such as nano.")
        path = self.save_copy(text)
        self._run(command, path, text)
        try:
            edit_until_valid = path.read_bytes().decode()
        except (OSError, UnicodeError) as error:
            raise ExternalEditorError(f"What {command} wrote cannot be read ({error}): look at {path}.") from error
        path.unlink(missing_ok=True)
        return _without_added_line_end(edit_until_valid, text)

    def save_copy(self, text: str) -> Path:
        """Save a text in a new file and return the file's path; raises ExternalEditorError where that fails."""
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
    """Ignore ctrl+c, which the terminal sends to every program that runs in it, while the editor runs."""
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


def _without_added_line_end(edit_until_valid: str, before: str) -> str:
    """Remove the line end that most editors add to the last line."""
    if before.endswith("\n"):
        return edit_until_valid
    return edit_until_valid.removesuffix("\n").removesuffix("\r")


Result = TypeVar("Result")


class Editor(Protocol):
    """An editor of texts."""

    def __call__(self, text: str) -> str:
        """Return the edited text; raises ExternalEditorError where the editor failed."""

    def save_copy(self, text: str) -> Path:
        """Save a text in a new file and return the file's path; raises ExternalEditorError where that fails."""


class UntouchedError(ExternalEditorError):
    """Raised where nothing was changed in the editor."""

    def __init__(self) -> None:
        super().__init__("Nothing was changed in the editor, so nothing was done.")


class EmptiedError(ExternalEditorError):
    """Raised where the text came back empty from the editor."""

    def __init__(self) -> None:
        super().__init__("The text came back empty from the editor, so nothing was done.")


class UnfinishedError(ExternalEditorError):
    """Raised where the text can't be used as it is; it is saved in a file."""

    def __init__(self, problem: str, path: Path) -> None:
        super().__init__(f"{problem} What you wrote is saved in {path}.")
        self.problem = problem
        """What is wrong with the text, or with the editor, in a sentence."""
        self.path = path
        """The file that has the text."""


def edit_until_valid(
    text: str, read: Callable[[str], Result], editor: Editor, confirm: Callable[[str], bool]
) -> Result:
    """Return what `read` makes of a text once it is edited.

    As long as `read` raises InvalidValueError, `confirm` asks the person whether to edit it again; the first line of
    the text then says what is wrong.
    Raises UntouchedError, EmptiedError, UnfinishedError where the person stops, or ExternalEditorError of the editor.
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
            written, problem = _with_problem(written, read, str(error))
        copy = editor.save_copy(written)  # before the question: the terminal may be closed instead of an answer
        try:
            goes_on = confirm(f"{problem} Edit again?")
        except KeyboardInterrupt:
            goes_on = False
        if not goes_on:
            raise UnfinishedError(problem, copy)
        try:
            again = editor(written)
        except ExternalEditorError as error:
            raise UnfinishedError(str(error), copy) from error
        if not again.strip():
            raise UnfinishedError(str(EmptiedError()), copy)
        copy.unlink(missing_ok=True)
        written = again


def _with_problem(written: str, read: Callable[[str], object], problem: str) -> tuple[str, str]:
    """Return the text with the problem in its first line, and the problem with the line numbers that it then has."""
    marked = with_problem(written, problem)
    try:
        read(marked)
    except InvalidValueError as error:
        problem = str(error)
    return with_problem(written, problem), problem
