"""What every test can rely on."""

from collections.abc import Iterator

import pytest

from filmjournal.journal import edits


@pytest.fixture(scope="session", autouse=True)
def _no_chance() -> Iterator[None]:
    """Where the clock is behind the last edit, the next one is a microsecond later, and never by chance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, "randbelow", lambda _: 0)
        yield
