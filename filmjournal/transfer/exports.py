"""Export: select entries, write them in a format to standard output or disk, and say what was left out."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from filmjournal.exchange.writers.save_files import CannotWriteError, FolderReport, save_files, save_folder
from filmjournal.exchange.writers.selection import Export, Selection
from filmjournal.journal.disk.disk import reason
from filmjournal.journal.imports import own_keys_by_id
from filmjournal.journal.journal import Journal
from filmjournal.journal.listing import films_on_lists
from filmjournal.journal.sources import LISTS, lists_in
from filmjournal.model.list_rows import rows_of_list
from filmjournal.model.source import Source
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, listed
from filmjournal.transfer.export_formats import ExportFormat, Shape

_NAMED = 10
"""How many unchanged files are named before the rest is counted."""


def select(journal: Journal, entries: Sequence[Entry], query: str = "") -> Selection:
    """Return what to export: these entries of the journal and, if no query narrowed them down, the watchlist too."""
    sources, own_keys = _sources(journal), own_keys_by_id(journal.tables)
    if query:
        return Selection(tuple(entries), (), sources, own_keys, title=query)
    lists = (*lists_in(journal.tables.documents), *map(rows_of_list, films_on_lists(journal.tables)))
    return Selection(tuple(entries), journal.watchlist, sources, own_keys, lists, staying=tuple(_staying(journal)))


def export_to_text(form: ExportFormat, selection: Selection) -> tuple[str, list[str]]:
    """Return the selection as one text, and a sentence for each thing that was left out.

    Raises CannotWriteError if the format needs several files.
    """
    written = form.write(selection)
    if len(written.documents) > 1:
        raise _several_files(written, "films")
    return written.documents[0].text, [*written.warnings, *_left_out(form, selection, written)]


def export_to_disk(form: ExportFormat, selection: Selection, path: Path, journal: Path, *, force: bool) -> list[str]:
    """Write the selection to a file or a folder; return what was written, what stayed and what was left out.

    Existing files are overwritten only with `force`, and the file of the journal itself never. Raises CannotWriteError
    with the reason.
    """
    written = form.write(selection)
    if _is_folder(form, path):
        written = structs.replace(written, documents=(*written.documents, *written.beside), beside=())
    try:
        refuse_journal(journal, [path, *(path / document.name for document in written.documents)])
        if form.is_folder:
            done = [*_done(save_folder(path, written.documents, force=force), path)]
        else:
            files = _files(form, written, path)
            save_files({file: each.text for file, each in zip(files, written.documents, strict=True)}, force=force)
            done = [f"Wrote {', '.join(map(str, files)) if len(files) <= _NAMED else _many(files, path)}."]
    except OSError as error:
        raise CannotWriteError(f"{error.filename or path} cannot be written: {reason(error)}.") from error
    return [*done, *written.warnings, *_left_out(form, selection, written)]


def _many(files: Sequence[Path], folder: Path) -> str:
    return f"{counted(len(files), 'file')} into {folder}"


def _left_out(form: ExportFormat, selection: Selection, written: Export) -> Iterator[str]:
    """Yield a sentence for what the format has no place for, and one for what of the journal is in no export."""
    within = {id_ for entry in selection.entries for id_ in (entry.id, entry.film.id)}
    within |= {id_ for wished in selection.wishes for id_ in (wished.id, wished.film.id)}
    missing = []
    if selection.wishes and (written.beside or not form.has_watchlist):
        missing.append(f"the watchlist ({counted(len(selection.wishes), 'film')})")
    if not form.has_sources:
        stored = {"rows of other programs": selection.sources, "keys of your own": selection.own_keys}
        counts = {what: len(within & by_id.keys()) for what, by_id in stored.items()}
        missing += [f"{what} ({counted(count, 'record')})" for what, count in counts.items() if count]
        missing += [counted(len(selection.lists), "list")] if selection.lists else []
    if missing:
        more = "; a folder has room for the watchlist too" if written.beside else ""
        yield f"Left out, but included in json: {listed(missing)}{more}."
    if selection.staying:
        yield f"Only in the journal itself: {listed(selection.staying)}."


def _staying(journal: Journal) -> Iterator[str]:
    """Yield what of a whole journal is in no export."""
    used = {entry.film.id for entry in journal.entries} | {wished.film.id for wished in journal.watchlist}
    unused = sum(film.id not in used for film in journal.tables.films.values())
    removed = len(journal.tables.trash.rows)
    if removed:
        yield f"{counted(removed, 'thing')} in the trash"
    if unused:
        yield f"{counted(unused, 'film')} without a viewing"
    own = len(journal.tables.documents.rest.keys() - {LISTS})
    if own:
        yield f"{counted(own, 'table')} of your own"
    if journal.problems:
        yield f"{counted(len(journal.problems), 'record')} that cannot be read"


def _sources(journal: Journal) -> dict[str, Sequence[Source]]:
    """Return the imported rows of each record, by its id."""
    known = journal.known_for_import()
    return {
        **{film.value.id: film.sources for film in known.films if film.sources},
        **{viewing.value.id: viewing.sources for viewing in known.viewings if viewing.sources},
        **{wish.value.id: wish.sources for wish in known.wishes if wish.sources},
    }


def refuse_journal(journal: Path, targets: Sequence[Path]) -> None:
    """Raise CannotWriteError where one of these paths is the journal itself."""
    if journal.exists():
        for target in targets:
            if os.path.exists(target) and target.samefile(journal):  # noqa: PTH110 — never an error
                raise CannotWriteError(f"{target} is the journal itself: name another file.")


def _several_files(written: Export, example: str) -> CannotWriteError:
    count = len(written.documents)
    return CannotWriteError(f"This is {count} files: name a folder for them with -o, such as -o {example}.")


def _is_folder(form: ExportFormat, path: Path) -> bool:
    is_there = os.path.isdir(path)  # noqa: PTH112 — false for whatever cannot be looked at, and never an error
    return form.is_folder or (form.shape is Shape.PARTS and (is_there or path.suffix != form.ending))


def _files(form: ExportFormat, written: Export, path: Path) -> list[Path]:
    if _is_folder(form, path):
        return [path / document.name for document in written.documents]
    if len(written.documents) > 1:
        raise _several_files(written, path.stem)
    return [path]


def _done(report: FolderReport, folder: Path) -> Iterator[str]:
    """Yield what was written to a folder, and which files in it were left as they are."""
    unchanged = f"; {counted(report.unchanged, 'file')} had nothing new" if report.unchanged else ""
    yield f"Wrote {counted(len(report.written), 'file')} into {folder}{unchanged}."
    if report.changed:
        they_are, them = ("it is", "it") if len(report.changed) == 1 else ("they are", "them")
        yield (
            f"{counted(len(report.changed), 'file')} edited by hand since the last export: left as {they_are}; "
            f"`filmjournal export --force` overwrites {them}."
        )
        yield from _names(report.changed)
    if report.left:
        yield f"{counted(len(report.left), 'file')} of an earlier export, no longer among these:"
        yield from _names(report.left)


def _names(names: Sequence[str]) -> Iterator[str]:
    yield from (f"  {one_line(name)}" for name in names[:_NAMED])
    if len(names) > _NAMED:
        yield f"  and {len(names) - _NAMED:,} more"
