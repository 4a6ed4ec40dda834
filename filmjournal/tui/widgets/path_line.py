"""A line in which a path is typed, over what is there: what is typed narrows it, tab completes, enter takes."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from filmjournal.model.text import fold, one_line

THIS_FOLDER = "."
"""The entry of the list for the folder itself."""

MOST = 500
"""Names that are listed; with more, type what it begins with."""


class PathInput(Input):
    """A line for a path. A whole path that is pasted stands for all of it: what was suggested goes.

    Text of several lines is no path: where it `takes_lines`, who asked for a path is told of it.
    """

    takes_lines = False
    """Whether text of several lines is taken, too."""

    @dataclass
    class TextPasted(Message):
        """A text of several lines was pasted."""

        text: str

    def _on_paste(self, event: events.Paste) -> None:
        if self.takes_lines and len(event.text.strip().splitlines()) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.TextPasted(event.text))
            return
        pasted = one_line(event.text).strip().strip("'\"")
        if pasted.startswith(("~", os.sep)) or Path(pasted).is_absolute():
            event.prevent_default()
            event.stop()
            self.value = pasted
            self.action_end()


class PathLine(Vertical):
    """A path that is typed, or chosen from what is there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Before", show=False, priority=True),
        Binding("tab", "complete", "Complete", show=False, priority=True),
    ]

    @dataclass
    class Taken(Message):
        """A path was chosen."""

        path: Path

    def __init__(self, start: Path, takes: Callable[[str], bool], label: str) -> None:
        super().__init__()
        self._start = start
        self._takes = takes
        self._label = label

    def compose(self) -> ComposeResult:
        """Put the line over what is there."""
        yield PathInput(f"{self._start}{os.sep}", compact=True, select_on_focus=False, id="path")
        yield OptionList(compact=True, markup=False, id="names")

    def on_mount(self) -> None:
        """Let the line alone have the cursor."""
        self._names.can_focus = False

    @property
    def _input(self) -> Input:
        return self.query_one("#path", Input)

    @property
    def _names(self) -> OptionList:
        return self.query_one("#names", OptionList)

    @property
    def path(self) -> Path:
        """What is typed, as a path."""
        return expanded(self._input.value)

    @on(Input.Changed, "#path")
    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """List what is there and begins as typed."""
        typed = self._input.value  # a folder far away is looked into beside the screen
        names = await asyncio.to_thread(names_at, typed, self._takes)
        options = self._names
        options.clear_options()
        for name in names[:MOST]:
            shown = f"▸ {self._label}" if name == THIS_FOLDER else one_line(name)
            options.add_option(Option(shown, id=name))
        options.highlighted = 0 if names else None

    @property
    def chosen(self) -> str | None:
        """The name under the mark in the list."""
        options = self._names
        return None if options.highlighted is None else options.get_option_at_index(options.highlighted).id

    def action_move(self, lines: int) -> None:
        """Mark another name."""
        options = self._names
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + lines) % options.option_count

    def action_complete(self) -> None:
        """Put the marked name into the line."""
        if self.chosen not in {None, THIS_FOLDER}:
            self._put(str(self.chosen))

    @on(Input.Submitted, "#path")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if os.path.isfile(self.path):  # noqa: PTH113 — false for whatever cannot be looked at, and never an error
            self.post_message(self.Taken(self.path))
        else:
            self._take(self.chosen)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_id)

    def _take(self, name: str | None) -> None:
        if name is None or name == THIS_FOLDER:
            self.post_message(self.Taken(self.path))
        elif name.endswith(os.sep):
            self._put(name)
        else:
            self.post_message(self.Taken(folder_of(self._input.value) / name))

    def _put(self, name: str) -> None:
        typed = self._input.value
        self._input.value = typed[: typed.rfind(os.sep) + 1] + name
        self._input.action_end()


def expanded(typed: str) -> Path:
    """Return the path that was typed; ~ is the home of whoever typed it."""
    return Path(os.path.expanduser(typed.strip()))  # noqa: PTH111 — of a user who is not known, it stays as it is


def folder_of(typed: str) -> Path:
    """Return the folder in which the last name of a typed path is looked for."""
    return expanded(typed[: typed.rfind(os.sep) + 1] or ".")


def names_at(typed: str, takes: Callable[[str], bool]) -> list[str]:
    """Return what begins as typed: the folder itself where all of it is typed, then folders, then files that count.

    Hidden names are listed when their dot is typed; none where the folder cannot be read.
    """
    prefix = fold(typed[typed.rfind(os.sep) + 1 :])
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(folder_of(typed)) as entries:
            for entry in entries:
                if not fold(entry.name).startswith(prefix) or (entry.name.startswith(".") and not prefix):
                    continue
                if entry.is_dir():
                    folders.append(entry.name + os.sep)
                elif takes(entry.name):
                    files.append(entry.name)
    except OSError:
        return []
    here = [THIS_FOLDER] if not prefix and files else []
    return [*here, *sorted(folders, key=fold), *sorted(files, key=fold)]
