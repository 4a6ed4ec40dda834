"""A text, written in the editor that a person is used to."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread


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
