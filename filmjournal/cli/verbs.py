"""The verbs of the shell: one record each, with what they take; what they do is loaded when it is asked for."""

from argparse import ArgumentParser, Namespace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli import bringing, changing, exporting, reading, wishing
from filmjournal.cli.verb import Verb, deed_parser, parser_of
from filmjournal.cli.verb_parser import VerbParser

if TYPE_CHECKING:
    from filmjournal.cli.running import Deed


def add_verbs(parser: ArgumentParser, typed: str = "") -> None:
    """Add every verb to the parser of the program, or the one alone that was typed, if it is one."""
    verbs = parser.add_subparsers(
        title="verbs",
        metavar="VERB",
        dest="verb",
        description="Without one, the app opens.",
        parser_class=VerbParser,
    )
    for verb in [verb for verb in VERBS if verb.name == typed] or VERBS:
        own = parser_of(verbs.add_parser, verb.name, verb.help, verb.examples, does=verb.does or verb.name)
        own.learn_later(partial(verb.add, own))
        if verb.deeds:
            own.hand_on({deed.name: deed_parser(verb, deed) for deed in verb.deeds})


def _add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    reading.add_no_pager(parser)


def _add_merge(parser: ArgumentParser) -> None:
    parser.add_argument(
        "others",
        type=Path,
        nargs="*",
        metavar="OTHER.json",
        help="a copy of the journal; without one, the copies beside the journal are listed",
    )
    parser.add_argument("--dry-run", action="store_true", help="only tell what would come in")


def _add_restore(parser: ArgumentParser) -> None:
    told = "the number of a backup, as `filmjournal backups` lists them; without one, the newest good one"
    parser.add_argument("number", type=int, nargs="?", metavar="NUMBER", help=told)
    changing.add_yes(parser)


def _add_trash(parser: ArgumentParser) -> None:
    _add_json(parser)
    deeds = parser.add_subparsers(
        title="verbs",
        metavar="VERB",
        dest="deed",
        description="Without one, it is listed.",
        parser_class=VerbParser,
    )
    restore = parser_of(
        deeds.add_parser, "restore", "Bring back what is in the trash", "trash restore 01a2056a", does="trash.restore"
    )
    restore.add_argument("ids", nargs="+", metavar="ID", help="an id as `filmjournal trash` lists them, or its start")
    empty = parser_of(
        deeds.add_parser,
        "empty",
        "Throw what is in the trash away for good",
        "trash empty\ntrash empty --yes",
        does="trash.empty",
    )
    changing.add_yes(empty)


def _add_completion(parser: ArgumentParser) -> None:
    from filmjournal.cli.shells import SHELLS  # noqa: PLC0415

    told = "; ".join(SHELLS.values())
    parser.add_argument("shell", choices=tuple(SHELLS), nargs="?", metavar="|".join(SHELLS), help=told)


def deed_of(asked: Namespace) -> "Deed":
    """Return what the verb that was asked for does, from the module of its name."""
    module, _, name = asked.does.partition(".")
    deed: Deed = getattr(import_module(f"filmjournal.cli.{module}"), name or module)
    return deed


VERBS = (
    Verb(
        "log",
        "Log a film that you watched",
        'log "Leaving Las Vegas" 4.5\n'
        'log "leaving las" 4.5 -d yesterday -t rewatch --element Soundtrack="Sting sings, and nothing is consoled."\n'
        'log Pig 4 --year 2021 --director "Michael Sarnoski" --actor "Nicolas Cage=Rob" --edit\n'
        "log Mirror --review - < mirror.md\n"
        "find tag:home --json | filmjournal --journal other.json log -",
        changing.add_log,
    ),
    Verb(
        "find",
        "Find viewings with a query",
        "find cage figgis\n"
        "find rating:4.5.. watched:2020..2022 --limit 10\n"
        "find 'genre:drama (ozu OR figgis) sort:year' --json\n"
        "find -tag:home decade:90s --ids             # -word is without it",
        reading.add_find,
    ),
    Verb(
        "show",
        "Show one viewing in full",
        "show title:pig\nshow leaving las vegas --number 1\nshow 01a2056a --markdown",
        reading.add_show,
    ),
    Verb(
        "edit",
        "Change a viewing or its film",
        "edit leaving las vegas --number 1          # in your editor\n"
        "edit title:pig --rating 4.5 --tag 35mm --tag festival\n"
        'edit 01a2056a --element Soundtrack:4="A single guitar, and then silence."',
        changing.add_edit,
    ),
    Verb(
        "rate",
        "Rate one viewing, or take its rating off",
        "rate title:pig 4.5\nrate leaving las vegas --number 1 ★★★★½\nrate 01a2056a none",
        changing.add_rate,
    ),
    Verb(
        "remove",
        "Put one viewing into the trash",
        "remove 01a2056a\nremove leaving las vegas --number 1 --yes",
        changing.add_remove,
    ),
    Verb(
        "undo",
        "Take the last change back, also one of another day or of the app",
        "undo",
        reading.add_nothing,
    ),
    Verb(
        "random",
        "Let chance choose among viewings",
        "random\nrandom rating:4.. is:first\nrandom genre:horror --limit 3 --plain",
        reading.add_random,
    ),
    Verb(
        "today",
        "List what you watched on this day in past years",
        "today\ntoday --plain",
        reading.add_today,
    ),
    Verb(
        "watchlist",
        "List the films that you want to watch, put one on the list, or take it off",
        "watchlist\n"
        "watchlist director:tarkovsky --plain\n"
        'watchlist add "Nostalghia" --year 1983 --by Ana --why "The candle, all the way across."\n'
        "watchlist remove nostalghia",
        wishing.add_watchlist,
        deeds=wishing.DEEDS,
    ),
    Verb(
        "export",
        "Export the journal, or what a query finds, to a file",
        "export --to json -o films.json\n"
        "export --to markdown -o ~/vault/films\n"
        "export --to html rating:4.. sort:rating -o best.html\n"
        "export --to letterboxd watched:2026 -o letterboxd",
        exporting.add_export,
    ),
    Verb(
        "path",
        "Tell where the journal is",
        "path\npath --journal ~/films.json",
        reading.add_nothing,
    ),
    Verb(
        "help",
        "Show a page of the guide, or what a verb takes",
        "help\nhelp searching\nhelp log\nhelp safety --no-pager",
        reading.add_help,
        "help.show_help",
    ),
    Verb(
        "manual",
        "Show the page of the manual, or write it for `man` where it is piped",
        "manual\nmanual > filmjournal.1",
        reading.add_nothing,
    ),
    Verb(
        "import",
        "Bring in what another service or program has",
        "import letterboxd-you-2026-11-24.zip --dry-run\n"
        "import ratings.csv watchlist.csv --service IMDb\n"
        "import films.csv --map Film=title --map Seen=watched --map Score=rating --scale 10",
        bringing.add_import,
        "importing.import_films",
    ),
    Verb(
        "merge",
        "Bring in what another copy of the journal has",
        "merge ~/usb/journal.json\n"
        "merge --dry-run 'journal (1).json'\n"
        "merge                              # lists the copies beside it",
        _add_merge,
    ),
    Verb(
        "backups",
        "List the earlier states of the journal that are kept",
        "backups\nbackups --json",
        _add_json,
    ),
    Verb(
        "restore",
        "Put a backup in the journal's place, after a backup of what stands there",
        "restore\nrestore 12\nrestore 0 --yes                    # as it was before the last save",
        _add_restore,
    ),
    Verb("verify", "Look whether all is well with the journal", "verify\nverify --json", _add_json),
    Verb(
        "trash",
        "List what was removed or replaced, bring it back, or throw it away",
        "trash\ntrash restore 01a2056a\ntrash empty",
        _add_trash,
    ),
    Verb(
        "completion",
        "Write the script with which a shell completes verbs, options, fields and names",
        'completion bash     # in ~/.bashrc:               eval "$(filmjournal completion bash)"\n'
        'completion zsh      # in ~/.zshrc after compinit: eval "$(filmjournal completion zsh)"\n'
        "completion fish     # its output belongs in ~/.config/fish/completions/filmjournal.fish",
        _add_completion,
    ),
)
"""Every verb, in the order of the help."""
