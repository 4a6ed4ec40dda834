"""Work done in a process of its own, so that it can be killed or walled in."""

import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from typing import Any
from unittest.mock import patch

PATIENCE = 120.0
"""Seconds after which a process that was started must have ended."""

_IMPORTED = ("pytest", "filelock", "faults.loops", "faults.crowd", "faults.limits", "faults.tracing")


@cache
def processes() -> ForkServerContext:
    """Return what starts processes from one that has everything imported, and no threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_IMPORTED))
    with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):  # which it would learn only after its imports
        forkserver.ensure_running()
    return context


def how_it_ended(work: Callable[..., object], *arguments: Any) -> int:
    """Do the work in a process of its own and return the status it ended with, below zero for a signal."""
    process = processes().Process(target=work, args=arguments)
    process.start()
    process.join(PATIENCE)
    assert process.exitcode is not None, "the process hangs"
    return process.exitcode
