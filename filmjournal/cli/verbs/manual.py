"""The manual page, written in roff from the records of verbs, query fields and exit statuses.

Writes a page of the manual, in the language that `man` reads.
"""

from __future__ import annotations

import os
import re
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import FORMATS, add_nothing
from filmjournal.cli.status import Status
from filmjournal.cli.verb import Verb, VerbParser

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.places import Places


ENVIRONMENT = {
    "FILMJOURNAL": "The journal, where --journal names none.",
    "FILMJOURNAL_PAGER": "The pager for what is taller than the terminal; none where it is empty, or cat.",
    "PAGER": "The same, for every program. Without either it is less.",
    "VISUAL": "The editor for a long text.",
    "EDITOR": "The same, where VISUAL names none.",
    "NO_COLOR": "Takes the colours away.",
    "FORCE_COLOR": "Draws for a pipe as for a terminal.",
    "COLUMNS": "How wide the terminal is.",
}
"""The environment variables that are read, and what each does."""

_OUTPUT = {*FORMATS, "no_pager"}
_ALWAYS = {"help", "version", "journal"}


def run(args: Namespace, shell: Shell) -> Status:  # noqa: ARG001 — it takes nothing
    """Show the page on a terminal, with `man`; elsewhere, and where there is no `man`, write its source."""
    from filmjournal.journal.places import Places

    page = str(page_of_the_manual(Places.find(None, {}), Path.home()))
    if not (shell.is_terminal and _is_shown(page, os.environ)):
        shell.put_text(page)
    return Status.DONE


def _is_shown(page: str, environment: Mapping[str, str]) -> bool:
    import subprocess

    own = environment.get("FILMJOURNAL_PAGER")
    try:
        done = subprocess.run(
            ["man", "-l", "-"],  # noqa: S607 — wherever it is on this system
            input=page,
            text=True,
            encoding="ascii",
            env={**environment, "MANPAGER": own or "cat"} if own is not None else None,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def page_of_the_manual(places: Places, home: Path) -> Page:
    """Return the manual page, with these places as the files."""
    from filmjournal import __version__
    from filmjournal.cli.program import program_parser

    page = Page("filmjournal", 1, f"filmjournal {__version__}", "User Commands")
    program = program_parser()
    page.heading("NAME")
    page.line(escaped("filmjournal - a film journal for the terminal"))
    page.heading("SYNOPSIS")
    page.line(f"{bold('filmjournal')} [{bold('--journal')} {italic('PATH')} | {bold('--sample')}]")
    page.paragraph(f"{bold('filmjournal')} {italic('VERB')} [{italic('OPTION')} ...] [{italic('WORD')} ...]")
    page.heading("DESCRIPTION")
    page.line(escaped(program.description or ""))
    page.paragraph(escaped("Without a verb the app opens; ? shows every key there."))
    page.heading("OPTIONS")
    _options(page, program, hidden={"verb"})
    _verbs(page)
    _queries(page)
    page.heading("FILES")
    for path, help_text in _files(places).items():
        page.item(italic(_from_home(path, home)), help_text)
    page.heading("ENVIRONMENT")
    for name, help_text in ENVIRONMENT.items():
        page.item(bold(name), help_text)
    page.heading("EXIT STATUS")
    for status in Status:
        page.item(bold(str(status.value)), status.help)
    return page


def _verbs(page: Page) -> None:
    from filmjournal.cli.program import every_verb

    page.heading("every_verb()")
    for verb in every_verb():
        _verb(page, verb)
    page.subheading("Output")
    page.line(escaped("What lists or shows viewings draws them on a terminal and writes plain columns to a pipe, or:"))
    of_all = next(parser for parser in map(_parser_of, every_verb()) if _has_formats(parser))
    _options(page, of_all, hidden={action.dest for action in of_all.actions} - _OUTPUT)


def _verb(page: Page, verb: Verb) -> None:

    parser = _parser_of(verb)
    page.subheading(" ".join([verb.name, *_words(parser.actions)]))
    page.line(escaped(f"{verb.help}."))
    for action in parser.actions:
        if not action.option_strings and isinstance(action.choices, Mapping):
            for name, own in action.choices.items():
                page.item(bold(f"{verb.name} {name}"), own.description or "")
                _options(page, own, hidden=_ALWAYS)
    _options(page, parser, hidden={*_ALWAYS, *(_OUTPUT if _has_formats(parser) else ())})
    if _has_formats(parser):
        page.paragraph(f"It takes the options of {bold('Output')} too.")
    page.example(f"filmjournal {example}" for example in verb.examples.splitlines())


def _parser_of(verb: Verb) -> VerbParser:
    parser = VerbParser(prog=f"filmjournal {verb.name}")
    verb.add_arguments(parser)
    return parser


def _has_formats(parser: VerbParser) -> bool:
    return {action.dest for action in parser.actions} >= set(FORMATS)


def _words(actions: Iterable[Action]) -> list[str]:
    return [f"[{_metavar(each)}]" if each.nargs in {"*", "?"} else _metavar(each) for each in actions if _is_word(each)]


def _is_word(action: Action) -> bool:
    return not action.option_strings and not isinstance(action.choices, Mapping)


def _metavar(action: Action) -> str:
    return str(action.metavar or action.dest)


def _options(page: Page, parser: ArgumentParser, hidden: set[str]) -> None:

    for action in parser._actions:  # noqa: SLF001 — argparse has no public list of its arguments
        if action.dest in hidden or isinstance(action.choices, Mapping):
            continue
        takes = f" {italic(_metavar(action))}" if action.nargs != 0 and action.option_strings else ""
        names = ", ".join(map(bold, action.option_strings)) or italic(_metavar(action))
        page.item(f"{names}{takes}", _sentence(action.help or ""))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _queries(page: Page) -> None:
    from filmjournal.query.fields import FIELDS
    from filmjournal.query.parser import OPERATORS

    page.heading("QUERIES")
    page.line(escaped("Words are looked for in titles, people, tags and all that you wrote; a space means and."))
    for operator in OPERATORS:
        page.item(bold(operator.example), f"{operator.help}.")
    page.subheading("Fields")
    for field in FIELDS:
        names = ", ".join(bold(f"{name}:") for name in (field.name, *field.aliases))
        page.item(names, f"{field.help}, as in {field.example}")


def _files(places: Places) -> dict[Path, str]:
    return {
        places.journal: "The journal, where neither --journal nor $FILMJOURNAL names another.",
        places.settings: "What the app remembers.",
        places.searches: "What was searched, and the searches that were saved.",
        places.catalogue: "Your own catalogue of films, if you asked for one.",
        places.state: "Drafts and backups.",
    }


def _from_home(path: Path, home: Path) -> str:
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


_ESCAPED = {
    "\\": r"\e",
    "-": r"\-",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
}
"""Characters that roff would read as commands or replace."""

_SPECIAL = re.compile(r"[^ -~]|[" + re.escape("".join(_ESCAPED)) + "]")


def escaped(text: str) -> str:
    """Return a text escaped for roff, on one line."""
    plain = _SPECIAL.sub(lambda match: _ESCAPED.get(match[0], f"\\[u{ord(match[0]):04X}]"), " ".join(text.split()))
    return f"\\&{plain}" if plain.startswith(".") else plain


def bold(text: str) -> str:
    """Return a text in bold: what is typed as it is."""
    return f"\\fB{escaped(text)}\\fR"


def italic(text: str) -> str:
    """Return a text in italics: what is typed in its place."""
    return f"\\fI{escaped(text)}\\fR"


class Page:
    """A manual page in roff, written from top to bottom."""

    def __init__(self, name: str, section: int, source: str, title: str) -> None:
        self._lines = [f'.TH "{escaped(name.upper())}" "{section}" "" "{escaped(source)}" "{escaped(title)}"']

    def heading(self, text: str) -> None:
        """Begin a section."""
        self._lines.append(f'.SH "{escaped(text)}"')

    def subheading(self, text: str) -> None:
        """Begin a subsection."""
        self._lines.append(f'.SS "{escaped(text)}"')

    def paragraph(self, text: str) -> None:
        """Write a paragraph; the text is escaped already."""
        self._lines += [".PP", text]

    def line(self, text: str) -> None:
        """Write a line right below a heading; the text is escaped already."""
        self._lines.append(text)

    def item(self, tag: str, text: str) -> None:
        """Write a tag with its text below; the tag is escaped already."""
        self._lines += [".TP", tag, escaped(text)]

    def example(self, lines: Iterable[str]) -> None:
        """Write lines as they are."""
        self._lines += [".PP", ".EX", *(f"\\&{_kept(line)}" for line in lines), ".EE"]

    def __str__(self) -> str:
        return "\n".join(self._lines)


def _kept(line: str) -> str:
    """Return a line escaped, with each of its spaces."""
    return " ".join(escaped(word) if word else "" for word in line.split(" "))


VERB = Verb(
    "manual",
    "Show the manual page, or write its source to a pipe",
    "manual\nmanual > filmjournal.1",
    add_nothing,
    run,
)
