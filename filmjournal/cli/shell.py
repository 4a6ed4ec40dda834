"""What a verb works with: the journal, somebody to tell, and somebody to ask."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, TextIO

from filmjournal.cli.streams import Streams
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places, new_id, now
from filmjournal.journal.safety.backups import Backups

if TYPE_CHECKING:
    from random import Random

    from filmjournal.journal.history import History


class Shell(Streams):
    """The places of a journal, the clock and chance, and the streams of the shell."""

    def __init__(
        self,
        places: Places,
        *,
        stdin: TextIO | None,
        stdout: TextIO | None,
        stderr: TextIO | None,
        clock: Callable[[], datetime] = now,
        chance: "Random | None" = None,
    ) -> None:
        super().__init__(stdin=stdin, stdout=stdout, stderr=stderr)
        self.places = places
        """Where things are."""
        self.clock = clock
        """Tells the time in UTC."""
        self._chance = chance
        self._history: History | None = None

    @property
    def chance(self) -> "Random":
        """What chooses where nobody does."""
        if self._chance is None:
            from random import Random  # noqa: PLC0415 — few verbs leave anything to chance

            self._chance = Random()  # noqa: S311 — it chooses films, and keeps no secrets
        return self._chance

    @property
    def today(self) -> date:
        """The day it is here."""
        return self.clock().astimezone().date()

    def backups(self) -> Backups:
        """Return the backups of the journal."""
        return Backups(self.places.backups, Disk(), self.clock)

    def file(self) -> JournalFile:
        """Return the journal's file."""
        return JournalFile(self.places.journal, Disk(), self.backups())

    @property
    def history(self) -> "History":
        """The changes that can be taken back."""
        if self._history is None:
            from filmjournal.journal.history import History  # noqa: PLC0415 — only a change needs it

            self._history = History(self.places.history, now=self.clock, new_id=new_id)
        return self._history

    @property
    def trouble(self) -> str:
        """What went wrong beside what was asked for, in a sentence; nothing where all is well."""
        return self._history.trouble if self._history is not None else ""

    def journal(self, *, keeps_backups: bool = True) -> Journal:
        """Open the journal; raises JournalError. One that is only read needs neither backups nor a history."""
        backups, history = (self.backups(), self.history) if keeps_backups else (None, None)
        return Journal.open(self.places.journal, now=self.clock, new_id=new_id, backups=backups, history=history)
