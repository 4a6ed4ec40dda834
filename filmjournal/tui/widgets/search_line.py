"""The search line: a query, completed from the journal, with the history of searches."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input
from textual_autocomplete import TargetState

from filmjournal.model.text import fold
from filmjournal.query.complete import Completion
from filmjournal.tui.commands import SEARCH_LINE, bindings_of
from filmjournal.tui.widgets.completion import Completer, Suggestion

Complete = Callable[[str, int], Completion]
"""Returns the completion of a query at the cursor."""

History = Callable[[], tuple[str, ...]]
"""Returns earlier searches, the newest first."""


class SearchLine(Input):
    """A search line with completion at the cursor and a history.

    In the drop-down, up and down choose, and tab takes the choice or the first suggestion; without suggestions tab does
    not leave the line, for what is typed next is meant for it. Enter takes a suggestion only if one was chosen, and
    otherwise runs the search. Without a drop-down, up and down go through earlier searches.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(SEARCH_LINE)]

    class NothingToTake(Message):
        """Tab was pressed, and there is no suggestion."""

    def __init__(self, complete: Complete, history: History, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.settled = ""
        """The text that gets no suggestions: as set, chosen, recalled, or when they were dismissed."""
        self.choice: int | None = None
        """The place of the chosen suggestion; None if none is chosen."""
        self._complete = complete
        self._history = history
        self._completed: tuple[str, int] | None = None
        self._stretch = slice(0)
        self._suggestions: list[Suggestion] = []
        self._drop_down: SearchCompleter | None = None
        self._recalled: _Recalled | None = None

    def being_completed(self) -> str:
        """Return the part of the query that a suggestion replaces."""
        self.suggestions()
        return self.value[self._stretch]

    def suggestions(self) -> list[Suggestion]:
        """Return the suggestions at the cursor, worked out once for each text and place."""
        if not self.has_focus or self.value == self.settled:
            self._clear_suggestions()
        elif self._completed != (self.value, self.cursor_position):
            self._clear_suggestions()
            completion = self._complete(self.value, self.cursor_position)
            self._stretch = slice(completion.start, completion.end)
            typed = self.value[self._stretch]
            self._suggestions = [
                Suggestion(offer.text, offer.hint, shown=offer.shown)
                for offer in completion.offers
                if offer.text != typed
            ]
            self._completed = self.value, self.cursor_position
        return self._suggestions

    def take(self, chosen: Suggestion) -> None:
        """Replace what was typed with a suggestion; after the name of a field, suggest its values."""
        start, end = self._stretch.start, self._stretch.stop
        value = self.value[:start] + chosen.text + self.value[end:]
        self._put(value, start + len(chosen.text), settled=not chosen.text.endswith(":"))

    def on_focus(self) -> None:
        """Add the drop-down when the line is first focused; suggest nothing before something is typed."""
        self.settled = self.value
        if self._drop_down is None:
            self._drop_down = SearchCompleter(self)
            self.call_later(self.screen.mount, self._drop_down)  # beside the line it would be as low as the line

    def on_key(self, event: events.Key) -> None:
        """Handle the keys of the drop-down and the history at once; other keys go the usual way."""
        keys: dict[str, Callable[[], bool]] = {
            "tab": self._take,
            "enter": self._take_chosen,
            "escape": self._dismiss,
            "up": lambda: self._choose(-1) or self._recall(1),
            "down": lambda: self._choose(1) or self._recall(-1),
        }
        if event.key in keys and keys[event.key]():
            event.stop()
            event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let tab leave an empty line."""
        del parameters
        return action != "complete" or bool(self.value)

    def action_complete(self) -> None:
        """Take a suggestion."""
        self._take()

    def action_recall(self) -> None:
        """Recall an earlier search."""
        self._recall(1)

    def _take(self) -> bool:
        offered = self.suggestions()
        if offered:
            self.take(offered[self.choice or 0])
        elif self.value:
            self.post_message(self.NothingToTake())
        return bool(self.value)

    def _take_chosen(self) -> bool:
        self.suggestions()
        if self.choice is not None:
            return self._take()
        self._dismiss()
        return False

    def _dismiss(self) -> bool:
        had = bool(self.suggestions())
        self.settled = self.value
        self._show_choice()
        return had

    def _choose(self, lines: int) -> bool:
        """Choose another suggestion; beyond the last and before the first, none is chosen."""
        count = len(self.suggestions())
        if count:
            place = ((0 if self.choice is None else self.choice + 1) + lines) % (count + 1)
            self.choice = place - 1 if place else None
            self._show_choice()
        return bool(count)

    def _recall(self, steps: int) -> bool:
        """Recall an older search, or go back to newer ones and to what was being typed."""
        if self._recalled is None or self._recalled.text != self.value:
            self._recalled = _Recalled(self.value, self._history())
        moved = self._recalled.go(steps)
        if moved:
            text = self._recalled.text
            self._put(text, len(text), settled=True)
        return moved

    def _put(self, value: str, cursor: int, *, settled: bool) -> None:
        if settled:  # before the value changes: changing it posts a message at once
            self.settled = value
        self.value = value
        self.cursor_position = cursor

    def _clear_suggestions(self) -> None:
        self.choice = self._completed = None
        self._stretch = slice(0)
        if self._suggestions:
            self._suggestions = []

    def _show_choice(self) -> None:
        if self._drop_down is not None and self._drop_down.is_mounted:
            self._drop_down.show_choice()


class _Recalled:
    """The earlier searches that start with what was typed, and a place among them."""

    def __init__(self, typed: str, history: tuple[str, ...]) -> None:
        start = fold(typed)
        self._texts = [typed, *(text for text in history if text != typed and fold(text).startswith(start))]
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


class SearchCompleter(Completer):
    """The drop-down of a search line, which handles the keys itself."""

    def __init__(self, line: SearchLine) -> None:
        super().__init__(line, line)
        self._line = line

    def show_choice(self) -> None:
        """Show which suggestion is chosen; hide them if they were dismissed."""
        self._handle_target_update()

    def post_completion(self) -> None:
        """Post the change of the query after a click, which the drop-down does not post."""
        super().post_completion()
        self._line.post_message(Input.Changed(self._line, self._line.value))

    def _listen_to_messages(self, event: events.Event) -> None:
        if not isinstance(event, events.Key):
            super()._listen_to_messages(event)

    def _align_and_rebuild(self) -> None:
        """Follow the cursor after the key is handled, which may move it more than once."""
        self.call_later(self._handle_target_update)

    def _rebuild_options(self, target_state: TargetState, search_string: str) -> None:
        if self._line.suggestions() is not self._suggestions:
            super()._rebuild_options(target_state, search_string)
        self.option_list.highlighted = self._line.choice
