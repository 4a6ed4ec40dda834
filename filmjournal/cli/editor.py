"""Open a viewing in the person's own editor, from the shell."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from msgspec import Struct, structs, to_builtins

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import BadInputError
from filmjournal.exchange.entry.editing import (
    EmptiedError,
    ExternalEditor,
    ExternalEditorError,
    UnfinishedError,
    UntouchedError,
    edit_until_valid,
    without_additions,
)
from filmjournal.exchange.entry.markdown import read_template, write_template
from filmjournal.exchange.entry.record import record_of
from filmjournal.journal.disk.disk import reason
from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.journal.safety.drafts import DraftClaim, Drafts, SavedDraft, slot_of
from filmjournal.journal.safety.editor_texts import EditorNote, OpenText
from filmjournal.model.draft import Draft, DraftError
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import short_moment, titled
from filmjournal.transfer.left_texts import take_over_texts


class EditedEntry:
    """A viewing as it came back from the editor; the text stays on disk until the journal is saved."""

    def __init__(
        self, film: Film, viewing: Viewing, text: str, editor: ExternalEditor, opened: OpenText, shell: Shell
    ) -> None:
        self.film = film
        """The film as it was written."""
        self.viewing = viewing
        """The viewing as it was written."""
        self.on_saved = ExitStack()
        """What follows once it is saved."""
        self._until_then = ExitStack()
        self._text = text
        self._editor = editor
        self._opened = opened
        self._shell = shell

    def hold(self, open_texts: ExitStack) -> "EditedEntry":
        """Keep these open until the block of `saving` ends."""
        self._until_then = open_texts.pop_all()
        return self

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Let the text go after a block that saves it; where the block fails, say where the text is."""
        with self._until_then:
            try:
                yield
            except BaseException:
                self._shell.say(f"What you wrote is saved in {self._editor.save_copy(self._text)}. {OFFERED}")
                raise
            self._opened.settle()
            self.on_saved.close()


OFFERED = "It is offered as a draft, here and in the app."
"""What happens to a text that could not be used."""

Read = Callable[[Entry, Mapping[str, Any]], tuple[Film, Viewing]]
"""Returns an entry with these facts changed; raises InvalidValueError."""


class _Begun(Struct, frozen=True):
    """What the editor opens."""

    text: str
    """The entry in Markdown as it is saved, or as it begins."""
    draft: Draft
    """The form that the text is of."""
    since: Draft
    """The form before anything was typed."""
    written: str = ""
    """The text of a draft to go on with; empty where there is none."""


def edit_entry(entry: Entry, shell: Shell, read: Read, *, is_titled: bool = True) -> EditedEntry | None:
    """Open an entry, or a draft of it, in the editor and return the result; None if it is unchanged or empty.

    Says so then. Raises BadInputError where it cannot be used, with the file in which it is saved.
    """
    record, drafts = record_of(entry), Drafts(shell.places.drafts)
    take_over_texts(drafts, shell.today)
    with ExitStack() as stack:
        fresh = Draft.of(entry) if is_titled else structs.replace(Draft.of(entry), title="")
        stated = to_builtins(record) if is_titled else {**to_builtins(record), "title": ""}
        claim = drafts.claim(slot_of(fresh))
        stack.callback(claim.release)
        begun = _Begun(write_template(stated, all_keys=True), fresh, fresh)
        begun = _offered(begun, entry, claim, drafts, shell)
        opened = stack.enter_context(_opened(drafts, claim, begun))
        editor = ExternalEditor(opened.folder, os.environ, [opened.lock])

        def read_text(text: str) -> EditedEntry:
            film, viewing = read(entry, without_additions(read_template(text), record))
            return EditedEntry(film, viewing, text, editor, opened, shell)

        confirm = lambda question: shell.can_ask and shell.agrees(question)  # noqa: E731 — no more than its name
        try:
            edited = edit_until_valid(begun.text, read_text, editor, confirm, begun.written)
        except (UntouchedError, EmptiedError) as error:
            shell.say(str(error))
            return None
        except UnfinishedError as error:
            raise BadInputError(str(error), OFFERED) from error
        except ExternalEditorError as error:
            raise BadInputError(str(error)) from error
        if begun.written:
            edited.on_saved.callback(_settle, drafts, claim, shell)
        return edited.hold(stack)


@contextmanager
def _opened(drafts: Drafts, claim: DraftClaim, begun: _Begun) -> Iterator[OpenText]:
    note = EditorNote(claim.slot, begun.draft, begun.written or begun.text, begun.since)
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(drafts.texts.opened(note))
        except OSError as error:
            raise BadInputError(f"There is no room for the text: {reason(error)}.") from error
        yield opened


def _settle(drafts: Drafts, claim: DraftClaim, shell: Shell) -> None:
    try:
        drafts.settle(claim.slot)
    except DraftNotSavedError as error:  # it is offered again, which harms nothing
        shell.say(error.sentence)


def _offered(begun: _Begun, entry: Entry, claim: DraftClaim, drafts: Drafts, shell: Shell) -> _Begun:
    """Offer the draft of this entry, if there is one; return what the editor opens."""
    saved = drafts.load(claim.slot)
    if drafts.is_claimed_elsewhere(slot_of(begun.since)):
        shell.say("Another window is writing a draft of this too; it stays a draft when you save here.")
        return begun
    if saved is None or saved.on(begun.since) == begun.since:
        return begun
    what = "this viewing" if begun.since.viewing_id else titled(entry.film) if begun.since.film_id else "a new viewing"
    named = f" of {saved.draft.title}" if what == "a new viewing" and saved.draft.title else ""
    there = f"There is a draft of {what}{named}, of {short_moment(drafts.moment(claim.slot))}, that is not saved."
    try:
        text = saved.written or _template(saved, begun, entry, shell)
    except DraftError as error:
        shell.say(f"{there} It can't be opened here: {error} The app goes on with it.")
        return begun
    if not shell.can_ask:
        shell.say(f"{there} The app goes on with it, or this command in a terminal.")
        return begun
    return _Begun(begun.text, saved.draft, begun.since, text) if shell.agrees(f"{there} Go on with it?") else begun


def _template(saved: SavedDraft, begun: _Begun, entry: Entry, shell: Shell) -> str:
    film, viewing = saved.on(begun.since).parse(shell.today, entry.film, entry.viewing)
    return write_template(to_builtins(record_of(Entry(viewing, film))), all_keys=True)
