"""Windows that write drafts of the same films at once, and leave, save, discard or are killed at any moment."""

from itertools import count
from pathlib import Path
from random import Random
from unittest.mock import patch

from builders import TODAY
from faults.programs import FaultCounts, Ours, Program
from filmjournal.journal.safety import drafts
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.model.draft import Draft
from filmjournal.tui.draft_autosave import DraftAutosave

SUBJECTS = ("", "film-1")
"""The ids of the films that are written about: a new one, and one of the journal."""

WINDOWS, STEPS = 3, 60


class Window:
    """One window: a form is open in it, or none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drafts = Drafts(folder)
        self.form: DraftAutosave | None = None
        self.draft = Draft()

    def open(self, subject: str) -> None:
        self.form = DraftAutosave(self.drafts, Draft(film_id=subject), lambda: TODAY)
        self.draft = self.form.start

    def close(self) -> None:
        assert self.form is not None
        self.form.close()
        self.form = None


class Crowd:
    """Some windows, and every word that was typed in any of them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._chance = Random(seed)  # noqa: S311 — the same steps in every run
        self._windows = [Window(folder) for _ in range(WINDOWS)]
        self._words = (f"word{number}" for number in count(1))
        self._ids = (f"viewing-{number}" for number in count(1))
        self.typed: set[str] = set()
        self.saved: set[str] = set()

    def step(self) -> str:
        """Let one window do something, and return what."""
        window = self._chance.choice(self._windows)
        deeds = (
            ("type", "type", "keep", "discard", "save", "kill") if window.form else ("open", "open", "start", "undo")
        )
        deed = self._chance.choice(deeds)
        getattr(self, f"_{deed}")(window)
        return deed

    def found(self) -> set[str]:
        """Return every word that is somewhere."""
        on_disk = Drafts(self._folder)
        texts = [*on_disk.left().values(), *(saved.draft for _, saved in on_disk.discarded().values())]
        return self.saved.union(*(draft.review.split() for draft in texts))

    def _open(self, window: Window) -> None:
        window.open(self._chance.choice(SUBJECTS))

    def _type(self, window: Window) -> None:
        assert window.form is not None
        word = next(self._words)
        window.draft = Draft(film_id=window.draft.film_id, review=f"{window.draft.review} {word}")
        window.form.save(window.draft)
        self.typed.add(word)

    def _keep(self, window: Window) -> None:
        window.close()

    def _discard(self, window: Window) -> None:
        assert window.form is not None
        if window.draft == window.form.fresh:
            window.form.settle()
        else:
            window.form.discard(window.draft)
        window.close()

    def _save(self, window: Window) -> None:
        assert window.form is not None
        window.form.hand_over(window.draft, next(self._ids))
        self.saved.update(window.draft.review.split())
        window.form.settle_saved()
        window.close()

    def _kill(self, window: Window) -> None:
        """End the window as a kill does: what it locked is free, and the files of its locks stay."""
        locks = list(self._folder.glob(".*.lock"))
        window.close()
        for lock in locks:
            lock.touch()
        self._windows[self._windows.index(window)] = Window(self._folder)

    def _start(self, window: Window) -> None:
        """Offer what was left, as a window does that starts; nothing of it is being written."""
        held = {slot for each in self._windows for slot in each.drafts.left() if each.drafts.is_claimed_here(slot)}
        assert not held & window.drafts.offer().keys()

    def _undo(self, window: Window) -> None:
        for discarded_id in list(window.drafts.discarded())[:1]:
            window.drafts.restore(discarded_id)


def written_at_once(program: Program, scratch: Path, seeds: range = range(200)) -> FaultCounts:
    """Let windows write at once, and count the words that are nowhere; only ours has drafts."""
    tally = FaultCounts()
    if not isinstance(program, Ours):
        return tally
    for seed in seeds:
        crowd = Crowd(scratch / f"windows-{seed}", seed)
        lost: set[str] = set()
        with patch.object(drafts, "_PATIENCE", 0.0):  # nobody else looks at these
            for _ in range(STEPS):
                crowd.step()
                now = crowd.typed - crowd.found() - lost
                lost |= now
                tally = tally.after(len(now))
    return tally
