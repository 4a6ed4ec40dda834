"""What every test can rely on."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from budget import examples
from filmjournal.journal.merging import edits

settings.register_profile("ours", settings(), deadline=None, max_examples=examples(100))
settings.load_profile("ours")

gc.set_threshold(20_000, 20, 50)  # an app is many objects that live as long as its test: looking costs 8 %


@pytest.fixture(scope="session", autouse=True)
def _no_chance() -> Iterator[None]:
    """Where the clock is behind the last edit, the next one is a microsecond later, and never by chance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, "randbelow", lambda _: 0)
        yield


def pytest_xdist_auto_num_workers() -> int:
    """Return two workers for each core: screens, shells and terminals are waited for."""
    return 2 * (os.cpu_count() or 1)
