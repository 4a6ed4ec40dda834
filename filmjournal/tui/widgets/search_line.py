"""The line in which a query is typed, with what the journal knows under it and what was searched before behind it."""

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.widgets import Input
from textual_autocomplete import TargetState

from filmjournal.model.text import fold
from filmjournal.query.complete import Completion
from filmjournal.tui.widgets.completion import Completer, Suggestion

Complete = Callable[[str, int], Completion]
"""What can stand at this place in this query."""

Searched = Callable[[], tuple[str, ...]]
"""What was searched, the newest first."""


class SearchLine(Input):
    """A line that completes a query at the cursor, and goes through earlier ones.

    In the drop-down, up and down choose, and tab takes what is chosen or the first; where there is nothing to take it
    stays, for what is typed next is meant for the line. Enter takes only what was chosen; else it asks what was typed.
    Without a drop-down, up and down go through the earlier searches.
    """

    class NothingToTake(Message):
        """Tab was pressed, and nothing is offered."""

    def __init__(self, complete: Complete, history: Searched, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.settled = ""
        """The text that needs no offers: as it was found, chosen or remembered, or the offers were waved away."""
        self.choice: int | None = None
        """Which of the offers is chosen, if one is."""
        self._complete = complete
        self._history = history
        self._completed: tuple[str, int] | None = None
        self._stretch = slice(0)
        self._offered: list[Suggestion] = []
        self._drop_down: OffersUnderLine | None = None
        self._recalled: _Recalled | None = None

    def being_completed(self) -> str:
        """Return the stretch of the query that an offer replaces."""
        self.offers()
        return self.value[self._stretch]

    def offers(self) -> list[Suggestion]:
        """Return what to offer at the cursor, found once for each text and place."""
        if not self.has_focus or self.value == self.settled:
            self._forget_offers()
        elif self._completed != (self.value, self.cursor_position):
            self._forget_offers()
            completion = self._complete(self.value, self.cursor_position)
            self._stretch = slice(completion.start, completion.end)
            typed = self.value[self._stretch]
            self._offered = [
                Suggestion(offer.text, offer.hint, shown=offer.shown)
                for offer in completion.offers
                if offer.text != typed
            ]
            self._completed = self.value, self.cursor_position
        return self._offered

    def take(self, chosen: Suggestion) -> None:
        """Put an offer in the place of what was typed; after the name of a field, offer what the field has."""
        start, end = self._stretch.start, self._stretch.stop
        value = self.value[:start] + chosen.text + self.value[end:]
        self._put(value, start + len(chosen.text), settled=not chosen.text.endswith(":"))

    def on_focus(self) -> None:
        """Bring the drop-down along when it is first of use, and offer nothing before something is typed."""
        self.settled = self.value
        if self._drop_down is None:
            self._drop_down = OffersUnderLine(self)
            self.call_later(self.screen.mount, self._drop_down)  # beside the line it would be as low as the line

    def on_key(self, event: events.Key) -> None:
        """Obey the keys of the drop-down and the history at once; every other key goes its usual way."""
        keys: dict[str, Callable[[], bool]] = {
            "tab": self._take,
            "enter": self._take_chosen,
            "escape": self._wave_away,
            "up": lambda: self._choose(-1) or self._recall(1),
            "down": lambda: self._choose(1) or self._recall(-1),
        }
        if event.key in keys and keys[event.key]():
            event.stop()
            event.prevent_default()

    def _take(self) -> bool:
        offered = self.offers()
        if offered:
            self.take(offered[self.choice or 0])
        elif self.value:
            self.post_message(self.NothingToTake())
        return bool(self.value)

    def _take_chosen(self) -> bool:
        self.offers()
        if self.choice is not None:
            return self._take()
        self._wave_away()
        return False

    def _wave_away(self) -> bool:
        had = bool(self.offers())
        self.settled = self.value
        self._show_choice()
        return had

    def _choose(self, lines: int) -> bool:
        """Choose another offer; beyond the last and before the first, none is chosen."""
        count = len(self.offers())
        if count:
            place = ((0 if self.choice is None else self.choice + 1) + lines) % (count + 1)
            self.choice = place - 1 if place else None
            self._show_choice()
        return bool(count)

    def _recall(self, steps: int) -> bool:
        """Go to an older search, or back to newer ones and to what was being typed."""
        if self._recalled is None or self._recalled.text != self.value:
            self._recalled = _Recalled(self.value, self._history())
        moved = self._recalled.go(steps)
        if moved:
            text = self._recalled.text
            self._put(text, len(text), settled=True)
        return moved

    def _put(self, value: str, cursor: int, *, settled: bool) -> None:
        if settled:  # before the value changes: that is noticed at once
            self.settled = value
        self.value = value
        self.cursor_position = cursor

    def _forget_offers(self) -> None:
        self.choice = self._completed = None
        self._stretch = slice(0)
        if self._offered:
            self._offered = []

    def _show_choice(self) -> None:
        if self._drop_down is not None and self._drop_down.is_mounted:
            self._drop_down.show_choice()


class _Recalled:
    """A walk through the earlier searches that begin with what was typed, from it and back to it."""

    def __init__(self, typed: str, history: tuple[str, ...]) -> None:
        begun = fold(typed)
        self._texts = [typed, *(text for text in history if text != typed and fold(text).startswith(begun))]
        self._place = 0

    @property
    def text(self) -> str:
        return self._texts[self._place]

    def go(self, steps: int) -> bool:
        """Go to an older search, or to a newer one; return whether there is one."""
        place = self._place + steps
        possible = 0 <= place < len(self._texts)
        self._place = place if possible else self._place
        return possible


class OffersUnderLine(Completer):
    """The offers at the cursor of a search line, which obeys the keys itself."""

    def __init__(self, line: SearchLine) -> None:
        super().__init__(line, line)
        self._line = line

    def show_choice(self) -> None:
        """Show which offer is chosen; none, where the offers were waved away."""
        self._handle_target_update()

    def post_completion(self) -> None:
        """Tell what became of the query after a click, which the drop-down kept to itself."""
        super().post_completion()
        self._line.post_message(Input.Changed(self._line, self._line.value))

    def _listen_to_messages(self, event: events.Event) -> None:
        if not isinstance(event, events.Key):
            super()._listen_to_messages(event)

    def _align_and_rebuild(self) -> None:
        """Follow the cursor once the key is done, which may move it more than once."""
        self.call_later(self._handle_target_update)

    def _rebuild_options(self, target_state: TargetState, search_string: str) -> None:
        if self._line.offers() is not self._offered:
            super()._rebuild_options(target_state, search_string)
        self.option_list.highlighted = self._line.choice
