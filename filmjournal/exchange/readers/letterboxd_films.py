"""The files of Letterboxd that tell of films and of no viewing: watched, ratings, likes and watchlist."""

from functools import partial

from filmjournal.exchange.readers.letterboxd_cells import day_in, rating_in, year_in
from filmjournal.exchange.readers.letterboxd_files import Kind
from filmjournal.exchange.readers.letterboxd_gathering import SERVICE, GatheredFilm, Gathering
from filmjournal.exchange.tables import Table, TableRow
from filmjournal.model.film import ExternalIds
from filmjournal.model.source import Source

NO_TITLE = "it has no title."
"""What is wrong with a row that names no film."""


def take_films(gathering: Gathering, table: Table, kind: Kind, today: str) -> None:
    """Take in a file that has one row for each film."""
    address, name, year = (table.column(heading) for heading in ("letterboxd uri", "name", "year"))
    date, rating = table.column("date"), table.column("rating")
    for row in table.rows:
        cells = row.cells
        film = _film(gathering, row, address or "", name or "", year or "")
        if film is None:
            continue
        key = cells.get(address or "", "").strip() or f"{cells[name or '']}|{cells[year or '']}"
        source = Source(SERVICE, kind.value, key, cells)
        if kind is Kind.WATCHLIST:
            added = gathering.attempt(row, "date", partial(day_in, today=today), cells[date] if date else "")
            gathering.wish(film, source, row, added)
        else:
            stars = (
                gathering.attempt(row, "rating", rating_in, cells[rating]) if rating and kind is Kind.RATINGS else None
            )
            gathering.mark(film, source, row, stars)


def _film(gathering: Gathering, row: TableRow, address: str, name: str, year: str) -> GatheredFilm | None:
    """Return the film that a row tells of; None where it has no title, which is a problem."""
    cells = row.cells
    title, link = cells.get(name, "").strip(), cells.get(address, "").strip()
    if not title:
        gathering.problem(row, NO_TITLE)
        return None
    known = gathering.by_address(link)
    if known is not None:
        return known
    shown = gathering.attempt(row, "year", year_in, cells.get(year, ""))
    named = gathering.by_name(title, shown)
    if named and not link:
        return named[0]
    return gathering.film(title, shown, ExternalIds(letterboxd=link), row.place)
