"""What the verbs take that change what is in the journal."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from filmjournal.cli.reading import add_number, add_one, add_query

if TYPE_CHECKING:
    from filmjournal.cli.running import Deed


def add_rate(parser: ArgumentParser) -> None:
    """Let one entry be meant, with its rating as the last word."""
    told = (
        "an id, or its start, or a query that finds one viewing; and last the stars, "
        "such as 4.5, 4,5, 4.5/5 or ★★★★½, or none to take them off"
    )
    add_query(parser, told, "QUERY|ID STARS")
    add_number(parser)


def add_remove(parser: ArgumentParser) -> None:
    """Let one entry be meant, and the question be answered beforehand."""
    add_one(parser)
    add_yes(parser)


def add_yes(parser: ArgumentParser) -> None:
    """Let a question be answered beforehand."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def load_rate() -> "Deed":
    """Load what `rate` does."""
    from filmjournal.cli.rate import rate  # noqa: PLC0415

    return rate


def load_remove() -> "Deed":
    """Load what `remove` does."""
    from filmjournal.cli.remove import remove  # noqa: PLC0415

    return remove


def load_undo() -> "Deed":
    """Load what `undo` does."""
    from filmjournal.cli.undo import undo  # noqa: PLC0415

    return undo
