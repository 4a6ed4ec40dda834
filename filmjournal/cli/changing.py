"""What the verbs take that log, and change what is logged."""

from argparse import ArgumentParser

from filmjournal.cli.completes import TITLE, completes
from filmjournal.cli.reading import add_count, add_formats, add_number, add_one, add_query


def add_log(parser: ArgumentParser) -> None:
    """Let a film be named and rated, and everything else be told of it."""
    from filmjournal.cli.telling_options import add_entry_options  # noqa: PLC0415 — nor does a verb pay for the options of another

    parser.usage = (
        "filmjournal log TITLE [STARS] [options]\n       filmjournal log --edit [TITLE]\n       filmjournal log -"
    )
    told = (
        "the title, or the words that it begins with if you know the film, and your rating from 0.5 to 5; "
        "- alone reads JSON from standard input, an object for each viewing"
    )
    completes(parser.add_argument("words", nargs="*", metavar="TITLE", help=told), TITLE)
    parser.add_argument("--edit", action="store_true", help="write it in your editor")
    parser.add_argument("--new", action="store_true", help="it is a film that the journal does not know")
    add_count(parser, "--number", "the film of this number, where several can be meant")
    add_entry_options(parser, short=True)
    add_formats(parser, "nothing goes to standard output")


def add_edit(parser: ArgumentParser) -> None:
    """Let one entry be meant, and everything be told of it that is to change."""
    from filmjournal.cli.telling_options import add_entry_options  # noqa: PLC0415

    parser.usage = "filmjournal edit QUERY|ID [options]"
    add_one(parser)
    title = parser.add_argument("--title", metavar="TITLE", help="the title of the film, in all its viewings")
    completes(title, TITLE)
    parser.add_argument("--rating", metavar="STARS", help="your rating, from 0.5 to 5; none takes it off")
    add_entry_options(parser, short=False)
    add_formats(parser, "nothing goes to standard output")


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
