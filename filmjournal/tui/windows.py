"""Screens over screens: one is opened only over the screen in front, and closed once. Every question is asked so."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")
"""What a screen returns when it is dismissed."""

SHORT: list[tuple[int, str]] = [(0, "-short"), (18, "-tall")]
"""The classes of screens by their height in lines."""

FORM_WIDTHS: list[tuple[int, str]] = [(0, "-narrow"), (50, "-medium"), (120, "-wide")]
"""The classes of forms and windows by their width in columns."""


class ClosesOnce(Screen[Result]):
    """A screen that is dismissed once, however often that is asked for; below another, when that one is gone."""

    _is_dismissed = False
    _on_resume: tuple[Result | None] | None = None

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the screen with a result. Textual would close whatever is in front, and fail at a second result."""
        if self._is_dismissed:
            return AwaitComplete()
        if not is_in_front(self):
            self._on_resume = (result,)
            return AwaitComplete()
        self._is_dismissed = True
        return super().dismiss(result)

    def on_screen_resume(self) -> None:
        """Close, if that was asked for while another screen was in front."""
        if self._on_resume is not None:
            self.dismiss(self._on_resume[0])


class Window(ModalScreen[Result], ClosesOnce[Result]):
    """A screen that leaves the one below to be seen around it; it has the classes `-short` and `-narrow` as a form."""

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = FORM_WIDTHS
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = SHORT


def is_in_front(screen: Screen[Any]) -> bool:
    """Return whether the keys go to this screen."""
    return screen.app.screen_stack[-1:] == [screen]


def drop_toasts(app: App[Any]) -> None:
    """Take away what was said in passing and is no longer the news; warnings stay."""
    toasts = app._notifications  # noqa: SLF001 — Textual clears all of them or none
    for shown in list(toasts):
        if shown.severity == "information":
            del toasts[shown]
    app._refresh_notifications()  # noqa: SLF001 — and shows what is left only when it is told to


def keep_toasts_off_cursor(app: App[Any]) -> None:
    """Let toasts stand at the top of the screen while somebody types in its lower half, else at the foot."""
    screen = app.screen
    is_typing = screen.focused is not None and screen.focused.check_consume_key("a", "a")
    screen.set_class(is_typing and app.cursor_position.y >= screen.size.height // 2, "-typing-below")


def open_over(screen: Screen[Any], window: Screen[Result], then: Callable[[Result | None], None] | None = None) -> None:
    """Open a window over a screen, and do something with its result; nothing if another is over the screen already."""
    if is_in_front(screen):
        drop_toasts(screen.app)
        screen.app.push_screen(window, then)


async def ask(screen: Screen[Any], window: Screen[Result]) -> Result | None:
    """Open a window over a screen and return its result, in a worker; None if another is over the screen already."""
    if not is_in_front(screen):
        return None
    drop_toasts(screen.app)
    answer: asyncio.Future[Result] = screen.app.push_screen(window, wait_for_dismiss=True)
    return await asyncio.shield(answer)
