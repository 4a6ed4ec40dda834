"""The same with real system calls, as strace makes them fail."""

from pathlib import Path

import pytest

from faults.programs import Ours
from faults.tracing import interrupted_at_every_system_call, reason_not_to_trace

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("deed", ["log", "remove"])
def test_a_save_killed_or_refused_at_any_system_call_leaves_the_old_journal_or_the_new_one(
    deed: str, scratch: Path
) -> None:
    reason = reason_not_to_trace()
    if reason:
        pytest.skip(reason)
    for tally in interrupted_at_every_system_call(Ours(), scratch, (deed,)):
        assert tally.points > 20
        assert (tally.lost, tally.mixtures) == (0, 0)
