"""Small catalogues of films that the tests make up."""

from typing import Any

from filmjournal.journal.places import Places
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.compiling import compiled
from filmjournal.lookup.layout import OWN
from filmjournal.lookup.seed import SeedFilm

MADE = "2026-11-30"


def known(title: str, year: int | None = None, *directors: str, **facts: Any) -> SeedFilm:
    """Return a film as collected; its cast is names alone."""
    cast = tuple((name, "") if isinstance(name, str) else name for name in facts.pop("cast", ()))
    return SeedFilm(title=title, year=year, directors=directors, cast=cast, **facts)


def catalogue(*films: SeedFilm) -> Catalogue:
    """Return a catalogue of these films, the best known first."""
    return Catalogue(compiled(films, made=MADE))


def put_catalogue(places: Places, *films: SeedFilm) -> None:
    """Put a catalogue of these films, or of none, where somebody's own is."""
    places.catalogue.mkdir(parents=True, exist_ok=True)
    (places.catalogue / OWN).write_bytes(compiled(films, made=MADE))


STALKER = known(
    "Stalker",
    1979,
    "Andrei Tarkovsky",
    original="Сталкер",
    runtime=162,
    cast=(("Alisa Freindlich", "Stalker's wife"), "Aleksandr Kaidanovsky"),
    billed=True,
    countries=("Soviet Union",),
    languages=("Russian",),
    genres=("Science Fiction",),
    imdb="tt0079944",
    wikidata="Q192724",
    sources=("wikidata",),
)
THING = known("The Thing", 1982, "John Carpenter", cast=("Kurt Russell", "Keith David"), imdb="tt0084787")
PREQUEL = known("The Thing", 2011, "Matthijs van Heijningen Jr.", cast=("Mary Elizabeth Winstead",), imdb="tt0905372")
PIG = known("Pig", 2021, "Michael Sarnoski", cast=("Nicolas Cage", "Alex Wolff"))
PIGEON = known("A Pigeon Sat on a Branch Reflecting on Existence", 2014, "Roy Andersson")
PERFECT_DAYS = known(
    "Perfect Days",
    2023,
    "Wim Wenders",
    runtime=124,
    cast=(("Kōji Yakusho", "Hirayama"), "Tokio Emoto"),
    billed=True,
    countries=("Japan", "Germany"),
    languages=("Japanese",),
    genres=("Drama",),
    imdb="tt27503384",
    sources=("wikidata",),
)
FEW = (STALKER, PERFECT_DAYS, THING, PREQUEL, PIG, PIGEON)
"""What the forms of the tests complete from."""
