"""The command `filmjournal`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from filmjournal import __version__
from filmjournal.cli.verbs import add_verbs, deed_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask and return the exit status.

    It is 0 when that is done, 1 when nothing was found or something is wrong, 2 for input that cannot be used, and 3
    when a verb cannot read or write the journal.
    """
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.verb is not None:
        if asked.sample:
            parser.error("--sample opens the app, and goes with no verb")
        from filmjournal.cli.running import run  # noqa: PLC0415 — so that --version and --help answer at once

        return run(deed_of(asked), asked)
    from filmjournal.cli.open import open_app  # noqa: PLC0415

    return open_app(asked.journal, sample=asked.sample, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="filmjournal",
        description="A film journal for the terminal: log what you watch, write about it, find it again.",
        epilog="Without --journal, the journal is the file that $FILMJOURNAL names, else journal.json in your data "
        "folder. Press ? in the app for every key; `filmjournal VERB --help` tells what a verb takes.",
        allow_abbrev=False,
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--journal", type=Path, metavar="PATH", help="the journal in this file")
    which.add_argument("--sample", action="store_true", help="open a scratch copy of a sample journal, to look around")
    parser.add_argument("--version", action="version", version=f"filmjournal {__version__}")
    add_verbs(parser)
    return parser
