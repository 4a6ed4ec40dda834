"""What a person's page asks: which other name they have, and where to write the page."""

import os
import re
from pathlib import Path

from textual import on
from textual.widgets import Input

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold, one_line
from filmjournal.model.wording import titled
from filmjournal.stats.facets import person_key
from filmjournal.stats.person import Person
from filmjournal.transfer.page_files import HTML, MARKDOWN
from filmjournal.transfer.people import Renaming, merging, splitting
from filmjournal.tui.prompts import TextPrompt
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.path_line import expanded


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


class OtherPersonPrompt(TextPrompt[str]):
    """Asks for somebody to put beside the person of this name; answers with the name."""

    KEYS = "Type a name of your films · esc back"

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(f"Compare {one_line(name)} with")
        self._session = session
        self._person_name = name

    def submit(self, text: str) -> None:
        """Answer with the person that is meant."""
        other = self._other(text)
        if other is None:
            self.hint(
                f"Nobody else called “{one_line(text)}” made a film in your journal." if text.strip() else self.KEYS
            )
        else:
            self.dismiss(other)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        other = self._other(event.value)
        nobody = "Nobody of that name · esc back" if event.value.strip() else self.KEYS
        self.hint(nobody if other is None else f"enter puts {one_line(other)} beside them · esc back")

    def _other(self, text: str) -> str | None:
        """Return the person that the text means; None for nobody, and for the person themselves."""
        if not text.strip():
            return None
        names = self._session.vocabulary().people(text, Role.DIRECTOR)
        own = [name for name in names if person_key(name) == person_key(text)]
        others = (name for name in (*own, *names) if person_key(name) != person_key(self._person_name))
        return next(others, None)


class NamesakePrompt(TextPrompt[Renaming]):
    """Asks how the person of this name who made one film is called, because it is somebody else."""

    KEYS = "A name that tells the two apart · enter save · esc back"

    def __init__(self, session: Session, person: Person, film: Film) -> None:
        role = next(
            (role for role in person.roles if any(part.film.id == film.id for part in person.parts[role])), None
        )
        super().__init__(
            f"Who made {titled(film)}, if not {one_line(person.name)}?",
            f"{one_line(person.name)} ({role.value if role else 'other'})",
        )
        self._session = session
        self._person = person
        self._film = film

    def submit(self, text: str) -> None:
        """Answer with what the name changes, if it is another one."""
        try:
            roles = self._person.roles
            self.dismiss(splitting(self._session.journal, self._person.name, text, roles, {self._film.id}))
        except InvalidValueError as error:
            self.hint(str(error))


class PagePathPrompt(TextPrompt[Path]):
    """Asks for the file to write a page to, of a person, a year or an anthology; it must not exist yet."""

    KEYS = "enter write · .html or .md, the ending says which · esc back"

    def __init__(self, name: str) -> None:
        words = "-".join(re.findall(r"\w+", fold(name))) or "page"
        super().__init__(f"Write the page of {one_line(name)} to", str(Path.home() / f"{words}.html"))

    def submit(self, text: str) -> None:
        """Answer with the path, unless something is there."""
        path = expanded(text)
        if not text.strip() or os.path.lexists(path):
            self.hint("That path already exists. Choose another name." if text.strip() else "Type a path first.")
        elif path.suffix.lower() not in HTML | MARKDOWN:
            self.hint("End it in .html for a page to print, or in .md for Markdown.")
        else:
            self.dismiss(path)
