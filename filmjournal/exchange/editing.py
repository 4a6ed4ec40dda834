"""An entry, written in a person's own editor until it can be read. What was written is never lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from filmjournal.exchange.external_editor import ExternalEditorError
from filmjournal.exchange.template import with_fault
from filmjournal.model.errors import InvalidValueError

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
