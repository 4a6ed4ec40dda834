"""Controls of a form that are set with one key: stars, and boxes to tick."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from filmjournal.model.rating import RATING_KEYS, Rating


class StarRating(Widget, can_focus=True):
    """Five stars: 1 to 9 and 0 set them, arrows move by half a star, delete removes them, a click sets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(RATING_KEYS), "set", "Stars", show=True, key_display="1…9 0"),
        Binding("right,plus", "step(1)", "Half a star more", show=False),
        Binding("left,minus", "step(-1)", "Half a star less", show=False),
        Binding("delete,backspace", "clear", "No stars", show=True, key_display="del"),
    ]

    rating: reactive[Rating | None] = reactive(None, layout=True)
    """The rating shown."""

    @dataclass
    class Changed(Message):
        """The rating was set or removed."""

        by_key: bool

    def render(self) -> Content:
        """Show the stars in five cells, then the number, or how to rate."""
        stars = self.rating.stars if self.rating else ""
        beside = self.rating.number if self.rating else "1…9 0" if self.has_focus else ""
        return Content.assemble((stars, "$warning"), ("·" * (5 - len(stars)), "dim"), (f" {beside:<5}", "dim"))

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 — Textual passes it so
        """Show how to rate only while the keys are heard."""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Rate with a digit."""
        if event.character and event.character in RATING_KEYS:
            event.stop()
            self._set(Rating.from_key(event.character), by_key=True)

    def action_step(self, halves: int) -> None:
        """Add or take half a star."""
        value = (self.rating or 0) + halves
        self._set(Rating(min(value, 10)) if value > 0 else None)

    def action_clear(self) -> None:
        """Remove the rating."""
        self._set(None, by_key=True)

    def on_click(self, event: events.Click) -> None:
        """Set the star that was clicked; a second click on it makes it a half."""
        star = event.x + 1
        if 1 <= star <= 5:
            self._set(Rating(star * 2 - 1) if self.rating == star * 2 else Rating(star * 2))

    def _set(self, rating: Rating | None, *, by_key: bool = False) -> None:
        self.rating = rating
        self.post_message(self.Changed(by_key))


class Tick(Widget, can_focus=True):
    """A box to tick with a label; space, enter or a click toggles it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "tick", "Tick", show=False)]

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
