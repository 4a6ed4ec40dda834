"""What a command is, and the places where commands work."""

from msgspec import Struct
from textual.binding import Binding

EVERYWHERE, DIARY, DETAIL, EDITOR = "Everywhere", "Diary", "Review", "Editor"
WATCHLIST, IMPORT, LOOKUP, GUIDE, SEARCH_LINE = "Watchlist", "Import", "Lookup", "Guide", "Search line"
STATISTICS, YEAR, PERSON, BEHIND = "Statistics", "Year in review", "Person", "Behind a figure"
TODAY, READING, ANTHOLOGY, COMPARE = "Today", "Reading mode", "Anthology", "Comparison"
"""The places where a command works, as the help screen calls them."""

PLACES = (
    *(EVERYWHERE, DIARY, SEARCH_LINE, DETAIL, READING, EDITOR, WATCHLIST, TODAY, ANTHOLOGY, COMPARE),
    *(IMPORT, LOOKUP, STATISTICS, YEAR, PERSON, BEHIND, GUIDE),
)
"""The places, in the order of the help screen."""

_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "asterisk": "*",
    "number_sign": "#",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "equals_sign": "=",
    "delete": "del",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+left": "shift+←",
    "shift+right": "shift+→",
    "alt+up": "alt+↑",
    "alt+down": "alt+↓",
}
"""How a key is shown where that is not its name in Textual."""


class Command(Struct, frozen=True):
    """A command of a screen."""

    action: str
    """The action it runs: a method `action_…` of the screen, or of the app with `app.` in front."""
    keys: tuple[str, ...]
    """Its keys; the footer shows the first."""
    title: str
    """Its name in the footer and the palette."""
    help: str
    """What it does, in one sentence."""
    places: tuple[str, ...]
    """Where it works."""
    footer: bool = False
    """Whether the footer shows it."""
    priority: bool = False
    """Whether it comes before what the focused field would do with the key."""
    numbered: bool = False
    """Whether the action is given which of its keys was pressed, from 0."""

    @property
    def shown_keys(self) -> str:
        """The keys as a person reads them."""
        shown = [_SHOWN.get(key, key) for key in self.keys]
        return f"{shown[0]} … {shown[-1]}" if self.numbered else " ".join(shown)

    def bindings(self) -> list[Binding]:
        """Return the binding of its keys; where they are numbered, that of each."""
        if not self.numbered:
            return [self._binding(",".join(self.keys), self.action)]
        return [self._binding(key, f"{self.action}({number})") for number, key in enumerate(self.keys)]

    def _binding(self, keys: str, action: str) -> Binding:
        return Binding(
            keys,
            action,
            self.title,
            show=self.footer,
            key_display=_SHOWN.get(self.keys[0], self.keys[0]),
            priority=self.priority,
            tooltip=self.help,
            id=f"{self.places[0].lower()}.{action}",
        )
