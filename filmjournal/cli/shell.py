"""What a verb works with: the journal, the streams of the shell, the clock and chance."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

from filmjournal.cli.status import BadInputError
from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places, new_id, now
from filmjournal.journal.safety.backups import Backups
from filmjournal.model.text import one_line, visible
from filmjournal.render.plain_text import columns

if TYPE_CHECKING:
    from random import Random

    from rich.console import Console, RenderableType
    from rich.text import Text

    from filmjournal.journal.history import History


class Streams:
    """The standard streams: what is written for a person or program, and what a person answers."""

    def __init__(self, *, stdin: TextIO | None, stdout: TextIO | None, stderr: TextIO | None) -> None:
        self._stdin = stdin
        self._stdout = stdout
        self._stderr = stderr
        self._is_cut = False

    def put(self, line: str) -> None:
        """Write a line to standard output."""
        self._write(self._stdout, one_line(line))

    def put_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Write rows of cells as columns, cut to the width of a terminal."""
        for line in columns(rows, shutil.get_terminal_size().columns if self.is_terminal else None):
            self.put(line)

    def put_text(self, text: str) -> None:
        """Write a text of many lines as it is; a terminal is shown what it would obey."""
        self._write(self._stdout, visible(text) if self.is_terminal else text)

    @property
    def has_reader(self) -> bool:
        """Whether anyone still reads standard output; `head` stops after the first lines."""
        return not self._is_cut

    @property
    def is_drawn_on(self) -> bool:
        """Whether output is styled: on a terminal, or where FORCE_COLOR is set."""
        return self.is_terminal or bool(os.environ.get("FORCE_COLOR"))

    @property
    def is_utf8(self) -> bool:
        """Whether every letter can go out as it is."""
        return (getattr(self._stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"

    def console(self, *, is_stderr: bool = False) -> "Console":
        """Return what draws for this terminal: it knows its width, and whether it has colours and they are wanted.

        With `is_stderr`, it draws on standard error, for progress.
        """
        from rich.console import Console  # noqa: PLC0415 — a pipe never waits for it

        file, is_forced = (self._stderr, None) if is_stderr else (self._stdout, True)
        return Console(file=file, force_terminal=is_forced, highlight=False, markup=False, emoji=False)

    @contextmanager
    def progress(self, *, is_long: bool) -> "Iterator[Callable[[str, int, int], None]]":
        """Show how far long work is, as long as it lasts, where somebody watches standard error.

        It gives a function that is called with what is being done, and how much of how much is done (of 0 if unknown).
        """
        if not (is_long and self.is_watched):
            yield lambda *_: None
            return
        from rich.progress import Progress  # noqa: PLC0415 — short work needs none

        with Progress(console=self.console(is_stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of or None)

    def draw(self, what: "RenderableType", console: "Console") -> None:
        """Write something as the console draws it."""
        with console.capture() as drawn:
            console.print(what)
        self._write(self._stdout, drawn.get().removesuffix("\n"))

    def put_lines(self, lines: "Sequence[Text]") -> None:
        """Write a page that fits the console: drawn where the output is drawn on, else as a text without blank ends."""
        if self.is_drawn_on:
            from rich.console import Group  # noqa: PLC0415 — only what is drawn needs it

            self.draw(Group(*lines), self.console())
        else:
            self.put_text("\n".join(line.plain.rstrip() for line in lines).rstrip())

    def put_json(self, value: Any) -> None:  # noqa: ANN401 — whatever JSON has
        """Write a value as JSON."""
        import json  # noqa: PLC0415 — only for --json

        self._write(self._stdout, json.dumps(value, ensure_ascii=not self.is_utf8, indent=2, default=str))

    def say(self, *sentences: str) -> None:
        """Write sentences to standard error: what was done, or what is wrong."""
        for sentence in sentences:
            self._write(self._stderr, one_line(sentence))

    @property
    def is_terminal(self) -> bool:
        """Whether standard output is a terminal."""
        return self._stdout is not None and self._stdout.isatty()

    @property
    def is_watched(self) -> bool:
        """Whether standard error is a terminal."""
        return self._stderr is not None and self._stderr.isatty()

    @property
    def can_ask(self) -> bool:
        """Whether a person can see a question and answer it: standard input and error are a terminal."""
        streams = (self._stdin, self._stderr)
        return all(stream is not None and stream.isatty() for stream in streams)

    def agrees(self, question: str) -> bool:
        """Ask a question, and return whether the answer is yes; an end of input is a no."""
        return self.answer(f"{question} [y/N]").casefold() in {"y", "yes"}

    def answer(self, question: str) -> str:
        """Ask a question, and return the answer; nothing at the end of input."""
        if self._stdin is None or self._stderr is None:
            return ""
        self.flush()
        print(f"{one_line(question)} ", end="", file=self._stderr, flush=True)
        return self._stdin.readline().strip()

    def read(self) -> str:
        """Return all of standard input; raises BadInputError where it isn't UTF-8 text."""
        try:
            text = self._stdin.read().removeprefix("\ufeff") if self._stdin is not None else ""
            text.encode()
        except UnicodeError as error:
            raise BadInputError("Standard input is not UTF-8 text.") from error
        return text

    def flush(self) -> None:
        """Flush standard output; raises OSError."""
        if self._stdout is not None and not self._is_cut:
            try:
                self._stdout.flush()
            except BrokenPipeError:
                self._cut()

    def _write(self, stream: TextIO | None, text: str) -> None:
        if stream is None or (self._is_cut and stream is self._stdout):
            return
        try:
            print(text, file=stream)
        except BrokenPipeError:
            if stream is self._stdout:
                self._cut()

    def _cut(self) -> None:
        """Go on without a reader: what was begun is done all the same, and Python does not complain at the end."""
        self._is_cut = True
        with suppress(OSError, ValueError):
            if self._stdout is not None:
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stdout.fileno())


class Shell(Streams):
    """The places of a journal, the clock and chance, and the streams of the shell."""

    def __init__(
        self,
        places: Places,
        *,
        stdin: TextIO | None,
        stdout: TextIO | None,
        stderr: TextIO | None,
        clock: Callable[[], datetime] = now,
        chance: "Random | None" = None,
    ) -> None:
        super().__init__(stdin=stdin, stdout=stdout, stderr=stderr)
        self.places = places
        """Where things are."""
        self.clock = clock
        """Returns the time in UTC."""
        self._chance = chance
        self._history: History | None = None
        self._journal: Journal | None = None

    @property
    def chance(self) -> "Random":
        """What chooses where nobody does."""
        if self._chance is None:
            from random import Random  # noqa: PLC0415 — few verbs leave anything to chance

            self._chance = Random()  # noqa: S311 — it chooses films, and keeps no secrets
        return self._chance

    @property
    def today(self) -> date:
        """The day it is here."""
        return self.clock().astimezone().date()

    def backups(self) -> Backups:
        """Return the backups of the journal."""
        return Backups(self.places.backups, Disk(), self.clock)

    def file(self) -> JournalFile:
        """Return the journal's file."""
        return JournalFile(self.places.journal, Disk(), self.backups())

    @property
    def history(self) -> "History":
        """The changes that can be undone."""
        if self._history is None:
            from filmjournal.journal.history import History  # noqa: PLC0415 — only a change needs it

            self._history = History(self.places.history, now=self.clock, new_id=new_id)
        return self._history

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong beside saving: with the undo history or a backup, each in a sentence."""
        history = (self._history.problem,) if self._history is not None and self._history.problem else ()
        return self._journal.store.save_problems if self._journal is not None else history

    def find_again(self) -> str:
        """Take over what belongs to a journal that was moved here, and return that in a sentence; empty if nothing."""
        if not self.places.notes.is_dir() or self.places.own_note.exists():
            return ""
        from filmjournal.journal.safety.moved import find_again  # noqa: PLC0415 — only for a journal that is new here

        try:
            return find_again(self.places, Disk())
        except OSError as error:
            return f"What belongs to a journal that was moved here could not be taken over: {reason(error)}."

    def remember(self) -> None:
        """Note where the journal is that was opened here to change it, if that is not noted yet."""
        if self._journal is None or self._history is None or self.places.own_note.exists():
            return
        from filmjournal.journal.safety.moved import remember  # noqa: PLC0415 — once for each journal

        if self.places.journal.exists():
            remember(self.places, self._journal.tables.documents, Disk())

    def journal(self, *, keeps_backups: bool = True) -> Journal:
        """Open the journal; raises JournalError. One that is only read needs neither backups nor a history."""
        backups, history = (self.backups(), self.history) if keeps_backups else (None, None)
        self._journal = Journal.open(
            self.places.journal, now=self.clock, new_id=new_id, backups=backups, history=history
        )
        return self._journal
