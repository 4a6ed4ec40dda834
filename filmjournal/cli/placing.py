"""Puts what goes out where somebody wants it, and tells what was done."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from filmjournal.exchange.writers.onto_disk import CannotWriteError, Put, put_files, put_folder
from filmjournal.exchange.writers.selection import NO_SOURCES, Selection, Written
from filmjournal.journal.disk import reason
from filmjournal.journal.journal import Journal
from filmjournal.model.source import Source
from filmjournal.model.viewing import Entry
from filmjournal.render.export_formats import ExportFormat, Shape
from filmjournal.render.words import counted

_NAMED = 10
"""How many files are named of those that stay as they are."""


def selected(entries: Sequence[Entry], query: str, form: ExportFormat, journal: Journal) -> Selection:
    """Return what goes out: the entries that a query found, and with all of them the watchlist."""
    sources = _sources(journal) if form.has_sources else NO_SOURCES
    return Selection(tuple(entries), () if query else journal.wishes, sources, query or "Film journal")


def placed(written: Written, form: ExportFormat, path: Path, *, force: bool) -> list[str]:
    """Write documents to a path, and return what was done, line by line; raises CannotWriteError."""
    documents = written.documents
    try:
        if form.shape is Shape.FOLDER:
            return list(_told(put_folder(path, documents, force=force), path))
        if form.shape is Shape.PARTS and (path.is_dir() or path.suffix != form.ending):
            files = [path / document.name for document in documents]
        elif len(documents) > 1:
            raise CannotWriteError(
                f"This is {len(documents)} files: name a folder for them, such as {path.with_suffix('').name}."
            )
        else:
            files = [path]
        texts = {file: document.text for file, document in zip(files, documents, strict=True)}
        put_files(texts, force=force)
    except OSError as error:
        raise CannotWriteError(f"{error.filename or path} cannot be written: {reason(error)}.") from error
    return [f"Wrote {', '.join(map(str, files))}."]


def _sources(journal: Journal) -> dict[str, Sequence[Source]]:
    """Return the rows of other programs that each record keeps, by its id."""
    known = journal.known_for_import()
    return {
        **{film.value.id: film.sources for film in known.films if film.sources},
        **{viewing.value.id: viewing.sources for viewing in known.viewings if viewing.sources},
        **{wish.value.id: wish.sources for wish in known.wishes if wish.sources},
    }


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
        yield f"{counted(len(put.left), 'file')} left from before, of viewings that are not among these:"
        yield from _listed(put.left)


def _listed(names: Sequence[str]) -> Iterator[str]:
    yield from (f"  {name}" for name in names[:_NAMED])
    if len(names) > _NAMED:
        yield f"  and {len(names) - _NAMED:,} more"
