"""Parse the query language: from text to a `Query`, a sort order and errors.

    query := and ("OR" and)*                     `or` in small letters is a word
    and   := not+                                a space is AND
    not   := ("-" | "^")* ("(" query ")" | term)
    term  := field ":" value ("," value)* | "@" name | word | "a phrase"
    value := word | "phrase" | "=" exact | (">" | ">=" | "<" | "<=") x | low ".." high | low ".." | ".." high

Any text is a query. Incomplete parts match everything for now: `rating:`, `(cage`, `cage OR`, an open quotation
mark; `parse_strict`, for a query that nobody goes on typing, makes them errors. A word before a colon that is no field
is part of a plain word, as in `2001:` and `mission: impossible`, unless it is close to a field's name and a value
follows at once: that is an error, and so is a value that its field cannot have.

`@best` inserts the saved search of this name in parentheses; if no search is saved at all, it is a plain word.

`OPERATORS` documents the syntax, one record per construct, for the help screen, the guide and the manual.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from filmjournal.model.text import fold
from filmjournal.query.errors import QueryError
from filmjournal.query.lexer import Lexer, Token
from filmjournal.query.resolve import (
    NO_SAVED_SEARCHES,
    Keyword,
    Resolver,
    could_be_search_name,
    search_name,
    unknown_search,
)
from filmjournal.query.sorting import Sort
from filmjournal.query.tree import STATES, And, Anywhere, Not, Or, Query, Term

MAX_DEPTH = 30
"""Deepest nesting of parentheses; deeper ones are ignored. A saved search counts as a pair."""

MAX_SAVED_SEARCHES = 100
"""Most saved searches that one query may insert: nested ones would multiply without end."""


class Parsed(Struct, frozen=True):
    """The result of parsing."""

    query: Query
    """The condition, without the parts that are wrong or incomplete."""
    sort: Sort | None = None
    """The last `sort:` of the query, or None."""
    errors: tuple[QueryError, ...] = ()
    """Errors, from left to right."""

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.query), str(self.sort or ""))))


def parse(text: str, today: date, elements: Iterable[str] = (), saved: Mapping[str, str] = NO_SAVED_SEARCHES) -> Parsed:
    """Parse a query that may still be typed. Never raises; errors are part of the result.

    `today` resolves dates such as `yesterday`; `elements` are names of review elements, as `elements_of` gives them.
    `saved` maps names of saved searches, as `search_name` returns them, to their texts.
    """
    parser = _Parser(text, Resolver(today, frozenset(elements)), _SavedSearches(saved))
    term = parser.read()
    return Parsed(Query(term), parser.sort, tuple(parser.resolver.errors))


def parse_strict(
    text: str, today: date, elements: Iterable[str] = (), saved: Mapping[str, str] = NO_SAVED_SEARCHES
) -> Parsed:
    """Parse a finished query, as from the shell: like `parse`, but incomplete parts are errors too."""
    parser = _Parser(text, Resolver(today, frozenset(elements)), _SavedSearches(saved))
    term = parser.read()
    errors = dict.fromkeys((*parser.resolver.errors, *parser.unfinished()))
    return Parsed(Query(term), parser.sort, tuple(sorted(errors, key=lambda error: error.start)))


def saved_searches_in(text: str, saved: Mapping[str, str]) -> frozenset[str]:
    """Return the names of all saved searches that a query uses, directly or through others."""
    searches = _SavedSearches(saved)
    _Parser(text, Resolver(date(2000, 1, 1), frozenset()), searches).read()  # these are the same on every day
    return frozenset(searches.used)


class _SavedSearches:
    """The saved searches, and those that one query has used so far."""

    def __init__(self, saved: Mapping[str, str]) -> None:
        self.saved = saved
        self.used: list[str] = []
        self.being_read: list[str] = []

    def refusal(self, name: str, depth: int) -> str:
        """Return why a saved search can't be inserted here, in a sentence; empty if it can."""
        if name in self.being_read:
            return f"“@{name}” refers to itself."
        if depth > MAX_DEPTH or len(self.used) >= MAX_SAVED_SEARCHES:
            return f"“@{name}” is one saved search too many: they are nested too deep, or used too often."
        return ""


class _Parser:
    def __init__(self, text: str, resolver: Resolver, searches: _SavedSearches, depth: int = 0) -> None:
        self.resolver = resolver
        self._lexer = Lexer(text)
        self._searches = searches
        self._depth = depth
        self._saved_sort: Sort | None = None

    @property
    def sort(self) -> Sort | None:
        """The sort order of the text, or else of a saved search in it."""
        return self.resolver.sort or self._saved_sort

    def unfinished(self) -> list[QueryError]:
        """Return errors for the incomplete parts."""
        start = self._lexer.open_quotation
        left_open = [] if start is None else [QueryError(start, start + 1, "This quotation mark is never closed.")]
        return [*self.resolver.unfinished, *left_open]

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
                self._incomplete(lone, lone + 2, "OR needs something on both sides.")
            if place_of_or is None:
                return Or(tuple(branches)) if len(branches) > 1 else next(iter(branches), None)

    def _all(self) -> Term | None:
        terms: list[Term] = []
        while not self._lexer.at_end() and not self._lexer.at_or():
            terms += filter(None, [self._not()])
        return And(tuple(terms)) if len(terms) > 1 else next(iter(terms), None)

    def _not(self) -> Term | None:
        start, problems, sort = self._lexer.place, self._problem_count(), self.resolver.sort
        term = self._signed()
        if term is None and self._problem_count() == problems and self.resolver.sort is sort:
            typed = self._lexer.text[start : self._lexer.place]
            self._incomplete(start, self._lexer.place, f"“{typed}” is incomplete.")
        return term

    def _signed(self) -> Term | None:
        signs = self._lexer.take_signs()
        if self._lexer.ends():  # a lone dash is a negation about to be typed
            return None
        term = self._group() if self._lexer.take("(") else self._term()
        for _ in range(min(signs, MAX_DEPTH + signs % 2) if term else 0):
            term = Not(term) if term else None
        return term

    def _group(self) -> Term | None:
        if self._depth + self._lexer.depth >= MAX_DEPTH:
            return None
        start = self._lexer.place - 1
        self._lexer.depth += 1
        term = self.read()
        if self._lexer.closes():
            self._lexer.take(")")
        else:
            self._incomplete(start, start + 1, "This parenthesis is never closed.")
        self._lexer.depth -= 1
        return term

    def _problem_count(self) -> int:
        """Return the number of errors and incomplete parts so far."""
        return len(self.resolver.errors) + len(self.resolver.unfinished)

    def _incomplete(self, start: int, end: int, message: str) -> None:
        self.resolver.unfinished.append(QueryError(start, end, message))

    def _term(self) -> Term | None:
        start = self._lexer.place
        name = self._lexer.take_name()
        if name is None:
            return self._word()
        target = self.resolver.resolve_name(name, followed=not self._lexer.ends())
        if target is Keyword.TEXT and name.quoted:
            return _anywhere(name)
        if target is Keyword.TEXT or self._lexer.text.startswith("//", self._lexer.place):
            self._lexer.place = start
            return self._word()
        values = self._lexer.take_values()
        if values and self._lexer.text[self._lexer.place - 1] == ",":
            self._incomplete(self._lexer.place - 1, self._lexer.place, "A value is missing after this comma.")
        return self.resolver.read(target, values)

    def _word(self) -> Term | None:
        word = self._lexer.take_word()
        typed = self._lexer.text[word.start : word.end]
        if self._searches.saved and typed.startswith("@") and '"' not in typed and could_be_search_name(typed[1:]):
            return self._saved(word)
        return _anywhere(word)

    def _saved(self, word: Token) -> Term | None:
        """Return the term of a saved search; None while its name is incomplete."""
        searches, errors = self._searches, self.resolver.errors
        name = search_name(word.text[1:]) if word.text[1:] else ""
        if name not in searches.saved:
            errors += (
                []
                if any(known.startswith(name) for known in searches.saved)
                else [unknown_search(word, searches.saved)]
            )
            return None
        depth = self._depth + self._lexer.depth + 1
        refusal = searches.refusal(name, depth)
        if refusal:
            errors.append(QueryError(word.start, word.end, refusal))
            return None
        searches.used.append(name)
        searches.being_read.append(name)
        parser = _Parser(searches.saved[name], self.resolver.fresh(), searches, depth)
        term = parser.read()
        searches.being_read.pop()
        self._saved_sort = parser.sort or self._saved_sort
        errors += [
            QueryError(word.start, word.end, f"In @{name}: {error.message}") for error in parser.resolver.errors[:1]
        ]
        return term


def _anywhere(word: Token) -> Anywhere | None:
    return Anywhere(word.text) if fold(word.text).strip() else None


class Operator(Struct, frozen=True):
    """One construct of the query language, for help and guide."""

    example: str
    """A query that uses it and finds something in the sample journal."""
    help: str
    """What it does."""


OPERATORS = (
    Operator("cage figgis", "Both words, in titles, people, tags or what you wrote"),
    Operator('"las vegas"', "The words together"),
    Operator("-tag:home", "Without this; ^tag:home is the same"),
    Operator("ozu OR kurosawa", "Either of them; OR in capitals"),
    Operator("tag:35mm (ozu OR figgis)", "Parentheses keep an OR together"),
    Operator("genre:horror,war", "Any of these"),
    Operator("title:=pig", "Exactly this, the whole value"),
    Operator('production-design:"the"', "What you wrote about any element: - for spaces, or its name quoted"),
    Operator("rating:>=4.5", "At least; also > < and <="),
    Operator("year:1990..1999", "A range; either end may be open, as in 4.. and ..1959"),
    Operator('watched:"last month",2003-09', "Dates as you say them; a day lies in its month, a month in its year"),
    Operator("writ:kaufman", "Fields by their first letters, from three on"),
    *(Operator(f"is:{state.name}", state.help) for state in STATES),
    Operator("has:soundtrack", "There is a rating, review, date, tag, venue, companions, an element, any field"),
    Operator("no:rating", "It is missing"),
    Operator("has:cast no:editor", "People are known in the first role, and none in the second; any role"),
    Operator("sort:rating-asc year:2001", "By watched, title, director, rating, year or runtime; -asc, -desc"),
)
"""Every construct, in the order of the help."""
