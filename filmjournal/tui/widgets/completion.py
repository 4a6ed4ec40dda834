"""The drop-down under a field: what the journal already knows, offered as you type."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Input
from textual_autocomplete import AutoComplete, DropdownItem, TargetState

from filmjournal.model.film import Film
from filmjournal.model.text import one_line


class Suggestion(Struct, frozen=True):
    """One thing to choose."""

    text: str
    """What is put into the field."""
    hint: str = ""
    """What tells it from others of the same text, shown beside it."""
    film: Film | None = None
    """The known film that it stands for."""


Suggest = Callable[[str], list[Suggestion]]
"""What to offer for the text typed so far, the best first."""


class Completer(AutoComplete):
    """Offers suggestions under a text field. Enter or a click takes one; tab leaves the field with what was typed."""

    @dataclass
    class Chosen(Message):
        """A suggestion was taken; the field holds its text."""

        suggestion: Suggestion
        target: Input

    def __init__(self, target: Input, suggest: Suggest, *, of_list: bool) -> None:
        super().__init__(target, candidates=[])
        self._suggest = suggest
        self._of_list = of_list
        self._offered: list[Suggestion] = []
        self._settled = target.value

    def get_search_string(self, target_state: TargetState) -> str:
        """Return what is being completed: the text before the cursor, in a list only its last item."""
        before = target_state.text[: target_state.cursor_position]
        if not self._of_list:
            return before
        return before[max(before.rfind(","), before.rfind(";")) + 1 :].lstrip()

    def get_candidates(self, target_state: TargetState) -> list[DropdownItem]:
        """Return what to offer; nothing until something is typed."""
        typed = self.get_search_string(target_state)
        self._offered = self._suggest(typed) if typed.strip() else []
        return [
            DropdownItem(Content.assemble(one_line(offer.text), (f"  {offer.hint}", "dim") if offer.hint else ""))
            for offer in self._offered
        ]

    def get_matches(
        self, target_state: TargetState, candidates: list[DropdownItem], search_string: str
    ) -> list[DropdownItem]:
        """Return the candidates as they are: the journal has matched and ranked them."""
        del target_state, search_string
        return candidates

    def should_show_dropdown(self, search_string: str) -> bool:
        """Whether something was typed, and there is anything to offer beyond what stands there."""
        return self.target.value != self._settled and any(
            offer.text != search_string or offer.film for offer in self._offered
        )

    def apply_completion(self, value: str, state: TargetState) -> None:
        """Put the suggestion into the field, in a list in place of the item being typed."""
        del value
        place = self.option_list.highlighted
        if place is None or place >= len(self._offered):
            return
        chosen = self._offered[place]
        typed = self.get_search_string(state)
        before = state.text[: state.cursor_position].removesuffix(typed)
        after = state.text[state.cursor_position :] if self._of_list else ""
        self.target.value = before + chosen.text + after
        self.target.cursor_position = len(before + chosen.text)
        self._settled = self.target.value
        self.post_message(self.Chosen(chosen, self.target))

    def _listen_to_messages(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key == "tab":
            self.action_hide()
            return
        super()._listen_to_messages(event)
