"""Films as Wikidata states them: what is asked, and what its answers mean. Nothing is sent here.

Three questions are asked of two services, and these are the shapes of their answers:

- query.wikidata.org, for the films of some days (SPARQL; JSON of the SPARQL 1.1 results format):
  `{"head": {"vars": ["film", "links"]}, "results": {"bindings": [{"film": {"type": "uri", "value":
  "http://www.wikidata.org/entity/Q213411"}, "links": {"type": "literal", "value": "41"}}]}}`. A value that is not known
  is a `bnode`, or a `uri` with `/.well-known/genid/` in it.
- www.wikidata.org/w/api.php `action=query&list=search`, for films by a title or an id of another service:
  `{"query": {"search": [{"ns": 0, "title": "Q213411", …}]}}`.
- the same with `action=wbgetentities`, for at most fifty items: `{"entities": {"Q213411": {"id": "Q213411", "labels":
  {"en": {"language": "en", "value": "…"}}, "claims": {"P57": [{"mainsnak": {"snaktype": "value", "property": "P57",
  "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q2593", …}}}, "rank": "normal", "qualifiers": {…}}]},
  "sitelinks": {"enwiki": {…}}}}}`. An item that is gone is `{"id": …, "missing": ""}`; one that was joined with
  another comes as that one, with `"redirects": {"from": …, "to": …}`. What is empty comes as `[]` in place of `{}`.
  A `snaktype` of `somevalue` or `novalue` says that nobody knows, or that there is none, and has no `datavalue`.

Of a property the statements of rank `preferred` count where there are any, else the `normal` ones; `deprecated` ones
never do. P577 also has the dates of re-releases: the earliest counts.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from filmjournal.lookup.seed import CREWS

SEARCH, FACTS = "query", "facts"
"""The services by name: who lists films of a time, and who knows titles, items and names."""

ADDRESSES = {SEARCH: "https://query.wikidata.org/sparql", FACTS: "https://www.wikidata.org/w/api.php"}
"""Where they are asked."""

SOURCE = "wikidata.org"
"""What facts from there are called in a catalogue."""

AT_ONCE = 50
"""The most items that can be asked for at once."""

IDS_AT_ONCE = 12
"""Ids of IMDb in one search, which is cut at 300 characters."""

CANDIDATES = 8
"""How many films of one title are taken."""

LANGUAGES = ("en", "mul", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr", "ja", "zh",
             "ko", "ru")  # fmt: skip
"""The languages of labels that are asked for: the first that there is names a film or person, the others are titles
under which a film is found too. `mul` is for names that are the same in every language."""

_FILMS = ("Q11424", "Q24869", "Q24862", "Q506240", "Q202866", "Q29168811", "Q93204", "Q226730", "Q20650540",
          "Q17517379", "Q2484376", "Q1054574", "Q157443", "Q130232", "Q200092", "Q188473", "Q220898",
          "Q18011172")  # fmt: skip
"""Classes of films: film, feature, short, television film, animated (and feature, and anime, and short), documentary,
silent, thriller, romance, comedy, drama, horror, action, film for video, and projects of films. What is of one is a
film, whatever else it is."""

_TELEVISION = frozenset(
    ["Q5398426", "Q1259759", "Q21191270", "Q3464665", "Q581714", "Q63952888", "Q117467246", "Q15416", "Q526877"]
)
"""Classes of television: series, miniseries, episode, season, animated (and anime) series, programme, web series."""

_CREWS = {"directors": "P57", "writers": "P58", "cinematographers": "P344", "composers": "P86", "editors": "P1040",
          "producers": "P162"}  # fmt: skip
"""The property of each crew of a film."""

_CAST, _CHARACTER, _CHARACTER_NAME, _ORDINAL = "P161", "P453", "P4633", "P1545"
_KIND, _DATE, _RUNTIME, _TITLE, _IMDB = "P31", "P577", "P2047", "P1476", "P345"
_COUNTRY, _LANGUAGE, _GENRE = "P495", "P364", "P136"

_MINUTES = {"Q7727": 1.0, "Q25235": 60.0, "Q11574": 1 / 60}
"""Units of a runtime, in minutes."""

_CAST_AT_MOST = 40
"""The longest cast that is taken."""

_ITEM = re.compile(r"Q[1-9][0-9]{0,9}")
_IMDB_ID = re.compile(r"tt[0-9]{7,9}")


class Snak(Struct):
    """One value, or that there is none."""

    snaktype: str = ""
    datavalue: dict[str, Any] = {}

    @property
    def value(self) -> Any:  # noqa: ANN401 — a text, or a dict by the kind of the property
        """The value; None where nobody knows it, or there is none."""
        return self.datavalue.get("value") if self.snaktype == "value" else None


class Statement(Struct):
    """One statement of an item."""

    mainsnak: Snak
    rank: str = "normal"
    qualifiers: dict[str, list[Snak]] | list[Any] = {}

    def qualified(self, name: str) -> Any:  # noqa: ANN401 — as the value of a snak
        """Return the first known value of a qualifier, or None."""
        snaks = self.qualifiers.get(name, []) if isinstance(self.qualifiers, dict) else []
        return next((snak.value for snak in snaks if snak.value is not None), None)


class Label(Struct):
    """What an item is called in one language."""

    value: str = ""


class Entity(Struct):
    """An item as it is answered."""

    id: str = ""
    missing: Any = None
    redirects: dict[str, str] = {}
    labels: dict[str, Label] | list[Any] = {}
    claims: dict[str, list[Statement]] | list[Any] = {}
    sitelinks: dict[str, Any] | list[Any] = {}

    def names(self) -> tuple[str, ...]:
        """Return what it is called, in the order of the languages, each name once."""
        labels = self.labels if isinstance(self.labels, dict) else {}
        return tuple(dict.fromkeys(labels[each].value for each in LANGUAGES if each in labels and labels[each].value))

    def statements(self, name: str) -> list[Statement]:
        """Return the statements of a property that count: the preferred ones, else the normal ones."""
        found = self.claims.get(name, []) if isinstance(self.claims, dict) else []
        preferred = [each for each in found if each.rank == "preferred"]
        return preferred or [each for each in found if each.rank == "normal"]

    def values(self, name: str) -> Iterator[Any]:
        """Yield the known values of a property."""
        return (value for each in self.statements(name) if (value := each.mainsnak.value) is not None)

    def items(self, name: str) -> tuple[str, ...]:
        """Return the items that a property names, each once."""
        return tuple(dict.fromkeys(item for value in self.values(name) if (item := item_of(value))))


class EntitiesAnswer(Struct):
    """The answer of `wbgetentities`."""

    entities: dict[str, Entity] | list[Any] = {}

    def all(self) -> list[Entity]:
        """Return the items that there are."""
        found = self.entities.values() if isinstance(self.entities, dict) else ()
        return [each for each in found if each.missing is None and each.id]


class _Hits(Struct, frozen=True):
    search: list[dict[str, Any]] = []


class SearchAnswer(Struct):
    """The answer of a search."""

    query: _Hits | list[Any] = _Hits()

    def items(self) -> list[str]:
        """Return the items that were found, the likeliest first."""
        hits = self.query.search if isinstance(self.query, _Hits) else []
        return [item for hit in hits if (item := str(hit.get("title", ""))) and _ITEM.fullmatch(item)]


class _Bindings(Struct):
    bindings: list[dict[str, dict[str, str]]]


class ListAnswer(Struct):
    """The answer of the query service."""

    results: _Bindings

    def films(self) -> dict[str, int]:
        """Return the items that are listed, with the number of wikis that have a page for each."""
        found = {}
        for row in self.results.bindings:
            item = row.get("film", {}).get("value", "").rpartition("/")[2]
            links = row.get("links", {}).get("value", "")
            if row.get("film", {}).get("type") == "uri" and _ITEM.fullmatch(item) and links.isdecimal():
                found[item] = int(links)
        return found


class Item(Struct, frozen=True, omit_defaults=True):
    """What Wikidata states of one film; people and words are still items, such as Q2593."""

    id: str
    titles: tuple[str, ...]
    """What it is called: the usual title first, then those of other languages."""
    original: str = ""
    """Its title in the language it was made in."""
    year: int | None = None
    runtime: int | None = None
    crews: dict[str, tuple[str, ...]] = {}
    cast: tuple[tuple[str, str], ...] = ()
    """People, each with the character: an item, or a name, or nothing."""
    billed: bool = False
    """Whether the statements say in which order the cast stands."""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    imdb: str = ""
    links: int = 0
    """How many wikis have a page for it."""

    @property
    def named(self) -> set[str]:
        """Every item that it names, whose labels are needed."""
        cast = {each for pair in self.cast for each in pair if _ITEM.fullmatch(each)}
        return cast.union(*self.crews.values(), self.countries, self.languages, self.genres)


def list_question(first: date, last: date, links: int) -> dict[str, str]:
    """Return the question for films that were first shown from one day to another, and have pages in so many wikis."""
    return {
        "format": "json",
        "query": (
            "SELECT DISTINCT ?film ?links WHERE {"
            " ?film wdt:P577 ?day . hint:Prior hint:rangeSafe true ."
            f' FILTER("{first}T00:00:00Z"^^xsd:dateTime <= ?day && ?day <= "{last}T23:59:59Z"^^xsd:dateTime)'
            f" ?film wikibase:sitelinks ?links . FILTER(?links >= {links})"
            " ?film wdt:P31/wdt:P279* wd:Q11424 . }"
        ),
    }


def title_question(title: str, year: int | None = None) -> dict[str, str]:
    """Return the question for films of a title in any language, whatever its case and accents.

    With a year it is for those that are described with it, as nearly all are: "2021 film by Michael Sarnoski".
    """
    words = " ".join(re.findall(r"[^\W_]+", title))[:120]
    kinds = "|".join(f"{_KIND}={each}" for each in _FILMS[:9])
    return _search(f"{words} {year or ''}".strip() + f" haswbstatement:{kinds}", CANDIDATES)


def imdb_question(ids: Iterable[str]) -> dict[str, str]:
    """Return the question for the films that IMDb calls so."""
    known = [each for each in ids if _IMDB_ID.fullmatch(each)][:IDS_AT_ONCE]
    return _search(f"haswbstatement:{'|'.join(f'{_IMDB}={each}' for each in known)}", IDS_AT_ONCE * 2)


def _search(words: str, most: int) -> dict[str, str]:
    return _api(action="query", list="search", srsearch=words, srnamespace="0", srlimit=str(most), srprop="")


def items_question(ids: Iterable[str], *, labels_only: bool = False) -> dict[str, str]:
    """Return the question for at most fifty items, or only for what they are called."""
    props = "labels" if labels_only else "labels|claims|sitelinks"
    return _api(action="wbgetentities", ids="|".join(ids), props=props, languages="|".join(LANGUAGES))


def _api(**parameters: str) -> dict[str, str]:
    return parameters | {"format": "json", "maxlag": "5"}


def is_item(text: str) -> bool:
    """Return whether this is what Wikidata calls an item."""
    return _ITEM.fullmatch(text) is not None


def item_of(value: Any) -> str:  # noqa: ANN401 — the value of any property
    """Return the item that a value names, or nothing."""
    item = str(value.get("id", "")) if isinstance(value, dict) else ""
    return item if _ITEM.fullmatch(item) else ""


def film_of(entity: Entity) -> Item | None:
    """Return what is stated of a film; None for what is no film, or has no title."""
    kinds = set(entity.items(_KIND))
    if not kinds.isdisjoint(_TELEVISION) and kinds.isdisjoint(_FILMS):
        return None
    stated = [value for value in entity.values(_TITLE) if isinstance(value, dict)]
    original = next((text for value in stated if (text := str(value.get("text", "")).strip())), "")
    titles = entity.names() or ((original,) if original else ())
    if not titles:
        return None
    imdb = next((id_ for value in entity.values(_IMDB) if _IMDB_ID.fullmatch(id_ := str(value))), "")
    return Item(
        id=entity.id,
        titles=titles,
        original=original if original != titles[0] else "",
        year=_year(entity),
        runtime=_runtime(entity),
        crews={crew: people for crew in CREWS if (people := entity.items(_CREWS[crew]))},
        cast=tuple(_cast(entity)),
        billed=_is_billed(entity),
        countries=entity.items(_COUNTRY),
        languages=entity.items(_LANGUAGE),
        genres=entity.items(_GENRE),
        imdb=imdb,
        links=len(entity.sitelinks),
    )


def _year(entity: Entity) -> int | None:
    """Return the year of its first showing: a date is +1994-05-13T00:00:00Z, a year +1994-00-00T00:00:00Z."""
    times = [str(value.get("time", "")) for value in _dates(entity) if value.get("precision", 0) >= 9]
    years = [int(time[1:5]) for time in times if re.match(r"\+[0-9]{4}-", time)]
    return min(years, default=None)


def _dates(entity: Entity) -> Iterator[dict[str, Any]]:
    """Yield every date that isn't deprecated: the preferred one is often that of a country, not the first."""
    stated = entity.claims.get(_DATE, []) if isinstance(entity.claims, dict) else []
    values = (each.mainsnak.value for each in stated if each.rank != "deprecated")
    return (value for value in values if isinstance(value, dict))


def _runtime(entity: Entity) -> int | None:
    """Return the runtime in minutes: a quantity is `{"amount": "+142", "unit": "http://…/entity/Q7727"}`."""
    for value in entity.values(_RUNTIME):
        try:
            amount = float(value["amount"])
            minutes = round(amount * _MINUTES[str(value["unit"]).rpartition("/")[2]])
        except (KeyError, TypeError, ValueError):
            continue
        if 1 <= minutes <= 10_000:
            return minutes
    return None


def _cast(entity: Entity) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for each in _in_order(entity.statements(_CAST)):
        person = item_of(each.mainsnak.value)
        if person and person not in seen and len(seen) < _CAST_AT_MOST:
            seen.add(person)
            named = each.qualified(_CHARACTER_NAME)
            name = named.get("text", "") if isinstance(named, dict) else named or ""
            yield person, " ".join(str(name).split()) or item_of(each.qualified(_CHARACTER))


def _in_order(cast: list[Statement]) -> list[Statement]:
    """Return the cast by its numbers, where it has any, and those without one behind, as they stand."""
    return sorted(cast, key=lambda each: number if (number := _ordinal(each)) is not None else 10_000)


def _ordinal(statement: Statement) -> int | None:
    text = str(statement.qualified(_ORDINAL) or "")
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _is_billed(entity: Entity) -> bool:
    return sum(_ordinal(each) is not None for each in entity.statements(_CAST)) > 1
