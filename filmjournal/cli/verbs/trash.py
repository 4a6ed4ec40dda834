"""List the trash, restore from it, or empty it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_json, add_yes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb, add_subverbs

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.journal.trash_view import TrashItem

_EMPTY = "The trash is empty."


def add_arguments(parser: ArgumentParser) -> None:
    """Add --json, and the verbs that can follow."""
    add_json(parser)
    add_subverbs(parser, SUBVERBS, "Without one, the trash is listed.")


def add_restore(parser: ArgumentParser) -> None:
    """Add the ids of what to restore."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="an id as `filmjournal trash` lists them, or its start")


def run(args: Namespace, shell: Shell) -> Status:
    """List what is in the trash, what was removed last first."""
    from filmjournal.cli.search import short_ids
    from filmjournal.journal.trash_view import trash_items
    from filmjournal.render.versions import trash_row

    found = trash_items(shell.journal().tables)
    if args.json:
        shell.put_json([_as_json(each) for each in found])
    elif found:
        short = short_ids([each.id for each in found])
        shell.put_rows([trash_row(each, short[each.id]) for each in found])
    if not found:
        shell.say(_EMPTY)
    return Status.DONE if found else Status.NOTHING


def restore(args: Namespace, shell: Shell) -> Status:
    """Restore what has these ids: all of them, or nothing if one is not in the trash."""
    from filmjournal.journal.trash_view import trash_items
    from filmjournal.render.versions import trash_name

    journal = shell.journal()
    found = trash_items(journal.tables)
    wanted = {each.id: each for each in (_find(text, found) for text in args.ids)}
    for each in wanted.values():
        _restore(each, journal)
    journal.save()
    shell.say(*(f"Restored {trash_name(each)}." for each in wanted.values()))
    return Status.DONE


def empty(args: Namespace, shell: Shell) -> Status:
    """Delete everything in the trash for good, after a question and a backup."""
    from filmjournal.journal.trash_view import trash_items

    journal = shell.journal()
    found = trash_items(journal.tables)
    if not found:
        shell.say(_EMPTY)
        return Status.NOTHING
    what = _counted(found)
    if not args.yes:
        if not shell.can_ask:
            raise BadInputError(f"Nothing was changed. To delete {what} without a terminal to ask on, add --yes.")
        if not shell.agrees(f"Delete {what} for good?"):
            shell.say("Nothing was changed.")
            return Status.NOTHING
    journal.empty_trash([each.id for each in found])
    journal.save()
    number = shell.backups().list()[0].sequence
    shell.say(f"Deleted {what} for good; backup {number} has the journal as it was before.")
    return Status.DONE


def _find(text: str, found: list[TrashItem]) -> TrashItem:
    """Return the item with this id, or whose id begins so; raises BadInputError."""
    exact = [each for each in found if each.id == text]
    meant = exact or [each for each in found if text and each.id.startswith(text)]
    if not meant:
        raise BadInputError(f"{text or 'An empty id'} is not in the trash: `filmjournal trash` lists what is there.")
    if len(meant) > 1:
        raise BadInputError(f"{len(meant)} ids in the trash begin with {text}: write more of it.")
    return meant[0]


def _restore(each: TrashItem, journal: Journal) -> None:
    """Restore one item, unless it came back with another; raises BadInputError if it can't be read."""
    from filmjournal.journal.errors import NotInTrashError
    from filmjournal.render.versions import trash_name

    if not journal.tables.can_restore(each.id):
        return
    try:
        journal.restore(each.id, each.title)
    except NotInTrashError:
        return
    if journal.tables.can_restore(each.id):
        raise BadInputError(f"{trash_name(each)} can't be read and stays in the trash.")


def _counted(found: list[TrashItem]) -> str:
    from filmjournal.model.wording import counted, listed

    replaced = sum(bool(each.key) for each in found)
    wishes = sum(each.wish is not None and not each.key for each in found)
    lists = sum(each.list is not None and each.film is None and not each.key for each in found)
    items = sum(each.list is not None and each.film is not None and not each.key for each in found)
    films = sum(each.film is not None and each.viewing is None and each.wish is None and not each.key for each in found)
    films -= items
    numbers = {
        "viewing": len(found) - replaced - wishes - films - lists - items,
        "list": lists,
        "film on a list": items,
        "watchlist item": wishes,
        "film": films,
        "replaced version": replaced,
    }
    return listed([counted(number, noun) for noun, number in numbers.items() if number])


def _as_json(each: TrashItem) -> dict[str, Any]:
    viewing = each.viewing
    return {
        "id": each.id,
        "moment": each.moment.isoformat() if each.moment is not None else None,
        "title": each.film.title if each.film is not None else None,
        "watched": str(viewing.watched) if viewing is not None and viewing.watched is not None else None,
        "is_wish": each.wish is not None,
        "key": each.key or None,
        "value": each.value,
    }


SUBVERBS = (
    Verb("restore", "Restore from the trash", "trash restore 01a2056a", add_restore, restore),
    Verb("empty", "Delete everything in the trash for good", "trash empty\ntrash empty --yes", add_yes, empty),
)
"""The verbs that can follow `trash`."""

VERB = Verb(
    "trash",
    "List what was removed or replaced, restore it, or delete it for good",
    "trash\ntrash restore 01a2056a\ntrash empty",
    add_arguments,
    run,
)
