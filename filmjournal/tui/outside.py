"""A text of the form in the person's own editor: what is saved there is never lost, however everything ends."""

from contextlib import ExitStack
from functools import partial
from typing import Any

from textual.widget import Widget

from filmjournal.exchange.entry.editing import ExternalEditorError
from filmjournal.journal.disk.disk import reason
from filmjournal.model.draft import ELEMENT
from filmjournal.tui.draft_autosave import DraftAutosave
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.terminal import edit_outside
from filmjournal.tui.widgets.element_box import ElementBox
from filmjournal.tui.widgets.entry_form import EntryForm
from filmjournal.tui.widgets.field import Field, Line, Prose

_OTHER = "other"
"""The name of a part that has none in a draft."""


def write_outside(screen: JournalScreen[Any], form: EntryForm, autosave: DraftAutosave) -> None:
    """Edit the focused text of a form in $EDITOR, the review where none is; the screen says what goes wrong."""
    text = screen.focused
    if not isinstance(text, Prose | Line):
        text = form.review
    given = text.prose if isinstance(text, Prose) else text.text
    screen.before_quit()
    drafts, edit_text = screen.session.drafts, screen.session.edit_text
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(drafts.texts.opened(autosave.note(form.draft, _part(text), given)))
            edited = edit_outside(screen.app, partial(edit_text, opened), given)
        except (ExternalEditorError, OSError, UnicodeEncodeError) as error:
            why = f"There is no room for the text: {reason(error)}." if isinstance(error, OSError) else str(error)
            screen.notify(why, title="Your editor", severity="error", timeout=10, markup=False)
            return
        if isinstance(text, Prose):
            text.replace(edited, (0, 0), text.document.end)
        else:
            text.value = " ".join(edited.split())
        if screen.before_quit():
            opened.settle()
    screen.refresh(layout=True)


def _part(text: Widget) -> str:
    """Return the name of the part of a draft that is typed in a widget."""
    for around in text.ancestors_with_self:
        if isinstance(around, ElementBox):
            return f"{ELEMENT}{around.element.name}" if text is around.prose else _OTHER
        if isinstance(around, Field) or around.id == "review":
            return around.id or _OTHER
    return _OTHER
