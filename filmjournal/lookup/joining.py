"""Joins facts of several sources to one catalogue: what is newer beats what is older, and fills in what that lacks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from filmjournal.lookup.catalogue import Catalogue, CatalogueFilm
from filmjournal.lookup.seed import CREWS, SeedFilm, are_one, in_order, without_known_titles
from filmjournal.lookup.titles import forms_of_all
from filmjournal.model.film import Role

_ROLES = {"directors": Role.DIRECTOR, "writers": Role.WRITER, "cinematographers": Role.CINEMATOGRAPHER,
          "composers": Role.COMPOSER, "editors": Role.EDITOR, "producers": Role.PRODUCER}  # fmt: skip

_YEARS_APART = 1
"""A film of another source may be of the year before or after: it is one film if a director or an actor is the same."""


class Collected(Struct, frozen=True):
    """What one source states, and of what day."""

    made: str
    """The day on which it was collected, as 2026-11-30."""
    films: Sequence[SeedFilm]
    """Its films."""


def films_of(catalogue: Catalogue) -> list[SeedFilm]:
    """Return every film of a catalogue as it was collected, the best known first; how well known is its place."""
    count = len(catalogue)
    return [_as_collected(catalogue.film(number), 1 - number / count) for number in range(count)]


def joined(collections: Iterable[Collected]) -> list[SeedFilm]:
    """Return the films of several collections, each film once, the best known first.

    Films are one by an id, or by title, year and people, as the seed's rules have it. Of two values the one of the
    newer collection counts; of two casts it comes first, and who is only in the older one stays behind it.
    """
    films: list[SeedFilm] = []
    for collection in sorted(collections, key=lambda each: each.made):
        films = _with_newer(films, collection.films) if films else list(collection.films)
    return in_order(without_known_titles(films))


def _with_newer(older: Sequence[SeedFilm], newer: Iterable[SeedFilm]) -> list[SeedFilm]:
    films = list(older)
    by_id: dict[str, int] = {}
    for at, film in enumerate(films):
        by_id.update({id_: at for id_ in (film.imdb, film.wikidata) if id_})
    by_form: defaultdict[str, list[int]] | None = None
    for film in newer:
        place = next((by_id[id_] for id_ in (film.imdb, film.wikidata) if id_ in by_id), None)
        if place is None:
            by_form = _by_form(films) if by_form is None else by_form
            place = _same(film, films, by_form)
        if place is None:
            place = len(films)
            films.append(film)
        else:
            films[place] = _newer_over(films[place], film)
        by_id.update({id_: place for id_ in (films[place].imdb, films[place].wikidata) if id_})
    return films


def _by_form(films: Sequence[SeedFilm]) -> "defaultdict[str, list[int]]":
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, film in enumerate(films):
        if film.has_people:
            for form in forms_of_all(film.titles):
                places[form].append(place)
    return places


def _same(film: SeedFilm, films: Sequence[SeedFilm], by_form: "dict[str, list[int]]") -> int | None:
    """Return the place of the one film that this is; None where none is, or several may be."""
    if film.year is None or not film.has_people:
        return None
    near = {
        place
        for form in forms_of_all(film.titles)
        for place in by_form.get(form, ())
        if abs((films[place].year or 0) - film.year) <= _YEARS_APART and are_one(films[place], film)
    }
    return near.pop() if len(near) == 1 else None


def _newer_over(older: SeedFilm, newer: SeedFilm) -> SeedFilm:
    """Return the newer record, with what only the older one states."""
    gaps = {name: getattr(older, name) for name in older.__struct_fields__ if not getattr(newer, name)}
    cast, billed = _cast(older, newer)
    titles = dict.fromkeys([*newer.aka, *older.titles])
    return structs.replace(
        newer,
        **gaps
        | {
            "cast": cast,
            "billed": billed,
            "aka": tuple(title for title in titles if title not in {newer.title, newer.original or older.original}),
            "popularity": max(older.popularity, newer.popularity),
            "sources": tuple(dict.fromkeys([*newer.sources, *older.sources])),
        },
    )


def _cast(older: SeedFilm, newer: SeedFilm) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Return the cast of both: characters as the newer has them, the order of the one that is in billing order."""
    characters = {name: role for name, role in older.cast if role}
    own = {name: role or characters.get(name, "") for name, role in newer.cast}
    rest = {name: role for name, role in older.cast if name not in own}
    if older.billed and not newer.billed:
        in_order_of_older = {name: own.get(name, role) for name, role in older.cast}
        return tuple((in_order_of_older | own).items()), True
    return tuple((own | rest).items()), newer.billed


def _as_collected(found: CatalogueFilm, popularity: float) -> SeedFilm:
    film = found.film
    cast = film.credited(Role.ACTOR)
    crews = {crew: film.people(_ROLES[crew]) for crew in CREWS}
    return SeedFilm(
        title=film.title,
        original=film.original_title,
        aka=found.other_titles,
        year=film.year,
        runtime=film.runtime,
        directors=crews["directors"],
        writers=crews["writers"],
        cinematographers=crews["cinematographers"],
        composers=crews["composers"],
        editors=crews["editors"],
        producers=crews["producers"],
        cast=tuple((credit.name, credit.character) for credit in cast),
        billed=any(credit.billing for credit in cast),
        countries=film.countries,
        languages=film.languages,
        genres=film.genres,
        imdb=film.external_ids.imdb,
        wikidata=film.external_ids.wikidata,
        popularity=popularity,
        sources=found.sources,
    )
