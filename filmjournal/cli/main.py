"""The command `filmjournal`."""

import sys
from typing import TYPE_CHECKING

from filmjournal import __version__

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence


_VERSION = f"filmjournal {__version__}"


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Do what the arguments ask and return the exit status.

    It is 0 when that is done, 1 when nothing was found or something is wrong, 2 for input that cannot be used, and 3
    when a verb cannot read or write the journal.
    """
    if (sys.argv[1:] if arguments is None else list(arguments)) == ["--version"]:
        print(_VERSION)  # noqa: T201 — a parser would take longer to make than everything else
        return 0
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.verb is not None:
        if asked.sample:
            parser.error("--sample opens the app, and goes with no verb")
        from filmjournal.cli.running import run  # noqa: PLC0415 — so that --version and --help answer at once
        from filmjournal.cli.verbs import deed_of  # noqa: PLC0415

        return run(deed_of(asked), asked)
    from filmjournal.cli.open import open_app  # noqa: PLC0415

    return open_app(asked.journal, sample=asked.sample, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr)


def _parser() -> "ArgumentParser":
    from argparse import ArgumentParser  # noqa: PLC0415 — only what is more than the version takes a parser
    from pathlib import Path  # noqa: PLC0415

    from filmjournal.cli.verbs import add_verbs  # noqa: PLC0415

    parser = ArgumentParser(
        prog="filmjournal",
        description="A film journal for the terminal: log what you watch, write about it, find it again.",
        epilog="Without --journal, the journal is the file that $FILMJOURNAL names, else journal.json in your data "
        "folder. Press ? in the app for every key; `filmjournal VERB --help` tells what a verb takes.",
        allow_abbrev=False,
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--journal", type=Path, metavar="PATH", help="the journal in this file")
    which.add_argument("--sample", action="store_true", help="open a scratch copy of a sample journal, to look around")
    parser.add_argument("--version", action="version", version=_VERSION)
    add_verbs(parser)
    return parser
