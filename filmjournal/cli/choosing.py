"""Finds the one entry that is meant, by its id or by a query."""

from argparse import Namespace
from collections.abc import Iterable, Sequence

from filmjournal.cli.asking import Asking
from filmjournal.cli.ids import SHORTEST, short_ids
from filmjournal.cli.shell import Shell
from filmjournal.cli.streams import BadInputError
from filmjournal.journal.journal import Journal
from filmjournal.model.text import searchable
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, short_date, titled
from filmjournal.render.plain_text import columns

MOST_LISTED = 20
"""Candidates that are listed; with more, the query asks too little."""


def chosen(
    asked: Namespace, shell: Shell, journal: Journal, *, among: Sequence[Entry] | None = None, noun: str = "viewing"
) -> Entry | None:
    """Return the entry of the journal, or of those given, that is meant, or None after saying that there is none.

    Raises BadInputError with numbered candidates where it could be several.
    """
    known = journal.entries if among is None else among
    found = _of_id(asked.query, known) or titled_so(asked.query, known)
    if not found:
        asking = Asking(journal, asked.query, shell, among)
        found = asking.entries
        if not found:
            asking.tell_nearest()
            return None
    number: int | None = asked.number
    if number is not None:
        if number > len(found):
            raise BadInputError(f"There is no number {number}: {counted(len(found), noun)} can be meant.")
        return found[number - 1]
    if len(found) > 1:
        raise BadInputError(*_candidates(found, noun))
    return found[0]


def say_which(asked: Namespace, example: str = "leaving las vegas") -> None:
    """Raise BadInputError where nothing says which entry is meant; it names what could follow the verb."""
    if not asked.query:
        raise BadInputError(f"Say which one: write an id or a query, such as `filmjournal {asked.verb} {example}`.")


def is_wanted(asked: Namespace, entry: Entry, deed: str, shell: Shell) -> bool:
    """Whether something is to be done to an entry that cannot be seen beforehand; what is named by its id is meant.

    Somebody is asked about what a query found. Raises BadInputError where nobody is there to be asked.
    """
    if asked.yes or _is_named(asked, entry):
        return True
    if not shell.can_ask:
        raise BadInputError(f"Nothing was changed: this would {deed}. Say --yes, or name it by its id.")
    agreed = shell.agrees(f"{deed[:1].upper()}{deed[1:]}?")
    if not agreed:
        shell.say("Nothing was changed.")
    return agreed


def _is_named(asked: Namespace, entry: Entry) -> bool:
    """Whether an entry was asked for by its id, or the start of it, and not by a query."""
    return len(asked.query) == 1 and (
        entry.id == asked.query[0] or (len(asked.query[0]) >= SHORTEST and entry.id.startswith(asked.query[0]))
    )


def _of_id(words: Sequence[str], among: Sequence[Entry]) -> list[Entry]:
    """Return the entry with this id, or those whose id begins so."""
    (id_, *more) = words
    if more:
        return []
    exact = [entry for entry in among if entry.id == id_]
    return exact or [entry for entry in among if entry.id.startswith(id_)] if len(id_) >= SHORTEST else exact


def titled_so(words: Sequence[str], entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of films that are called exactly so: whoever writes a whole title means that film."""
    title = _plain(" ".join(words))
    return [each for each in entries if title and title in {_plain(each.film.title), _plain(each.film.original_title)}]


def _plain(title: str) -> str:
    return searchable(title).strip()


def _candidates(found: Sequence[Entry], noun: str) -> list[str]:
    """Return what is asked, and a numbered line for each that can be meant."""
    shown = found[:MOST_LISTED]
    short = short_ids([entry.id for entry in found])
    rows = [_row(number, entry, short[entry.id]) for number, entry in enumerate(shown, start=1)]
    more = [f"  and {counted(len(found) - len(shown), noun)} more"] if len(found) > len(shown) else []
    asks = f"{counted(len(found), noun)} can be meant: add --number N, or write more of the query or an id."
    return [asks, *columns(rows), *more]


def _row(number: int, entry: Entry, short_id: str) -> tuple[str, ...]:
    viewing = entry.viewing
    rating = viewing.rating.stars if viewing.rating else ""
    return f"{number:>3}", short_id, short_date(viewing.watched), titled(entry.film), rating
