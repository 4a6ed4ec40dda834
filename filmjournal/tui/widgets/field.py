"""One labelled line of a form, and a text of any length; a problem is shown below the field it is about."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import join_list, one_line
from filmjournal.model.when import When
from filmjournal.model.wording import short_date
from filmjournal.tui.widgets.completion import Suggest, Suggestion
from filmjournal.tui.widgets.drop_down import DropDown

LABEL = 16
"""Cells of a label, as in the style sheets."""


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


def go_on(part: Widget) -> None:
    """Go to the next field, as enter does; past the folds, which enter opens, where a text could have been typed."""
    part.screen.focus_next("Line, Prose, StarRating, Tick")


class Line(Input):
    """A line of text, with a drop-down where `suggest` is given, on a screen that has a `DropDown`.

    Enter takes the suggestion that is marked and goes to the next field; in a list, the right arrow takes it and stays.
    A text that was set and not edited is returned unchanged, also where the line cannot show it as it is.
    """

    _suggest: Suggest | None = None

    @dataclass
    class Chosen(Message):
        """A suggestion was chosen; the line holds its text."""

        suggestion: Suggestion

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        suggest: Suggest | None = None,
        ready: Callable[[], object] | None = None,
        of_list: bool = False,
    ) -> None:
        """Make a line. `ready` is called before a suggestion is taken, and waits for what suggestions come from."""
        super().__init__(one_line(text), placeholder=placeholder, compact=True, select_on_focus=False)
        self.settled = self.value
        """The text that gets no suggestions: as it was first, as chosen, or as it was when they were dismissed."""
        self.after_choice: Callable[[Suggestion], None] | None = None
        """What follows a choice in place of going to the next field; done at once, for the next key may be there."""
        self.moves_on = True
        """Whether enter goes to the next field; else it posts that the text was submitted."""
        self._given = text
        self._suggest = suggest
        self._ready = ready
        self._of_list = of_list
        self._offers: list[Suggestion] = []
        self._offers_for: tuple[str, int] | None = None
        self._choice = 0
        self._is_offering = False

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines; nothing once it is removed: Textual may draw it again then, and its styles are gone."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height

    @property
    def asks_catalogue(self) -> bool:
        """Whether its suggestions come from the catalogue too."""
        return self._ready is not None

    @property
    def text(self) -> str:
        """The text of the line."""
        return self._given if self.value == one_line(self._given) else self.value

    @text.setter
    def text(self, text: str) -> None:
        self._given = text
        self.settled = one_line(text)
        self.value = self.settled

    @property
    def _separator(self) -> str:
        return ";" if ";" in self.value else ","

    def being_completed(self) -> str:
        """Return the text before the cursor, in a list only that of the item the cursor is in."""
        before = self.value[: self.cursor_position]
        return before.rsplit(self._separator, 1)[-1].lstrip() if self._of_list else before

    def suggestions(self) -> list[Suggestion]:
        """Return what is suggested for it now: nothing until something is typed, and nothing that is there already."""
        if self._offers_for != (self.value, self.cursor_position):
            typed = self.being_completed()
            wanted = self._suggest is not None and self.value != self.settled and typed.strip()
            self._offers = self._suggest(typed) if self._suggest is not None and wanted else []
            if all(offer.text == typed and not offer.is_film for offer in self._offers):
                self._offers = []
            self._choice = 0
            self._offers_for = self.value, self.cursor_position
        return self._offers

    def offer_again(self) -> None:
        """Suggest anew: more is known than before."""
        self._offers_for = None
        self._offer()

    def take_at(self, place: int) -> None:
        """Take the suggestion at this place, which was clicked."""
        offers = self.suggestions()
        if place < len(offers):
            self._take_and_go(offers[place])

    def take(self, chosen: Suggestion) -> None:
        """Replace what was typed with a suggestion; in a list, replace the item the cursor is in."""
        if self._of_list:
            items = [item.strip() for item in self.value.split(self._separator)]
            place = self.value[: self.cursor_position].count(self._separator)
            items[place] = chosen.text
            value = join_list(tuple(filter(None, items)))
            cursor = value.index(chosen.text) + len(chosen.text)
        else:
            value, cursor = chosen.text, len(chosen.text)
        self.settled = value
        self.value = value
        self.cursor_position = cursor
        self._offer()
        self.post_message(self.Chosen(chosen))

    def _take_and_go(self, chosen: Suggestion) -> None:
        self.take(chosen)
        if self.after_choice is not None:
            self.after_choice(chosen)
        else:
            go_on(self)

    async def action_submit(self) -> None:
        """Take the suggestion that is marked, which may not be on screen yet; go to the next field."""
        if self._ready is not None and self.value != self.settled and not self._choice:
            self._ready()
            self._offers_for = None
        offers = self.suggestions()
        if offers:
            self._take_and_go(offers[self._choice])
        elif self.moves_on:
            go_on(self)
        else:
            await super().action_submit()

    def on_key(self, event: events.Key) -> None:
        """Handle the keys of the drop-down; others go the usual way."""
        keys: dict[str, Callable[[], bool]] = {
            "down": lambda: self._choose(1),
            "up": lambda: self._choose(-1),
            "escape": self._dismiss,
            "right": self._take_and_stay,
        }
        if event.key in keys and keys[event.key]():
            event.stop()
            event.prevent_default()

    def _choose(self, lines: int) -> bool:
        """Mark another suggestion, and return whether there are any."""
        if self.value == self.settled and lines > 0:  # they were dismissed, or nothing was typed: ask for them
            self.settled, self._offers_for = "", None
        offers = self.suggestions()
        if offers and self._is_offering:
            self._choice = (self._choice + lines) % len(offers)
        if offers:
            self._offer()
        return bool(offers)

    def _dismiss(self) -> bool:
        had = any(not offer.is_new for offer in self.suggestions())
        self.settled, self._offers_for = self.value, None
        self._offer()
        return had

    def _take_and_stay(self) -> bool:
        """Take the suggestion that is marked, in a list with the cursor at its end, and stay for another."""
        offers = self.suggestions()
        takes = self._of_list and bool(offers) and self.cursor_position == len(self.value)
        if takes:
            self.take(offers[self._choice])
        return takes

    def watch_value(self) -> None:
        """Suggest what fits the text now."""
        self._offer_soon()

    def watch_selection(self) -> None:
        """Suggest what fits where the cursor is now."""
        self._offer_soon()

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 — Textual passes it so
        """Suggest only while the cursor is here."""
        super().watch_has_focus(_has_focus)
        self._offer_soon()

    def _offer_soon(self) -> None:
        if self._suggest is not None and self.is_attached:
            self.call_later(self._offer)

    def _offer(self) -> None:
        """Show what is suggested, under what it would replace."""
        if not self.is_attached:
            return
        offers = self.suggestions() if self.has_focus else []
        self._is_offering = bool(offers)
        for drop_down in self.screen.query(DropDown):
            if offers:
                foot = "→ takes it and stays for another" if self._of_list else ""
                drop_down.show(self, offers, self._choice, foot)
            else:
                drop_down.hide(self)

    @property
    def typed_region(self) -> Region:
        """Where the text is that a suggestion replaces; a Region of one line."""
        begins = self.cursor_position - len(self.being_completed())
        x = self.content_region.x + cell_len(self.value[:begins]) - int(self.scroll_offset.x)
        return Region(max(x, self.content_region.x), self.content_region.y, 1, 1)


class Field(Validated):
    """A label, a line of text, room for a hint at its end, and for a problem below."""

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
        ready: Callable[[], object] | None = None,
        of_list: bool = False,
        of_date: bool = False,
    ) -> None:
        """Make a field. One of a date always has room for a hint, and its text is selected when the cursor comes."""
        super().__init__(id=id, classes="-hinted -date" if of_date else None)
        self._label = label
        self._is_of_date = of_date
        self._hint = ""
        self.line = Line(text, placeholder=placeholder, suggest=suggest, ready=ready, of_list=of_list)
        """Where the text is typed."""
        self.line.select_on_focus = of_date

    def compose(self) -> ComposeResult:
        """Show the line. Label and hint are drawn, not widgets, for a form has many fields."""
        yield self.line

    def render(self) -> Content:
        """Draw the label at the left and the hint at the right end; under the line where there is a line for it."""
        hint, width = self._hint, self.size.width
        if self.size.height > 1 and self._is_of_date and self.screen.has_class("-narrow"):
            return Content(f"{self._label}\n{' ' * LABEL}{hint}")
        return Content(self._label + hint.rjust(width - len(self._label)))

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
        """Show a few words at the end of the line."""
        if text != self._hint:
            self._hint = text
            self.set_class(self._is_of_date or bool(text), "-hinted")
            self.refresh()

    def hint_date(self, today: date) -> None:
        """Show which date the words in the field are read as; nothing where they can't be, or say the same."""
        try:
            read = short_date(When.parse(self.text, today)) if self.text.strip() else "unknown"
        except InvalidValueError:
            read = ""
        self.hint("" if read == self.text.strip() else read)

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines; nothing once it is removed: Textual may draw it again then, and its styles are gone."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height

    @property
    def prose(self) -> str:
        """The text; with the line ends it was set with unless it was edited."""
        return self._given if self.text == self._shown else self.text

    @prose.setter
    def prose(self, text: str) -> None:
        self._given = text
        self.load_text(text)
        self._shown = self.text
