"""What the diary offers of what is kept beside it: the watchlist, drafts, the trash, and copies of the journal."""

import asyncio
from pathlib import Path

from textual import work

from filmjournal.journal.safety.drafts import wish_id_of
from filmjournal.model.wish import Wished
from filmjournal.model.wording import titled
from filmjournal.tui.screens.entry_screen import EntryScreen
from filmjournal.tui.screens.journal_screen import Result

LOOK_FOR_COPIES_AFTER = 1.0
"""Seconds after which copies are looked for first: the screen is there before."""

LOOK_FOR_COPIES_EVERY = 10.0
"""Seconds between looks."""


class KeptScreen(EntryScreen[Result]):
    """A screen from which one comes to everything that is kept."""

    _copies_seen: frozenset[tuple[str, int, int]] = frozenset()

    def on_mount(self) -> None:
        """Look for copies now and then."""
        self.set_timer(LOOK_FOR_COPIES_AFTER, self.look_for_copies)
        self.set_interval(LOOK_FOR_COPIES_EVERY, self.look_for_copies)

    def action_watchlist(self) -> None:
        """Show what is to be watched."""
        from filmjournal.tui.screens.watchlist import WatchlistScreen  # noqa: PLC0415 — not before it is needed

        self.app.push_screen(WatchlistScreen(self.session))

    @work(group="import")
    async def action_import(self) -> None:
        """Bring in what somebody has elsewhere, once it was seen and is wanted."""
        from filmjournal.tui.screens.bring_in import BringInScreen  # noqa: PLC0415 — not before it is needed
        from filmjournal.tui.screens.choose_path import ChoosePathScreen  # noqa: PLC0415

        path = await self.app.push_screen_wait(ChoosePathScreen(Path.home()))
        told = await self.app.push_screen_wait(BringInScreen(self.session, path)) if path is not None else None
        if told is not None:
            self.notify(f"{told} Press u to take it back.", timeout=10, markup=False)

    def action_trash(self) -> None:
        """Show what was removed and replaced."""
        from filmjournal.tui.screens.trash import TrashScreen  # noqa: PLC0415 — not before it is needed

        self.app.push_screen(TrashScreen(self.session))

    def action_drafts(self) -> None:
        """Show what was written and not saved."""
        from filmjournal.tui.screens.drafts import Begun, DraftsScreen  # noqa: PLC0415 — not before it is needed

        def chosen(begun: Begun | None) -> None:
            if begun is None:
                return
            if wish_id_of(begun.slot):
                self._wish(begun.draft.viewing_id)
            else:
                self.write(begun.draft)

        self.app.push_screen(DraftsScreen(self.session), chosen)

    def _wish(self, wish_id: str) -> None:
        """Go on writing of a wish, or of a new one."""
        from filmjournal.tui.screens.wish import WishScreen  # noqa: PLC0415 — not before it is needed

        def saved(wished: Wished | None) -> None:
            if wished is not None:
                self.notify(f"{titled(wished.film)} is on the watchlist.", markup=False)

        wished = next((each for each in self.session.journal.watchlist if each.id == wish_id), None)
        self.app.push_screen(WishScreen(self.session, wished), saved)

    def action_copies(self) -> None:
        """Show what copies of the journal beside it have that it has not."""
        from filmjournal.tui.screens.copies import CopiesScreen  # noqa: PLC0415 — not before it is needed

        self.app.push_screen(CopiesScreen(self.session))

    @work(exclusive=True, group="copies")
    async def look_for_copies(self) -> None:
        """Say that copies of the journal beside it have what it has not, as soon as they appear there."""
        from filmjournal.tui.screens.copies import copies_with_news, looks_of_copies  # noqa: PLC0415 — not yet needed

        beside = await asyncio.to_thread(looks_of_copies, self.session)
        seen, self._copies_seen = self._copies_seen, beside
        if beside <= seen:
            return
        names = await asyncio.to_thread(copies_with_news, self.session)
        if names:
            others = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
            self.notify(
                f"{names[0]}{others} beside the journal has what it has not. Press M to see what, and to merge it.",
                title="A copy of the journal",
                timeout=12,
                markup=False,
            )

    def offer_drafts(self) -> None:
        """Offer what was left unsaved, if it was not offered before."""
        from filmjournal.tui.screens.drafts import unsaved_drafts  # noqa: PLC0415 — not before it is needed

        fresh = self.session.drafts.offer()
        if not fresh:
            return
        if fresh.keys() & unsaved_drafts(self.session).keys():
            self.action_drafts()

    def tell_of_file(self) -> None:
        """Say what is odd about the file: records that cannot be read, a hand that edited it."""
        journal = self.session.journal
        if journal.store.is_new and journal.store.file.has_backups():
            self.notify(
                f"There is no journal at {journal.path}, and there are backups of one: leave, and filmjournal restore "
                "brings it back.",
                severity="warning",
                timeout=20,
                markup=False,
            )
        if journal.problems:
            more = f" And {len(journal.problems) - 1:,} more." if len(journal.problems) > 1 else ""
            self.notify(f"{journal.problems[0]}.{more}", severity="warning", timeout=20, markup=False)
        if not journal.store.known.as_written:
            self._tell_of_hand()

    @work(group="hand")
    async def _tell_of_hand(self) -> None:
        """Say once that the file was edited, once it is backed up: that waits for whoever is writing it."""
        if await asyncio.to_thread(self.session.journal.store.keep_hand_edit):
            self.notify(
                "The journal was edited outside of filmjournal since it saved last. It is backed up as it is now. "
                "If that was not you, run filmjournal verify.",
                severity="warning",
                timeout=20,
                markup=False,
            )
