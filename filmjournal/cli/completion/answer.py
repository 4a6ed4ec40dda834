"""Answer a shell that completes a command: the candidates at the cursor, a line each, as that shell reads them.

Errors are never shown: whoever asks for completion has not finished typing.
"""

import gc
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from typing import NoReturn

from filmjournal.cli.completion.candidates import Candidate, candidates
from filmjournal.cli.completion.line import WORD_BREAKS, CommandLine, quoted_in_shell, read_line
from filmjournal.cli.status import Status
from filmjournal.cli.verb import VerbParser

MakeParser = Callable[[str], VerbParser]
"""Makes the parser of the program with the verb that was typed, or with every verb if it is none."""

FILES = 4
"""The exit status that leaves it to the shell to complete the name of a file."""

LISTED = 5
"""The exit status that says that the offers have less in common than was typed: they are only to be shown."""

_GOES_ON = (":", "=", ",", "@")
"""What a word ends with that is not done yet."""


def answer(make_parser: MakeParser, words: Sequence[str]) -> NoReturn:
    """Write the answer, and leave at once: to tidy up would take longer than the answer did."""
    gc.disable()
    shell, line, breaks = (*words, "", "", "")[:3]
    status, lines = answered(make_parser, shell, line, breaks or WORD_BREAKS)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except OSError:  # the shell no longer listens
        status = Status.NOTHING
    os._exit(status)


def answered(make_parser: MakeParser, shell: str, line: str, breaks: str = WORD_BREAKS) -> tuple[int, list[str]]:
    """Return the exit status, and the lines of the answer to a shell that completes a line at its end."""
    command = read_line(line, breaks, fish=shell == "fish")
    first = next((word for word in command.words[1:] if not word.startswith("-")), "")
    found = candidates(make_parser(first), command)
    if found is None:
        return FILES, []
    fit = [each for each in found if _fits_line("".join(each))]
    if shell == "fish":
        lines = list(_in_fish(fit, command.word))
        return Status.DONE if lines else Status.NOTHING, lines
    return _in_quotes(fit, command, shell)


def _in_quotes(found: Sequence[Candidate], command: CommandLine, shell: str) -> tuple[int, list[str]]:
    """Return what bash and zsh put behind the part of the word that stays.

    Both put what is common to all in place of what was typed, even where that is less.
    """
    stays = command.word[: command.prefix_length]
    found = list({each.word: each for each in found if each.word.startswith(stays)}.values())
    rests = quoted_in_shell([each.word[command.prefix_length :] for each in found], command.quote)
    rests = [rest if rest.endswith(_GOES_ON) else f"{rest}{command.quote}" for rest in rests]
    goes_on = not command.rest or _goes_on(os.path.commonprefix(rests), command)  # noqa: RUF071 — of text
    if shell == "zsh":
        shown = [f"{each.shown}  -- {each.hint}" if each.hint else each.shown for each in found]
        lines = [f"{command.raw}{rest}\t{text}" for rest, text in zip(rests, shown, strict=True)]
    else:
        lines = rests if goes_on else _with_nothing_in_common(rests, command.rest)
    return (Status.DONE if goes_on else LISTED) if lines else Status.NOTHING, lines


def _with_nothing_in_common(rests: list[str], typed: str) -> list[str]:
    """Return offers after which readline leaves what was typed as it is: it goes by what is common to all."""
    lines = [*rests, typed] if rests else []
    return [*lines, "…"] if os.path.commonprefix(lines) not in {"", typed} else lines  # noqa: RUF071 — of text


def _goes_on(common: str, command: CommandLine) -> bool:
    """Whether what is common to all offers has what was typed in it."""
    typed = command.word[command.prefix_length :]
    return typed.replace('"', "").lower() in read_line(f"{command.quote}{common}").word.replace('"', "").lower()


def _in_fish(found: Sequence[Candidate], typed: str) -> Iterator[str]:
    """Return what fish puts in place of the word, and quotes by itself.

    It takes only what has the letters that were typed, one after the other, and of that only what has them in the
    same way: a value in quotation marks is written small, and then all values are in quotation marks.
    """
    words = [each.word for each in found]
    if any(word.endswith('"') for word in words) and (":" in typed):
        words = [_with_quotation_marks(word) for word in words]
    for each, word in zip(found, words, strict=True):
        for written in (word, _small(word)):
            if _fish_takes(typed, written):
                yield f"{written}\t{each.hint if each.shown in written else f'{each.shown}, {each.hint}'}"
                break


def _with_quotation_marks(word: str) -> str:
    before, sign, value = re.split(r"(.*[:,])", word, maxsplit=1) if word else ("", "", "")
    return f'{before}{sign}"{value}"' if value and not value.endswith('"') else word


def _small(word: str) -> str:
    from filmjournal.model.text import fold  # noqa: PLC0415 — verbs and options are small

    return '"'.join(fold(part) for part in word.split('"'))


def _fish_takes(typed: str, word: str) -> bool:
    letters = iter(word)
    return typed.lower() in word.lower() or all(letter in letters for letter in typed)


def _fits_line(text: str) -> bool:
    """Whether a text is safe on one line: it has no control characters or line ends."""
    return not any(unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} for letter in text)
