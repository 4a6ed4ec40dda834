"""Log a viewing from options, or many from standard input."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_count, add_formats, add_which_film
from filmjournal.cli.completes import TITLE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from datetime import date

    from filmjournal.cli.shell import Shell
    from filmjournal.cli.which_film import MeantFilm
    from filmjournal.journal.journal import Journal
    from filmjournal.model.film import Film
    from filmjournal.model.viewing import Entry, Viewing


def add_arguments(parser: ArgumentParser) -> None:
    """Add the title and stars, the options of a viewing and film, and the output formats."""
    from filmjournal.cli.entry_options import add_entry_options

    parser.usage = (
        "filmjournal log TITLE [STARS] [options]\n       filmjournal log --edit [TITLE]\n       filmjournal log -"
    )
    help_text = (
        "the title, or the words that it begins with if the journal has the film, and your rating from 0.5 to 5; facts "
        "of a new film come from the catalogue; "
        "- alone reads JSON from standard input, an object for each viewing"
    )
    completes(parser.add_argument("words", nargs="*", metavar="TITLE", help=help_text), TITLE)
    parser.add_argument("--edit", action="store_true", help="write it in your editor")
    add_which_film(parser)
    add_count(parser, "--number", "the film with this number, if several match")
    add_entry_options(parser, short=True)
    add_formats(parser, "nothing goes to standard output")


_FACTS = ("original_title", "year", "runtime", "genres", "countries", "languages")


def run(args: Namespace, shell: Shell) -> Status:
    """Log what the arguments state, or what is on standard input."""
    from filmjournal.cli.output import put_changed
    from filmjournal.cli.stated import STDIN
    from filmjournal.cli.which_film import MeantFilm, WhichFilm
    from filmjournal.exchange.entry.record_parsing import film_of, read_record, viewing_of
    from filmjournal.model.viewing import Entry

    if args.words[:1] == [STDIN]:
        from filmjournal.cli.log_lines import log_lines

        return log_lines(args, shell)
    title, stars = _words(args)
    journal = shell.journal()
    stated = _stated(title, stars, args, shell)
    record = read_record(stated if title else {**stated, "title": "?"})
    film, viewing = film_of(record), viewing_of(record, shell.today)
    meant = WhichFilm(args, journal, shell).meant(film) if title else MeantFilm(film)
    if meant is None:
        shell.say("Nothing was logged.")
        return Status.NOTHING
    film, viewing = _completed(meant.film, viewing, meant.known, journal, may_have_been_seen=args.rewatch is None)
    if args.edit:
        logged = _log_edited(Entry(viewing, film), meant, args, journal, shell, is_titled=bool(title))
        if logged is None:
            return Status.NOTHING
        entry = logged
    else:
        entry = _log_and_save(film, viewing, meant, args, journal, shell)
        _report_unchanged(stated, meant.known, entry, shell)
    put_changed([entry], args, shell, is_list=False)
    return Status.DONE


def _log_edited(
    begun: Entry, meant: MeantFilm, args: Namespace, journal: Journal, shell: Shell, *, is_titled: bool
) -> Entry | None:
    from filmjournal.cli.editor import edit_entry
    from filmjournal.cli.which_film import WhichFilm

    journal.store.refuse_if_newer()
    logging = _InEditor(meant.known, args, journal, shell.today)
    edited = edit_entry(begun, shell, logging.read, is_titled=is_titled)
    if edited is None:
        return None
    with edited.saving():
        film, viewing = edited.film, edited.viewing
        revised = meant._replace(film=film, known=logging.known)
        if not is_titled and revised.known is None:
            revised = WhichFilm(args, journal, shell).filled_in(film)
            may_be_rewatch = args.rewatch is None
            film, viewing = _completed(revised.film, viewing, revised.known, journal, may_have_been_seen=may_be_rewatch)
        return _log_and_save(film, viewing, revised, args, journal, shell)


def _log_and_save(
    film: Film, viewing: Viewing, meant: MeantFilm, args: Namespace, journal: Journal, shell: Shell
) -> Entry:
    from msgspec import structs

    from filmjournal.cli.which_film import similar_film
    from filmjournal.journal.places import new_id
    from filmjournal.model.identity import objections
    from filmjournal.model.wording import another_film, removed_from_watchlist, sentence, titled

    known, used = meant.known, {each.id for each in journal.tables.used_films()}
    wished = {each.film.id: each for each in journal.watchlist}
    sources = meant.sources if known is None else ()
    entry = journal.log(structs.replace(film, id=new_id()) if args.new else film, viewing, known, sources)
    journal.save()
    said = [_sentence(entry, is_new=entry.film.id not in used)]
    if entry.film.id in wished:
        said.append(sentence(removed_from_watchlist(entry.film)))
    shell.say(" ".join(said))
    if known is not None and entry.film.id != known.id:
        shell.say(f"It is not {titled(known)}: {another_film(objections(known, film))}.")
    if sources and meant.filled:
        shell.say(meant.filled)
    if known is not None and entry.film.id == known.id:
        _report_changed(known, entry.film, journal, shell)
    near = similar_film(entry.film, journal) if known is None and not (args.new or sources) else None
    if near is not None:
        shell.say(f"Did you mean {titled(near)}? If so, `filmjournal undo` undoes this.")
    elif meant.hint:
        shell.say(meant.hint)
    return entry


class _InEditor:
    """Reads what came back from the editor, where the film may have been changed or named for the first time."""

    def __init__(self, known: Film | None, args: Namespace, journal: Journal, today: date) -> None:
        self.known = known
        """The known film that is logged; None for a new one."""
        self._named = known
        self._is_new = args.new
        self._may_have_been_seen = args.rewatch is None
        self._journal = journal
        self._today = today

    def read(self, entry: Entry, stated: Mapping[str, Any]) -> tuple[Film, Viewing]:
        """Return the film and the viewing; raises InvalidValueError where it is not clear which film is meant."""
        from msgspec import structs

        from filmjournal.cli.which_film import known_by_title
        from filmjournal.exchange.entry.record_parsing import revise
        from filmjournal.model.errors import InvalidValueError
        from filmjournal.model.identity import objections, without_facts_of
        from filmjournal.model.text import fold

        film, viewing = revise(entry, stated, self._today)
        if self._named is not None:
            if fold(film.title.strip()) != fold(self._named.title):
                raise InvalidValueError(
                    f"The film is “{self._named.title}”. To log another one, write its title after `filmjournal log`; "
                    "`filmjournal edit` changes a title."
                )
            if objections(self._named, film):  # what was filled in before the editor opened is of that film
                film = structs.replace(without_facts_of(film, self._named), id=film.id)
            return film, viewing
        self.known = None if self._is_new else known_by_title(film, self._journal)
        return _completed(film, viewing, self.known, self._journal, may_have_been_seen=self._may_have_been_seen)


def _words(args: Namespace) -> tuple[str, str]:
    """Return the title and the stars; raises BadInputError."""
    if len(args.words) > 2:
        raise BadInputError('Write a title of several words in quotation marks: `filmjournal log "toy story 3" 4`.')
    title, stars = (*(word.strip() for word in args.words), "", "")[:2]
    if not (title or args.edit):
        raise BadInputError(
            'Write the title of the film, as in `filmjournal log "Leaving Las Vegas" 4.5`, or --edit to write all of '
            "it in your editor."
        )
    return title, stars


def _stated(title: str, stars: str, args: Namespace, shell: Shell) -> dict[str, Any]:
    from filmjournal.cli.stated import stated_by, title_and_year
    from filmjournal.model.rating import Rating

    stated = {**title_and_year(title), **stated_by(args, shell)}
    stated.setdefault("watched", shell.today.isoformat())
    if stars:
        stated["rating"] = Rating.parse(stars) / 2
    return stated


def _completed(
    film: Film, viewing: Viewing, known: Film | None, journal: Journal, *, may_have_been_seen: bool
) -> tuple[Film, Viewing]:
    """Return the film with all known facts, and the viewing as a rewatch if the film was seen before."""
    from msgspec import structs

    if known is None:
        return film, viewing
    seen = may_have_been_seen and bool(journal.viewings_of(known))
    completed = known.with_credits(film.credits).completed_by(film)
    return completed, structs.replace(viewing, film=known.id, rewatch=viewing.rewatch or seen)


def _sentence(entry: Entry, *, is_new: bool) -> str:
    from filmjournal.model.wording import long_date, titled

    film, viewing = entry.film, entry.viewing
    parts = [
        f"Logged {titled(film)}",
        viewing.rating.stars if viewing.rating else "",
        long_date(viewing.watched) if viewing.watched else "date unknown",
        "a new film" if is_new else "rewatched" if viewing.rewatch else "",
    ]
    return f"{', '.join(filter(None, parts))}."


def _report_changed(before: Film, after: Film, journal: Journal, shell: Shell) -> None:
    """Name the facts of a known film that logging it changed, mostly what it lacked: all its viewings have them."""
    from filmjournal.model.facts import label
    from filmjournal.model.film import Role
    from filmjournal.model.wording import changes_all_viewings, listed

    names = [name for name in _FACTS if getattr(before, name) != getattr(after, name)]
    names += [role.value for role in Role if before.credited(role) != after.credited(role)]
    names += ["external_ids"] if before.external_ids != after.external_ids else []
    viewings = len(journal.viewings_of(after))
    if names and viewings > 1:
        facts = listed(["ids" if name == "external_ids" else label(name).lower() for name in names])
        shell.say(f"{changes_all_viewings(after, viewings)}: {facts}.")


def _report_unchanged(stated: dict[str, Any], known: Film | None, entry: Entry, shell: Shell) -> None:
    """Name the stated facts that differ from the known ones, which stay."""
    from filmjournal.exchange.entry.record_parsing import film_of, read_record
    from filmjournal.model.wording import listed

    if known is None:
        return
    described = film_of(read_record({**stated, "title": known.title}))
    unchanged = [name for name in _FACTS if name in stated and getattr(described, name) != getattr(entry.film, name)]
    if unchanged:
        names = listed([name.replace("_", " ") for name in unchanged])
        shell.say(f"The film keeps its {names}. `filmjournal edit` changes film facts.")


VERB = Verb(
    "log",
    "Log a film you watched",
    'log "Leaving Las Vegas" 4.5\n'
    'log "leaving las" 4.5 -d yesterday -t rewatch --element Soundtrack="Sting sings, and nothing is consoled."\n'
    'log Pig 4 --year 2021 --director "Michael Sarnoski" --actor "Nicolas Cage=Rob" --edit\n'
    'log "Mirror (1975)" --review - < mirror.md\n'
    "find tag:home --json | filmjournal --journal other.json log -",
    add_arguments,
    run,
)
