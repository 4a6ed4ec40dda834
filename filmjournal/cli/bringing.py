"""What the verb takes that brings films in from elsewhere."""

from argparse import ArgumentParser
from pathlib import Path


def add_import(parser: ArgumentParser) -> None:
    """Let files be named, and what they are where nobody can tell."""
    parser.usage = "filmjournal import PATH… [options]"
    told = "a ZIP, a folder or a file that another service or program wrote, or several files of one"
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=told)
    parser.add_argument("--dry-run", action="store_true", help="only tell what would come in")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    stands = parser.add_mutually_exclusive_group()
    mine = "where something was changed here and there, keep what is here, and do not ask; so it is without a terminal"
    stands.add_argument("--mine", action="store_true", help=mine)
    stands.add_argument("--theirs", action="store_true", help="where something was, take what is told there")
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    parser.add_argument("--service", metavar="NAME", help="whose files they are, where that is not seen rightly")
    parser.add_argument("--deleted", action="store_true", help="also what was deleted at Letterboxd")
    columns = parser.add_argument_group("any other table", "A CSV file of no known service comes in by its columns.")
    columns.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=KEY",
        help="what a column holds, such as Film=title, Seen=watched or Score=rating; once for each",
    )
    columns.add_argument(
        "--scale", type=int, metavar="N", help="the highest rating in it, or in Markdown: 5, 10 or 100"
    )
