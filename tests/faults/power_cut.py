"""Every state that a power cut may leave, rebuilt from a recording of what a program asked of its disk."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from faults.programs import DEEDS, FaultCounts, Home, Ours, Program, found_or_none
from filmjournal.journal.disk.disk import Buffer, Disk

PAGE = 4096
"""What a disk writes at once: all of it, or nothing."""

Names = dict[Path, int]
"""The files of a folder tree, by path; a number stands for what is in the file."""

Files = dict[Path, bytes]
"""The same, with what is in them."""


class Naming(NamedTuple):
    """A change of the names in one folder."""

    folder: Path
    removed: tuple[Path, ...]
    added: tuple[tuple[Path, int], ...]


class Written(NamedTuple):
    """Bytes that were added to a file."""

    file: int
    data: bytes


class Synced(NamedTuple):
    """A file, or the names in a folder, that are on the disk from here on."""

    what: int | Path


Step = Naming | Written | Synced


class RecordingDisk(Disk):
    """The real disk, which remembers what was asked of it, in order."""

    def __init__(self, home: Home, *, syncs: bool = True) -> None:
        self.steps: list[Step] = []
        self.contents: dict[int, bytes] = {}
        self.names_at_first: Names = {}
        self._syncs = syncs
        self._handles: dict[int, int] = {}
        for path in sorted(home.folder.rglob("*")):
            if path.is_file():
                self.names_at_first[path] = len(self.contents)
                self.contents[len(self.contents)] = path.read_bytes()
        self._now = dict(self.names_at_first)
        self._files = len(self.contents)

    def remove(self, path: Path) -> None:
        super().remove(path)
        if path in self._now:
            self._name(path.parent, (path,), ())

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, target)
        self._name(target.parent, (source,), ((target, self._now[source]),))

    def link(self, source: Path, target: Path) -> None:
        Disk().link(source, target)  # what it is made of is one change of names in the end
        self._name(target.parent, (), ((target, self._now[source]),))

    def create(self, target: Path) -> tuple[int, Path]:
        handle, path = super().create(target)
        self._handles[handle] = self._files
        self._name(path.parent, (), ((path, self._files),))
        self._files += 1
        return handle, path

    def write(self, handle: int, data: Buffer) -> None:
        super().write(handle, data)
        self.steps.append(Written(self._handles[handle], bytes(data)))

    def sync(self, handle: int) -> None:
        super().sync(handle)
        if self._syncs:
            self.steps.append(Synced(self._handles[handle]))

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.steps.append(Synced(folder))

    def _name(self, folder: Path, removed: tuple[Path, ...], added: tuple[tuple[Path, int], ...]) -> None:
        self.steps.append(Naming(folder, removed, added))
        _rename(self._now, self.steps[-1])

    def states_after(self, count: int) -> Iterator[Files]:
        """Yield what may be on the disk when the power is cut after so many steps."""
        steps = self.steps[:count]
        folders = sorted({step.folder for step in steps if isinstance(step, Naming)})
        files = sorted({step.file for step in steps if isinstance(step, Written)})
        for names in product(*(_namings(steps, folder) for folder in folders)):
            found = dict(self.names_at_first)
            for step in sorted((step for one in names for step in one), key=steps.index):
                _rename(found, step)
            for contents in product(*(_contents(steps, file) for file in files)):
                known = self.contents | dict(zip(files, contents, strict=True))
                yield {path: known.get(file, b"") for path, file in found.items()}


def _rename(names: Names, naming: object) -> None:
    assert isinstance(naming, Naming)
    for path in naming.removed:
        names.pop(path, None)
    names.update(naming.added)


def _namings(steps: list[Step], folder: Path) -> Iterator[list[Naming]]:
    """Yield which changes of the names in a folder may be on the disk: all that were synced, and any that came next."""
    issued = [(index, step) for index, step in enumerate(steps) if isinstance(step, Naming) and step.folder == folder]
    synced = max((index for index, step in enumerate(steps) if step == Synced(folder)), default=-1)
    for last in range(sum(index < synced for index, _ in issued), len(issued) + 1):
        yield [step for _, step in issued[:last]]


def _contents(steps: list[Step], file: int) -> list[bytes]:
    """Return what may be in a file: what was written if it was synced, and else any part of it, or zeros."""
    data = b"".join(step.data for step in steps if isinstance(step, Written) and step.file == file)
    if Synced(file) in steps:
        return [data]
    half = len(data) // 2
    torn = [data[:length] for length in (0, 1, half, PAGE, len(data) - 1)]
    return [*torn, bytes(len(data)), data[:half] + bytes(len(data) - half), bytes(half) + data[half:], data]


def cut_at_every_step(scratch: Path, deed: str, *, syncs: bool = True) -> FaultCounts:
    """Do a deed, cut the power after each of its steps, and open every state that may be on the disk then."""
    program, home = Ours(), Home(scratch / "recorded")
    home.folder.mkdir(parents=True)
    program.prepare(home)
    before = program.found(home)
    disk = RecordingDisk(home, syncs=syncs)
    program.change(home, deed, disk)
    after = program.found(home)
    tally, seen = FaultCounts(), set[tuple[bool, frozenset[tuple[Path, bytes]]]]()
    for count in range(len(disk.steps) + 1):
        acknowledged = after if count == len(disk.steps) else before
        for files in disk.states_after(count):
            state = (acknowledged is after, frozenset(files.items()))
            if state not in seen:
                seen.add(state)
                rebuilt = Home(scratch / f"{count} {len(seen)}")
                _rebuild(files, home, rebuilt)
                if syncs:
                    assert all(rebuilt.backups().contents(backup) for backup in rebuilt.backups().list())
                tally = tally.judged(found_or_none(program, rebuilt), acknowledged, after)
    return tally


def _rebuild(files: Files, recorded: Home, rebuilt: Home) -> None:
    for path, data in files.items():
        place = rebuilt.folder / path.relative_to(recorded.folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def cut_while_written_in_place(program: Program, scratch: Path) -> FaultCounts:
    """Rebuild what a power cut may leave of a file that is written in place, page by page, synced and then cut off."""
    tally, template = FaultCounts(), Home(scratch / "template")
    template.folder.mkdir(parents=True)
    program.prepare(template)
    before, old = program.found(template), template.path.read_bytes()
    for deed in DEEDS:
        home = template.copied(scratch / deed)
        program.change(home, deed)
        after, new = program.found(home), home.path.read_bytes()
        for data in dict.fromkeys(_pages(old, new)):
            home.path.write_bytes(data)
            tally = tally.judged(found_or_none(program, home), before, after)
    return tally


def _pages(old: bytes, new: bytes) -> Iterator[bytes]:
    rest = old[len(new) :]
    for place in range(0, max(len(old), len(new)) + PAGE, PAGE):
        yield new[:place] + old[place:]
        yield old[:place] + new[place:] + rest
    yield (new + rest)[: len(old)]
    yield new + rest
    yield new


def cut_on_the_way(program: Program, scratch: Path) -> FaultCounts:
    """Cut the power at every moment of every deed."""
    if not isinstance(program, Ours):
        return cut_while_written_in_place(program, scratch)
    return sum((cut_at_every_step(scratch / deed, deed) for deed in DEEDS), FaultCounts())
