"""Today: what comes back of the journal on this day, what is unfinished, and what tonight may bring."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import Worker

from filmjournal.model.draft import Draft
from filmjournal.model.viewing import Entry
from filmjournal.render.today import IN_FULL, SHELF, WATCHLIST, head_line, today_page
from filmjournal.stats.today import Today, Unsaved, today_in_steps
from filmjournal.transfer.unsaved_drafts import described, unsaved_drafts
from filmjournal.tui.commands import EVERYWHERE, TODAY, bindings_of
from filmjournal.tui.entry_actions import EntryActions
from filmjournal.tui.screens.behind import follow
from filmjournal.tui.screens.page_screen import PageScreen, in_slices
from filmjournal.tui.screens.reading import ReadingScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.tonight import NothingForTonightError, TonightPrompt, films_for_tonight
from filmjournal.tui.widgets.page_view import PageView
from filmjournal.tui.windows import open_over


class TodayScreen(PageScreen):
    """Shows what comes back today. The same is shown all day, until another is asked for.

    `ways` returns what opens other screens over this one by their names, as `Navigation.go_to` does; it is given the
    screen and what opens the editor.
    """

    PLACE = TODAY
    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TODAY, EVERYWHERE)]

    def __init__(
        self, session: Session, ways: Callable[[Screen[Any], Callable[[Draft, str], None]], Callable[..., None]]
    ) -> None:
        super().__init__(session)
        self.found: Today | None = None
        """What is shown."""
        self._passages = self._films = 0
        self._query = ""
        self._actions = EntryActions(self, session, self.undo, lambda _: None)
        self._go_to = ways(self, self._actions.write)

    def journal_changed(self) -> None:
        """Look anew at the journal."""
        _: Worker[None] = self.run_worker(self._look, exclusive=True, group="today")

    async def _look(self) -> None:
        session = self.session
        try:
            wishes = films_for_tonight(session, self._query)
        except NothingForTonightError:  # what was asked for is logged by now
            self._query, wishes = "", list(session.journal.watchlist)
        drafts = unsaved_drafts(session.drafts, session.journal) if session.drafts.left() else {}
        self.found = await in_slices(
            today_in_steps(
                session.journal.entries,
                wishes,
                session.today(),
                drafts=[Unsaved(draft.title, described(slot, draft)) for slot, draft in drafts.items()],
                passage=self._passages,
                film=self._films,
                quoted=max(IN_FULL),
            )
        )
        self.show_counted()

    def show_page(self) -> None:
        """Show the page."""
        found, palette = self.found, palette_of(self.app)
        if found is None:
            return
        heading = head_line(found, max(self.size.width - 4, 20), palette)
        if self._query:
            heading.append(f"\nTonight: {self._query}", palette.muted)
        self.show_heading(heading)
        self.refresh_bindings()
        if not found.viewings and found.tonight is None and not found.drafts:
            self.show_words("Your diary is empty. What you log comes back here, on its day.")
            return
        self.view.show(lambda width: today_page(found, width - 2, palette, is_app=True))

    def on_resize(self) -> None:
        """Let the totals stand at the right end."""
        self.show_counted()

    def on_screen_resume(self) -> None:
        """Look anew: the day may have changed, or a draft was left."""
        super().on_screen_resume()
        if self.found is not None:
            self.journal_changed()

    @property
    def entry(self) -> Entry | None:
        """The viewing under the cursor."""
        return self.session.journal.entry(self.spot.viewing_id) if self.spot is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another passage or film only where there is one, and to write only where something is logged."""
        del parameters
        found = self.found
        if action == "another":
            return found is not None and (found.shelf is not None or found.choices > 1)
        if action in {"write", "alone"}:
            return found is not None and found.viewings > 0
        return action != "tonight" or bool(self.session.journal.watchlist)

    @on(PageView.Chosen)
    def _chosen(self, event: PageView.Chosen) -> None:
        event.prevent_default()
        wished = self.found.tonight if self.found is not None else None
        if event.spot.place == WATCHLIST and wished is not None:
            self._go_to(WATCHLIST, wished.id)
        elif event.spot.place and not event.spot.viewing_id:
            self._go_to(event.spot.place)
        else:
            follow(self, self.session, event.spot, self.view.page.spots)

    def action_another(self) -> None:
        """Show another passage and another film; of the one the cursor is on, that alone."""
        place = self.spot.place if self.spot is not None else ""
        self._passages += place != WATCHLIST
        self._films += place != SHELF
        self.journal_changed()

    def action_tonight(self) -> None:
        """Ask for a query, and choose among what it finds on the watchlist."""

        def asked(query: str | None) -> None:
            if query is not None:
                self._query, self._films = query, 0
                self.journal_changed()

        open_over(self, TonightPrompt(self.session, self._query), asked)

    def action_alone(self) -> None:
        """Read the viewing under the cursor in one column; n goes on to the others that are quoted or listed here."""
        ids = list(dict.fromkeys(spot.viewing_id for spot in self.view.page.spots if spot.viewing_id))
        if self.entry is not None:
            open_over(self, ReadingScreen(self.session, ids, ids.index(self.entry.id)))
        else:
            self.notify("Go to a viewing first: to one that you want to read.")

    def action_write(self) -> None:
        """Write the review of the viewing under the cursor."""
        entry = self.entry
        if entry is not None:
            self._actions.write(Draft.of(entry), focus="review")
        else:
            self.notify("Go to a viewing first: to one that you want to write about.")

    def action_go_to(self, place: str) -> None:
        """Open another screen, which `Navigation.go_to` knows by this name."""
        self._go_to(place)

    def action_start(self) -> None:
        """Open filmjournal with this screen from now on; again, with the diary."""
        is_first = self.session.settings.read().opens == OPENS
        error = self.session.settings.change(opens="diary" if is_first else OPENS)
        said = "From now on filmjournal opens with " + ("your diary." if is_first else "Today.")
        self.notify(error or said, severity="warning" if error else "information", markup=False)


OPENS = "today"
"""The setting by which the app opens with this screen."""
