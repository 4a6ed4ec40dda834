"""Arguments of `import`."""

from argparse import ArgumentParser
from pathlib import Path


def add_import(parser: ArgumentParser) -> None:
    """Add the files, and how to read and merge them."""
    parser.usage = "filmjournal import PATH… [options]"
    paths = "a ZIP, a folder or a file from another service or program, or several files of one export"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=paths)
    parser.add_argument("--dry-run", action="store_true", help="only show what would be imported")
    parser.add_argument("--yes", action="store_true", help="don't ask")
    conflicts = parser.add_mutually_exclusive_group()
    mine = "keep your version of every conflict and don't ask; the default without a terminal"
    conflicts.add_argument("--mine", action="store_true", help=mine)
    conflicts.add_argument("--theirs", action="store_true", help="take their version of every conflict")
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    parser.add_argument("--service", metavar="NAME", help="the service that wrote the files, if it isn't recognised")
    parser.add_argument("--deleted", action="store_true", help="also import what was deleted at Letterboxd")
    columns = parser.add_argument_group("any other table", "A CSV file of no known service is imported by its columns.")
    columns.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=KEY",
        help="what a column holds, such as Film=title, Seen=watched or Score=rating; repeatable",
    )
    columns.add_argument(
        "--scale",
        type=int,
        metavar="N",
        help="maximum for ratings that don't state one, in Markdown too: 5, 10 or 100",
    )
