"""Arguments that several verbs share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import TYPE_CHECKING

from filmjournal.cli.completes import QUERY, completes
from filmjournal.cli.status import BadInputError

if TYPE_CHECKING:
    from filmjournal.model.rating import Rating

FORMATS = {
    "json": "write JSON, for programs",
    "ids": "write nothing but ids",
    "csv": "write a table with everything that is known, for spreadsheets",
    "tsv": "write the columns that a pipe gets: watched, rating, title, year, director and id, with tabs between",
    "markdown": "write Markdown",
    "plain": "write sentences that are read from top to bottom, for screen readers",
}
"""The formats that can be asked for, each with its help."""

QUERY_HELP = "words and fields, as on the search line of the app; -word, or ^word, is without it"

DRAWN = "it is drawn on a terminal, and in plain columns where it is piped"
"""What goes out where no format is asked for."""


def add_one(parser: ArgumentParser) -> None:
    """Let one entry be meant, by its id or by a query that finds it."""
    add_query(parser, "an id, or its start, or a query that finds one viewing", "QUERY|ID")
    add_number(parser)


def add_number(parser: ArgumentParser) -> None:
    """Let one of several entries that can be meant be chosen."""
    add_count(parser, "--number", "the one of this number, where several can be meant")


def add_query(parser: ArgumentParser, help_text: str, name: str = "QUERY") -> None:
    """Let a query be asked, in as many words as it has."""
    completes(parser.add_argument("query", nargs="*", metavar=name, help=help_text), QUERY)


def add_formats(parser: ArgumentParser, without: str = DRAWN) -> None:
    """Let entries go out in every format; `without` says what goes out where none is asked for."""
    formats = parser.add_argument_group("output", f"Without any of these {without}.").add_mutually_exclusive_group()
    for name, help_text in FORMATS.items():
        formats.add_argument(f"--{name}", action="store_true", help=help_text)
    add_no_pager(parser)


def add_no_pager(parser: ArgumentParser) -> None:
    """Let what is taller than the terminal go through a pager, unless that is not wanted."""
    parser.add_argument("--no-pager", action="store_true", help="write to the terminal however much it is")


def add_count(parser: ArgumentParser, option: str, help_text: str) -> None:
    """Let a number from 1 on be told."""
    parser.add_argument(option, type=_count, metavar="N", help=help_text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def add_nothing(parser: ArgumentParser) -> None:
    """Leave the parser as it is."""


def add_yes(parser: ArgumentParser) -> None:
    """Let a question be answered beforehand."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def add_json(parser: ArgumentParser) -> None:
    """Add --json."""
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    add_no_pager(parser)


NO_RATING = "none"
"""What is written to take a rating off."""


def read_stars(typed: str) -> Rating | None:
    """Return the rating that was written, None where one is to be taken off; raises BadInputError."""
    from filmjournal.model.errors import InvalidValueError  # noqa: PLC0415 — only a rating needs them
    from filmjournal.model.rating import Rating  # noqa: PLC0415

    if typed.strip().casefold() in {NO_RATING, ""}:
        return None
    try:
        return Rating.read(typed)
    except InvalidValueError as error:
        raise BadInputError(f"{error} “{NO_RATING}” takes it off. Nothing was changed.") from error
