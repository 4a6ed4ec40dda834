"""Reads what other services and programs wrote, whatever was named."""

import re
from argparse import Namespace
from functools import partial
from pathlib import Path

from filmjournal.cli.shell import Shell
from filmjournal.cli.streams import BadInputError
from filmjournal.exchange.batch import Batch, Moment, Reader
from filmjournal.exchange.reading.disk_files import read_path
from filmjournal.exchange.reading.files import Files
from filmjournal.model.text import one_line
from filmjournal.model.wording import listed

_JOURNAL = re.compile(rb'\s*\{\s*"films": \{')
"""How the file of a journal begins."""


def read_batch(asked: Namespace, shell: Shell) -> tuple[str, Batch]:
    """Return whose files were named, as people call it, and what they tell; raises InvalidValueError."""
    if not asked.paths:
        raise BadInputError("Name what another service wrote, such as `filmjournal import letterboxd.zip --dry-run`.")
    files = _files(asked.paths)
    reader = _reader(asked, files)
    moment = Moment(shell.today, lambda instant: instant.astimezone().date())
    return reader.shown, reader.read(files, moment)


def _files(paths: list[Path]) -> Files:
    """Return the files of all paths as one; those of several stand under the name of theirs."""
    found = [(path, read_path(path)) for path in dict.fromkeys(paths)]
    if len(found) == 1:
        return found[0][1]
    several: dict[str, partial[bytes]] = {}
    beginnings: dict[str, partial[bytes]] = {}
    for path, files in found:
        for name in files:
            under = name if path.is_file() else f"{path.name}/{name}"
            if under in several:
                raise BadInputError(f"Two files are called {under}: import them one after the other.")
            several[under] = partial(files.__getitem__, name)
            beginnings[under] = partial(files.beginning, name)
    return Files(several, tuple(note for _, files in found for note in files.notes), beginnings)


def _reader(asked: Namespace, files: Files) -> Reader:
    from filmjournal.exchange.readers.recognise import READERS, reader_named, reader_of  # noqa: PLC0415 — see below

    if asked.map:
        if asked.service:
            raise BadInputError("With --map the file is any table: leave --service out.")
        return _mapped(asked)
    if asked.service:
        named = reader_named(asked.service)
        if named is None:
            known = listed([reader.shown for reader in READERS])
            raise BadInputError(f"Nothing reads “{asked.service}”. It is one of {known}.")
    else:
        named = reader_of(files)
    if named is None:
        raise BadInputError(*files.notes, *_unknown(asked.paths, files))
    named = named if asked.scale is None else _scaled(named, asked.scale)
    return _with_deleted(named) if asked.deleted else named


def _scaled(reader: Reader, scale: int) -> Reader:
    from filmjournal.exchange.readers import markdown  # noqa: PLC0415 — only few ask for it
    from filmjournal.exchange.readers.values import check_scale  # noqa: PLC0415

    if reader.service != markdown.READER.service:
        raise BadInputError("--scale goes with --map or Markdown: a known service has a scale of its own.")
    check_scale(scale)
    return Reader(reader.service, reader.shown, reader.recognises, partial(markdown.read, scale=scale))


def _with_deleted(reader: Reader) -> Reader:
    from filmjournal.exchange.readers import letterboxd  # noqa: PLC0415 — only few ask for it

    if reader.service != letterboxd.READER.service:
        raise BadInputError(f"--deleted is for what was deleted at Letterboxd, and these files are of {reader.shown}.")
    return Reader(reader.service, reader.shown, reader.recognises, partial(letterboxd.read, deleted=True))


def _mapped(asked: Namespace) -> Reader:
    from filmjournal.exchange.readers.mapped import mapped_reader  # noqa: PLC0415 — only for tables of nobody's

    mapping: dict[str, str] = {}
    for told in asked.map:
        heading, sign, key = told.rpartition("=")
        if not sign or not heading.strip() or not key.strip():
            raise BadInputError(f"“{told}” says of no column what it holds: write --map HEADING=KEY, as in Film=title.")
        mapping[heading.strip()] = key.strip().casefold()
    return mapped_reader(mapping, 5 if asked.scale is None else asked.scale)


def _unknown(paths: list[Path], files: Files) -> list[str]:
    """Return that nobody knows these files, and how they could be read all the same where they are tables."""
    from filmjournal.exchange.readers.mapped import guess  # noqa: PLC0415 — only for tables of nobody's
    from filmjournal.exchange.readers.own_json import is_json  # noqa: PLC0415
    from filmjournal.exchange.reading.tables import read_head  # noqa: PLC0415

    named = listed([str(path) for path in paths])
    beginnings = {name: files.beginning(name) for name in files}
    journal = next((name for name, data in beginnings.items() if _JOURNAL.match(data)), None)
    if journal is not None:
        return [f"{journal} is a journal: `filmjournal merge {paths[0]}` takes in what it has."]
    if not any(data.strip(b"\0") for data in beginnings.values()):
        what = "nothing but zeros: it was damaged on the disk" if any(beginnings.values()) else "nothing"
        return [f"{named} holds {what}. Export it once more."]
    heads = (read_head(data) for data in beginnings.values() if not is_json(data))
    head = next((each for each in heads if len(each) > 1), None)
    if head is None:
        return [f"Nothing in {named} is of a service or a program that I know."]
    meant = guess(head) or {"HEADING": "title"}
    options = " ".join(f"--map '{one_line(heading)}={key}'" for heading, key in meant.items())
    return [
        f"{named} is of no service that I know: say what its columns hold, and with --scale how far ratings go.",
        f"Its columns are {listed([one_line(heading) for heading in head])}.",
        f"Perhaps: {options}",
    ]
