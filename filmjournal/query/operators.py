"""How the parts of a query are put together, one record each."""

from msgspec import Struct

from filmjournal.query.terms import STATES


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
