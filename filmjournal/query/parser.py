"""From the text of the search line to a query.

    query := and ("OR" and)*                     `or` in small letters is a word
    and   := not+                                a space is AND
    not   := ("-" | "^")* ("(" query ")" | term)
    term  := field ":" value ("," value)* | "@" name | word | "a phrase"
    value := word | "phrase" | "=" exact | (">" | ">=" | "<" | "<=") x | low ".." high | low ".." | ".." high

Everything that is typed is a query. What is half-typed asks nothing yet: `rating:`, `(cage`, `cage OR`, an open
quotation mark; `parse_whole`, for whoever does not go on typing, calls that a fault. A word before a colon that is no
field is part of a plain word, as in `2001:` and `mission: impossible`, unless it is close to the name of a field and a
value follows at once: that is a fault, and so is a value that its field cannot have.

`@best` stands for the search that was saved under this name, as if it were typed in parentheses; without any saved
search it is a plain word.

How the parts of a query are put together, one record each.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from filmjournal.model.text import fold
from filmjournal.query.errors import Fault
from filmjournal.query.lexer import Lexer, Piece
from filmjournal.query.resolve import NOTHING_SAVED, Named, Reader, could_be_name, name_of_search, not_saved
from filmjournal.query.sorting import Sort
from filmjournal.query.tree import STATES, All, Anywhere, Either, Not, Query, Term

DEEPEST = 30
"""Parentheses within parentheses beyond which they are passed over; a saved search counts as a pair of them."""

MOST_SAVED = 100
"""Saved searches that one query stands on at most: a few that name each other twice are soon beyond counting."""


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


def parse(text: str, today: date, elements: Iterable[str] = (), saved: Mapping[str, str] = NOTHING_SAVED) -> Parsed:
    """Return what the text asks on this day, of a journal with these elements, named as `elements_of` does.

    `saved` has the texts of the searches that `@name` stands for, by names as `name_of_search` gives them.
    """
    parser = _Parser(text, Reader(today, frozenset(elements)), _Shelf(saved))
    term = parser.read()
    return Parsed(Query(term), parser.sort, tuple(parser.reader.faults))


def parse_whole(
    text: str, today: date, elements: Iterable[str] = (), saved: Mapping[str, str] = NOTHING_SAVED
) -> Parsed:
    """Return what the text asks, as `parse` does; but nobody goes on typing, and what is half-typed is a fault too."""
    parser = _Parser(text, Reader(today, frozenset(elements)), _Shelf(saved))
    term = parser.read()
    faults = dict.fromkeys((*parser.reader.faults, *parser.unfinished()))
    return Parsed(Query(term), parser.sort, tuple(sorted(faults, key=lambda fault: fault.start)))


def names_within(text: str, saved: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the saved searches that a text stands on, those within them too."""
    shelf = _Shelf(saved)
    _Parser(text, Reader(date(2000, 1, 1), frozenset()), shelf).read()  # these are the same on every day
    return frozenset(shelf.taken)


class _Shelf:
    """The saved searches, and what of them a query has taken."""

    def __init__(self, saved: Mapping[str, str]) -> None:
        self.saved = saved
        self.taken: list[str] = []
        self.being_read: list[str] = []

    def refusal(self, name: str, depth: int) -> str:
        """Return why a saved search cannot be read here, in a sentence, or nothing."""
        if name in self.being_read:
            return f"“@{name}” stands for itself."
        if depth > DEEPEST or len(self.taken) >= MOST_SAVED:
            return f"“@{name}” is one saved search too many."
        return ""


class _Parser:
    def __init__(self, text: str, reader: Reader, shelf: _Shelf, depth: int = 0) -> None:
        self.reader = reader
        self._lexer = Lexer(text)
        self._shelf = shelf
        self._depth = depth
        self._lent: Sort | None = None

    @property
    def sort(self) -> Sort | None:
        """The order that is asked for; that of a saved search where the text asks for none itself."""
        return self.reader.sort or self._lent

    def unfinished(self) -> list[Fault]:
        """Return what was half-typed in what was read."""
        start = self._lexer.open_quotation
        left_open = [] if start is None else [Fault(start, start + 1, "This quotation mark is never closed.")]
        return [*self.reader.unfinished, *left_open]

    def read(self) -> Term | None:
        branches: list[Term] = []
        place_of_or: int | None = None
        while True:
            is_missing = self._lexer.at_end() or self._lexer.at_or()
            branches += filter(None, [self._all()])
            before, place = place_of_or, self._lexer.place
            place_of_or = place if self._lexer.take_or() else None
            lone = before if before is not None else place_of_or
            if is_missing and lone is not None:
                self._half_typed(lone, lone + 2, "OR stands between two things, and one of them is missing.")
            if place_of_or is None:
                return Either(tuple(branches)) if len(branches) > 1 else next(iter(branches), None)

    def _all(self) -> Term | None:
        terms: list[Term] = []
        while not self._lexer.at_end() and not self._lexer.at_or():
            terms += filter(None, [self._not()])
        return All(tuple(terms)) if len(terms) > 1 else next(iter(terms), None)

    def _not(self) -> Term | None:
        start, told, sort = self._lexer.place, self._told(), self.reader.sort
        term = self._signed()
        if term is None and self._told() == told and self.reader.sort is sort:
            typed = self._lexer.text[start : self._lexer.place]
            self._half_typed(start, self._lexer.place, f"“{typed}” is only begun, and asks nothing yet.")
        return term

    def _signed(self) -> Term | None:
        signs = self._lexer.take_signs()
        if self._lexer.ends():  # a lone dash is a negation about to be typed
            return None
        term = self._group() if self._lexer.take("(") else self._term()
        for _ in range(min(signs, DEEPEST + signs % 2) if term else 0):
            term = Not(term) if term else None
        return term

    def _group(self) -> Term | None:
        if self._depth + self._lexer.depth >= DEEPEST:
            return None
        start = self._lexer.place - 1
        self._lexer.depth += 1
        term = self.read()
        if self._lexer.closes():
            self._lexer.take(")")
        else:
            self._half_typed(start, start + 1, "This parenthesis is never closed.")
        self._lexer.depth -= 1
        return term

    def _told(self) -> int:
        """Return how many things were found to be wrong or half-typed."""
        return len(self.reader.faults) + len(self.reader.unfinished)

    def _half_typed(self, start: int, end: int, message: str) -> None:
        self.reader.unfinished.append(Fault(start, end, message))

    def _term(self) -> Term | None:
        start = self._lexer.place
        name = self._lexer.take_name()
        if name is None:
            return self._word()
        named = self.reader.named(name, followed=not self._lexer.ends())
        if named is Named.TEXT and name.quoted:
            return _anywhere(name)
        if named is Named.TEXT or self._lexer.text.startswith("//", self._lexer.place):
            self._lexer.place = start
            return self._word()
        values = self._lexer.take_values()
        if values and self._lexer.text[self._lexer.place - 1] == ",":
            self._half_typed(self._lexer.place - 1, self._lexer.place, "A value is missing after this comma.")
        return self.reader.read(named, values)

    def _word(self) -> Term | None:
        word = self._lexer.take_word()
        typed = self._lexer.text[word.start : word.end]
        if self._shelf.saved and typed.startswith("@") and '"' not in typed and could_be_name(typed[1:]):
            return self._saved(word)
        return _anywhere(word)

    def _saved(self, word: Piece) -> Term | None:
        """Read the saved search of this name where it stands; nothing while the name is half-typed."""
        shelf, faults = self._shelf, self.reader.faults
        name = name_of_search(word.text[1:]) if word.text[1:] else ""
        if name not in shelf.saved:
            faults += [] if any(known.startswith(name) for known in shelf.saved) else [not_saved(word, shelf.saved)]
            return None
        depth = self._depth + self._lexer.depth + 1
        refusal = shelf.refusal(name, depth)
        if refusal:
            faults.append(Fault(word.start, word.end, refusal))
            return None
        shelf.taken.append(name)
        shelf.being_read.append(name)
        parser = _Parser(shelf.saved[name], self.reader.afresh(), shelf, depth)
        term = parser.read()
        shelf.being_read.pop()
        self._lent = parser.sort or self._lent
        faults += [Fault(word.start, word.end, f"In @{name}: {fault.message}") for fault in parser.reader.faults[:1]]
        return term


def _anywhere(word: Piece) -> Anywhere | None:
    return Anywhere(word.text) if fold(word.text).strip() else None


class Operator(Struct, frozen=True):
    """One way to put a query together."""

    example: str
    """A query that uses it and finds something in the sample journal."""
    help: str
    """What it finds."""


OPERATORS = (
    Operator("cage figgis", "Both words, in titles, people, tags or what you wrote"),
    Operator('"las vegas"', "The words together"),
    Operator("-tag:home", "Without this; ^tag:home is the same"),
    Operator("ozu OR kurosawa", "Either of them; OR in capitals"),
    Operator("tag:35mm (ozu OR figgis)", "Parentheses keep an OR together"),
    Operator("genre:horror,war", "Any of these"),
    Operator("title:=pig", "Exactly this, all of it"),
    Operator('production-design:"the"', "What you wrote about any element: - for spaces, or its name quoted"),
    Operator("rating:>=4.5", "At least; also > < and <="),
    Operator("year:1990..1999", "From the one to the other; either end may be open, as in 4.. and ..1959"),
    Operator('watched:"last month",2003-09', "Dates as you say them; a day lies in its month, a month in its year"),
    Operator("writ:kaufman", "Fields by how they begin, from three letters"),
    *(Operator(f"is:{state.name}", state.help) for state in STATES),
    Operator("has:soundtrack", "There is a rating, review, date, tag, venue, companions, an element, any field"),
    Operator("no:rating", "It is not there"),
    Operator("sort:rating-asc year:2001", "By watched, title, director, rating, year or runtime; -asc, -desc"),
)
"""Every way, in the order in which help lists them."""
