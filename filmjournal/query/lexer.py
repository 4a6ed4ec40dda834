"""Where one piece of a query ends and the next begins."""

import re

from msgspec import Struct

_SPACE = re.compile(r"\s*")
_SIGNS = re.compile(r"[-^]+")
_OR = re.compile(r"OR(?=[\s()]|\Z)")
_NAME = re.compile(r'"(?P<quoted>[^"]*)":|(?P<plain>[^\s"():,]+):')


class Token(Struct, frozen=True):
    """A word or a phrase, and where it stands in what was typed."""

    text: str
    """What was typed, without quotation marks."""
    start: int
    """Where it begins."""
    end: int
    """Where it ends."""
    quoted: bool = False
    """Whether it was in quotation marks."""
    exact: bool = False
    """Whether a `=` stood before the quotation marks."""


class Lexer:
    """Reads what was typed from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        """What was typed."""
        self.place = 0
        """How far it was read."""
        self.depth = 0
        """How many parentheses are open."""
        self.open_quotation: int | None = None
        """Where a quotation mark stands that nothing closes; None where every one is closed."""

    def at_end(self) -> bool:
        """Whether nothing follows in these parentheses, after space is skipped."""
        self.place = self._after(_SPACE)
        return self.place == len(self.text) or self.closes()

    def closes(self) -> bool:
        """Whether here is the end of what is in parentheses."""
        return self.depth > 0 and self.text.startswith(")", self.place)

    def ends(self) -> bool:
        """Whether here is the end of a word."""
        return self.place == len(self.text) or self.text[self.place].isspace() or self.closes()

    def take(self, character: str) -> bool:
        """Read one character, if it is this."""
        found = self.text.startswith(character, self.place)
        self.place += found
        return found

    def take_or(self) -> bool:
        """Read an `OR`, if here is one."""
        before, self.place = self.place, self._after(_OR)
        return self.place > before

    def at_or(self) -> bool:
        """Whether here is an `OR`."""
        return _OR.match(self.text, self.place) is not None

    def take_signs(self) -> int:
        """Read the signs of negation, and return how many there are."""
        before, self.place = self.place, self._after(_SIGNS)
        return self.place - before

    def take_name(self) -> Token | None:
        """Read a name and the colon after it, if they stand here."""
        match = _NAME.match(self.text, self.place)
        if match is None:
            return None
        self.place = match.end()
        name = match["plain"] if match["quoted"] is None else match["quoted"].strip()
        return Token(name, match.start(), match.end(), quoted=match["quoted"] is not None)

    def take_word(self, stop: str = "") -> Token:
        """Read a word or a phrase; the word ends at a space, at `stop` and where the parentheses close.

        In a phrase, space of any length is one space.
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
        """Read the values after a colon, with a comma between each and the next."""
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
