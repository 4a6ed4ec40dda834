"""A text, written in the editor that a person is used to."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path


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
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix="text-", suffix=".md")
        path = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            self._run(command, path)
            return _without_added_line_end(path.read_bytes().decode(), text)
        except (OSError, UnicodeError) as error:
            raise ExternalEditorError(
                f"The text did not come back from {command}: {error}. It is as it was."
            ) from error
        finally:
            path.unlink(missing_ok=True)

    def _run(self, command: str, path: Path) -> None:
        try:
            status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603 — the person's own command
        except ValueError as error:
            raise ExternalEditorError(f"$EDITOR is not a command: {command} ({error}).") from error
        if status != 0:
            raise ExternalEditorError(f"{command} ended with status {status}: the text is as it was.")


def _without_added_line_end(edited: str, before: str) -> str:
    """Take back the line end that most editors add to the last line."""
    if before.endswith("\n"):
        return edited
    return edited.removesuffix("\n").removesuffix("\r")
