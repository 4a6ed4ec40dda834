"""Markdown files: our own documents, exactly, and the notes that people write about films, as far as they are clear."""

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs

from filmjournal.exchange.batch import REVIEWS, Batch, Moment, Place, Question, Reader
from filmjournal.exchange.entry.markdown import read_template
from filmjournal.exchange.errors import CannotImportError, TemplateError
from filmjournal.exchange.readers.article import Naming, film_in
from filmjournal.exchange.readers.article_sections import is_article, is_prose
from filmjournal.exchange.readers.builder import BatchFilm
from filmjournal.exchange.readers.doubts import order_of
from filmjournal.exchange.readers.mapped import guess
from filmjournal.exchange.readers.note import Note, Scales
from filmjournal.exchange.readers.note_body import ToldElement, titled
from filmjournal.exchange.readers.note_keys import (
    SIGNS,
    Fault,
    Property,
    credits_in,
    day_of,
    our_name,
    plain,
    rating_of,
    value_of,
)
from filmjournal.exchange.readers.records import RecordBuilder
from filmjournal.exchange.readers.values import SCALES
from filmjournal.exchange.reading.decoding import as_utf8
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.tables import read_head
from filmjournal.exchange.writers.markdown import ADDED, RECOMMENDED_BY
from filmjournal.model.collector import collector_paused
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish

ENDINGS = (".md", ".markdown", ".mdown")
"""What the names of the files end with."""

PLAIN = ".txt"
"""What the name of a plain text ends with, which is read where it is the only file and a review."""

OURS = Scales(SCALES[:1], SCALES[:1])
"""What we rate on."""

_ON_A_PAGE = re.compile(r"(?:^---\n\n)?^<a id=\"viewing-\d+\"></a>\n", re.MULTILINE)
"""What stands above each viewing of a page of ours."""

_IDS = ("imdb", "tmdb", "letterboxd", "wikidata")
_PARTS = frozenset({*Role, *_IDS})
"""Keys that a record has within others."""

_DATE_KEYS = ("watched", "date_watched", "watched_date", "watched_on", "last_watched", "seen", "seen_on", "date")
"""The keys of dates in front matter, whose order one note may prove for all."""

_NOT_SEEN = frozenset({"no", "false", "n", "off"})
_SEEN = frozenset({"yes", "true", "y", "on"})
_FILM_TYPES = frozenset({"", "movie", "film", "movies", "films", "feature", "short", "documentary"})


def recognises(files: Files) -> bool:
    """Whether there is a Markdown file among them, which only its name distinguishes, or one text that is a review."""
    if len(files) == 1 and (name := next(iter(files))).lower().endswith(PLAIN):
        return _is_review(files[name], name)
    return any(name.lower().endswith(ENDINGS) and _is_text(files[name]) for name in files)


def _is_review(beginning: bytes, name: str) -> bool:
    try:
        text = as_utf8(beginning, name, latin=True, is_as_written=True)[0].decode("utf-8", "ignore")
    except CannotImportError:
        return False
    return is_prose(text) and not guess(read_head(beginning))


def _is_text(beginning: bytes) -> bool:
    """Whether a file begins as a text, though it may be cut within a letter."""
    try:
        return bool(beginning.strip(b"\0 \t\r\n")) and codecs.utf_8_decode(beginning)[1] > 0
    except UnicodeDecodeError:
        return False


def read(files: Files, moment: Moment) -> Batch:
    """Return the batch of the Markdown files; other files are problems.

    Unless the moment has the maximum for ratings that don't state one, a rating that may be of several scales is left
    out: each file stands for itself, so that no note changes what another one means. Dates such as 3/4/2024 are read in
    the order that those of any note prove.
    """
    with collector_paused():
        builder = RecordBuilder("markdown", moment.today)
        notes = list(_notes(files, builder, moment))
        highest = max((note.highest for note in notes if not note.is_ours), default=0.0)
        scale = moment.scale
        order = order_of(note.of(key) for note in notes if not note.is_ours for key in _DATE_KEYS) or moment.order
        moment = structs.replace(moment, order=order)
        for note in notes:
            if not note.is_ours:
                scales = Scales((scale,), (scale,)) if scale else note.scales_beside(highest)
                _read_foreign(note, builder, moment, scales, is_alone=len(notes) == 1)
            elif not _read_ours(note, builder):
                _read_foreign(note, builder, moment, OURS, is_alone=len(notes) == 1)
        return builder.build()


def _notes(files: Files, builder: RecordBuilder, moment: Moment) -> Iterator[Note]:
    for name, data in builder.opened(files):
        is_plain = len(files) == 1 and name.lower().endswith(PLAIN)
        if not (is_plain or name.lower().endswith(ENDINGS)):
            builder.add_problem(Place(name), "This is no Markdown file.")
        elif (text := _plain_text(builder, name, data) if is_plain else builder.text(name, data)) is not None:
            parts = _ON_A_PAGE.split(text) if '<a id="viewing-' in text else ()
            yield from (Note(f"{name}#viewing-{number}", part) for number, part in enumerate(parts[1:], start=1))
            if len(parts) < 2:
                yield _read_note(name, text, moment) if len(files) == 1 else _one_of_several(name, text, moment)


def _plain_text(builder: RecordBuilder, name: str, data: bytes) -> str | None:
    try:
        decoded, notes = as_utf8(data, name, latin=True, is_as_written=True)
    except CannotImportError as error:
        builder.add_problem(Place(name), str(error))
        return None
    for sentence in notes:
        builder.add_note(sentence)
    return decoded.decode()


def _read_note(name: str, text: str, moment: Moment) -> Note:
    """Return the one file that there is: a note with front matter, a document or page of ours, or else an article."""
    note = Note(name, text)
    if note.front.properties or note.front.fault or note.is_ours or note.body.is_page:
        return note
    films = moment.films
    knows = None if films is None else lambda title: bool(films.titled(title, text))
    article = Note(name, text, Naming(*titled(moment.film), knows))
    if article.body.title or knows is None:
        return article
    title, year, _ = article.named
    heads = [film_in(head) for head in article.heads]
    if year or (_is_telling(title, text) and knows(title)):
        return Note(name, text, Naming(title, year, knows))
    facts = {plain(each.name) for each in article.properties if our_name(each.name) != "rating"}
    is_unknown = films is not None and not facts.isdisjoint(SIGNS) and not films.suggested(text, article.heads)
    if heads and (fold(heads[0][0]) == fold(title) or is_unknown):
        return Note(name, text, Naming(heads[0][0], "", knows))
    return article


def _is_telling(name: str, text: str) -> bool:
    """Whether the name of a file may well be a title: it has several words, or one that the text has too.

    Reviews are called review.md and a.md, and there are films of such names.
    """
    words = [word for word in re.split(r"[\W_]+", fold(name)) if word]
    return len(words) > 1 or (len(name) > _SHORTEST and name.lower() not in _FILE_NAMES and fold(name) in fold(text))


_SHORTEST, _FILE_NAMES = (
    2,
    frozenset({"review", "reviews", "article", "draft", "text", "note", "film", "movie", "post"}),
)


def _one_of_several(name: str, text: str, moment: Moment) -> Note:
    """Return one file of a folder: an article where it is one and its first lines or its name say of which film."""
    note = Note(name, text)
    if note.front.properties or note.front.fault or note.is_ours or not is_article(note.lines) or note.body.is_page:
        return note
    article = _read_note(name, text, moment)
    return article if article.body.title else note


def _film_of(note: Note, moment: Moment, *, is_alone: bool) -> dict[str, object] | Question:
    """Return the title and the year that a record gets of the film that is meant, or what to ask where nothing says it.

    A note says its film itself, if it does.
    """
    if note.article is None:
        title, year = titled(moment.film) if not note.title else ("", "")
    else:
        title, year = note.body.title, note.body.year
        films = moment.films
        if films is not None and not (title and year):
            found = films.titled(title, note.text) if title else films.suggested(note.text, note.heads)
            if is_alone and (not title or len(found) > 1):  # one answer would be for all of several files
                own = [(head, f"{head}, a film that is new") for head in note.heads[:1] if not title]
                return Question("which film it is about", "film", (*films.answers(found), *own), is_open=True)
            title, year = titled(found[0]) if len(found) == 1 else (title, "")
    return ({"title": title} if title else {}) | ({"year": int(year)} if year else {})


READER = Reader("markdown", "Markdown", recognises, read)
"""Reads Markdown files."""


def _read_ours(note: Note, builder: RecordBuilder) -> bool:
    """Add a document of ours exactly as it is written; return whether it still is one."""
    others: dict[str, str] = {}
    try:
        record = read_template(note.text, others)
        wish = _wish_of_ours(record, others)
    except (TemplateError, InvalidValueError):
        return False
    cells = {name: value for name, value in note.cells.items() if name in others} if others else {}
    read = builder.read(record, Place(note.file), lambda: note.cells)
    if read is None:
        return True
    film, viewing = builder.add_film(read[0], Place(note.file)), read[1]
    if wish is None:
        builder.add_viewing(film, viewing, Place(note.file), cells)
    else:
        own = structs.replace(
            wish, id=viewing.id, why=viewing.review, created=viewing.created, modified=viewing.modified
        )
        builder.add_wish(film, own, Place(note.file), cells)
    return True


def _wish_of_ours(record: dict[str, Any], others: dict[str, str]) -> Wish | None:
    """Return the watchlist item of a document that is not watched, and remove its keys. Raises InvalidValueError."""
    if record.get("watched") not in _NOT_SEEN or record["breakdown"] or record.get("rating"):
        return None
    del record["watched"]
    added, by = others.pop(ADDED, ""), others.pop(RECOMMENDED_BY, "")
    return Wish("", "", When(added) if added else None, by)


def _read_foreign(note: Note, builder: RecordBuilder, moment: Moment, scales: Scales, *, is_alone: bool) -> None:
    """Add somebody's own note, with all its cells."""
    place, cells = Place(note.file), note.cells
    reason = _why_no_film(note, is_alone=is_alone)
    if reason:
        builder.add_problem(place, reason, cells)
        return
    if note.front.fault:
        builder.add_problem(place, note.front.fault, cells, is_partial=True)
    record, faults = _record(note, moment, scales)
    meant = _film_of(note, moment, is_alone=is_alone)
    if isinstance(meant, Question):
        builder.add_problem(place, f"Nothing in it says {meant.asks}.", cells, question=meant)
        return
    record |= meant
    days = _days(note, moment, faults)
    record |= {"watched": days[0]} if days else {}
    for fault in faults:
        builder.add_problem(place, fault.sentence, cells, is_partial=True, question=fault.question)
    read = builder.read(record, place, lambda: cells)
    if read is None:
        return
    film, viewing = read
    name = builder.add_film(film, place)
    if note.article is not None:  # its file may be called review.md, as the next one is
        row = Source("markdown", REVIEWS, f"{note.file}|{fold(film.title)}", cells)
        builder.add_viewing(name, viewing, place, {}, (row,))
    elif note.of("watched").lower() in _NOT_SEEN and not viewing.rating and not viewing.watched:
        builder.add_wish(name, Wish(viewing.id, "", why=viewing.review), place, cells)
    else:
        builder.add_viewing(name, viewing, place, cells)
        _add_later_days(days[1:], name, place, builder)


def _add_later_days(days: Sequence[str], film: BatchFilm, place: Place, builder: RecordBuilder) -> None:
    """Add a viewing for each further day that a note has."""
    for day in days:
        row = Source("markdown", "files", f"{place.file}|{day}", {"watched": day})
        builder.add_viewing(film, Viewing("", "", watched=When(day), rewatch=True), place, {}, (row,))
    if days:
        builder.add_note("A note with several days is a viewing for each: its rating and text are with the first day.")


def _why_no_film(note: Note, *, is_alone: bool) -> str:
    """Return why a note is not about a film; empty where it is."""
    body = note.body
    kind = note.of("type").strip().lower()
    if kind not in _FILM_TYPES:
        return f"Not a film: {note.of('type')}."
    is_told = any(plain(each.name) in SIGNS for each in note.properties)
    has_signs = body.year or body.breakdown or body.is_page or note.named[1] or note.article is not None
    if is_alone or is_told or has_signs or titled(note.title)[1] or (kind and note.front.properties):
        return ""
    return "Not a film, as far as this note says: front matter with its title and year would make it one."


def _record(note: Note, moment: Moment, scales: Scales) -> tuple[dict[str, object], list[Fault]]:
    """Return the record of a note, and a sentence for each value that can't be read."""
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for each in note.properties:
        key = our_name(each.name)
        if (
            not key
            or key in values
            or (key == "watched" and len(each.items) > 1)
            or key in {"id", "film", "created", "modified"}
            or _is_no_value(key, each)
        ):
            continue
        try:
            value = value_of(key, each, moment, scales.of_film)
        except InvalidValueError as error:
            faults.append(Fault.of(each.name, error))
        else:
            values |= {key: value} if value not in (None, "", []) else {}
    record = {key: value for key, value in values.items() if key not in _PARTS}
    breakdown = [_element(each, scales, faults) for each in note.body.breakdown]
    written = {"breakdown": breakdown} if breakdown else {}
    return {**record, **_named_and_written(note, values), **written, **_ids(note)}, faults


def _days(note: Note, moment: Moment, faults: list[Fault]) -> list[str]:
    """Return the days of a note that has several, the earliest first; one that can't be read adds to `faults`."""
    watched = next((each for each in note.properties if our_name(each.name) == "watched"), None)
    if watched is None or len(watched.items) <= 1 or _is_no_value("watched", watched):
        return []
    days: set[str] = set()
    for item in watched.items:
        try:
            days |= {day} if (day := day_of(item, moment)) else set()
        except InvalidValueError as error:
            faults.append(Fault.of(watched.name, error))
    return sorted(days)


def _element(element: ToldElement, scales: Scales, faults: list[Fault]) -> dict[str, object]:
    """Return an element as a record has it; a rating that can't be read adds to `faults`."""
    name, text, written = element
    try:
        rating = rating_of(written, scales.of_elements)
    except InvalidValueError as error:
        faults.append(Fault.of(name, error))
        rating = None
    return {"name": name, "text": text, "rating": rating / 2 if rating else None}


def _named_and_written(note: Note, values: dict[str, object]) -> dict[str, object]:
    """Return the parts of the record that may be in several places of a note."""
    body, (name, year, date), own = note.body, note.named, titled(note.title)
    year = str(values.get("year") or own[1] or body.year or year)
    ids = {key: values[key] for key in _IDS if key in values}
    if not ids and note.of("id").startswith("tt"):
        ids = {"imdb": note.of("id")}
    parts: dict[str, object] = {
        "title": (own[0] if year == own[1] or not values.get("year") else note.title) or body.title or name,
        "year": int(year) if year else None,
        "watched": values.get("watched") or date or None,
        "headline": values.get("headline") or body.headline,
        "review": body.review or values.get("review", ""),
        "credits": credits_in(values),
        "external_ids": ids,
    }
    return {key: value for key, value in parts.items() if value}


def _ids(note: Note) -> dict[str, object]:
    """Return the ids of a document that this program exported, and that was edited until it no longer parses as one."""
    keys = ("id", "film", "created", "modified") if note.is_ours else ()
    return {key: note.of(key) for key in keys if note.of(key)}


def _is_no_value(key: str, found: Property) -> bool:
    """Whether a key that has a date elsewhere says yes or no here: it was seen, or the film is out."""
    return key in {"watched", "year"} and bool(found.items) and found.items[0].lower() in _SEEN | _NOT_SEEN
