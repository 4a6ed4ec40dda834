"""The command `filmjournal`."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from filmjournal import __version__
from filmjournal.cli import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


COMPLETE = "__complete"
"""The hidden verb that the completion scripts call."""


_VERSION = f"filmjournal {__version__}"


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command and return the exit status.

    0: done; 1: nothing was found or done, or a check found a problem; 2: input that can't be used; 3: the journal can't
    be read or written.
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
        from filmjournal.cli.completion.answer import answer  # noqa: PLC0415 — only a shell that completes waits for it
        from filmjournal.cli.program import program_parser  # noqa: PLC0415

        answer(program_parser, words[1:])
    if (app := _app_words(words)) is not None:
        return _open_app(*app)
    from filmjournal.cli.program import program_parser  # noqa: PLC0415 — the version needs no parser

    parser = program_parser(_verb_in(words))
    args, unknown = parser.parse_known_args(words)
    if unknown:
        where = f"filmjournal {args.verb}" if args.verb else "filmjournal"
        from filmjournal.model.text import one_line  # noqa: PLC0415 — the version is no such sentence

        sentence = f"{where}: unknown: {' '.join(unknown)}. `{where} --help` lists what it takes."
        parser.exit(2, f"{one_line(sentence)}\n")
    if args.verb is not None:
        if args.sample:
            parser.error("--sample opens the app and can't be used with a verb")
        from filmjournal.cli.running import run  # noqa: PLC0415 — so that --version and --help answer at once

        return run(args)
    return _open_app(args.journal, args.sample)


def _verb_in(words: "Sequence[str]") -> str:
    """Return the verb, so that no other is loaded; an empty text where only the parser can tell which it is."""
    match list(words):
        case ["--journal", _, verb, *_] | [verb, *_] if not verb.startswith("-"):
            return verb
        case _:
            return ""


def _open_app(journal: "Path | None", sample: bool) -> int:  # noqa: FBT001 — the two options of the app, in their order
    import gc  # noqa: PLC0415 — no other verb needs it

    gc.disable()  # until the first frame is there: nothing that is loaded for it goes away again
    try:
        from filmjournal.cli.open import open_app  # noqa: PLC0415

        return open_app(journal, sample=sample, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr)
    finally:
        gc.enable()


def _app_words(words: "Sequence[str]") -> "tuple[Path | None, bool] | None":
    """Return the options of a command that plainly opens the app, or None.

    Making the parser of every verb takes as long as a tenth of the first frame, so these few forms are read without it.
    """
    match list(words):
        case []:
            return None, False
        case ["--sample"]:
            return None, True
        case ["--journal", path] if path and not path.startswith("-"):
            from pathlib import Path  # noqa: PLC0415 — not for the version

            return Path(path), False
        case _:
            return None
