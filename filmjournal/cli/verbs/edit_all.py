"""Change every viewing that a query finds, as one change."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import QUERY_HELP, add_query, add_yes, read_stars
from filmjournal.cli.completes import completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from filmjournal.cli.shell import Shell
    from filmjournal.model.viewing import Entry
    from filmjournal.transfer.bulk_edits import BulkEdit


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, the changes of which one is stated, and --yes."""
    add_query(parser, f"{QUERY_HELP}; all of what it finds is changed")
    change = parser.add_argument_group("the change", "One of these.").add_mutually_exclusive_group()
    completes(change.add_argument("--tag", metavar="TAGS", help="add these tags, with commas between them"), "tag")
    completes(change.add_argument("--untag", metavar="TAGS", help="remove these tags"), "tag")
    change.add_argument("--rating", metavar="STARS", help="rate them, from 0.5 to 5; none removes the ratings")
    change.add_argument("--liked", action=BooleanOptionalAction, help="mark them with a heart, or not")
    completes(change.add_argument("--venue", metavar="PLACE", help="where you watched them; '' removes it"), "venue")
    companions = "who watched them with you, too; '' removes all"
    completes(change.add_argument("--with", metavar="NAMES", help=companions), "with")
    fact = 'a fact of their films, such as "year: 1998"; "year:" removes it'
    change.add_argument("--film", metavar="FACT", help=fact)
    change.add_argument("--remove", action="store_true", help="remove the viewings; they stay in the trash")
    add_yes(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Say what would be changed, and change it when that is agreed to."""
    from filmjournal.cli.search import Search, open_journal, require_query

    require_query(args, "tag:festival --tag seen-with-others")
    journal = open_journal(shell, to_change=True)
    search = Search(journal, args.query, shell)
    if not search.entries:
        search.suggest_nearest()
        return Status.NOTHING
    edit = _edit(args, search.entries, shell.today)
    if not any(before != after for before, after in edit.edits):
        shell.say("Nothing was changed: they are like that already.")
        return Status.DONE
    if not args.yes:
        if not shell.can_ask:
            raise BadInputError(f"Nothing was changed. {edit.question} Add --yes to do it.")
        if not shell.agrees(edit.question):
            shell.say("Nothing was changed.")
            return Status.NOTHING
    journal.edit_all(edit.edits, edit.title)
    journal.save()
    shell.say(f"{edit.title}. `filmjournal undo` undoes it.")
    return Status.DONE


def _edit(args: Namespace, entries: Sequence[Entry], today: date) -> BulkEdit:
    """Return the change that is stated; raises InvalidValueError or BadInputError for one that can't be read."""
    from filmjournal.transfer import bulk_edits

    makes: dict[str, Callable[[Any], BulkEdit]] = {
        "tag": lambda tags: bulk_edits.tag(entries, tags),
        "untag": lambda tags: bulk_edits.untag(entries, tags),
        "rating": lambda stars: bulk_edits.rate(entries, read_stars(stars)),
        "liked": lambda liked: bulk_edits.mark_liked(entries, liked=liked),
        "venue": lambda venue: bulk_edits.set_venue(entries, venue),
        "with": lambda names: bulk_edits.add_companions(entries, names),
        "film": lambda fact: bulk_edits.set_film_fact(entries, fact, today),
        "remove": lambda _: bulk_edits.remove(entries),
    }
    stated = vars(args)
    for name, make in makes.items():
        if stated[name] is not None and (stated[name] is not False or name == "liked"):
            return make(stated[name])
    raise BadInputError(f"Say what to change, with one of {', '.join(f'--{name}' for name in makes)}.")


VERB = Verb(
    "edit-all",
    "Change every viewing that a query finds",
    "edit-all director:ozu --tag master --yes\n"
    'edit-all tag:35mm --venue "Curzon Soho" --yes\n'
    'edit-all title:pig --film "country: United States" --yes',
    add_arguments,
    run,
)
