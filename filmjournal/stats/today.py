"""Today: what comes back of a journal on a day. The day is the seed of what is chosen, so it stays all day."""

from calendar import isleap
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from msgspec import Struct

from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished
from filmjournal.stats.columns import words_of
from filmjournal.stats.passages import HEADLINE, REVIEW, Passage, sentences
from filmjournal.stats.record import entry_record
from filmjournal.stats.steps import average

WINDOW = 3
"""Days before and after this one that count as near, unless another number is asked for."""

WIDEST = 180
"""The most days: with more, a viewing would be near twice."""

EXCERPT = 320
"""Characters of a passage, unless its first sentence alone is longer."""

SHORTEST = 40
"""Characters from which a passage is one to come upon; shorter ones only where there are no others."""

MOST_LAST = 5
"""How many of the last viewings are given."""

ROUND = 10
"""A film is remembered in the years in which its age is a multiple of this."""


class Near(Struct, frozen=True):
    """A viewing of a past year, on this day of the year or near it."""

    entry: Entry
    """The viewing."""
    days: int
    """How many days after this one its day comes; below 0 before."""
    years: int
    """How many years lie between it and that day."""
    passage: Passage | None
    """What you wrote; None where that is nothing, gives the ending away, or was not asked for."""
    takes: tuple[Entry, ...]
    """Every viewing of the film, the first one first, where there are several."""


class Unsaved(Struct, frozen=True):
    """A draft: text that is not in the journal yet."""

    title: str
    """The film; empty where it has none yet."""
    about: str
    """What it is of, such as a new viewing, 9 words."""


class YearSoFar(Struct, frozen=True):
    """The viewings of the year that the day is in."""

    year: int
    """The year."""
    viewings: int
    """How many viewings."""
    stars: float | None
    """The average of their stars."""
    words: int
    """Words written about them."""
    months: tuple[int, ...]
    """The viewings of each month, as far as that is known."""


class Today(Struct, frozen=True):
    """What comes back on a day."""

    day: date
    """The day."""
    viewings: int
    """All viewings."""
    films: int
    """All films."""
    stars: float | None
    """The average of all stars."""
    near: tuple[Near, ...]
    """Viewings of past years on this day and near it: the nearest day first, then what you wrote about, the last first.
    """
    window: int
    """How many days count as near."""
    last: tuple[Entry, ...]
    """The last viewings."""
    unwritten: tuple[Entry, ...]
    """Viewings about which nothing is written, the last first."""
    drafts: tuple[Unsaved, ...]
    """Drafts, the last one first."""
    tonight: Wished | None
    """A film of the watchlist; None where none is left, or what was asked for is not on it."""
    choices: int
    """How many films of the watchlist that may be."""
    shelf: Passage | None
    """Something you wrote, from anywhere in the journal."""
    year: YearSoFar
    """The year so far."""
    birthday: Entry | None
    """The last viewing of a film you gave four stars or more, whose age is a round number this year."""


def today(
    entries: Sequence[Entry],
    wishes: Sequence[Wished],
    day: date,
    *,
    window: int = WINDOW,
    drafts: Sequence[Unsaved] = (),
    passage: int = 0,
    film: int = 0,
    quoted: int | None = None,
) -> Today:
    """Return what comes back on a day, of the entries in the order of the diary.

    `wishes` are the films that tonight may bring. `passage` and `film` are how often another passage and another film
    were asked for; after the last comes the first again. `quoted` is how many of the viewings near the day get their
    passage; None for all.
    """
    near = _near(entries, day, min(window, WIDEST), quoted)
    order = sorted(wishes, key=lambda each: _chance(str(day), each.id))
    of_shelf = _of_shelf(entries, {each.entry.id for each in near if each.passage}, day)
    rated = [+rating for entry in entries if (rating := entry.viewing.rating) is not None]
    return Today(
        day=day,
        viewings=len(entries),
        films=len({entry.viewing.film for entry in entries}),
        stars=average(rated),
        near=near,
        window=window,
        last=tuple(entries[:MOST_LAST]),
        unwritten=tuple([entry for entry in entries if not entry.viewing.is_reviewed]),
        drafts=tuple(drafts),
        tonight=order[film % len(order)] if order else None,
        choices=len(order),
        shelf=passage_of(of_shelf[passage % len(of_shelf)], str(day)) if of_shelf else None,
        year=_year_so_far(entries, day.year),
        birthday=_birthday(entries, day),
    )


def anniversaries(day: date, window: int) -> dict[str, tuple[int, int]]:
    """Return the days of the year near a day, as dates end with them: how far each is, and in which year it is then.

    29 February is as near as the 28th in years that have none.
    """
    found: dict[str, tuple[int, int]] = {}
    for days in sorted(range(-window, window + 1), key=abs):
        other = _shifted(day, days)
        if other is None:
            continue
        found.setdefault(other.isoformat()[4:], (days, other.year))
        if (other.month, other.day) == (2, 28) and not isleap(other.year):
            found.setdefault("-02-29", (days, other.year))
    return found


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _near(entries: Sequence[Entry], day: date, window: int, quoted: int | None) -> tuple[Near, ...]:
    known = anniversaries(day, window)
    found = list[tuple[Entry, int, int]]()
    for entry in entries:
        when = entry.viewing.watched
        there = known.get(when[4:]) if when is not None else None
        if there is not None and when is not None and when.year < there[1]:
            found.append((entry, there[0], there[1] - when.year))
    found.sort(key=lambda each: (abs(each[1]), -each[1], not each[0].viewing.is_reviewed, each[2]))
    ids = {entry.viewing.film for entry, _, _ in found}
    takes: dict[str, list[Entry]] = {}
    for entry in reversed(entries):
        if entry.viewing.film in ids:
            takes.setdefault(entry.viewing.film, []).append(entry)
    said = [passage_of(entry) for entry, _, _ in found[:quoted]]
    said += [None] * (len(found) - len(said))
    return tuple(
        Near(entry, days, years, passage, tuple(own) if len(own := takes[entry.viewing.film]) > 1 else ())
        for (entry, days, years), passage in zip(found, said, strict=True)
    )


def _of_shelf(entries: Sequence[Entry], shown: set[str], day: date) -> list[Entry]:
    """Return the entries with something to quote in the order of this day, those that are not shown elsewhere first.

    A viewing that is logged during the day takes a place of its own among the others, and moves none of them.
    """
    quotable = [entry for entry in entries if not entry.viewing.spoilers and entry.viewing.is_reviewed]
    return sorted(quotable, key=_order_of_shelf(str(day), shown))


def _order_of_shelf(seed: str, shown: set[str]) -> Callable[[Entry], tuple[bool, bool, int]]:
    begun = crc32(f"{seed} ".encode())

    def key(entry: Entry) -> tuple[bool, bool, int]:
        viewing = entry.viewing
        chance = crc32(viewing.id.encode("utf-8", "surrogatepass"), begun)
        return viewing.id in shown, _is_short(viewing), chance

    return key


def _is_short(viewing: Viewing) -> bool:
    return len(viewing.review) < SHORTEST and not any(len(element.text) >= SHORTEST for element in viewing.breakdown)


def _chance(seed: str, of: str) -> int:
    """Return a number that looks like chance, and is the same whenever it is asked for."""
    return crc32(f"{seed} {of}".encode("utf-8", "surrogatepass"))


def passage_of(entry: Entry, seed: str = "") -> Passage | None:
    """Return a passage of what a viewing says, of whole sentences; None where nothing is written, or it is a spoiler.

    Without a seed it is the beginning; with one, any paragraph, the same for the same seed.
    """
    if entry.viewing.spoilers:
        return None
    found = list(_passages(entry, whole=bool(seed)))
    if not seed:
        return found[0] if found else None
    long = [each for each in found if len(each.text) >= SHORTEST] or found
    return long[_chance(f"passage {seed}", entry.id) % len(long)] if long else None


def _passages(entry: Entry, *, whole: bool) -> Iterator[Passage]:
    viewing = entry.viewing
    texts: list[tuple[str, str, Rating | None]] = [(REVIEW, viewing.review, None)]
    texts += [(element.name, element.text, element.rating) for element in viewing.breakdown]
    found = False
    for place, text, rating in texts:
        for paragraph in sentences(text):
            yield Passage(entry, place, _beginning(paragraph), (), rating)
            found = True
            if not whole:
                return
    if viewing.headline.strip() and not found:
        yield Passage(entry, HEADLINE, " ".join(viewing.headline.split()))


def _beginning(paragraph: Sequence[str]) -> str:
    """Return as many sentences as are not too long; at least one, which is cut where it is."""
    text = paragraph[0]
    if len(text) > EXCERPT:
        return text[:EXCERPT].rsplit(maxsplit=1)[0].rstrip(",;:–—-") + " …"
    for sentence in paragraph[1:]:
        if len(text) + 1 + len(sentence) > EXCERPT:
            break
        text += f" {sentence}"
    return text


def _year_so_far(entries: Sequence[Entry], year: int) -> YearSoFar:
    own = [entry.viewing for entry in entries if (when := entry.viewing.watched) and when.startswith(f"{year:04}")]
    months = [0] * 12
    for viewing in own:
        month = viewing.watched.month if viewing.watched is not None else None
        if month is not None:
            months[month - 1] += 1
    halves = [+viewing.rating for viewing in own if viewing.rating is not None]
    return YearSoFar(year, len(own), average(halves), sum(map(words_of, own)), tuple(months))


def _birthday(entries: Sequence[Entry], day: date) -> Entry | None:
    found: dict[str, Entry] = {}
    for entry in entries:
        year = entry.film.year
        if year is not None and year < day.year and (day.year - year) % ROUND == 0:
            found.setdefault(entry.film.id, entry)
    loved = [entry for entry in found.values() if (entry.viewing.rating or 0) >= Rating.FOUR]
    return min(loved, key=lambda each: _chance(str(day), each.film.id), default=None)


def today_record(found: Today) -> Mapping[str, Any]:
    """Return it as JSON has it; averages are in stars, to a hundredth."""
    wished, year = found.tonight, found.year
    return {
        "day": found.day.isoformat(),
        "window": found.window,
        "near": [
            {
                "days": each.days,
                "years": each.years,
                "viewing": entry_record(each.entry),
                "headline": each.entry.viewing.headline,
                "passage": _passage_record(each.passage),
                "viewings": [entry_record(take) for take in each.takes],
            }
            for each in found.near
        ],
        "last": [entry_record(entry) for entry in found.last],
        "unwritten": [entry_record(entry) for entry in found.unwritten],
        "drafts": [{"title": each.title, "about": each.about} for each in found.drafts],
        "tonight": wished
        and {
            "title": wished.film.title,
            "year": wished.film.year,
            "runtime": wished.film.runtime,
            "added": wished.wish.added,
            "recommended_by": wished.wish.recommended_by,
            "why": wished.wish.why,
        },
        "shelf": found.shelf and passage_record(found.shelf),
        "year": {
            "year": year.year,
            "viewings": year.viewings,
            "stars": None if year.stars is None else round(year.stars, 2),
            "words": year.words,
            "months": list(year.months),
        },
        "birthday": found.birthday and entry_record(found.birthday),
    }


def passage_record(passage: Passage) -> dict[str, Any]:
    """Return a passage as JSON has it, with what names its viewing."""
    return {"viewing": entry_record(passage.entry), **_passage_record(passage)}


def _passage_record(passage: Passage | None) -> dict[str, Any]:
    if passage is None:
        return {}
    return {"place": passage.place, "text": passage.text, "rating": passage.rating and passage.rating / 2}
