"""How does this work, and what can I press?"""

import asyncio
from collections.abc import Iterator
from typing import Any, ClassVar, Protocol, runtime_checkable

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from filmjournal.guide.topics import TOPICS
from filmjournal.render.guide import found_in, keys_page, page_of
from filmjournal.render.prose import lines_of
from filmjournal.tui.commands import (
    ANTHOLOGY,
    BEHIND,
    COMPARE,
    DETAIL,
    DIARY,
    EDITOR,
    EVERYWHERE,
    GUIDE,
    IMPORT,
    LOOKUP,
    PERSON,
    READING,
    SEARCH_LINE,
    STATISTICS,
    TODAY,
    WATCHLIST,
    YEAR,
    bindings_of,
    commands_of,
)
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.guide_page import GuidePage, Match
from filmjournal.tui.widgets.search_line import SearchLine
from filmjournal.tui.windows import Window

TOPIC_OF = {
    EVERYWHERE: "diary",
    DIARY: "diary",
    SEARCH_LINE: "searching",
    WATCHLIST: "diary",
    DETAIL: "writing",
    EDITOR: "writing",
    IMPORT: "importing",
    LOOKUP: "importing",
    STATISTICS: "statistics",
    TODAY: "reading",
    YEAR: "statistics",
    READING: "reading",
    ANTHOLOGY: "reading",
    COMPARE: "statistics",
    PERSON: "statistics",
    BEHIND: "statistics",
    GUIDE: "keys",
}
"""The topic that tells of a place, by its name."""

SEARCHING = "searching"
"""The topic for whoever asks from the search line."""

KEYS = "← → topic · / search · esc back"
"""What stands below the page."""


@runtime_checkable
class HasTopic(Protocol):
    """A window that is no place of its own, and says which topic tells of it."""

    TOPIC: ClassVar[str]
    """The name of the topic."""


def help_at(screen: Screen[Any]) -> "HelpScreen":
    """Return the guide for whoever asks on this screen."""
    place = screen.PLACE if isinstance(screen, JournalScreen) else EVERYWHERE
    topic = screen.TOPIC if isinstance(screen, HasTopic) else TOPIC_OF[place]
    return HelpScreen(place, SEARCHING if isinstance(screen.focused, SearchLine) else topic)


class Found(Struct, frozen=True):
    """One match in the guide."""

    topic: int
    """The topic it is in, by its place among them."""
    match: Match
    """Where it stands on that page."""


class HelpScreen(Window[None]):
    """The guide, opened at the place one is in, with the keys of that place above it."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "GuidePage"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(GUIDE),
        Binding("enter", "to_page", show=False, priority=True),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "scroll_page(1)", show=False),
        Binding("pageup,ctrl+u", "scroll_page(-1)", show=False),
        Binding("g,home", "scroll_far(-1)", show=False),
        Binding("G,end", "scroll_far(1)", show=False),
    ]

    def __init__(self, place: str, topic: str) -> None:
        super().__init__()
        self._place = place
        self._first = _number_of(topic)
        self._topic = self._first
        self._pages: dict[int, list[Text]] = {}
        self._matches: list[Found] = []
        self._current = 0
        self._searched = ""

    def compose(self) -> ComposeResult:
        """Put the topics above the page, and the search line below it."""
        with Vertical(id="frame"):
            yield TopicLine()
            yield GuidePage()
            line = Input(placeholder="Search the guide", compact=True, id="search")
            line.display = False
            yield line

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw_anew())

    def on_resize(self) -> None:
        """Break the lines at the new width."""
        self.call_after_refresh(self._draw_anew)

    @property
    def _page(self) -> GuidePage:
        return self.query_one(GuidePage)

    @property
    def _line(self) -> Input:
        return self.query_one("#search", Input)

    def _draw_anew(self) -> None:
        self._pages.clear()
        self._show_topic(self._topic)
        if self._line.display:
            self._search(self._line.value)
            self._render_the_rest()

    def _show_topic(self, number: int) -> None:
        self._topic = number
        self.query_one(TopicLine).show(number)
        self._page.show_lines(self._lines_of(number))
        self._show_matches()

    def _lines_of(self, number: int) -> list[Text]:
        if number not in self._pages:
            self._pages[number] = lines_of(self._rendered(number), self._width)
        return self._pages[number]

    @property
    def _width(self) -> int:
        return max(self._page.scrollable_content_region.width - 1, 20)

    def _rendered(self, number: int) -> RenderableType:
        palette = palette_of(self.app)
        topic = page_of(TOPICS[number], palette)
        if number != self._first:
            return topic
        places = {} if self._place == EVERYWHERE else {f"{self._place} keys": self._place}
        sections = {
            heading: [(command.shown_keys, command.help) for command in commands_of(place)]
            for heading, place in {**places, "Keys everywhere": EVERYWHERE}.items()
        }
        return Group(keys_page(sections, palette), topic)

    def _search(self, words: str) -> None:
        """Find words in every topic that is rendered by now, and go to the first match from here on."""
        self._searched = words
        self._matches = list(self._found(words))
        self._current = self._first_ahead()
        self._show_current()

    def _first_ahead(self) -> int:
        here = (self._topic, self._page.scroll_offset.y)
        ahead = (n for n, found in enumerate(self._matches) if (found.topic, found.match[0]) >= here)
        return next(ahead, 0)

    def _found(self, words: str) -> Iterator[Found]:
        for number in sorted(self._pages):
            yield from (Found(number, match) for match in found_in(self._pages[number], words))

    @work(exclusive=True, group="rendering")
    async def _render_the_rest(self) -> None:
        """Render the other topics off the screen's loop, and search each as soon as it is there."""
        for number in range(len(TOPICS)):
            if number not in self._pages:
                self._pages[number] = await asyncio.to_thread(lines_of, self._rendered(number), self._width)
                self._search_further()

    def _search_further(self) -> None:
        """Search what is rendered by now, and stay at the match one is at; a guide that is closing has no page left."""
        if not self.query(GuidePage):
            return
        current = self._matches[self._current] if self._matches else None
        self._matches = list(self._found(self._searched))
        if current is None:
            self._current = self._first_ahead()
            self._show_current()
        else:
            self._current = self._matches.index(current)
            self._show_matches()

    def _show_current(self) -> None:
        if self._matches and self._matches[self._current].topic != self._topic:
            self._show_topic(self._matches[self._current].topic)
        else:
            self._show_matches()

    def _show_matches(self) -> None:
        here = [found.match for found in self._matches if found.topic == self._topic]
        current = self._matches[self._current] if self._matches else None
        is_here = current is not None and current.topic == self._topic
        style = Style.parse(palette_of(self.app).found)
        self._page.show_matches(here, current.match if current is not None and is_here else None, style)
        words = self._line.value.strip()
        told = f"{self._current + 1} of {len(self._matches)} · n N next · esc clear" if self._matches else "not found"
        self.query_one("#frame").border_subtitle = Content(told if words else KEYS)

    def _search_all(self) -> None:
        """Have searched every topic for what was typed, which may still be on its way."""
        for number in range(len(TOPICS)):
            self._lines_of(number)
        if self._searched != self._line.value:
            self._search(self._line.value)
        else:
            self._search_further()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._searched:
            self._search(event.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action is possible: in the search line a letter is only ever that letter."""
        del parameters
        is_typing = isinstance(self.focused, Input)
        return not is_typing if action == "find" else is_typing if action == "to_page" else True

    def action_to_page(self) -> None:
        """Leave the search line with what was found."""
        self.set_focus(self._page)
        self._search_all()

    def action_find(self) -> None:
        """Open the search line."""
        self._line.display = True
        self.set_focus(self._line)
        self._render_the_rest()

    def action_next_match(self, step: int) -> None:
        """Go to the next match, and after the last to the first."""
        if self._matches:
            self._current = (self._current + step) % len(self._matches)
            self._show_current()

    def action_turn(self, step: int) -> None:
        """Go to another topic."""
        self._show_topic((self._topic + step) % len(TOPICS))

    @on(events.Click, "TopicLine")
    def _clicked(self, event: events.Click) -> None:
        number = self.query_one(TopicLine).topic_at(event.x)
        if number is not None:
            self._show_topic(number)

    def action_close(self) -> None:
        """Clear the search, or else go back."""
        if self._line.display:
            self._line.display = False
            self._line.value = ""
            self.set_focus(self._page)
        else:
            self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._page.scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by screens."""
        self._page.scroll_relative(y=pages * (self._page.size.height - 2), animate=False)

    def action_scroll_far(self, direction: int) -> None:
        """Scroll to the top (-1) or the end (1)."""
        if direction < 0:
            self._page.scroll_home(animate=False)
        else:
            self._page.scroll_end(animate=False)


class TopicLine(Static):
    """The topics, with the one that is shown made to stand out."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, current: int) -> None:
        """Show which topic is the current one."""
        palette = palette_of(self.app)
        names = [
            Text(topic.title, f"{palette.accent} reverse" if number == current else palette.muted)
            for number, topic in enumerate(TOPICS)
        ]
        self.update(Text("  ").join(names))

    def topic_at(self, x: int) -> int | None:
        """Return the topic that stands so many cells from the left; None for the space between."""
        start = 0
        for number, topic in enumerate(TOPICS):
            if start <= x < start + len(topic.title):
                return number
            start += len(topic.title) + 2
        return None


def _number_of(name: str) -> int:
    names = [topic.name for topic in TOPICS]
    return names.index(name)
