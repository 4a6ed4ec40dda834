"""Asks which other name a person has, and says while it is typed what would become one."""

from textual import on
from textual.widgets import Input

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.text import one_line
from filmjournal.stats.facets import person_key
from filmjournal.transfer.people import Renaming, merging
from filmjournal.tui.prompts import TextPrompt
from filmjournal.tui.session import Session


class SamePersonPrompt(TextPrompt[Renaming]):
    """Asks for a name that becomes part of the person of this name; answers with what that changes."""

    KEYS = "Type a name of your films · esc back"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(f"Who else is {one_line(name)}?")
        self._session = session
        self._person_name = name

    def submit(self, text: str) -> None:
        """Answer with the person that is meant."""
        try:
            renaming = self._renaming(text)
        except InvalidValueError as error:
            self.hint(str(error))
            return
        if renaming is None:
            self.hint(f"Nobody called “{one_line(text)}” made a film in your journal." if text.strip() else self.KEYS)
        else:
            self.dismiss(renaming)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        try:
            renaming = self._renaming(event.value)
        except InvalidValueError as error:
            self.hint(str(error))
            return
        if renaming is None:
            self.hint(self.KEYS if not event.value.strip() else "Nobody of that name · esc back")
            return
        other = one_line(renaming.names[0])
        films = renaming.in_films
        self.hint(f"enter makes {other} ({films}) and {one_line(self._person_name)} one person · esc back")

    def _renaming(self, text: str) -> Renaming | None:
        """Return what the text means; None for nothing. Raises InvalidValueError where they are one already."""
        if not text.strip():
            return None
        names = self._session.vocabulary().people(text, Role.DIRECTOR)
        own = [name for name in names if person_key(name) == person_key(text)]
        others = [name for name in names if person_key(name) != person_key(self._person_name)]
        chosen = next(iter(own or others or names), None)
        return None if chosen is None else merging(self._session.journal, self._person_name, chosen)
