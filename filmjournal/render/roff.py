"""Writes a page of the manual, in the language that `man` reads."""

import re
from collections.abc import Iterable

_ESCAPED = {
    "\\": r"\e",
    "-": r"\-",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
}
"""What the typesetter would take for something else, or make something else of."""

_SPECIAL = re.compile(r"[^ -~]|[" + re.escape("".join(_ESCAPED)) + "]")


def escaped(text: str) -> str:
    """Return a text as it stands in a page so that it is read there as it is, on one line."""
    plain = _SPECIAL.sub(lambda match: _ESCAPED.get(match[0], f"\\[u{ord(match[0]):04X}]"), " ".join(text.split()))
    return f"\\&{plain}" if plain.startswith(".") else plain


def bold(text: str) -> str:
    """Return a text as it is typed."""
    return f"\\fB{escaped(text)}\\fR"


def italic(text: str) -> str:
    """Return a text in whose place something is typed."""
    return f"\\fI{escaped(text)}\\fR"


class Page:
    """A page that is written from top to bottom."""

    def __init__(self, name: str, section: int, source: str, title: str) -> None:
        self._lines = [f'.TH "{escaped(name.upper())}" "{section}" "" "{escaped(source)}" "{escaped(title)}"']

    def heading(self, text: str) -> None:
        """Begin a part."""
        self._lines.append(f'.SH "{escaped(text)}"')

    def subheading(self, text: str) -> None:
        """Begin a part of a part."""
        self._lines.append(f'.SS "{escaped(text)}"')

    def paragraph(self, text: str) -> None:
        """Write a text that is escaped already, by itself."""
        self._lines += [".PP", text]

    def line(self, text: str) -> None:
        """Write a text that is escaped already, right below a heading."""
        self._lines.append(text)

    def item(self, tag: str, text: str) -> None:
        """Write what something is, below it; the tag is escaped already."""
        self._lines += [".TP", tag, escaped(text)]

    def example(self, lines: Iterable[str]) -> None:
        """Write lines as they are."""
        self._lines += [".PP", ".EX", *(f"\\&{_kept(line)}" for line in lines), ".EE"]

    def __str__(self) -> str:
        return "\n".join(self._lines)


def _kept(line: str) -> str:
    """Return a line escaped, with each of its spaces."""
    return " ".join(escaped(word) if word else "" for word in line.split(" "))
