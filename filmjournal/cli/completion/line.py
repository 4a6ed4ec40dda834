"""Read a command line up to the cursor, and quote words for it as the shells do.

Shells hand over the line as it stands, with its quotation marks: without them their purpose would be lost.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

WORD_BREAKS = " \t\n\"'><=;|&(:"
"""Where readline begins a new word, unless a person changed it."""

_SPACE = " \t\n"
_REDIRECTIONS = "<>"
_ESCAPED_IN_DOUBLE = '$`"\\'
_SAFE = re.compile(r"[\w@%+:,./-][\w@%+=:,./-]*")
_SPECIAL = re.compile(r"[\x00-\x7f]")
_PLAIN = re.compile(r"[\w@%+=:,./-]")


class CommandLine(NamedTuple):
    """A command up to the cursor."""

    words: tuple[str, ...]
    """The words before that of the cursor, as the program gets them."""
    word: str
    """The word of the cursor, as the program would get it."""
    meant: str
    """The word as a part of a query: text that the shell has in quotation marks after a colon is quoted there too."""
    quote: str
    """The quotation mark of the shell that is open at the cursor, or nothing."""
    prefix_length: int
    """How many characters of the word stay; candidates replace the rest."""
    raw: str
    """The part that stays, as typed on the line with its quotation marks."""
    rest: str
    """The part that is replaced, as typed on the line."""
    is_redirected: bool
    """Whether the word is a file that the shell reads or writes."""


def read_line(line: str, breaks: str = WORD_BREAKS, *, fish: bool = False) -> CommandLine:
    """Parse a line up to the cursor, which is its end; a word can be replaced from its last break."""
    reading = _Reading(line, breaks, r"\'" if fish else "")
    while reading.place < len(line):
        reading.step()
    return reading.done()


class _Reading:
    """Reads a line as shells do, character by character."""

    def __init__(self, line: str, breaks: str, escaped_in_single: str) -> None:
        self._line = line
        self._breaks = breaks
        self._escaped = {"'": escaped_in_single, '"': _ESCAPED_IN_DOUBLE}
        self.place = 0
        self._words: list[str] = []
        self._redirected = False
        self._quote = ""
        self._begin()

    def _begin(self) -> None:
        self._is_there = False
        self._word: list[str] = []
        self._meant: list[str] = []
        self._is_meant = False
        self._prefix_length, self._raw, self._start = 0, self.place, self.place

    def step(self) -> None:
        """Read one character, with a backslash before it."""
        letter = self._line[self.place]
        self.place += 1
        if self._quote:
            self._within(letter)
        elif letter in _SPACE:
            self._end()
        elif letter in _REDIRECTIONS:
            self._end()
            self._redirected = True
        elif letter in "\"'":
            self._open(letter)
        elif letter == "\\":
            self._escape()
        else:
            self._take(letter)
            if letter in self._breaks:
                self._prefix_length, self._raw = len(self._word), self.place

    def done(self) -> CommandLine:
        """Return what was read."""
        prefix_length, raw = (
            (self._opened if self._quote else (self._prefix_length, self._raw)) if self._is_there else (0, self.place)
        )
        return CommandLine(
            tuple(self._words),
            "".join(self._word),
            "".join(self._meant),
            self._quote,
            prefix_length,
            self._line[self._start : raw],
            self._line[raw:],
            self._redirected,
        )

    def _within(self, letter: str) -> None:
        after = self._line[self.place : self.place + 1]
        if letter == self._quote:
            self._quote = ""
            self._meant += ['"'] * self._is_meant
            self._is_meant = False
        elif letter == "\\" and after and after in self._escaped[self._quote]:
            self._take(after)
            self.place += 1
        else:
            self._take(letter)

    def _open(self, quote: str) -> None:
        self._there()
        self._quote = quote
        self._opened = len(self._word), self.place
        self._is_meant = self._begins_value()
        self._meant += ['"'] * self._is_meant

    def _escape(self) -> None:
        self._there()
        escaped = self._line[self.place : self.place + 1]
        self.place += 1
        if escaped.isspace() and '"' not in self._meant:
            colon = max((place for place, letter in enumerate(self._meant) if letter in ":,"), default=None)
            if colon is not None and ":" in self._meant:
                self._meant.insert(colon + 1, '"')
        if escaped:
            self._take(escaped)

    def _begins_value(self) -> bool:
        following = self._line[self.place : self.place + 1]
        before = self._word[-1:]
        return following != '"' and ":" in self._word and (before in ([":"], [","]) or self._word[-2:] == [":", "="])

    def _there(self) -> None:
        if not self._is_there:
            self._is_there, self._start, self._raw = True, self.place - 1, self.place - 1

    def _take(self, letter: str) -> None:
        self._there()
        self._word.append(letter)
        self._meant.append(letter)

    def _end(self) -> None:
        if self._is_there and not self._redirected:
            self._words.append("".join(self._word))
        self._redirected = self._redirected and not self._is_there
        self._begin()


def quoted_in_shell(texts: Sequence[str], quote: str = "") -> list[str]:
    """Return texts as bash and zsh read them back, where this quotation mark is open; all quoted in the same way.

    An exclamation mark is an order even in double quotation marks, and stands outside them.
    """
    if quote == "'":
        return [text.replace("'", r"'\''") for text in texts]
    if quote == '"':
        return [re.sub(r'[$`"\\]', r"\\\g<0>", text).replace("!", "\"'!'\"") for text in texts]
    backslashes = any("'" in text for text in texts)
    return [_quoted(text, backslashes=backslashes) for text in texts]


def _quoted(text: str, *, backslashes: bool) -> str:
    if _SAFE.fullmatch(text):
        return text
    if backslashes:
        return _SPECIAL.sub(lambda match: match[0] if _PLAIN.match(match[0]) else f"\\{match[0]}", text)
    return f"'{text}'"
