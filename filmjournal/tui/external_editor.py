"""The terminal of the app, lent to a person's own editor."""

from collections.abc import Callable

from textual.app import App, SuspendNotSupported

from filmjournal.exchange.entry.editing import ExternalEditorError


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
