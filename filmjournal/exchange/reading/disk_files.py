"""Files on the disk that somebody names to be read: a ZIP, a folder, or one file. Nothing is ever written."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.reading.files import (
    BEGINNING,
    LIMITS,
    SECTIONS,
    ZIP_BEGINS,
    Files,
    Limits,
    from_zip,
    is_aside,
)

READ_IN_FOLDERS = frozenset({".csv", ".json", ".jsonl", ".md", ".markdown", ".mdown", ".tsv", ".txt"})
"""The endings of the files that are read where a folder is named."""


def read_path(path: Path, limits: Limits = LIMITS) -> Files:
    """Return the files that a path stands for. Raises CannotImportError where there is nothing that can be read."""
    try:
        if path.is_dir():
            return _in_folder(path, limits)
        if not path.exists():
            raise CannotImportError(f"There is no {path}.")
        if not path.is_file():
            raise CannotImportError(f"{path} is neither a file nor a folder.")
        with path.open("rb") as opened:
            begins = opened.read(len(ZIP_BEGINS[0]))
        if begins in ZIP_BEGINS:
            return from_zip(_read(path, limits), path.name, limits)
        if path.suffix.casefold() == ".zip":
            raise CannotImportError(f"{path} is no ZIP, or a damaged one: download it once more.")
        return _one_by_one({_named(path, path.parent): path}, limits)
    except OSError as error:
        raise _unreadable(path, error) from error


def _in_folder(folder: Path, limits: Limits) -> Files:
    found: dict[str, Path] = {}
    notes: list[str] = []
    together, root = 0, folder.resolve()
    for file in _files(folder):
        name = _named(file, folder)
        if file.is_symlink() and not file.resolve().is_relative_to(root):
            notes.append(f"{name} is a link out of the folder, and was left out.")
        elif file.is_file():
            size = file.stat().st_size
            together += size if size <= limits.one else 0  # one that is too large is refused when it is asked for
            found[name] = file
        if len(found) > limits.files or together > limits.together:
            raise CannotImportError(f"{folder} has more in it than any export: name the folder of the export itself.")
    if not found:
        nothing = f"There is nothing to read in {folder}: no CSV, JSON, Markdown or text file."
        archive = next((each.name for each in sorted(folder.iterdir()) if each.suffix.lower() == ".zip"), None)
        notes += [f"{archive} is in it: name that."] if archive else []
        raise CannotImportError(" ".join((nothing, *notes)))
    return _one_by_one(found, limits, tuple(notes))


def _named(file: Path, folder: Path) -> str:
    """Return the name of a file in a folder, with that of the folder where this says what kind of file it is."""
    name, above = file.relative_to(folder).as_posix(), folder.absolute().name
    return f"{above}/{name}" if above.casefold() in SECTIONS else name


def _one_by_one(found: dict[str, Path], limits: Limits, notes: tuple[str, ...] = ()) -> Files:
    return Files(
        {name: partial(_read, path, limits) for name, path in found.items()},
        notes,
        {name: partial(_read, path, limits, BEGINNING) for name, path in found.items()},
    )


def _files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not is_aside(name))
        for name in sorted(names):
            if not is_aside(name) and Path(name).suffix.casefold() in READ_IN_FOLDERS:
                yield Path(above, name)


def _raise(error: OSError) -> None:
    raise error


def _read(path: Path, limits: Limits, count: int | None = None) -> bytes:
    try:
        with path.open("rb") as opened:
            if count is not None:
                return opened.read(count)
            if os.fstat(opened.fileno()).st_size > limits.one:
                raise _too_large(path, limits)
            data = opened.read(limits.one + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > limits.one:
        raise _too_large(path, limits)
    return data


def _too_large(path: Path, limits: Limits) -> CannotImportError:
    return CannotImportError(
        f"{path} is larger than {limits.one // 2**20:,} MB, more than any export: it was not read."
    )


def _unreadable(path: Path, error: OSError) -> CannotImportError:
    return CannotImportError(f"{error.filename or path} cannot be read: {error.strerror or error}.")
