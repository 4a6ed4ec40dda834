"""Arguments of `export`."""

from argparse import ArgumentParser
from pathlib import Path

from filmjournal.cli.reading import QUERY_HELP, add_query


def add_export(parser: ArgumentParser) -> None:
    """Add a query, the format and where to write it."""
    from filmjournal.transfer.export_formats import EXPORT_FORMATS  # noqa: PLC0415 — only this verb needs it

    add_query(parser, f"{QUERY_HELP}; without one, everything")
    formats = "; ".join(f"{each.name}: {each.help}" for each in EXPORT_FORMATS)
    names = [each.name for each in EXPORT_FORMATS]
    parser.add_argument("--to", choices=names, metavar="FORMAT", help=formats)
    where = "the file or folder to write; without it, a single text goes to standard output"
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help=where)
    force = "overwrite a file that exists, or that was edited by hand since the last export"
    parser.add_argument("--force", action="store_true", help=force)
