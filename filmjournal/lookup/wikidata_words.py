"""Films of Wikidata in the words of the catalogue: its genres, countries and languages, and people by their names."""

import re
from collections.abc import Iterable, Mapping

from filmjournal.lookup.seed import CREWS, SeedFilm
from filmjournal.lookup.wikidata import SOURCE, Item, is_item

_GENRES = {
    "Drama": r"drama",
    "Comedy": r"comed|parody|satir",
    "Silent": r"\bsilent",
    "Romance": r"romance|romantic|\blove",
    "Action": r"\baction",
    "Horror": r"horror|slasher|zombie|vampire",
    "Thriller": r"thriller",
    "Crime": r"\bcrime|gangster|heist|mafia|\bgiallo",
    "Western": r"western",
    "Documentary": r"documentar",
    "Adventure": r"adventure|swashbuckler",
    "Science Fiction": r"science fiction|sci-fi|cyberpunk|dystopia|time travel",
    "Musical": r"\bmusical",
    "Fantasy": r"fantasy|fairy tale",
    "Family": r"\bfamily|children",
    "War": r"\bwar\b",
    "Mystery": r"mystery|detective|whodunit",
    "Biography": r"biograph|biopic",
    "Animation": r"animat|\banime\b|cartoon",
    "Short": r"\bshort",
    "Sport": r"\bsports?\b|boxing",
    "History": r"histor|period drama|costume drama",
    "Film Noir": r"\bnoir|neo-noir",
    "Martial Arts": r"martial arts|kung fu|samurai|wuxia",
    "Spy": r"\bspy\b",
    "Erotic": r"erotic",
    "Superhero": r"superhero",
    "Disaster": r"disaster",
    "Music": r"^music film|concert",
    "Experimental": r"experimental|avant-garde",
}
"""The genres of the catalogue, each with the words by which it is known in what Wikidata calls one, such as "science
fiction comedy film"; what is about none of these (a film based on a novel, a 3D film) is no genre here."""

_OTHER_NAMES = {
    "United States of America": "United States",
    "People's Republic of China": "China",
    "Czechia": "Czech Republic",
    "German Democratic Republic": "East Germany",
    "Kingdom of the Netherlands": "Netherlands",
    "Kingdom of Denmark": "Denmark",
    "Republic of Ireland": "Ireland",
    "Türkiye": "Turkey",
    "Mandarin Chinese": "Mandarin",
    "Standard Mandarin": "Mandarin",
    "Modern Greek": "Greek",
    "American English": "English",
    "British English": "English",
    "Brazilian Portuguese": "Portuguese",
}
"""What the catalogue calls countries and languages for which Wikidata has another name."""

_HALF = 6
"""In so many wikis is a film that is better known than half of those of the catalogue."""


def seed_of(film: Item, names: Mapping[str, str]) -> SeedFilm:
    """Return a film as the catalogue collects it. Who has no name is left out."""
    title, *others = film.titles
    crews = {crew: _names(film.crews.get(crew, ()), names) for crew in CREWS}
    cast = {names[person]: _character(role, names) for person, role in film.cast if names.get(person)}
    return SeedFilm(
        title=title,
        id=film.id,
        original=film.original,
        aka=tuple(other for other in others if other != film.original),
        year=film.year,
        runtime=film.runtime,
        directors=crews["directors"],
        writers=crews["writers"],
        cinematographers=crews["cinematographers"],
        composers=crews["composers"],
        editors=crews["editors"],
        producers=crews["producers"],
        cast=tuple(cast.items()),
        billed=film.billed,
        countries=_words(film.countries, names),
        languages=_words(film.languages, names),
        genres=genres_of(names.get(each, "") for each in film.genres),
        imdb=film.imdb,
        wikidata=film.id,
        popularity=round(film.links / (film.links + _HALF), 4),
        sources=(SOURCE,),
    )


def genres_of(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the genres that some labels are about, in the order of the labels, each once."""
    found = [genre for label in labels for genre, sign in _GENRES.items() if re.search(sign, label.casefold())]
    return tuple(dict.fromkeys(found))


def _names(items: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for item in items if (name := names.get(item, ""))))


def _words(items: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_OTHER_NAMES.get(name, name) for name in _names(items, names)))


def _character(role: str, names: Mapping[str, str]) -> str:
    return names.get(role, "") if is_item(role) else role
