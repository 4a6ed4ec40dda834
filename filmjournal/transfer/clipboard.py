"""The text on the clipboard of the desktop, asked of the program that every desktop has for it."""

import shutil
import subprocess

from filmjournal.exchange.errors import CannotImportError
from filmjournal.model.wording import listed

_PROGRAMS = (
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
    ("pbpaste",),
    ("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"),
)
"""The programs that print the clipboard: of Wayland, X, macOS and Windows, which WSL has too."""

_SECONDS = 5
"""How long one may take."""


def clipboard_text() -> str:
    """Return the text on the clipboard; empty where there is none.

    Raises CannotImportError where no program can say it, as on a machine that is reached over ssh.
    """
    found = [program for program in _PROGRAMS if shutil.which(program[0])]
    for program in found:
        try:
            done = subprocess.run(program, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 — ours
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    if found:
        return ""
    names = listed([program[0] for program in _PROGRAMS[:4]])
    raise CannotImportError(
        f"The clipboard can't be read here: that takes {names}. `filmjournal import -` reads a text too."
    )
