"""The sample journal: films to look at before you have logged any."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


def sample_bytes() -> bytes:
    """Return the sample journal: in an installed package it lies inside, in a checkout under data/."""
    inside = files("filmjournal") / "sample.json"
    with as_file(inside) as path:
        found = path if path.is_file() else Path(__file__).parents[2] / "data" / "sample.json"
        return found.read_bytes()


class ScratchError(Exception):
    """There is no place for the scratch copy; the text is for a person."""


@contextmanager
def scratch_sample(scratch: Path) -> Iterator[Path]:
    """Give a copy of the sample journal in a folder of its own, and take it away afterwards; raises ScratchError."""
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="sample-", dir=scratch))
    except OSError as error:
        raise ScratchError(f"The sample journal cannot be copied to {scratch}: {error.strerror}.") from error
    try:
        journal = folder / "sample.json"
        journal.write_bytes(sample_bytes())
        yield journal
    finally:
        shutil.rmtree(folder)
