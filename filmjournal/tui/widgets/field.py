"""One labelled line of a form, and a text of any length; a problem is shown below the field it is about."""

from abc import abstractmethod
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from filmjournal.model.text import join_list, one_line
from filmjournal.tui.widgets.completion import Completer, Suggest, Suggestion


class Validated(Widget):
    """A widget that shows a problem below its last line until its content changes."""

    _problem_content: object = None

    @property
    @abstractmethod
    def content_now(self) -> object:
        """The content of the widget, to tell whether it changed since the problem was shown."""

    def show_problem(self, sentence: str) -> None:
        """Show what is wrong with the content."""
        self._problem_content = self.content_now
        problems = self.query(Static).filter(".problem")
        if problems:
            problems.last().update(Content(sentence))
        else:
            self.mount(Static(Content(sentence), classes="problem"))
        self.add_class("-problem")

    def clear_problem(self) -> None:
        """Hide the problem if the content changed: a message about earlier typing may come after the problem."""
        if self.has_class("-problem") and self.content_now != self._problem_content:
            self.remove_class("-problem")


class Line(Input):
    """A line of text, with a drop-down where `suggest` is given.

    A text that was set and not edited is returned unchanged, also where the line cannot show it as it is.
    """

    @dataclass
    class Chosen(Message):
        """A suggestion was chosen; the line holds its text."""

        suggestion: Suggestion

    def __init__(
        self, text: str = "", *, placeholder: str = "", suggest: Suggest | None = None, of_list: bool = False
    ) -> None:
        super().__init__(one_line(text), placeholder=placeholder, compact=True, select_on_focus=False)
        self.settled = self.value
        """The text that gets no suggestions."""
        self._given = text
        self._suggest = suggest
        self._of_list = of_list
        self._has_completer = False

    @property
    def text(self) -> str:
        """The text of the line."""
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

    def suggestions(self) -> list[Suggestion]:
        """Return the suggestions for it; none until something is typed."""
        typed = self.being_completed()
        return self._suggest(typed) if self._suggest is not None and typed.strip() else []

    def take(self, chosen: Suggestion) -> None:
        """Replace what was typed with a suggestion; in a list, replace the item the cursor is in."""
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
        """Take the best suggestion, which may not be on screen yet; without one, go to the next field."""
        suggestions = self.suggestions() if self.value != self.settled else []
        if suggestions:
            self.take(suggestions[0])
        elif self._suggest is not None:
            self.screen.focus_next()
        else:
            await super().action_submit()

    def on_focus(self) -> None:
        """Add the drop-down when the line is first focused: most lines of a form never are."""
        if self._suggest is not None and not self._has_completer:
            self._has_completer = True
            self.call_later(self._mount_completer)

    async def _mount_completer(self) -> None:
        if isinstance(self.parent, Widget):
            await self.parent.mount(Completer(self, self))


class Field(Validated):
    """A label, a line of text, and room for a problem below; with `hinted`, also for a hint at the end of the line."""

    @dataclass
    class Blurred(Message):
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
        """Show the line. Label and hint are drawn, not widgets, for a form has many fields."""
        yield self.line

    def render(self) -> Content:
        """Draw the label at the left and the hint at the right end."""
        return Content(self._label + self._hint.rjust(self.size.width - len(self._label)))

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.line.text

    @text.setter
    def text(self, text: str) -> None:
        self.line.text = text

    @property
    def content_now(self) -> object:
        """The text."""
        return self.text

    def hint(self, text: str) -> None:
        """Show a few words at the end of the line, in a field that is `hinted`."""
        self._hint = text
        self.refresh()

    @on(Input.Changed)
    def _clear_problem(self) -> None:
        self.clear_problem()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Post that the cursor left."""
        if event.widget is self.line:
            self.post_message(self.Blurred(self))


class Prose(TextArea):
    """A text of any length. One that was set and not edited is returned unchanged."""

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            text, soft_wrap=True, compact=True, placeholder=placeholder, highlight_cursor_line=False, id=id
        )
        self._given = text
        self._shown = self.text

    @property
    def prose(self) -> str:
        """The text; with the line ends it was set with unless it was edited."""
        return self._given if self.text == self._shown else self.text

    @prose.setter
    def prose(self, text: str) -> None:
        self._given = text
        self.load_text(text)
        self._shown = self.text
