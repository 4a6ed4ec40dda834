"""Everything a person can do, one record each: it makes the binding, the footer, the palette and the help."""

from msgspec import Struct
from textual.binding import Binding

EVERYWHERE, DIARY, DETAIL, EDITOR = "Everywhere", "Diary", "Review", "Editor"
WATCHLIST, IMPORT, GUIDE = "Watchlist", "Import", "Guide"
"""The places a command can be given in, as the help screen heads them."""

PLACES = (EVERYWHERE, DIARY, DETAIL, EDITOR, WATCHLIST, IMPORT, GUIDE)
"""The places, in the order of the help screen."""

_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
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
"""Keys that are written otherwise than Textual names them."""


class Command(Struct, frozen=True):
    """One thing a person can do."""

    action: str
    """The action it runs, on the app (with `app.` in front) or on the screen."""
    keys: tuple[str, ...]
    """The keys that give it, the one to show first."""
    title: str
    """What it is called, in the footer and the palette."""
    help: str
    """What it does, in one sentence."""
    places: tuple[str, ...]
    """Where it can be given."""
    footer: bool = False
    """Whether the footer names it."""
    priority: bool = False
    """Whether it comes before what the focused field would do with the key."""

    @property
    def shown_keys(self) -> str:
        """The keys as a person reads them."""
        return " ".join(_SHOWN.get(key, key) for key in self.keys)

    def binding(self) -> Binding:
        """Return the binding of its keys."""
        return Binding(
            ",".join(self.keys),
            self.action,
            self.title,
            show=self.footer,
            key_display=_SHOWN.get(self.keys[0], self.keys[0]),
            priority=self.priority,
            tooltip=self.help,
            id=f"{self.places[0].lower()}.{self.action}",
        )


_READING = (DIARY, DETAIL)
_CHANGING = (DIARY, DETAIL, WATCHLIST)

COMMANDS = (
    Command("open", ("enter", "l"), "Read", "Read the review under the cursor.", (DIARY,), footer=True),
    Command("log", ("a",), "Log", "Log a film you watched, starting with its title.", (DIARY, DETAIL), footer=True),
    Command(
        "search",
        ("slash", "ctrl+f"),
        "Search",
        "Type to filter the diary; esc clears.",
        (DIARY,),
        footer=True,
        priority=True,  # the line has the cursor before the next key comes, however fast
    ),
    Command("save_search", ("ctrl+s",), "Save search", "Save the search under a name, to be asked as @name.", (DIARY,)),
    Command("next", ("n", "right", "l"), "Next", "Read the next review of the list.", (DETAIL,), footer=True),
    Command("previous", ("p", "left", "h"), "Previous", "Read the one before.", (DETAIL,), footer=True),
    Command("edit", ("e",), "Edit", "Change this viewing or its film.", _READING, footer=True),
    Command("review", ("r",), "Write", "Edit this viewing with the cursor in the review.", _READING, footer=True),
    Command("rewatch", ("w",), "Rewatch", "Log that you watched this film again.", _READING, footer=True),
    Command("remove", ("d", "delete"), "Remove", "Remove this viewing; u brings it back.", _READING),
    Command(
        "log_wish",
        ("enter",),
        "Log",
        "Log the film under the cursor, which takes it off the watchlist.",
        (WATCHLIST,),
        footer=True,
    ),
    Command("add_wish", ("a",), "Add", "Put a film on the watchlist.", (WATCHLIST,), footer=True),
    Command("edit_wish", ("e",), "Edit", "Change who recommended it, why, or its film.", (WATCHLIST,), footer=True),
    Command(
        "remove_wish",
        ("d", "delete"),
        "Remove",
        "Take the film off the watchlist; u brings it back.",
        (WATCHLIST,),
        footer=True,
    ),
    Command("undo", ("u",), "Undo", "Take the last change to the journal back.", _CHANGING),
    Command("redo", ("ctrl+r",), "Redo", "Bring back what was undone.", _CHANGING),
    Command(
        "sort", ("s",), "Sort", "Sort by the next of date, title, director, rating and year.", (DIARY,), footer=True
    ),
    Command("reverse", ("S",), "Reverse", "Turn the order around.", (DIARY,)),
    Command("clear", ("escape",), "Clear", "Leave the search line, then clear the search.", (DIARY,)),
    Command("watchlist", ("W",), "Watchlist", "See the films that you want to watch.", (DIARY,)),
    Command("trash", ("T",), "Trash", "See what you removed, and restore it.", (DIARY,)),
    Command("drafts", ("D",), "Drafts", "See what you wrote and did not save, and go on with it.", (DIARY,)),
    Command("copies", ("M",), "Merge", "Merge copies of the journal that a sync program left beside it.", (DIARY,)),
    Command(
        "import",
        ("I",),
        "Import films from elsewhere",
        "Bring in what you have on Letterboxd, IMDb, Trakt and others, or in files.",
        (DIARY,),
    ),
    Command(
        "export",
        ("X",),
        "Export what is listed",
        "Take the viewings that are listed elsewhere, in a format of your choice.",
        (DIARY,),
    ),
    Command("app.quit", ("q",), "Quit", "Leave filmjournal.", (DIARY,)),
    Command(
        "people",
        ("c",),
        "Credits",
        "Go to the people of this film; enter lists what you saw of one in that role.",
        (DETAIL,),
    ),
    Command("next_found", ("f",), "Next found", "Scroll on to the next place of what was searched.", (DETAIL,)),
    Command(
        "bring",
        ("enter", "y"),
        "Bring it in",
        "Bring in what is new and changed; u takes it back.",
        (IMPORT,),
        footer=True,
    ),
    Command(
        "settle",
        tuple("123456789"),
        "This film",
        "Settle which film is meant where that is in doubt, or which of two versions stands.",
        (IMPORT,),
    ),
    Command(
        "next_outlook",
        ("n", "tab"),
        "Next kind",
        "Go to the first row of the next kind, such as in conflict or new.",
        (IMPORT,),
        footer=True,
    ),
    Command(
        "read_on",
        ("space",),
        "Read on",
        "Scroll what is known of the row under the cursor, from its end back to the top.",
        (WATCHLIST, IMPORT),
    ),
    Command(
        "back", ("escape", "q", "backspace"), "Back", "Go back to the diary.", (DETAIL, WATCHLIST, IMPORT), footer=True
    ),
    Command("save", ("ctrl+s",), "Save", "Save from any field.", (EDITOR,), footer=True),
    Command("leave", ("escape",), "Leave", "Go back; what you typed is never lost.", (EDITOR,), footer=True),
    Command(
        "external",
        ("ctrl+e",),
        "$EDITOR",
        "Open the text under the cursor in $VISUAL or $EDITOR, and take it back.",
        (EDITOR,),
        footer=True,
        priority=True,
    ),
    Command(
        "rate",
        ("ctrl+r",),
        "Rate",
        "Go to the stars of the film, or of the element under the cursor; then 1 to 9, or 0 for five stars.",
        (EDITOR,),
        footer=True,
    ),
    Command("review_text", ("ctrl+g",), "Review", "Go to the review.", (EDITOR,)),
    Command("rename_element", ("f2",), "Rename element", "Rename the element under the cursor.", (EDITOR,)),
    Command("add_element", ("f3",), "Add element", "Add an element, such as Screenplay.", (EDITOR,), footer=True),
    Command(
        "remove_element",
        ("f4",),
        "Remove element",
        "Remove the element under the cursor; f3 brings it back.",
        (EDITOR,),
    ),
    Command("move_element(-1)", ("alt+up",), "Move up", "Move the element under the cursor up.", (EDITOR,)),
    Command("move_element(1)", ("alt+down",), "Move down", "Move the element under the cursor down.", (EDITOR,)),
    Command(
        "start_afresh", ("f8",), "Start afresh", "Put a draft you left here aside; again brings it back.", (EDITOR,)
    ),
    Command("find", ("slash", "ctrl+f"), "Search", "Search the whole guide as you type.", (GUIDE,)),
    Command("next_match(1)", ("n",), "Next match", "Go to the next match, in whatever topic it is.", (GUIDE,)),
    Command("next_match(-1)", ("N",), "Previous match", "Go to the match before.", (GUIDE,)),
    Command("turn(1)", ("right", "l"), "Next topic", "Read the next topic; a click on a topic opens it.", (GUIDE,)),
    Command("turn(-1)", ("left", "h"), "Previous topic", "Read the topic before.", (GUIDE,)),
    Command(
        "close",
        ("escape", "q", "f1", "question_mark"),
        "Back",
        "Clear the search, then go back to where you were.",
        (GUIDE,),
    ),
    Command(
        "app.help",
        ("f1", "question_mark"),
        "Help",
        "Open the guide at the place you are in, with its keys.",
        (EVERYWHERE,),
        footer=True,
    ),
    Command("app.command_palette", ("ctrl+p",), "Palette", "Find any command by name.", (EVERYWHERE,), priority=True),
    Command(
        "app.saving",
        ("f6",),
        "Saving",
        "See whether everything is saved; save again, or save a copy elsewhere.",
        (EVERYWHERE,),
    ),
    Command("app.switch_theme", ("f9",), "Theme", "Switch between the dark and the light theme.", (EVERYWHERE,)),
    Command(
        "app.quit",
        ("ctrl+q",),
        "Quit",
        "Leave filmjournal; what stands in the editor is kept as a draft.",
        (EVERYWHERE,),
        priority=True,
    ),
)
"""Every command, in the order of the footer and the help screen."""


def commands_of(*places: str) -> list[Command]:
    """Return the commands that can be given in one of these places."""
    return [command for command in COMMANDS if not set(places).isdisjoint(command.places)]


def bindings_of(*places: str) -> list[Binding]:
    """Return the bindings of these places."""
    return [command.binding() for command in commands_of(*places)]
