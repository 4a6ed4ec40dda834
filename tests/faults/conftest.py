"""Where the faults are tried, and what a system must offer for them."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.programs import Home, Ours

if sys.platform == "win32":  # which has neither forks nor signals
    collect_ignore_glob = ["test_*.py"]

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 — a file system, where thousands of journals are no burden to a disk


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Return a folder on a fast file system, where there is one."""
    where = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def home(scratch: Path) -> Home:
    """Return the home of a journal of forty viewings."""
    made = Home(scratch / "home")
    made.folder.mkdir()
    Ours().prepare(made)
    return made
