"""What filmjournal itself writes: JSON and tables. A folder of our Markdown is read with that of others."""

from filmjournal.exchange.batch import Batch, Moment, Reader
from filmjournal.exchange.readers import own_csv, own_json
from filmjournal.exchange.readers.records import RecordBuilder
from filmjournal.exchange.reading.files import Files

SERVICE = "filmjournal"
"""How rows of ours are marked."""


def recognises(files: Files) -> bool:
    """Whether there is JSON or a table of ours among them."""
    return any(own_json.is_ours(data) or own_csv.is_ours(data) for data in map(files.__getitem__, files))


def read(files: Files, moment: Moment) -> Batch:
    """Return all that stands in the files."""
    builder = RecordBuilder(SERVICE, moment.today)
    for name, data in builder.opened(files):
        if own_json.is_json(data):
            own_json.read(name, data, builder)
        else:
            own_csv.read(name, data, builder)
    return builder.build()


READER = Reader(SERVICE, "filmjournal", recognises, read)
"""Reads our own JSON and tables."""
