"""Today: what comes back of a journal on a day. The day is the seed of what is chosen, so it stays all day."""

from calendar import isleap
from collections.abc import Generator, Iterator, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from zlib import crc32

from msgspec import Struct

from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished
from filmjournal.stats.columns import words_of
from filmjournal.stats.passages import HEADLINE, REVIEW, Passage, sentences
from filmjournal.stats.steps import average, in_steps

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

SCANNED = 4_000
"""Viewings that are looked through between two pauses, where little is done with each: a few milliseconds of work."""

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
    """Return at once what `today_in_steps` returns, for those who need not do anything else meanwhile."""
    steps = today_in_steps(
        entries, wishes, day, window=window, drafts=drafts, passage=passage, film=film, quoted=quoted
    )
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Today = end.value
            return found


def today_in_steps(
    entries: Sequence[Entry],
    wishes: Sequence[Wished],
    day: date,
    *,
    window: int = WINDOW,
    drafts: Sequence[Unsaved] = (),
    passage: int = 0,
    film: int = 0,
    quoted: int | None = None,
) -> Generator[None, None, Today]:
    """Find what comes back on a day, of the entries in the order of the diary, pausing every few milliseconds.

    `wishes` are the films that tonight may bring. `passage` and `film` are how often another passage and another film
    were asked for; after the last comes the first again. `quoted` is how many of the viewings near the day get their
    passage; None for all.
    """
    near = yield from _near(entries, day, min(window, WIDEST), quoted)
    order = sorted(wishes, key=lambda each: _chance(str(day), each.id))
    shelf = yield from _of_shelf(entries, {each.entry.id for each in near if each.passage}, day, passage)
    films, stars, unwritten = yield from _totals(entries)
    year = yield from _year_so_far(entries, day.year)
    birthday = yield from _birthday(entries, day)
    return Today(
        day=day,
        viewings=len(entries),
        films=films,
        stars=stars,
        near=near,
        window=window,
        last=tuple(entries[:MOST_LAST]),
        unwritten=unwritten,
        drafts=tuple(drafts),
        tonight=order[film % len(order)] if order else None,
        choices=len(order),
        shelf=shelf,
        year=year,
        birthday=birthday,
    )


def _totals(entries: Sequence[Entry]) -> Generator[None, None, tuple[int, float | None, tuple[Entry, ...]]]:
    """Return how many films there are, the average of all stars, and the viewings about which nothing is written."""
    rated, films, unwritten = list[int](), set[str](), list[Entry]()
    for part in in_steps(entries, SCANNED):
        rated += [+rating for entry in part if (rating := entry.viewing.rating) is not None]
        films.update([entry.viewing.film for entry in part])
        unwritten += [entry for entry in part if not entry.viewing.is_reviewed]
        yield
    return len(films), average(rated), tuple(unwritten)


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


def _near(
    entries: Sequence[Entry], day: date, window: int, quoted: int | None
) -> Generator[None, None, tuple[Near, ...]]:
    known = anniversaries(day, window)
    found = list[tuple[Entry, int, int]]()
    for part in in_steps(entries, SCANNED):
        for entry in part:
            when = entry.viewing.watched
            there = known.get(when[4:]) if when is not None else None
            if there is not None and when is not None and when.year < there[1]:
                found.append((entry, there[0], there[1] - when.year))
        yield
    found.sort(key=lambda each: (abs(each[1]), -each[1], not each[0].viewing.is_reviewed, each[2]))
    takes: dict[str, list[Entry]] = {entry.viewing.film: [] for entry, _, _ in found}
    for part in in_steps(entries, SCANNED):
        for entry in part:
            if entry.viewing.film in takes:
                takes[entry.viewing.film].insert(0, entry)
        yield
    near = list[Near]()
    for place, (entry, days, years) in enumerate(found):
        own, is_quoted = takes[entry.viewing.film], quoted is None or place < quoted
        passage = passage_of(entry) if is_quoted else None
        near.append(Near(entry, days, years, passage, tuple(own) if len(own) > 1 else ()))
        if is_quoted:
            yield
    return tuple(near)


def _of_shelf(
    entries: Sequence[Entry], shown: set[str], day: date, passage: int
) -> Generator[None, None, Passage | None]:
    """Return something to quote; first of what is not shown elsewhere, in the order of this day.

    A viewing that is logged during the day takes a place of its own among the others, and moves none of them.
    """
    begun, quotable = crc32(f"{day} ".encode()), list[tuple[bool, bool, int, int]]()
    for start in range(0, len(entries), SCANNED):
        for place, entry in enumerate(entries[start : start + SCANNED], start):
            viewing = entry.viewing
            if not viewing.spoilers and viewing.is_reviewed:
                chance = crc32(viewing.id.encode("utf-8", "surrogatepass"), begun) * _MIX & _BITS
                quotable.append((viewing.id in shown, _is_short(viewing), chance, place))
        yield
    if not quotable:
        return None
    *_, chosen = nsmallest(passage % len(quotable) + 1, quotable)
    return passage_of(entries[chosen[3]], str(day))


_MIX, _BITS = 2_654_435_761, 0xFFFFFFFF
"""A checksum alone would put the same viewings beside each other every day."""


def _is_short(viewing: Viewing) -> bool:
    return len(viewing.review) < SHORTEST and not any(len(element.text) >= SHORTEST for element in viewing.breakdown)


def _chance(seed: str, of: str) -> int:
    """Return a number that looks like chance, and is the same whenever it is asked for."""
    return crc32(f"{seed} {of}".encode("utf-8", "surrogatepass")) * _MIX & _BITS


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


def _year_so_far(entries: Sequence[Entry], year: int) -> Generator[None, None, YearSoFar]:
    begins, own = f"{year:04}", list[Viewing]()
    for part in in_steps(entries, SCANNED):
        own += [entry.viewing for entry in part if (when := entry.viewing.watched) and when.startswith(begins)]
        yield
    months, words = [0] * 12, 0
    for some in in_steps(own):
        for viewing in some:
            month = viewing.watched.month if viewing.watched is not None else None
            if month is not None:
                months[month - 1] += 1
            words += words_of(viewing)
        yield
    halves = [+viewing.rating for viewing in own if viewing.rating is not None]
    return YearSoFar(year, len(own), average(halves), words, tuple(months))


def _birthday(entries: Sequence[Entry], day: date) -> Generator[None, None, Entry | None]:
    found: dict[str, Entry] = {}
    for part in in_steps(entries, SCANNED):
        for entry in part:
            year = entry.film.year
            if year is not None and year < day.year and (day.year - year) % ROUND == 0:
                found.setdefault(entry.film.id, entry)
        yield
    loved = [entry for entry in found.values() if (entry.viewing.rating or 0) >= Rating.FOUR]
    return min(loved, key=lambda each: _chance(str(day), each.film.id), default=None)
