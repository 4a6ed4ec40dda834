"""What of a journal goes out."""

from collections.abc import Sequence

from filmjournal.exchange.writers.selection import NO_SOURCES, Selection
from filmjournal.journal.journal import Journal
from filmjournal.journal.own_keys import own_keys_in
from filmjournal.model.source import Source
from filmjournal.model.viewing import Entry
from filmjournal.render.export_formats import ExportFormat


def selected(entries: Sequence[Entry], query: str, form: ExportFormat, journal: Journal) -> Selection:
    """Return what goes out: the entries that a query found, and with all of them the watchlist."""
    sources = _sources(journal) if form.has_sources else NO_SOURCES
    wishes = () if query else journal.wishes
    return Selection(tuple(entries), wishes, sources, own_keys_in(journal.tables), query or "Film journal")


def _sources(journal: Journal) -> dict[str, Sequence[Source]]:
    """Return the rows of other programs that each record keeps, by its id."""
    known = journal.known_for_import()
    return {
        **{film.value.id: film.sources for film in known.films if film.sources},
        **{viewing.value.id: viewing.sources for viewing in known.viewings if viewing.sources},
        **{wish.value.id: wish.sources for wish in known.wishes if wish.sources},
    }
