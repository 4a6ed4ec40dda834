"""Writes the tables of the guide anew, from the records they tell of: python tests/write_guide_tables.py

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`, in any file of the guide.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from builders import NOW, SAMPLE, TODAY
from filmjournal.cli.arguments import FORMATS
from filmjournal.cli.program import every_verb, program_parser
from filmjournal.cli.verb import VerbParser
from filmjournal.exchange.entry.csv_columns import COLUMNS, WISH_HEAD
from filmjournal.exchange.entry.keys import KEYS
from filmjournal.exchange.entry.record import CreditRecord, ElementRecord, EntryRecord, IdsRecord
from filmjournal.exchange.readers import mapped, markdown, own
from filmjournal.exchange.readers.recognise import READERS
from filmjournal.journal.journal import Journal
from filmjournal.query.engine.index import Index
from filmjournal.query.fields import FIELDS
from filmjournal.query.parser import OPERATORS, parse
from filmjournal.query.sorting import sort
from filmjournal.transfer.export_formats import EXPORT_FORMATS
from filmjournal.tui.commands import PLACES, commands_of

GUIDE = Path(__file__).parents[1] / "filmjournal" / "guide"

_BETWEEN = re.compile(r"(?<=<!-- table: )(?P<name>[^>]+)( -->\n).*?(\n<!-- end of table -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def code(*words: str) -> str:
    return ", ".join(f"`{word}`" for word in words)


def keys() -> str:
    tables = (
        (place, table(("keys", ""), ((code(each.shown_keys), each.help) for each in commands_of(place))))
        for place in PLACES
    )
    return "\n\n".join(f"## {place}\n\n{rows}" for place, rows in tables)


def fields() -> str:
    rows = (
        (code(*(f"{name}:" for name in (field.name, *field.aliases))), field.help, code(field.example))
        for field in FIELDS
    )
    return table(("field", "looks through", "example"), rows)


def operators() -> str:
    return table(("example", "finds"), ((code(each.example), each.help) for each in OPERATORS))


def services() -> str:
    names = sorted((each.shown for each in READERS if each not in {own.READER, markdown.READER}), key=str.casefold)
    return f"{', '.join(names)}, notes in Markdown, and what filmjournal itself exported."


def map_keys() -> str:
    return f"{code(*mapped.KEYS)}."


def export_formats() -> str:
    return table(("format", ""), ((code(each.name), each.help) for each in EXPORT_FORMATS))


def verbs() -> str:
    rows = []
    for verb in every_verb():
        rows.append((code(verb.name), verb.help))
        after = {name: parser.description or "" for name, parser in parsers_within(parser_of(verb.name)).items()}
        after |= {each.name: each.help for each in verb.subverbs}
        rows += [(code(f"{verb.name} {name}"), told.removesuffix(".")) for name, told in after.items()]
    return table(("verb", ""), rows)


def output() -> str:
    return table(("option", ""), ((code(f"--{name}"), told) for name, told in FORMATS.items()))


def options() -> str:
    """The options with which `log` and `edit` state a viewing and its film."""
    rows: dict[str, tuple[str, str]] = {}
    for name in ("log", "edit"):
        for action in parser_of(name).actions:
            flags = [flag for flag in action.option_strings if flag.startswith("-")]
            if flags and action.dest not in {*FORMATS, "help", "journal", "no_pager"}:
                shown = f"{flags[-1]} {action.metavar}" if action.metavar else flags[-1]
                shown = ", ".join([*flags[:-1], shown])
                rows.setdefault(action.dest, (code(shown), action.help or ""))
    return table(("option", ""), rows.values())


_KINDS = {"TRUTH": "yes or no", "PEOPLE": "people, a line each"}


def front_matter() -> str:
    rows = []
    for key in KEYS:
        if not key.by_journal:
            kind = key.shape.name
            rows.append((code(key.name), code(*key.aliases), _KINDS.get(kind, kind.lower()), key.hint))
    return table(("key", "or", "holds", ""), rows)


def json_keys() -> str:
    parts = [EntryRecord, ElementRecord, CreditRecord, IdsRecord]
    entry, element, credit, ids = (code(*part.__struct_fields__) for part in parts)
    return f"{entry}; in `breakdown` {element}; in `credits` {credit}; in `external_ids` {ids}."


def csv_columns() -> str:
    return f"Of viewings: {code(*(column.name for column in COLUMNS))}.\n\nOf the watchlist: {code(*WISH_HEAD)}."


EXAMPLES = (
    "cage figgis",
    "director:ozu -tag:home",
    "soundtrack:music rating:4..",
    '"las vegas"',
    "ozu OR kurosawa",
    "year:..1959 sort:year-asc",
    "watched:2003",
    "is:rewatch actor:cage",
    "no:rating",
)
"""Queries that the guide tries on the sample journal."""


def examples() -> str:
    """What some queries find in the sample journal: each film, and when it was watched."""
    index = Index(Journal.open(SAMPLE, now=lambda: NOW, new_id=lambda: "new").entries)
    rows = []
    for asked in EXAMPLES:
        films: dict[str, list[str]] = {}
        parsed = parse(asked, TODAY)
        found = index.search(parsed.query).entries
        for entry in sort(found, parsed.sort.order, reverse=parsed.sort.reverse) if parsed.sort else found:
            films.setdefault(entry.film.title, []).append(str(entry.viewing.watched or "undated"))
        rows.append((code(asked), "; ".join(f"{title} ({', '.join(days)})" for title, days in films.items())))
    return table(("query", "finds"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "keys": keys,
    "fields": fields,
    "examples": examples,
    "operators": operators,
    "services": services,
    "keys of --map": map_keys,
    "export formats": export_formats,
    "verbs": verbs,
    "output": output,
    "options": options,
    "front matter": front_matter,
    "JSON keys": json_keys,
    "CSV columns": csv_columns,
}
"""What makes each table, by its name."""


def parser_of(verb: str) -> VerbParser:
    """Return the parser of a verb of the shell."""
    return parsers_within(program_parser())[verb]


def parsers_within(parser: VerbParser) -> dict[str, VerbParser]:
    """Return the parsers of the verbs that can follow."""
    return {
        name: within
        for action in parser.actions
        if isinstance(action.choices, Mapping)
        for name, within in action.choices.items()
    }


def rewritten(text: str) -> str:
    """Return a text of the guide with its tables as they are to be."""
    return _BETWEEN.sub(lambda found: f"{found['name']}{found[2]}\n{TABLES[found['name']]()}\n{found[3]}", text)


def main() -> int:
    for path in sorted(GUIDE.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if (new := rewritten(text)) != text:
            path.write_text(new, encoding="utf-8")
            print(f"{path.name} is new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
