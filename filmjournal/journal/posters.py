"""Posters beside the journal, for those who keep them: images in a folder, named by a film's id or by its title."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from filmjournal.model.film import Film
from filmjournal.model.text import fold

FOLDER = "posters"
"""The folder beside the journal's file."""

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"})
"""The endings of images."""

_WORD = re.compile(r"\w+")


class Posters:
    """The images in a folder, by the films that they are of. The folder is listed anew when something in it changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed: int | None = None
        self._named: dict[str, Path] = {}

    def find(self, film: Film) -> Path | None:
        """Return the image of a film, or None: by its id or one of a service, by title and year, or by title."""
        self._look()
        return next((self._named[name] for name in _names(film) if name in self._named), None)

    def _look(self) -> None:
        try:
            changed = self._folder.stat().st_mtime_ns
            if changed != self._changed:
                images = [path for path in self._folder.iterdir() if path.suffix.lower() in ENDINGS]
                images.sort(reverse=True)  # of several the first counts
                self._named = {_words(path.stem): path for path in images if _words(path.stem)}
                self._changed = changed
        except OSError:  # it went away, or may not be read: there are no posters then
            self._named, self._changed = {}, None


def posters_of(journal: Path) -> Posters | None:
    """Return the posters beside a journal; None where there is no folder of them."""
    folder = journal.parent / FOLDER
    return Posters(folder) if os.path.isdir(folder) else None  # noqa: PTH112 — false, and never an error


def _names(film: Film) -> Iterator[str]:
    """Yield what the image of a film may be called, the surest first."""
    ids = film.external_ids
    yield from map(_words, filter(None, (film.id, ids.imdb, ids.wikidata, ids.tmdb and f"tmdb {ids.tmdb}")))
    titles = [title for title in (film.title, film.original_title) if _words(title)]
    if film.year:
        yield from (_words(f"{title} {film.year}") for title in titles)
    yield from map(_words, titles)


def _words(name: str) -> str:
    """Return a name as its words: many a character of a title can't be in the name of a file."""
    return " ".join(_WORD.findall(fold(name)))
