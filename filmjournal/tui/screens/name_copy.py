"""Where shall the copy go?"""

import os
from pathlib import Path

from filmjournal.tui.screens.asking import AskingScreen


class NameCopyScreen(AskingScreen[Path]):
    """Asks for the path of a file that is not there yet."""

    KEYS = "enter save · esc back"

    def __init__(self, usual: Path) -> None:
        super().__init__("Save a copy of the journal, as you see it here, in", str(usual))

    def answered(self, text: str) -> None:
        """Leave with the path, unless something is there."""
        path = Path(os.path.expanduser(text.strip()))  # noqa: PTH111 — of a user who is not known, it stays as it is
        if not text.strip() or os.path.lexists(path):
            self.hint("Something is there already: choose another name." if text.strip() else "Write a path first.")
            return
        self.dismiss(path)
