"""Records as we write them, read from files of ours and of people who write as we do, into a batch.

A row that has an id of ours is known by it; any other is stored with its cells as a source.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import structs

from filmjournal.exchange.batch import Batch, Place, Problem, Question, SourceList, SourceViewing, SourceWish
from filmjournal.exchange.entry.record_parsing import KEYS, film_of, read_record, viewing_of
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.builder import BatchBuilder, BatchFilm
from filmjournal.exchange.reading.files import Files
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.wish import Wish

NO_KEYS: dict[str, Any] = {}
"""No keys of anybody's own."""


class RecordBuilder:
    """Adds records to a batch, which it holds the builder of."""

    def __init__(self, service: str, today: date) -> None:
        self._batch = BatchBuilder(service)
        self._today = today
        self._keys: Counter[str] = Counter()

    def add_problem(
        self,
        place: Place,
        reason: str,
        cells: Mapping[str, str] | None = None,
        *,
        is_partial: bool = False,
        question: Question | None = None,
    ) -> None:
        """Add what can't be imported, or only in part."""
        self._batch.add_problem(Problem(place, reason, dict(cells or {}), is_partial, question=question))

    def add_note(self, sentence: str) -> None:
        """Add a sentence about the files, once."""
        self._batch.add_note(sentence)

    def opened(self, files: Files) -> Iterator[tuple[str, bytes]]:
        """Yield each file with its bytes, in order of their names; one that cannot be opened is a problem."""
        for sentence in files.notes:
            self.add_note(sentence)
        for name in sorted(files):
            try:
                data = files[name]
            except CannotImportError as error:
                self.add_problem(Place(name), str(error))
            else:
                yield name, data

    def text(self, name: str, data: bytes) -> str | None:
        """Return the text of a file; one that is not UTF-8 is a problem."""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_problem(Place(name), "This is no UTF-8 text.")
            return None

    def read(
        self, record: Mapping[str, object], place: Place, cells: Callable[[], Mapping[str, str]]
    ) -> tuple[Film, Viewing] | None:
        """Return the film and the viewing of a record, or None where its title can't be read.

        A value that can't be read is a problem with the cells, and the others are read all the same.
        """
        try:
            read = read_record(record)
            return film_of(read), viewing_of(read, self._today)
        except InvalidValueError:
            return self._in_parts(record, place, cells())

    def _in_parts(
        self, record: Mapping[str, object], place: Place, cells: Mapping[str, str]
    ) -> tuple[Film, Viewing] | None:
        """Return what can be read of a record, key by key."""
        readable: dict[str, object] = {}
        for key in ("title", *(key for key in record if key != "title")):
            value = record.get(key)
            try:
                read = read_record({**readable, key: value} if key in record else readable)
                film_of(read), viewing_of(read, self._today)
            except InvalidValueError as error:
                self.add_problem(place, str(error), cells, is_partial=key != "title")
                if key == "title":
                    return None
            else:
                readable[key] = value
        read = read_record(readable)
        return film_of(read), viewing_of(read, self._today)

    def add_film(
        self, film: Film, place: Place, sources: Sequence[Source] = (), own_keys: dict[str, Any] = NO_KEYS
    ) -> BatchFilm:
        """Add the film of a record, or complete the one of the same id; a fact that differs there is a problem."""
        id_ = batch_id(film)
        known = self._batch.film_with_id(id_)
        if known is None:
            known = self._batch.add_film(structs.replace(film, id=id_), place, is_ours=bool(film.id))
            known.sources += sources
            known.own_keys = own_keys
            return known
        whole = known.film.completed_by(film)
        other = [key for key in film.__struct_fields__ if key != "id" and _differs(film, whole, key)]
        if other:
            reason = f"The {', '.join(other)} of the film is another in {known.place}, and that is taken."
            self.add_problem(place, reason, is_partial=True)
        known.film = whole
        known.sources += [source for source in sources if source not in known.sources]
        known.own_keys = known.own_keys or own_keys
        return known

    def add_viewing(
        self,
        film: BatchFilm,
        viewing: Viewing,
        place: Place,
        cells: Mapping[str, str],
        sources: Sequence[Source] = (),
        own_keys: dict[str, Any] = NO_KEYS,
    ) -> None:
        """Add a viewing of a film; cells of its row are stored with it where there are any."""
        own = self._own_source(place, viewing.id, f"{film.film.id}|{viewing.watched or ''}", cells)
        of_film = structs.replace(viewing, film=film.film.id)
        self._batch.add_viewing(film, SourceViewing(of_film, (*sources, *own), place, own_keys))

    def add_wish(
        self,
        film: BatchFilm,
        wish: Wish,
        place: Place,
        cells: Mapping[str, str],
        sources: Sequence[Source] = (),
        own_keys: dict[str, Any] = NO_KEYS,
    ) -> None:
        """Add a watchlist item of a film; cells of its row are stored with it where there are any."""
        own = self._own_source(place, wish.id, f"{film.film.id}|", cells)
        of_film = structs.replace(wish, film=film.film.id)
        self._batch.add_wish(film, SourceWish(of_film, (*sources, *own), place, own_keys))

    def add_list(self, added: SourceList) -> None:
        """Add a list; another one of the same name is a problem."""
        known = self._batch.add_list(added)
        if known.stored != added.stored:
            reason = f"{known.place} has another version of this list: this one was not read."
            self.add_problem(added.place, reason, added.stored.about)

    def build(self) -> Batch:
        """Return everything that was added."""
        return self._batch.build()

    def _own_source(self, place: Place, id_: str, stated: str, cells: Mapping[str, str]) -> tuple[Source, ...]:
        """Return the row as a source, by its id, by its file where it is the whole of it, or by what it states."""
        if not place.row:
            return (Source(self._batch.service, "files", id_ or place.file, dict(cells)),) if cells else ()
        key = id_ or stated
        self._keys[key] += 1  # rows without cells count too, so that no row's key depends on them
        named = key if self._keys[key] == 1 else f"{key}|{self._keys[key]}"
        return (Source(self._batch.service, "viewings", named, dict(cells)),) if cells else ()


def split_keys(record: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values of a record under our keys, and those under others."""
    return (
        {key: value for key, value in record.items() if key in KEYS},
        {key: value for key, value in record.items() if key not in KEYS},
    )


def cells_of_record(record: Mapping[str, object]) -> dict[str, str]:
    """Return the values of a record as cells: a text as it is, anything else as JSON."""
    return {
        str(key): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in record.items()
    }


def without_halves(value: Any) -> Any:  # noqa: ANN401 — any JSON
    """Return a value of JSON with a sign in place of each half of a character, which no file can hold."""
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return _mended(value)
    except (OverflowError, RecursionError):  # of which whoever reads it says so
        return value
    return value


def _mended(value: Any) -> Any:  # noqa: ANN401 — any JSON
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(each) for each in value]
    return {_mended(key): _mended(each) for key, each in value.items()} if isinstance(value, dict) else value


def batch_id(film: Film) -> str:
    """Return a film's id in a batch: its own, else the first id of a service, else its title and year."""
    if film.id:
        return film.id
    ids = film.external_ids
    known = next(
        (f"{service}:{name}" for service in ids.__struct_fields__ if (name := getattr(ids, service))),
        "",
    )
    return known or f"title:{fold(film.title)}|{film.year or ''}"


def _differs(film: Film, whole: Film, key: str) -> bool:
    value = getattr(film, key)
    return bool(value) and value != getattr(whole, key)
