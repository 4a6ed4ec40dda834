"""Where the facts of a film are from: what the rows that are stored with it say, as far as it still holds."""

from collections.abc import Iterator, Sequence

from filmjournal.model.facts import label
from filmjournal.model.film import Film, Role
from filmjournal.model.source import StoredSource
from filmjournal.model.text import join_list
from filmjournal.model.wording import counted, day_in_words, listed

CATALOGUE, FILMS = "catalogue", "films"
"""The service and the table of the rows that say what the catalogue filled in, a cell for each fact, as text."""

_DAY = "facts of"
"""The cell with the day of the catalogue's facts."""

_NAMES = {
    "imdb": "IMDb",
    "tmdb": "TMDB",
    "tvtime": "TV Time",
    "movielens": "MovieLens",
    "table": "a table",
    "filmjournal": "another journal",
}
"""What services are called whose name isn't just written with a capital."""


def provenance(film: Film, sources: Sequence[StoredSource], *, in_short: bool = False) -> tuple[str, ...]:
    """Return where the facts of a film are from, a sentence without a full stop for each source.

    Facts that were changed since they were filled in are yours, and not named. In short, the first two facts of each
    source are named, people first, and the others counted.
    """
    return (*_filled_in(film, sources, in_short=in_short), *_imported(sources))


def _filled_in(film: Film, sources: Sequence[StoredSource], *, in_short: bool) -> Iterator[str]:
    for source in sources:
        if (source.service, source.table) == (CATALOGUE, FILMS):
            names = [name for name, text in source.cells.items() if text and text == _text(film, name)]
            if names:
                facts = _named(names, in_short=in_short)
                day = f", {day_in_words(source.cells[_DAY])}" if source.cells.get(_DAY) else ""
                yield f"{facts[:1].upper()}{facts[1:]} from the catalogue{day}"


def _named(names: Sequence[str], *, in_short: bool) -> str:
    labels = [label(name).lower() for name in sorted(names, key=_ORDER.index)]
    more = len(labels) - _SHOWN
    return listed([*labels[:_SHOWN], counted(more, "more fact")] if in_short and more > 1 else labels)


_SHOWN = 2
"""Facts that are named in short."""


def _text(film: Film, name: str) -> str:
    """Return a fact of a film as the rows of the catalogue have it; nothing for what is no fact, the title or an id."""
    if name in _ROLES:
        return join_list(film.people(_ROLES[name]))
    value = getattr(film, name, "") if name in _FIELDS else ""
    return join_list(value) if isinstance(value, tuple) else str(value or "")


_ROLES = {role.value: role for role in Role}

_FIELDS = ("original_title", "year", "runtime", "genres", "countries", "languages")

_ORDER = (*_ROLES, *_FIELDS)
"""The facts in the order in which they are named."""


def _imported(sources: Sequence[StoredSource]) -> Iterator[str]:
    services = dict.fromkeys(source.service for source in sources if source.service != CATALOGUE)
    if services:
        yield f"Imported from {listed([_NAMES.get(service, service.capitalize()) for service in services])}"
