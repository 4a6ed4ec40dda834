"""The real program in a real terminal, driven from outside."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time


def in_terminal(
    command: list[str],
    environment: dict[str, str],
    script: list[tuple[str, bytes]],
    drawn_at: list[float] | None = None,
) -> tuple[int, str]:
    """Run a command in a terminal, typing as each text is drawn; return the exit status and all that was drawn.

    When the first text was drawn is noted in `drawn_at`.
    """
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, env=environment, close_fds=True)
    os.close(other)
    drawn, seen, deadline = b"", 0, time.monotonic() + 60
    steps = list(script)
    while time.monotonic() < deadline:
        if steps and steps[0][0].encode() in drawn[seen:]:
            seen = len(drawn)
            if drawn_at is not None and len(steps) == len(script):
                drawn_at.append(time.perf_counter())
            os.write(main, steps.pop(0)[1])
        ready, _, _ = select.select([main], [], [], 0.02)
        try:
            drawn += os.read(main, 65536) if ready else b""
        except OSError:
            break
        if process.poll() is not None and not ready:
            break
    if process.poll() is None:
        process.kill()
    os.close(main)
    return process.wait(), drawn.decode(errors="replace")
