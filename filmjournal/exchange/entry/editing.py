"""Editing an entry in the person's own editor until it can be read. What they wrote is never lost."""

import os
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any, Protocol, TypeVar

from filmjournal.exchange.entry.markdown import with_problem
from filmjournal.exchange.entry.record import EntryRecord
from filmjournal.model.errors import InvalidValueError


class ExternalEditorError(Exception):
    """Raised where the editor failed; the text is as it was."""


class StillOpenError(ExternalEditorError):
    """Raised where the program was told to end and its editor goes on: what is saved there is offered later."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        super().__init__("Your editor is still open: what you save there is offered at the next start.")
        self.process = process
        """The editor."""


class ExternalEditor:
    """Opens texts in $VISUAL, or else $EDITOR, as files in a folder of the program's own.

    What was changed stays in its file: whoever has the folder removes it once all is saved. `inherited` are handles
    that the editor is given, such as that of a lock.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str], inherited: Sequence[int] = ()) -> None:
        self._folder = folder
        self._environment = environment
        self._inherited = tuple(inherited) if os.name == "posix" else ()

    def __call__(self, text: str) -> str:
        """Return the text as the editor saved it.

        Raises ExternalEditorError where no editor is set, it can't be run, or it ends with a status other than 0. What
        it wrote stays in a file, which the error names. Told to end (SIGTERM, SIGHUP) meanwhile, it tells the editor,
        and returns what that saved; raises StillOpenError where the editor goes on all the same.
        """
        command = self._environment.get("VISUAL") or self._environment.get("EDITOR")
        if not command:
            raise ExternalEditorError("Neither $VISUAL nor $EDITOR is set: set one to your editor, such as nano.")
        path = self.save_copy(text)
        self._run(command, path, text)
        try:
            written = path.read_bytes().decode()
        except (OSError, UnicodeError) as error:
            raise ExternalEditorError(f"What {command} wrote cannot be read ({error}): look at {path}.") from error
        result = _without_added_line_end(written, text)
        if result == text:
            path.unlink(missing_ok=True)
        return result

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
            with _signals_while_editing() as told:
                process = subprocess.Popen([*shlex.split(command), str(path)], pass_fds=self._inherited)  # noqa: S603 — the person's own command
                while (status := process.poll()) is None and not told:
                    time.sleep(_LOOK_EVERY)  # a signal may come to another thread, and would not end a wait
                if status is None:
                    _end(process, told[0])
        except (OSError, ValueError) as error:
            path.unlink()
            raise ExternalEditorError(f"{command} cannot be run ({error}): set $EDITOR to your editor.") from error
        if told or status == 0:
            return
        if _is_unchanged(path, before):
            path.unlink(missing_ok=True)
            raise ExternalEditorError(f"{command} ended with status {status}, and the text is as it was.")
        raise ExternalEditorError(f"{command} ended with status {status}. What it wrote, if anything, is in {path}.")


_LOOK_EVERY = 0.03
"""Seconds between looks whether the editor has ended."""

_GRACE = 2.0
"""Seconds that an editor has to end after it was told to."""


def _end(process: "subprocess.Popen[bytes]", number: int) -> None:
    """Tell the editor to end, as the program was told; raises StillOpenError where it goes on."""
    with suppress(ProcessLookupError):
        process.send_signal(number)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired as error:
        raise StillOpenError(process) from error


@contextmanager
def _signals_while_editing() -> Iterator[list[int]]:
    """Ignore ctrl+c, which the terminal sends to every program that runs in it, while the editor runs.

    Gives a list to which the signals to end are added. One that would have ended the program ends it afterwards.
    """
    told: list[int] = []
    if current_thread() is not main_thread():
        yield told
        return
    ending = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *ending)}
    signal.signal(signal.SIGINT, lambda *_: None)
    for number in ending:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, lambda number, _: told.append(number))
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if told and before[told[0]] is signal.SIG_DFL:
            os.kill(os.getpid(), told[0])


def _is_unchanged(path: Path, before: str) -> bool:
    try:
        return path.read_bytes() == before.encode()
    except OSError:
        return False


def _without_added_line_end(written: str, before: str) -> str:
    """Remove the line end that most editors add to the last line."""
    if before.endswith("\n"):
        return written
    return written.removesuffix("\n").removesuffix("\r")


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
    text: str, read: Callable[[str], Result], editor: Editor, confirm: Callable[[str], bool], begun: str = ""
) -> Result:
    """Return what `read` makes of a text once it is edited. `begun` is the text as it was written so far, if it was.

    As long as `read` raises InvalidValueError, `confirm` asks the person whether to edit it again; the first line of
    the text then says what is wrong.
    Raises UntouchedError, EmptiedError, UnfinishedError where the person stops, or ExternalEditorError of the editor.
    """
    written = editor(begun or text)
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


def without_additions(stated: Mapping[str, Any], record: EntryRecord) -> dict[str, Any]:
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
