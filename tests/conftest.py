"""What every test can rely on."""

import os
from collections.abc import Iterator

import pytest

from filmjournal.journal.merging import edits


@pytest.fixture(scope="session", autouse=True)
def _no_chance() -> Iterator[None]:
    """Where the clock is behind the last edit, the next one is a microsecond later, and never by chance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, "randbelow", lambda _: 0)
        yield


def pytest_xdist_auto_num_workers() -> int:
    """Return one more worker than there are cores: screens, shells and terminals are waited for."""
    return (os.cpu_count() or 1) + 1
