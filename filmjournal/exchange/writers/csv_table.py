"""A selection as a table, a row for each viewing, that is read back as it was."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from filmjournal.exchange.entry.csv_columns import HEAD, WISH_HEAD, table_row, wish_row
from filmjournal.exchange.writers.selection import Document, Export, Selection
from filmjournal.model.viewing import Entry

_LINE_END = "\r\n"
"""The line end that the csv module is given: it quotes a cell that has either of the two characters."""


def write_csv(selection: Selection) -> Export:
    """Return a selection as a table with a head, and the watchlist as another one."""
    beside = [Document("watchlist.csv", _text(lines_of_rows([WISH_HEAD, *map(wish_row, selection.wishes)])))]
    viewings = Document("viewings.csv", _text(csv_lines(selection.entries)))
    return Export((viewings,), beside=tuple(beside) if selection.wishes else ())


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the head and a line for each entry, none with a line end behind it."""
    return lines_of_rows(chain([HEAD], map(table_row, entries)))


def lines_of_rows(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a line for each row, in which a cell is quoted where it has to be."""
    line = _LastWritten()
    writer = csv.writer(line, lineterminator=_LINE_END)
    for row in rows:
        writer.writerow(row)
        yield line.text.removesuffix(_LINE_END)


class _LastWritten:
    """A file that has only what was written last."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
