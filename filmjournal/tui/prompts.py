"""Small windows that ask one question over a screen: yes or no, a name, a path, what to do with unsaved text."""

import os
from abc import abstractmethod
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.journal.searches import name_for
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import fold, one_line
from filmjournal.tui.widgets.completion import Suggest
from filmjournal.tui.windows import Window

Answer = TypeVar("Answer")


class Prompt(Window[Answer]):
    """A window in the middle of the screen. Its result is the answer."""

    CSS_PATH = "prompts.tcss"


class ConfirmPrompt(Prompt[bool]):
    """Asks before something that cannot be undone; the answer that changes nothing comes first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, agree: str) -> None:
        super().__init__()
        self._question = question
        self._agree = agree

    def compose(self) -> ComposeResult:
        """Show the question over its answers."""
        with Vertical(id="dialog"):
            yield Label(self._question, markup=False)
            yield OptionList(
                Option(f"{'n':<8}No, go back", id="no"),
                Option(f"{'y':<8}{self._agree}", id="yes"),
                compact=True,
                markup=False,
            )

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 — the action strings of the keys pass it in order
        """Answer."""
        self.dismiss(answer)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id == "yes")


class ScopePrompt(Prompt[bool | None]):
    """Asks whether something is about all viewings of a film (True), or only about this one (False)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("t", "answer(False)", "This viewing"),
        Binding("a", "answer(True)", "All"),
    ]

    def __init__(self, question: str, only_this: str, of_all: str) -> None:
        super().__init__()
        self._question = question
        self._only_this = only_this
        self._of_all = of_all

    def compose(self) -> ComposeResult:
        """Show the question over its answers."""
        with Vertical(id="dialog"):
            yield Label(self._question, markup=False)
            yield OptionList(
                Option(f"{'t':<8}{self._only_this}", id="this"),
                Option(f"{'a':<8}{self._of_all}", id="all"),
                Option(f"{'esc':<8}Go back", id="back"),
                compact=True,
                markup=False,
            )

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 — the action strings of the keys pass it in order
        """Answer."""
        self.dismiss(answer)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(None if event.option_id == "back" else event.option_id == "all")


class UnsavedChoice(Enum):
    """What to do with unsaved text."""

    SAVE = "Save it in the journal"
    DRAFT = "Keep it as a draft"
    DISCARD = "Discard it; u brings it back"
    CANCEL = "Continue writing"


_CHOICE_KEYS = {
    UnsavedChoice.SAVE: "s",
    UnsavedChoice.DRAFT: "k",
    UnsavedChoice.DISCARD: "x",
    UnsavedChoice.CANCEL: "escape",
}


class UnsavedPrompt(Prompt[UnsavedChoice]):
    """Offers to save unsaved text, keep it as a draft, discard it, or continue writing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"choose('{choice.name}')", choice.value) for choice, key in _CHOICE_KEYS.items()
    ]

    def compose(self) -> ComposeResult:
        """Show the choices."""
        with Vertical(id="dialog"):
            yield Label("You have unsaved text.", markup=False)
            yield OptionList(
                *(Option(f"{_CHOICE_KEYS[each][:3]:<8}{each.value}", id=each.name) for each in UnsavedChoice),
                compact=True,
                markup=False,
            )

    def action_choose(self, name: str) -> None:
        """Answer with the choice of this name."""
        self.dismiss(UnsavedChoice[name])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_choose(event.option_id or UnsavedChoice.CANCEL.name)


class TextPrompt(Prompt[Answer | None]):
    """Asks for one line of text; the foot says what is wrong with it, or what the keys do. Escape answers None."""

    KEYS: ClassVar[str]
    """What the keys do, for the foot of the window."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, question: str, text: str = "") -> None:
        super().__init__()
        self._question = question
        self._text = text

    @abstractmethod
    def submit(self, text: str) -> None:
        """Dismiss the window with the answer, or hint at what is wrong with it."""

    def compose(self) -> ComposeResult:
        """Put the question over the line, which holds the suggested answer."""
        with Vertical(id="dialog"):
            yield Label(self._question, markup=False)
            yield Input(self._text, compact=True, select_on_focus=False)
            yield Static(self.KEYS, id="hint", markup=False)

    def hint(self, text: str) -> None:
        """Show a sentence at the foot of the window."""
        self.query_one("#hint", Static).update(Content(text))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.submit(event.value)


class CopyPathPrompt(TextPrompt[Path]):
    """Asks where to save a copy of the journal; the path must not exist yet."""

    KEYS = "enter save · esc back"

    def __init__(self, suggested: Path) -> None:
        super().__init__("Save a copy of the journal as shown here to", str(suggested))

    def submit(self, text: str) -> None:
        """Answer with the path, unless something is there."""
        path = Path(os.path.expanduser(text.strip()))  # noqa: PTH111 — a ~user who does not exist is left as typed
        if not text.strip() or os.path.lexists(path):
            self.hint("That path already exists. Choose another name." if text.strip() else "Type a path first.")
            return
        self.dismiss(path)


class FilmPrompt(TextPrompt[str]):
    """Asks for the title of a film."""

    KEYS = "the title, with its year in brackets where several have it · enter take · esc back"

    def submit(self, text: str) -> None:
        """Answer with the title."""
        if text.strip():
            self.dismiss(text.strip())
        else:
            self.hint("Type a title first.")


class ListNamePrompt(TextPrompt[str]):
    """Asks for the name of a list."""

    KEYS = "enter take · esc back"

    def submit(self, text: str) -> None:
        """Answer with the name."""
        if text.strip():
            self.dismiss(one_line(text).strip())
        else:
            self.hint("A list needs a name.")


class NotePrompt(TextPrompt[str]):
    """Asks for a note on a film; an empty one removes it."""

    KEYS = "enter take · an empty line removes the note · esc back"

    def submit(self, text: str) -> None:
        """Answer with the note."""
        self.dismiss(text.strip())


class SearchNamePrompt(TextPrompt[str]):
    """Asks for a name to save a search under, and says when the name is already in use."""

    KEYS = "enter save · esc back"

    def __init__(self, query: str, saved: Mapping[str, str]) -> None:
        super().__init__(f"Save the search “{one_line(query)}” as")
        self._query = query
        self._saved = saved

    def submit(self, text: str) -> None:
        """Answer with the name, if it is valid."""
        try:
            self.dismiss(name_for(text, self._query, self._saved))
        except InvalidValueError as error:
            self.hint(str(error))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.hint(self._hint_for(event.value))

    def _hint_for(self, text: str) -> str:
        if not text.strip():
            return self.KEYS
        try:
            name = name_for(text, self._query, self._saved)
        except InvalidValueError as error:
            return str(error)
        if name in self._saved:
            return f"@{name} is “{one_line(self._saved[name])}” · enter replaces it · esc back"
        return f"enter save as @{name} · esc back"


class ElementNamePrompt(Prompt[str]):
    """Asks for an element to add: what is typed narrows the list of known names, and enter takes the marked one.

    The last line is a new element of the name that was typed. An empty answer adds none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Back"),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Before", show=False, priority=True),
    ]

    def __init__(self, suggest: Suggest) -> None:
        super().__init__()
        self._suggest = suggest
        self._names: list[str] = []

    def compose(self) -> ComposeResult:
        """Put the field above the names."""
        with Vertical(id="dialog"):
            yield Label("Write about another element", markup=False)
            yield Input(placeholder="Type a name, or choose one below", compact=True)
            yield OptionList(compact=True, markup=False)
            yield Static("↓ ↑ choose · enter add · esc back", id="hint", markup=False)

    def on_mount(self) -> None:
        """List every known name; the field alone has the cursor."""
        self.query_one(OptionList).can_focus = False
        self._list("")

    def action_move(self, lines: int) -> None:
        """Mark another name."""
        options = self.query_one(OptionList)
        if self._names:
            before = options.highlighted if options.highlighted is not None else min(-lines, 0)
            options.highlighted = (before + lines) % len(self._names)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        self._list(event.value)  # the last key may not be listed yet
        at = self.query_one(OptionList).highlighted
        self.dismiss("" if at is None else self._names[at])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._names[event.option_index])

    def _list(self, typed: str) -> None:
        """List what fits; mark what is meant: a name with a word that begins so, or else a new one."""
        name, options = typed.strip(), self.query_one(OptionList)
        known = [offer.text for offer in self._suggest(name)]
        is_new = bool(name) and fold(name) not in map(fold, known)
        if [*known, *[name] * is_new] == self._names:
            return
        self._names = [*known, *[name] * is_new]
        options.clear_options()
        options.add_options([*map(Option, known), *[Option(f"New element: {name}")] * is_new])
        folded = [fold(each) for each in self._names]
        meant = (at for at, each in enumerate(folded) if f" {fold(name)}" in f" {each}")
        options.highlighted = None if not name else next(meant) if is_new else folded.index(fold(name))
