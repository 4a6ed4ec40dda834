"""Many programs on one journal."""

from pathlib import Path

import pytest

from faults.crowd import copied_while_saving, kill_holder, logged_at_once
from faults.programs import VIEWINGS, Home, Ours

pytestmark = pytest.mark.faults


@pytest.mark.slow
def test_a_thousand_viewings_logged_by_twenty_programs_at_once_are_all_there_once(scratch: Path) -> None:
    home = Home(scratch / "home")
    home.folder.mkdir()
    tally, found = logged_at_once(Ours(), home, writers=20, viewings=50)
    assert (tally.points, tally.lost) == (1000, 0)
    assert sum(key.startswith("viewings/") for key in found) == VIEWINGS + 1000


def test_a_cleaner_that_removes_the_lock_file_all_the_while_costs_no_viewing(scratch: Path) -> None:
    home = Home(scratch / "home")
    home.folder.mkdir()
    tally, found = logged_at_once(Ours(), home, writers=4, viewings=25, beside_cleaner=True)
    assert (tally.points, tally.lost) == (100, 0)
    assert sum(key.startswith("viewings/") for key in found) == VIEWINGS + 100


def test_the_lock_of_a_killed_program_is_free_at_once(home: Home) -> None:
    for _ in range(3):
        kill_holder(home)
        Ours().change(home, "log")


def test_every_copy_that_is_made_while_programs_save_is_a_whole_journal(home: Home) -> None:
    assert copied_while_saving(home, saves=60) > 3
