"""The search of the diary or the watchlist: it answers at every key, and never keeps the screen waiting."""

import asyncio
from collections.abc import Callable, Generator, Sequence
from functools import partial
from time import monotonic
from typing import Any

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import Worker

from filmjournal.model.collector import collector_paused
from filmjournal.model.viewing import Entry
from filmjournal.query.complete import Completion, complete
from filmjournal.query.errors import QueryError, corrected
from filmjournal.query.library import Answer, Library
from filmjournal.query.parser import Parsed, parse
from filmjournal.query.sorting import ORDERS, Order, order_named
from filmjournal.query.tree import Query
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.search_line import SearchLine
from filmjournal.tui.windows import open_over

AT_ONCE = 0.03
"""Seconds in which an answer comes with the key itself; one that takes longer is worked out in slices."""

SLICE = 0.008
"""Seconds of work between two looks for keys."""

SEARCHES = "search"
"""The group of workers that search what takes longer than a key."""

WARM_AFTER = 0.3
"""Seconds after which the search is prepared: the screen is painted before."""

Answering = Generator[None, None, Answer]
"""A search that is running."""


class Searched(Struct, frozen=True):
    """What a search line searches."""

    library: Library
    """The entries, ready to be searched."""
    entries: Callable[[], Sequence[Entry]]
    """Returns the entries as they are now, the newest first."""
    orders: tuple[Order, ...] = ORDERS
    """The orders that a key cycles through."""
    keeps_order: bool = True
    """Whether the order is remembered in the settings."""
    placeholder: str = "/ to search: cage, director:ozu"
    """What stands in the empty line."""


class SearchSession:
    """Holds the search line, the query in it, its answer and the order of what is listed.

    `show_answer` is called with each answer; what is wrong with the query stands in the screen's line `#problem`. A
    key that comes before the answer ends the search for it.
    """

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        show_answer: Callable[[Answer], None],
        searched: Searched | None = None,
    ) -> None:
        settings = session.settings.read()
        self._searched = searched or Searched(session.library, lambda: session.journal.entries)
        self.line = SearchLine(
            self._complete,
            lambda: session.searches.history,
            placeholder=self._searched.placeholder,
            id="search",
        )
        """The search line, for the screen to compose."""
        self.parsed = Parsed(Query())
        """The last query that had no problem."""
        self.text = ""
        """That query as it was typed."""
        self.answer: Answer | None = None
        """The last answer."""
        self.order: Order = order_named(settings.sort) if self._searched.keeps_order else self._searched.orders[0]
        """The order of what is listed, unless the query names one."""
        self.is_reversed = settings.against and self._searched.keeps_order
        """Whether that order is reversed."""
        self._screen = screen
        self._session = session
        self._show_answer = show_answer
        self._errors: tuple[QueryError, ...] = ()
        self._is_ranked = True

    def do(self, what: str) -> None:
        """Do what a command says; commands name it, as in `find('reverse')`."""
        {"sort": self.sort_by_next, "reverse": self.reverse, "save": self.save}[what]()

    def search(self) -> None:
        """Answer the query in the line; if it has a problem, show that and answer the last query without one."""
        if not self.line.is_attached:  # the app is closing, and its parts are gone before the screen is told
            return
        library = self._searched.library
        parsed = parse(self.line.value, self._session.today(), library.elements, self._session.searches.saved)
        self._errors = parsed.errors
        self._show_problem(_pointed_out(parsed.errors[0]) if parsed.errors else "")
        if not parsed.errors:
            self.parsed, self.text = parsed, self.line.value.strip()
        answering = library.answering(self.parsed, self.order, reverse=self.is_reversed, ranked=self._is_ranked)
        self._screen.workers.cancel_group(self._screen, SEARCHES)
        answer = _worked_on(answering, AT_ONCE)
        if answer is None:
            _: Worker[None] = self._screen.run_worker(partial(self._finish, answering), exclusive=True, group=SEARCHES)
        else:
            self._answered(answer)

    @property
    def listed(self) -> tuple[Sequence[Entry], str]:
        """The viewings that are listed, and the query that found them."""
        return self.answer.entries if self.answer is not None else (), self.text

    def search_ranked(self) -> None:
        """Answer a query that was just typed, the best matches first."""
        self._is_ranked = True
        self.search()

    def follow_journal(self) -> None:
        """Answer the query for the journal as it is now."""
        library = self._searched.library
        library.update(self._searched.entries())
        self.search()
        if self._screen.is_mounted and not library.is_counted:
            self.warm_later()

    def warm_later(self) -> None:
        """Prepare the search once the screen is painted."""
        self._screen.set_timer(WARM_AFTER, self._warm)

    def sort_by(self, order: Order, *, is_reversed: bool = False) -> None:
        """Sort the diary by this order alone, though some viewings may match better, and remember the order."""
        self.order, self.is_reversed = order, is_reversed
        if self.parsed.sort is not None:
            self._screen.notify(f"The search itself says {self.parsed.sort}.", markup=False)
        self._is_ranked = False
        self.search()
        if self._searched.keeps_order:
            self._warn(self._session.settings.change(sort=order.name, against=is_reversed))

    def sort_by_next(self) -> None:
        """Sort by the order after the present one."""
        orders = self._searched.orders
        self.sort_by(orders[(orders.index(self.order) + 1) % len(orders)])

    def reverse(self) -> None:
        """Reverse the order."""
        self.sort_by(self.order, is_reversed=not self.is_reversed)

    def correct(self) -> None:
        """Replace what is wrong in the query with what was probably meant."""
        if self._errors:
            self.line.value = corrected(self.line.value, self._errors[0])
            self.line.action_end()

    def remember(self) -> None:
        """Add the query to the history, unless it has a problem."""
        if not self._errors:
            self._warn(self._session.searches.remember(self.line.value))

    def save(self) -> None:
        """Ask for a name, and save the query under it."""
        from filmjournal.tui.prompts import SearchNamePrompt  # noqa: PLC0415 — not in the first frame

        query, searches = self.line.value.strip(), self._session.searches
        if not query:
            self._screen.notify("There is no search to save: type one after /.")
            return

        def named(name: str | None) -> None:
            if name is not None:
                done = searches.save(name, query) or f"Saved. Type @{name} in any search."
                self._screen.notify(done, markup=False)

        open_over(self._screen, SearchNamePrompt(query, searches.saved), named)

    def forget(self, name: str) -> None:
        """Delete a saved search."""
        self._screen.notify(self._session.searches.forget(name) or f"Deleted the saved search @{name}.", markup=False)
        self.search()

    def _show_problem(self, text: str) -> None:
        self._screen.query_one("#problem", Static).update(Content(text))
        self._screen.set_class(bool(text), "-problem")

    def _answered(self, answer: Answer) -> None:
        self.answer = answer
        self._show_answer(answer)

    def _complete(self, text: str, cursor: int) -> Completion:
        return complete(text, cursor, self._searched.library.vocabulary, self._session.searches.saved)

    async def _finish(self, answering: Answering) -> None:
        answer = None
        while answer is None:
            await asyncio.sleep(0)
            answer = _worked_on(answering, SLICE)
        self._answered(answer)

    def _warm(self) -> None:
        _: Worker[None] = self._screen.run_worker(self._prepare, exclusive=True, group="warm")

    async def _prepare(self) -> None:
        """Prepare the search a few milliseconds at a time; then answer again, with every name known.

        What is prepared stays: the collector need not look through it, neither now nor while somebody types.
        """
        with collector_paused():
            for _ in self._searched.library.warm():
                await asyncio.sleep(0)
        if self.text:
            self.search()

    def _warn(self, sentence: str) -> None:
        if sentence:
            self._screen.notify(sentence, severity="warning", markup=False)


class SearchBar(Horizontal):
    """The search line, which is answered at every key, beside the totals of what it finds, and after a heading."""

    def __init__(self, search: SearchSession, *, id: str, heading: str = "") -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self._search = search
        self._heading = heading
        self._totals = ""
        self._marked = 0
        self._has_text = False

    def compose(self) -> ComposeResult:
        """Put the totals at the right end."""
        if self._heading:
            yield Static(self._heading, id="heading", markup=False)
        yield self._search.line
        yield Static(id="totals", markup=False)

    def show_totals(self, text: str) -> None:
        """Show the totals of what is listed, unless rows are marked."""
        self._totals = text
        self.show_marked(self._marked)

    def show_marked(self, count: int) -> None:
        """Show how many rows are marked, and the keys for them; for none, the totals."""
        self._marked = count
        is_narrow = self.screen.has_class("-narrow")
        marked = f"{count:,} marked" + ("" if is_narrow else f" · * to act on {'them' if count > 1 else 'it'} · esc")
        shown = self.query_one("#totals", Static)
        shown.update(Content(marked if count else self._totals))
        shown.set_class(count > 0, "-marked")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search.search_ranked()
        if bool(event.value) is not self._has_text:  # tab completes a text, and leaves an empty line
            self._has_text = bool(event.value)
            self._search.line.refresh_bindings()

    @on(SearchLine.NothingToTake)
    def _correct(self) -> None:
        self._search.correct()


def _pointed_out(error: QueryError) -> str:
    """Return a problem with a line above it that points at its place in the query."""
    return f"{' ' * error.start}{'^' * (error.end - error.start)}\n{error.message}"


def _worked_on(answering: Answering, seconds: float) -> Answer | None:
    """Work on a search for some time; return the answer, if it was found."""
    end = monotonic() + seconds
    try:
        next(answering)
        while monotonic() < end:
            next(answering)
    except StopIteration as found:
        answer: Answer = found.value
        return answer
    return None
