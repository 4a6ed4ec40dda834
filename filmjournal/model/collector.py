"""Pausing the garbage collector while much is read at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: while a large file is loaded, it would only walk objects that stay.

    The objects made meanwhile are frozen: the collector never walks them again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
