"""Write viewings: drawn on a terminal, in columns to a pipe, or in a format of choice."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice

from filmjournal.cli.arguments import FORMATS
from filmjournal.cli.shell import Shell
from filmjournal.model.viewing import Entry
from filmjournal.query.sorting import Sort
from filmjournal.query.tree import Query

Beside = Sequence[tuple[str, str]]
"""Labels and texts that stand beside the facts of a film."""

_AT_ONCE = 200
"""Lines that are written at once, so that the first don't wait for the last."""

Put = Callable[[Sequence[Entry], Shell], None]
"""Writes entries in one format."""


def put_listed(entries: Sequence[Entry], by: Sort | None, query: Query, args: Namespace, shell: Shell) -> None:
    """Write a line for each entry; a terminal shows what they are sorted by and highlights the query."""
    form = _form(args)
    if form:
        _LISTED[form](entries, shell)
    elif not shell.is_drawn_on:
        _put_tsv(entries, shell)
    elif entries:
        _draw_list(entries, by, query, shell)


def put_changed(entries: Sequence[Entry], args: Namespace, shell: Shell, *, is_list: bool) -> None:
    """Write what was logged or changed in the requested format; without one, nothing."""
    form = _form(args)
    if form:
        (_LISTED[form] if is_list else _ONE.get(form, _LISTED[form]))(entries, shell)


def put_one(entry: Entry, args: Namespace, shell: Shell, beside: Beside = ()) -> None:
    """Write one entry in full, with more lines beside the facts of its film."""
    form = _form(args)
    if form and form != "plain":
        put_changed([entry], args, shell, is_list=False)
    elif shell.is_drawn_on and not form:
        _draw_page(entry, shell, beside)
    else:
        _put_spoken(entry, shell, beside)


def _form(args: Namespace) -> str:
    return next((name for name in FORMATS if getattr(args, name)), "")


def _put_tsv(entries: Iterable[Entry], shell: Shell) -> None:
    from filmjournal.render.plain_text import entry_cells  # noqa: PLC0415 — each format pays for itself

    _put_in_parts(("\t".join(entry_cells(entry)) for entry in entries), shell)


def _put_ids(entries: Iterable[Entry], shell: Shell) -> None:
    _put_in_parts((entry.id for entry in entries), shell)


def _put_csv(entries: Sequence[Entry], shell: Shell) -> None:
    from filmjournal.exchange.writers.csv_table import csv_lines  # noqa: PLC0415

    _put_in_parts(csv_lines(entries), shell)


def _put_json(entries: Sequence[Entry], shell: Shell) -> None:
    last = len(entries) - 1
    records = (_json(entry, shell) + "," * (place < last) for place, entry in enumerate(entries))
    _put_in_parts(chain("[", records, "]") if entries else ["[]"], shell)


def _put_json_of_one(entries: Sequence[Entry], shell: Shell) -> None:
    shell.put_text(_json(entries[0], shell))


def _json(entry: Entry, shell: Shell) -> str:
    """Return an entry as JSON: on one line, or indented on a terminal."""
    import msgspec  # noqa: PLC0415

    from filmjournal.exchange.entry.record import record_of  # noqa: PLC0415

    record = record_of(entry)
    if not shell.is_utf8:
        return json.dumps(msgspec.to_builtins(record), indent=2 if shell.is_terminal else None)
    data = msgspec.json.encode(record)
    return (msgspec.json.format(data, indent=2) if shell.is_terminal else data).decode()


def _put_markdown(entries: Iterable[Entry], shell: Shell) -> None:
    from filmjournal.exchange.writers.markdown_page import TABLE_HEAD, table_line  # noqa: PLC0415

    _put_in_parts((*TABLE_HEAD, *map(table_line, entries)), shell)


def _put_document(entries: Sequence[Entry], shell: Shell) -> None:
    from filmjournal.exchange.writers.markdown_page import document  # noqa: PLC0415

    shell.put_text("\n".join(document(entries[0])))


def _put_plain(entries: Iterable[Entry], shell: Shell) -> None:
    from filmjournal.render.plain_text import spoken_line  # noqa: PLC0415

    _put_in_parts(map(spoken_line, entries), shell)


def _put_spoken(entry: Entry, shell: Shell, beside: Beside = ()) -> None:
    from filmjournal.render.plain_text import spoken_entry  # noqa: PLC0415

    shell.put_text("\n".join(spoken_entry(entry, beside)))


def _put_in_parts(lines: Iterable[str], shell: Shell) -> None:
    rest = iter(lines)
    while shell.has_reader and (part := list(islice(rest, _AT_ONCE))):
        shell.put_text("\n".join(part))


def _draw_list(entries: Sequence[Entry], by: Sort | None, query: Query, shell: Shell) -> None:
    from rich.console import Group  # noqa: PLC0415 — only a terminal pays for it

    from filmjournal.query.engine.index import totals_of  # noqa: PLC0415
    from filmjournal.query.highlights import Highlights  # noqa: PLC0415
    from filmjournal.query.sorting import WATCHED  # noqa: PLC0415
    from filmjournal.render.diary import ResultList  # noqa: PLC0415
    from filmjournal.render.entry import totals  # noqa: PLC0415
    from filmjournal.render.palette import PLAIN  # noqa: PLC0415

    order, reverse = (by.order, by.reverse) if by else (WATCHED, False)
    listed = ResultList(entries, order, reverse=reverse, highlights=Highlights.of(query), ranked=by is None)
    console = shell.console()
    width = console.width
    lines = (listed.line(place, width, PLAIN, is_first=place == 0) for place in range(len(listed)))
    shell.draw(listed.head(width, PLAIN), console)
    while shell.has_reader and (part := list(islice(lines, _AT_ONCE))):
        shell.draw(Group(*part), console)
    shell.say(totals(totals_of(entries)))


def _draw_page(entry: Entry, shell: Shell, beside: Beside) -> None:
    from filmjournal.render.entry import entry_page  # noqa: PLC0415
    from filmjournal.render.palette import PLAIN  # noqa: PLC0415

    shell.draw(entry_page(entry, PLAIN, beside), shell.console())


_LISTED: dict[str, Put] = {
    "json": _put_json,
    "ids": _put_ids,
    "csv": _put_csv,
    "tsv": _put_tsv,
    "markdown": _put_markdown,
    "plain": _put_plain,
}

_ONE: dict[str, Put] = {
    "json": _put_json_of_one,
    "markdown": _put_document,
    "plain": lambda entries, shell: _put_spoken(entries[0], shell),
}
