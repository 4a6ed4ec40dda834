"""Takes the journal, or what a query finds, elsewhere."""

from argparse import Namespace

from filmjournal.cli.asking import Asking, opened
from filmjournal.cli.selecting import selected
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.cli.streams import BadInputError
from filmjournal.render.export_formats import EXPORT_FORMATS, ExportFormat, Shape, export_format
from filmjournal.render.put_out import left_out, put_out, several_files


def export(asked: Namespace, shell: Shell) -> Status:
    """Write what the query finds, or all that is logged, in the format that was asked for."""
    form = _form(asked, shell)
    journal = opened(shell)
    asking = Asking(journal, asked.query, shell)
    selection = selected(asking.entries, " ".join(asked.query), journal)
    if not selection.entries and not (selection.wishes and form.has_wishes):
        asking.tell_nearest()
        return Status.NOTHING
    if asked.output is not None:
        shell.say(*put_out(form, selection, asked.output, journal.path, force=asked.force))
        return Status.DONE
    written = form.write(selection)
    if len(written.documents) > 1:
        raise several_files(written, "films")
    shell.put_text(written.documents[0].text.removesuffix("\n"))
    shell.say(*written.warnings, *left_out(form, selection, written))
    return Status.DONE


def _form(asked: Namespace, shell: Shell) -> ExportFormat:
    """Return the format that was asked for; raises BadInputError where it cannot go where it is to go."""
    if asked.to is None:
        names = ", ".join(each.name for each in EXPORT_FORMATS)
        raise BadInputError(f"Say in what format: `filmjournal export --to FORMAT` knows {names}.")
    form = export_format(asked.to)
    if asked.output is None and form.shape is Shape.FOLDER:
        raise BadInputError("This is a folder with a file for each viewing: name it with -o, such as -o films.")
    if asked.output is None and not shell.is_utf8:
        raise BadInputError("Standard output does not take every letter here: name a file with -o.")
    return form
