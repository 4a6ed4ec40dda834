"""What a failing disk or a careless program does to the file itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budget import some
from faults.programs import Home, Ours
from faults.rot import SMALL_PROGRAMS, cut_short, flipped, readable, restored, spoilt, zeroed

pytestmark = pytest.mark.faults

OURS, _ = SMALL_PROGRAMS


@pytest.mark.parametrize("spoil", [cut_short, flipped, zeroed])
def test_no_spoilt_journal_is_ever_taken_for_a_good_one_and_only_the_last_change_is_not_in_the_backup(
    spoil: Callable[[bytes], Iterator[bytes]], scratch: Path
) -> None:
    one_in = 7 if spoil is flipped else 1  # of 8 bits, another one in each byte
    tally = spoilt(OURS, scratch, lambda data: some(spoil(data), one_in=one_in))
    assert tally.points > 100
    assert tally.mixtures == 0
    assert tally.lost == tally.losses  # one record each time: the one that was changed last


def test_the_newest_good_backup_has_all_but_the_last_change(home: Home, scratch: Path) -> None:
    before = Ours().found(home)
    Ours().change(home, "log")
    assert readable(restored(home, scratch / "restored")) == before
