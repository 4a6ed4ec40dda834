"""What the diary says about the journal's file and what lies beside it: warnings, drafts, copies."""

import asyncio
from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.worker import Worker

from filmjournal.model.wording import counted
from filmjournal.tui.session import Session

COPIES_AFTER = 1.0
"""Seconds after which copies are looked for first: the screen is there before."""

COPIES_EVERY = 10.0
"""Seconds between looks for copies."""


class Notices:
    """Shows notices on a screen. `open_drafts` opens the list of drafts."""

    def __init__(self, screen: Screen[Any], session: Session, open_drafts: Callable[[], None]) -> None:
        self._screen = screen
        self._session = session
        self._open_drafts = open_drafts
        self._copies_seen: frozenset[tuple[str, int, int]] = frozenset()
        self._looked = False

    def warn_of_file(self) -> None:
        """Say that the journal is missing, holds unreadable records, or was edited by another program."""
        journal = self._session.journal
        if journal.store.is_new and journal.store.file.has_backups():
            self._warn(
                f"There is no journal at {journal.path}, but there are backups of one. "
                "To restore it, quit and run filmjournal restore."
            )
        if journal.problems:
            more = f" And {len(journal.problems) - 1:,} more." if len(journal.problems) > 1 else ""
            self._warn(f"{journal.problems[0]}.{more}")
        if not journal.store.known.as_written:
            _: Worker[None] = self._screen.run_worker(self._warn_of_edit, group="hand")

    async def _warn_of_edit(self) -> None:
        """Say once that the file was edited, after it is backed up: that waits for whoever is writing it."""
        if await asyncio.to_thread(self._session.journal.store.back_up_hand_edit):
            self._warn(
                "Another program edited the journal since filmjournal last saved it. A backup of it as it is now was "
                "made. If this wasn't you, run filmjournal verify."
            )

    def offer_drafts(self) -> None:
        """Open the list of drafts if it has one that was not offered before; say that others wait."""
        drafts = self._session.drafts
        if drafts.may_have_texts:
            from filmjournal.transfer.left_texts import take_over_texts  # noqa: PLC0415 — only where one was left

            take_over_texts(drafts, self._session.today())
        if not drafts.left():
            return
        from filmjournal.transfer.unsaved_drafts import unsaved_drafts  # noqa: PLC0415 — not in the first frame

        unsaved = {
            slot for slot in unsaved_drafts(drafts, self._session.journal) if not drafts.is_claimed_elsewhere(slot)
        }
        if drafts.offer().keys() & unsaved:
            self._open_drafts()
        elif unsaved:
            what = counted(len(unsaved), "draft")
            self._screen.notify(f"{what} {'waits' if len(unsaved) == 1 else 'wait'} for you. Press D.", title="Drafts")

    def watch_for_copies(self) -> None:
        """Look for copies of the journal beside it, now and then, and say when a new one has incoming changes."""
        self._screen.set_timer(COPIES_AFTER, self.look_for_copies)
        self._screen.set_interval(COPIES_EVERY, self.look_for_copies)

    def watch_for_people(self) -> None:
        """Say, now and then and once for as many, of how many films nobody is known."""
        self._screen.set_timer(COPIES_AFTER, self._look_for_people)
        self._screen.set_interval(COPIES_EVERY, self._look_for_people)

    def _look_for_people(self) -> None:
        from filmjournal.tui.widgets.people_line import show_unidentified  # noqa: PLC0415 — not in the first frame

        if self._screen.is_current:
            self._looked = True
            show_unidentified(self._screen, self._session)

    def was_left(self) -> None:
        """Remove what was seen by now."""
        if self._looked:
            from filmjournal.tui.widgets.people_line import hide_unidentified  # noqa: PLC0415 — not in the first frame

            hide_unidentified(self._screen)

    def look_for_copies(self) -> None:
        """Look for new copies, in another thread."""
        _: Worker[None] = self._screen.run_worker(self._look_for_copies, exclusive=True, group="copies")

    async def _look_for_copies(self) -> None:
        from filmjournal.tui.screens.copies import copies_with_changes, stamps_of_copies  # noqa: PLC0415 — not yet needed

        found = await asyncio.to_thread(stamps_of_copies, self._session)
        seen, self._copies_seen = self._copies_seen, found
        if found <= seen:
            return
        names = await asyncio.to_thread(copies_with_changes, self._session)
        if names:
            others = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            have = "have" if others else "has"
            self._screen.notify(
                f"{names[0]}{others} beside the journal {have} changes that the journal lacks. Press M to review and "
                "merge.",
                title="A copy of the journal",
                timeout=12,
                markup=False,
            )

    def _warn(self, text: str) -> None:
        self._screen.notify(text, severity="warning", timeout=20, markup=False)
