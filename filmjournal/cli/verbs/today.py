"""Show what comes back today: past years on this day and near it, a passage, a film for tonight, the year so far."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_count, add_formats
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.stats.today import Today

_LISTS = ("ids", "csv", "tsv", "markdown")
"""The formats that list the viewings near this day, and nothing else."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the days that count as near, the query for tonight, a limit and the output formats."""
    near = "days before and after this one that count as near, 3 unless you say; 0 is this day alone"
    parser.add_argument("--window", type=_days, metavar="N", help=near)
    tonight = "choose among the films of your watchlist that this query finds, such as runtime:..100"
    parser.add_argument("--tonight", metavar="QUERY", help=tonight)
    add_count(parser, "--limit", "at most this many viewings near this day")
    add_formats(parser, "a page is written; --ids, --csv, --tsv and --markdown list the viewings near this day alone")


def _days(text: str) -> int:
    from filmjournal.stats.today import WIDEST

    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= WIDEST):
        raise ArgumentTypeError(f"{text} is not a number of days from 0 to {WIDEST}")
    return int(text)


def run(args: Namespace, shell: Shell) -> Status:
    """Show the page of today; NOTHING where nothing is logged, and for a list where nothing is near this day."""
    from msgspec import structs

    from filmjournal.cli.search import open_journal
    from filmjournal.model.wording import counted

    journal = open_journal(shell)
    found = _found(journal, args, shell)
    found = structs.replace(found, near=found.near[: args.limit])
    if any(getattr(args, name) for name in _LISTS):
        _list(found, args, shell)
        if not found.near:
            within = f" or within {counted(found.window, 'day')} of it" if found.window else ""
            shell.say(f"Nothing of past years was watched on this day{within}.")
        return Status.DONE if found.near else Status.NOTHING
    if args.json:
        from filmjournal.stats.today_record import today_record

        shell.put_json(today_record(found))
    elif found.viewings or found.tonight:
        _show(found, args, shell)
    if args.tonight and found.tonight is None:
        shell.say("Nothing on your watchlist matches.")
    if not found.viewings:
        shell.say(f"Nothing is logged yet in {journal.path}.")
    return Status.DONE if found.viewings else Status.NOTHING


def _found(journal: Journal, args: Namespace, shell: Shell) -> Today:
    from filmjournal.journal.safety.drafts import Drafts
    from filmjournal.stats.today import WINDOW, Unsaved, today

    wishes = journal.watchlist
    if args.tonight is not None:
        from filmjournal.cli.search import Search
        from filmjournal.query.watchlist import watchlist_entries

        search = Search(journal, [args.tonight], shell, watchlist_entries(wishes))
        known = {entry.id for entry in search.entries}
        wishes = tuple(each for each in wishes if each.id in known)
    drafts, left = Drafts(shell.places.drafts), list[Unsaved]()
    if drafts.left():
        from filmjournal.transfer.unsaved_drafts import described, unsaved_drafts

        left = [Unsaved(each.title, described(slot, each)) for slot, each in unsaved_drafts(drafts, journal).items()]
    window = WINDOW if args.window is None else args.window
    from filmjournal.render.today import IN_FULL

    quoted = None if args.json or args.plain else max(IN_FULL)
    return today(journal.entries, wishes, shell.today, window=window, drafts=left, quoted=quoted)


def _list(found: Today, args: Namespace, shell: Shell) -> None:
    from filmjournal.cli.output import put_listed
    from filmjournal.query.tree import Query

    put_listed([near.entry for near in found.near], None, Query(), args, shell)


def _show(found: Today, args: Namespace, shell: Shell) -> None:
    if args.plain:
        from filmjournal.render.spoken_today import spoken_today

        shell.put_text("\n".join(spoken_today(found)))
        return
    from rich.text import Text

    from filmjournal.render.palette import PLAIN
    from filmjournal.render.today import head_line, today_page

    console = shell.console()
    width = console.width - 1
    lines = [head_line(found, width, PLAIN), Text(), *today_page(found, width, PLAIN).lines]
    shell.put_lines(lines)


VERB = Verb(
    "today",
    "Show what comes back today: past years, a passage, a film for tonight",
    "today\ntoday --window 0\ntoday --tonight runtime:..120\ntoday --plain\ntoday --json",
    add_arguments,
    run,
)
