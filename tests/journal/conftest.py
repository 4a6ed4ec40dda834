"""A journal with a clock that stands still and ids that count."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from builders import NOW, FailingDisk, OpenJournal
from filmjournal.journal.journal import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


@pytest.fixture
def disk() -> FailingDisk:
    return FailingDisk()


@pytest.fixture
def open_journal(path: Path) -> OpenJournal:
    """Return what opens a journal; several on one path never give the same id."""
    ids = count(1)

    def opened(other: Path | None = None, **others: Any) -> Journal:
        return Journal.open(other or path, **{"now": lambda: NOW, "new_id": lambda: f"id-{next(ids)}", **others})

    return opened
