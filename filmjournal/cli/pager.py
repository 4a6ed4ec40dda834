"""Show output that is taller than the terminal in a pager."""

import re
import shutil
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import StringIO
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from subprocess import Popen

_USUAL = "less"
"""The default pager; without it, the output goes straight to the terminal."""

_SETTINGS = {"LESS": "FRX", "LV": "-c"}
"""Defaults for the variables of pagers, so that they let colours through."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@contextmanager
def paging(
    args: Namespace, stdout: TextIO | None, stderr: TextIO | None, environment: Mapping[str, str]
) -> Iterator[tuple[TextIO | None, TextIO | None]]:
    """Give the two streams for a verb's output: on a terminal, long output goes through a pager."""
    named = _named(environment)
    confirmed = not getattr(args, "no_pager", True) and named not in {"", "cat"} and environment.get("TERM") != "dumb"
    if stdout is None or not confirmed or not stdout.isatty():
        yield stdout, stderr
        return
    paged = Paged(stdout, stderr, named, environment)
    try:
        yield paged, paged.beside
    finally:
        paged.end()


def _named(environment: Mapping[str, str]) -> str | None:
    """Return the pager's command: None if none is named, empty if none is wanted."""
    return next((environment[name].strip() for name in ("FILMJOURNAL_PAGER", "PAGER") if name in environment), None)


class Paged(StringIO):
    """Standard output that is held until it is taller than the terminal, and goes to a pager from then on."""

    def __init__(self, out: TextIO, err: TextIO | None, named: str | None, environment: Mapping[str, str]) -> None:
        super().__init__()
        self.beside: HeldStderr | None = HeldStderr(self, err) if err is not None else None
        """Standard error, held while the pager is open."""
        self._out = out
        self._named = named
        self._environment = environment
        self._rows = 0
        self._pager: Popen[str] | None = None
        self._has_none = False

    @property
    def is_begun(self) -> bool:
        """Whether there is output that was not shown yet."""
        return self._pager is not None or self.tell() > 0

    @property
    def encoding(self) -> str:  # type: ignore[override]  # text in memory has none, and the terminal has one
        """The encoding of the terminal."""
        return self._out.encoding

    def isatty(self) -> bool:
        """Whether it is seen on a terminal: that is what it is for."""
        return True

    def fileno(self) -> int:
        """Return the number of the terminal's file."""
        return self._out.fileno()

    def write(self, text: str) -> int:
        """Write a text; raises BrokenPipeError once the pager is closed."""
        if self._has_none:
            return self._out.write(text)
        if self._pager is None:
            super().write(text)
            columns, lines = shutil.get_terminal_size()
            self._rows += _rows(text, columns)
            if self._rows >= lines:
                self._begin()
        else:
            _hand(text, self._pager)
        return len(text)

    def flush(self) -> None:
        """Do nothing: more may come, and whoever draws flushes after every line."""

    def end(self) -> None:
        """Write what is held, or wait until the pager is closed; then write the held standard error."""
        pager, self._pager = self._pager, None
        if pager is None:
            self._out.write(self._taken())
        else:
            _wait_for(pager)
        self._out.flush()
        if self.beside is not None:
            self.beside.release()

    def _begin(self) -> None:
        """Start the pager; if it can't be started, write to the terminal."""
        from shlex import split  # noqa: PLC0415 — most of what is put fits on the terminal
        from subprocess import PIPE, Popen  # noqa: PLC0415

        self._out.flush()
        command = _USUAL if self._named is None else self._named
        try:
            self._pager = Popen(  # noqa: S603 — whoever reads has chosen it
                split(command),
                stdin=PIPE,
                env={**_SETTINGS, **self._environment},
                encoding=self.encoding,
                errors="backslashreplace",
            )
        except (OSError, ValueError) as error:
            if self._named is not None and self.beside is not None:
                why = getattr(error, "strerror", None) or str(error)
                self.beside.hold(f"The pager {command} cannot be run: {why[:1].lower()}{why[1:]}.\n")
            self._has_none = True
            self._out.write(self._taken())
        else:
            _hand(self._taken(), self._pager)

    def _taken(self) -> str:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        self._rows = 0
        return text


class HeldStderr(StringIO):
    """Standard error, held while a pager has the terminal."""

    def __init__(self, paged: Paged, err: TextIO) -> None:
        super().__init__()
        self._paged = paged
        self._err = err

    def isatty(self) -> bool:
        """Whether it is seen."""
        return self._err.isatty()

    def write(self, text: str) -> int:
        """Write a text, or hold it while the pager is open."""
        if self._paged.is_begun or self.tell():
            return super().write(text)
        return self._err.write(text)

    def flush(self) -> None:
        """Close the pager before prompting."""
        self._paged.end()

    def hold(self, text: str) -> None:
        """Hold a text until the pager is closed."""
        super().write(text)

    def release(self) -> None:
        """Write what is held."""
        self._err.write(self.getvalue())
        self._err.flush()
        self.seek(0)
        self.truncate()


def _rows(text: str, columns: int) -> int:
    """Return how many rows of a terminal a text takes, its last one only once it is full."""
    lines = _COLOURS.sub("", text).split("\n")
    return len(lines) - 1 + sum(max(len(line) - 1, 0) // max(columns, 1) for line in lines)


def _hand(text: str, pager: "Popen[str]") -> None:
    if pager.stdin is not None:
        pager.stdin.write(text)
        pager.stdin.flush()  # so that the beginning is read while the end is still being made


def _wait_for(pager: "Popen[str]") -> None:
    """Wait until the pager is left. Ctrl+C is typed for the pager then, which has a use for it."""
    if pager.stdin is not None:
        with suppress(BrokenPipeError):  # it was left before the end
            pager.stdin.close()
    while pager.poll() is None:
        with suppress(KeyboardInterrupt):
            pager.wait()
