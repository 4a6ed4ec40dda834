"""Takes the journal, or what a query finds, elsewhere."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from filmjournal.cli.asking import Asking, opened
from filmjournal.cli.shell import Shell
from filmjournal.cli.streams import BadInputError
from filmjournal.cli.status import Status
from filmjournal.exchange.writers.onto_disk import CannotWriteError, Put, put_files, put_folder
from filmjournal.exchange.writers.selection import NO_SOURCES, Selection, Written
from filmjournal.journal.disk import reason
from filmjournal.journal.journal import Journal
from filmjournal.model.source import Source
from filmjournal.model.text import one_line
from filmjournal.render.export_formats import EXPORT_FORMATS, ExportFormat, Shape, export_format
from filmjournal.render.words import counted

_NAMED = 10
"""How many files are named of those that stay as they are."""


def export(asked: Namespace, shell: Shell) -> Status:
    """Write what the query finds, or all that is logged, in the format that was asked for."""
    if asked.to is None:
        names = ", ".join(each.name for each in EXPORT_FORMATS)
        raise BadInputError(f"Say in what format: `filmjournal export --to FORMAT` knows {names}.")
    form, path = export_format(asked.to), asked.output
    if path is None and form.shape is Shape.FOLDER:
        raise BadInputError("This is a folder with a file for each viewing: name it with -o, such as -o films.")
    if path is None and not shell.is_utf8:
        raise BadInputError("Standard output does not take every letter here: name a file with -o.")
    journal = opened(shell)
    asking = Asking(journal, asked.query, shell)
    wishes = () if asked.query else journal.wishes
    sources = _sources(journal) if form.has_sources else NO_SOURCES
    selection = Selection(tuple(asking.entries), wishes, sources, " ".join(asked.query) or "Film journal")
    if not selection.entries and not (wishes and form.has_sources):
        asking.tell_nearest()
        return Status.NOTHING
    written = form.write(selection)
    if path is not None:
        _put(written, form, path, shell, force=asked.force)
    elif len(written.documents) > 1:
        raise BadInputError(
            f"This is {len(written.documents)} files: name a folder for them with -o, such as -o films."
        )
    else:
        shell.put_text(written.documents[0].text.removesuffix("\n"))
    shell.say(*written.warnings)
    return Status.DONE


def _sources(journal: Journal) -> dict[str, Sequence[Source]]:
    """Return the rows of other programs that each record keeps, by its id."""
    known = journal.known_for_import()
    return {
        **{film.value.id: film.sources for film in known.films if film.sources},
        **{viewing.value.id: viewing.sources for viewing in known.viewings if viewing.sources},
        **{wish.value.id: wish.sources for wish in known.wishes if wish.sources},
    }


def _put(written: Written, form: ExportFormat, path: Path, shell: Shell, *, force: bool) -> None:
    documents = written.documents
    try:
        if form.shape is Shape.FOLDER:
            _tell(put_folder(path, documents, force=force), path, shell)
            return
        if form.shape is Shape.PARTS and (path.is_dir() or path.suffix != form.ending):
            files = [path / document.name for document in documents]
        elif len(documents) > 1:
            raise BadInputError(
                f"This is {len(documents)} files: name a folder for them with -o, such as -o {path.stem}."
            )
        else:
            files = [path]
        texts = {file: document.text for file, document in zip(files, documents, strict=True)}
        put_files(texts, force=force)
    except CannotWriteError as error:
        raise BadInputError(str(error)) from error
    except OSError as error:
        raise BadInputError(f"{error.filename or path} cannot be written: {reason(error)}.") from error
    shell.say(f"Wrote {', '.join(map(str, files))}.")


def _tell(put: Put, folder: Path, shell: Shell) -> None:
    """Say what was done in a folder, and what stands in it that is not as it would be written."""
    same = f"; {counted(put.same, 'file')} had nothing new" if put.same else ""
    shell.say(f"Wrote {counted(len(put.written), 'file')} into {folder}{same}.")
    if put.kept:
        they_are = "it is" if len(put.kept) == 1 else "they are"
        shell.say(f"{counted(len(put.kept), 'file')} changed by hand since: kept as {they_are} unless you say --force.")
        _list(put.kept, shell)
    if put.left:
        shell.say(f"{counted(len(put.left), 'file')} left from before, of viewings that are not among these:")
        _list(put.left, shell)


def _list(names: Sequence[str], shell: Shell) -> None:
    shell.say(*(f"  {one_line(name)}" for name in names[:_NAMED]))
    if len(names) > _NAMED:
        shell.say(f"  and {len(names) - _NAMED:,} more")
