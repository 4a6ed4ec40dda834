"""From the text of the search line to a query.

    query := term*                       a space is AND
    term  := "-"? (field ":")? value     a word before the colon that is no field is part of a plain word
    value := word | "a phrase"           a quotation mark that is never closed reaches to the end

Nothing that is typed is an error: half-typed text is read as far as it goes.
"""

import re

from filmjournal.query.fields import Field, field_named
from filmjournal.query.terms import Anywhere, InField, Query, Term, Without

_TERM = re.compile(
    r"""
    (?P<without>-(?=[^\s-]))?
    (?:(?P<field>\w+):)?
    (?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>\S*))
    """,
    re.VERBOSE,
)


def parse(text: str) -> Query:
    """Return the query that the text asks."""
    terms: list[Term] = []
    for match in _TERM.finditer(text.strip()):
        if not match[0]:
            continue
        term = _term(match)
        if term is not None:
            terms.append(Without(term) if match["without"] else term)
    return Query(tuple(terms))


def _term(match: re.Match[str]) -> Anywhere | InField | None:
    value = match["word"] if match["phrase"] is None else match["phrase"].strip()
    field = field_named(match["field"]) if match["field"] else None
    if field is not None:
        return _in_field(field, value)
    text = f"{match['field']}:{value}" if match["field"] else value
    return Anywhere(text) if text not in {"", "-"} else None  # a lone dash is a negation about to be typed


def _in_field(field: Field, value: str) -> InField | None:
    return InField(field, value) if value else None
