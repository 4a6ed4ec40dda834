"""Count what a query finds: by month, director, element and more, of all time or of a year."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import DRAWN, QUERY_HELP, add_count, add_no_pager, add_query, read_year
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.stats.results import Chart, Statistics

_FORMATS = {
    "json": "write JSON, for programs",
    "csv": "write a table of bars, for spreadsheets",
    "plain": "write sentences, for screen readers",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, the year, what to count by, and the formats."""
    from filmjournal.stats.facets import FACET_NAMES
    from filmjournal.stats.record import BY_ELEMENT

    add_query(parser, f"{QUERY_HELP}; without one, everything logged")
    parser.add_argument("--year", metavar="YEAR", help="count the viewings of this year, against the year before")
    names = (*FACET_NAMES, BY_ELEMENT)
    parser.add_argument("--by", choices=names, metavar="WHAT", help=f"count by one thing alone: {', '.join(names)}")
    add_count(parser, "--limit", "list at most this many, of what has a name")
    formats = parser.add_argument_group("output", f"Without any of these {DRAWN}.").add_mutually_exclusive_group()
    for name, help_text in _FORMATS.items():
        formats.add_argument(f"--{name}", action="store_true", help=help_text)
    add_no_pager(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """Count what the query finds, and write it; NOTHING where it finds nothing."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.query.sorting import WATCHED, sort
    from filmjournal.stats.counting import Subject, statistics
    from filmjournal.stats.record import BY_ELEMENT, element_chart

    year = read_year(args.year) if args.year is not None else None
    journal = open_journal(shell)
    search = Search(journal, args.query, shell)
    if not search.entries:
        search.suggest_nearest()
        return Status.NOTHING
    known = {entry.id for entry in search.entries}
    entries = sort([entry for entry in journal.entries if entry.id in known], WATCHED)
    result = statistics(Subject(search.query, entries), year, args.limit)
    if args.by == BY_ELEMENT:
        _put(result, (element_chart(result),), args, shell)
    else:
        charts = (result.chart(args.by),) if args.by else result.charts
        _put(result, charts if args.by else (*charts, element_chart(result)), args, shell)
    if not result.numbers.viewings:
        shell.say(f"Nothing that was found was watched in {year}.")
        return Status.NOTHING
    return Status.DONE


def _put(result: Statistics, charts: tuple[Chart, ...], args: Namespace, shell: Shell) -> None:
    from filmjournal.model.text import one_line
    from filmjournal.stats.record import COLUMNS, chart_record, record_of, rows_of

    if args.json:
        whole = record_of(result)
        one = {name: whole[name] for name in ("subject", "query", "year")} | {"by": args.by}
        shell.put_json({**one, **chart_record(charts[0])} if args.by else whole)
    elif args.csv:
        import csv
        from io import StringIO

        from filmjournal.exchange.entry.csv_columns import as_text

        out = StringIO()
        csv.writer(out, lineterminator="\n").writerows((COLUMNS, *(map(as_text, row) for row in rows_of(charts))))
        shell.put_text(out.getvalue().removesuffix("\n"))
    elif args.plain:
        from filmjournal.render.spoken_statistics import sentences

        shell.put_text("\n".join(sentences(result, charts, whole=not args.by)))
    elif shell.is_drawn_on:
        _draw(result, charts, args, shell)
    else:
        shell.put_text("\n".join("\t".join(map(one_line, row)) for row in rows_of(charts)))


def _draw(result: Statistics, charts: tuple[Chart, ...], args: Namespace, shell: Shell) -> None:
    import os

    from rich.console import Group
    from rich.text import Text

    from filmjournal.render.palette import PLAIN
    from filmjournal.render.panels import arranged, column_widths
    from filmjournal.render.statistics import chart_panel, compared_line, headline, panels, totals_line
    from filmjournal.stats.weeks import first_weekday

    console = shell.console()
    if args.by:
        panel = chart_panel(charts[0], console.width - 1, PLAIN)
        shell.draw(Group(*arranged([lambda _: panel], (console.width - 1,), PLAIN).lines), console)
        return
    widths = column_widths(console.width - 1)
    page = arranged(panels(result, PLAIN, first_weekday(os.environ), room=console.width - 1), widths, PLAIN)
    against = compared_line(result)
    head = [Text(headline(result), PLAIN.accent), Text(totals_line(result.numbers))]
    shell.draw(Group(*head, *([Text(against, PLAIN.muted)] if against else []), Text(), *page.lines), console)


VERB = Verb(
    "stats",
    "Count what you watched: by month, director, element and more",
    "stats\nstats --year 2026\nstats genre:drama --by director --limit 10\nstats --by element --csv\nstats cage --json",
    add_arguments,
    run,
)
