"""The ways from the diary to other screens, and what happens with their results."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual.screen import Screen
from textual.worker import Worker

from filmjournal.journal.safety.drafts import wish_id_of
from filmjournal.model.draft import Draft
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wished
from filmjournal.model.wording import titled
from filmjournal.tui.session import Session
from filmjournal.tui.windows import ask, is_in_front, open_over

Write = Callable[[Draft, str], None]
"""Opens the editor on a draft, stored in a slot."""


class Navigation:
    """Opens screens over the diary. Each is imported when it is first opened, to keep the start fast.

    `write` opens the editor on a draft, stored in a slot; `listed` returns the viewings to export, and the query that
    found them.
    """

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        write: Write,
        listed: Callable[[], tuple[Sequence[Entry], str]],
    ) -> None:
        self._screen = screen
        self._session = session
        self._write = write
        self._listed = listed

    def go_to(self, place: str, item: str = "") -> None:
        """Open the screen of this name, on an item of it. Commands name it, as in `go_to('trash')`."""
        screens = {
            "watchlist": lambda: self.watchlist(item),
            "lists": self.lists,
            "today": self.today,
            "statistics": self.statistics,
            "year": self.year,
            "trash": self.trash,
            "drafts": self.drafts,
            "copies": self.copies,
            "import": self.import_films,
            "lookup": self.lookup,
            "export": self.export,
            "book": self.book,
            "anthology": self.anthology,
        }
        screens[place]()

    def watchlist(self, wish_id: str = "") -> None:
        """Open the watchlist, with the cursor on an item."""
        from filmjournal.tui.screens.watchlist import WatchlistScreen  # noqa: PLC0415 — not in the first frame

        open_over(self._screen, WatchlistScreen(self._session, wish_id))

    def lists(self) -> None:
        """Open your lists; where one ends in a search, put it in the search line."""
        from filmjournal.tui.screens.lists import ListsScreen  # noqa: PLC0415 — not in the first frame
        from filmjournal.tui.widgets.search_line import SearchLine  # noqa: PLC0415

        def left(query: str | None) -> None:
            if query:
                self._screen.query_one(SearchLine).value = query

        open_over(self._screen, ListsScreen(self._session), left)

    def today(self) -> None:
        """Open what comes back today."""
        from filmjournal.tui.screens.today import TodayScreen  # noqa: PLC0415 — not in the first frame

        def from_there(screen: Screen[Any], write: Write) -> Callable[..., None]:
            return Navigation(screen, self._session, write, lambda: (self._session.journal.entries, "")).go_to

        open_over(self._screen, TodayScreen(self._session, from_there))

    def start(self) -> None:
        """Open what the app is to open with, where that is not the diary."""
        if self._session.settings.read().opens == "today":
            self.today()

    def statistics(self) -> None:
        """Open the statistics of what is listed."""
        from filmjournal.tui.screens.statistics import StatisticsScreen  # noqa: PLC0415 — not in the first frame

        open_over(self._screen, StatisticsScreen(self._session, self._listed()[1]))

    def year(self) -> None:
        """Open the year in review of what is listed: this year."""
        from filmjournal.tui.screens.year import YearScreen  # noqa: PLC0415 — not in the first frame

        open_over(self._screen, YearScreen(self._session, self._listed()[1]))

    def anthology(self) -> None:
        """Ask for an element, and open what the listed viewings say about it."""
        from filmjournal.stats.anthology import places_in  # noqa: PLC0415 — not in the first frame
        from filmjournal.tui.element_prompt import ElementPrompt  # noqa: PLC0415
        from filmjournal.tui.screens.anthology import AnthologyScreen  # noqa: PLC0415

        entries, query = self._listed()
        known = places_in(entries)

        def chosen(element: str | None) -> None:
            if element is not None:
                ids = [entry.id for entry in entries]
                open_over(self._screen, AnthologyScreen(self._session, element, query, ids))

        if known:
            open_over(self._screen, ElementPrompt(known), chosen)
        else:
            self._screen.notify("Nothing is written in what is listed.")

    def trash(self) -> None:
        """Open the trash."""
        from filmjournal.tui.screens.trash import TrashScreen  # noqa: PLC0415 — not in the first frame

        open_over(self._screen, TrashScreen(self._session))

    def copies(self) -> None:
        """Open the list of copies of the journal that lie beside it."""
        from filmjournal.tui.screens.copies import CopiesScreen  # noqa: PLC0415 — not in the first frame

        open_over(self._screen, CopiesScreen(self._session))

    def drafts(self) -> None:
        """Open the list of drafts, and the form of the draft that is chosen there."""
        from filmjournal.tui.screens.drafts import ChosenDraft, DraftsScreen  # noqa: PLC0415 — not in the first frame

        def chosen(draft: ChosenDraft | None) -> None:
            if draft is None:
                return
            if wish_id_of(draft.slot):
                self._watchlist_item(draft.start.viewing_id, draft.slot)
            else:
                self._write(draft.start, draft.slot)

        open_over(self._screen, DraftsScreen(self._session), chosen)

    def _watchlist_item(self, wish_id: str, slot: str) -> None:
        """Open the form of a watchlist item on the draft of a slot; of a new one where there is none with this id."""
        if not is_in_front(self._screen):  # a form takes its draft when it is made
            return
        from filmjournal.tui.screens.watchlist_item import WatchlistItemScreen  # noqa: PLC0415 — not in the first frame

        def saved(wished: Wished | None) -> None:
            if wished is not None:
                self._screen.notify(f"{titled(wished.film)} is on your watchlist.", markup=False)

        wished = next((each for each in self._session.journal.watchlist if each.id == wish_id), None)
        open_over(self._screen, WatchlistItemScreen(self._session, wished, slot), saved)

    def import_films(self) -> None:
        """Ask for a file, show what an import would change, and import it if that is confirmed there."""
        _: Worker[None] = self._screen.run_worker(self._import_films, group="import")

    async def _import_films(self) -> None:
        from filmjournal.tui.screens.choose_path import ChoosePathScreen  # noqa: PLC0415 — not in the first frame
        from filmjournal.tui.screens.import_films import ImportScreen  # noqa: PLC0415 — not in the first frame

        path = await ask(self._screen, ChoosePathScreen(Path.home()))
        done = await ask(self._screen, ImportScreen(self._session, path)) if path is not None else None
        if done is not None:
            self._screen.notify(f"{done} Press u to undo.", timeout=10, markup=False)

    def lookup(self) -> None:
        """Show what the catalogue would fill in: of the films that are listed, or of all where nothing is searched."""
        from filmjournal.tui.screens.lookup import LookupScreen  # noqa: PLC0415 — not in the first frame

        def filled(done: str | None) -> None:
            if done is not None:
                self._screen.notify(f"{done} Press u to undo.", timeout=10, markup=False)

        entries, query = self._listed()
        films = dict.fromkeys(entry.film.id for entry in entries) if query else None
        open_over(self._screen, LookupScreen(self._session, films), filled)

    def book(self) -> None:
        """Ask for an order and a path, and make a book of the viewings that are listed."""
        from filmjournal.tui.screens.book import BookScreen  # noqa: PLC0415 — not in the first frame

        def written(done: str | None) -> None:
            if done is not None:
                self._screen.notify(done, timeout=10, markup=False)

        entries, query = self._listed()
        if any(entry.viewing.is_reviewed for entry in entries):
            open_over(self._screen, BookScreen(self._session, tuple(entries), query), written)
        else:
            self._screen.notify("Nothing is written about any listed viewing: there is no book to make of them.")

    def export(self) -> None:
        """Ask for a format and a path, and export the viewings that are listed."""
        from filmjournal.tui.screens.export import ExportScreen  # noqa: PLC0415 — not in the first frame

        def written(done: str | None) -> None:
            if done is not None:
                self._screen.notify(done, timeout=10, markup=False)

        entries, query = self._listed()
        if entries:
            open_over(self._screen, ExportScreen(self._session, tuple(entries), query), written)
        else:
            self._screen.notify("Nothing to export: no viewing is listed.")
