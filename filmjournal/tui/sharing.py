"""What leaves the app with one key: a review onto the clipboard, and the film's page into the browser."""

import os
import re
import sys
from collections.abc import Iterator

from textual.app import App

from filmjournal.model.film import Film
from filmjournal.model.text import visible
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import counted, titled

_LETTERBOXD = re.compile(r"https://(?:www\.)?(?:letterboxd\.com|boxd\.it)/\S+")
_SLUG = re.compile(r"[a-z0-9-]+")
_IMDB = re.compile(r"tt\d+")
_WIKIDATA = re.compile(r"Q\d+")
_TMDB = re.compile(r"\d+")


def review_text(viewing: Viewing) -> str:
    """Return what was written, as Markdown: the headline, the review, and each element under its name and stars."""
    parts = [f"**{viewing.headline.strip()}**"] if viewing.headline.strip() else []
    parts += [viewing.review.strip()] if viewing.review.strip() else []
    for element in viewing.breakdown:
        if not element.is_empty:
            stars = f" {element.rating.stars}" if element.rating else ""
            parts += [f"## {element.name}{stars}", *filter(None, [element.text.strip()])]
    return visible("\n\n".join(parts))


def pages(film: Film) -> Iterator[tuple[str, str]]:
    """Yield the pages of a film, each as the service and the address, the one people like best first.

    Only addresses that are made of an id as the service has it are opened: ids come from imported files too.
    """
    ids = film.external_ids
    if _LETTERBOXD.fullmatch(ids.letterboxd):
        yield "Letterboxd", ids.letterboxd
    elif _SLUG.fullmatch(ids.letterboxd):
        yield "Letterboxd", f"https://letterboxd.com/film/{ids.letterboxd}/"
    if _IMDB.fullmatch(ids.imdb):
        yield "IMDb", f"https://www.imdb.com/title/{ids.imdb}/"
    if _WIKIDATA.fullmatch(ids.wikidata):
        yield "Wikidata", f"https://www.wikidata.org/wiki/{ids.wikidata}"
    if _TMDB.fullmatch(ids.tmdb):
        yield "TMDB", f"https://www.themoviedb.org/movie/{ids.tmdb}"


def copy_review(app: App[None], entry: Entry) -> str:
    """Copy what was written to the clipboard of the terminal (OSC 52), and return what was done as a sentence."""
    text = review_text(entry.viewing)
    if not text:
        return f"Nothing is written about {titled(entry.film)} to copy."
    app.copy_to_clipboard(text)
    return f"Copied the review of {titled(entry.film)}: {counted(len(text.split()), 'word')}."


def open_page(app: App[None], film: Film) -> str:
    """Open the film's page in the browser, and return what was done as a sentence; without one, copy its address."""
    service, address = next(pages(film), ("", ""))
    if not address:
        return f"No page of {titled(film)} is known: it has no id of Letterboxd, IMDb, Wikidata or TMDB."
    if not has_browser():
        app.copy_to_clipboard(address)
        return f"There is no browser here. Copied the address: {address}"
    app.open_url(address)
    return f"Opened {titled(film)} at {service}."


def has_browser() -> bool:
    """Whether there is a browser with a window of its own: one in the terminal would draw over this program."""
    places = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME")
    return sys.platform in {"darwin", "win32"} or any(os.environ.get(name) for name in places)
