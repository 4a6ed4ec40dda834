"""The parser of the program: every verb, by the module that has its record."""

from functools import partial
from importlib import import_module

from filmjournal import __version__
from filmjournal.cli.completes import FILE, completes
from filmjournal.cli.verb import Verb, VerbParser, path, subverb_parser, verb_parser

_MODULES = {
    "log": "log",
    "find": "find",
    "show": "show",
    "edit": "edit",
    "edit-all": "edit_all",
    "rate": "rate",
    "remove": "remove",
    "undo": "undo",
    "random": "random",
    "today": "today",
    "anthology": "anthology",
    "person": "person",
    "people": "people",
    "stats": "stats",
    "year": "year",
    "compare": "compare",
    "watchlist": "watchlist",
    "lists": "lists",
    "films": "films",
    "lookup": "lookup",
    "catalogue": "catalogue",
    "export": "export",
    "book": "book",
    "path": "path",
    "help": "help",
    "manual": "manual",
    "import": "import_",
    "merge": "merge",
    "backups": "backups",
    "restore": "restore",
    "verify": "verify",
    "trash": "trash",
    "drafts": "drafts",
    "completion": "completion",
}
"""The module of each verb within `filmjournal.cli.verbs`, in the order of `--help`."""


def verb_of(name: str) -> Verb:
    """Return the record of a verb, from its module; raises KeyError for an unknown name."""
    verb: Verb = import_module(f"filmjournal.cli.verbs.{_MODULES[name]}").VERB
    return verb


def verb_names() -> list[str]:
    """Return the names of the verbs, in the order of `--help`, without loading a verb."""
    return list(_MODULES)


def every_verb() -> tuple[Verb, ...]:
    """Return the records of all verbs, in the order of `--help`."""
    return tuple(map(verb_of, _MODULES))


def program_parser(typed: str = "") -> VerbParser:
    """Return the parser of the program, with the verb that was typed, or with every verb if that is none."""
    parser = VerbParser(
        prog="filmjournal",
        description="A film journal for the terminal: log what you watch, write about it, find it again.",
        epilog="Without --journal, the journal is the file that $FILMJOURNAL names, else journal.json in your data "
        "folder. Press ? in the app for every key; `filmjournal VERB --help` lists what a verb takes.",
        allow_abbrev=False,
    )
    which = parser.add_mutually_exclusive_group()
    journal = which.add_argument("--journal", type=path, metavar="PATH", help="the journal in this file")
    completes(journal, FILE)
    which.add_argument("--sample", action="store_true", help="open a scratch copy of a sample journal, to look around")
    parser.add_argument("--version", action="version", version=f"filmjournal {__version__}")
    verbs = parser.add_subparsers(
        title="verbs",
        metavar="VERB",
        dest="verb",
        description="Without one, the app opens.",
        parser_class=VerbParser,
    )
    for verb in (verb_of(typed),) if typed in _MODULES else every_verb():
        own = verb_parser(verbs.add_parser, verb)
        own.add_later(partial(verb.add_arguments, own))
        own.hand_to_subverbs({each.name: subverb_parser(verb, each) for each in verb.subverbs})
    return parser
