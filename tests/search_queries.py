"""Thirty queries of every kind, and the same said to TinyDB and to FTS5."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from filmjournal.model.text import fold

Document = Mapping[str, Any]
Test = Callable[[Document, Document], bool]
"""Whether a viewing and its film, as TinyDB hands them out, are what is asked."""


class Asked(Struct, frozen=True):
    """A query, and the same said to TinyDB and to FTS5, where that can be said there at all."""

    query: str
    test: Test
    sql: str = ""


def anywhere(text: str) -> Test:
    return lambda viewing, film: any(text in fold(each) for each in (*_of_film(film), *_written(viewing)))


def person(role: str, text: str) -> Test:
    return lambda _, film: any(text in fold(each["name"]) for each in film["credits"] if each["role"] == role)


def about(name: str, text: str) -> Test:
    return lambda viewing, _: any(text in fold(each["text"]) for each in viewing["breakdown"] if each["name"] == name)


def wrote(text: str) -> Test:
    return lambda viewing, _: text in fold(viewing["headline"]) or text in fold(viewing["review"])


def title(text: str) -> Test:
    return lambda _, film: text in fold(film["title"])


def tagged(text: str) -> Test:
    return lambda viewing, _: any(text in fold(tag) for tag in viewing.get("tags", ()))


def genre(text: str) -> Test:
    return lambda _, film: any(text in fold(each) for each in film["genres"])


def between(key: str, low: int, high: int) -> Test:
    return lambda viewing, film: low <= (viewing.get(key) or film.get(key) or -1) <= high


def watched(low: str, high: str) -> Test:
    return lambda viewing, _: low <= viewing["watched"][:4] <= high


def so(key: str) -> Test:
    return lambda viewing, _: bool(viewing.get(key))


def every(*tests: Test) -> Test:
    return lambda viewing, film: all(test(viewing, film) for test in tests)


def either(*tests: Test) -> Test:
    return lambda viewing, film: any(test(viewing, film) for test in tests)


def without(test: Test) -> Test:
    return lambda viewing, film: not test(viewing, film)


def _of_film(film: Document) -> Sequence[str]:
    return [film["title"], *[credit["name"] for credit in film["credits"]]]


def _written(viewing: Document) -> Sequence[str]:
    elements = [part for each in viewing["breakdown"] for part in (each["name"], each["text"])]
    return [*viewing.get("tags", ()), viewing["headline"], viewing["review"], *elements]


QUERIES = (
    Asked("e", anywhere("e"), "a MATCH 'e*'"),
    Asked("ku", anywhere("ku"), "a MATCH 'ku*'"),
    Asked("rain", anywhere("rain"), "a MATCH 'rain*'"),
    Asked("light", anywhere("light"), "a MATCH 'light*'"),
    Asked("ight", anywhere("ight")),
    Asked("light window rain", every(*map(anywhere, ("light", "window", "rain"))), "a MATCH 'light* window* rain*'"),
    Asked('"holds the light of the"', anywhere("holds the light of the"), "a MATCH '\"holds the light of the\"'"),
    Asked("cage figgis", every(anywhere("cage"), anywhere("figgis")), "a MATCH 'cage* figgis*'"),
    Asked(
        "light OR rain OR train",
        either(*map(anywhere, ("light", "rain", "train"))),
        "a MATCH 'light* OR rain* OR train*'",
    ),
    Asked("e OR a OR o", either(*map(anywhere, "eao")), "a MATCH 'e* OR a* OR o*'"),
    Asked("-light", without(anywhere("light"))),
    Asked(
        "rain -light -train",
        every(anywhere("rain"), without(either(anywhere("light"), anywhere("train")))),
        "a MATCH 'rain* NOT light* NOT train*'",
    ),
    Asked(
        "-(light OR rain) night",
        every(without(either(anywhere("light"), anywhere("rain"))), anywhere("night")),
        "a MATCH 'night* NOT (light* OR rain*)'",
    ),
    Asked("qqqq", anywhere("qqqq"), "a MATCH 'qqqq*'"),
    Asked("kurosowa", anywhere("kurosowa"), "a MATCH 'kurosowa*'"),
    Asked(
        "shue elisabet leavign",
        every(*map(anywhere, ("shue", "elisabet", "leavign"))),
        "a MATCH 'shue* elisabet* leavign*'",
    ),
    Asked(
        "actor:cage director:figgis",
        every(person("actor", "cage"), person("director", "figgis")),
        "a MATCH 'actor: cage* director: figgis*'",
    ),
    Asked("actor:ka", person("actor", "ka"), "a MATCH 'actor: ka*'"),
    Asked(
        'person:"nicolas cage"',
        either(*(partial(person, role)("nicolas cage") for role in ("actor", "director"))),
        "a MATCH '{actor director others}: \"nicolas cage\"'",
    ),
    Asked("title:e", title("e"), "a MATCH 'title: e*'"),
    Asked("review:silence", wrote("silence"), "a MATCH '{headline review}: silence*'"),
    Asked("performances:voice", about("Performances", "voice"), "a MATCH 'performances: voice*'"),
    Asked(
        "text:camera",
        either(
            wrote("camera"),
            *(about(each, "camera") for each in ("Performances", "Direction", "Cinematography", "Soundtrack")),
        ),
        "a MATCH '{headline review performances direction cinematography soundtrack}: camera*'",
    ),
    Asked("genre:war,horror", either(genre("war"), genre("horror")), "a MATCH 'genre: war* OR horror*'"),
    Asked("tag:35mm rain", every(tagged("35mm"), anywhere("rain")), "a MATCH 'tags: 35mm* AND rain*'"),
    Asked(
        "year:1960..1990 sort:rating", between("year", 1960, 1990), "year BETWEEN 1960 AND 1990 ORDER BY rating DESC"
    ),
    Asked(
        "rating:4.. is:liked sort:title",
        every(between("rating", 8, 10), so("liked")),
        "rating >= 8 AND liked ORDER BY title",
    ),
    Asked(
        "watched:2001..2010 night",
        every(watched("2001", "2010"), anywhere("night")),
        "watched BETWEEN '2016' AND '2018~' AND a MATCH 'night*'",
    ),
    Asked(
        "no:rating has:review e",
        every(without(so("rating")), so("review"), anywhere("e")),
        "rating IS NULL AND review != '' AND a MATCH 'e*'",
    ),
    Asked("is:first", without(so("rewatch")), "NOT rewatch"),
)
"""Thirty queries of every kind."""
