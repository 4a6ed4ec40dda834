"""What the catalogue of films has, how one is built from collected facts, and how you get one of your own."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_count, add_json, add_nothing, add_yes
from filmjournal.cli.completes import FILE, completes
from filmjournal.cli.online import agrees_to_send, ending, network_of, progress_bar
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb, add_subverbs

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.lookup.layout import Contents
    from filmjournal.transfer.network import Network
    from filmjournal.transfer.online import Update
    from filmjournal.transfer.own_catalogue import OwnCatalogue


def add_arguments(parser: ArgumentParser) -> None:
    """Add the verbs that build, fetch and change a catalogue, and --json."""
    add_json(parser)
    add_subverbs(parser, (BUILD, UPDATE, JOIN, BACK, NETWORK), "Without one, says what the catalogue has.")


def run(args: Namespace, shell: Shell) -> Status:
    """Say how many films the catalogue has, of what day, from where, and under which licences."""
    from msgspec import structs

    from filmjournal.lookup.catalogue import Catalogue
    from filmjournal.model.wording import counted

    path, notes = _used(shell)
    contents, size = Catalogue.open(path).contents, path.stat().st_size
    if args.json:
        about = structs.asdict(contents)
        del about["parts"]
        is_own = path.parent == shell.places.catalogue
        shell.put_json(about | {"path": str(path), "bytes": size, "own": is_own})
        shell.say(*notes)
        return Status.DONE
    shell.put_rows(
        [
            ("films", f"{contents.films:,}, {contents.with_people:,} of them with a director and a cast"),
            ("people", f"{contents.names:,}"),
            ("facts of", contents.made),
            *((f"of {source}", day) for source, day in contents.days.items()),
            ("size", f"{size / 1_000_000:.1f} MB"),
            ("file", str(path)),
            *((f"from {source}", counted(films, "film")) for source, films in contents.sources.items()),
        ]
    )
    if contents.licences:
        shell.put("")
        shell.put_text("\n".join(contents.licences))
    shell.say(*notes)
    return Status.DONE


def _used(shell: Shell) -> tuple[Path, list[str]]:
    """Return the file of the catalogue that is used, and what is to be said of your own one."""
    from filmjournal.lookup.catalogue import Catalogue
    from filmjournal.lookup.layout import bundled_path
    from filmjournal.model.errors import InvalidValueError
    from filmjournal.transfer.online import may_go_on

    own, notes = _own(shell), []
    if may_go_on(own, shell.clock()):
        notes.append("An update was stopped: `filmjournal catalogue update` goes on with it.")
    try:
        contents = own.contents()
    except InvalidValueError as error:
        mended = "The one that comes along is used; `filmjournal catalogue join` makes yours anew."
        return bundled_path(), [f"Your own catalogue can't be used: {error} {mended}", *notes]
    if contents is None:
        return bundled_path(), notes
    if Catalogue.bundled().contents.made != contents.made:
        notes.append("This filmjournal brings other facts than yours were joined with: `filmjournal catalogue join`.")
    return own.path, notes


def add_build_arguments(parser: ArgumentParser) -> None:
    """Add what a catalogue is built from and where it goes."""
    what = "a file of collected facts (JSON lines, also as .xz), or a folder of them"
    sources = parser.add_argument("sources", nargs="*", type=Path, metavar="SOURCE", help=what)
    folder = "the files of datasets.imdbws.com, which you downloaded into this folder"
    imdb = parser.add_argument("--imdb", type=Path, metavar="FOLDER", help=folder)
    into = "the file to write; with --imdb your own catalogue, if not given"
    target = parser.add_argument("-o", "--output", type=Path, metavar="PATH", help=into)
    for action in (sources, imdb, target):
        completes(action, FILE)
    add_count(parser, "--votes", "with --imdb: films for which at least so many people voted; 1,000 if not given")
    without = "leave out films that only this source knows; repeatable"
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE", help=without)
    parser.add_argument("--made", metavar="DATE", help="the day on which the facts were collected; today if not given")


def build(args: Namespace, shell: Shell) -> Status:
    """Build a catalogue from collected facts, or of IMDb's files."""
    if bool(args.sources) is bool(args.imdb):
        raise BadInputError("Name either facts to build a catalogue of, or --imdb with the folder of IMDb's files.")
    if args.imdb:
        return _build_of_imdb(args, shell)
    if args.output is None:
        raise BadInputError("Say with --output which file the catalogue is written to.")
    return _build_of_facts(args, shell)


def _build_of_facts(args: Namespace, shell: Shell) -> Status:
    """Build a catalogue, and say what was cleaned on the way."""
    from filmjournal.journal.disk.disk import reason
    from filmjournal.lookup.compiling import compiled
    from filmjournal.lookup.seed import notices_in, read_seed
    from filmjournal.model.wording import counted

    try:
        seed = read_seed(args.sources, without=frozenset(args.without))
        data = compiled(seed.films, made=args.made or shell.today.isoformat(), licences=notices_in(args.sources))
        args.output.write_bytes(data)
    except OSError as error:
        raise BadInputError(f"{error.filename or args.output}: {reason(error)}.") from error
    shell.put_rows([(what, f"{number:,}") for what, number in seed.cleaned.items()])
    shell.say(f"{args.output} has {counted(len(seed.films), 'film')} in {len(data) / 1_000_000:.1f} MB.")
    return Status.DONE


def _build_of_imdb(args: Namespace, shell: Shell) -> Status:
    """Build a catalogue of IMDb's files, your own one or another file; say their terms the first time."""
    from filmjournal.journal.disk.disk import reason
    from filmjournal.lookup import imdb
    from filmjournal.lookup.compiling import compiled
    from filmjournal.model.wording import counted

    own, day = _own(shell), args.made or shell.today.isoformat()
    if not own.has(imdb.SOURCE):
        shell.say(imdb.TERMS)
    with ending("Nothing was changed."), progress_bar(shell) as progress:
        films = imdb.films_in(args.imdb, votes=args.votes or imdb.VOTES, progress=progress)
        if not films:
            raise BadInputError("No film there has so many votes. Nothing was changed.")
        if args.output is None:
            with own.changing():
                contents = own.put(imdb.SOURCE, films, day, replaces=True, progress=progress)
        else:
            try:
                args.output.write_bytes(compiled(films, made=day, licences=[imdb.TERMS]))
            except OSError as error:
                raise BadInputError(f"{args.output}: {reason(error)}.") from error
    shell.say(f"IMDb's files have {counted(len(films), 'film')} with that many votes.")
    if args.output is None:
        _say_what_is_used(contents, shell)
    return Status.DONE


def add_update_arguments(parser: ArgumentParser) -> None:
    """Add which films are asked for."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--journal-films", action="store_true", help="only the films of your journal that lack people")
    which.add_argument("--since", type=_year, metavar="YEAR", help="only films of this year and later ones")
    known = "only films that have pages in at least so many of Wikidata's wikis; 3 if not given"
    add_count(parser, "--known-in", known)
    add_yes(parser)


def update(args: Namespace, shell: Shell) -> Status:
    """Fetch films from Wikidata, once the person knows who is asked what and agrees."""
    network = network_of(shell)
    wanted, own = _wanted(args, shell), _own(shell)
    if wanted is None:
        shell.say("Every film of your journal has a director and a cast. Nothing was asked.")
        return Status.DONE
    with own.changing():
        return _fetch(wanted, own, network, args, shell)


def _fetch(wanted: Update, own: OwnCatalogue, network: Network, args: Namespace, shell: Shell) -> Status:
    from filmjournal.lookup.asking import DownloadError
    from filmjournal.transfer.online import may_go_on

    until = own.left_alone_until
    if until is not None and shell.clock() < until:
        shell.say(f"Wikidata asked to be left alone until {until.astimezone():%H:%M}. Nothing was sent.")
        return Status.NOTHING
    explanation = wanted.explanation()
    if may_go_on(own, shell.clock()):
        explanation.append("An earlier update was stopped: what came of it isn't asked for again.")
    if not agrees_to_send(explanation, shell, yes=args.yes):
        return Status.NOTHING
    try:
        with progress_bar(shell) as progress:
            contents = wanted.run(own, network.client(), shell.today, progress)
    except DownloadError as error:
        if error.seconds:
            own.leave_alone_until(shell.clock() + timedelta(seconds=error.seconds))
        shell.say(str(error), _as_it_was(own))
        return Status.NOTHING
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt(f"Stopped. {_as_it_was(own)}") from error
    if contents is None:
        shell.say("Wikidata has none of them. Your catalogue is as it was.")
        return Status.NOTHING
    _say_what_is_used(contents, shell)
    return Status.DONE


def _as_it_was(own: OwnCatalogue) -> str:
    came = " What came is stored: the same command goes on from there." if own.notes.is_file() else ""
    return f"Your catalogue is as it was.{came}"


def _wanted(args: Namespace, shell: Shell) -> Update | None:
    """Return what is asked for; None where no film of the journal lacks anybody."""
    from filmjournal.lookup.collecting import FIRST_FILM
    from filmjournal.transfer.online import Update, lacking_people

    if args.journal_films:
        sought = lacking_people(shell.journal(keeps_backups=False))
        return Update(sought) if sought else None
    first, last = args.since or FIRST_FILM, shell.today.year
    if not FIRST_FILM <= first <= last:
        raise BadInputError(f"--since takes a year from {FIRST_FILM} to {last}.")
    return Update(first=first, last=last, links=args.known_in or Update().links)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ArgumentTypeError(f"“{text}” isn't a year of four digits")
    return int(text)


def join(args: Namespace, shell: Shell) -> Status:
    """Join your facts anew with the catalogue that comes along."""
    del args
    own = _own(shell)
    with own.changing(), ending("Nothing was changed."), progress_bar(shell) as progress:
        contents = own.join(progress)
    _say_what_is_used(contents, shell)
    return Status.DONE


def back(args: Namespace, shell: Shell) -> Status:
    """Use the catalogue before the last update or build again."""
    from filmjournal.lookup.catalogue import Catalogue

    del args
    own = _own(shell)
    with own.changing():
        own.go_back()
    _say_what_is_used(own.contents() or Catalogue.bundled().contents, shell)
    shell.say("`filmjournal catalogue back` once more undoes that.")
    return Status.DONE


def add_network_arguments(parser: ArgumentParser) -> None:
    """Add what is allowed."""
    help_text = "never: nothing is ever sent; ask: only when you ask for it, after a question"
    parser.add_argument("allowed", nargs="?", choices=("never", "ask"), metavar="never|ask", help=help_text)


def set_network(args: Namespace, shell: Shell) -> Status:
    """Say whether anything may be sent over the network, or change it for good."""
    from filmjournal.transfer.network import NEVER, VARIABLE, Network

    network = Network(shell.places.settings, os.environ)
    if args.allowed:
        network.set(args.allowed)
    if os.environ.get(VARIABLE):
        shell.say(f"Nothing is sent over the network: {VARIABLE} is set.")
    elif network.setting == NEVER:
        shell.say("Nothing is sent over the network: your settings forbid it.")
    else:
        shell.say("Nothing is sent over the network unless you ask for it.")
    return Status.DONE


def _own(shell: Shell) -> OwnCatalogue:
    from filmjournal.transfer.own_catalogue import OwnCatalogue

    return OwnCatalogue(shell.places.catalogue)


def _say_what_is_used(contents: Contents, shell: Shell) -> None:
    from filmjournal.model.wording import counted

    shell.say(
        f"The catalogue that is used has {counted(contents.films, 'film')}, {contents.with_people:,} of them with a "
        "director and a cast.",
        "`filmjournal lookup` fills in your films.",
    )


BUILD = Verb(
    "build",
    "Build a catalogue from collected facts, or of IMDb's files",
    "catalogue build facts -o films.catalogue --made 2026-11-30\n"
    "catalogue build facts -o films.catalogue --without netflix --without amazon\n"
    "catalogue build --imdb imdb --votes 500",
    add_build_arguments,
    build,
)

UPDATE = Verb(
    "update",
    "Fetch films from Wikidata into your own catalogue",
    "catalogue update --journal-films\ncatalogue update --since 2020",
    add_update_arguments,
    update,
)

JOIN = Verb("join", "Join your facts with the catalogue that comes along", "catalogue join", add_nothing, join)

BACK = Verb("back", "Use the catalogue before the last update or build again", "catalogue back", add_nothing, back)

NETWORK = Verb(
    "network",
    "Say whether anything may be sent over the network, or forbid it for good",
    "catalogue network\ncatalogue network never",
    add_network_arguments,
    set_network,
)

VERB = Verb(
    "catalogue",
    "Say what the catalogue of films has, or get one of your own",
    "catalogue\ncatalogue --json\ncatalogue build facts -o films.catalogue",
    add_arguments,
    run,
)
