"""Exports the journal, or what a query finds."""

from argparse import Namespace

from filmjournal.cli.asking import Asking, opened
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.cli.streams import BadInputError
from filmjournal.transfer.export_formats import EXPORT_FORMATS, ExportFormat, export_format
from filmjournal.transfer.exports import export_to_disk, export_to_text, select


def export(asked: Namespace, shell: Shell) -> Status:
    """Write the entries that the query finds, or all of them, in the requested format."""
    form = _form(asked, shell)
    journal = opened(shell)
    asking = Asking(journal, asked.query, shell)
    selection = select(journal, asking.entries, " ".join(asked.query))
    if not selection.entries and not (selection.wishes and form.has_watchlist):
        asking.tell_nearest()
        return Status.NOTHING
    if asked.output is not None:
        shell.say(*export_to_disk(form, selection, asked.output, journal.path, force=asked.force))
        return Status.DONE
    text, left_out = export_to_text(form, selection)
    shell.put_text(text.removesuffix("\n"))
    shell.say(*left_out)
    return Status.DONE


def _form(asked: Namespace, shell: Shell) -> ExportFormat:
    """Return the requested format; raises BadInputError if it can't be written where it should go."""
    if asked.to is None:
        names = ", ".join(each.name for each in EXPORT_FORMATS)
        raise BadInputError(f"Name a format: `filmjournal export --to FORMAT`. The formats are {names}.")
    form = export_format(asked.to)
    if asked.output is None and form.is_folder:
        raise BadInputError("This format is a folder with a file for each viewing: name it with -o, such as -o films.")
    if asked.output is None and not shell.is_utf8:
        raise BadInputError("Standard output can't show every letter here: name a file with -o.")
    return form
