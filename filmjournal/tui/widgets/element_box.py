"""The breakdown in the editor: each element a heading and a text of its own."""

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from filmjournal.model.breakdown import Element
from filmjournal.model.text import fold
from filmjournal.tui.widgets.field import Line, Prose, Validated
from filmjournal.tui.widgets.form_controls import StarRating


class Handles(Widget):
    """Signs to click: move up, move down, remove."""

    SIGNS = (("↑", "up"), ("↓", "down"), ("✕", "remove"))
    """Each sign, three cells wide, and what it does."""

    @dataclass
    class Clicked(Message):
        """A sign was clicked."""

        does: str

    def render(self) -> Content:
        """Show the signs."""
        return Content("".join(f" {sign} " for sign, _ in self.SIGNS))

    def on_click(self, event: events.Click) -> None:
        """Post which one was clicked."""
        event.stop()
        self.post_message(self.Clicked(self.SIGNS[min(event.x // 3, len(self.SIGNS) - 1)][1]))


class ElementBox(Validated):
    """One element: its name and stars, which keys and clicks reach and tab passes by, and its text."""

    @dataclass
    class HandleClicked(Message):
        """A handle of the box was clicked: move it up or down, or remove it."""

        box: "ElementBox"
        does: str

    def __init__(self, element: Element) -> None:
        super().__init__(classes="element")
        self._given = element
        self._heading = Line(element.name)
        self._heading.can_focus = self._heading.moves_on = False
        self._stars = StarRating()
        self._stars.can_focus = False
        self._stars.set_reactive(StarRating.rating, element.rating)
        self.prose = Prose(element.text, placeholder=f"What you thought of the {element.name.lower()}")
        """Where the text is typed."""

    def compose(self) -> ComposeResult:
        """Put the heading above the text."""
        with Horizontal(classes="element--heading"):
            yield self._heading
            yield self._stars
            yield Handles(classes="handles")
        yield self.prose

    @property
    def element(self) -> Element:
        """The element as typed."""
        return Element(self._heading.text.strip() or self._given.name, self.prose.prose, self._stars.rating)

    @property
    def content_now(self) -> object:
        """The element."""
        return self.element

    def rate(self) -> None:
        """Move the cursor to the stars. The keys that rate stay there; any other goes on from the text."""
        self._visit(self._stars)

    def rename(self) -> None:
        """Put the cursor into the name; enter goes back to the text."""
        self._visit(self._heading)
        self._heading.action_end()

    def _visit(self, part: Line | StarRating) -> None:
        part.can_focus = True
        part.focus()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Let tab skip the heading again."""
        if event.widget in {self._heading, self._stars}:
            event.widget.can_focus = False
            if not self._heading.text.strip():
                self._heading.text = self._given.name

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _clear_problem(self) -> None:
        self.clear_problem()

    def on_key(self, event: events.Key) -> None:
        """Go back from the stars to the text with a key that does not rate; a character is typed there."""
        if not self._stars.has_focus or event.key.startswith("ctrl+"):
            return
        self._stars.can_focus = False
        self.prose.focus()
        if event.is_printable:
            event.stop()
            self.prose.post_message(events.Key(event.key, event.character))
        elif event.key in {"enter", "escape"}:
            event.stop()

    @on(Input.Submitted)
    def _renamed(self, event: Input.Submitted) -> None:
        event.stop()
        self.prose.focus()

    @on(Handles.Clicked)
    def _handle_clicked(self, event: Handles.Clicked) -> None:
        event.stop()
        self.post_message(self.HandleClicked(self, event.does))

    def on_click(self, event: events.Click) -> None:
        """Rename on a click on the name, rate on one on the stars."""
        if event.widget is self._heading and not self._heading.has_focus:
            self.rename()


class Breakdown(Vertical):
    """Every element, in order. A removed one is remembered, and gets its text back when it is added again."""

    def __init__(self, elements: tuple[Element, ...], *, id: str) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self._given = elements
        self._removed: dict[str, Element] = {}

    def compose(self) -> ComposeResult:
        """Show the elements that were given."""
        for element in self._given:
            yield ElementBox(element)

    @property
    def boxes(self) -> list[ElementBox]:
        """The boxes, in order."""
        return list(self.query(ElementBox))

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements as typed, in order."""
        return tuple(box.element for box in self.boxes)

    @property
    def removed(self) -> list[str]:
        """The names of the elements that were removed, the last first."""
        return [element.name for element in reversed(self._removed.values())]

    def box_around(self, widget: object) -> ElementBox | None:
        """Return the box that this widget is in."""
        return next((box for box in self.boxes if widget is box or widget in box.walk_children()), None)

    async def add(self, name: str) -> None:
        """Add an element at the end, or go to the one of this name; a removed one gets its text back."""
        there = next((box for box in self.boxes if fold(box.element.name) == fold(name)), None)
        if there is None:
            there = ElementBox(self._removed.pop(fold(name), Element(name)))
            await self.mount(there)
        there.prose.focus()
        there.scroll_visible()

    async def drop(self, box: ElementBox) -> Element:
        """Remove a box, put the cursor into its neighbour, and return what stood in it."""
        element = box.element
        self._removed.pop(fold(element.name), None)
        self._removed[fold(element.name)] = element
        boxes = self.boxes
        place = boxes.index(box)
        await box.remove()
        for neighbour in (*boxes[place + 1 : place + 2], *boxes[max(place - 1, 0) : place]):
            neighbour.prose.focus()
            break
        return element

    def show_problem(self, sentence: str) -> None:
        """Show a problem at the last of the elements that share a name, and put the cursor there."""
        names = [fold(box.element.name) for box in self.boxes]
        for box, name in zip(reversed(self.boxes), reversed(names), strict=True):
            if names.count(name) > 1:
                box.show_problem(sentence)
                box.prose.focus()
                return

    def move(self, box: ElementBox, places: int) -> None:
        """Move a box up (-1) or down (1), as far as there is room."""
        boxes = self.boxes
        place = boxes.index(box) + places
        if 0 <= place < len(boxes):
            if places < 0:
                self.move_child(box, before=boxes[place])
            else:
                self.move_child(box, after=boxes[place])
            box.scroll_visible()
