"""Puts a selection onto the disk in one of the formats, and says what was done."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from filmjournal.exchange.writers.onto_disk import CannotWriteError, Put, put_files, put_folder
from filmjournal.exchange.writers.selection import Selection, Written
from filmjournal.journal.disk.disk import reason
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, listed
from filmjournal.render.export_formats import ExportFormat, Shape

_NAMED = 10
"""How many files are named of those that stay as they are."""


def put_out(form: ExportFormat, selection: Selection, path: Path, journal: Path, *, force: bool) -> list[str]:
    """Write a selection into a file or a folder, and return what was done, what stayed, and what has no place in it.

    Raises CannotWriteError with what stands in the way; what is there already is written over only with force, and
    the journal that it comes from never.
    """
    written = form.write(selection)
    if _is_folder(form, path):
        written = structs.replace(written, documents=(*written.documents, *written.beside), beside=())
    try:
        _refuse_journal(journal, [path, *(path / document.name for document in written.documents)])
        if form.shape is Shape.FOLDER:
            told = [*_told(put_folder(path, written.documents, force=force), path)]
        else:
            files = _files(form, written, path)
            put_files({file: each.text for file, each in zip(files, written.documents, strict=True)}, force=force)
            told = [f"Wrote {', '.join(map(str, files))}."]
    except OSError as error:
        raise CannotWriteError(f"{error.filename or path} cannot be written: {reason(error)}.") from error
    return [*told, *written.warnings, *left_out(form, selection, written)]


def left_out(form: ExportFormat, selection: Selection, written: Written) -> Iterator[str]:
    """Yield what of a selection is not in what was written of it, and what of the journal is in no export."""
    within = {id_ for entry in selection.entries for id_ in (entry.id, entry.film.id)}
    within |= {id_ for wished in selection.wishes for id_ in (wished.id, wished.film.id)}
    told = []
    if selection.wishes and (written.beside or not form.has_wishes):
        told.append(f"the watchlist ({counted(len(selection.wishes), 'film')})")
    if not form.has_all:
        kept = {"rows of other programs": selection.sources, "keys of your own": selection.own_keys}
        counts = {what: len(within & by_id.keys()) for what, by_id in kept.items()}
        told += [f"{what} ({counted(count, 'record')})" for what, count in counts.items() if count]
        told += [counted(len(selection.lists), "list")] if selection.lists else []
    if told:
        more = "; a folder has room for the watchlist too" if written.beside else ""
        yield f"Not in this, but in json: {listed(told)}{more}."
    if selection.staying:
        yield f"Only in the journal itself: {listed(selection.staying)}."


def _refuse_journal(journal: Path, targets: Sequence[Path]) -> None:
    if journal.exists():
        for target in targets:
            if os.path.exists(target) and target.samefile(journal):  # noqa: PTH110 — never an error
                raise CannotWriteError(f"{target} is the journal itself: name another file.")


def several_files(written: Written, example: str) -> CannotWriteError:
    """Return that what was to be one file is several."""
    count = len(written.documents)
    return CannotWriteError(f"This is {count} files: name a folder for them with -o, such as -o {example}.")


def _is_folder(form: ExportFormat, path: Path) -> bool:
    is_there = os.path.isdir(path)  # noqa: PTH112 — false for whatever cannot be looked at, and never an error
    return form.shape is Shape.FOLDER or (form.shape is Shape.PARTS and (is_there or path.suffix != form.ending))


def _files(form: ExportFormat, written: Written, path: Path) -> list[Path]:
    if _is_folder(form, path):
        return [path / document.name for document in written.documents]
    if len(written.documents) > 1:
        raise several_files(written, path.stem)
    return [path]


def _told(put: Put, folder: Path) -> Iterator[str]:
    """Yield what was done in a folder, and what stands in it that is not as it would be written."""
    same = f"; {counted(put.same, 'file')} had nothing new" if put.same else ""
    yield f"Wrote {counted(len(put.written), 'file')} into {folder}{same}."
    if put.kept:
        they_are, them = ("it is", "it") if len(put.kept) == 1 else ("they are", "them")
        yield (
            f"{counted(len(put.kept), 'file')} changed by hand since: kept as {they_are}; "
            f"`filmjournal export --force` writes over {them}."
        )
        yield from _listed(put.kept)
    if put.left:
        yield f"{counted(len(put.left), 'file')} left from before, of what is not among these:"
        yield from _listed(put.left)


def _listed(names: Sequence[str]) -> Iterator[str]:
    yield from (f"  {one_line(name)}" for name in names[:_NAMED])
    if len(names) > _NAMED:
        yield f"  and {len(names) - _NAMED:,} more"
