"""What the catalogue of films has, and how one is built from collected facts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import add_json
from filmjournal.cli.completes import FILE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb, add_subverbs

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell


def add_arguments(parser: ArgumentParser) -> None:
    """Add the verb that builds a catalogue, and --json."""
    add_json(parser)
    add_subverbs(parser, (BUILD,), "Without one, says what the catalogue has.")


def run(args: Namespace, shell: Shell) -> Status:
    """Say how many films the catalogue has, of what day, from where, and under which licences."""
    from msgspec import structs

    from filmjournal.lookup.catalogue import Catalogue, bundled_path
    from filmjournal.model.wording import counted

    path = bundled_path()
    contents, size = Catalogue.open(path).contents, path.stat().st_size
    if args.json:
        about = structs.asdict(contents)
        del about["parts"]
        shell.put_json(about | {"path": str(path), "bytes": size})
        return Status.DONE
    shell.put_rows(
        [
            ("films", f"{contents.films:,}, {contents.with_people:,} of them with a director and a cast"),
            ("people", f"{contents.names:,}"),
            ("facts of", contents.made),
            ("size", f"{size / 1_000_000:.1f} MB"),
            ("file", str(path)),
            *((f"from {source}", counted(films, "film")) for source, films in contents.sources.items()),
        ]
    )
    if contents.licences:
        shell.put("")
        shell.put_text("\n".join(contents.licences))
    return Status.DONE


def add_build_arguments(parser: ArgumentParser) -> None:
    """Add what a catalogue is built from and where it goes."""
    what = "a file of collected facts (JSON lines, also as .xz), or a folder of them"
    sources = parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help=what)
    target = parser.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help="the file to write")
    for action in (sources, target):
        completes(action, FILE)
    without = "leave out films that only this source knows; repeatable"
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE", help=without)
    parser.add_argument("--made", metavar="DATE", help="the day on which the facts were collected; today if not given")


def build(args: Namespace, shell: Shell) -> Status:
    """Build a catalogue, and say what was cleaned on the way."""
    from filmjournal.journal.disk.disk import reason
    from filmjournal.lookup.compiling import compiled
    from filmjournal.lookup.seed import notices_in, read_seed
    from filmjournal.model.errors import InvalidValueError
    from filmjournal.model.wording import counted

    try:
        seed = read_seed(args.sources, without=frozenset(args.without))
        data = compiled(seed.films, made=args.made or shell.today.isoformat(), licences=notices_in(args.sources))
        args.output.write_bytes(data)
    except InvalidValueError as error:
        raise BadInputError(str(error)) from error
    except OSError as error:
        raise BadInputError(f"{error.filename or args.output}: {reason(error)}.") from error
    shell.put_rows([(what, f"{number:,}") for what, number in seed.cleaned.items()])
    shell.say(f"{args.output} has {counted(len(seed.films), 'film')} in {len(data) / 1_000_000:.1f} MB.")
    return Status.DONE


BUILD = Verb(
    "build",
    "Build a catalogue from collected facts",
    "catalogue build facts -o films.catalogue --made 2026-11-30\n"
    "catalogue build facts -o films.catalogue --without netflix --without amazon",
    add_build_arguments,
    build,
)

VERB = Verb(
    "catalogue",
    "Say what the catalogue of films has, or build one",
    "catalogue\ncatalogue --json\ncatalogue build facts -o films.catalogue",
    add_arguments,
    run,
)
