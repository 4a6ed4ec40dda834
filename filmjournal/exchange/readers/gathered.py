"""What files of ours, and of people who write as we do, tell: put together into a batch."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import structs

from filmjournal.exchange.batch import Batch, Place, Problem, SourceFilm, SourceList, SourceViewing, SourceWish
from filmjournal.exchange.entry.reading import KEYS, film_of, read_record, viewing_of
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.reading.files import Files
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

NONE: dict[str, Any] = {}
"""No keys of anybody's own."""


class Gathered:
    """A batch in the making. A row that has an id of ours is known by that; any other keeps its cells as a source."""

    def __init__(self, service: str, today: date) -> None:
        self._service = service
        self._today = today
        self._films: dict[str, SourceFilm] = {}
        self._viewings: list[SourceViewing] = []
        self._wishes: list[SourceWish] = []
        self._problems: list[Problem] = []
        self._notes: dict[str, None] = {}
        self._lists: dict[tuple[str, str], SourceList] = {}
        self._keys: Counter[str] = Counter()

    def problem(
        self, place: Place, reason: str, cells: Mapping[str, str] | None = None, *, is_partial: bool = False
    ) -> None:
        """Take in what nothing, or not all, could be made of."""
        self._problems.append(Problem(place, reason, dict(cells or {}), is_partial))

    def opened(self, files: Files) -> Iterator[tuple[str, bytes]]:
        """Yield each file with its bytes, in order of their names; one that cannot be opened is a problem."""
        for sentence in files.notes:
            self.note(sentence)
        for name in sorted(files):
            try:
                data = files[name]
            except CannotImportError as error:
                self.problem(Place(name), str(error))
            else:
                yield name, data

    def text(self, name: str, data: bytes) -> str | None:
        """Return the text of a file; one that has none is a problem."""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.problem(Place(name), "This is no UTF-8 text.")
            return None

    def note(self, sentence: str) -> None:
        """Take in what there is to know, once."""
        self._notes[sentence] = None

    def read(
        self, told: Mapping[str, object], place: Place, cells: Callable[[], Mapping[str, str]]
    ) -> tuple[Film, Viewing] | None:
        """Return the film and the viewing that a record tells; what of it cannot be read is a problem with the cells.

        None where it tells of no film.
        """
        try:
            record = read_record(told)
            return film_of(record), viewing_of(record, self._today)
        except InvalidValueError:
            return self._in_parts(told, place, cells())

    def _in_parts(
        self, told: Mapping[str, object], place: Place, cells: Mapping[str, str]
    ) -> tuple[Film, Viewing] | None:
        """Return what can be read of a record, key by key."""
        read: dict[str, object] = {}
        for key in ("title", *(key for key in told if key != "title")):
            parts = told.get(key)
            try:
                record = read_record({**read, key: parts} if key in told else read)
                film_of(record), viewing_of(record, self._today)
            except InvalidValueError as error:
                self.problem(place, str(error), cells, is_partial=key != "title")
                if key == "title":
                    return None
            else:
                read[key] = parts
        record = read_record(read)
        return film_of(record), viewing_of(record, self._today)

    def film(self, told: Film, place: Place, sources: Sequence[Source] = (), own_keys: dict[str, Any] = NONE) -> str:
        """Take in a film, and return what the batch calls it; what is told otherwise than before is a problem."""
        name = name_of(told)
        before = self._films.get(name)
        if before is None:
            own = structs.replace(told, id=name)
            self._films[name] = SourceFilm(own, tuple(sources), place, own_keys, is_ours=bool(told.id))
            return name
        film = before.film.completed_by(told)
        other = [key for key in told.__struct_fields__ if key != "id" and _differs(told, film, key)]
        if other:
            reason = f"The {', '.join(other)} of the film is another in {before.place}, and that is taken."
            self.problem(place, reason, is_partial=True)
        new = tuple(source for source in sources if source not in before.sources)
        new_own = before.own_keys or own_keys
        self._films[name] = structs.replace(before, film=film, sources=before.sources + new, own_keys=new_own)
        return name

    def viewing(
        self,
        film: str,
        viewing: Viewing,
        place: Place,
        cells: Mapping[str, str],
        sources: Sequence[Source] = (),
        own_keys: dict[str, Any] = NONE,
    ) -> None:
        """Take in a viewing of a film that the batch calls so; cells of the row are kept where there are any."""
        table, key = self._name(place, viewing.id, f"{film}|{viewing.watched or ''}")
        own = (Source(self._service, table, key, dict(cells)),) if cells else ()
        self._viewings.append(SourceViewing(structs.replace(viewing, film=film), (*sources, *own), place, own_keys))

    def wish(
        self,
        film: str,
        wish: Wish,
        place: Place,
        cells: Mapping[str, str],
        sources: Sequence[Source] = (),
        own_keys: dict[str, Any] = NONE,
    ) -> None:
        """Take in that a film is wished for."""
        table, key = self._name(place, wish.id, f"{film}|")
        own = (Source(self._service, table, key, dict(cells)),) if cells else ()
        self._wishes.append(SourceWish(structs.replace(wish, film=film), (*sources, *own), place, own_keys))

    def list(self, told: SourceList) -> None:
        """Take in a list, which is kept as it stands."""
        known = self._lists.setdefault(told.kept.name, told)
        if known.kept != told.kept:
            self.problem(
                told.place, f"It is the list of {known.place} told otherwise, and was not read.", told.kept.about
            )

    def batch(self) -> Batch:
        """Return all of it."""
        return Batch(
            self._service,
            tuple(self._films.values()),
            tuple(self._viewings),
            tuple(self._wishes),
            tuple(self._problems),
            tuple(self._notes),
            tuple(self._lists.values()),
        )

    def _name(self, place: Place, id_: str, told: str) -> tuple[str, str]:
        """Return the table and the key of a row: its id, its file where it is the whole of it, or what it tells."""
        if not place.row:
            return "files", id_ or place.file
        key = id_ or told
        self._keys[key] += 1
        return "viewings", key if self._keys[key] == 1 else f"{key}|{self._keys[key]}"


def parted(told: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a record tells by our keys, and what it tells by others."""
    return (
        {key: value for key, value in told.items() if key in KEYS},
        {key: value for key, value in told.items() if key not in KEYS},
    )


def cells_of(told: Mapping[str, object]) -> dict[str, str]:
    """Return the values of a record as cells: a text as it is, anything else as JSON."""
    return {
        str(key): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in told.items()
    }


def name_of(film: Film) -> str:
    """Return what a batch calls a film: its id where that is one of ours, else what tells it best from others."""
    if film.id:
        return film.id
    ids = film.external_ids
    known = next(
        (f"{service}:{name}" for service in ids.__struct_fields__ if (name := getattr(ids, service))),
        "",
    )
    return known or f"title:{fold(film.title)}|{film.year or ''}"


def _differs(told: Film, kept: Film, key: str) -> bool:
    value = getattr(told, key)
    return bool(value) and value != getattr(kept, key)
