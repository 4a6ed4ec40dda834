"""The files of Letterboxd that tell of films and of no viewing: watched, ratings, likes, watchlist and lists."""

from functools import partial

from filmjournal.exchange.batch import Place, Problem
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
            added = gathering.attempt(row, partial(day_in, today=today), cells[date] if date else "")
            gathering.wish(film, source, row, added)
        else:
            stars = gathering.attempt(row, rating_in, cells[rating]) if rating and kind is Kind.RATINGS else None
            gathering.mark(film, source, row, stars)


def take_list(gathering: Gathering, table: Table, file: str) -> None:
    """Take in a list: each film keeps its row of it, and the list itself has no place in a diary."""
    told = _told_of_list(table)
    name = told.get("Name", "").strip() or file
    where = f"the list “{name}”"
    gathering.problems.append(
        Problem(
            Place(file), f"{where} has no place in a diary: each film that is in the diary keeps its row of it.", told
        )
    )
    address, title, year = (table.column(heading) for heading in ("url", "name", "year"))
    for row in table.rows:
        film = _film(gathering, row, address or "", title or "", year or "", is_new=False)
        if film is None:
            continue
        key = f"{told.get('URL', file)} {row.cells.get(address or '', '').strip() or film.film.id}"
        gathering.listed(film, Source(SERVICE, f"list {name}", key, row.cells), row, where)


def _told_of_list(table: Table) -> dict[str, str]:
    """Return what stands above the films of a list; the line before it, where there is one, is the version."""
    told = [record for record in table.before if len(record) > 1]
    return dict(zip(told[0], told[1], strict=False)) if len(told) > 1 else {}


def _film(
    gathering: Gathering, row: TableRow, address: str, name: str, year: str, *, is_new: bool = True
) -> GatheredFilm | None:
    """Return the film that a row tells of; None where it has no title, which is a problem."""
    cells = row.cells
    title, link = cells.get(name, "").strip(), cells.get(address, "").strip()
    if not title:
        gathering.problem(row, NO_TITLE)
        return None
    known = gathering.by_address(link)
    if known is not None:
        return known
    shown = gathering.attempt(row, year_in, cells.get(year, ""))
    named = gathering.by_name(title, shown)
    if named and (not link or not is_new):
        return named[0]
    return gathering.film(title, shown, ExternalIds(letterboxd=link), row.place)
