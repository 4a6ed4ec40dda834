"""What the verb takes that takes the journal elsewhere."""

from argparse import ArgumentParser
from pathlib import Path

from filmjournal.cli.reading import QUERY_HELP, add_query


def add_export(parser: ArgumentParser) -> None:
    """Let a query be asked, and say in what format it goes out, and where."""
    from filmjournal.render.export_formats import EXPORT_FORMATS  # noqa: PLC0415

    add_query(parser, f"{QUERY_HELP}; all that is logged where there is none")
    told = "; ".join(f"{each.name}: {each.help}" for each in EXPORT_FORMATS)
    names = [each.name for each in EXPORT_FORMATS]
    parser.add_argument("--to", choices=names, metavar="FORMAT", help=told)
    where = "the file or the folder to write; without one, a single text goes to standard output"
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help=where)
    told = "write over a file that is there already, or that was changed by hand since it was written"
    parser.add_argument("--force", action="store_true", help=told)
