"""Values for the tests: what is not asked for is plain, and shared strategies for every value there is."""

import errno
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from filmjournal.journal.disk.disk import Buffer, Disk
from filmjournal.journal.journal import Journal
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When

NOW = datetime(2026, 11, 24, 21, tzinfo=UTC)
TODAY = date(2026, 11, 24)

SAMPLE = Path(__file__).parents[1] / "data" / "sample.json"

OpenJournal = Callable[..., Journal]
"""Opens a journal on a path, or on the one of the test."""


def film(title: str = "Stalker", **facts: Any) -> Film:
    return Film(**{"id": "", "title": title, **facts})


def viewing(watched: str | None = "2026-11-20", **facts: Any) -> Viewing:
    return Viewing(**{"id": "", "film": "", "watched": When(watched) if watched else None, **facts})


def entry(title: str = "Stalker", watched: str | None = "2026-11-20", **facts: Any) -> Entry:
    """Return an entry; a fact goes to the film where a film has it, and else to the viewing."""
    of_film = {name: facts.pop(name) for name in tuple(facts) if name in Film.__struct_fields__ and name != "id"}
    id_ = facts.pop("id", f"viewing of {title} {watched}")
    made = film(title, id=f"film {title}", **of_film)
    return Entry(viewing(watched, id=id_, film=made.id, **facts), made)


def director(name: str, billing: int = 1) -> Credit:
    return Credit(name, Role.DIRECTOR, billing=billing)


def actor(name: str, character: str = "", billing: int = 1) -> Credit:
    return Credit(name, Role.ACTOR, character, billing)


def records(path: Path, table: str) -> dict[str, Any]:
    """Return a table of a journal's file, read as nothing but JSON."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))[table]
    return found


def without_generation(path: Path) -> bytes:
    """Return the bytes of a journal but for how often it was saved, and the checksum that depends on it."""
    return re.sub(rb'"(generation|checksum)": "?[0-9a-f]+"?', rb'"\1": N', path.read_bytes())


class FailingDisk(Disk):
    """A disk that fails at the steps it is told to fail at, and remembers what was read from it."""

    def __init__(self) -> None:
        self.fails: dict[str, int] = {}
        self.meanwhile: dict[str, Callable[[], object]] = {}
        self.was_read: list[Path] = []

    def read(self, path: Path) -> bytes:
        self._step("read")
        self.was_read.append(path)
        return super().read(path)

    def rename(self, source: Path, target: Path) -> None:
        self._step("rename")
        super().rename(source, target)

    def link(self, source: Path, target: Path) -> None:
        self._step("link")
        super().link(source, target)

    def make_folder(self, folder: Path) -> None:
        self._step("make_folder")
        super().make_folder(folder)

    def create(self, target: Path) -> tuple[int, Path]:
        self._step("create")
        return super().create(target)

    def write(self, handle: int, data: Buffer) -> None:
        self._step("write")
        super().write(handle, data)

    def sync(self, handle: int) -> None:
        self._step("sync")
        super().sync(handle)

    def _step(self, name: str) -> None:
        self.meanwhile.pop(name, lambda: None)()
        if name in self.fails:
            raise OSError(self.fails[name], os.strerror(self.fails[name]))


FAILURES = [("create", errno.EACCES), ("write", errno.ENOSPC), ("sync", errno.EIO), ("rename", errno.EROFS)]
"""The steps of a save, each with what may stop it."""


TRICKY = (
    "[REC]²",
    "[/b]",
    "[bold",
    "🎬👩‍👩‍👧‍👦🏳️‍🌈",
    "شارع الحب",
    "東京物語",
    "Windows\r\nline ends\r\n",
    "\x00\x1b[31m\x7f\x85\u2028",
    "e\u0301 \u202e\u200f",
    'quote " backslash \\ {"films": 1}',
)
"""Texts that software stumbles over."""

texts = st.one_of(st.sampled_from(TRICKY), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
"""Any text but half characters."""

names = texts.filter(lambda text: bool(text.strip()))
"""Any text with something in it."""

ratings = st.none() | st.sampled_from(Rating)


def _when(parts: tuple[date, int]) -> When:
    return When(parts[0].isoformat()[: parts[1]])


whens = st.tuples(st.dates(date(1895, 1, 1), TODAY), st.sampled_from([4, 7, 10])).map(_when)
"""Any date up to today, however precise."""

films = st.builds(
    Film,
    id=st.just(""),
    title=names,
    original_title=texts,
    year=st.none() | st.integers(1870, 2100),
    runtime=st.none() | st.integers(1, 5000),
    genres=st.lists(texts, max_size=3).map(tuple),
    countries=st.lists(texts, max_size=3).map(tuple),
    languages=st.lists(texts, max_size=3).map(tuple),
    credits=st.lists(
        st.builds(Credit, name=names, role=st.sampled_from(Role), character=texts, billing=st.integers(0, 9)),
        max_size=4,
    ).map(tuple),
    external_ids=st.builds(ExternalIds, imdb=texts, tmdb=texts),
)
"""Any film that is not in a journal yet."""

viewings = st.builds(
    Viewing,
    id=st.just(""),
    film=st.just(""),
    watched=st.none() | whens,
    rating=ratings,
    liked=st.booleans(),
    rewatch=st.booleans(),
    tags=st.lists(texts, max_size=3).map(tuple),
    venue=texts,
    format=texts,
    companions=st.lists(texts, max_size=3).map(tuple),
    headline=texts,
    review=texts,
    breakdown=st.lists(st.builds(Element, name=names, text=texts, rating=ratings), max_size=4).map(tuple),
    spoilers=st.booleans(),
    created=st.none(),
    modified=st.none(),
)
"""Any viewing that is not in a journal yet."""
