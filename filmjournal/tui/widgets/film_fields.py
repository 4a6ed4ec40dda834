"""Fields of the editor for cast and crew, and the fold of fields that are seldom used."""

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from filmjournal.model.draft import Draft, DraftCredit
from filmjournal.model.facts import FACTS, Shape
from filmjournal.model.film import Role
from filmjournal.model.text import join_list, split_list
from filmjournal.query.vocabulary import Vocabulary
from filmjournal.tui.widgets.completion import Suggest, suggest_people, suggest_words
from filmjournal.tui.widgets.field import Field, Line, Validated
from filmjournal.tui.widgets.form_controls import Tick


class CrewField(Field):
    """The names of everyone with one role, on one line."""

    def __init__(self, role: Role, given: tuple[DraftCredit, ...], suggest: Suggest) -> None:
        super().__init__(role.heading, _joined(given), id=role.value, suggest=suggest, of_list=True)
        self.role = role
        """The role."""
        self._given = given

    @property
    def credits(self) -> tuple[DraftCredit, ...]:
        """The credits as typed; those that were set, with all they hold, if the line was not edited."""
        if self.text == _joined(self._given):
            return self._given
        return tuple(DraftCredit(self.role, name) for name in split_list(self.text))

    def fill(self, given: tuple[DraftCredit, ...]) -> None:
        """Show other names."""
        self._given = given
        self.text = _joined(given)


class CastRow(Horizontal):
    """One actor and their character."""

    def __init__(self, credit: DraftCredit, suggest: Suggest) -> None:
        super().__init__(classes="cast--row")
        self._actor = Line(credit.name, placeholder="Actor", suggest=suggest)
        self._character = Line(credit.character, placeholder="character")

    def compose(self) -> ComposeResult:
        """Put the character behind the name."""
        yield self._actor
        yield Label("as", classes="cast--as")
        yield self._character

    @property
    def credit(self) -> DraftCredit:
        """The credit as typed."""
        return DraftCredit(Role.ACTOR, self._actor.text, self._character.text)

    @property
    def lacks_name(self) -> bool:
        """Whether there is a character but no actor."""
        return bool(self._character.value.strip()) and not self._actor.value.strip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return not (self._actor.value.strip() or self._character.value.strip())


class CastRows(Validated):
    """The cast in billing order; there is always an empty line at the end."""

    def __init__(self, cast: tuple[DraftCredit, ...], suggest: Suggest, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._given = cast
        self._suggest = suggest

    def compose(self) -> ComposeResult:
        """Show the cast and an empty line for one more."""
        yield Label("Cast", classes="label")
        for credit in (*self._given, DraftCredit(Role.ACTOR)):
            yield CastRow(credit, self._suggest)

    @property
    def credits(self) -> tuple[DraftCredit, ...]:
        """The cast as typed, without the empty lines."""
        rows = self.query(CastRow)
        if not rows:
            return self._given
        return tuple(row.credit for row in rows if not row.is_empty)

    def go_to_missing_name(self) -> None:
        """Put the cursor where a character has no actor yet."""
        for row in self.query(CastRow):
            if row.lacks_name:
                row.query(Line).first().focus()
                return

    @property
    def content_now(self) -> object:
        """The cast as typed."""
        return self.credits

    @on(Input.Changed)
    @on(Line.Chosen)
    async def _make_room(self) -> None:
        self.clear_problem()
        rows = self.query(CastRow)
        if rows and not rows.last().is_empty:
            await self.mount(CastRow(DraftCredit(Role.ACTOR), self._suggest), after=rows.last())


def _joined(people: tuple[DraftCredit, ...]) -> str:
    return join_list(tuple(credit.name for credit in people))


LINES = tuple(fact for fact in FACTS if fact.in_form)
"""The facts that have a line of text behind the fold."""

CREW = tuple(role for role in Role if role not in {Role.DIRECTOR, Role.ACTOR})
"""The crew without the director, who is outside the fold."""


class MoreFields(Vertical):
    """Cast, crew, venue, companions and the film's other facts. The fields are made when the fold is first opened."""

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
        yield CastRows(of_role(self._given, Role.ACTOR), suggest_people(known, Role.ACTOR), id="cast")
        for role in CREW:
            yield CrewField(role, of_role(self._given, role), suggest_people(known, role))
        for fact in LINES:
            suggest = suggest_words(known, fact.name) if fact.field else None
            text, of_list = self._given.text(fact.name), fact.shape is Shape.LIST
            label, example = fact.label, fact.placeholder
            yield Field(label, text, id=fact.name, placeholder=example, suggest=suggest, of_list=of_list)
        yield Tick("The review has spoilers", ticked=self._given.spoilers, id="spoilers")

    @property
    def draft(self) -> Draft:
        """The draft that was set, with what was typed here."""
        if not self._is_open:
            return self._given
        crew = {field.role: field.credits for field in self.query(CrewField)}
        crew[Role.DIRECTOR] = of_role(self._given, Role.DIRECTOR)
        crew[Role.ACTOR] = self.query_one(CastRows).credits
        return structs.replace(
            self._given.with_texts({fact.name: self.query_one(f"#{fact.name}", Field).text for fact in LINES}),
            spoilers=self.query_one("#spoilers", Tick).ticked,
            credits=tuple(credit for role in Role for credit in crew[role]),
        )

    async def fill(self, draft: Draft) -> None:
        """Show another draft."""
        self._given = draft
        await self.recompose()

    async def show_problem(self, name: str, sentence: str) -> None:
        """Show a problem at the field of this name, and put the cursor there."""
        await self.open()
        if name == "credits":
            cast = self.query_one(CastRows)
            cast.show_problem(sentence)
            cast.go_to_missing_name()
        else:
            field = self.query_one(f"#{name}", Field)
            field.show_problem(sentence)
            field.line.focus()


def of_role(draft: Draft, role: Role) -> tuple[DraftCredit, ...]:
    """Return the credits of one role, in order."""
    return tuple(credit for credit in draft.credits if credit.role is role)
