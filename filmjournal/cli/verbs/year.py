"""Review a year: the best of it, its numbers, and what you wrote, to read or as a page to keep."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_json, read_year
from filmjournal.cli.completes import FILE, completes
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.stats.year_review import YearReview


def add_arguments(parser: ArgumentParser) -> None:
    """Add the year and the file."""
    parser.add_argument("year", nargs="?", metavar="YEAR", help="the year, such as 2026; without one, this year")
    where = "write the page to this file, which ends in .html or .md, to print or to keep"
    completes(parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=where), FILE)
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")
    add_json(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Show the year, or write its page; NOTHING where nothing was watched in it."""
    import os

    from filmjournal.cli.search import open_journal
    from filmjournal.query.tree import Query
    from filmjournal.render.year import nothing_in
    from filmjournal.stats.counting import Subject
    from filmjournal.stats.weeks import first_weekday
    from filmjournal.stats.year_review import year_in_review

    year = read_year(args.year) if args.year is not None else shell.today.year
    journal = open_journal(shell)
    review = year_in_review(Subject(Query(), journal.entries), year)
    if not review.statistics.numbers.viewings:
        shell.say(nothing_in(year))
        return Status.NOTHING
    week_begins = first_weekday(os.environ)
    if args.output is not None:
        from filmjournal.transfer.year_page import write_year

        shell.say(write_year(review, args.output, journal.path, week_begins, force=args.force))
        return Status.DONE
    if args.json:
        from filmjournal.stats.year_review import review_record

        shell.put_json(review_record(review))
    else:
        _show(review, week_begins, shell)
    return Status.DONE


def _show(review: YearReview, week_begins: int, shell: Shell) -> None:
    from rich.text import Text

    from filmjournal.render.palette import PLAIN
    from filmjournal.render.statistics import compared_line, headline, known_line, totals_line
    from filmjournal.render.year import year_page

    counted = review.statistics
    page = year_page(review, shell.console().width - 1, PLAIN, week_begins)
    head = [Text(headline(counted), PLAIN.accent), Text(totals_line(counted.numbers))]
    head += [Text(line, PLAIN.muted) for line in (compared_line(counted), known_line(counted)) if line]
    lines = [*head, Text(), *page.lines]
    shell.put_lines(lines)


VERB = Verb(
    "year",
    "Review a year: the best of it, its numbers, and what you wrote",
    "year\nyear 2025\nyear 2026 -o 2026.html\nyear 2026 -o 2026.md --force\nyear 2026 --json",
    add_arguments,
    run,
)
