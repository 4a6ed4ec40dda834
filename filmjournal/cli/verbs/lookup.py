"""Fill in who made the films of the journal from the catalogue."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from filmjournal.cli.arguments import QUERY_HELP, add_query, add_yes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.lookup.catalogue import Catalogue
    from filmjournal.lookup.filling import Result
    from filmjournal.transfer.lookups import Lookup


def add_arguments(parser: ArgumentParser) -> None:
    """Add a query, and how to go about it."""
    add_query(parser, f"{QUERY_HELP}; without one, every film of the journal and the watchlist")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be filled in")
    refresh = "also show what the catalogue states differently, and ask which version stays"
    parser.add_argument("--refresh", action="store_true", help=refresh)
    theirs = "with --refresh, take the catalogue's version of everything that differs"
    parser.add_argument("--theirs", action="store_true", help=theirs)
    wrong = "take back out what a film got from a wrong match, and choose another one; the query finds the film"
    parser.add_argument("--wrong", action="store_true", help=wrong)
    add_yes(parser)
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    online = "ask Wikidata for these films in place of the catalogue, after saying what is sent"
    parser.add_argument("--online", action="store_true", help=online)


def run(args: Namespace, shell: Shell) -> Status:
    """Show what would be filled in, ask what is unclear, and fill it in if the person agrees."""
    from filmjournal.cli.search import open_journal
    from filmjournal.transfer.lookups import Answers, Lookup

    if args.theirs and not args.refresh:
        raise BadInputError("--theirs says what becomes of what differs: add --refresh to look for that.")
    journal = open_journal(shell, to_change=not args.dry_run)
    journal.store.refuse_if_newer()
    if args.wrong:
        from filmjournal.cli.wrong_match import correct

        return correct(args, shell, journal)
    films = _films(args, shell, journal)
    catalogue = _catalogue(args, films, journal, shell)
    if catalogue is None:
        return Status.NOTHING
    lookup = Lookup(catalogue, refresh=args.refresh)
    lookup.plan_for(journal, films)
    asks = shell.can_ask and not (args.yes or args.dry_run)
    answers = Answers(_ask_films(lookup.results, shell) if asks else {}, _theirs(lookup.results, args, shell, asks))
    if answers != Answers():
        lookup.plan_for(journal, films, answers)
    _show(lookup.results, args, shell)
    if lookup.changes_nothing or args.dry_run:
        shell.say(_outcome(lookup, "would get"), "Nothing was changed.")
        return Status.DONE if args.dry_run or films else Status.NOTHING
    if not args.yes and not _is_wanted(lookup, shell):
        shell.say("Nothing was changed.")
        return Status.NOTHING
    journal = shell.journal()  # it may have changed while the question was on the screen
    lookup.plan_for(journal, films, answers)
    lookup.apply(journal)
    journal.save()
    shell.say(_outcome(lookup, "got"), "`filmjournal undo` undoes it.")
    return Status.DONE


def _catalogue(args: Namespace, films: Sequence[str], journal: Journal, shell: Shell) -> Catalogue | None:
    """Return the catalogue that films are looked up in: that on this machine, or what Wikidata answers; None for no."""
    from filmjournal.lookup.catalogue import Catalogue

    if not args.online:
        return Catalogue.in_use(shell.places.catalogue)
    from filmjournal.cli.online import fetch_films
    from filmjournal.lookup.asking import DownloadError

    wanted = [film for id_ in films if args.query and (film := journal.tables.films.value(id_)) is not None]
    try:
        return fetch_films(wanted, shell, yes=args.yes)
    except DownloadError as error:
        shell.say(str(error), "Nothing was changed.")
        return None


def _films(args: Namespace, shell: Shell, journal: Journal) -> list[str]:
    """Return the ids of the films that are meant."""
    from filmjournal.cli.search import Search
    from filmjournal.query.watchlist import watchlist_entries

    if not args.query:
        return [film.id for film in journal.tables.films.values()]
    search = Search(journal, args.query, shell, (*journal.entries, *watchlist_entries(journal.watchlist)))
    if not search.entries:
        search.suggest_nearest()
    return list(dict.fromkeys(entry.film.id for entry in search.entries))


def _is_wanted(lookup: Lookup, shell: Shell) -> bool:
    if not shell.can_ask:
        raise BadInputError("Nothing was changed. To fill it in without a terminal to ask on, add --yes.")
    return shell.agrees(f"{_outcome(lookup, 'would get')} Fill it in?")


def _ask_films(results: Sequence[Result], shell: Shell) -> dict[str, int]:
    """Ask which film each ambiguous one is, and return the answers; no answer leaves it as it is."""
    from filmjournal.lookup.filling import Kind
    from filmjournal.render.lookups import candidates, question
    from filmjournal.transfer.lookups import NONE

    chosen: dict[str, int] = {}
    for result in results:
        if result.kind is not Kind.AMBIGUOUS:
            continue
        lines = [f"  {number}  {text}" for number, text in enumerate(candidates(result.match.others), start=1)]
        shell.say(question(result), *lines)
        numbers = {"", *map(str, range(len(lines) + 1))}
        while (
            answer := shell.answer("Its number, 0 for none of these, or nothing to leave it as it is:")
        ) not in numbers:
            shell.say(f"There is no number {answer}.")
        if answer:
            chosen[result.film.id] = NONE if answer == "0" else result.match.others[int(answer) - 1].number
    return chosen


_ANSWERS = "m keeps mine, t takes the catalogue's (M or T for all that are left):"


def _theirs(results: Sequence[Result], args: Namespace, shell: Shell, asks: bool) -> frozenset[str]:  # noqa: FBT001
    """Return the films of which the catalogue's version replaces the journal's: those that the person says."""
    from filmjournal.lookup.filling import Kind
    from filmjournal.render.lookups import differing

    different = [result for result in results if result.kind is Kind.DIFFERENT]
    if args.theirs:
        return frozenset(result.film.id for result in different)
    theirs, answer = set(), ""
    for result in different if asks else ():
        if not answer.isupper():
            shell.say(f"{_named(result)} differs:", *differing(result))
            while (answer := shell.answer(_ANSWERS)).lower() not in {"m", "t"}:
                shell.say(f"“{answer}” is none of m, t, M and T.")
        if answer.lower() == "t":
            theirs.add(result.film.id)
    return frozenset(theirs)


def _show(results: Sequence[Result], args: Namespace, shell: Shell) -> None:
    from filmjournal.render.lookups import as_json, rows

    if args.json:
        shell.put_json([as_json(result) for result in results])
    else:
        shell.put_rows(list(rows(results)))


def _outcome(lookup: Lookup, verb: str) -> str:
    from filmjournal.render.lookups import summary

    return summary(lookup.results, verb)


def _named(result: Result) -> str:
    from filmjournal.model.wording import titled

    return titled(result.film)


VERB = Verb(
    "lookup",
    "Fill in who made your films from the catalogue",
    "lookup --dry-run\nlookup rating:4.. --yes\nlookup --dry-run --json\n"
    "lookup --refresh --dry-run\nlookup --wrong pig --dry-run\nlookup title:pig --online",
    add_arguments,
    run,
)
