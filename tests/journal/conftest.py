"""A journal with a clock that stands still and ids that count."""

from itertools import count
from pathlib import Path

import pytest

from builders import NOW, OpenJournal
from filmjournal.journal.journal import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


@pytest.fixture
def open_journal(path: Path) -> OpenJournal:
    """Return what opens a journal; several on one path never give the same id."""
    ids = count(1)

    def opened(other: Path | None = None) -> Journal:
        return Journal.open(other or path, now=lambda: NOW, new_id=lambda: f"id-{next(ids)}")

    return opened
