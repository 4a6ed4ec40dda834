"""A list of films as rows, and rows as a list: as Letterboxd writes one, and as this program's JSON has its own."""

from collections.abc import Mapping

from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.film_list import FilmList, ListOfFilms, NewListItem
from filmjournal.model.import_changes import stable_id
from filmjournal.model.source import StoredList

OWN = "filmjournal"
"""The service of lists that are this program's own."""

HEAD = ("Position", "Name", "Year", "URL", "Description")
"""The columns of Letterboxd's list (export v7): place, title, year, the film's address, and the note."""

ABOUT = ("Date", "Name", "Tags", "URL", "Description")
"""The columns of what Letterboxd says about a list."""

_FILM, _RANKED = "Film", "Ranked"
_IDS = ("imdb", "tmdb", "letterboxd", "wikidata")


def list_of_rows(stored: StoredList) -> tuple[FilmList, tuple[NewListItem, ...]]:
    """Return a list with its films, from its rows; the same rows give the same id in every journal.

    Rows without a title are left out. Letterboxd doesn't say whether a list is ranked; its order is kept.
    """
    about = stored.about
    id_ = stored.key if stored.service == OWN else stable_id("list", stored.service, stored.key)
    name = about.get("Name", "").strip() or stored.key
    description = about.get("Description", "").strip()
    rows = sorted(stored.rows, key=_position)
    films = tuple(_item_of(row) for row in rows if row.get("Name", "").strip())
    return FilmList(id_, name, description, ranked=bool(about.get(_RANKED))), films


def rows_of_list(of: ListOfFilms) -> StoredList:
    """Return a list of the journal as rows, with all that it takes to make the same list elsewhere."""
    about = {"Name": of.name, "Description": of.about.description, _RANKED: "yes" if of.about.ranked else ""}
    rows = tuple(
        {
            "Position": str(place),
            "Name": listed.film.title,
            "Year": str(listed.film.year or ""),
            "Description": listed.item.note,
            _FILM: listed.film.id,
            **{name: id_ for name in _IDS if (id_ := getattr(listed.film.external_ids, name))},
        }
        for place, listed in enumerate(of.films, start=1)
    )
    return StoredList(OWN, of.id, about, rows)


def _position(row: Mapping[str, str]) -> int:
    text = row.get("Position", "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _item_of(row: Mapping[str, str]) -> NewListItem:
    year = row.get("Year", "").strip()
    title = row["Name"].strip()
    is_year = year.isascii() and year.isdecimal() and 1800 < int(year) < 2200
    ids = {name: row[name] for name in _IDS if row.get(name)}
    film = Film(row.get(_FILM, ""), title, year=int(year) if is_year else None, external_ids=ExternalIds(**ids))
    return NewListItem(film, row.get("Description", "").strip())
