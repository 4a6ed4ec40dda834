"""The command `filmjournal`."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from filmjournal import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filmjournal.cli.verb_parser import VerbParser

COMPLETE = "__complete"
"""What the scripts of `filmjournal completion` say before what is to be completed; nobody types it."""


INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells have it."""

_VERSION = f"filmjournal {__version__}"


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Do what the arguments ask and return the exit status.

    It is 0 when that is done, 1 when nothing was found or done or something is wrong, 2 for input that cannot be used,
    and 3 when a verb cannot read or write the journal.
    """
    try:
        return _done(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED


def _done(words: "Sequence[str]") -> int:
    if words == ["--version"]:  # a parser would take longer to make than everything else
        with suppress(OSError):
            sys.stdout.write(f"{_VERSION}\n")
            sys.stdout.flush()
        return 0
    if words[:1] == [COMPLETE]:
        from filmjournal.cli.complete import answer  # noqa: PLC0415 — only a shell that completes waits for it

        answer(_parser, words[1:])
    parser = _parser()
    asked, unknown = parser.parse_known_args(words)
    if unknown:
        where = f"filmjournal {asked.verb}" if asked.verb else "filmjournal"
        parser.exit(2, f"{where}: nothing is known of {' '.join(unknown)}. `{where} --help` tells what it takes.\n")
    if asked.verb is not None:
        if asked.sample:
            parser.error("--sample opens the app, and goes with no verb")
        from filmjournal.cli.running import run  # noqa: PLC0415 — so that --version and --help answer at once
        from filmjournal.cli.verbs import deed_of  # noqa: PLC0415

        return run(deed_of(asked), asked)
    from filmjournal.cli.open import open_app  # noqa: PLC0415

    return open_app(asked.journal, sample=asked.sample, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr)


def _parser(typed: str = "") -> "VerbParser":
    """Return what reads every verb, or none but the one that was typed."""
    from filmjournal.cli.completes import FILE, completes  # noqa: PLC0415
    from filmjournal.cli.verb import path  # noqa: PLC0415
    from filmjournal.cli.verb_parser import VerbParser  # noqa: PLC0415 — only what is more than the version takes it
    from filmjournal.cli.verbs import add_verbs  # noqa: PLC0415

    parser = VerbParser(
        prog="filmjournal",
        description="A film journal for the terminal: log what you watch, write about it, find it again.",
        epilog="Without --journal, the journal is the file that $FILMJOURNAL names, else journal.json in your data "
        "folder. Press ? in the app for every key; `filmjournal VERB --help` tells what a verb takes.",
        allow_abbrev=False,
    )
    which = parser.add_mutually_exclusive_group()
    journal = which.add_argument("--journal", type=path, metavar="PATH", help="the journal in this file")
    completes(journal, FILE)
    which.add_argument("--sample", action="store_true", help="open a scratch copy of a sample journal, to look around")
    parser.add_argument("--version", action="version", version=_VERSION)
    add_verbs(parser, typed)
    return parser
