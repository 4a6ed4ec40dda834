"""List the watchlist, add a film, or remove one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import DRAWN, QUERY_HELP, add_count, add_one, add_query, add_which_film, add_yes
from filmjournal.cli.completes import TITLE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.model.film import Film
    from filmjournal.model.wish import Wish, Wished


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, a limit and the output formats."""
    parser.usage = (
        "filmjournal watchlist [QUERY] [options]\n"
        "       filmjournal watchlist add TITLE [options]\n"
        "       filmjournal watchlist remove QUERY|ID [options]"
    )
    add_query(parser, f"{QUERY_HELP}; without one, the whole watchlist")
    add_count(parser, "--limit", "list at most this many")
    formats = parser.add_argument_group("output", f"Without any of these {DRAWN}.").add_mutually_exclusive_group()
    formats.add_argument("--json", action="store_true", help="write JSON, for programs")
    formats.add_argument("--plain", action="store_true", help="write sentences, for screen readers")


def add_wish(parser: ArgumentParser) -> None:
    """Add the film, who recommended it and why."""
    parser.usage = "filmjournal watchlist add TITLE [options]"
    help_text = "the title, or the words that it begins with if the journal has the film; facts come from the catalogue"
    completes(parser.add_argument("words", nargs="*", metavar="TITLE", help=help_text), TITLE)
    parser.add_argument("--year", type=int, metavar="YEAR", help="when it was first shown")
    director = parser.add_argument(
        "--director", action="append", metavar="NAME", help="director of the film; once for each"
    )
    completes(director, "director")
    parser.add_argument("--by", metavar="NAME", help="who recommended it")
    parser.add_argument("--why", metavar="TEXT", help="why you want to see it, in Markdown; - reads standard input")
    add_which_film(parser)
    add_count(parser, "--number", "the film with this number, if several match")


def add_unwish(parser: ArgumentParser) -> None:
    """Add the film, and --yes."""
    parser.usage = "filmjournal watchlist remove QUERY|ID [options]"
    add_one(parser)
    add_yes(parser)


def run(args: Namespace, shell: Shell) -> Status:
    """List the matches of the query on the watchlist, or all of it."""
    from filmjournal.cli.search import Search, open_journal
    from filmjournal.query.watchlist import watchlist_entries

    if args.query and args.query[0] in {each.name for each in SUBVERBS}:
        raise BadInputError(f"Write {args.query[0]} right after watchlist, and options after it.")
    journal = open_journal(shell)
    search = Search(journal, args.query, shell, watchlist_entries(journal.watchlist))
    wishes = {wished.id: wished for wished in journal.watchlist}
    found = [wishes[entry.id] for entry in search.entries[: args.limit]]
    _put(found, args, shell)
    if found:
        return Status.DONE
    if wishes:
        shell.say("Nothing on your watchlist matches.")
    else:
        shell.say('Your watchlist is empty: `filmjournal watchlist add "Stalker"` adds a film.')
    return Status.NOTHING


def add(args: Namespace, shell: Shell) -> Status:
    """Add a film to the watchlist."""
    from msgspec import structs

    from filmjournal.cli.search import open_journal
    from filmjournal.cli.which_film import WhichFilm
    from filmjournal.journal.places import new_id
    from filmjournal.model.wording import added_to_watchlist, already_on_watchlist

    stated, wish = _stated(args, shell)
    journal = open_journal(shell, to_change=True)
    meant = WhichFilm(args, journal, shell).meant(stated)
    if meant is None:
        shell.say("Nothing was added.")
        return Status.NOTHING
    known = meant.known
    film = known.with_credits(stated.credits).completed_by(stated) if known is not None else meant.film
    existing = next((each for each in journal.watchlist if known is not None and each.film.id == known.id), None)
    if existing is not None:
        wish = structs.replace(wish, added=None)  # adding it again doesn't change since when it is on the list
    if existing is not None and (existing.wish.completed_by(wish), film) == (existing.wish, existing.film):
        shell.say(f"{already_on_watchlist(film)}.")
        return Status.DONE
    wished = journal.add_to_watchlist(structs.replace(film, id=new_id()) if args.new else film, wish, meant.sources)
    journal.save()
    if existing is not None:
        shell.say(f"{already_on_watchlist(film)}; new facts were added to it.")
    else:
        shell.say(f"{added_to_watchlist(wished.film)}{_seen(wished.film, journal)}.")
    if more := meant.filled or meant.hint:
        shell.say(more)
    return Status.DONE


def remove(args: Namespace, shell: Shell) -> Status:
    """Remove the film with this id from the watchlist; the only match of a query is removed after a question."""
    from filmjournal.cli.search import choose_one, confirmed, open_journal, require_query
    from filmjournal.model.wording import removed_from_watchlist, titled
    from filmjournal.query.watchlist import watchlist_entries

    require_query(args, "remove stalker")
    journal = open_journal(shell, to_change=True)
    wishes = watchlist_entries(journal.watchlist)
    entry = choose_one(args, shell, journal, among=wishes, noun="film")
    if entry is None:
        return Status.NOTHING
    stated = titled(entry.film)
    if not confirmed(args, entry, f"remove {stated} from your watchlist", shell):
        return Status.NOTHING
    journal.remove_from_watchlist(entry.id)
    journal.save()
    shell.say(f"{removed_from_watchlist(entry.film)}. `filmjournal undo` brings it back.")
    return Status.DONE


def _stated(args: Namespace, shell: Shell) -> tuple[Film, Wish]:
    """Return the film and watchlist item that the arguments state; raises BadInputError or InvalidValueError."""
    from filmjournal.cli.stated import STDIN
    from filmjournal.model.film import Credit, Film, Role
    from filmjournal.model.when import When
    from filmjournal.model.wish import Wish

    if len(args.words) != 1 or not args.words[0].strip():
        raise BadInputError(
            'Write the title of the film, in quotation marks: `filmjournal watchlist add "Toy Story 3" --year 2010`.'
        )
    names = dict.fromkeys(name.strip() for name in args.director or () if name.strip())
    credited = tuple(Credit(name, Role.DIRECTOR, billing=billing) for billing, name in enumerate(names, start=1))
    film = Film(id="", title=args.words[0].strip(), year=args.year, credits=credited)
    why = shell.read() if args.why == STDIN else args.why or ""
    today = When(shell.today.isoformat())
    return film, Wish(id="", film="", added=today, recommended_by=(args.by or "").strip(), why=why.strip("\r\n"))


def _seen(film: Film, journal: Journal) -> str:
    from filmjournal.model.wording import counted

    times = len(journal.viewings_of(film))
    return f"; you saw it {counted(times, 'time')} before" if times else ""


def _put(wishes: Sequence[Wished], args: Namespace, shell: Shell) -> None:
    if args.json:
        from filmjournal.exchange.entry.record import wish_record_of

        shell.put_json([wish_record_of(wished) for wished in wishes])
    elif args.plain:
        from filmjournal.render.watchlist import spoken_wish

        _put_lines([spoken_wish(wished) for wished in wishes], shell)
    elif not shell.is_drawn_on:
        from filmjournal.render.watchlist import wish_cells

        _put_lines(["\t".join(wish_cells(wished)) for wished in wishes], shell)
    elif wishes:
        _draw(wishes, shell)


def _put_lines(lines: Sequence[str], shell: Shell) -> None:
    if lines:
        shell.put_text("\n".join(lines))


def _draw(wishes: Sequence[Wished], shell: Shell) -> None:
    from rich.console import Group

    from filmjournal.render.palette import PLAIN
    from filmjournal.render.watchlist import Watchlist, wish_totals

    listed, console = Watchlist(wishes), shell.console()
    width = console.width
    lines = (listed.line(place, width, PLAIN, is_first=place == 0) for place in range(len(listed)))
    shell.draw(Group(listed.head(width, PLAIN), *lines), console)
    shell.say(wish_totals(wishes))


SUBVERBS = (
    Verb(
        "add",
        "Add a film to the watchlist",
        'watchlist add "Stalker" --year 1979 --director "Andrei Tarkovsky"\n'
        'watchlist add leaving --by Ana --why "Cage, and Sting sings."',
        add_wish,
        add,
    ),
    Verb(
        "remove",
        "Remove a film from the watchlist",
        "watchlist remove nostalghia\nwatchlist remove nostalghia --yes",
        add_unwish,
        remove,
    ),
)

VERB = Verb(
    "watchlist",
    "List the films you want to watch, add one, or remove one",
    "watchlist\n"
    "watchlist director:tarkovsky --plain\n"
    'watchlist add "Nostalghia" --year 1983 --by Ana --why "The candle, all the way across."\n'
    "watchlist remove nostalghia",
    add_arguments,
    run,
    SUBVERBS,
)
