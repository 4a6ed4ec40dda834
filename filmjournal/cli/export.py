"""Takes the journal, or what a query finds, elsewhere."""

from argparse import Namespace

from filmjournal.cli.asking import Asking, opened
from filmjournal.cli.placing import placed, selected
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.cli.streams import BadInputError
from filmjournal.render.export_formats import EXPORT_FORMATS, Shape, export_format


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
    selection = selected(asking.entries, " ".join(asked.query), form, journal)
    if not selection.entries and not (selection.wishes and form.has_sources):
        asking.tell_nearest()
        return Status.NOTHING
    written = form.write(selection)
    if path is not None:
        shell.say(*placed(written, form, path, force=asked.force))
    elif len(written.documents) > 1:
        raise BadInputError(
            f"This is {len(written.documents)} files: name a folder for them with -o, such as -o films."
        )
    else:
        shell.put_text(written.documents[0].text.removesuffix("\n"))
    shell.say(*written.warnings)
    return Status.DONE
