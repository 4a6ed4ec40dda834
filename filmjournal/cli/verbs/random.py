"""Pick viewings at random."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import FORMATS, QUERY_HELP, add_count, add_formats, add_query
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmjournal.cli.shell import Shell
    from filmjournal.model.viewing import Entry


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, a limit and the output formats."""
    add_query(parser, f"{QUERY_HELP}; without one, everything logged")
    add_count(parser, "--limit", "pick this many instead of one")
    parser.add_argument("--passage", action="store_true", help="write a passage of what you wrote about it instead")
    add_formats(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Pick among the matches of the query, or among everything logged: one viewing, or --limit of them."""
    from filmjournal.cli.output import put_listed
    from filmjournal.cli.search import Search, open_journal

    search = Search(open_journal(shell), args.query, shell)
    found = search.entries
    if args.passage:
        return _quote(found, args, shell)
    picked = shell.chance.sample(found, min(args.limit or 1, len(found)))
    put_listed(picked, None, search.query, args, shell)
    if not found:
        search.suggest_nearest()
        return Status.NOTHING
    return Status.DONE


def _quote(found: Sequence[Entry], args: Namespace, shell: Shell) -> Status:
    """Write passages of viewings that say something and don't give the ending away."""
    from filmjournal.cli.status import BadInputError
    from filmjournal.model.text import one_line
    from filmjournal.model.wording import titled_and_dated
    from filmjournal.render.cells import wrapped
    from filmjournal.stats.passages import HEADLINE, REVIEW
    from filmjournal.stats.today import passage_of

    if any(getattr(args, name) for name in FORMATS if name not in {"json", "plain"}):
        raise BadInputError("--passage writes sentences, or JSON with --json.")
    quotable = [entry for entry in found if entry.viewing.is_reviewed and not entry.viewing.spoilers]
    picked = shell.chance.sample(quotable, min(args.limit or 1, len(quotable)))
    passages = [passage for entry in picked if (passage := passage_of(entry, str(shell.chance.random())))]
    if args.json:
        from filmjournal.stats.today_record import passage_record

        shell.put_json([passage_record(passage) for passage in passages])
    elif passages:
        width = min(shell.console().width - 1, 76) if shell.is_drawn_on else None
        for place, passage in enumerate(passages):
            of = "" if passage.place in {HEADLINE, REVIEW} else f", {one_line(passage.place)}"
            text = f"“{one_line(passage.text)}”"
            lines = wrapped(text, width) if width is not None else [text]
            shell.put_text("\n".join([""] * bool(place) + lines + [f"{titled_and_dated(passage.entry)}{of}"]))
    if not passages:
        shell.say("Nothing was written about what was found, or it gives the ending away.")
    return Status.DONE if passages else Status.NOTHING


VERB = Verb(
    "random",
    "Pick a viewing at random",
    "random\nrandom rating:4.. is:first\nrandom --passage\nrandom genre:horror --limit 3 --plain",
    add_arguments,
    run,
)
