"""What the diary and the review have in common: there is an entry, and things to do with it."""

from abc import abstractmethod
from collections.abc import Callable

from msgspec import Struct

from filmjournal.journal.change import Change
from filmjournal.journal.errors import JournalError
from filmjournal.model.draft import Draft
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Entry
from filmjournal.render.words import sentence
from filmjournal.tui.desk import Desk
from filmjournal.tui.screens.journal_screen import JournalScreen, Result


class ReadingEnd(Struct, frozen=True):
    """Where the reading ended."""

    viewing_id: str
    """The viewing that was on show."""
    query: str = ""
    """What to look for next, when a person was chosen."""


class EntryScreen(JournalScreen[Result]):
    """A screen with an entry under the cursor or on show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._unsubscribe: Callable[[], None] | None = None

    @property
    @abstractmethod
    def entry(self) -> Entry | None:
        """The entry that commands are about."""

    @abstractmethod
    def journal_changed(self) -> None:
        """Show the journal as it is now."""

    @abstractmethod
    def show_entry(self, entry: Entry) -> None:
        """Bring an entry that was just saved into view."""

    def on_mount(self) -> None:
        """Hear of every change to the journal."""
        self._unsubscribe = self.desk.journal.subscribe(self.journal_changed)

    def on_unmount(self) -> None:
        """Hear no more."""
        if self._unsubscribe is not None:
            self._unsubscribe()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about an entry only where there is one."""
        del parameters
        about_an_entry = action in {"open", "edit", "review", "rewatch", "remove", "sort", "reverse"}
        return not about_an_entry or self.entry is not None

    def action_log(self) -> None:
        """Log a film."""
        self.write(Draft.new())

    def action_edit(self) -> None:
        """Change the entry."""
        if self.entry is not None:
            self.write(Draft.of(self.entry))

    def action_review(self) -> None:
        """Write the review of the entry."""
        if self.entry is not None:
            self.write(Draft.of(self.entry), focus="review")

    def action_rewatch(self) -> None:
        """Log the film of the entry again."""
        if self.entry is not None:
            self.write(Draft.again(self.entry.film), focus="rating")

    def write(self, draft: Draft, *, focus: str = "title") -> None:
        """Open the editor on a draft."""
        from filmjournal.tui.screens.editor import EditorScreen  # noqa: PLC0415 — not before it is needed: it is large

        def saved(entry: Entry | None) -> None:
            if entry is not None:
                self.show_entry(entry)
                self.notify(sentence(f"{'Changed' if draft.viewing_id else 'Logged'} {entry.film.title}"), markup=False)

        self.app.push_screen(EditorScreen(self.desk, draft, focus=focus), saved)

    def action_remove(self) -> None:
        """Remove the entry; there is no question, for it can be undone."""
        entry = self.entry
        if entry is not None and self._done(lambda: self.desk.journal.remove(entry.id)):
            self.notify(f"{sentence(f'Removed {entry.film.title}')} Press u to bring it back.", markup=False)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step(self.desk.journal.undo, "Took back", "There is nothing to undo.")

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._step(self.desk.journal.redo, "Done again", "There is nothing to redo.")

    def _step(self, step: Callable[[], Change | None], did: str, nothing: str) -> None:
        changes: list[Change | None] = []
        if not self._done(lambda: changes.append(step())):
            return
        change = changes[0]
        if change is None:
            self.notify(nothing)
            return
        for viewing_id in change.viewing_ids:
            entry = self.desk.journal.entry(viewing_id)
            if entry is not None:
                self.show_entry(entry)
        self.notify(sentence(f"{did}: {change.title[0].lower()}{change.title[1:]}"), markup=False)

    def _done(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not done", severity="error", timeout=15, markup=False)
            return False
        return True
