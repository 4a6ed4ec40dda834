"""Markdown files: our own, to the letter, and the notes that people keep of films, as far as they can be understood."""

import codecs
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from msgspec import structs

from filmjournal.exchange.batch import Batch, Place
from filmjournal.exchange.errors import TemplateError
from filmjournal.exchange.files import Files
from filmjournal.exchange.readers.gathered import Gathered
from filmjournal.exchange.readers.note import Note
from filmjournal.exchange.readers.note_body import NoteBody, read_body, titled
from filmjournal.exchange.readers.note_keys import KNOWN, SIGNS, credits_in, our_name, plain, value_of
from filmjournal.exchange.readers.note_values import SCALES, plain_number
from filmjournal.exchange.readers.properties import Property
from filmjournal.exchange.readers.reader import Moment, Reader
from filmjournal.exchange.template import read_template
from filmjournal.exchange.template_body import read_body as read_own_body
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.model.wish import Wish

ENDINGS = (".md", ".markdown", ".mdown")
"""What the names of the files end with."""

_IDS = ("imdb", "tmdb", "letterboxd", "wikidata")
_NOT_SEEN = frozenset({"no", "false", "n", "off"})
_SEEN = frozenset({"yes", "true", "y", "on"})
_FILM_TYPES = frozenset({"", "movie", "film", "movies", "films", "feature", "short", "documentary"})


def recognises(files: Files) -> bool:
    """Whether there is a Markdown file among them, which only its name tells from any other text."""
    return any(name.lower().endswith(ENDINGS) and _is_text(files[name]) for name in files)


def _is_text(beginning: bytes) -> bool:
    """Whether a file begins as a text, though it may be cut within a letter."""
    try:
        return bool(beginning.strip(b"\0 \t\r\n")) and codecs.utf_8_decode(beginning)[1] > 0
    except UnicodeDecodeError:
        return False


def read(files: Files, moment: Moment) -> Batch:
    """Return what the Markdown files tell; the others are problems."""
    gathered = Gathered("markdown", moment.today)
    notes = []
    for name, data in gathered.opened(files):
        if not name.lower().endswith(ENDINGS):
            gathered.problem(Place(name), "This is no Markdown file.")
        elif (text := gathered.text(name, data)) is not None:
            notes.append(Note(name, text))
    scale = _scale(notes)
    if scale != SCALES[0]:
        gathered.note(f"Ratings without a scale are read as {scale} at most: some are above {SCALES[0]}.")
    for note in notes:
        if not note.is_ours or not _read_ours(note, gathered):
            _read_foreign(note, gathered, moment, scale, is_alone=len(notes) == 1)
    return gathered.batch()


READER = Reader("markdown", "Markdown files", recognises, read)
"""Reads Markdown files."""


def _read_ours(note: Note, gathered: Gathered) -> bool:
    """Take in a document of ours to the letter; return whether it is one still."""
    others: set[str] = set()
    try:
        told = read_template(note.text, others)
    except TemplateError:
        return False
    cells = {name: value for name, value in note.cells.items() if name in others} if others else {}
    read = gathered.read(told, Place(note.file), lambda: note.cells)
    if read is not None:
        gathered.viewing(gathered.film(read[0], Place(note.file)), read[1], Place(note.file), cells)
    return True


def _scale(notes: list[Note]) -> int:
    """Return the scale on which ratings without one were given: the least that has room for all of them."""
    highest = max((number for note in notes for number in _numbers(note) if not note.is_ours), default=0.0)
    return next((scale for scale in SCALES if highest <= scale), SCALES[-1])


def _numbers(note: Note) -> Iterator[float]:
    for told in note.front.properties:
        number = plain_number(told.items[0]) if our_name(told.name) == "rating" and told.items else None
        if number is not None:
            yield number


def _read_foreign(note: Note, gathered: Gathered, moment: Moment, scale: int, *, is_alone: bool) -> None:
    """Take in a note of somebody's, with all its cells."""
    place, cells = Place(note.file), note.cells
    body = _body(note)
    reason = _why_no_film(note, body, is_alone=is_alone)
    if reason:
        gathered.problem(place, reason, cells)
        return
    if note.front.fault:
        gathered.problem(place, note.front.fault, cells)
    record, faults = _record(note, body, moment, scale)
    for fault in faults:
        gathered.problem(place, fault, cells)
    read = gathered.read(record, place, lambda: cells)
    if read is None:
        return
    film, viewing = read
    name = gathered.film(film, place)
    if note.of("watched").lower() in _NOT_SEEN and not viewing.rating and not viewing.watched:
        gathered.wish(name, Wish(viewing.id, "", why=viewing.review), place, cells)
    else:
        gathered.viewing(name, viewing, place, cells)


def _body(note: Note) -> NoteBody:
    """Return what stands below the front matter: as one of our documents has it, where it is one, or as people do."""
    if note.is_ours:
        with suppress(TemplateError):
            return _as_ours(*read_own_body(note.lines, 1, keeps_all=True), NoteBody())
    title = titled(note.title)[0]
    body = read_body(note.lines, title, known=KNOWN)
    if not title or body.title or body.breakdown:
        return body
    with suppress(TemplateError):
        told: dict[str, Any] = read_template(note.text)
        return _as_ours(told["review"], told["breakdown"], body) if told["breakdown"] else body
    return body


def _as_ours(review: str, breakdown: list[dict[str, Any]], body: NoteBody) -> NoteBody:
    elements = ((each["name"], each["text"], each["rating"]) for each in breakdown)
    rated = tuple((name, text, Rating(int(stars * 2)) if stars else None) for name, text, stars in elements)
    return structs.replace(body, review=review, breakdown=rated)


def _why_no_film(note: Note, body: NoteBody, *, is_alone: bool) -> str:
    """Return why a note is not taken for one about a film; nothing where it is."""
    kind = note.of("type").strip().lower()
    if kind not in _FILM_TYPES:
        return f"Not a film: {note.of('type')}."
    is_told = any(plain(each.name) in SIGNS for each in note.front.properties)
    has_signs = body.year or body.breakdown or body.rating or body.facts or note.named[1]
    if is_alone or is_told or has_signs or titled(note.title)[1] or (kind and note.front.properties):
        return ""
    return "Nothing says that this is about a film: write front matter with its title and its year."


def _record(note: Note, body: NoteBody, moment: Moment, scale: int) -> tuple[dict[str, object], list[str]]:
    """Return what a note tells by the keys of a record, and a sentence for each value that cannot be read."""
    told: dict[str, object] = {}
    faults: list[str] = []
    lines = [Property(name, value, (value,)) for name, value in body.facts]
    for each in (*note.front.properties, *lines):
        key = our_name(each.name)
        if not key or key in told or key in {"id", "film", "created", "modified"} or _is_no_value(key, each):
            continue
        try:
            value = value_of(key, each, moment, scale)
        except InvalidValueError as error:
            faults.append(f"{each.name}: {error}")
        else:
            told |= {key: value} if value not in (None, "", []) else {}
    record = {key: value for key, value in told.items() if key not in {*Role, *_IDS}}
    return {**record, **_named_and_written(note, body, told), **_ids(note)}, faults


def _named_and_written(note: Note, body: NoteBody, told: dict[str, object]) -> dict[str, object]:
    """Return the parts of the record that several places of a note may tell."""
    (name, year, date), own = note.named, titled(note.title)
    year = str(told.get("year") or own[1] or body.year or year)
    ids = {key: told[key] for key in _IDS if key in told}
    if not ids and note.of("id").startswith("tt"):
        ids = {"imdb": note.of("id")}
    parts: dict[str, object] = {
        "title": (own[0] if year == own[1] or not told.get("year") else note.title) or body.title or name,
        "year": int(year) if year else None,
        "watched": told.get("watched") or date or None,
        "rating": told.get("rating") or (body.rating and body.rating / 2),
        "review": body.review or told.get("review", ""),
        "credits": credits_in(told),
        "external_ids": ids,
        "breakdown": [
            {"name": each, "text": text, "rating": rated and rated / 2} for each, text, rated in body.breakdown
        ],
    }
    return {key: value for key, value in parts.items() if value}


def _ids(note: Note) -> dict[str, object]:
    """Return the ids of a document of ours that somebody has edited so that it is none any more."""
    keys = ("id", "film", "created", "modified") if note.is_ours else ()
    return {key: note.of(key) for key in keys if note.of(key)}


def _is_no_value(key: str, told: Property) -> bool:
    """Whether a key that has a date elsewhere says yes or no here: it was seen, or the film is out."""
    return key in {"watched", "year"} and bool(told.items) and told.items[0].lower() in _SEEN | _NOT_SEEN
