"""Exports from the app: the same formats as in the shell."""

from collections.abc import Sequence
from pathlib import Path

from filmjournal.journal.journal import Journal
from filmjournal.model.viewing import Entry
from filmjournal.render.export_formats import EXPORT_FORMATS, Shape, export_format
from filmjournal.tui.exporting import Format


class AppExporter:
    """Writes entries onto the disk."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.formats: Sequence[Format] = tuple(
            Format(
                form.name,
                form.help,
                form.usual,
                is_folder=form.shape is Shape.FOLDER,
            )
            for form in EXPORT_FORMATS
        )
        """Every way there is."""

    def write(self, form: Format, entries: Sequence[Entry], query: str, path: Path, *, force: bool) -> Sequence[str]:
        """Write entries, which a query found, and return what was done; raises CannotWriteError."""
        from filmjournal.cli.selecting import selected  # noqa: PLC0415 — nobody waits for it when the app starts
        from filmjournal.render.put_out import put_out  # noqa: PLC0415

        chosen = export_format(form.name)
        selection = selected(entries, query, self._journal)
        return put_out(chosen, selection, path, self._journal.path, force=force)
