"""What is seldom typed: cast and crew, where and with whom, and the film's other facts."""

from msgspec import structs
from textual.app import ComposeResult
from textual.containers import Vertical

from filmjournal.model.draft import Draft, DraftCredit
from filmjournal.model.film import Role
from filmjournal.query.vocabulary import LISTS, Vocabulary
from filmjournal.tui.widgets import suggestions
from filmjournal.tui.widgets.field import Field
from filmjournal.tui.widgets.people_fields import CastRows, CrewField
from filmjournal.tui.widgets.tick import Tick

LINES = (
    ("venue", "Venue", ""),
    ("companions", "With", ""),
    ("original_title", "Original title", "in its own script"),
    ("runtime", "Runtime", "e.g. 111 or 1h 51m"),
    ("countries", "Countries", ""),
    ("languages", "Languages", ""),
    ("genres", "Genres", ""),
)
"""Name in the draft, label and example of each line of text."""

CREW = (Role.WRITER, Role.CINEMATOGRAPHER, Role.COMPOSER, Role.EDITOR)
"""The crew but the director, who stands among what everybody types."""


class FurtherFacts(Vertical):
    """Fields that are made when they are first looked at, for most entries never need them."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary) -> None:
        super().__init__(id="further")
        self._given = draft
        self._vocabulary = vocabulary
        self._is_open = False

    async def open(self) -> None:
        """Make the fields, if they are not there yet."""
        if not self._is_open:
            self._is_open = True
            await self.recompose()

    def compose(self) -> ComposeResult:
        """Show nothing until opened."""
        if not self._is_open:
            return
        known = self._vocabulary
        yield CastRows(of_role(self._given, Role.ACTOR), suggestions.people(known, Role.ACTOR), id="cast")
        for role in CREW:
            yield CrewField(role, of_role(self._given, role), suggestions.people(known, role))
        for name, label, example in LINES:
            suggest = suggestions.words(known, name) if name in LISTS else None
            text: str = getattr(self._given, name)
            of_list = name in LISTS and name != "venue"
            yield Field(label, text, id=name, placeholder=example, suggest=suggest, of_list=of_list)
        yield Tick("The review has spoilers", ticked=self._given.spoilers, id="spoilers")

    @property
    def draft(self) -> Draft:
        """The draft as given, with what was typed here."""
        if not self._is_open:
            return self._given
        crew = {field.role: field.credits for field in self.query(CrewField)}
        crew[Role.DIRECTOR] = of_role(self._given, Role.DIRECTOR)
        crew[Role.ACTOR] = self.query_one(CastRows).credits
        return structs.replace(
            self._given,
            **{name: self.query_one(f"#{name}", Field).text for name, _, _ in LINES},
            spoilers=self.query_one("#spoilers", Tick).ticked,
            credits=tuple(credit for role in Role for credit in crew[role]),
        )

    async def fill(self, draft: Draft) -> None:
        """Show another draft."""
        self._given = draft
        await self.recompose()

    async def show_fault(self, name: str, sentence: str) -> None:
        """Say what is wrong at the field of this name, and put the cursor there."""
        await self.open()
        if name == "credits":
            cast = self.query_one(CastRows)
            cast.show_fault(sentence)
            cast.go_to_missing_name()
        else:
            field = self.query_one(f"#{name}", Field)
            field.show_fault(sentence)
            field.line.focus()


def of_role(draft: Draft, role: Role) -> tuple[DraftCredit, ...]:
    """Return the credits of one role, in order."""
    return tuple(credit for credit in draft.credits if credit.role is role)
