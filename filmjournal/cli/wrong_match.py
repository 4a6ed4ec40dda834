"""`lookup --wrong`: the match of a film was wrong."""

from argparse import Namespace

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import BadInputError, Status
from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.model.film import Film
from filmjournal.model.text import fold
from filmjournal.model.wording import listed, titled
from filmjournal.query.watchlist import watchlist_entries
from filmjournal.render.lookups import candidates
from filmjournal.transfer.wrong_match import WrongMatch, same_film


def correct(args: Namespace, shell: Shell, journal: Journal) -> Status:
    """Show the next candidates, take what came from the wrong match back out, and fill in from the chosen one."""
    wrong = WrongMatch(journal, _film(args, shell, journal).id, Catalogue.in_use(shell.places.catalogue))
    was = f"took its facts from {listed(wrong.was)}" if wrong.was else "has no facts from the catalogue"
    lines = [f"  {number}  {text}" for number, text in enumerate(candidates(wrong.candidates), start=1)]
    shell.say(f"{titled(wrong.film)} {was}.", *(["It may be one of these:", *lines] if lines else []))
    if args.dry_run:
        shell.say("Nothing was changed.")
        return Status.DONE
    choice = _asked(wrong, args, shell)
    if not wrong.apply(journal, choice):
        shell.say("Nothing was changed.")
        return Status.NOTHING
    journal.save()
    shell.say(f"{wrong.outcome(choice)} `filmjournal undo` undoes it.")
    _offer_merge(wrong.film, journal, args, shell)
    return Status.DONE


def _film(args: Namespace, shell: Shell, journal: Journal) -> Film:
    from filmjournal.cli.search import Search  # noqa: PLC0415 — beside the journal it needs the whole query language

    if not args.query:
        raise BadInputError("Say which film has a wrong match, such as `filmjournal lookup --wrong pig`.")
    search = Search(journal, args.query, shell, (*journal.entries, *watchlist_entries(journal.watchlist)))
    films = {entry.film.id: entry.film for entry in search.entries}
    titled_so = {id_: film for id_, film in films.items() if fold(film.title) == fold(" ".join(args.query))}
    films = titled_so or films
    if len(films) == 1:
        return next(iter(films.values()))
    if not films:
        search.suggest_nearest()
        raise BadInputError("No film of your diary or watchlist is found so. Nothing was changed.")
    shown = [f"  {titled(film)}" for film in list(films.values())[:9]]
    raise BadInputError(f"{len(films):,} films are found so: write more of the title, or its year.", *shown)


def _asked(wrong: WrongMatch, args: Namespace, shell: Shell) -> Title | None:
    if args.yes:
        return None
    if not shell.can_ask:
        raise BadInputError("Nothing was changed. To take it out without a terminal to ask on, add --yes.")
    numbers = {"", *map(str, range(1, len(wrong.candidates) + 1))}
    while (answer := shell.answer("Its number, or nothing to leave it without one:")) not in numbers:
        shell.say(f"There is no number {answer}.")
    return wrong.candidates[int(answer) - 1] if answer else None


def _offer_merge(film: Film, journal: Journal, args: Namespace, shell: Shell) -> None:
    """Offer to make two records of one film one, where it turned out that there are two."""
    other = same_film(journal, film.id)
    if other is None or args.yes or not shell.can_ask:
        return
    if shell.agrees(f"Your journal has {titled(other)} twice. Make them one film?"):
        journal.merge_films(other.id, film.id)
        journal.save()
        shell.say(f"{titled(other)} is one film now, with all its viewings. `filmjournal undo` undoes it.")
