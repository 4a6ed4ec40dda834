"""Change a viewing or its film, by options or in the person's own editor."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_formats, add_one
from filmjournal.cli.completes import TITLE, completes
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.editor import EditedEntry
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.model.film import Film
    from filmjournal.model.viewing import Entry, Viewing


def add_arguments(parser: ArgumentParser) -> None:
    """Add the viewing to edit, the options of a viewing and film, and the output formats."""
    from filmjournal.cli.entry_options import add_entry_options

    parser.usage = "filmjournal edit QUERY|ID [options]"
    add_one(parser)
    title = parser.add_argument("--title", metavar="TITLE", help="the title of the film, in all its viewings")
    completes(title, TITLE)
    parser.add_argument("--rating", metavar="STARS", help="your rating, from 0.5 to 5; none removes it")
    add_entry_options(parser, short=False)
    add_formats(parser, "nothing goes to standard output")


def run(args: Namespace, shell: Shell) -> Status:
    """Change what the options state; without any, open the viewing in the editor."""
    from filmjournal.cli.output import put_changed
    from filmjournal.cli.search import choose_one, open_journal, require_query
    from filmjournal.exchange.entry.record_parsing import revise

    require_query(args)
    journal = open_journal(shell, to_change=True)
    entry = choose_one(args, shell, journal)
    if entry is None:
        return Status.NOTHING
    stated = _stated(args, entry, shell)
    if stated:
        after = _save(*revise(entry, stated, shell.today), entry, journal, shell)
    else:
        journal.store.refuse_if_newer()
        edited = _edit_in_editor(entry, shell)
        if edited is None:
            return Status.DONE
        with edited.keep_text_on_failure():
            after = _save(edited.film, edited.viewing, entry, journal, shell)
    put_changed([after], args, shell, is_list=False)
    return Status.DONE


def _save(film: Film, viewing: Viewing, entry: Entry, journal: Journal, shell: Shell) -> Entry:
    from filmjournal.model.wording import titled_and_dated

    after = journal.revise(film, viewing, since=entry)
    if journal.is_saved:
        shell.say(f"Nothing was changed: {titled_and_dated(entry)} is like that already.")
    else:
        journal.save()
        shell.say(f"Edited {titled_and_dated(after)}: {_differing(entry, after)}.")
    return after


def _stated(args: Namespace, entry: Entry, shell: Shell) -> dict[str, Any]:
    from filmjournal.cli.arguments import read_stars
    from filmjournal.cli.stated import stated_by
    from filmjournal.exchange.entry.record import record_of

    stated = stated_by(args, shell, record_of(entry))
    if args.title is not None:
        stated["title"] = args.title.strip()
    if args.rating is not None:
        rating = read_stars(args.rating)
        stated["rating"] = None if rating is None else rating / 2
    return stated


def _edit_in_editor(entry: Entry, shell: Shell) -> EditedEntry | None:
    from filmjournal.cli.editor import edit_entry
    from filmjournal.exchange.entry.record_parsing import revise

    def read(entry: Entry, stated: Mapping[str, Any]) -> tuple[Film, Viewing]:
        return revise(entry, stated, shell.today)

    return edit_entry(entry, shell, read)


def _differing(before: Entry, after: Entry) -> str:
    from filmjournal.exchange.entry.record import record_of
    from filmjournal.exchange.entry.record_parsing import KEYS
    from filmjournal.model.facts import BY_JOURNAL
    from filmjournal.model.wording import listed

    one, other = record_of(before), record_of(after)
    keys = [key for key in KEYS if key not in BY_JOURNAL and getattr(one, key) != getattr(other, key)]
    return listed([key.replace("_", " ") for key in keys])


VERB = Verb(
    "edit",
    "Change a viewing or its film",
    "edit leaving las vegas --number 1          # in your editor\n"
    "edit title:pig --rating 4.5 --tag 35mm --tag festival\n"
    'edit 01a2056a --element Soundtrack:4="A single guitar, and then silence."',
    add_arguments,
    run,
)
