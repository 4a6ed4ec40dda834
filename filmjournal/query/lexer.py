"""Split a query into tokens: words, phrases, names before a colon, values, signs and parentheses."""

import re

from msgspec import Struct

_SPACE = re.compile(r"\s*")
_SIGNS = re.compile(r"[-^]+")
_OR = re.compile(r"OR(?=[\s()]|\Z)")
_NAME = re.compile(r'"(?P<quoted>[^"]*)":|(?P<plain>[^\s"():,]+):')


class Token(Struct, frozen=True):
    """A word or a phrase, with its position in the query text."""

    text: str
    """Its text, without quotation marks."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    quoted: bool = False
    """Whether it was in quotation marks."""
    exact: bool = False
    """Whether a `=` precedes the quotation marks: the whole value must match."""


class Lexer:
    """Reads a query from left to right; the parser passes what it expects."""

    def __init__(self, text: str) -> None:
        self.text = text
        """What was typed."""
        self.place = 0
        """Offset of the next character to read."""
        self.depth = 0
        """Number of open parentheses."""
        self.open_quotation: int | None = None
        """Offset of a quotation mark that is never closed, or None."""

    def at_end(self) -> bool:
        """Skip space; return whether the text, or the innermost parenthesis, ends here."""
        self.place = self._after(_SPACE)
        return self.place == len(self.text) or self.closes()

    def closes(self) -> bool:
        """Whether a closing parenthesis comes next that closes an open one."""
        return self.depth > 0 and self.text.startswith(")", self.place)

    def ends(self) -> bool:
        """Whether a word would end here."""
        return self.place == len(self.text) or self.text[self.place].isspace() or self.closes()

    def take(self, character: str) -> bool:
        """Read this character if it comes next; return whether it did."""
        found = self.text.startswith(character, self.place)
        self.place += found
        return found

    def take_or(self) -> bool:
        """Read an `OR` if it comes next; return whether it did."""
        before, self.place = self.place, self._after(_OR)
        return self.place > before

    def at_or(self) -> bool:
        """Whether an `OR` comes next."""
        return _OR.match(self.text, self.place) is not None

    def take_signs(self) -> int:
        """Read all `-` and `^` that come next; return how many there were."""
        before, self.place = self.place, self._after(_SIGNS)
        return self.place - before

    def take_name(self) -> Token | None:
        """Read a name and its colon if they come next; else return None."""
        match = _NAME.match(self.text, self.place)
        if match is None:
            return None
        self.place = match.end()
        name = match["plain"] if match["quoted"] is None else match["quoted"].strip()
        return Token(name, match.start(), match.end(), quoted=match["quoted"] is not None)

    def take_word(self, stop: str = "") -> Token:
        """Read a word or a phrase. A word ends at a space, at `stop` and at a closing parenthesis.

        In a phrase, runs of space become one space.
        """
        start = self.place
        exact = bool(stop) and self.text.startswith('="', start)
        self.place += exact
        if self.take('"'):
            end = self.text.find('"', self.place)
            self.open_quotation = self.open_quotation if end >= 0 else self.place - 1
            phrase = self.text[self.place : end if end >= 0 else None]
            self.place = end + 1 if end >= 0 else len(self.text)
            return Token(" ".join(phrase.split()), start, self.place, quoted=True, exact=exact)
        own = 0  # parentheses that are part of the word
        while not (self.place == len(self.text) or self.text[self.place].isspace()):
            letter = self.text[self.place]
            if (letter == stop and stop) or (letter == ")" and not own and self.depth):
                break
            own = max(own + (letter == "(") - (letter == ")"), 0)
            self.place += 1
        return Token(self.text[start : self.place].replace('"', ""), start, self.place)

    def take_values(self) -> list[Token]:
        """Read the values after a colon, separated by commas; may be empty."""
        values: list[Token] = []
        while not self.ends():
            before = self.place
            value = self.take_word(",")
            if value.text:
                values.append(value)
            if not self.take(",") or self.place == before:
                break
        return values

    def _after(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.place)
        return match.end() if match else self.place
