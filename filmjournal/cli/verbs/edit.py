"""Change a viewing or its film, by options or in the person's own editor."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_formats, add_one, add_which_film
from filmjournal.cli.completes import TITLE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.editor import EditedEntry
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.journal import Journal
    from filmjournal.model.film import Film
    from filmjournal.model.viewing import Entry, Viewing


def add_arguments(parser: ArgumentParser) -> None:
    """Add the viewing to edit, the options of a viewing and film, and the output formats."""
    from filmjournal.cli.entry_options import add_entry_options

    parser.usage = "filmjournal edit QUERY|ID [options]"
    add_one(parser)
    title = parser.add_argument("--title", metavar="TITLE", help="the title of the film, in all its viewings")
    completes(title, TITLE)
    which = "move the viewing to this film: a title that you know, or one of the catalogue, or a new one"
    completes(parser.add_argument("--film", metavar="TITLE", help=which), TITLE)
    add_which_film(parser)
    parser.add_argument("--rating", metavar="STARS", help="your rating, from 0.5 to 5; none removes it")
    add_entry_options(parser, short=False)
    add_formats(parser, "nothing goes to standard output")


def run(args: Namespace, shell: Shell) -> Status:
    """Change what the options state; without any, open the viewing in the editor."""
    from filmjournal.cli.output import put_changed
    from filmjournal.cli.search import choose_one, open_journal, require_query
    from filmjournal.exchange.entry.record_parsing import revise

    require_query(args)
    journal = open_journal(shell, to_change=True)
    entry = choose_one(args, shell, journal)
    if entry is None:
        return Status.NOTHING
    stated = _stated(args, entry, shell)
    if args.film is not None:
        moved = _move(stated, entry, args, journal, shell)
        if moved is None:
            return Status.NOTHING
        after = moved
    elif stated:
        after = _save(*revise(entry, stated, shell.today), entry, journal, shell)
    else:
        journal.store.refuse_if_newer()
        edited = _edit_in_editor(entry, shell)
        if edited is None:
            return Status.DONE
        with edited.saving():
            after = _save(edited.film, edited.viewing, entry, journal, shell)
    put_changed([after], args, shell, is_list=False)
    return Status.DONE


def _move(stated: dict[str, Any], entry: Entry, args: Namespace, journal: Journal, shell: Shell) -> Entry | None:
    """Move a viewing to the film that is stated, with the viewing's facts changed; None where none was chosen."""
    from msgspec import structs

    from filmjournal.cli.search import short_ids
    from filmjournal.cli.stated import title_and_year
    from filmjournal.cli.which_film import WhichFilm
    from filmjournal.exchange.entry.record import FILM_KEYS
    from filmjournal.exchange.entry.record_parsing import film_of, read_record, revise
    from filmjournal.journal.places import new_id
    from filmjournal.model.wording import sentence, titled, titled_and_dated

    of_film = {key: value for key, value in stated.items() if key in FILM_KEYS and key != "title"}
    film = film_of(read_record({**title_and_year(args.film), **of_film}))
    _, viewing = revise(entry, {key: value for key, value in stated.items() if key not in FILM_KEYS}, shell.today)
    meant = WhichFilm(args, journal, shell, without_number=True).meant(film)
    if meant is None:
        shell.say("Nothing was changed.")
        return None
    if meant.known is not None and meant.known.id == entry.film.id:
        there = f"{titled_and_dated(entry)} is of {titled(entry.film)} already"
        raise BadInputError(f"Nothing was changed: {there}. --new makes another film.")
    new = structs.replace(meant.film, id=new_id()) if args.new else meant.film
    after = journal.move(entry.id, meant.known or new, viewing, meant.sources)
    journal.save()
    shell.say(sentence(f"Moved {titled_and_dated(entry)} to {titled(after.film)}"))
    if meant.known is None and (more := meant.filled or meant.hint):
        shell.say(more)
    if not journal.viewings_of(entry.film):
        id_ = short_ids([film.id for film in journal.tables.films.values()])[entry.film.id]
        shell.say(f"{titled(entry.film)} has no viewing any more; its facts stay in the journal, as the film {id_}.")
    return after


def _save(film: Film, viewing: Viewing, entry: Entry, journal: Journal, shell: Shell) -> Entry:
    from filmjournal.model.wording import changes_all_viewings, titled_and_dated

    after = journal.revise(film, viewing, since=entry)
    if journal.is_saved:
        shell.say(f"Nothing was changed: {titled_and_dated(entry)} is like that already.")
        return after
    journal.save()
    shell.say(f"Edited {titled_and_dated(after)}: {_differing(entry, after)}.")
    viewings = len(journal.viewings_of(after.film))
    if after.film != entry.film and viewings > 1:
        shell.say(f"{changes_all_viewings(after.film, viewings)}. Another film? `filmjournal edit ID --film TITLE`.")
    if after.film != entry.film:
        _report_twins(after.film, journal, shell)
    return after


def _report_twins(film: Film, journal: Journal, shell: Shell) -> None:
    """Say if another record may be of the same film as one that was edited."""
    from filmjournal.model.known_films import KnownFilms
    from filmjournal.model.wording import titled

    twins = [each for each in KnownFilms(journal.tables.used_films()).candidates(film) if each.id != film.id]
    if twins and film.year is not None:
        merge = f"`filmjournal films merge {film.id} {twins[0].id}`"
        shell.say(f"{titled(twins[0])} is in the journal twice: {merge} makes it one.")


def _stated(args: Namespace, entry: Entry, shell: Shell) -> dict[str, Any]:
    from filmjournal.cli.arguments import read_stars
    from filmjournal.cli.stated import stated_by
    from filmjournal.exchange.entry.record import record_of

    stated = stated_by(args, shell, record_of(entry))
    if args.title is not None:
        stated["title"] = args.title.strip()
    if args.rating is not None:
        rating = read_stars(args.rating)
        stated["rating"] = None if rating is None else rating / 2
    return stated


def _edit_in_editor(entry: Entry, shell: Shell) -> EditedEntry | None:
    from filmjournal.cli.editor import edit_entry
    from filmjournal.exchange.entry.record_parsing import revise

    def read(entry: Entry, stated: Mapping[str, Any]) -> tuple[Film, Viewing]:
        return revise(entry, stated, shell.today)

    return edit_entry(entry, shell, read)


def _differing(before: Entry, after: Entry) -> str:
    from filmjournal.exchange.entry.record import record_of
    from filmjournal.exchange.entry.record_parsing import KEYS
    from filmjournal.model.facts import BY_JOURNAL
    from filmjournal.model.wording import listed

    one, other = record_of(before), record_of(after)
    keys = [key for key in KEYS if key not in BY_JOURNAL and getattr(one, key) != getattr(other, key)]
    return listed([key.replace("_", " ") for key in keys])


VERB = Verb(
    "edit",
    "Change a viewing or its film",
    "edit leaving las vegas --number 1          # in your editor\n"
    "edit title:pig --rating 4.5 --tag 35mm --tag festival\n"
    'edit 01a2056a --element Soundtrack:4="A single guitar, and then silence."\n'
    'edit 01a2056a --film "Pig (1998)" --new      # it was another film',
    add_arguments,
    run,
)
