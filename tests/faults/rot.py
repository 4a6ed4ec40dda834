"""A file that is cut short, or in which a bit is turned, and what a program makes of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from faults.programs import FaultCounts, Home, Ours, Program, Records, Stock, found_or_none
from filmjournal.journal.disk.documents import Documents
from filmjournal.journal.disk.journal_file import JournalFile
from filmjournal.journal.errors import DamagedError
from filmjournal.journal.merging.merge import merge
from filmjournal.journal.safety.backups import BackupReason
from filmjournal.journal.safety.rescue import newer, salvage

SMALL = 3
"""How many viewings are in a journal of which every byte is touched."""


def cut_short(data: bytes) -> Iterator[bytes]:
    """Yield the data cut off at every byte."""
    return (data[:length] for length in range(len(data)))


def flipped(data: bytes) -> Iterator[bytes]:
    """Yield the data with each of its bits turned."""
    for place, byte in enumerate(data):
        for bit in range(8):
            yield data[:place] + bytes([byte ^ 1 << bit]) + data[place + 1 :]


def zeroed(data: bytes) -> Iterator[bytes]:
    """Yield what power cuts leave of files in their worst moments: nothing, and zeros from some byte on."""
    yield b""
    yield from (data[:length] + bytes(len(data) - length) for length in range(0, len(data), 16))


SMALL_PROGRAMS: tuple[Program, Program] = Ours(SMALL), Stock(viewings=SMALL)
"""Ours and TinyDB, on a small journal."""


def spoilt(program: Program, scratch: Path, spoil: object) -> FaultCounts:
    """Spoil a journal in each of these ways and count the records that are lost with it.

    A damaged one is restored as `filmjournal restore` does it: from the newest good backup, and what can still be read.

    A mixture is a journal that is taken for what was saved and is not.
    """
    assert callable(spoil)
    home = Home(scratch / "home")
    home.folder.mkdir(parents=True)
    program.prepare(home)
    before, data = program.found(home), home.path.read_bytes()
    ways: Iterable[bytes] = spoil(data)
    tally = FaultCounts()
    if isinstance(program, Ours):
        backup = restored(home, scratch / "restored")
        kept = readable(backup)
        for way in ways:
            home.path.write_bytes(way)
            found, is_told = _read(home, way, backup)
            lost = sum(value not in (found.get(key), kept.get(key)) for key, value in before.items())
            tally = tally.after(lost, is_mixture=not is_told and found != before)
    else:
        for way in ways:
            home.path.write_bytes(way)
            read = found_or_none(program, home)
            lost = sum((read or {}).get(key) != value for key, value in before.items())
            tally = tally.after(lost, is_mixture=read is not None and read != before)
    return tally


def restored(home: Home, scratch: Path) -> Documents:
    """Return the newest good backup, once it was put in the place of a damaged journal, which is set aside."""
    copy = home.copied(scratch)
    copy.path.write_bytes(b"")
    try:
        copy.open()
    except DamagedError:
        backup = copy.backups().newest_good()
    else:
        raise AssertionError
    assert backup is not None
    JournalFile(copy.path, backups=copy.backups()).put(copy.backups().read(backup), BackupReason.RESTORE)
    assert [path.read_bytes() for path in copy.folder.glob("journal.json.damaged-*")] == [b""]
    return JournalFile(copy.path).load().documents


def _read(home: Home, data: bytes, backup: Documents) -> tuple[Records, bool]:
    """Return what is found, and whether a person is told that it is not what was saved."""
    try:
        state = JournalFile(home.path).load()
    except DamagedError:
        return readable(merge(backup, newer(salvage(data), backup)).documents), True
    return readable(state.documents), not state.as_written


def readable(documents: Documents) -> Records:
    """Return the records of a file, by table and id."""
    found = {}
    for name in ("films", "viewings", "trash"):
        for raw in documents.tables[name].values():
            try:
                record = msgspec.json.decode(raw)
            except msgspec.DecodeError:
                continue
            if isinstance(record, dict) and "id" in record:
                found[f"{name}/{record['id']}"] = record
    return found
