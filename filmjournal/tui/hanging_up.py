"""What becomes of the output of the screens once the terminal is gone."""

import os
import sys
from threading import Thread


def let_go_of_terminal(writer: Thread | None) -> None:
    """Let what is still drawn go nowhere: a terminal that is gone takes nothing, and nobody must wait for it.

    Textual hands what it draws to a thread. That thread ends at the first write that fails, and whoever goes on drawing
    waits for it without end: what it left is taken from it here.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    if writer is not None:
        Thread(target=_go_on, args=(writer,), daemon=True).start()


def _go_on(writer: Thread) -> None:
    writer.join()
    writer.run()
