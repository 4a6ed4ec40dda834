"""List the films of the journal, or make two records of one film one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_count, add_query, add_yes
from filmjournal.cli.completes import TITLE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.model.film import Film


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, a limit, and what to list."""
    parser.usage = "filmjournal films [QUERY] [options]\n       filmjournal films merge FILM FILM [options]"
    add_query(parser, f"{QUERY_HELP}; without one, every film that you watched or want to watch")
    add_count(parser, "--limit", "list at most this many")
    parser.add_argument("--doubtful", action="store_true", help="only films that may be in the journal twice")
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")


def add_films(parser: ArgumentParser) -> None:
    """Add the two films, and --yes."""
    parser.usage = "filmjournal films merge FILM FILM [options]"
    help_text = "the film that stays, and the one that becomes part of it: ids or titles such as Pig (2021)"
    completes(parser.add_argument("films", nargs="*", metavar="FILM", help=help_text), TITLE)
    add_yes(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """List films, by title."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.model.text import fold
    from filmjournal.query.watchlist import watchlist_entries

    if args.query and args.query[0] == "merge":
        raise BadInputError("Write merge right after films, and options after it.")
    journal = open_journal(shell)
    films = journal.tables.used_films()
    if args.query:
        among = [*journal.entries, *watchlist_entries(journal.watchlist)]
        found = {entry.film.id for entry in Search(journal, args.query, shell, among).entries}
        films = [film for film in films if film.id in found]
    if args.doubtful:
        films = _doubtful(films, journal)
    films = sorted(films, key=lambda film: (fold(film.title), film.year or 0, film.id))[: args.limit]
    _put(films, args, journal, shell)
    if not films:
        shell.say("No film is like that." if journal.entries or journal.watchlist else "There is no film yet.")
    return Status.DONE if films else Status.NOTHING


def merge(args: Namespace, shell: Shell) -> Status:
    """Make two records of one film one."""
    from filmjournal.cli.search import open_journal
    from filmjournal.model.wording import counted, titled

    if len(args.films) != 2:
        raise BadInputError('Name two films: `filmjournal films merge "Pig (2021)" "Swine"`. The first one stays.')
    journal = open_journal(shell, to_change=True)
    kept, other = (_film(text, journal) for text in args.films)
    if kept.id == other.id:
        raise BadInputError(f"Both are {titled(kept)}: name two films.")
    viewings = len(journal.viewings_of(other))
    change = f"make {_named(other)} part of {_named(kept)}, with {counted(viewings, 'viewing')}"
    if not _agreed(args, change, shell):
        return Status.NOTHING
    whole = journal.merge_films(kept.id, other.id)
    journal.save()
    times = counted(len(journal.viewings_of(whole)), "viewing")
    shell.say(f"Merged {titled(other)} into {titled(whole)}, which has {times} now. `filmjournal undo` undoes it.")
    return Status.DONE


def _agreed(args: Namespace, change: str, shell: Shell) -> bool:
    if args.yes:
        return True
    if not shell.can_ask:
        raise BadInputError(f"Nothing was changed: this would {change}. Add --yes.")
    agreed = shell.agrees(f"{change[:1].upper()}{change[1:]}?")
    if not agreed:
        shell.say("Nothing was changed.")
    return agreed


def _film(text: str, journal: Journal) -> Film:
    """Return the one film that is named by an id, the start of one, or a title; raises BadInputError."""
    from filmjournal.cli.search import SHORTEST
    from filmjournal.cli.stated import title_and_year
    from filmjournal.model.text import fold
    from filmjournal.model.wording import counted
    from filmjournal.render.plain_text import columns

    films = journal.tables.films.values()
    found = [film for film in films if film.id == text or (len(text) >= SHORTEST and film.id.startswith(text))]
    if not found:
        stated = title_and_year(text)
        titles = {fold(text.strip()), fold(stated["title"])}
        found = [film for film in films if not titles.isdisjoint({fold(film.title), fold(film.original_title)})]
        year = stated.get("year")
        found = [film for film in found if film.year == year] if year is not None else found
        used = {film.id for film in journal.tables.used_films()}
        found = [film for film in found if film.id in used] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInputError(f"No film is called “{text}”: `filmjournal films` lists them.")
    rows = columns([(f"  {cells[0]}", *cells[1:]) for cells in _rows(found, journal)])
    raise BadInputError(f"{counted(len(found), 'film')} are called “{text}”: name one by its id.", *rows)


def _named(film: Film) -> str:
    from filmjournal.model.film import Role
    from filmjournal.model.wording import listed, titled

    directors = listed(film.people(Role.DIRECTOR))
    return f"{titled(film)} by {directors}" if directors else titled(film)


def _doubtful(films: Sequence[Film], journal: Journal) -> list[Film]:
    """Return the films of which another record may be of the same film."""
    from filmjournal.model.known_films import KnownFilms

    known = KnownFilms(journal.tables.used_films())
    return [film for film in films if any(each.id != film.id for each in known.candidates(film))]


def _rows(films: Sequence[Film], journal: Journal) -> list[tuple[str, ...]]:
    from filmjournal.cli.search import short_ids
    from filmjournal.model.film import Role
    from filmjournal.model.wording import counted, titled

    short = short_ids([film.id for film in journal.tables.used_films()])
    viewings = Counter(entry.film.id for entry in journal.entries)
    rows: list[tuple[str, ...]] = []
    for film in films:
        times = viewings[film.id]
        seen = counted(times, "viewing") if times else "on your watchlist"
        rows.append((short[film.id], titled(film), ", ".join(film.people(Role.DIRECTOR)), seen))
    return rows


def _put(films: Sequence[Film], args: Namespace, journal: Journal, shell: Shell) -> None:
    if not args.json:
        shell.put_rows(_rows(films, journal))
        return
    from msgspec import to_builtins

    from filmjournal.exchange.entry.record import FILM_KEYS, record_of
    from filmjournal.model.viewing import Entry, Viewing

    viewings: dict[str, list[str]] = {}
    for entry in journal.entries:
        viewings.setdefault(entry.film.id, []).append(entry.id)
    records = [to_builtins(record_of(Entry(Viewing(id="", film=film.id), film))) for film in films]
    shell.put_json(
        [
            {**{key: record[key] for key in FILM_KEYS}, "viewings": viewings.get(film.id, [])}
            for record, film in zip(records, films, strict=True)
        ]
    )


SUBVERBS = (
    Verb(
        "merge",
        "Make two records of one film one",
        'films merge "Nostalghia (1983)" Nostalgia --yes',
        add_films,
        merge,
    ),
)

VERB = Verb(
    "films",
    "List your films, or make two records of one film one",
    "films\nfilms director:figgis --json\nfilms --doubtful",
    add_arguments,
    run,
    SUBVERBS,
)
