"""What the diary and the review have in common: there is an entry, and things to do with it."""

from abc import abstractmethod

from msgspec import Struct

from filmjournal.journal.changes import Change
from filmjournal.model.draft import Draft
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import sentence
from filmjournal.tui.screens.changing_screen import ChangingScreen
from filmjournal.tui.screens.journal_screen import Result


class ReadingEnd(Struct, frozen=True):
    """Where the reading ended."""

    viewing_id: str
    """The viewing that was on show."""
    query: str = ""
    """What to look for next, when a person was chosen."""


class EntryScreen(ChangingScreen[Result]):
    """A screen with an entry under the cursor or on show."""

    @property
    @abstractmethod
    def entry(self) -> Entry | None:
        """The entry that commands are about."""

    @abstractmethod
    def show_entry(self, entry: Entry) -> None:
        """Bring an entry that was just saved into view."""

    def show_change(self, change: Change) -> None:
        """Bring a viewing that is changed into view, the last of several."""
        entries = map(self.session.journal.entry, reversed(change.viewing_ids))
        entry = next(filter(None, entries), None)
        if entry is not None:
            self.show_entry(entry)

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

        wished = {wish.film.id for wish in self.session.journal.watchlist}

        def saved(entry: Entry | None) -> None:
            if entry is None:
                return
            self.show_entry(entry)
            did = sentence(f"{'Changed' if draft.viewing_id else 'Logged'} {entry.film.title}")
            is_taken_off = entry.film.id in wished and not draft.viewing_id
            self.notify(f"{did}{' Taken off the watchlist.' if is_taken_off else ''}", markup=False)

        self.app.push_screen(EditorScreen(self.session, draft, focus=focus), saved)

    def action_remove(self) -> None:
        """Remove the entry; there is no question, for it can be undone."""
        entry = self.entry
        if entry is not None and self.done(lambda: self.session.journal.remove(entry.id)):
            self.notify(f"{sentence(f'Removed {entry.film.title}')} Press u to bring it back.", markup=False)
