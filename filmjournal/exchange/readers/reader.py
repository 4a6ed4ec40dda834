"""What a reader is, and what it is told besides the files."""

from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct

from filmjournal.exchange.batch import Batch
from filmjournal.exchange.files import Files


class Moment(Struct, frozen=True):
    """When and where files are read."""

    today: date
    """The day it is; nobody watched a film later."""
    day_of: Callable[[datetime], date]
    """What day an instant is where the person lives: late in the evening it is tomorrow in UTC."""


class Reader(Struct, frozen=True):
    """What reads the files of one service."""

    service: str
    """How rows of it are marked, such as letterboxd."""
    shown: str
    """What people call it, such as Letterboxd."""
    recognises: Callable[[Files], bool]
    """Whether the files are of this service, by what stands in them."""
    read: Callable[[Files, Moment], Batch]
    """Read the files. What cannot be read is in the batch as a problem: it raises nothing."""
