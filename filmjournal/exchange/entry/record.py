"""An entry, or a watchlist item, as a record for programs: one JSON schema, in which every key is always there."""

from typing import Any

from msgspec import Struct, to_builtins

from filmjournal.model.facts import FACTS, Fact, Shape
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Moment, Viewing
from filmjournal.model.wish import Wished


class CreditRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """One person's part in a film."""

    name: str
    """The name, as credited."""
    role: str
    """One of the roles, such as director."""
    character: str = ""
    """Whom an actor played."""
    billing: int | None = None
    """The place in the billing of this role, from 1; null when it is not known."""


class IdsRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """The film's ids at other services, empty where they are not known."""

    imdb: str = ""
    """The IMDb title, such as tt0113627."""
    tmdb: str = ""
    """The number at The Movie Database."""
    letterboxd: str = ""
    """The film's address at Letterboxd."""
    wikidata: str = ""
    """The Wikidata item, such as Q213411."""


class ElementRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """What was written about one element of the film."""

    name: str
    """The element, as you named it."""
    text: str = ""
    """What you wrote, in Markdown."""
    rating: float | None = None
    """Your stars for it, from 0.5 to 5."""


class EntryRecord(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A viewing and its film. Facts that are not known are null, or empty for texts and lists."""

    id: str = ""
    """The viewing's id."""
    title: str
    """The title you know the film by."""
    original_title: str = ""
    """The title in its own language, where it differs."""
    year: int | None = None
    """The year it was first shown."""
    watched: str | None = None
    """The day, month or year you watched it, as you know it: 2026-11-20, 2003-05 or 1998."""
    rating: float | None = None
    """Your stars, from 0.5 to 5."""
    liked: bool = False
    """Whether you marked it with a heart."""
    rewatch: bool = False
    """Whether you had seen the film before."""
    spoilers: bool = False
    """Whether the review gives the ending away."""
    tags: list[str] = []
    """Your own labels."""
    venue: str = ""
    """Where you watched it."""
    format: str = ""
    """What you watched it on, such as 35mm or streaming."""
    companions: list[str] = []
    """Who watched it with you."""
    headline: str = ""
    """One line above the review."""
    review: str = ""
    """What you wrote, in Markdown."""
    breakdown: list[ElementRecord] = []
    """The review by element, in your order."""
    runtime: int | None = None
    """The film's length in minutes."""
    genres: list[str] = []
    """Its genres."""
    countries: list[str] = []
    """Where it was produced."""
    languages: list[str] = []
    """What is spoken in it."""
    credits: list[CreditRecord] = []
    """Who made it: by role, and then by billing."""
    external_ids: IdsRecord = IdsRecord()
    """The film's ids at other services."""
    film: str = ""
    """The film's id."""
    created: Moment | None = None
    """When it was logged."""
    modified: Moment | None = None
    """When it was last changed."""


def record_of(entry: Entry) -> EntryRecord:
    """Return the record of an entry."""
    film, viewing = entry.film, entry.viewing
    stated = {fact.name: _stated(film if fact.of is Film else viewing, fact) for fact in _PLAIN}
    return EntryRecord(
        id=viewing.id,
        breakdown=[ElementRecord(each.name, each.text, _stars(each.rating)) for each in viewing.breakdown],
        credits=_credits(film),
        external_ids=_ids(film.external_ids),
        film=film.id,
        created=viewing.created,
        modified=viewing.modified,
        **stated,
    )


_PLAIN = [fact for fact in FACTS if not (fact.by_journal or fact.within or fact.name == "breakdown")]
"""The facts that the record has as they are, but for the types of numbers and lists."""


def _stated(value: Film | Viewing, fact: Fact) -> Any:  # noqa: ANN401 — of the fact's shape
    stated = getattr(value, fact.name)
    if fact.shape is Shape.LIST:
        return list(stated)
    if fact.shape is Shape.STARS:
        return _stars(stated)
    return str.__str__(stated) if fact.shape is Shape.DATE and stated else stated


def _stars(rating: Rating | None) -> float | None:
    return rating / 2 if rating else None


def _credits(film: Film) -> list[CreditRecord]:
    by_role: list[Credit] = [credit for role in Role for credit in film.credited(role)]
    return [CreditRecord(each.name, each.role.value, each.character, each.billing or None) for each in by_role]


def _ids(ids: ExternalIds) -> IdsRecord:
    return IdsRecord(ids.imdb, ids.tmdb, ids.letterboxd, ids.wikidata)


FILM_KEYS = (
    *(fact.name for fact in _PLAIN if fact.of is Film),
    *("credits", "external_ids", "film"),
)
"""The keys of a record that state facts of its film."""

WISH = "wish"
"""The key of a watchlist item's own facts."""


class WishRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A watchlist item's own facts, besides the film."""

    id: str = ""
    """The watchlist item's id."""
    added: str | None = None
    """The day, month or year the film was added, in ISO 8601."""
    recommended_by: str = ""
    """Who recommended it."""
    why: str = ""
    """Why you want to see it, in Markdown."""
    created: Moment | None = None
    """When the item was stored in the journal."""
    modified: Moment | None = None
    """When it was last changed."""


def wish_record_of(wished: Wished) -> dict[str, Any]:
    """Return the record of a watchlist item: its film's keys, and its own under `WISH`."""
    film, wish = wished.film, wished.wish
    record = to_builtins(record_of(Entry(Viewing(id="", film=film.id), film)))
    own = WishRecord(
        id=wish.id,
        added=str.__str__(wish.added) if wish.added else None,
        recommended_by=wish.recommended_by,
        why=wish.why,
        created=wish.created,
        modified=wish.modified,
    )
    return {**{key: record[key] for key in FILM_KEYS}, WISH: to_builtins(own)}
