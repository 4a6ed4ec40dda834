"""A journal without a front end."""

from pathlib import Path

import pytest

from builders import NOW
from filmjournal.journal.journal import Journal
from shell_runs import new_id


@pytest.fixture
def empty(tmp_path: Path) -> Journal:
    """Return a journal with nothing in it, without backups and history."""
    return Journal.open(tmp_path / "journal.json", now=lambda: NOW, new_id=new_id)
