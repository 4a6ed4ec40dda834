"""Dates, lengths and counts in words."""

from collections.abc import Sequence
from datetime import datetime

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.when import MONTHS, When

_MONTHS = tuple(month.capitalize() for month in MONTHS)


def long_date(when: When | None) -> str:
    """Return the date in words, such as 20 November 2026, May 2003 or 1998."""
    if when is None:
        return "date unknown"
    month = f"{_MONTHS[when.month - 1]} " if when.month else ""
    return f"{when.day or ''} {month}{when.year}".lstrip()


def day_in_words(text: str) -> str:
    """Return a day that is written as 2026-11-20 in words; what is no date stays as it is."""
    try:
        return long_date(When(text))
    except InvalidValueError:
        return text


def short_date(when: When | None) -> str:
    """Return the date in at most eleven cells, such as 20 Nov 2026; empty if unknown."""
    if when is None:
        return ""
    month = f"{_MONTHS[when.month - 1][:3]} " if when.month else ""
    return f"{when.day or ''} {month}{when.year}".lstrip()


def runtime(minutes: int) -> str:
    """Return minutes as hours and minutes, such as 1 h 51 min."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as 1 viewing or 1,204 viewings."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def listed(names: Sequence[str]) -> str:
    """Return names joined for a sentence, such as Ana, Bo and Cy."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def titled(film: Film) -> str:
    """Return the title with the year, fit for one line."""
    return one_line(film.title) + (f" ({film.year})" if film.year else "")


def titled_and_dated(entry: Entry) -> str:
    """Return the name of a viewing in a sentence, such as Stalker (1979), 20 Nov 2026."""
    watched = short_date(entry.viewing.watched)
    return f"{titled(entry.film)}, {watched}" if watched else titled(entry.film)


def changes_all_viewings(film: Film, viewings: int) -> str:
    """Return that a change of a film's facts shows in all its viewings, of which there are more than one."""
    return f"This changes {'both' if viewings == 2 else f'all {viewings:,}'} viewings of {titled(film)}"


def added_to_watchlist(film: Film) -> str:
    """Return what adding a film to the watchlist is called."""
    return f"Added {titled(film)} to your watchlist"


def removed_from_watchlist(film: Film) -> str:
    """Return what removing a film from the watchlist is called."""
    return f"Removed {titled(film)} from your watchlist"


def already_on_watchlist(film: Film) -> str:
    """Return that a film is on the watchlist, for somebody who adds it again."""
    return f"{titled(film)} is already on your watchlist"


def another_film(objections: Sequence[str]) -> str:
    """Return why it is another film than the one that was chosen, such as its year and director are others."""
    names = listed([_ID_NAMES.get(name, name) for name in objections])
    return f"its {names} {'is another' if len(objections) == 1 else 'are others'}"


_ID_NAMES = {"imdb": "IMDb id", "tmdb": "TMDB id", "letterboxd": "Letterboxd id", "wikidata": "Wikidata id"}


def stepped(title: str, *, is_undo: bool, restored: Film | None = None) -> str:
    """Return what an undo or a redo did, as a sentence.

    `title` is what the change is called, and `restored` the film of the viewing that is back.
    """
    what = f"{titled(restored)} is back in your diary" if restored is not None else f"{title[:1].lower()}{title[1:]}"
    return sentence(f"{'Undone' if is_undo else 'Redone'}: {what}")


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it has an end already, as the title Adaptation. does."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def short_moment(moment: datetime | None) -> str:
    """Return a moment in local time in at most eighteen cells, such as 20 Nov 2026 21:14; empty if unknown."""
    if moment is None:
        return ""
    here = moment.astimezone()
    return f"{here.day} {_MONTHS[here.month - 1][:3]} {here.year} {here:%H:%M}"


def merged_people(other: str, name: str) -> str:
    """Return what making two names one person is called."""
    return f"Merged {one_line(other)} into {one_line(name)}"


def split_people(name: str, new: str) -> str:
    """Return what telling a namesake apart is called."""
    return f"Told {one_line(new)} apart from {one_line(name)}"


def made_list(name: str) -> str:
    """Return what making a list is called."""
    return f"Made the list {one_line(name)}"


def edited_list(name: str) -> str:
    """Return what changing a list's name, description or kind is called."""
    return f"Edited the list {one_line(name)}"


def removed_list(name: str) -> str:
    """Return what removing a list is called."""
    return f"Removed the list {one_line(name)}"


def added_to_list(films: Sequence[Film], name: str) -> str:
    """Return what putting films on a list is called."""
    return f"Added {_films(films)} to {one_line(name)}"


def removed_from_list(films: Sequence[Film], name: str) -> str:
    """Return what taking films off a list is called."""
    return f"Removed {_films(films)} from {one_line(name)}"


def moved_on_list(film: Film, name: str, place: int) -> str:
    """Return what moving a film on a list is called; its place counts from 1."""
    return f"Moved {titled(film)} to {place:,} in {one_line(name)}"


def _films(films: Sequence[Film]) -> str:
    return titled(films[0]) if len(films) == 1 else counted(len(films), "film")
