"""Every command of the screens, one record each: it makes the binding, the footer, the palette and the help."""

from msgspec import Struct
from textual.binding import Binding

EVERYWHERE, DIARY, DETAIL, EDITOR = "Everywhere", "Diary", "Review", "Editor"
WATCHLIST, IMPORT, LOOKUP, GUIDE, SEARCH_LINE = "Watchlist", "Import", "Lookup", "Guide", "Search line"
"""The places where a command works, as the help screen calls them."""

PLACES = (EVERYWHERE, DIARY, SEARCH_LINE, DETAIL, EDITOR, WATCHLIST, IMPORT, LOOKUP, GUIDE)
"""The places, in the order of the help screen."""

_SHOWN = {
    "question_mark": "?",
    "slash": "/",
    "asterisk": "*",
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
    Command("submit", ("enter",), "List", "Go to the list of what was found, or take the suggestion that is chosen.",
            (SEARCH_LINE,), footer=True),
    Command("complete", ("tab",), "Complete", "Take the first suggestion, or the correction of an error.",
            (SEARCH_LINE,), footer=True),
    Command("recall", ("up",), "Earlier", "Recall an earlier search; ↓ goes back to newer ones.", (SEARCH_LINE,),
            footer=True),
    Command("screen.clear", ("escape",), "Back", "Go back to the list, and keep the search.", (SEARCH_LINE,),
            footer=True),
    Command("log_item", ("enter",), "Log", "Log the film under the cursor; that removes it from the watchlist.",
            (WATCHLIST,), footer=True),
    Command("add_item", ("a",), "Add", "Add a film to the watchlist.", (WATCHLIST,), footer=True),
    Command("edit_item", ("e",), "Edit", "Edit who recommended it, why, or the film.", (WATCHLIST,), footer=True),
    Command("remove_item", ("d", "delete"), "Remove", "Remove the film from the watchlist; u undoes it.", (WATCHLIST,),
            footer=True),
    Command("next", ("n", "right", "l"), "Next", "Read the next review.", (DETAIL,), footer=True),
    Command("previous", ("p", "left", "h"), "Previous", "Read the previous review.", (DETAIL,), footer=True),
    Command("open", ("enter", "l"), "Read", "Read the review under the cursor.", (DIARY,), footer=True),
    Command("log", ("a",), "Log", "Log a film you watched, starting with its title.", (DIARY, DETAIL), footer=True),
    Command(
        "search",
        ("slash", "ctrl+f"),
        "Search",
        "Type to filter the list; esc clears the search.",
        (DIARY, WATCHLIST),
        footer=True,
        priority=True,  # the line has the cursor before the next key comes, however fast it comes
    ),
    Command(
        "rows('rate')",
        ("asterisk",),
        "Rate",
        "Rate this viewing, like it, tag it and more, a key each; or all marked ones.",
        (DIARY,),
        footer=True,
        priority=True,  # what comes next is meant for the strip, however fast it comes
    ),
    Command("edit", ("e",), "Edit", "Edit this viewing or its film.", _READING, footer=True),
    Command("review", ("r",), "Write", "Write the review of this viewing.", _READING, footer=True),
    Command("rewatch", ("w",), "Rewatch", "Log another viewing of this film.", _READING, footer=True),
    Command("undo", ("u",), "Undo", "Undo the last change to the journal.", _CHANGING, footer=True),
    Command("go_to('watchlist')", ("W",), "Watchlist", "Open the list of films you want to watch.", (DIARY,),
            footer=True),
    Command("find('sort')", ("s",), "Sort", "Sort by the next of date, title, director, rating and year.",
            (DIARY, WATCHLIST), footer=True),
    Command("app.quit", ("q",), "Quit", "Quit filmjournal.", (DIARY,), footer=True),
    Command("rows('mark')", ("space",), "Mark", "Mark this viewing, and go to the next.", (DIARY,), footer=True),
    Command("find('save')", ("ctrl+s",), "Save search", "Save the search under a name; type @name to use it.",
            (DIARY, WATCHLIST)),
    Command("remove", ("d", "delete"), "Remove", "Remove this viewing; u undoes it.", _READING),
    Command("entry('copy')", ("y",), "Copy", "Copy the review to the clipboard.", _READING),
    Command("entry('page')", ("o",), "Film page",
            "Open the film's page at Letterboxd, IMDb or Wikidata in the browser.", _READING),
    Command(
        "rows('tag')",
        ("t",),
        "Tag",
        "Add a tag to this viewing, or to all marked ones.",
        (DIARY,),
        priority=True,  # the line has the cursor before the next key comes
    ),
    Command("rows('range')", ("V",), "Mark range", "Mark from here to wherever you go; V or space ends the range.",
            (DIARY,)),
    Command("rows('all')", ("ctrl+a",), "Mark all", "Mark every viewing that is listed, or none of them.", (DIARY,)),
    Command("preview(4)", ("J",), "Preview down", "Scroll the preview beside the list.", (DIARY,)),
    Command("preview(-4)", ("K",), "Preview up", "Scroll the preview back.", (DIARY,)),
    Command("entry('wrong')", ("F",), "Wrong film?",
            "Take out what came from the wrong film of the catalogue, and choose another one.", _READING),
    Command("entry('ask')", ("O",), "Ask Wikidata",
            "Ask Wikidata for what this film lacks; says first what is sent, and u undoes it.", _READING),
    Command("redo", ("ctrl+r",), "Redo", "Redo what was undone.", _CHANGING),
    Command("find('reverse')", ("S",), "Reverse", "Reverse the order.", (DIARY, WATCHLIST)),
    Command("clear", ("escape",), "Clear", "Leave the search line, then clear the search.", (DIARY,)),
    Command("go_to('lookup')", ("L",), "Lookup",
            "Fill in who made your films, from the catalogue: of the listed films, or of all.", (DIARY,)),
    Command("go_to('trash')", ("T",), "Trash", "Open the trash, to restore what you removed.", (DIARY,)),
    Command("go_to('drafts')", ("D",), "Drafts", "Open your drafts, to continue or discard them.", (DIARY,)),
    Command("go_to('copies')", ("M",), "Merge", "Merge copies of the journal that a sync program left.", (DIARY,)),
    Command("go_to('import')", ("I",), "Import", "Import films from Letterboxd, IMDb, Trakt and others, or from files.",
            (DIARY,)),
    Command("go_to('export')", ("X",), "Export", "Export the listed viewings to a file.", (DIARY,)),
    Command("people", ("c",), "Credits",
            "Go to the people of this film; enter lists your viewings with that person in that role.", (DETAIL,),
            footer=True),
    Command("others", ("v",), "Other viewings", "Go to the other viewings of this film; enter reads one.", (DETAIL,),
            footer=True),
    Command("next_match", ("f",), "Next match", "Scroll to the next match of your search.", (DETAIL,)),
    Command("apply", ("enter", "y"), "Import", "Import what is new and changed; u undoes it.", (IMPORT,), footer=True),
    Command("apply", ("enter", "y"), "Fill in", "Fill in what the films lack, and what you chose; u undoes it.",
            (LOOKUP,), footer=True),
    Command("choose", tuple("123456789"), "This film",
            "Choose which film is meant, or which of two versions to keep, in a row that asks.", (IMPORT, LOOKUP)),
    Command("next_kind", ("n", "tab"), "Next kind",
            "Go to the first row of the next kind, such as conflicts or new viewings.", (IMPORT, LOOKUP), footer=True),
    Command("toggle_lookup", ("p",), "People",
            "Fill in who made the films from the catalogue, or leave them as the files state them.", (IMPORT,),
            footer=True),
    Command("toggle_refresh", ("r",), "Differences",
            "Also show what the catalogue states differently, and choose which version stays.", (LOOKUP,), footer=True),
    Command("random", ("R",), "Random", "Go to one of the listed films by chance.", (WATCHLIST,), footer=True),
    Command("read_on", ("space",), "Scroll",
            "Scroll the details of the row under the cursor; from the end, back to the top.",
            (WATCHLIST, IMPORT, LOOKUP)),
    Command("back", ("escape", "q", "backspace"), "Back", "Go back to the diary.", (DETAIL, WATCHLIST, IMPORT, LOOKUP),
            footer=True),
    Command("save", ("ctrl+s",), "Save", "Save the entry, from any field.", (EDITOR,), footer=True),
    Command("leave", ("escape",), "Close", "Go back; unsaved text is never lost.", (EDITOR,), footer=True),
    Command("external", ("ctrl+e",), "$EDITOR", "Edit the text under the cursor in $VISUAL or $EDITOR.", (EDITOR,),
            footer=True, priority=True),
    Command("rate", ("ctrl+r",), "Rate",
            "Go to the stars of the film, or of the element under the cursor; then 4, or 4. for four and a half.",
            (EDITOR,), footer=True),
    Command("review_text", ("ctrl+g",), "Review", "Go to the review.", (EDITOR,)),
    Command("rename_element", ("f2",), "Rename element", "Rename the element under the cursor.", (EDITOR,)),
    Command("add_element", ("f3",), "Add element", "Add an element, such as Screenplay.", (EDITOR,), footer=True),
    Command("remove_element", ("f4",), "Remove element",
            "Remove the element under the cursor; add it again with f3 to restore its text.", (EDITOR,)),
    Command("move_element(-1)", ("alt+up",), "Move up", "Move the element under the cursor up.", (EDITOR,)),
    Command("move_element(1)", ("alt+down",), "Move down", "Move the element under the cursor down.", (EDITOR,)),
    Command("blank_form", ("f8",), "Blank form", "Start with a blank form; press again to restore your draft.",
            (EDITOR,)),
    Command(
        "find",
        ("slash", "ctrl+f"),
        "Search",
        "Search the whole guide as you type.",
        (GUIDE,),
        priority=True,  # the line has the cursor before the next key comes, however fast
    ),
    Command("next_match(1)", ("n",), "Next match", "Go to the next match, in whatever topic it is.", (GUIDE,)),
    Command("next_match(-1)", ("N",), "Previous match", "Go to the match before.", (GUIDE,)),
    Command("turn(1)", ("right", "l"), "Next topic", "Read the next topic; a click on a topic opens it.", (GUIDE,)),
    Command("turn(-1)", ("left", "h"), "Previous topic", "Read the topic before.", (GUIDE,)),
    Command("close", ("escape", "q", "f1", "question_mark"), "Back",
            "Clear the search, then go back to where you were.", (GUIDE,)),
    Command("app.help", ("f1", "question_mark"), "Help", "Open the guide at the place you are in, with its keys.",
            (EVERYWHERE,), footer=True),
    Command("app.command_palette", ("ctrl+p",), "Palette", "Find any command by name.", (EVERYWHERE,), priority=True),
    Command("app.saving", ("f6",), "Saving", "See whether everything is saved; save again, or save a copy.",
            (EVERYWHERE,)),
    Command("app.switch_theme", ("f9",), "Theme", "Switch between the dark and the light theme.", (EVERYWHERE,)),
    Command("app.quit", ("ctrl+q",), "Quit", "Quit. Unsaved text is kept as a draft.", (EVERYWHERE,), priority=True),
)  # fmt: skip
"""Every command, in the order of the footer and the help screen."""


def commands_of(*places: str) -> list[Command]:
    """Return the commands that work in any of these places."""
    return [command for command in COMMANDS if not set(places).isdisjoint(command.places)]


def bindings_of(*places: str) -> list[Binding]:
    """Return the bindings of these places."""
    return [command.binding() for command in commands_of(*places)]
