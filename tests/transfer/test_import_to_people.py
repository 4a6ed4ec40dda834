"""The whole way without a network: an export of well-known films is imported, and people are found by name."""

import csv
from collections import Counter
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from builders import TODAY
from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.model.film import Film, Role
from filmjournal.query.engine.index import Index
from filmjournal.query.parser import parse
from filmjournal.transfer.imports import Import
from filmjournal.transfer.lookups import Lookup
from filmjournal.transfer.reading import Request

LIST = Path(__file__).with_name("well_known_films.txt")
"""Films that people know, some of each decade, with the titles by which they do; written without the catalogue."""

MADE_BY = {
    "Nosferatu": "F.W. Murnau",
    "The Kid": "Charlie Chaplin",
    "M": "Fritz Lang",
    "City Lights": "Charlie Chaplin",
    "Rebecca": "Alfred Hitchcock",
    "The Red Shoes": "Michael Powell",
    "Cat People": "Jacques Tourneur",
    "Rashomon": "Akira Kurosawa",
    "Godzilla": "Ishirō Honda",
    "Tokyo Story": "Yasujirō Ozu",
    "Solaris": "Andrei Tarkovsky",
    "Mirror": "Andrei Tarkovsky",
    "Halloween": "John Carpenter",
    "The Thing": "John Carpenter",
    "Possession": "Andrzej Żuławski",
    "Scarface": "Howard Hawks",
    "Suspiria": "Dario Argento",
    "The Wicker Man": "Robin Hardy",
    "Heat": "Michael Mann",
    "Titanic": "James Cameron",
    "The Piano": "Jane Campion",
    "Gladiator": "Ridley Scott",
    "Oldboy": "Park Chan-wook",
    "Drive": "Nicolas Winding Refn",
    "Her": "Spike Jonze",
    "Carol": "Todd Haynes",
    "Roma": "Alfonso Cuarón",
    "Burning": "Lee Chang-dong",
    "Parasite": "Bong Joon-ho",
    "Soul": "Pete Docter",
    "Dune": "Denis Villeneuve",
    "Nope": "Jordan Peele",
    "Barbie": "Greta Gerwig",
    "Perfect Days": "Wim Wenders",
}
"""Films whose titles several films have, with who made the one that is meant."""


def well_known() -> list[tuple[str, str]]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return [(year, title) for year, _, title in (line.partition(" ") for line in lines)]


@pytest.fixture
def journal(tmp_path: Path, empty: Journal) -> Journal:
    rows = StringIO()
    table = csv.writer(rows)
    table.writerow(["Date", "Name", "Year", "Letterboxd URI", "Rating", "Rewatch", "Tags", "Watched Date"])
    for number, (year, title) in enumerate(well_known()):
        table.writerow(["2025-12-31", title, year, f"https://boxd.it/{number:x}", "4", "", "", "2025-12-31"])
    path = tmp_path / "letterboxd-somebody.zip"
    with ZipFile(path, "w") as written:
        written.writestr("diary.csv", rows.getvalue())
    importing = Import(Request((path,)), TODAY, lambda *_: None, Lookup(Catalogue.bundled()))
    importing.plan_for(empty)
    assert "films get their people" in importing.people("get")
    importing.apply(empty)
    return empty


def test_of_six_well_known_films_five_get_their_director_and_cast(journal: Journal) -> None:
    films: dict[str, Film] = {entry.film.title: entry.film for entry in journal.entries}
    asked, found = Counter[str](), Counter[str]()
    for film in films.values():
        decade = f"{(film.year or 0) // 10}0s"
        asked[decade] += 1
        found[decade] += bool(film.people(Role.DIRECTOR) and film.people(Role.ACTOR))
    for decade in sorted(asked):
        print(f"{decade}: {found[decade]} of {asked[decade]}")
    assert asked.total() >= 300
    assert found.total() >= asked.total() * 250 / 300
    assert all(found[decade] >= asked[decade] * 0.7 for decade in asked)
    wrong = {
        title: films[title].people(Role.DIRECTOR) for title, name in MADE_BY.items() if not _is_by(films[title], name)
    }
    assert not wrong


def test_actors_and_directors_are_found_by_their_names(journal: Journal) -> None:
    index = Index(journal.entries)
    for query, title in (
        ("director:scorsese", "Taxi Driver"),
        ("actor:bogart", "Casablanca"),
        ("chaplin", "Modern Times"),
        ("director:varda", "Cléo from 5 to 7"),
        ("cast:leung", "In the Mood for Love"),
    ):
        found = {entry.film.title for entry in index.search(parse(query, TODAY).query).entries}
        assert title in found, query


def _is_by(film: Film, name: str) -> bool:
    return name in film.people(Role.DIRECTOR)
