"""One labelled line of a form, with what is wrong with it below."""

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from filmjournal.model.text import join_list, one_line
from filmjournal.tui.widgets.completion import Completer, Suggest, Suggestion
from filmjournal.tui.widgets.faulty import Faulty


class Line(Input):
    """A line of text, with a drop-down where something can be suggested.

    What it was given is given back to the letter, unless somebody typed.
    """

    @dataclass
    class Chosen(Message):
        """A suggestion was taken; the line holds its text."""

        suggestion: Suggestion

    def __init__(
        self, text: str = "", *, placeholder: str = "", suggest: Suggest | None = None, of_list: bool = False
    ) -> None:
        super().__init__(one_line(text), placeholder=placeholder, compact=True, select_on_focus=False)
        self.settled = self.value
        """The text that needs no offers."""
        self._given = text
        self._suggest = suggest
        self._of_list = of_list
        self._has_completer = False

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._given if self.value == one_line(self._given) else self.value

    @text.setter
    def text(self, text: str) -> None:
        self._given = text
        self.value = self.settled = one_line(text)

    @property
    def _separator(self) -> str:
        return ";" if ";" in self.value else ","

    def being_completed(self) -> str:
        """Return the text before the cursor, in a list only that of the item the cursor is in."""
        before = self.value[: self.cursor_position]
        return before.rsplit(self._separator, 1)[-1].lstrip() if self._of_list else before

    def offers(self) -> list[Suggestion]:
        """Return what to offer for it; nothing until something is typed."""
        typed = self.being_completed()
        return self._suggest(typed) if self._suggest is not None and typed.strip() else []

    def take(self, chosen: Suggestion) -> None:
        """Put a suggestion in the place of what was typed, in a list of the whole item the cursor is in."""
        if self._of_list:
            items = [item.strip() for item in self.value.split(self._separator)]
            place = self.value[: self.cursor_position].count(self._separator)
            items[place] = chosen.text
            self.value = join_list(tuple(filter(None, items)))
            self.cursor_position = self.value.index(chosen.text) + len(chosen.text)
        else:
            self.value = chosen.text
            self.cursor_position = len(chosen.text)
        self.settled = self.value
        self.post_message(self.Chosen(chosen))

    async def action_submit(self) -> None:
        """Take the best suggestion, which may not be on screen yet for fast fingers; else go on to the next field."""
        offered = self.offers() if self.value != self.settled else []
        if offered:
            self.take(offered[0])
        elif self._suggest is not None:
            self.screen.focus_next()
        else:
            await super().action_submit()

    def on_focus(self) -> None:
        """Bring the drop-down along when it is first of use: most lines of a form are never visited."""
        if self._suggest is not None and not self._has_completer:
            self._has_completer = True
            self.call_later(self._mount_completer)

    async def _mount_completer(self) -> None:
        if isinstance(self.parent, Widget):
            await self.parent.mount(Completer(self, self))


class Field(Faulty):
    """A label, a line of text, where asked for a few words beside it, and room for what is wrong with it."""

    @dataclass
    class Left(Message):
        """The cursor left the line."""

        field: "Field"

    def __init__(
        self,
        label: str,
        text: str = "",
        *,
        id: str,  # noqa: A002 — Textual's own word
        placeholder: str = "",
        suggest: Suggest | None = None,
        of_list: bool = False,
        hinted: bool = False,
    ) -> None:
        super().__init__(id=id, classes="-hinted" if hinted else None)
        self._label = label
        self._hint = ""
        self.line = Line(text, placeholder=placeholder, suggest=suggest, of_list=of_list)
        """Where the text is typed."""

    def compose(self) -> ComposeResult:
        """Show the line; the label before it and the hint behind it are drawn, for a form has many fields."""
        yield self.line

    def render(self) -> Content:
        """Draw the label at the left and the hint at the right end."""
        return Content(self._label + self._hint.rjust(self.size.width - len(self._label)))

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.line.text

    @text.setter
    def text(self, text: str) -> None:
        self.line.text = text

    @property
    def content_now(self) -> object:
        """The text."""
        return self.text

    def hint(self, text: str) -> None:
        """Show a few words at the end of the line, in a field that was made with room for them."""
        self._hint = text
        self.refresh()

    @on(Input.Changed)
    def _mend(self) -> None:
        self.mend()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Tell that the cursor left."""
        if event.widget is self.line:
            self.post_message(self.Left(self))


class Prose(TextArea):
    """A text of any length. What it was given is given back to the letter, unless somebody typed."""

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            text, soft_wrap=True, compact=True, placeholder=placeholder, highlight_cursor_line=False, id=id
        )
        self._given = text
        self._shown = self.text

    @property
    def prose(self) -> str:
        """The text, with the line ends it came with where nobody touched it."""
        return self._given if self.text == self._shown else self.text

    @prose.setter
    def prose(self, text: str) -> None:
        self._given = text
        self.load_text(text)
        self._shown = self.text
