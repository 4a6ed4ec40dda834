"""Shows the guide, or what a verb takes."""

from argparse import Namespace
from collections.abc import Mapping

from filmjournal.cli.main import _parser
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.guide.topics import TOPIC_BY_NAME, TOPICS, Topic, text_of

WIDEST = 100
"""How many cells a page is wide at most: longer lines are hard to follow."""


def show_help(asked: Namespace, shell: Shell) -> Status:
    """List the topics of the guide, show one, or show the help of a verb."""
    if asked.topic is None:
        shell.put_rows([(topic.name, topic.summary) for topic in TOPICS])
        shell.say("`filmjournal help TOPIC` shows one of them; `filmjournal --help` lists the verbs.")
    elif asked.topic in TOPIC_BY_NAME:
        _show(TOPIC_BY_NAME[asked.topic], shell)
    else:
        shell.put_text(_help_of(asked.topic).rstrip("\n"))
    return Status.DONE


def _show(topic: Topic, shell: Shell) -> None:
    if shell.is_drawn_on:
        from rich.text import Text  # noqa: PLC0415 — a pipe gets the text as it is written

        from filmjournal.render.guide import lines_of, page_of  # noqa: PLC0415
        from filmjournal.render.palette import PLAIN  # noqa: PLC0415

        console = shell.console()
        shell.draw(Text("\n").join(lines_of(page_of(topic, PLAIN), min(console.width, WIDEST))), console)
    else:
        shell.put_text(text_of(topic).rstrip("\n"))


def _help_of(verb: str) -> str:
    parsers = (action.choices for action in _parser(verb).actions if isinstance(action.choices, Mapping))
    return str(next(each[verb].format_help() for each in parsers))
