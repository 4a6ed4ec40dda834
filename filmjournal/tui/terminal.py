"""The terminal of the app: lent to the person's own editor, and let go when it is gone."""

import os
import sys
from collections.abc import Callable
from threading import Thread

from textual.app import App, SuspendNotSupported

from filmjournal.exchange.entry.editing import ExternalEditorError


def edit_outside(app: App[object], edit: Callable[[str], str], text: str) -> str:
    """Suspend the app while `edit` runs an editor in the terminal, and return the edited text.

    Raises ExternalEditorError if the editor fails or the terminal cannot be lent.
    """
    failure: ExternalEditorError | None = None
    had_terminal = _has_terminal()
    try:
        with app.suspend():
            try:
                text = edit(text)
            except ExternalEditorError as error:  # caught in here: Textual resumes only when the block ends well
                failure = error
            if had_terminal and not _has_terminal():  # it was closed: Textual would wait forever to draw on it
                discard_output(None)
    except SuspendNotSupported as error:
        raise ExternalEditorError("This terminal cannot be lent to another program.") from error
    if failure is not None:
        raise failure
    return text


def _has_terminal() -> bool:
    return sys.__stdin__ is not None and sys.__stdin__.isatty()


def discard_output(writer: Thread | None) -> None:
    """Send everything that is still drawn to the null device: a closed terminal takes nothing.

    Textual hands what it draws to a writer thread. The thread ends at the first write that fails, and whoever goes on
    drawing waits for it forever: what it left in its queue is taken out here.
    """
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(null, stream.fileno())
    os.close(null)
    if writer is not None:
        Thread(target=_drain, args=(writer,), daemon=True).start()


def _drain(writer: Thread) -> None:
    writer.join()
    writer.run()
