"""Fields of the editor for cast and crew, and the folds of fields that are seldom used."""

from abc import abstractmethod
from collections.abc import Iterator

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Label

from filmjournal.model.draft import Draft, DraftCredit
from filmjournal.model.facts import FACTS, Fact, Shape
from filmjournal.model.film import Film, Role
from filmjournal.model.text import join_list, split_list
from filmjournal.model.viewing import Viewing
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.completion import suggest_people, suggest_words
from filmjournal.tui.widgets.field import Field, Line, Validated
from filmjournal.tui.widgets.form_controls import Tick


class CrewField(Field):
    """The names of everyone with one role, on one line."""

    def __init__(self, role: Role, given: tuple[DraftCredit, ...], session: Session) -> None:
        super().__init__(
            role.heading,
            _joined(given),
            id=role.value,
            suggest=suggest_people(session, role),
            ready=session.catalogue_file.open_names,
            of_list=True,
        )
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
        """Show other names; what is typed stays where it is these names already."""
        if given != self.credits:
            self._given = given
            self.text = _joined(given)


class CastRow(Horizontal):
    """One actor and their character."""

    def __init__(self, credit: DraftCredit, session: Session) -> None:
        super().__init__(classes="cast--row")
        suggest, ready = suggest_people(session, Role.ACTOR), session.catalogue_file.open_names
        self._actor = Line(credit.name, placeholder="Actor", suggest=suggest, ready=ready)
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

    def go_to_name(self) -> None:
        """Put the cursor into the actor's name."""
        self._actor.focus()


class CastRows(Validated):
    """The cast in billing order; there is always an empty line at the end."""

    def __init__(self, cast: tuple[DraftCredit, ...], session: Session, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session
        self._rows = self._made(cast)

    def _made(self, cast: tuple[DraftCredit, ...]) -> list[CastRow]:
        return [CastRow(credit, self._session) for credit in (*cast, DraftCredit(Role.ACTOR))]

    def compose(self) -> ComposeResult:
        """Show the cast and an empty line for one more."""
        yield Label("Cast", classes="label")
        yield from self._rows

    @property
    def credits(self) -> tuple[DraftCredit, ...]:
        """The cast as typed, without the empty lines."""
        return tuple(row.credit for row in self._rows if not row.is_empty)

    def fill(self, cast: tuple[DraftCredit, ...]) -> None:
        """Show another cast."""
        if cast == self.credits:
            return
        before, self._rows = self._rows, self._made(cast)
        if self.is_attached:
            for row in before:
                row.remove()
            self.mount(*self._rows)

    def go_to_missing_name(self) -> None:
        """Put the cursor where a character has no actor yet."""
        for row in self._rows:
            if row.lacks_name:
                row.go_to_name()
                return

    @property
    def content_now(self) -> object:
        """The cast as typed."""
        return self.credits

    @on(Input.Changed)
    @on(Line.Chosen)
    def _make_room(self) -> None:
        self.clear_problem()
        if not self._rows[-1].is_empty:
            self._rows += self._made(())
            self.mount(self._rows[-1])


def _joined(people: tuple[DraftCredit, ...]) -> str:
    return join_list(tuple(credit.name for credit in people))


CREW = tuple(role for role in Role if role not in {Role.DIRECTOR, Role.ACTOR})
"""The crew without the director, who is outside the fold."""


class FoldedFields(Vertical):
    """Fields behind a fold, which are made when it is first opened, or at once where it is open from the start."""

    FACTS: tuple[Fact, ...]
    """The facts that have a line of text here."""

    def __init__(self, draft: Draft, session: Session, *, id: str, is_open: bool) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self._given = draft
        self._session = session
        self._is_open = is_open

    def compose(self) -> ComposeResult:
        """Show the fields, if the fold is open."""
        if self._is_open:
            yield from self.fields()

    async def open(self) -> None:
        """Make the fields, if they are not there yet, and wait until they are on the screen."""
        if not self._is_open:
            self._is_open = True
            await self.mount(*self.fields())

    @abstractmethod
    def fields(self) -> Iterator[Widget]:
        """Yield the fields, in order."""

    def _lines(self) -> Iterator[Field]:
        known = self._session.vocabulary()
        for fact in self.FACTS:
            suggest = suggest_words(known, fact.name) if fact.field else None
            text, of_list = self._given.text(fact.name), fact.shape is Shape.LIST
            label, example = fact.label, fact.placeholder
            yield Field(label, text, id=fact.name, placeholder=example, suggest=suggest, of_list=of_list)

    @property
    def draft(self) -> Draft:
        """The draft that was set, with what was typed here."""
        return self.typed() if self._is_open else self._given

    def typed(self) -> Draft:
        """Return the draft that was set, with what is typed in the fields that are there."""
        return self._given.with_texts({fact.name: self.query_one(f"#{fact.name}", Field).text for fact in self.FACTS})

    def fill(self, draft: Draft) -> None:
        """Show another draft."""
        self._given = draft
        if self._is_open:
            for fact in self.FACTS:
                field = self.query_one(f"#{fact.name}", Field)
                if field.text != draft.text(fact.name):
                    field.text = draft.text(fact.name)

    async def show_problem(self, name: str, sentence: str) -> None:
        """Show a problem at the field of this name, and put the cursor there."""
        await self.open()
        field = self.query_one(f"#{name}", Field)
        field.show_problem(sentence)
        field.line.focus()


class MoreFields(FoldedFields):
    """Cast, crew and the film's other facts."""

    FACTS = tuple(fact for fact in FACTS if fact.in_form and fact.of is Film)

    def fields(self) -> Iterator[Widget]:
        """Yield the cast, the crew and the other facts."""
        yield CastRows(of_role(self._given, Role.ACTOR), self._session, id="cast")
        for role in CREW:
            yield CrewField(role, of_role(self._given, role), self._session)
        yield from self._lines()

    def typed(self) -> Draft:
        """Return the draft that was set, with what is typed here."""
        crew = {field.role: field.credits for field in self.query(CrewField)}
        crew[Role.DIRECTOR] = of_role(self._given, Role.DIRECTOR)
        crew[Role.ACTOR] = self.query_one(CastRows).credits
        return structs.replace(super().typed(), credits=tuple(credit for role in Role for credit in crew[role]))

    def fill(self, draft: Draft) -> None:
        """Show the facts of another draft."""
        super().fill(draft)
        if self._is_open:
            self.query_one(CastRows).fill(of_role(draft, Role.ACTOR))
            for field in self.query(CrewField):
                field.fill(of_role(draft, field.role))

    async def show_problem(self, name: str, sentence: str) -> None:
        """Show a problem at the field of this name, or at the cast, and put the cursor there."""
        if name != "credits":
            await super().show_problem(name, sentence)
            return
        await self.open()
        cast = self.query_one(CastRows)
        cast.show_problem(sentence)
        cast.go_to_missing_name()


class ViewingFields(FoldedFields):
    """Venue, company and the viewing's other facts."""

    FACTS = tuple(fact for fact in FACTS if fact.in_form and fact.of is Viewing)

    def fields(self) -> Iterator[Widget]:
        """Yield the lines, and whether the review has spoilers."""
        yield from self._lines()
        yield Tick("Has spoilers", ticked=self._given.spoilers, id="spoilers")

    def typed(self) -> Draft:
        """Return the draft that was set, with what is typed here."""
        return structs.replace(super().typed(), spoilers=self.query_one("#spoilers", Tick).ticked)


def of_role(draft: Draft, role: Role) -> tuple[DraftCredit, ...]:
    """Return the credits of one role, in order."""
    return tuple(credit for credit in draft.credits if credit.role is role)
