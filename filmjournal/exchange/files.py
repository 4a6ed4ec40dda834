"""Files that somebody wants to be read, by their path within what was named; each is read when it is asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial


class Files(Mapping[str, bytes]):
    """Files by path, with / between folders and file."""

    def __init__(self, readers: Mapping[str, Callable[[], bytes]], notes: tuple[str, ...] = ()) -> None:
        self._readers = dict(readers)
        self.notes = notes
        """What to know about them, a sentence each."""

    @classmethod
    def of(cls, contents: Mapping[str, bytes]) -> "Files":
        """Return files whose bytes are known."""
        return cls({path: partial(bytes, data) for path, data in contents.items()})

    def __getitem__(self, path: str) -> bytes:
        return self._readers[path]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)
