"""What can be done with an entry: log, edit, review, rewatch and remove it, with their messages."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.screen import Screen

from filmjournal.model.draft import Draft
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import sentence
from filmjournal.tui.session import Session
from filmjournal.tui.undo import UndoActions
from filmjournal.tui.windows import is_in_front, open_over


class EntryActions:
    """Opens the editor from a screen and removes entries. `show_entry` is called with each entry that is saved."""

    def __init__(
        self, screen: Screen[Any], session: Session, undo: UndoActions, show_entry: Callable[[Entry], None]
    ) -> None:
        self._screen = screen
        self._session = session
        self._undo = undo
        self._show_entry = show_entry

    def log(self) -> None:
        """Log a film."""
        self.write(Draft.new())

    def edit(self, entry: Entry) -> None:
        """Edit an entry or its film."""
        self.write(Draft.of(entry))

    def review(self, entry: Entry) -> None:
        """Edit an entry with the cursor in its review."""
        self.write(Draft.of(entry), focus="review")

    def rewatch(self, entry: Entry) -> None:
        """Log another viewing of the entry's film."""
        self.write(Draft.for_rewatch(entry.film), focus="rating")

    def remove(self, entry: Entry) -> None:
        """Remove an entry. There is no question, for it can be undone."""
        if self._undo.attempt(lambda: self._session.journal.remove(entry.id)):
            self._screen.notify(f"{sentence(f'Removed {entry.film.title}')} Press u to undo.", markup=False)

    def do(self, what: str, entry: Entry) -> None:
        """Do what a command says and say what was done; commands name it, as in `entry('copy')`."""
        if what in {"earlier", "later"}:
            self._turn_take(entry, 1 if what == "earlier" else -1)
            return
        if what == "list":
            self.put_on_list([entry])
            return
        if what == "ask":
            from filmjournal.tui.online import OnlineLookup  # noqa: PLC0415 — what asks is loaded when it is to ask

            OnlineLookup(self._screen, self._session, self._undo).look_up(entry.film)
            return
        if what == "wrong":
            from filmjournal.tui.screens.wrong_film import WrongFilmDialog  # noqa: PLC0415 — not in the first frame

            WrongFilmDialog(self._screen, self._session, self._undo).open(entry)
            return
        from filmjournal.tui.sharing import copy_review, open_page  # noqa: PLC0415 — not in the first frame

        app = self._screen.app
        done = copy_review(app, entry) if what == "copy" else open_page(app, entry.film)
        self._screen.notify(done, markup=False)

    def put_on_list(self, entries: Sequence[Entry]) -> None:
        """Ask on which list the films of these viewings go, and say what was done."""
        from filmjournal.tui.screens.lists import AddToListScreen  # noqa: PLC0415 — not in the first frame

        def said(sentence: str | None) -> None:
            if sentence:
                self._screen.notify(sentence, markup=False)

        open_over(self._screen, AddToListScreen(self._session, [entry.film for entry in entries]), said)

    def _turn_take(self, entry: Entry, viewings: int) -> None:
        """Show the viewing of the same film so many before this one, or after it."""
        takes = self._session.journal.viewings_of(entry.film)  # the latest first
        place = [take.id for take in takes].index(entry.id) + viewings
        if 0 <= place < len(takes):
            self._show_entry(takes[place])
            self._screen.notify(f"Take {len(takes) - place} of {len(takes)}", timeout=2)
        else:
            self._screen.notify(f"This is your {'first' if viewings > 0 else 'latest'} viewing of the film.")

    def write(self, draft: Draft, slot: str = "", *, focus: str = "title") -> None:
        """Open the editor on a draft, with the cursor in the field that `focus` names.

        `slot` is where the draft is stored, if that is not the slot of its viewing or film.
        """
        if not is_in_front(self._screen):  # a form takes its draft when it is made
            return
        from filmjournal.tui.screens.editor import EditorScreen  # noqa: PLC0415 — large, and not in the first frame

        on_watchlist = {wish.film.id for wish in self._session.journal.watchlist}

        def saved(entry: Entry | None) -> None:
            if entry is None:
                return
            self._show_entry(entry)
            done = sentence(f"{'Changed' if draft.viewing_id else 'Logged'} {entry.film.title}")
            is_off_watchlist = entry.film.id in on_watchlist and not draft.viewing_id
            self._screen.notify(f"{done}{' Removed from your watchlist.' if is_off_watchlist else ''}", markup=False)

        open_over(self._screen, EditorScreen(self._session, draft, focus=focus, slot=slot), saved)
