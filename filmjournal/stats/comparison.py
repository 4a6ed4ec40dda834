"""Viewings, films or people side by side: your stars for each element, and what you wrote about it."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from filmjournal.model.rating import Rating
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, short_date, titled
from filmjournal.stats.passages import sentences
from filmjournal.stats.person import Person

WHOLE = ""
"""The name of the row about the film as a whole: its stars, headline and review."""

MOST = 12
"""The most sides that are shown: more can't be told apart."""

QUOTED = 3
"""The most passages that stand for many viewings: the latest that say anything."""


class Said(Struct, frozen=True):
    """What one viewing says about an element."""

    entry: Entry
    """The viewing."""
    headline: str
    """The line above the review, in the row about the whole film."""
    text: str
    """What you wrote, in Markdown: all of it for one viewing, the first sentence where a side has several."""


class Cell(Struct, frozen=True):
    """What one side says about an element."""

    stars: float | None = None
    """Your stars, from 0.5 to 5; the average where several viewings have them; None where none has."""
    rated: int = 0
    """How many viewings have stars for it."""
    said: tuple[Said, ...] = ()
    """What you wrote, the latest first."""


class Row(Struct, frozen=True):
    """One element, as every side has it."""

    name: str
    """The element; WHOLE for the film."""
    cells: tuple[Cell, ...]
    """One for each side."""


class Side(Struct, frozen=True):
    """What is compared: a viewing, a film with its viewings, a person, or what a query finds."""

    name: str
    """What it is called."""
    about: str
    """A few words on it."""
    entries: tuple[Entry, ...]
    """Its viewings."""
    query: str = ""
    """The query that lists them, where there are several."""


class Comparison(Struct, frozen=True):
    """Two or more sides, element by element."""

    sides: tuple[Side, ...]
    """What is compared, in the order it was asked for."""
    rows: tuple[Row, ...]
    """The film as a whole, then each element that a side says anything about, in your order."""


def viewing_side(entry: Entry) -> Side:
    """Return one viewing as a side."""
    viewing = entry.viewing
    parts = (short_date(viewing.watched), "again" if viewing.rewatch else "", viewing.venue, viewing.format)
    return Side(titled(entry.film), " · ".join(filter(None, parts)), (entry,))


def group_side(name: str, entries: Sequence[Entry], query: str = "") -> Side:
    """Return several viewings as a side: those of a film, of a person, or of a query."""
    films = len({entry.film.id for entry in entries})
    viewings = counted(len(entries), "viewing")
    about = viewings if films == 1 else f"{counted(films, 'film')}, {viewings}"
    return Side(name, about, tuple(entries), query)


def person_side(person: Person) -> Side:
    """Return a person as a side: every viewing of their films."""
    return group_side(person.name, person.entries, person.query)


def film_sides(entries: Iterable[Entry]) -> list[Side]:
    """Return the films of viewings as sides, in their order, each with those of its viewings that are given."""
    films: dict[str, list[Entry]] = {}
    for entry in entries:
        films.setdefault(entry.film.id, []).append(entry)
    return [viewing_side(of[0]) if len(of) == 1 else group_side(titled(of[0].film), of) for of in films.values()]


def compared(sides: Sequence[Side]) -> Comparison:
    """Put sides beside each other, element by element; elements are the same whose names are, folded."""
    names: dict[str, str] = {}
    for side in sides:
        for entry in side.entries:
            for element in entry.viewing.breakdown:
                names.setdefault(fold(element.name), element.name)
    rows = [Row(WHOLE, tuple(map(_whole, sides)))]
    rows += [Row(name, tuple(_element(side, key) for side in sides)) for key, name in names.items()]
    return Comparison(tuple(sides), tuple(row for row in rows if any(cell.rated or cell.said for cell in row.cells)))


def _whole(side: Side) -> Cell:
    said = [Said(each, each.viewing.headline, each.viewing.review) for each in side.entries]
    return _cell(side, [each.viewing.rating for each in side.entries], said)


def _element(side: Side, key: str) -> Cell:
    of = [(entry, each) for entry in side.entries for each in entry.viewing.breakdown if fold(each.name) == key]
    return _cell(side, [each.rating for _, each in of], [Said(entry, "", each.text) for entry, each in of])


def _cell(side: Side, ratings: Iterable[Rating | None], said: Iterable[Said]) -> Cell:
    given = [rating / 2 for rating in ratings if rating is not None]
    written = [each for each in said if each.headline or each.text.strip()]
    if len(side.entries) > 1:
        written = [_in_short(each) for each in written[:QUOTED]]
    return Cell(sum(given) / len(given) if given else None, len(given), tuple(written))


def _in_short(said: Said) -> Said:
    """Return the headline alone or, where there is none, the first sentence."""
    if said.headline:
        return Said(said.entry, said.headline, "")
    first = next(sentences(said.text), [""])
    return Said(said.entry, "", first[0])
