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
    "ids": "write ids alone",
    "csv": "write a table of all facts, for spreadsheets",
    "tsv": "write the columns that a pipe gets: watched, rating, title, year, director and id, with tabs between",
    "markdown": "write Markdown",
    "plain": "write sentences, for screen readers",
}
"""The output formats: the help of each, by the name of its option."""

QUERY_HELP = "words and fields, as on the search line of the app; -word, or ^word, is without it"

DRAWN = "a terminal gets a drawing and a pipe plain columns"
"""What is written without a format option."""


def add_one(parser: ArgumentParser) -> None:
    """Add arguments for one viewing: an id or a query, and --number."""
    add_query(parser, "an id, or its start, or a query that finds one viewing", "QUERY|ID")
    add_number(parser)


def add_number(parser: ArgumentParser) -> None:
    """Add --number, which chooses among several matches."""
    add_count(parser, "--number", "the viewing with this number, if several match")


def add_query(parser: ArgumentParser, help_text: str, name: str = "QUERY") -> None:
    """Add the words of a query."""
    completes(parser.add_argument("query", nargs="*", metavar=name, help=help_text), QUERY)


def add_formats(parser: ArgumentParser, without: str = DRAWN) -> None:
    """Add the output formats; `without` completes "Without any of these …" in the help."""
    formats = parser.add_argument_group("output", f"Without any of these {without}.").add_mutually_exclusive_group()
    for name, help_text in FORMATS.items():
        formats.add_argument(f"--{name}", action="store_true", help=help_text)
    add_no_pager(parser)


def add_which_film(parser: ArgumentParser) -> None:
    """Add what says which film a title means, where it may mean several."""
    parser.add_argument("--new", action="store_true", help="it is a film the journal doesn't have")
    parser.add_argument("--no-lookup", action="store_true", help="take no facts from the catalogue of films")


def add_no_pager(parser: ArgumentParser) -> None:
    """Add --no-pager."""
    parser.add_argument("--no-pager", action="store_true", help="write straight to the terminal, however long it is")


def add_count(parser: ArgumentParser, option: str, help_text: str) -> None:
    """Add an option that takes a number of 1 or more."""
    parser.add_argument(option, type=_count, metavar="N", help=help_text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise ArgumentTypeError(f"{text} is not a number of 1 or more")
    return int(text)


def add_nothing(parser: ArgumentParser) -> None:
    """Add nothing: the verb has no arguments."""


def add_yes(parser: ArgumentParser) -> None:
    """Add --yes, which answers the question in advance."""
    parser.add_argument("--yes", action="store_true", help="don't ask")


def add_json(parser: ArgumentParser) -> None:
    """Add --json."""
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    add_no_pager(parser)


NO_RATING = "none"
"""What removes a rating."""


def read_stars(typed: str) -> Rating | None:
    """Return a rating as it is typed, None for "none"; raises BadInputError."""
    from filmjournal.model.errors import InvalidValueError  # noqa: PLC0415 — only a rating needs them
    from filmjournal.model.rating import Rating  # noqa: PLC0415

    if typed.strip().casefold() in {NO_RATING, ""}:
        return None
    try:
        return Rating.parse(typed)
    except InvalidValueError as error:
        raise BadInputError(f"{error} “{NO_RATING}” removes the rating. Nothing was changed.") from error


def read_year(typed: str) -> int:
    """Return the year that was typed; raises BadInputError."""
    from filmjournal.model.when import FIRST_WATCHED  # noqa: PLC0415 — help and completion don't read a year

    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) >= FIRST_WATCHED):
        raise BadInputError(f"“{typed}” isn't a year of viewings: write four digits, such as 2026.")
    return int(typed)
