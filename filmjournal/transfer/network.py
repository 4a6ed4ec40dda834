"""Whether anything may be sent over the network: only where a person asked for it, and never where that is forbidden.

`NO_NETWORK` in the environment forbids it for a run, and `"network": "never"` in the settings for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from filmjournal.journal.disk.disk import Disk, reason
from filmjournal.model.errors import InvalidValueError

if TYPE_CHECKING:
    from filmjournal.lookup.downloads import Client

NEVER, ASK, AGREED = "never", "ask", "agreed"
"""What the settings say of the network: forbidden; ask each time; the app may go on without explaining it again."""

VARIABLE = "NO_NETWORK"
"""The variable of the environment that forbids it, with any value."""


class NetworkForbiddenError(InvalidValueError):
    """Something was asked for that needs the network, which is forbidden."""


class _Setting(Struct):
    network: str = ASK


class Network:
    """The network, as far as a person allows it."""

    def __init__(self, settings: Path, environment: Mapping[str, str]) -> None:
        self._settings, self._environment = settings, environment

    @property
    def setting(self) -> str:
        """What the settings say of it; a file that can't be read says to ask."""
        if not self._settings.is_file():
            return ASK
        try:
            return msgspec.json.decode(Disk().read(self._settings), type=_Setting).network
        except (OSError, ValueError, RecursionError):
            return ASK

    def set(self, network: str) -> None:
        """Change what the settings say of it, and nothing else in them. Raises InvalidValueError."""
        try:
            found = msgspec.json.decode(Disk().read(self._settings))
        except (OSError, ValueError, RecursionError):
            found = {}
        known = found if isinstance(found, dict) else {}
        try:
            Disk().replace(self._settings, msgspec.json.format(msgspec.json.encode(known | {"network": network})))
        except OSError as error:
            raise InvalidValueError(f"{self._settings} can't be written: {reason(error)}.") from error

    def refuse_if_forbidden(self) -> None:
        """Raise NetworkForbiddenError where it is forbidden."""
        if self._environment.get(VARIABLE):
            raise NetworkForbiddenError(f"{VARIABLE} is set: nothing is sent over the network.")
        if self.setting == NEVER:
            raise NetworkForbiddenError(
                "Your settings forbid the network: nothing is sent. `filmjournal catalogue network ask` lifts that."
            )

    def client(
        self, *, wait: Callable[[float], None] | None = None, check: Callable[[], None] = lambda: None
    ) -> Client:
        """Return a client of Wikidata's hosts, and of no other; raises NetworkForbiddenError.

        `wait` and `check` are those of the client: what they raise ends it.
        """
        self.refuse_if_forbidden()
        from filmjournal.lookup import wikidata  # noqa: PLC0415 — loaded only where something may be sent
        from filmjournal.lookup.downloads import Client  # noqa: PLC0415

        if wait is None:
            return Client(wikidata.ADDRESSES, check=check)
        return Client(wikidata.ADDRESSES, wait=wait, check=check)
