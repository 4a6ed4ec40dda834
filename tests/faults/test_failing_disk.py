"""Whatever a disk is asked for may fail, or be the last thing that a program did."""

import errno
from itertools import count
from pathlib import Path

import pytest

from budget import FULL
from faults.failing_disk import DEATH, ERRORS, Fault
from faults.loops import Trial, compared_at_every_call, died_at_every_call, failed_at_every_call, killed_at_every_call
from faults.operations import OPERATIONS, Operation
from faults.programs import FaultCounts, Home, Ours, Stock

pytestmark = pytest.mark.faults

FAULTS = (
    *(Fault(error) for error in ERRORS),
    Fault(errno.ENOSPC, lasts=True),
    Fault(errno.EIO, lasts=True),
    Fault(errno.EIO, comes_late=True),
)

FEWEST_CALLS = 8
"""A safe replacement of a file takes so many calls: an operation with fewer was not tried in full."""

ONE_IN = 1 if FULL else 4
"""Of so many calls one is tried for each fault."""

each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)


def assert_nothing_is_lost(tally: FaultCounts) -> None:
    assert tally.points >= FEWEST_CALLS
    assert (tally.lost, tally.mixtures) == (0, 0)


@each_operation
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_whatever_call_fails_the_old_state_or_the_new_one_stands_and_the_next_save_has_everything(
    operation: Operation, fault: Fault, scratch: Path
) -> None:
    calls = count(1 + FAULTS.index(fault) % ONE_IN, ONE_IN)  # together the faults strike at every call, every day
    tally = failed_at_every_call(Trial(operation, scratch), fault, calls)
    assert tally.points >= FEWEST_CALLS // ONE_IN
    assert (tally.lost, tally.mixtures) == (0, 0)


@each_operation
def test_a_program_that_dies_at_any_call_leaves_the_old_state_or_the_new_one(
    operation: Operation, scratch: Path
) -> None:
    assert_nothing_is_lost(died_at_every_call(Trial(operation, scratch)))


@each_operation
def test_a_process_killed_at_any_call_leaves_the_old_state_or_the_new_one(operation: Operation, scratch: Path) -> None:
    assert_nothing_is_lost(killed_at_every_call(Trial(operation, scratch)))


def test_the_same_faults_take_records_from_a_file_that_is_written_in_place(scratch: Path) -> None:
    faults = (DEATH, Fault(errno.ENOSPC, lasts=True))
    assert compared_at_every_call(Ours(), scratch / "ours", faults).lost == 0
    assert compared_at_every_call(Stock(), scratch / "stock", faults).lost > 0


def test_what_a_killed_program_left_in_the_folders_of_backups_and_drafts_goes_with_the_next_one(home: Home) -> None:
    left = (
        home.folder / "backups" / ".000002-20261125T210000Z-day.json.gz.abcdefgh.tmp",
        home.folder / "backups" / ".previous.json.1.tmp",
    )
    for path in left:
        path.write_bytes(b"half")
    Ours().change(home, "log")
    assert not home.stale()
