"""Show the guide, or the help of a verb."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_no_pager
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.guide.topics import Topic


def add_arguments(parser: ArgumentParser) -> None:
    """Add the topic of the guide, or the verb."""
    from filmjournal.cli.program import verb_names
    from filmjournal.guide.topics import TOPICS

    names = [*(topic.name for topic in TOPICS), *verb_names()]
    help_text = "a topic of the guide, or a verb; without one, the topics are listed"
    parser.add_argument("topic", nargs="?", choices=names, metavar="TOPIC", help=help_text)
    add_no_pager(parser)


WIDEST = 100
"""How many cells a page is wide at most: longer lines are hard to follow."""


def run(args: Namespace, shell: Shell) -> Status:
    """List the topics of the guide, show one, or show the help of a verb."""
    from filmjournal.guide.topics import TOPIC_BY_NAME, TOPICS

    if args.topic is None:
        shell.put_rows([(topic.name, topic.summary) for topic in TOPICS])
        shell.say("`filmjournal help TOPIC` shows one of them; `filmjournal --help` lists the verbs.")
    elif args.topic in TOPIC_BY_NAME:
        _show(TOPIC_BY_NAME[args.topic], shell)
    else:
        shell.put_text(_help_of(args.topic).rstrip("\n"))
    return Status.DONE


def _show(topic: Topic, shell: Shell) -> None:
    from filmjournal.guide.topics import text_of

    if shell.is_drawn_on:
        from rich.text import Text

        from filmjournal.render.guide import page_of
        from filmjournal.render.palette import PLAIN
        from filmjournal.render.prose import lines_of

        console = shell.console()
        shell.draw(Text("\n").join(lines_of(page_of(topic, PLAIN), min(console.width, WIDEST))), console)
    else:
        shell.put_text(text_of(topic).rstrip("\n"))


def _help_of(verb: str) -> str:
    from filmjournal.cli.program import program_parser

    parsers = (action.choices for action in program_parser(verb).actions if isinstance(action.choices, Mapping))
    return str(next(each[verb].format_help() for each in parsers))


VERB = Verb(
    "help",
    "Show a page of the guide, or what a verb takes",
    "help\nhelp searching\nhelp log\nhelp safety --no-pager",
    add_arguments,
    run,
)
