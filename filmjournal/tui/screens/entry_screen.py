"""What the diary and the review have in common: there is an entry, and keys that act on it."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct
from textual.message import Message

from filmjournal.journal.changes import Change
from filmjournal.model.film import Role
from filmjournal.model.viewing import Entry
from filmjournal.tui.entry_actions import EntryActions
from filmjournal.tui.screens.journal_screen import LiveScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.search_line import SearchLine
from filmjournal.tui.windows import Result

ON_ENTRY = frozenset({"director", "open", "edit", "review", "rewatch", "remove", "entry"})
"""The actions that need an entry."""


ONLY_VIEWING = "This is your only viewing of the film: mark others in the list with space to compare them."


class ReadingEnd(Struct, frozen=True):
    """How the reading of reviews ended."""

    viewing_id: str
    """The viewing that was shown last."""
    query: str = ""
    """A search to run next; empty for none."""


@dataclass
class OpenPerson(Message):
    """The page of a person is wanted; the app opens it, whatever screen is in front."""

    name: str
    """The name."""
    role: Role | None
    """The role in which the person is meant; None for all."""
    among: Sequence[tuple[str, Role | None]] = ()
    """The people of the list it was chosen from, with that one; `←` and `→` go through them."""


@dataclass
class OpenComparison(Message):
    """Viewings are to stand side by side; the app opens that, whatever screen is in front."""

    entries: Sequence[Entry]
    """The viewings."""
    instead: str = ""
    """What is said where there is only one; the usual sentence where this is empty."""


class EntryScreen(LiveScreen[Result]):
    """A screen with an entry under the cursor or on show."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.actions = EntryActions(self, session, self.undo, self.show_entry)
        """What can be done with the entry."""

    @property
    @abstractmethod
    def entry(self) -> Entry | None:
        """The entry that commands act on."""

    @abstractmethod
    def show_entry(self, entry: Entry) -> None:
        """Bring an entry that was just saved into view."""

    def show_change(self, change: Change) -> None:
        """Bring the last viewing of a change into view."""
        entries = map(self.session.journal.entry, reversed(change.viewing_ids))
        entry = next(filter(None, entries), None)
        if entry is not None:
            self.show_entry(entry)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what acts on an entry only where there is one."""
        del parameters
        return action not in ON_ENTRY or self.entry is not None

    def action_log(self) -> None:
        """Log a film."""
        self.actions.log()

    def action_director(self) -> None:
        """Open the page of the one person who is searched for, else that of the film's first director."""
        searched = self._searched()
        if searched is not None:
            self.post_message(OpenPerson(*searched))
            return
        directors = self.entry.film.people(Role.DIRECTOR) if self.entry is not None else ()
        if directors:
            self.post_message(OpenPerson(directors[0], Role.DIRECTOR))
        else:
            self.notify("Nobody is known as director of this film.")

    def _searched(self) -> "tuple[str, Role | None] | None":
        """Return the person that the search line asks for by name; None where it asks for anything else."""
        text = next((line.value for line in self.query(SearchLine)), "")
        if ":" not in text:
            return None
        from filmjournal.query.parser import parse  # noqa: PLC0415 — not in the first frame
        from filmjournal.stats.person import person_meant  # noqa: PLC0415 — not in the first frame

        parsed = parse(text, self.session.today(), frozenset())
        return person_meant(parsed.query, self.session.journal.entries, self.session.journal.watchlist)

    def action_edit(self) -> None:
        """Edit the entry."""
        if self.entry is not None:
            self.actions.edit(self.entry)

    def action_review(self) -> None:
        """Write the review of the entry."""
        if self.entry is not None:
            self.actions.review(self.entry)

    def action_rewatch(self) -> None:
        """Log the film of the entry again."""
        if self.entry is not None:
            self.actions.rewatch(self.entry)

    def action_remove(self) -> None:
        """Remove the entry."""
        if self.entry is not None:
            self.actions.remove(self.entry)

    def action_entry(self, what: str) -> None:
        """Compare the film's viewings, or what `EntryActions.do` knows by this name, such as to copy the review."""
        if self.entry is None:
            return
        if what == "compare":
            self.post_message(OpenComparison(self.session.journal.viewings_of(self.entry.film), ONLY_VIEWING))
        else:
            self.actions.do(what, self.entry)
