"""Real walls: a full disk, a quota, a read-only file system, too little memory."""

import sys
from pathlib import Path

import pytest

from faults.limits import (
    can_mount,
    read_only_meanwhile,
    told,
    too_full_a_disk,
    too_large_a_file,
    too_little_memory,
)
from faults.processes import how_it_ended
from faults.programs import FaultCounts, Ours, Stock

pytestmark = pytest.mark.faults


@pytest.fixture
def mounts(scratch: Path) -> None:
    if not can_mount(scratch):
        pytest.skip("this system lets nobody mount a file system of their own")


def assert_nothing_is_lost(tally: FaultCounts) -> None:
    assert tally.points > 5
    assert (tally.lost, tally.mixtures) == (0, 0)


def test_a_disk_that_fills_up_at_any_page_of_a_save_keeps_the_old_journal(mounts: None, scratch: Path) -> None:
    assert_nothing_is_lost(told(too_full_a_disk, Ours(), scratch / "ours"))
    assert told(too_full_a_disk, Stock(), scratch / "stock").lost > 0


def test_a_quota_that_ends_anywhere_in_the_file_keeps_the_old_journal(scratch: Path) -> None:
    assert_nothing_is_lost(told(too_large_a_file, Ours(), scratch / "ours"))
    assert told(too_large_a_file, Stock(), scratch / "stock").lost > 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells and limits the memory of a process")
def test_too_little_memory_for_a_save_keeps_the_old_journal(scratch: Path) -> None:
    assert_nothing_is_lost(told(too_little_memory, Ours(), scratch / "ours"))


def test_a_file_system_that_becomes_read_only_meanwhile_is_named_and_takes_the_changes_later(
    mounts: None, scratch: Path
) -> None:
    assert how_it_ended(read_only_meanwhile, scratch) == 0
