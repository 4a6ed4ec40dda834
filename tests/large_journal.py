"""Journals of any size, which read a little like real ones: names come back, words are common or rare."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import msgspec

from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.model.breakdown import DEFAULT_ELEMENTS, Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When

_COMMON = """
the a of and to in it is that as he she they with on at by from for but his her not all so out who when what
light camera scene film story city night train window room rain face voice music silence colour frame cut actor
performance direction picture slow quick long small great old young last first again never always almost under
over between through without lets holds walks looks turns keeps opens closes stays leaves finds loses knows
"""
_SYLLABLES = """
ka mo ri ta ne lo vi su ran del to mi gra fe no be shi ku wa tor es an el ar on bri cha dou leng pra
"""
_ACCENTED = ("café", "naïve", "déjà", "Zoë", "Dvořák’s", "“quiet”", "—", "it’s", "l’été", "Łódź")


class LargeJournal:
    """Makes entries, the same ones for the same size; among them are two films that everybody knows."""

    def __init__(self, size: int) -> None:
        self._random = random.Random(size)  # noqa: S311 — it makes examples, not secrets
        self._rare = [self._word() for _ in range(20_000)]
        self._words = [*_COMMON.split(), *self._rare]
        self._weights = list(accumulate(1 / place for place in range(1, len(self._words) + 1)))
        self._names = [f"{self._word().title()} {self._word().title()}" for _ in range(max(size // 2, 50))]
        self._days = 9_000 / size
        self.entries = [self._entry(place) for place in range(size)]
        """The entries, the one watched last first."""

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES.split(), k=self._random.choice((1, 2, 2, 3, 3, 4))))

    def _prose(self, words: int) -> str:
        written = self._random.choices(self._words, cum_weights=self._weights, k=words)
        if self._random.random() < 0.4:
            for place in range(self._random.randrange(30), words, 30):
                written[place] = self._random.choice(_ACCENTED)
        return " ".join(written).capitalize() + "."

    def _film(self, number: int) -> Film:
        if number % 500 == 1:
            known = (("Mike Figgis", Role.DIRECTOR), ("Nicolas Cage", Role.ACTOR), ("Elisabeth Shue", Role.ACTOR))
            return self._made(number, "Leaving Las Vegas", 1995, known)
        roles = (Role.DIRECTOR, *[Role.ACTOR] * 7, Role.WRITER, Role.CINEMATOGRAPHER, Role.COMPOSER, Role.EDITOR)
        title = " ".join(self._random.choices(self._rare, k=self._random.choice((1, 2, 3)))).title()
        people = [(self._random.choice(self._names), role) for role in roles]
        return self._made(number, title, 1925 + number % 100, people)

    def _made(self, number: int, title: str, year: int, people: Iterable[tuple[str, Role]]) -> Film:
        made_by = tuple(Credit(name, role, billing=place) for place, (name, role) in enumerate(people, start=1))
        genre = ("Drama", "Horror", "Comedy", "War", "Western")[number % 5]
        return Film(
            f"film-{number}",
            title,
            year=year,
            runtime=70 + number % 110,
            genres=(genre,),
            countries=("Japan", "France", "USA")[number % 3 :][:1],
            languages=("Japanese", "French", "English")[number % 3 :][:1],
            credits=made_by,
        )

    def _entry(self, place: int) -> Entry:
        if place % 2 == 0:
            self._last = self._film(place // 2)
        day = datetime(2026, 11, 20, 20, tzinfo=UTC) - timedelta(days=place * self._days)
        viewing = Viewing(
            f"viewing-{place}",
            self._last.id,
            watched=When(f"{day.year}-{day.month:02}-{day.day:02}"),
            rating=Rating(1 + place % 10) if place % 4 else None,
            liked=place % 9 == 0,
            rewatch=place % 2 == 0,
            tags=("35mm",) if place % 7 == 0 else ("home", "late") if place % 3 == 0 else (),
            headline=self._prose(5),
            review=self._prose(230),
            breakdown=tuple(Element(name, self._prose(18)) for name in DEFAULT_ELEMENTS),
            created=day,
        )
        return Entry(viewing, self._last)

    def write(self, path: Path) -> Path:
        """Write them as a journal's file."""
        films = {entry.film.id: entry.film for entry in self.entries}.values()
        tables = {"films": films, "viewings": [entry.viewing for entry in self.entries]}
        numbered = {
            name: {str(number): msgspec.to_builtins(row, enc_hook=str) for number, row in enumerate(rows, start=1)}
            for name, rows in tables.items()
        }
        path.write_bytes(msgspec.json.encode(numbered))
        file = JournalFile(path)
        known = file.load()
        file.save(known, known.documents, lambda found: found)
        return path
