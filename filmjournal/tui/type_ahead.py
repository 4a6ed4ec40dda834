"""Keys that come while the screen is busy with the one before wait, and go in order to what has the cursor then."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

from filmjournal.tui.search_session import SEARCHES

Typed = events.Key | events.Paste | events.MouseDown | events.MouseUp | events.MouseScrollDown | events.MouseScrollUp
"""What a person does with keyboard and mouse: all of it stays in order."""

QUIET_TURNS = 2
"""Turns of the event loop in a row that nothing was left to do, after which the screen has settled."""

AT_ONCE = 0.05
"""Seconds in which every turn of the event loop is used to look whether the screen has settled."""

LOOK_EVERY = 0.005
"""Seconds between looks after that."""

MOST_LOOKS = 400
"""Looks after which a key waits no more: what is not done by then waits for something outside, such as a disk."""


class TypeAhead:
    """Holds keys, pastes and clicks until whatever the one before them set off is done, then delivers them in order.

    A screen is opened, filled and given the cursor by messages between its parts, each with a queue of its own, while
    keys go to what has the cursor at the moment. Without a wait, `a` and a title in one burst lose the title. The
    screen has settled when every part waits for a message, and a layout that was asked for is there. Characters typed
    into one text one after the other do not wait: none of them moves the cursor elsewhere.
    """

    def __init__(self, app: App[Any], deliver: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.Event] = deque()
        self._text: object = None
        self._pacing: asyncio.Task[None] | None = None
        self._is_tired = False

    @property
    def is_idle(self) -> bool:
        """Whether no key waits."""
        return not self._waiting

    async def handle(self, event: events.Event) -> None:
        """Deliver an event, what a person typed in its turn. To be called by the app for all of its events."""
        if isinstance(event, Typed) and not event.is_forwarded:
            self._waiting.append(event)
            await self._release()
        else:
            await self._deliver(event)

    async def settle(self) -> None:
        """Wait until the screen has settled; no longer where it waits for something outside."""
        start, quiet, looks = monotonic(), 0, 0
        busy: MessagePump | None = None
        while quiet < QUIET_TURNS and looks < MOST_LOOKS:
            if busy is None or _is_waiting(busy):
                busy = self._busy_part()
            quiet = 0 if busy is not None or self._is_unfinished() else quiet + 1
            is_soon = quiet > 0 or monotonic() < start + AT_ONCE
            if not is_soon:
                looks += 1
                self._app.screen.check_idle()  # Textual forgets a layout that is asked for within a batch of updates
            await asyncio.sleep(0 if is_soon else LOOK_EVERY)
        self._is_tired = quiet < QUIET_TURNS

    async def _release(self) -> None:
        while self._waiting and self._may_go(self._waiting[0]):
            event = self._waiting.popleft()
            self._is_tired = False
            self._text = self._text_typed_in(event)
            if isinstance(event, events.Paste) and self._is_for_one_line(self._app.focused):
                lines = [line.strip() for line in event.text.splitlines() if line.strip()]
                event.text = " ".join(lines) if len(lines) > 1 else event.text  # the field would take the first alone
            await self._deliver(event)
        if self._waiting and self._pacing is None:
            self._pacing = asyncio.create_task(self._release_later())

    def _is_for_one_line(self, focused: object) -> bool:
        """Whether what has the cursor is a field of one line, and doesn't say that it takes several."""
        return isinstance(focused, Input) and not getattr(focused, "takes_lines", False)

    async def _release_later(self) -> None:
        await self.settle()
        self._pacing = None
        self._app.call_later(self._release)  # in the app's own task, where it delivers

    def _may_go(self, event: events.Event) -> bool:
        if self._text is not None and self._text is self._text_typed_in(event):
            return True
        return self._is_tired or not (
            self._app.message_queue_size or self._busy_part(but=self._app) or self._is_unfinished()
        )

    def _text_typed_in(self, event: events.Event) -> object:
        """Return the text that this event types a character into; None if it does anything else."""
        focused = self._app.focused if self._app.screen_stack else None
        if focused is None or not isinstance(event, events.Key) or not event.is_printable:
            return None
        return focused if focused.check_consume_key(event.key, event.character) else None

    def _busy_part(self, but: MessagePump | None = None) -> MessagePump | None:
        """Return a part of the screen that is not yet done with its messages."""
        parts = (self._app, *self._app._registry)  # noqa: SLF001 — Textual lists its parts nowhere else
        return next((part for part in parts if part is not but and not _is_waiting(part)), None)

    def _is_unfinished(self) -> bool:
        """Whether there is more to come than messages: a layout, what is called after it, a search of the list."""
        app = self._app
        if not app.screen_stack:
            return False
        screen: Screen[Any] = app.screen
        is_listing = not isinstance(screen.focused, Input)
        return (
            bool(screen._layout_required or screen._callbacks)  # noqa: SLF001 — Textual tells nobody of these
            or any(
                not worker.is_finished and (not worker.is_running or (is_listing and worker.group == SEARCHES))
                for worker in app.workers
            )
        )


def _is_waiting(part: MessagePump) -> bool:
    """Return whether a part waits for its next message, or will never take another."""
    if part._closing or part._closed:  # noqa: SLF001 — a part that was removed is not asked
        return True
    queue: Any = part._message_queue  # noqa: SLF001 — Textual counts what is queued, not what is being done
    return not queue.values and bool(queue.ready_event._waiters)  # noqa: SLF001 — who waits there has nothing to do
