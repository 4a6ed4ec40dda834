"""From the text of the search line to a query.

    query := and ("OR" and)*                     `or` in small letters is a word
    and   := not+                                a space is AND
    not   := ("-" | "^")* ("(" query ")" | term)
    term  := field ":" value ("," value)* | word | "a phrase"
    value := word | "phrase" | "=" exact | (">" | ">=" | "<" | "<=") x | low ".." high | low ".." | ".." high

Everything that is typed is a query. What is half-typed asks nothing yet: `rating:`, `(cage`, `cage OR`, an open
quotation mark. A word before a colon that is no field is part of a plain word, as in `2001:` and `mission: impossible`,
unless it is close to the name of a field and a value follows at once: that is a fault, and so is a value that its field
cannot have.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from filmjournal.model.text import fold
from filmjournal.query.faults import Fault
from filmjournal.query.lexer import Lexer, Piece
from filmjournal.query.named import Named, Reader
from filmjournal.query.sorting import Sort
from filmjournal.query.terms import All, Anywhere, Either, Not, Query, Term

DEEPEST = 30
"""Parentheses within parentheses beyond which they are passed over."""


class Parsed(Struct, frozen=True):
    """What was typed, understood."""

    query: Query
    """What is asked, as far as it could be understood."""
    sort: Sort | None = None
    """The order that is asked for; the last one, where there are several."""
    faults: tuple[Fault, ...] = ()
    """What is wrong, from left to right."""

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.query), str(self.sort or ""))))


def parse(text: str, today: date, elements: Iterable[str] = ()) -> Parsed:
    """Return what the text asks on this day, of a journal with these elements, named as `elements_of` does."""
    parser = _Parser(text, Reader(today, frozenset(elements)))
    term = parser.read()
    return Parsed(Query(term), parser.reader.sort, tuple(parser.reader.faults))


class _Parser:
    def __init__(self, text: str, reader: Reader) -> None:
        self.reader = reader
        self._lexer = Lexer(text)

    def read(self) -> Term | None:
        branches: list[Term] = []
        while True:
            branches += filter(None, [self._all()])
            if not self._lexer.take_or():
                return Either(tuple(branches)) if len(branches) > 1 else next(iter(branches), None)

    def _all(self) -> Term | None:
        terms: list[Term] = []
        while not self._lexer.at_end() and not self._lexer.at_or():
            terms += filter(None, [self._not()])
        return All(tuple(terms)) if len(terms) > 1 else next(iter(terms), None)

    def _not(self) -> Term | None:
        signs = self._lexer.take_signs()
        if self._lexer.ends():  # a lone dash is a negation about to be typed
            return None
        term = self._group() if self._lexer.take("(") else self._term()
        for _ in range(min(signs, DEEPEST + signs % 2) if term else 0):
            term = Not(term) if term else None
        return term

    def _group(self) -> Term | None:
        if self._lexer.depth >= DEEPEST:
            return None
        self._lexer.depth += 1
        term = self.read()
        if self._lexer.closes():
            self._lexer.take(")")
        self._lexer.depth -= 1
        return term

    def _term(self) -> Term | None:
        start = self._lexer.place
        name = self._lexer.take_name()
        if name is None:
            return _anywhere(self._lexer.take_word())
        named = self.reader.named(name, followed=not self._lexer.ends())
        if named is Named.TEXT and name.quoted:
            return _anywhere(name)
        if named is Named.TEXT or self._lexer.text.startswith("//", self._lexer.place):
            self._lexer.place = start
            return _anywhere(self._lexer.take_word())
        values = self._lexer.take_values()
        return self.reader.read(named, values)


def _anywhere(word: Piece) -> Anywhere | None:
    return Anywhere(word.text) if fold(word.text).strip() else None
