"""What shall the search be called?"""

from collections.abc import Mapping

from textual import on
from textual.widgets import Input

from filmjournal.journal.searches import name_for
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import one_line
from filmjournal.tui.screens.asking import AskingScreen


class NameSearchScreen(AskingScreen[str]):
    """Asks for the name under which a query is saved, and says what it stands for already."""

    KEYS = "enter save · esc back"

    def __init__(self, query: str, saved: Mapping[str, str]) -> None:
        super().__init__(f"Save the search “{one_line(query)}” as")
        self._asked = query
        self._saved = saved

    def answered(self, text: str) -> None:
        """Leave with the name, if it is possible."""
        try:
            self.dismiss(name_for(text, self._asked, self._saved))
        except InvalidValueError as error:
            self.hint(str(error))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.hint(self._said_of(event.value))

    def _said_of(self, text: str) -> str:
        """Return what is to know of a name before it is chosen."""
        if not text.strip():
            return self.KEYS
        try:
            name = name_for(text, self._asked, self._saved)
        except InvalidValueError as error:
            return str(error)
        if name in self._saved:
            return f"@{name} is “{one_line(self._saved[name])}” · enter replaces it · esc back"
        return f"enter save as @{name} · esc back"
