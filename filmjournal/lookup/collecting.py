"""Collects films from Wikidata: what is asked in which order, and what is remembered so that it is asked once.

Everything that was answered is noted in a file, a line for each answer, before the next question. A collection that
was ended at any moment goes on where it ended: what is noted isn't asked again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct

from filmjournal.lookup import wikidata
from filmjournal.lookup.asking import DownloadError, TakesTooLongError
from filmjournal.lookup.seed import SeedFilm
from filmjournal.lookup.wikidata import AT_ONCE, FACTS, IDS_AT_ONCE, SEARCH, EntitiesAnswer, Item
from filmjournal.lookup.wikidata_words import seed_of

Answer = TypeVar("Answer")

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it is done, and how much there is; what it raises ends the collection."""

FIRST_FILM = 1888
"""The year of the first film."""


class Asks(Protocol):
    """Asks a service a question: `downloads.Client`."""

    def ask(self, service: str, parameters: Mapping[str, str], answer: type[Answer]) -> Answer:
        """Return the answer; raises DownloadError."""


class Sought(Struct, frozen=True):
    """A film that is looked for: by its ids, else by its titles."""

    titles: tuple[str, ...]
    """Its title, and its original one."""
    year: int | None = None
    imdb: str = ""
    wikidata: str = ""


class _Listed(Struct, frozen=True, tag="listed"):
    first: date
    last: date
    links: int
    films: dict[str, int]


class _Found(Struct, frozen=True, tag="found"):
    sought: tuple[str, ...]
    items: tuple[str, ...]


class _Films(Struct, frozen=True, tag="films"):
    asked: tuple[str, ...]
    films: tuple[Item, ...]
    moved: dict[str, str]


class _Names(Struct, frozen=True, tag="names"):
    asked: tuple[str, ...]
    names: dict[str, str]


_Note = _Listed | _Found | _Films | _Names


class Notes:
    """What was answered so far, in a file of JSON lines, or in memory alone."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what was noted; a last line that was cut off is dropped."""
        self._path = path
        self.listed: dict[tuple[date, date, int], dict[str, int]] = {}
        """The films of some days that have pages in so many wikis, each with their number."""
        self.found: dict[str, tuple[str, ...]] = {}
        """The items of a title, or of an id of IMDb."""
        self.films: dict[str, Item | None] = {}
        """What is stated of each item; None for what is no film."""
        self.names: dict[str, str] = {}
        """What each item is called; nothing for what has no name."""
        if path is not None and path.is_file():
            self._read(path)

    def add(self, note: _Note) -> None:
        """Note an answer."""
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(msgspec.json.encode(note) + b"\n")
        self._take(note)

    def _read(self, path: Path) -> None:
        decode, whole = msgspec.json.Decoder(_Note).decode, 0
        with path.open("r+b") as file:
            for line in file:
                try:
                    note = decode(line) if line.endswith(b"\n") else None
                except (msgspec.DecodeError, UnicodeDecodeError):
                    note = None
                if note is None:
                    file.truncate(whole)
                    return
                self._take(note)
                whole += len(line)

    def _take(self, note: _Note) -> None:
        match note:
            case _Listed(first, last, links, films):
                self.listed[first, last, links] = films
            case _Found(sought, items):
                self.found |= dict.fromkeys(sought, items)
            case _Films(asked, films, moved):
                by_id = {film.id: film for film in films}
                self.films |= dict.fromkeys(asked) | by_id | {old: by_id.get(new) for old, new in moved.items()}
            case _Names(asked, names):
                self.names |= dict.fromkeys(asked, "") | names


class Collector:
    """Collects films; each of its questions is asked once, however often it is begun."""

    def __init__(self, client: Asks, notes: Notes, progress: Progress) -> None:
        self._client, self._notes, self._progress = client, notes, progress

    def of_years(self, first: int, last: int, links: int) -> list[SeedFilm]:
        """Return the films first shown in these years that have pages in at least so many wikis, the newest first."""
        listed: dict[str, int] = {}
        years = range(last, first - 1, -1)
        for done, year in enumerate(years):
            self._progress("Listing films", done, len(years))
            listed |= self._listed(date(year, 1, 1), date(year, 12, 31), links)
        return self._with_facts(list(listed))

    def of_films(self, sought: Sequence[Sought]) -> list[SeedFilm]:
        """Return the films that these may be: by id one, by title every one of it."""
        found = {film.wikidata: None for film in sought if wikidata.is_item(film.wikidata)}
        left = [film for film in sought if film.wikidata not in found]
        by_imdb = list(dict.fromkeys(film.imdb for film in left if film.imdb))
        titles = list(dict.fromkeys((title, film.year) for film in left if not film.imdb for title in film.titles))
        total, done = len(by_imdb) + len(titles), 0
        for ids in _batches((id_ for id_ in by_imdb if id_ not in self._notes.found), IDS_AT_ONCE):
            self._progress("Finding films", done, total)
            self._find(ids, wikidata.imdb_question(ids))
            done += len(ids)
        done = len(by_imdb)
        for title, year in titles:
            self._progress("Finding films", done, total)
            found |= dict.fromkeys(self._titled(title, year))
            done += 1
        found |= {item: None for id_ in by_imdb for item in self._notes.found.get(id_, ())}
        return self._with_facts(list(found))

    def _titled(self, title: str, year: int | None) -> tuple[str, ...]:
        """Return the films of a title and year; where none is described so, all of that title."""
        for named in dict.fromkeys((year, None)):
            key = f"{title} ({named})" if named else title
            if key not in self._notes.found:
                self._find((key,), wikidata.title_question(title, named))
            if self._notes.found[key]:
                return self._notes.found[key]
        return ()

    def _listed(self, first: date, last: date, links: int) -> dict[str, int]:
        """Return the films of some days; days that have too many for one question are asked half by half."""
        known = self._notes.listed.get((first, last, links))
        if known is not None:
            return known
        try:
            answer = self._client.ask(SEARCH, wikidata.list_question(first, last, links), wikidata.ListAnswer)
        except TakesTooLongError:
            if first == last:
                raise
            middle = first + (last - first) / 2
            films = self._listed(first, middle, links) | self._listed(middle + timedelta(days=1), last, links)
        else:
            films = answer.films()
        self._notes.add(_Listed(first, last, links, films))
        return films

    def _find(self, sought: Sequence[str], question: Mapping[str, str]) -> None:
        answer = self._client.ask(FACTS, question, wikidata.SearchAnswer)
        self._notes.add(_Found(tuple(sought), tuple(answer.items())))

    def _with_facts(self, ids: Sequence[str]) -> list[SeedFilm]:
        for done, asked in self._unknown(ids, self._notes.films):
            self._progress("Reading films", done, len(ids))
            entities = self._entities(asked)
            films = [film for entity in entities if (film := wikidata.film_of(entity)) is not None]
            moved = {entity.redirects["from"]: entity.id for entity in entities if "from" in entity.redirects}
            self._notes.add(_Films(tuple(asked), tuple(films), moved))
        found = {film.id: film for id_ in ids if (film := self._notes.films.get(id_)) is not None}
        self._know_names(list(dict.fromkeys(name for film in found.values() for name in sorted(film.named))))
        return [seed_of(film, self._notes.names) for film in found.values()]

    def _know_names(self, ids: Sequence[str]) -> None:
        for done, asked in self._unknown(ids, self._notes.names):
            self._progress("Reading names", done, len(ids))
            entities = self._entities(asked, labels_only=True)
            names = {
                id_: names[0]
                for entity in entities
                if (names := entity.names())
                for id_ in {entity.id, entity.redirects.get("from", entity.id)}
            }
            self._notes.add(_Names(tuple(asked), names))

    def _unknown(self, ids: Sequence[str], known: Mapping[str, object]) -> Iterator[tuple[int, list[str]]]:
        """Yield what isn't known, as much as may be asked at once, with how many are known before it."""
        left = [id_ for id_ in ids if id_ not in known]
        for start in range(0, len(left), AT_ONCE):
            yield len(ids) - len(left) + start, left[start : start + AT_ONCE]

    def _entities(self, ids: Sequence[str], *, labels_only: bool = False) -> list[wikidata.Entity]:
        """Return these items; one that Wikidata doesn't know is left out, and so it is where that fails them all."""
        asked = list(ids)
        while asked:
            question = wikidata.items_question(asked, labels_only=labels_only)
            try:
                return self._client.ask(FACTS, question, EntitiesAnswer).all()
            except DownloadError as error:
                if error.code != "no-such-entity" or error.about not in asked:
                    raise
                asked.remove(error.about)
        return []


def _batches(each: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(each)
    while batch := list(islice(rest, size)):
        yield batch
