"""The real program in a real terminal, driven from outside."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

PATIENCE = 60.0
"""Seconds after which what never happened fails the test."""

_TAKE_TERMINAL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Makes the terminal that of the program, which is told then when it is closed; ctrl+c works there also for tests that
run in the background, where it is ignored."""


class RealTerminal:
    """A terminal of 120 columns with a program in it; when it is left, the program is killed if it still runs."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._main, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *command],
            stdin=other,
            stdout=other,
            stderr=other,
            env=environment,
            start_new_session=True,
        )
        os.close(other)
        self._is_open = True
        self._drawn = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.hang_up()
        self.process.wait()

    @property
    def drawn(self) -> str:
        """All that was drawn."""
        return self._drawn.decode(errors="replace")

    def type(self, text: bytes) -> None:
        os.write(self._main, text)

    def hang_up(self) -> None:
        """Close the terminal, as one closes its window."""
        if self._is_open:
            self._is_open = False
            os.close(self._main)

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition; what is drawn meanwhile is read."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"it never came true that {what}"
            self.read()

    def until_drawn(self, text: str, since: int = 0) -> int:
        """Wait until a text is drawn and return how much was drawn by then."""
        self.until(lambda: text.encode() in self._drawn[since:], f"“{text}” is drawn")
        return len(self._drawn)

    def ended(self) -> int:
        """Wait for the end of the program and return its status."""
        self.until(lambda: self.process.poll() is not None, "the program ends")
        while self._is_open and self.read():
            pass
        return self.process.wait()

    def read(self) -> bool:
        """Read what is drawn, and return whether anything was."""
        if not self._is_open:
            time.sleep(0.01)
            return False
        ready, _, _ = select.select([self._main], [], [], 0.02)
        try:
            drawn = os.read(self._main, 65536) if ready else b""
        except OSError:  # the program has closed its side
            drawn = b""
        self._drawn += drawn
        return bool(drawn)


def in_terminal(
    command: list[str],
    environment: dict[str, str],
    script: list[tuple[str, bytes]],
    drawn_at: list[float] | None = None,
) -> tuple[int, str]:
    """Run a command in a terminal, typing as each text is drawn; return the exit status and all that was drawn.

    When the first text was drawn is noted in `drawn_at`.
    """
    with RealTerminal(command, environment) as terminal:
        seen = 0
        for text, typed in script:
            seen = terminal.until_drawn(text, seen)
            if drawn_at is not None and not drawn_at:
                drawn_at.append(time.perf_counter())
            terminal.type(typed)
        return terminal.ended(), terminal.drawn
