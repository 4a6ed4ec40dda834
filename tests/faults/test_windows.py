"""Two windows write drafts of one film; one leaves, saves, discards, is killed or starts: each keeps its own."""

from pathlib import Path

import pytest

from budget import FULL
from faults.programs import Ours
from faults.windows import STEPS, written_at_once

pytestmark = pytest.mark.faults

SEEDS = range(500 if FULL else 20)


def test_windows_that_write_at_once_and_end_at_any_moment_lose_no_word(scratch: Path) -> None:
    tally = written_at_once(Ours(), scratch, SEEDS)
    assert tally.points == len(SEEDS) * STEPS
    assert tally.lost == 0
