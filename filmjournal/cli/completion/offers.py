"""The names and query parts of a journal that complete a command in the shell."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import filmjournal
from filmjournal.cli.completes import ELEMENT, ELEMENT_NAME
from filmjournal.journal.errors import JournalError
from filmjournal.journal.names_file import NO_NAMES, CachedNames, NamesFile
from filmjournal.journal.places import Places
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.text import fold
from filmjournal.query.complete import complete, viewing_count
from filmjournal.query.fields import PERSON, TITLE
from filmjournal.query.resolve import NO_SAVED_SEARCHES
from filmjournal.query.tree import quoted

MOST = 50
"""Offers at a time; more are no help."""

_MOST_OTHERS = 10
"""People of the catalogue that are offered after those of the journal."""

_LEAST_TYPED = 2
"""Characters from which people of the catalogue are offered."""

_ROLES = frozenset(role.value for role in Role)
"""The kinds of names that are people's."""

_BUILD = (
    "import os, sys; os.chdir('/'); os.nice(10); sys.path.append(sys.argv[3]); "
    "from filmjournal.cli.completion.offers import build_names; build_names(sys.argv[1], sys.argv[2])"
)
"""Builds the names while whoever completes goes on, and holds no folder meanwhile."""

Offered = tuple[str, str, str]
"""A whole word, what a person reads, and what helps to choose."""


def offered(kind: str, typed: str, journal: str | None) -> Iterator[Offered]:
    """Yield the names of this kind of which a word begins so, the most used first."""
    after, places = "=" if kind is ELEMENT else "", _places(journal)
    names = _known(places).kind(ELEMENT if kind is ELEMENT_NAME else kind)
    own = list(names.starting_with(typed, MOST))
    for name in own:
        yield f"{name}{after}", name, "" if kind in {ELEMENT, ELEMENT_NAME} else viewing_count(names[name])
    if kind in _ROLES and len(own) < MOST and len(typed) >= _LEAST_TYPED:
        known = set(map(fold, own))
        others = [name for name in _in_catalogue(typed, places) if fold(name) not in known]
        yield from ((name, name, "in the catalogue") for name in others)


def _in_catalogue(typed: str, places: Places | None) -> list[str]:
    """Return people of the catalogue in use; none where it can't be read, as completion shows no errors."""
    from filmjournal.lookup.layout import OWN, bundled_path  # noqa: PLC0415 — only a person's name needs them
    from filmjournal.lookup.people import people_starting_with  # noqa: PLC0415

    if places is None:
        return []
    own, stored = places.catalogue / OWN, places.names.with_name("people")
    try:
        return people_starting_with(own if own.is_file() else bundled_path(), typed, _MOST_OTHERS, stored)
    except InvalidValueError:
        return []


def offered_in_query(text: str, before: Sequence[str], journal: str | None) -> Iterator[Offered]:
    """Yield what can stand at the end of a word of a query: the rest of a name that begins with the words before.

    Where there is none, it is whatever can stand in a query.
    """
    places = _places(journal)
    known = _known(places)
    rests = list(_rests(text, before, known))
    if rests:
        yield from rests
        return
    saved = _saved(places) if places and "@" in text else NO_SAVED_SEARCHES
    completion = complete(text, len(text), known, saved, most=MOST, on_request=True)
    for offer in completion.offers:
        yield f"{text[: completion.start]}{offer.text}{text[completion.end :]}", offer.shown, offer.hint


def build_names(names: str, journal: str) -> None:
    """Build the names file of a changed journal, by their paths; if that fails, the old file stays in use."""
    with suppress(JournalError, OSError):
        NamesFile(Path(names), Path(journal)).build_alone()


def _places(journal: str | None) -> Places | None:
    try:
        return Places.find(Path(journal) if journal else None, os.environ)
    except JournalError:
        return None


def _known(places: Places | None) -> CachedNames:
    """Return the stored names, even if they are out of date; then they are also rebuilt in the background.

    Returns no names where the journal can't be read: completion shows no errors.
    """
    file = NamesFile(places.names, places.journal) if places else None
    stamp = file.stamp() if file else None
    if file is None or stamp is None:
        return NO_NAMES
    known = file.read()
    if known is None:
        try:
            return file.build()
        except JournalError:
            return NO_NAMES
    if known.stamp != stamp:
        _build_behind(file)
    return known


def _build_behind(file: NamesFile) -> None:
    """Build the names in a process that nobody waits for or hears of; `subprocess` would take a while to import."""
    if not hasattr(os, "posix_spawn"):
        build_names(str(file.path), str(file.journal))
        return
    package = str(Path(filmjournal.__file__).parents[1])
    paths = [str(path.absolute()) for path in (file.path, file.journal)]
    # Without -P, Python would import what lies in the folder where somebody happens to complete.
    command = [sys.executable, "-P", "-c", _BUILD, *paths, package]
    quiet = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDWR, 0),
        (os.POSIX_SPAWN_DUP2, 0, 1),
        (os.POSIX_SPAWN_DUP2, 0, 2),
    ]
    with suppress(OSError):  # too many processes: the next completion tries again
        os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet, setsid=True)


def _saved(places: Places) -> Mapping[str, str]:
    from filmjournal.journal.searches import Searches  # noqa: PLC0415 — most queries name none

    return Searches(places.searches).saved


def _rests(text: str, before: Sequence[str], known: CachedNames) -> Iterator[Offered]:
    """Yield what is missing of the titles and names whose first words were typed before: `leaving la` goes on."""
    plain = list(takewhile(lambda word: quoted(word) == word, reversed(before)))[::-1]
    if not plain or not text or quoted(text) != text:
        return
    for first in range(len(plain)):
        typed = fold(" ".join([*plain[first:], text]))
        for field in (TITLE, PERSON):
            names = known.names(field)
            for name in names.starting_with(typed, MOST):
                rest = _rest(name.split(), len(plain) - first, typed)
                if rest and all(quoted(word) == word for word in rest):
                    yield " ".join(rest), name, viewing_count(names[name])


def _rest(words: Sequence[str], typed_words: int, typed: str) -> Sequence[str]:
    """Return the words of a name from the one on that is being typed."""
    starts = (place for place in range(len(words)) if fold(" ".join(words[place:])).startswith(typed))
    return words[next(starts, len(words)) + typed_words :]
