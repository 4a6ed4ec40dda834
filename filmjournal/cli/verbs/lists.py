"""Show your lists of films, and make, fill, order and export them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_json, add_nothing
from filmjournal.cli.completes import completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.journal.film_lists import FilmLists
    from filmjournal.journal.journal import Journal
    from filmjournal.model.film_list import ListedFilm, ListOfFilms


def add_arguments(parser: ArgumentParser) -> None:
    """Add the name of a list, and --json."""
    parser.usage = (
        "filmjournal lists [NAME] [--json]\n"
        "       filmjournal lists create|add|remove|move|note|edit|delete|export|adopt …"
    )
    parser.add_argument("list_name", nargs="*", metavar="NAME", help="show this list; without one, every list")
    add_json(parser)


def _add_list(parser: ArgumentParser) -> None:
    completes(parser.add_argument("list_name", metavar="NAME", help="the list, or part of its name"), "in")


def _add_list_and_film(parser: ArgumentParser) -> None:
    _add_list(parser)
    parser.add_argument("film", metavar="FILM", help="a title, part of one, or its number on the list")


def _add_create(parser: ArgumentParser) -> None:
    parser.add_argument("list_name", metavar="NAME", help="what it is called")
    parser.add_argument("--ranked", action="store_true", help="number its films")
    parser.add_argument("--description", default="", metavar="TEXT", help="what it is about, in Markdown")
    parser.add_argument("--from", dest="query", metavar="QUERY", help="start with the films found, by your stars")


def _add_add(parser: ArgumentParser) -> None:
    _add_list(parser)
    parser.add_argument("titles", nargs="+", metavar="TITLE", help='a film, as "Playtime" or "Playtime (1967)"')
    parser.add_argument("--note", default="", metavar="TEXT", help="a note on it, in Markdown")


def _add_move(parser: ArgumentParser) -> None:
    _add_list_and_film(parser)
    parser.add_argument("place", type=int, metavar="PLACE", help="its new place, from 1")


def _add_note(parser: ArgumentParser) -> None:
    _add_list_and_film(parser)
    parser.add_argument("note", metavar="TEXT", help="the note, in Markdown; an empty one removes it")


def _add_edit(parser: ArgumentParser) -> None:
    _add_list(parser)
    parser.add_argument("--name", dest="new_name", metavar="NAME", help="its new name")
    parser.add_argument("--description", metavar="TEXT", help="its new description, in Markdown")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--ranked", action="store_const", const=True, default=None, help="number its films")
    kinds.add_argument("--unranked", dest="ranked", action="store_const", const=False, help="don't number its films")


def run(args: Namespace, shell: Shell) -> Status:
    """Show every list, or the films of one."""
    lists = _lists(shell)
    name = " ".join(args.list_name)
    if name:
        return _show(_one(lists, name), args, shell)
    found = lists.all()
    if args.json:
        shell.put_json([_as_json(each) for each in found])
    else:
        shell.put_rows([(each.name, _size(each)) for each in found])
    if not found:
        shell.say('You have no lists: `filmjournal lists create "Best of 2026" --ranked` makes one.')
        return Status.NOTHING
    return Status.DONE


def create(args: Namespace, shell: Shell) -> Status:
    """Make a list, empty or of the films that a query finds."""
    from filmjournal.model.film_list import FilmList
    from filmjournal.model.text import fold
    from filmjournal.model.wording import made_list
    from filmjournal.transfer.film_lists import by_stars

    name = " ".join(args.list_name.split())
    if not name:
        raise BadInputError("A list needs a name.")
    lists, journal = _to_change(shell)
    if any(fold(each.name) == fold(name) for each in lists.all()):
        raise BadInputError(f"There is a list called {name}: give this one another name.")
    films = by_stars(_found(args.query, journal, shell)) if args.query is not None else ()
    made = lists.make(FilmList("", name, args.description, ranked=args.ranked), films)
    journal.save()
    shell.say(f"{made_list(name)}, with {_size(made)}.")
    return Status.DONE


def add(args: Namespace, shell: Shell) -> Status:
    """Put films at the end of a list."""
    from filmjournal.model.film_list import NewListItem
    from filmjournal.model.wording import added_to_list, titled
    from filmjournal.transfer.film_lists import film_named

    lists, journal = _to_change(shell)
    of = _one(lists, args.list_name)
    films = [film_named(journal.tables.used_films(), title) for title in args.titles]
    known = [film for film in films if film.id and of.place_of(film.id) is not None]
    new = [film for film in films if film not in known]
    for film in known:
        shell.say(f"{titled(film)} is already on {of.name}.")
    if not new:
        return Status.DONE
    lists.add(of, [NewListItem(film, args.note) for film in new])
    journal.save()
    shell.say(f"{added_to_list(new, of.name)}.")
    return Status.DONE


def remove(args: Namespace, shell: Shell) -> Status:
    """Take a film off a list."""
    return _changed(args, shell, lambda lists, of, listed: lists.take_off(of, [listed]).title)


def move(args: Namespace, shell: Shell) -> Status:
    """Move a film to another place."""

    def change(lists: FilmLists, of: ListOfFilms, listed: ListedFilm) -> str:
        if not 1 <= args.place <= len(of.films):
            raise BadInputError(f"{of.name} has places 1 to {len(of.films):,}, and {args.place} is none of them.")
        moved = lists.move(of, listed.film.id, args.place - 1)
        return moved.title if moved is not None else ""

    return _changed(args, shell, change)


def note(args: Namespace, shell: Shell) -> Status:
    """Change the note on a film."""

    def change(lists: FilmLists, of: ListOfFilms, listed: ListedFilm) -> str:
        noted = lists.note(of, listed, args.note)
        return noted.title if noted is not None else ""

    return _changed(args, shell, change)


def edit(args: Namespace, shell: Shell) -> Status:
    """Change the name, the description or the kind of a list."""
    from msgspec import structs

    from filmjournal.model.wording import edited_list

    lists, journal = _to_change(shell)
    of = _one(lists, args.list_name)
    stated = {"name": args.new_name, "description": args.description, "ranked": args.ranked}
    changes: dict[str, Any] = {key: value for key, value in stated.items() if value is not None}
    if not changes or not changes.get("name", of.name).strip():
        raise BadInputError("State what changes: --name, --description, --ranked or --unranked.")
    lists.edit(of.about, structs.replace(of.about, **changes))
    journal.save()
    shell.say(f"{edited_list(changes.get('name', of.name))}.")
    return Status.DONE


def delete(args: Namespace, shell: Shell) -> Status:
    """Put a list into the trash."""
    lists, journal = _to_change(shell)
    removed = lists.remove(_one(lists, args.list_name))
    journal.save()
    shell.say(f"{removed.title}. `filmjournal undo` brings it back.")
    return Status.DONE


def export(args: Namespace, shell: Shell) -> Status:
    """Write a list as Letterboxd does."""
    from filmjournal.exchange.writers.letterboxd_list import letterboxd_list

    shell.put_text(letterboxd_list(_one(_lists(shell), args.list_name), shell.today).rstrip("\n"))
    return Status.DONE


def adopt(args: Namespace, shell: Shell) -> Status:  # noqa: ARG001 — every verb is given its arguments
    """Make lists of those that earlier imports stored."""
    from filmjournal.model.wording import counted
    from filmjournal.transfer.film_lists import adopt_stored_lists

    _, journal = _to_change(shell)
    made = adopt_stored_lists(journal)
    if made:
        journal.save()
    shell.say(f"{counted(made, 'list')} added." if made else "No imported list waits to be read.")
    return Status.DONE if made else Status.NOTHING


def _lists(shell: Shell) -> FilmLists:
    from filmjournal.cli.search import open_journal
    from filmjournal.journal.film_lists import FilmLists

    return FilmLists(open_journal(shell))


def _to_change(shell: Shell) -> tuple[FilmLists, Journal]:
    from filmjournal.cli.search import open_journal
    from filmjournal.journal.film_lists import FilmLists

    journal = open_journal(shell, to_change=True)
    return FilmLists(journal), journal


def _one(lists: FilmLists, name: str) -> ListOfFilms:
    found = lists.named(name) if name.strip() else []
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInputError(f"Several lists have “{name}” in their name: write more of it.", *(e.name for e in found))
    raise BadInputError(f"No list is called “{name}”: `filmjournal lists` shows them.")


def _changed(args: Namespace, shell: Shell, change: Any) -> Status:  # noqa: ANN401 — lists, list and film in, title out
    from filmjournal.transfer.film_lists import listed_film

    lists, journal = _to_change(shell)
    of = _one(lists, args.list_name)
    title = change(lists, of, listed_film(of, args.film))
    if not title:
        shell.say("Nothing changed.")
        return Status.NOTHING
    journal.save()
    shell.say(f"{title}. `filmjournal undo` undoes it.")
    return Status.DONE


def _found(query: str, journal: Journal, shell: Shell) -> Any:  # noqa: ANN401 — entries
    from filmjournal.cli.search import Search

    return Search(journal, [query], shell).entries


def _show(of: ListOfFilms, args: Namespace, shell: Shell) -> Status:
    from filmjournal.model.text import one_line
    from filmjournal.model.wording import titled

    if args.json:
        shell.put_json(_as_json(of))
        return Status.DONE
    if of.about.description:
        shell.say(of.about.description)
    for place, listed in enumerate(of.films, start=1):
        cells = [f"{place}." if of.about.ranked else "-", titled(listed.film), one_line(listed.item.note)]
        shell.put_rows([cells])
    shell.say(f"{of.name}: {_size(of)}")
    return Status.DONE if of.films else Status.NOTHING


def _size(of: ListOfFilms) -> str:
    from filmjournal.model.wording import counted

    return counted(len(of.films), "film") + (", ranked" if of.about.ranked else "")


def _as_json(of: ListOfFilms) -> dict[str, Any]:
    films = [
        {"place": place, "title": each.film.title, "year": each.film.year, "note": each.item.note, "film": each.film.id}
        for place, each in enumerate(of.films, start=1)
    ]
    about = of.about
    return {"id": of.id, "name": of.name, "description": about.description, "ranked": about.ranked, "films": films}


SUBVERBS = (
    Verb(
        "create",
        "Make a list, empty or of what a query finds",
        'lists create "Cities"\nlists create "Best of the nineties" --ranked --from decade:90s',
        _add_create,
        create,
    ),
    Verb("add", "Put films at the end of a list", 'lists add cage "Raising Arizona (1987)"', _add_add, add),
    Verb("remove", "Take a film off a list", "lists remove cage moonstruck", _add_list_and_film, remove),
    Verb("move", "Move a film to another place", "lists move cage pig 1", _add_move, move),
    Verb("note", "Change the note on a film", 'lists note cage pig "The cook, and the pig."', _add_note, note),
    Verb("edit", "Change a list's name, description or kind", 'lists edit cage --name "All of Cage"', _add_edit, edit),
    Verb("delete", "Put a list into the trash", "lists delete cage", _add_list, delete),
    Verb("export", "Write a list as Letterboxd does", "lists export cage", _add_list, export),
    Verb("adopt", "Make lists of those that earlier imports stored", "lists adopt", add_nothing, adopt),
)

VERB = Verb(
    "lists",
    "Show your lists of films, make them, fill them and order them",
    "lists\nlists cage\nlists cage --json\nlists move cage pig 1",
    add_arguments,
    run,
    SUBVERBS,
)
