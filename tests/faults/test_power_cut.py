"""The power fails in the middle of a save."""

from pathlib import Path

import pytest

from faults.power_cut import cut_at_every_step, cut_on_the_way
from faults.programs import DEEDS, Ours, Stock

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("deed", DEEDS)
def test_every_state_that_a_power_cut_may_leave_is_the_old_journal_or_the_new_one(deed: str, scratch: Path) -> None:
    tally = cut_at_every_step(scratch, deed)
    assert tally.points > 20
    assert (tally.lost, tally.mixtures) == (0, 0)


def test_without_waiting_for_the_disk_there_would_be_states_without_a_journal(scratch: Path) -> None:
    assert cut_at_every_step(scratch, "log", syncs=False).lost > 0


def test_a_file_that_is_written_in_place_would_not_survive_all_of_them(scratch: Path) -> None:
    assert cut_on_the_way(Stock(), scratch / "stock").lost > 0
    assert cut_on_the_way(Ours(), scratch / "ours").lost == 0
