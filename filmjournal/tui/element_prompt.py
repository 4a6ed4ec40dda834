"""Asks which element of your reviews is to be read."""

from collections.abc import Mapping

from textual import on
from textual.widgets import Input

from filmjournal.model.text import one_line
from filmjournal.model.wording import counted
from filmjournal.stats.anthology import element_meant
from filmjournal.tui.prompts import TextPrompt


class ElementPrompt(TextPrompt[str]):
    """Asks for one of these elements, each with how many viewings have it; its beginning is enough."""

    KEYS = "enter read · esc back"

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__("Read what you wrote about which element?")
        self._known = known

    def on_mount(self) -> None:
        """Say what there is."""
        self._say("")

    def submit(self, text: str) -> None:
        """Answer with the element that is meant: without a name, the one most is written about."""
        element = element_meant(text, list(self._known)) if text.strip() else next(iter(self._known), None)
        if element is not None:
            self.dismiss(element)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._say(event.value)

    def _say(self, typed: str) -> None:
        meant = element_meant(typed, list(self._known)) if typed.strip() else None
        if meant is not None:
            self.hint(f"enter reads {one_line(meant)}, {counted(self._known[meant], 'passage')} · esc back")
        elif typed.strip():
            self.hint(f"Nothing is written about “{one_line(typed)}” · esc back")
        else:
            self.hint(f"{', '.join(one_line(name) for name in list(self._known)[:6])} · {self.KEYS}")
