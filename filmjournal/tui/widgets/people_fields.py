"""The people of a film in the editor: a line of names for each role, and for the cast a line each."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from filmjournal.model.draft import DraftCredit
from filmjournal.model.film import Role
from filmjournal.model.text import join_list, split_list
from filmjournal.tui.widgets.completion import Suggest
from filmjournal.tui.widgets.faulty import Faulty
from filmjournal.tui.widgets.field import Field, Line


class CrewField(Field):
    """The names of everyone who had one role, on one line."""

    def __init__(self, role: Role, given: tuple[DraftCredit, ...], suggest: Suggest) -> None:
        super().__init__(role.heading, _joined(given), id=role.value, suggest=suggest, of_list=True)
        self.role = role
        """What they did."""
        self._given = given

    @property
    def credits(self) -> tuple[DraftCredit, ...]:
        """The credits as typed; those that were given where nobody touched the line."""
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


class CastRows(Faulty):
    """The cast in billing order; there is always an empty line at the end."""

    def __init__(self, cast: tuple[DraftCredit, ...], suggest: Suggest, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._given = cast
        self._suggest = suggest

    def compose(self) -> ComposeResult:
        """Show the cast that was given, and a line for one more."""
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
        self.mend()
        rows = self.query(CastRow)
        if rows and not rows.last().is_empty:
            await self.mount(CastRow(DraftCredit(Role.ACTOR), self._suggest), after=rows.last())


def _joined(people: tuple[DraftCredit, ...]) -> str:
    return join_list(tuple(credit.name for credit in people))
