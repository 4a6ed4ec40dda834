"""Controls of a form that are set with one key: stars, and boxes to tick."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from filmjournal.model.rating import Rating, RatingInput, rating_key


class StarRating(Widget, can_focus=True):
    """Five stars, set by the keys of `rating_key`: as they are read, or by half a star. A click sets them too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "press('1')", "Stars", key_display="1…5"),
        Binding("full_stop", "press('.')", "And a half", key_display="."),
        Binding("left", "press('left')", "Half a star less", key_display="←"),
        Binding("right", "press('right')", "more", key_display="→"),
        Binding("0", "press('0')", "None", key_display="0"),
    ]

    rating: reactive[Rating | None] = reactive(None, layout=True)
    """The rating shown."""

    @dataclass
    class Changed(Message):
        """The rating was set or removed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self._typed = ""

    def render(self) -> Content:
        """Show the stars in five cells, reversed while the keys set them, then the number."""
        stars = self.rating.stars if self.rating else ""
        number = self.rating.number if self.rating else "none" if self.has_focus else ""
        if self.has_focus:
            return Content.assemble((f"{stars:·<5}", "bold reverse"), (f" {number:<5}", "bold"))
        return Content.assemble((stars, "$warning"), ("·" * (5 - len(stars)), "dim"), (f" {number:<5}", "dim"))

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 — Textual passes it so
        """Show that the keys are heard; a number that was begun ends with them."""
        super().watch_has_focus(_has_focus)
        self._typed = ""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Rate with the keys that rate."""
        key = event.character if event.is_printable and event.character else event.key
        if rating_key(RatingInput(self.rating, self._typed), key) is not None:
            event.stop()
            self.action_press(key)

    def action_press(self, key: str) -> None:
        """Rate with a key."""
        pressed = rating_key(RatingInput(self.rating, self._typed), key)
        if pressed is not None:
            self._typed = pressed.typed
            self._set(pressed.rating)

    def on_click(self, event: events.Click) -> None:
        """Set the star that was clicked; a second click on it makes it a half."""
        star = event.x + 1
        if 1 <= star <= 5:
            self._typed = ""
            self._set(Rating(star * 2 - 1) if self.rating == star * 2 else Rating(star * 2))

    def _set(self, rating: Rating | None) -> None:
        self.rating = rating
        self.post_message(self.Changed())


class Tick(Widget, can_focus=True):
    """A box to tick with a label; space or a click toggles it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "Tick")]

    ticked: reactive[bool] = reactive(False)
    """Whether it is true."""

    @dataclass
    class Changed(Message):
        """It was toggled."""

        ticked: bool

    def __init__(self, label: str, *, ticked: bool, id: str) -> None:  # noqa: A002 — Textual's own word
        super().__init__(id=id)
        self._label = label
        self.set_reactive(Tick.ticked, ticked)

    def render(self) -> Content:
        """Show the box and its meaning."""
        box = Content.styled("[x]", "bold $primary") if self.ticked else Content.styled("[ ]", "dim")
        return Content.assemble(box, f" {self._label}")

    def action_tick(self) -> None:
        """Toggle it."""
        self.ticked = not self.ticked
        self.post_message(self.Changed(self.ticked))

    def on_click(self) -> None:
        """Toggle it."""
        self.action_tick()
