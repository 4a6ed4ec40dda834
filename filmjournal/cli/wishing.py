"""What the watchlist's verbs take."""

from argparse import ArgumentParser

from filmjournal.cli.reading import DRAWN, QUERY_HELP, add_count, add_one, add_query
from filmjournal.cli.verb import Verb


def add_watchlist(parser: ArgumentParser) -> None:
    """Let a query be asked, and say how what it finds goes out."""
    parser.usage = (
        "filmjournal watchlist [QUERY] [options]\n"
        "       filmjournal watchlist add TITLE [options]\n"
        "       filmjournal watchlist remove QUERY|ID [options]"
    )
    add_query(parser, f"{QUERY_HELP}; all of the watchlist where there is none")
    add_count(parser, "--limit", "list so many at most")
    formats = parser.add_argument_group("output", f"Without any of these {DRAWN}.").add_mutually_exclusive_group()
    formats.add_argument("--json", action="store_true", help="write JSON, for programs")
    formats.add_argument("--plain", action="store_true", help="write sentences, for screen readers")


def add_wish(parser: ArgumentParser) -> None:
    """Let a film be named, and everything be told of why it is wished for."""
    parser.usage = "filmjournal watchlist add TITLE [options]"
    told = "the title, or the words that it begins with if you know the film"
    parser.add_argument("words", nargs="*", metavar="TITLE", help=told)
    parser.add_argument("--year", type=int, metavar="YEAR", help="when it was first shown")
    parser.add_argument("--director", action="append", metavar="NAME", help="director of the film; once for each")
    parser.add_argument("--by", metavar="NAME", help="who recommended it")
    parser.add_argument("--why", metavar="TEXT", help="why you want to see it, in Markdown; - reads standard input")
    parser.add_argument("--new", action="store_true", help="it is a film that the journal does not know")
    add_count(parser, "--number", "the film of this number, where several can be meant")


def add_unwish(parser: ArgumentParser) -> None:
    """Let one wish be meant, and the question be answered beforehand."""
    from filmjournal.cli.changing import add_yes  # noqa: PLC0415 — a verb that lists asks nothing

    parser.usage = "filmjournal watchlist remove QUERY|ID [options]"
    add_one(parser)
    add_yes(parser)


DEEDS = (
    Verb(
        "add",
        "Put a film on the watchlist",
        'watchlist add "Stalker" --year 1979 --director "Andrei Tarkovsky"\n'
        'watchlist add leaving --by Ana --why "Cage, and Sting sings."',
        add_wish,
        "watchlist.add",
    ),
    Verb(
        "remove",
        "Take a film off the watchlist",
        "watchlist remove nostalghia\nwatchlist remove nostalghia --yes",
        add_unwish,
        "watchlist.remove",
    ),
)
"""The verbs that can follow `watchlist`."""
