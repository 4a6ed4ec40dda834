"""The facts of a viewing and its film, one record each: what they are called, and where they can be stated.

JSON, front matter, the columns of a CSV file, options of the shell, completion, query fields, forms, pages and the
comparison of an import take from here which facts there are. To add one, give `Viewing` or `Film` an attribute, the
record of `exchange.entry.record` the same key, and `FACTS` a record.
"""

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from filmjournal.model.film import Film, Role
from filmjournal.model.viewing import Entry, Viewing


class Shape(Enum):
    """The type of a fact's value, which decides how it is written and read."""

    TEXT = auto()
    """One line of text."""
    DATE = auto()
    """A day, a month or a year, or words for it."""
    YEAR = auto()
    """A year of four digits."""
    MINUTES = auto()
    """A length of time."""
    STARS = auto()
    """A rating in half stars, from 0.5 to 5."""
    TRUTH = auto()
    """Yes or no."""
    LIST = auto()
    """Several texts, each once."""
    PEOPLE = auto()
    """Several people, each perhaps with a character."""
    PROSE = auto()
    """Text of many lines, in Markdown."""


class Fact(Struct, frozen=True, kw_only=True):
    """One fact: its names in every place where it is stated."""

    name: str
    """The attribute of the film or viewing, and the key in JSON, CSV, front matter and drafts."""
    shape: Shape = Shape.TEXT
    """The type of its value."""
    of: type[Film | Viewing] = Viewing
    """Whose fact it is."""
    label: str = ""
    """What a form and a page call it."""
    singular: str = ""
    """The label where there is one item alone, for a list."""
    placeholder: str = ""
    """An example in the empty field of a form."""
    hint: str = ""
    """The comment above it in front matter, for the person who fills it in."""
    aliases: tuple[str, ...] = ()
    """Other names of its key in front matter."""
    within: str = ""
    """The key of a record that it is a part of, where it has none of its own."""
    by_journal: bool = False
    """Whether only the journal fills it in."""
    option: str = ""
    """Its option in the shell, without dashes; empty where it has none of its own."""
    short: str = ""
    """The option's short form, such as -t."""
    metavar: str = ""
    """The option's value as help shows it, such as DATE."""
    help: str = ""
    """What the option states."""
    in_form: bool = False
    """Whether it has a line behind the fold of the editor."""
    phrase: str = ""
    """Its phrase in a line about the viewing, such as `with {}`; empty for facts that have none there."""
    field: str = ""
    """Its field in a query, for a fact that is searched for words."""
    field_aliases: tuple[str, ...] = ()
    """Other names of that field."""
    field_help: str = ""
    """What the field looks at."""
    example: str = ""
    """A word that the field finds in the sample journal."""
    usual: tuple[str, ...] = ()
    """Values offered while they are typed, besides those in the journal."""
    is_late: bool = False
    """Whether older journals may have the key as somebody's own, with a value of another type, which is left alone."""
    is_united: bool = False
    """Whether the values of two sources are united, rather than one replacing the other."""
    of_whole_film: bool = False
    """Whether services state it of a film as a whole; the import gives it to one of the film's viewings."""

    @property
    def completion(self) -> str:
        """The query field whose values complete the option; nothing where there is none."""
        return self.field or (self.name if self.shape is Shape.PEOPLE else "")

    def values(self, entry: Entry) -> tuple[str, ...]:
        """Return the texts of an entry's fact that is a text or a list of texts; none where it is not known."""
        stated = getattr(entry.film if self.of is Film else entry.viewing, self.name)
        return stated if isinstance(stated, tuple) else (stated,) if stated else ()


_DATES = "A day, a month or a year, such as 2026-11-20, 2003-05 or 1998, or words such as yesterday."
_SEVERAL = "Commas part them; a name with a comma stands in quotation marks."
_CAST = "One line each: - Nicolas Cage = Ben Sanderson"

FACTS = (
    Fact(name="title", of=Film, label="Title"),
    Fact(name="year", of=Film, shape=Shape.YEAR, label="Year", option="year", metavar="YEAR",
         help="when it was first shown"),
    Fact(name="watched", shape=Shape.DATE, label="Watched", hint=_DATES, aliases=("date",), option="date", short="-d",
         metavar="DATE", help="when you watched it: 2026-11-20, 2003-05, 1998, yesterday, last friday, 3 days ago; "
         "empty if not known"),
    Fact(name="rating", shape=Shape.STARS, label="Rating", hint="Stars, from 0.5 to 5.", of_whole_film=True),
    Fact(name="liked", shape=Shape.TRUTH, label="Liked", option="liked", help="mark it with a heart, or not",
         of_whole_film=True),
    Fact(name="rewatch", shape=Shape.TRUTH, label="Rewatch", option="rewatch",
         help="you had seen the film before, or not"),
    Fact(name="spoilers", shape=Shape.TRUTH, label="Spoilers", option="spoilers",
         help="the review gives the ending away, or not"),
    Fact(name="tags", shape=Shape.LIST, label="Tags", hint=_SEVERAL, aliases=("tag",), option="tag", short="-t",
         metavar="TAG", help="one of your labels", field="tag", field_help="Your tags", example="35mm",
         is_united=True),
    Fact(name="venue", label="Venue", option="venue", metavar="PLACE", help="where you watched it", in_form=True,
         phrase="{}", field="venue", field_help="Where you watched it", example="curzon"),
    Fact(name="format", label="Format", option="format", metavar="FORMAT",
         help="what you watched it on, such as 35mm, IMAX or streaming", in_form=True, phrase="{}", field="format",
         field_help="What you watched it on", example="35mm", is_late=True,
         usual=("35mm", "70mm", "16mm", "IMAX", "Dolby Cinema", "3D", "DCP", "Blu-ray", "4K Blu-ray", "DVD", "VHS",
                "LaserDisc", "streaming", "television")),
    Fact(name="companions", shape=Shape.LIST, label="With", aliases=("with",), option="with", metavar="NAME",
         help="who watched it with you", in_form=True, phrase="with {}", field="with", field_aliases=("companions",),
         field_help="Who watched it with you", example="priya", is_united=True),
    Fact(name="headline", label="Headline", option="headline", metavar="TEXT", help="a line above the review"),
    Fact(name="review", shape=Shape.PROSE, label="Review"),
    Fact(name="breakdown", shape=Shape.PROSE, label="Breakdown"),
    Fact(name="original_title", of=Film, label="Original title", option="original-title", metavar="TITLE",
         help="the title in its own language", in_form=True, placeholder="in its own script"),
    Fact(name="runtime", of=Film, shape=Shape.MINUTES, label="Runtime", option="runtime", metavar="MINUTES",
         help="how long it is", in_form=True, placeholder="e.g. 111 or 1h 51m"),
    Fact(name="genres", of=Film, shape=Shape.LIST, label="Genres", singular="Genre", aliases=("genre",),
         option="genre", metavar="GENRE", help="genre of the film", in_form=True, field="genre",
         field_help="Its genres", example="drama"),
    Fact(name="countries", of=Film, shape=Shape.LIST, label="Countries", singular="Country", aliases=("country",),
         option="country", metavar="COUNTRY", help="country of the film", in_form=True, field="country",
         field_help="Where it was produced", example="japan"),
    Fact(name="languages", of=Film, shape=Shape.LIST, label="Languages", singular="Language", aliases=("language",),
         option="language", metavar="LANGUAGE", help="language of the film", in_form=True, field="lang",
         field_aliases=("language",), field_help="What is spoken in it", example="french"),
    *(
        Fact(name=role.value, of=Film, shape=Shape.PEOPLE, label=role.heading, within="credits", aliases=role.keys,
             hint=_CAST if role is Role.ACTOR else "", option=role.value, help=f"{role.value} of the film",
             metavar="NAME=CHARACTER" if role is Role.ACTOR else "NAME")
        for role in Role
    ),
    Fact(name="imdb", of=Film, within="external_ids", option="imdb", metavar="ID",
         help="its IMDb title, such as tt0113627"),
    Fact(name="tmdb", of=Film, within="external_ids", option="tmdb", metavar="ID",
         help="its number at The Movie Database"),
    Fact(name="letterboxd", of=Film, within="external_ids", option="letterboxd", metavar="ID",
         help="its address at Letterboxd"),
    Fact(name="wikidata", of=Film, within="external_ids", option="wikidata", metavar="ID",
         help="its Wikidata item, such as Q213411"),
    Fact(name="id", by_journal=True),
    Fact(name="film", by_journal=True),
    Fact(name="created", shape=Shape.DATE, by_journal=True),
    Fact(name="modified", shape=Shape.DATE, by_journal=True),
)  # fmt: skip
"""Every fact, in the order in which a person likes to fill them in."""

BY_NAME = {fact.name: fact for fact in FACTS}
"""Every fact by its name."""

LATE = frozenset(fact.name for fact in FACTS if fact.is_late)
"""The names of the facts that `is_late` is true of."""

BY_JOURNAL = frozenset(fact.name for fact in FACTS if fact.by_journal)
"""The names of facts that only the journal fills in."""

SERVICES = tuple(fact.name for fact in FACTS if fact.within == "external_ids")
"""The services whose ids of a film are stored."""


def phrases(viewing: Viewing) -> Iterator[tuple[Fact, tuple[str, ...]]]:
    """Yield the facts that a line about a viewing mentions, each with its texts."""
    for fact in _PHRASED:
        stated = getattr(viewing, fact.name)
        values = stated if isinstance(stated, tuple) else (stated,) if stated.strip() else ()
        if values:
            yield fact, values


_PHRASED = [fact for fact in FACTS if fact.phrase]


def label(key: str) -> str:
    """Return the label of a key of a record, such as Original title."""
    fact = BY_NAME.get(key)
    return (fact and fact.label) or _OTHER_LABELS.get(key, key.replace("_", " ").capitalize())


_OTHER_LABELS = {"external_ids": "Elsewhere"}
