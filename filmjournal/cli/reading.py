"""What the verbs take that look into the journal and change nothing."""

from argparse import ArgumentParser, ArgumentTypeError

from filmjournal.cli.completes import QUERY, completes

QUERY_HELP = "words and fields, as on the search line of the app; -word, or ^word, is without it"

DRAWN = "it is drawn on a terminal, and in plain columns where it is piped"
"""What goes out where no format is asked for."""


def add_find(parser: ArgumentParser) -> None:
    """Let a query be asked, and say how what it finds goes out."""
    add_query(parser, f"{QUERY_HELP}; all that is logged where there is none")
    add_count(parser, "--limit", "list so many at most")
    add_formats(parser)


def add_show(parser: ArgumentParser) -> None:
    """Let one entry be meant, by its id or by a query."""
    add_one(parser)
    add_formats(parser)


def add_random(parser: ArgumentParser) -> None:
    """Let a query be asked, of which chance chooses."""
    add_query(parser, f"{QUERY_HELP}; all that is logged where there is none")
    add_count(parser, "--limit", "choose so many, and not one")
    add_formats(parser)


def add_today(parser: ArgumentParser) -> None:
    """Say how what is found goes out."""
    add_count(parser, "--limit", "list so many at most")
    add_formats(parser)


def add_nothing(parser: ArgumentParser) -> None:
    """Leave the parser as it is."""


def add_help(parser: ArgumentParser) -> None:
    """Let a topic of the guide be named, or a verb."""
    from filmjournal.cli.verbs import VERBS  # noqa: PLC0415 — they name what this verb takes
    from filmjournal.guide.topics import TOPICS  # noqa: PLC0415 — no other verb pays for it

    names = [*(topic.name for topic in TOPICS), *(verb.name for verb in VERBS)]
    told = "a topic of the guide, or a verb; without one, the topics are listed"
    parser.add_argument("topic", nargs="?", choices=names, metavar="TOPIC", help=told)
    add_no_pager(parser)


def add_one(parser: ArgumentParser) -> None:
    """Let one entry be meant, by its id or by a query that finds it."""
    add_query(parser, "an id, or its start, or a query that finds one viewing", "QUERY|ID")
    add_number(parser)


def add_number(parser: ArgumentParser) -> None:
    """Let one of several entries that can be meant be chosen."""
    add_count(parser, "--number", "the one of this number, where several can be meant")


def add_query(parser: ArgumentParser, told: str, name: str = "QUERY") -> None:
    """Let a query be asked, in as many words as it has."""
    completes(parser.add_argument("query", nargs="*", metavar=name, help=told), QUERY)


def add_formats(parser: ArgumentParser, without: str = DRAWN) -> None:
    """Let entries go out in every format; `without` says what goes out where none is asked for."""
    from filmjournal.cli.formats import FORMATS  # noqa: PLC0415

    formats = parser.add_argument_group("output", f"Without any of these {without}.").add_mutually_exclusive_group()
    for name, told in FORMATS.items():
        formats.add_argument(f"--{name}", action="store_true", help=told)
    add_no_pager(parser)


def add_no_pager(parser: ArgumentParser) -> None:
    """Let what is taller than the terminal go through a pager, unless that is not wanted."""
    parser.add_argument("--no-pager", action="store_true", help="write to the terminal however much it is")


def add_count(parser: ArgumentParser, option: str, told: str) -> None:
    """Let a number from 1 on be told."""
    parser.add_argument(option, type=_count, metavar="N", help=told)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)
