"""A journal with places of its own, and somebody at a shell."""

from functools import partial
from pathlib import Path

import pytest

from builders import SAMPLE, film, viewing
from catalogues import put_catalogue
from filmjournal.journal.places import Places
from shell_runs import Run, open_at, run_verb


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.around(tmp_path / "journal.json", tmp_path / "state", tmp_path / "config")


@pytest.fixture
def empty_catalogue(places: Places) -> None:
    """Let there be no film in the catalogue."""
    put_catalogue(places)


@pytest.fixture
def run(places: Places) -> Run:
    return partial(run_verb, places)


@pytest.fixture
def logged(places: Places) -> Places:
    """Return the places of a journal with three viewings, saved one after the other."""
    journal = open_at(places)
    for title, day in (("Stalker", "2026-11-18"), ("Mirror", "2026-11-19"), ("Solaris", "2026-11-20")):
        journal.log(film(title, year=1979), viewing(day, review=f"About {title}."))
        journal.save()
    return places


@pytest.fixture
def sampled(places: Places) -> Places:
    """Return the places of a copy of the sample journal."""
    places.journal.write_bytes(SAMPLE.read_bytes())
    return places
