"""A strip under a row of a list: what can be done with the row, a key each, or one line to type in."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset, Region
from textual.suggester import Suggester
from textual.widgets import Input, Static

Key = tuple[str, str]
"""A key as a person reads it, and what it does."""

Suggest = Callable[[str], str | None]
"""Returns the typed text completed, or None."""

BORDER = 2
"""Lines of the border; cells of it and of the space within, at each side."""

GAP = 2
"""Cells between two keys."""


class StripLine(Input):
    """The line to type in; what would complete it stands behind the cursor, and tab takes it."""

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False, suggester=_Behind(self._completed))
        self.suggest: Suggest = lambda _: None
        """Completes what is typed."""

    def _completed(self, typed: str) -> str | None:
        return self.suggest(typed)

    def on_key(self, event: events.Key) -> None:
        """Take the completion with tab, which never leaves the line."""
        if event.key in {"tab", "shift+tab"}:
            event.stop()
            event.prevent_default()
            self.value = self.suggest(self.value) or self.value
            self.action_end()


class _Behind(Suggester):
    def __init__(self, complete: Suggest) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        return self._complete(value)


class ActionStrip(Vertical, can_focus=True):
    """Shows what can be done with a row, a key each; or asks for one line of text.

    `press` is given each key, as a character where it has one, and returns whether it means something here. `leave` is
    called before a key that doesn't, which then means what it means in the list, and when the cursor is elsewhere.
    `answer` is given the line that was typed; None when it was given up.
    """

    def __init__(
        self, press: Callable[[str], bool], leave: Callable[[], None], answer: Callable[[str | None], None]
    ) -> None:
        super().__init__()
        self._press, self._leave, self._answer = press, leave, answer
        self._shown = Content("")
        self.line = StripLine()
        """Where a text is typed."""
        self.line.display = False

    def compose(self) -> ComposeResult:
        """Put what it is about over the line, and the keys below."""
        yield Static(self._shown, markup=False)
        yield self.line

    @property
    def is_asking(self) -> bool:
        """Whether a text is being typed."""
        return self.line.display

    def show(self, title: str, lines: Sequence[Content], keys: Sequence[Key], foot: str, under: Region) -> None:
        """Show these lines, over the keys, in a strip under a row; over the row where there is no room below."""
        self.line.display = False
        self._put(title, [*lines, *key_lines(keys, under.width - 2 * BORDER)], foot, under)

    def ask(self, title: str, hint: str, foot: str, under: Region, suggest: Suggest) -> None:
        """Ask for a line of text; the hint stands above it."""
        self.line.suggest = suggest
        self.line.value = ""
        self.line.display = True
        self._put(title, [Content.styled(hint, "dim")], foot, under)
        self.screen.set_focus(self.line)

    def hint(self, text: str) -> None:
        """Say what is wrong with the line, where its hint was."""
        self._show(Content.styled(text, "$text-error"))

    def _put(self, title: str, shown: Sequence[Content], foot: str, under: Region) -> None:
        self.border_title, self.border_subtitle = Content(title), Content(foot)
        self._show(Content("\n").join(shown))
        height = len(shown) + self.is_asking + BORDER
        fits = under.bottom + height < self.screen.size.height  # the line of keys stays in sight
        self.styles.width, self.styles.height = under.width, height
        self.absolute_offset = Offset(under.x, under.bottom if fits else max(under.y - height, 0))
        self.refresh(layout=True)

    def _show(self, content: Content) -> None:
        self._shown = content
        for static in self.query(Static):  # none while the strip is being made, which shows this too
            static.update(content)

    async def on_key(self, event: events.Key) -> None:
        """Hand on the keys of the strip, and those that came to it while the line opened."""
        if not self.is_asking:
            if self._press(event.character if event.is_printable and event.character else event.key):
                event.stop()
            else:
                self._leave()
        elif event.key == "escape":
            event.stop()
            self._answer(None)
        elif event.key == "enter":  # from the line itself it comes as submitted
            event.stop()
            self._answer(self.line.value)
        elif event.is_printable and event.character:
            event.stop()
            self.line.insert_text_at_cursor(event.character)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._answer(event.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    def on_blur(self) -> None:
        """Close when the cursor goes elsewhere, as with a click."""
        self.call_later(self._leave_if_left)

    def on_descendant_blur(self) -> None:
        """Close when the cursor goes elsewhere from the line."""
        self.call_later(self._leave_if_left)

    def _leave_if_left(self) -> None:
        if self.is_attached and self.screen.is_current and self.screen.focused not in {self, self.line}:
            self._leave()


def key_lines(keys: Sequence[Key], width: int) -> list[Content]:
    """Return the keys in as many lines as they take."""
    lines, room = [Content("")], width
    for key, label in keys:
        needed = cell_len(key) + 1 + cell_len(label) + GAP
        if needed - GAP > room and lines[-1]:
            lines.append(Content(""))
            room = width
        lines[-1] = Content.assemble(lines[-1], (key, "bold $primary"), f" {label}{' ' * GAP}")
        room -= needed
    return lines
