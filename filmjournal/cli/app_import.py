"""Imports from the app: the same reading and planning as in the shell, a step at a time."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from filmjournal.exchange.batch import Moment
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.planning.plan import Plan
from filmjournal.exchange.planning.planner import plan
from filmjournal.exchange.readers.recognise import reader_of
from filmjournal.exchange.reading.disk_files import read_path
from filmjournal.journal.journal import Journal
from filmjournal.model.collector import collector_paused
from filmjournal.model.wording import counted
from filmjournal.render.incoming import Preview
from filmjournal.render.planned import summary
from filmjournal.render.previewed import Choices


class AppImporter:
    """Reads what somebody has elsewhere, and brings it into a journal when that is wanted."""

    def __init__(self, journal: Journal, today: Callable[[], date]) -> None:
        self._journal = journal
        self._today = today
        self._read: tuple[Plan, Choices, str] | None = None

    def read(self, path: Path, progress: Callable[[str, int, int], None]) -> Preview:
        """Return what a file or a folder would bring; raises InvalidValueError where nothing can be read."""
        progress("Reading", 0, 0)
        files = read_path(path.expanduser())
        reader = reader_of(files)
        if reader is None:
            sentence = f"{path} is of no service that I know."
            other = "In the shell, `filmjournal import` reads any table by columns."
            raise CannotImportError(" ".join((*files.notes, sentence, other)))
        progress(f"Reading what {reader.shown} wrote", 0, 0)
        with collector_paused():
            batch = reader.read(files, Moment(self._today(), lambda instant: instant.astimezone().date()))
            progress("Comparing", 0, 0)
            known = self._journal.fork().known_for_import()
            found = plan(batch, known, lambda done, of: progress("Comparing", done, of))
            choices = Choices()
            self._read = found, choices, reader.shown
            return choices.preview(found, reader.shown, {})

    def settled(self, choices: Mapping[int, int]) -> Preview:
        """Return what it would bring with doubts and conflicts settled, each by the number of its row."""
        found, offered, shown = self._known()
        with collector_paused():
            settled = offered.settled(found, choices)
            self._read = settled, offered, shown
            return offered.preview(settled, shown, choices)

    def bring(self) -> Callable[[], str | None]:
        """Work out the change that brings it in, and return what carries it out; raises JournalError."""
        found, _, shown = self._known()
        with collector_paused():
            apart = self._journal.fork()
            found = plan(found.batch, apart.known_for_import(), like=found)  # much may have been changed since
            apart.apply_import(found.delivery, f"Imported from {shown}")

        def taken() -> str | None:
            if not self._journal.adopt(apart):
                return None
            self._read = None
            return f"Imported from {shown}: {summary(found)}.{_left_out(found)}"

        return taken

    def _known(self) -> tuple[Plan, Choices, str]:
        if self._read is None:
            raise CannotImportError("Nothing was read yet.")
        return self._read


def _left_out(found: Plan) -> str:
    """Return how many films are in doubt still, in a sentence."""
    ambiguous = len(found.ambiguous)
    return f" {counted(ambiguous, 'film')} in doubt stayed out." if ambiguous else ""
