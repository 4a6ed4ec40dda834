"""What of a journal goes out."""

from collections.abc import Iterator, Sequence

from filmjournal.exchange.writers.selection import Selection
from filmjournal.journal.imports import own_keys_in
from filmjournal.journal.journal import Journal
from filmjournal.journal.sources import LISTS, lists_in
from filmjournal.model.source import Source
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted


def selected(entries: Sequence[Entry], query: str, journal: Journal) -> Selection:
    """Return what goes out: the entries that a query found, and with all of them the watchlist."""
    sources, own_keys = _sources(journal), own_keys_in(journal.tables)
    if query:
        return Selection(tuple(entries), (), sources, own_keys, title=query)
    lists = lists_in(journal.tables.documents)
    return Selection(tuple(entries), journal.wishes, sources, own_keys, lists, staying=tuple(_staying(journal)))


def _staying(journal: Journal) -> Iterator[str]:
    """Yield what of a whole journal goes nowhere."""
    told = {entry.film.id for entry in journal.entries} | {wished.film.id for wished in journal.wishes}
    alone = sum(film.id not in told for film in journal.tables.films.values())
    removed = len(journal.tables.trash.rows)
    if removed:
        yield f"{counted(removed, 'thing')} in the trash"
    if alone:
        yield f"{counted(alone, 'film')} of which no viewing is logged"
    own = len(journal.tables.documents.rest.keys() - {LISTS})
    if own:
        yield f"{counted(own, 'table')} of your own"
    if journal.problems:
        yield f"{counted(len(journal.problems), 'record')} that cannot be read"


def _sources(journal: Journal) -> dict[str, Sequence[Source]]:
    """Return the rows of other programs that each record keeps, by its id."""
    known = journal.known_for_import()
    return {
        **{film.value.id: film.sources for film in known.films if film.sources},
        **{viewing.value.id: viewing.sources for viewing in known.viewings if viewing.sources},
        **{wish.value.id: wish.sources for wish in known.wishes if wish.sources},
    }
