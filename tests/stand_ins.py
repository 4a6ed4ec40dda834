"""Who reads and writes, in tests of the screens: what comes and goes is known beforehand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from msgspec import structs

from filmjournal.exchange.writers.selection import Export, Selection
from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.viewing import Viewing
from filmjournal.render.import_preview import RowKind
from filmjournal.render.preview import Preview, PreviewRow
from filmjournal.transfer.export_formats import ExportFormat, Shape
from filmjournal.transfer.imports import Progress
from filmjournal.transfer.pending_import import PendingImport
from filmjournal.tui.screens import export as export_screen
from filmjournal.tui.screens import import_films

LONG = "A heart was given there, and here it was taken away. " * 4

PREVIEW = Preview(
    "Letterboxd",
    (
        PreviewRow(RowKind.NEW, "Nostalghia (1983)", "watched 20 Nov 2026, ★★★★", "diary.csv, row 1"),
        PreviewRow(RowKind.UNCHANGED, "Stalker (1979)", "watched 2003", "diary.csv, row 2"),
        PreviewRow(
            RowKind.AMBIGUOUS,
            "Solaris",
            "watched 1 May 2020",
            "diary.csv, row 3",
            "Several films of this name are known, and the row has no year.",
            choices=(
                "Solaris (1972), Andrei Tarkovsky",
                "Solaris (2002), Steven Soderbergh",
                "A new film",
                "Leave out",
            ),
        ),
        PreviewRow(
            RowKind.CONFLICT,
            "[REC]² (2009)",
            "rating, review",
            "reviews.csv, row 1,204",
            changes=(("Rating", "★★★", "★★★★"), ("Review", "[b]Mine[/b]", LONG)),
        ),
        PreviewRow(RowKind.UNREADABLE, "boxd.it/x", "it can't be imported without a title.", "watched.csv, row 7"),
        PreviewRow(
            RowKind.CHANGED, "東京物語 (1953)", "headline", "diary.csv, row 9", changes=(("Rating", "", "★★★★★"),)
        ),
        PreviewRow(
            RowKind.AMBIGUOUS, "Crash", "watched 2005", "diary.csv, row 8", choices=("Crash (1996)", "Crash (2004)")
        ),
        PreviewRow(RowKind.NO_FILM, "Chernobyl", "not a film: TV Mini Series", "watched.csv, row 8"),
        PreviewRow(RowKind.NOTE, "The files are in Windows-1252."),
    ),
    "1 row was left out, in watched.csv.",
    has_changes=True,
)
PREVIEW = structs.replace(
    PREVIEW, rows=tuple(structs.replace(row, number=number) for number, row in enumerate(PREVIEW.rows))
)


class Reads:
    """Makes the import screen read the same preview out of every path, or say what is wrong with it."""

    def __init__(
        self, journal: Journal, monkeypatch: pytest.MonkeyPatch, preview: Preview = PREVIEW, fault: str = ""
    ) -> None:
        self.journal = journal
        self.preview = preview
        self.fault = fault
        self.waits_for: Event | None = None
        self.ended_by: BaseException | None = None
        self.is_busy = Event()
        self.goes_on = Event()
        self.goes_on.set()
        monkeypatch.setattr(import_films, "PendingImport", lambda journal, today, _: _Reading(self, journal, today))


class _Reading(PendingImport):
    """An import whose files, plan and outcome are known beforehand."""

    def __init__(self, reads: Reads, journal: Journal, today: Callable[[], date]) -> None:
        super().__init__(journal, today)
        self._reads = reads

    @property
    def outcome(self) -> str:
        return "Imported 1 viewing from Letterboxd."

    def read(self, path: Path | str, progress: Progress) -> None:
        reads = self._reads
        name = Path(path).name
        progress(f"Reading {name}", 3_400, 10_000)
        if reads.fault:
            raise InvalidValueError(reads.fault)
        while reads.waits_for is not None and not reads.waits_for.wait(0.01):
            try:
                progress(f"Reading {name}", 3_401, 10_000)
            except BaseException as error:
                reads.ended_by = error
                raise
        self.preview = reads.preview

    def plan_choices(self) -> bool:
        reads, choices = self._reads, dict(self._chosen)
        self._wait()
        rows = (structs.replace(row, chosen=choices.get(row.number, 0)) for row in reads.preview.rows)
        reads.preview = structs.replace(reads.preview, rows=tuple(rows), has_changes=True)
        self._planned = choices
        if self.is_planned:
            self.preview = reads.preview
        return self.is_planned

    def apply(self) -> Journal:
        self._wait()
        fork = self._reads.journal.fork()
        fork.log_all([(Film(id="", title="Nostalghia", year=1983), Viewing(id="", film=""))], "Imported 1 film")
        return fork

    def _wait(self) -> None:
        """Take a while, in a thread that is not that of the screens."""
        assert current_thread() is not main_thread()
        self._reads.is_busy.set()
        assert self._reads.goes_on.wait(20)
        self._reads.is_busy.clear()


def _never(selection: Selection) -> Export:
    raise AssertionError("the stand-in writes nothing itself")


class Writes:
    """Notes what the export screen writes, or says what is in the way."""

    formats = (
        ExportFormat("json", "everything, for programs", ".json", Shape.TEXT, _never, "films.json"),
        ExportFormat("markdown", "a folder with a file for each viewing", ".md", Shape.FOLDER, _never, "films"),
    )

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fault: str = "") -> None:
        self.fault = fault
        self.warnings: list[str] = []
        self.written: list[tuple[str, list[str], str, Path, bool]] = []
        monkeypatch.setattr(export_screen, "EXPORT_FORMATS", self.formats)
        monkeypatch.setattr(export_screen, "export_to_disk", self.write)

    def write(self, form: ExportFormat, selection: Selection, path: Path, _: Path, *, force: bool) -> list[str]:
        if self.fault:
            raise InvalidValueError(self.fault)
        query = selection.title if selection.title != Selection(()).title else ""
        self.written.append((form.name, [entry.film.title for entry in selection.entries], query, path, force))
        return [f"Wrote {path}.", *self.warnings]
