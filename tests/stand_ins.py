"""Who reads and writes, in tests of the screens: what comes and goes is known beforehand."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from msgspec import structs

from filmjournal.journal.journal import Journal
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.render.incoming import Outlook, Preview, PreviewRow
from filmjournal.tui.exporting import Format
from filmjournal.tui.importing import Progress

LONG = "A heart was given there, and here it was taken away. " * 4

PREVIEW = Preview(
    "Letterboxd",
    (
        PreviewRow(Outlook.NEW, "Nostalghia (1983)", "watched 20 Nov 2026, ★★★★", "diary.csv, row 1"),
        PreviewRow(Outlook.UNCHANGED, "Stalker (1979)", "watched 2003", "diary.csv, row 2"),
        PreviewRow(
            Outlook.IN_DOUBT,
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
            Outlook.CONFLICT,
            "[REC]² (2009)",
            "rating, review",
            "reviews.csv, row 1,204",
            changes=(("Rating", "★★★", "★★★★"), ("Review", "[b]Mine[/b]", LONG)),
        ),
        PreviewRow(Outlook.UNREADABLE, "Chernobyl", "not a film", "watched.csv, row 7", "Not a film: TV Mini Series."),
        PreviewRow(
            Outlook.CHANGED, "東京物語 (1953)", "headline", "diary.csv, row 9", changes=(("Rating", "", "★★★★★"),)
        ),
        PreviewRow(
            Outlook.IN_DOUBT, "Crash", "watched 2005", "diary.csv, row 8", choices=("Crash (1996)", "Crash (2004)")
        ),
    ),
    ("The files are in Windows-1252.",),
)


class Reads:
    """Reads the same preview out of every path, or says what is wrong with it."""

    def __init__(self, journal: Journal, preview: Preview = PREVIEW, fault: str = "") -> None:
        self.journal = journal
        self.preview = preview
        self.fault = fault
        self.waits_for: Event | None = None
        self.ended_by: BaseException | None = None

    def read(self, path: Path, progress: Progress) -> Preview:
        progress(f"Reading {path.name}, 3,400 of 10,000 rows …")
        if self.fault:
            raise InvalidValueError(self.fault)
        while self.waits_for is not None and not self.waits_for.wait(0.01):
            try:
                progress(f"Reading {path.name}, 3,401 of 10,000 rows …")
            except BaseException as error:
                self.ended_by = error
                raise
        return self.preview

    def settled(self, row: int, choice: int) -> Preview:
        rows = list(self.preview.rows)
        rows[row] = structs.replace(rows[row], chosen=choice)
        self.preview = structs.replace(self.preview, rows=tuple(rows))
        return self.preview

    def bring(self) -> str:
        self.journal.log_all([(Film(id="", title="Nostalghia", year=1983), Viewing(id="", film=""))], "Imported 1 film")
        return "Brought in 1 viewing from Letterboxd."


class Writes:
    """Notes what it is to write, or says what is in the way."""

    formats = (
        Format("json", "everything, for programs", "films.json"),
        Format("markdown", "a folder with a file for each viewing", "films", is_folder=True),
    )

    def __init__(self, fault: str = "") -> None:
        self.fault = fault
        self.warnings: list[str] = []
        self.written: list[tuple[str, list[str], str, Path, bool]] = []

    def write(self, form: Format, entries: Sequence[Entry], query: str, path: Path, *, force: bool) -> list[str]:
        if self.fault:
            raise InvalidValueError(self.fault)
        self.written.append((form.name, [entry.film.title for entry in entries], query, path, force))
        return [f"Wrote {path}.", *self.warnings]
