"""What answers the search line, at every key and without ever keeping the screen waiting."""

import asyncio
import gc
from abc import abstractmethod
from collections.abc import Generator
from time import monotonic

from textual import on, work
from textual.content import Content
from textual.widgets import Input, Static

from filmjournal.query.complete import Completion, complete
from filmjournal.query.errors import QueryError, corrected
from filmjournal.query.library import Answer
from filmjournal.query.parser import Parsed, parse
from filmjournal.query.sorting import Order
from filmjournal.query.tree import Query
from filmjournal.tui.screens.journal_screen import Result
from filmjournal.tui.screens.kept_screen import KeptScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.search_line import SearchLine

AT_ONCE = 0.03
"""Seconds in which an answer comes with the key itself; one that takes longer comes when it is found."""

A_MOMENT = 0.008
"""Seconds of work after which keys are heard again."""

WARM_AFTER = 0.3
"""Seconds after which the search is prepared: the first screen is painted before."""

Answering = Generator[None, None, Answer]
"""A search under way."""


class SearchingScreen(KeptScreen[Result]):
    """A screen with a search line. A key that comes before an answer is found ends the search for it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.asked = Parsed(Query())
        """What is asked: the last that had no fault."""
        self.asked_text = ""
        """How that was typed."""
        self._errors: tuple[QueryError, ...] = ()
        self._answer: Answer | None = None
        self._is_ranked = True

    @property
    @abstractmethod
    def order(self) -> tuple[Order, bool]:
        """The order that a query does not ask for, and whether it is turned around."""

    @abstractmethod
    def show_answer(self, answer: Answer) -> None:
        """Show what was found."""

    def on_mount(self) -> None:
        """Prepare the search once the screen is there."""
        self.set_timer(WARM_AFTER, self._warm)

    def search_line(self) -> SearchLine:
        """Return a new search line."""
        searches = self.session.searches
        placeholder = "/ to search: cage, director:ozu"
        return SearchLine(self._complete, lambda: searches.history, placeholder=placeholder, id="search")

    @property
    def searched(self) -> Input:
        """The search line."""
        return self.query_one("#search", Input)

    def journal_changed(self) -> None:
        """Search the journal as it is now."""
        self.session.library.update(self.session.journal.entries)
        self.ask()
        if self.is_mounted and not self.session.library.is_counted:
            self._warm()

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        """Answer another query, the best matches first."""
        self._is_ranked = True
        self.ask()

    def ask(self) -> None:
        """Answer the search line; where that has a fault, say so and stay with what was asked before."""
        library = self.session.library
        parsed = parse(self.searched.value, self.session.today(), library.elements, self.session.searches.saved)
        self._errors = parsed.errors
        self.query_one("#problem", Static).update(Content(_pointed_out(parsed.errors[0]) if parsed.errors else ""))
        self.set_class(bool(parsed.errors), "-problem")
        if not parsed.errors:
            self.asked, self.asked_text = parsed, self.searched.value.strip()
        order, reverse = self.order
        answering = library.answering(self.asked, order, reverse=reverse, ranked=self._is_ranked)
        self.workers.cancel_group(self, "search")
        answer = _pursued(answering, AT_ONCE)
        if answer is None:
            self._pursue(answering)
        else:
            self._answered(answer)

    def _answered(self, answer: Answer) -> None:
        self._answer = answer
        self.show_answer(answer)

    @on(SearchLine.NothingToTake)
    def _clear_problem(self) -> None:
        """Put what was probably meant in the place of what is wrong."""
        if self._errors:
            self.searched.value = corrected(self.searched.value, self._errors[0])
            self.searched.action_end()

    def sort_plainly(self) -> None:
        """Answer in the order alone, though some may match better."""
        if self.asked.sort is not None:
            self.notify(f"The search itself says {self.asked.sort}.", markup=False)
        self._is_ranked = False
        self.ask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the key that leads to the search line be typed in it."""
        if action == "search" and self.focused is not None and self.focused.id == "search":
            return False
        return super().check_action(action, parameters)

    def remember(self) -> None:
        """Keep what was searched for the history, unless it is wrong."""
        error = "" if self._errors else self.session.searches.remember(self.searched.value)
        if error:
            self.notify(error, severity="warning", markup=False)

    def action_save_search(self) -> None:
        """Save the search under a name."""
        from filmjournal.tui.prompts import SearchNamePrompt  # noqa: PLC0415 — not before it is needed

        query, searches = self.searched.value.strip(), self.session.searches
        if not query:
            self.notify("There is no search to save: type one after /.")
            return

        def named(name: str | None) -> None:
            if name is not None:
                told = searches.save(name, query) or f"Saved: @{name} stands for it in any search."
                self.notify(told, markup=False)

        self.app.push_screen(SearchNamePrompt(query, searches.saved), named)

    def action_export(self) -> None:
        """Take what is listed elsewhere."""
        from filmjournal.tui.screens.export import ExportScreen  # noqa: PLC0415 — not before it is needed

        listed = self._answer.entries if self._answer is not None else ()
        if not listed:
            self.notify("There is nothing to export: no viewing is listed.")
            return

        def written(told: str | None) -> None:
            if told is not None:
                self.notify(told, timeout=10, markup=False)

        self.app.push_screen(ExportScreen(self.session, tuple(listed), self.asked_text), written)

    def forget_search(self, name: str) -> None:
        """Forget a saved search."""
        self.notify(self.session.searches.forget(name) or f"@{name} is forgotten.", markup=False)
        self.ask()

    def _complete(self, text: str, cursor: int) -> Completion:
        return complete(text, cursor, self.session.library.vocabulary, self.session.searches.saved)

    @work(exclusive=True, group="search")
    async def _pursue(self, answering: Answering) -> None:
        answer = None
        while answer is None:
            await asyncio.sleep(0)
            answer = _pursued(answering, A_MOMENT)
        self._answered(answer)

    @work(exclusive=True, group="warm")
    async def _warm(self) -> None:
        """Prepare the search ahead of the first key, a few milliseconds at a time; answer once more with every name."""
        for _ in self.session.library.warm():
            await asyncio.sleep(0)
        if self.asked_text:
            self.ask()
        gc.freeze()  # what is there now stays: it need not be looked through again and again, while somebody types


def _pointed_out(error: QueryError) -> str:
    """Return what is wrong, under the place where it is."""
    return f"{' ' * error.start}{'^' * (error.end - error.start)}\n{error.message}"


def _pursued(answering: Answering, seconds: float) -> Answer | None:
    """Go on with a search for some time; return the answer, if it was found."""
    end = monotonic() + seconds
    try:
        next(answering)
        while monotonic() < end:
            next(answering)
    except StopIteration as found:
        answer: Answer = found.value
        return answer
    return None
