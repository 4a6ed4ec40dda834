"""The command `filmjournal`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from filmjournal import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask and return the exit status: 0 when done, 2 for input that cannot be used."""
    asked = _parser().parse_args(arguments)
    from filmjournal.cli.open import open_app  # noqa: PLC0415 — so that --version and --help answer at once

    return open_app(asked.journal, sample=asked.sample, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="filmjournal",
        description="A film journal for the terminal: log what you watch, write about it, find it again.",
        epilog="Without --journal, the journal is the file that $FILMJOURNAL names, else journal.json in your data "
        "folder. Press ? in the app for every key.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--journal", type=Path, metavar="PATH", help="open the journal in this file")
    which.add_argument("--sample", action="store_true", help="open a scratch copy of a sample journal, to look around")
    parser.add_argument("--version", action="version", version=f"filmjournal {__version__}")
    return parser
