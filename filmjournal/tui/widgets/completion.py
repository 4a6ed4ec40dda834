"""The drop-down under a field: what the journal already knows, offered as you type."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from textual import events
from textual.content import Content
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
    shown: str = ""
    """What is shown for it, where that is not the text."""


Suggest = Callable[[str], list[Suggestion]]
"""What to offer for the text typed so far, the best first."""


class Completing(Protocol):
    """What a drop-down can hang under: a text field that knows what is being completed in it."""

    settled: str
    """The text that needs no offers: as it was given, chosen, or the offers were waved away."""

    def being_completed(self) -> str:
        """Return the text before the cursor, in a list only that of the item the cursor is in."""
        ...

    def offers(self) -> list[Suggestion]:
        """Return what to offer for it."""
        ...

    def take(self, chosen: Suggestion) -> None:
        """Put a suggestion in the place of what was typed."""
        ...


class Completer(AutoComplete):
    """Offers suggestions under a text field. Enter or a click takes one; tab leaves the field with what was typed."""

    def __init__(self, target: Input, field: Completing) -> None:
        super().__init__(target, candidates=[])
        self._field = field
        self._offered: list[Suggestion] = []

    def get_search_string(self, target_state: TargetState) -> str:
        """Return what is being completed."""
        del target_state
        return self._field.being_completed()

    def get_candidates(self, target_state: TargetState) -> list[DropdownItem]:
        """Return what to offer; nothing until something is typed."""
        del target_state
        self._offered = self._field.offers()
        return [
            DropdownItem(
                Content.assemble(one_line(offer.shown or offer.text), (f"  {offer.hint}", "dim") if offer.hint else "")
            )
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
        offers_more = any(offer.text != search_string or offer.film for offer in self._offered)
        return offers_more and self.target.value != self._field.settled

    def apply_completion(self, value: str, state: TargetState) -> None:
        """Hand the suggestion to the field."""
        del value, state
        place = self.option_list.highlighted
        if place is not None and place < len(self._offered):
            self._field.take(self._offered[place])

    def _listen_to_messages(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key == "tab":
            self.action_hide()
            return
        if isinstance(event, events.Key) and event.key == "escape" and self.display:
            self._field.settled = self.target.value
        super()._listen_to_messages(event)
