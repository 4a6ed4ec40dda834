"""Writes one list as Letterboxd's own export has it (lists/*.csv, “Letterboxd list export v7”)."""

import csv
from datetime import date
from io import StringIO

from filmjournal.model.film_list import ListOfFilms
from filmjournal.model.list_rows import ABOUT, HEAD

_VERSION = "Letterboxd list export v7"


def letterboxd_list(of: ListOfFilms, today: date) -> str:
    """Return the CSV of a list: its version, what it is called, an empty line, and a row for each film."""
    text = StringIO()
    text.write(f"{_VERSION}\n")
    rows = csv.writer(text, lineterminator="\n")
    created = of.about.created.date() if of.about.created is not None else today
    rows.writerows([ABOUT, (created.isoformat(), of.name, "", "", of.about.description), ()])
    rows.writerow(HEAD)
    for place, listed in enumerate(of.films, start=1):
        film = listed.film
        rows.writerow((place, film.title, film.year or "", _address(film.external_ids.letterboxd), listed.item.note))
    return text.getvalue()


def _address(letterboxd: str) -> str:
    """Return the address of a film's page; its id is an address already, or the end of one."""
    if not letterboxd or letterboxd.startswith("https://"):
        return letterboxd
    return f"https://letterboxd.com/film/{letterboxd}/"
