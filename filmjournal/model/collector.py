"""The garbage collector, which is in the way where much is read at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: while a large file is loaded, it only walks what is sure to stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # and what stays need not be walked ever again
        if was_on:
            gc.enable()
