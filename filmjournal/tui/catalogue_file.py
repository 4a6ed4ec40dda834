"""The catalogue of films as the forms use it: opened when the first letter of a title is typed, beside the typing."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.worker import Worker

from filmjournal.model.errors import InvalidValueError

if TYPE_CHECKING:
    from filmjournal.lookup.catalogue import Catalogue


class CatalogueFile:
    """Your own catalogue in a folder, or the one that comes with filmjournal, once it was asked for."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = Lock()
        self._was_tried = False
        self.opened: Catalogue | None = None
        """The catalogue; None before it is open, and where it can't be read."""
        self.trouble = ""
        """Why it can't be read; empty if it can."""

    @property
    def is_settled(self) -> bool:
        """Whether it was opened, or can't be."""
        return self._was_tried

    def open(self) -> "Catalogue | None":
        """Open the catalogue, or wait until another thread has; None where it can't be read."""
        with self._lock:
            if not self._was_tried:
                from filmjournal.lookup.catalogue import Catalogue  # noqa: PLC0415 — not before a title is typed

                try:
                    self.opened = Catalogue.in_use(self._folder)
                except InvalidValueError as error:
                    self.trouble = str(error)
                self._was_tried = True
        return self.opened

    def open_names(self) -> None:
        """Open the catalogue, and make ready what completes names of people: the first name would wait for it."""
        catalogue = self.open()
        if catalogue is not None:
            catalogue.names("a", 1)


class CatalogueOpener:
    """Opens the catalogue for a form in another thread, as soon as something is typed that it can complete.

    `offer` is called when it is open, to suggest what it has.
    """

    def __init__(self, screen: Screen[Any], file: CatalogueFile, offer: Callable[[], None]) -> None:
        self._screen = screen
        self._file = file
        self._offer = offer
        self._is_opening = False

    def want(self) -> None:
        """Open the catalogue if that was not done yet."""
        if not self._is_opening:
            self._is_opening = True
            _: Worker[None] = self._screen.run_worker(self._open, group="catalogue")

    async def _open(self) -> None:
        was_settled = self._file.is_settled
        await asyncio.to_thread(self._file.open)
        if self._screen.is_attached and not was_settled:
            self._offer()
            if self._file.trouble:
                self._screen.notify(
                    f"No film is completed from it. {self._file.trouble}", severity="warning", markup=False
                )
        await asyncio.to_thread(self._file.open_names)
