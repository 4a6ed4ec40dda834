"""A text, written in the editor that a person is used to."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported


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
        try:
            path = self._file(text)
        except (OSError, UnicodeError) as error:
            raise ExternalEditorError(f"There is no room for the text in {self._folder}: {error}.") from error
        self._run(command, path)
        try:
            edited = path.read_bytes().decode()
        except (OSError, UnicodeError) as error:
            raise ExternalEditorError(f"What {command} wrote cannot be read ({error}): look at {path}.") from error
        path.unlink(missing_ok=True)
        return _without_added_line_end(edited, text)

    def _file(self, text: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix="text-", suffix=".md")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return Path(name)

    def _run(self, command: str, path: Path) -> None:
        try:
            status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603 — the person's own command
        except (OSError, ValueError) as error:
            path.unlink()
            raise ExternalEditorError(f"{command} cannot be run ({error}): set $EDITOR to your editor.") from error
        if status != 0:
            raise ExternalEditorError(
                f"{command} ended with status {status}. What it wrote, if anything, is in {path}."
            )


def _without_added_line_end(edited: str, before: str) -> str:
    """Take back the line end that most editors add to the last line."""
    if before.endswith("\n"):
        return edited
    return edited.removesuffix("\n").removesuffix("\r")


def edit_outside(app: App[object], edit: Callable[[str], str], text: str) -> str:
    """Lend the terminal to an editor and return what became of the text; raises ExternalEditorError."""
    failure: ExternalEditorError | None = None
    try:
        with app.suspend():
            try:
                text = edit(text)
            except ExternalEditorError as error:  # caught in here: the screen comes back only at a good end
                failure = error
    except SuspendNotSupported as error:
        raise ExternalEditorError("This terminal cannot be lent to another program.") from error
    if failure is not None:
        raise failure
    return text
