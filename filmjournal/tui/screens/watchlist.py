"""The watchlist: the films to watch, and the details of the one under the cursor."""

from random import choice
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from filmjournal.journal.changes import Change
from filmjournal.model.draft import Draft
from filmjournal.model.wish import Wish, Wished
from filmjournal.model.wording import added_to_watchlist, already_on_watchlist, removed_from_watchlist
from filmjournal.query.highlights import Highlights
from filmjournal.query.library import Answer, Library
from filmjournal.query.sorting import ORDERS as ALL_ORDERS
from filmjournal.query.watchlist import watchlist_entries
from filmjournal.render.watchlist import Watchlist, wish_in_full, wish_totals
from filmjournal.tui.commands import EVERYWHERE, WATCHLIST, bindings_of
from filmjournal.tui.entry_actions import EntryActions
from filmjournal.tui.screens.journal_screen import LiveScreen
from filmjournal.tui.screens.watchlist_item import WatchlistItemScreen
from filmjournal.tui.search_session import SearchBar, Searched, SearchSession
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.line_table import DetailsPane, LineTable
from filmjournal.tui.windows import ask

ORDERS = tuple(order for order in ALL_ORDERS if order.name != "rating")
"""The orders of the watchlist: its films have no stars yet. The date is since when they are on it."""

EMPTY = Content.from_markup(
    "[bold $primary]Your watchlist is empty.[/]\n\n"
    "Press [bold]a[/] to add a film, with who recommended it and why.\n"
    "Logging a film removes it from this list.\n\n"
    "[dim]To import a watchlist, press I in the diary.[/]"
)


class WatchlistScreen(LiveScreen[None]):
    """The list of watchlist items beside, or over, the details of one."""

    PLACE = WATCHLIST
    CSS_PATH = "watchlist.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(WATCHLIST, EVERYWHERE)]
    AUTO_FOCUS = "LineTable"

    def __init__(self, session: Session, wish_id: str = "") -> None:
        super().__init__(session)
        self._first = wish_id
        self._listed = Watchlist(session.journal.watchlist)
        searched = Searched(
            Library(),
            lambda: watchlist_entries(session.journal.watchlist),
            ORDERS,
            keeps_order=False,
            placeholder="/ to search: varda, genre:horror",
        )
        self.search_session = SearchSession(self, session, self._show_answer, searched)
        """What answers the search line."""
        self._actions = EntryActions(self, session, self.undo, lambda _: None)

    def compose(self) -> ComposeResult:
        """Put the list over, or beside, the details."""
        yield SearchBar(self.search_session, id="top", heading="Watchlist")
        yield Static(id="problem", markup=False)
        with Container(id="body"):
            yield LineTable(self._listed, id="table")
            with DetailsPane(id="beside"):
                yield Static(id="wish", markup=False)
        with Vertical(id="empty"):
            yield Static(id="notice", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List what there is, with the cursor on the item that was asked for."""
        self.journal_changed()
        self.show_wish(self._first)

    @property
    def table(self) -> LineTable:
        """The list."""
        return self.query_one(LineTable)

    @property
    def wished(self) -> Wished | None:
        """The watchlist item under the cursor."""
        return self._listed.wished(self.table.cursor)

    def journal_changed(self) -> None:
        """List the watchlist as it is now; the cursor stays on its item if that is still listed."""
        self.search_session.follow_journal()

    def _show_answer(self, answer: Answer) -> None:
        search, wishes = self.search_session, {each.id: each for each in self.session.journal.watchlist}
        wished = self.wished
        by = answer.sort
        self._listed = Watchlist(
            [wishes[entry.id] for entry in answer.entries if entry.id in wishes],
            by.order if by else None,
            reverse=by.reverse if by else False,
            highlights=Highlights.of(search.parsed.query),
        )
        place = self._listed.place_of(wished.id) if wished is not None else None
        self.table.show_lines(self._listed, self.table.cursor if place is None else place)
        self.query_one(SearchBar).show_totals(wish_totals(self._listed.wishes))
        self.set_class(not self._listed.wishes, "-empty")
        nothing = Content.assemble(
            "Nothing on your watchlist matches ", (search.text, "bold"), ".\n\nPress esc to clear."
        )
        self.query_one("#notice", Static).update(nothing if wishes else EMPTY)
        self.refresh_bindings()

    def show_change(self, change: Change) -> None:
        """Put the cursor on the item that changed."""
        for altered in change.altered:
            value = altered.after or altered.before
            if isinstance(value, Wish):
                self.show_wish(value.id)

    def show_wish(self, wish_id: str) -> None:
        """Put the cursor on an item, if it is listed."""
        place = self._listed.place_of(wish_id)
        if place is not None:
            self.table.go(place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what acts on an item only where there is one; let a slash be typed in the search line."""
        del parameters
        if action == "search":
            return self.focused is not self.search_session.line
        return action not in {"log_item", "edit_item", "remove_item", "random"} or bool(self._listed.wishes)

    @on(Input.Submitted, "#search")
    def _into_list(self) -> None:
        self.search_session.remember()
        self.set_focus(self.table)

    def action_search(self) -> None:
        """Go to the search line."""
        self.set_focus(self.search_session.line)  # at once: the next key is typed there
        self.search_session.line.action_end()

    def action_find(self, what: str) -> None:
        """Sort, reverse or save the search; `SearchSession.do` knows what by this name."""
        self.search_session.do(what)

    def action_clear(self) -> None:
        """Leave the search line; an empty list is left to by clearing the search."""
        if not self._listed.wishes:
            self.search_session.line.value = ""
        self.set_focus(self.table)

    def action_random(self) -> None:
        """Go to one of the listed films by chance, another than the one under the cursor."""
        others = [place for place in range(len(self._listed)) if place != self.table.cursor]
        self.table.go(choice(others) if others else 0)  # noqa: S311 — no secret

    @on(LineTable.Moved)
    def _show_details(self) -> None:
        wished = self.wished
        self.query_one("#wish", Static).update(wish_in_full(wished, self.table.palette) if wished else "")
        self.query_one(DetailsPane).scroll_home(animate=False)

    @on(LineTable.Chosen)
    def action_log_item(self) -> None:
        """Log the film under the cursor."""
        wished = self.wished
        if wished is not None:
            is_seen = bool(self.session.journal.viewings_of(wished.film))
            draft = Draft.for_rewatch(wished.film) if is_seen else Draft.new().with_film(wished.film)
            self._actions.write(draft, focus="rating")

    @work
    async def action_add_item(self) -> None:
        """Add a film to the watchlist."""
        before = {wished.id for wished in self.session.journal.watchlist}
        wished = await ask(self, WatchlistItemScreen(self.session))
        if wished is None:
            return
        is_new = wished.id not in before
        self.show_wish(wished.id)
        done = added_to_watchlist(wished.film) if is_new else already_on_watchlist(wished.film)
        self.notify(f"{done}.", markup=False)

    @work
    async def action_edit_item(self) -> None:
        """Edit the item under the cursor, or its film."""
        if self.wished is not None and (changed := await ask(self, WatchlistItemScreen(self.session, self.wished))):
            self.show_wish(changed.id)

    def action_remove_item(self) -> None:
        """Remove the item from the watchlist. There is no question, for it can be undone."""
        wished = self.wished
        if wished is not None and self.undo.attempt(lambda: self.session.journal.remove_from_watchlist(wished.id)):
            self.notify(f"{removed_from_watchlist(wished.film)}. Press u to undo.", markup=False)

    def action_read_on(self) -> None:
        """Scroll the details."""
        self.query_one(DetailsPane).read_on()

    def action_back(self) -> None:
        """Clear the search; without one, go back to the diary."""
        if self.search_session.line.value:
            self.search_session.line.value = ""
        else:
            self.dismiss(None)
