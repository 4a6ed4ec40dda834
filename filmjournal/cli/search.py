"""Find viewings from the shell: what a query finds, and the one viewing that is meant."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from filmjournal.cli.shell import Shell
from filmjournal.cli.status import BadInputError
from filmjournal.journal.journal import Journal
from filmjournal.model.text import one_line, searchable
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, short_date, titled
from filmjournal.query.engine.index import Index
from filmjournal.query.errors import QueryError
from filmjournal.query.fields import elements_of
from filmjournal.query.parser import Parsed, parse_strict
from filmjournal.query.resolve import NO_SAVED_SEARCHES
from filmjournal.query.sorting import WATCHED, Sort, sort
from filmjournal.query.tree import Query
from filmjournal.render.plain_text import columns

_BEFORE, _SHOWN = 40, 70
"""Characters of a long query that are shown before an error, and in all."""


def open_journal(shell: Shell, *, to_change: bool = False) -> Journal:
    """Open the journal to read, or to change too, and say how many records can't be read; raises JournalError."""
    journal = shell.journal(keeps_backups=to_change)
    unread = len(journal.problems)
    if unread:
        shell.say(f"{counted(unread, 'record')} can't be read: `filmjournal verify` lists them.")
    return journal


class Search:
    """The result of a query on the journal, or on other entries."""

    def __init__(
        self, journal: Journal, words: Sequence[str], shell: Shell, among: Sequence[Entry] | None = None
    ) -> None:
        self._journal = journal
        self._among = journal.entries if among is None else among
        self._shell = shell
        parsed = self._read(words)
        self.query: Query = parsed.query
        """The parsed query."""
        found = Index(self._among).search(parsed.query, ranked=parsed.sort is None)
        self.sort: Sort | None = None if found.ranked else parsed.sort or Sort(WATCHED)
        """The order; None if the best matches come first."""
        self.entries: list[Entry] = found.entries
        """The matches, in order."""
        if self.sort is not None:
            self.entries = sort(found.entries, self.sort.order, reverse=self.sort.reverse)

    def suggest_nearest(self) -> None:
        """Say that nothing matched, and suggest what is nearest."""
        if not self._journal.entries:
            self._shell.say(f"Nothing is logged yet in {self._journal.path}.")
            return
        from filmjournal.query.fuzzy import fuzzy_suggestions  # noqa: PLC0415 — only where nothing was found
        from filmjournal.query.vocabulary import FilmNames  # noqa: PLC0415
        from filmjournal.render.diary import suggestion_about  # noqa: PLC0415

        near = fuzzy_suggestions(self.query, FilmNames.of(self._among))
        self._shell.say(f"Nothing was found.{' Nearest is:' if near else ''}")
        self._shell.say(*(f"  {each.name} · {suggestion_about(each)}: {each.query}" for each in near))

    def _read(self, words: Sequence[str]) -> Parsed:
        """Parse the words as one query; raises BadInputError with a pointer to what is wrong."""
        text = " ".join(words)
        if words and not text.strip():
            raise BadInputError("The query is empty.")
        saved = _saved(self._shell) if "@" in text else NO_SAVED_SEARCHES
        elements = elements_of(self._among) if ":" in text or saved else ()
        parsed = parse_strict(text, self._shell.today, elements, saved)
        if parsed.errors:
            raise BadInputError(*_pointed(text, parsed.errors[0]))
        return parsed


def _saved(shell: Shell) -> Mapping[str, str]:
    from filmjournal.journal.searches import Searches  # noqa: PLC0415 — most queries name none

    searches = Searches(shell.places.searches)
    if searches.problem:
        shell.say(searches.problem)
    return searches.saved


def _pointed(text: str, error: QueryError) -> Iterator[str]:
    """Yield the error, the query, and a mark below the place."""
    from rich.cells import cell_len  # noqa: PLC0415 — only where something is wrong

    first = max(error.start - _BEFORE, 0) if len(text) > _SHOWN else 0
    last = first + _SHOWN
    before = "…" * (first > 0) + one_line(text[first : error.start])
    part = one_line(text[error.start : min(error.end, last)])
    yield error.message
    yield f"  {before}{one_line(text[error.start : last])}{'…' * (last < len(text))}"
    yield f"  {' ' * cell_len(before)}{'^' * max(cell_len(part), 1)}"


MOST_LISTED = 20
"""The most candidates that are listed."""


def choose_one(
    args: Namespace, shell: Shell, journal: Journal, *, among: Sequence[Entry] | None = None, noun: str = "viewing"
) -> Entry | None:
    """Return the one entry that an id, a whole title or a query names; None after saying that nothing matched.

    Looks in the journal, or in `among`. Raises BadInputError with numbered candidates if several match.
    """
    found = found_by(args.query, shell, journal, among)
    if not found:
        return None
    number: int | None = args.number
    if number is not None:
        if number > len(found):
            raise BadInputError(
                f"There is no number {number}: {counted(len(found), noun)} {'matches' if len(found) == 1 else 'match'}."
            )
        return found[number - 1]
    if len(found) > 1:
        raise BadInputError(*_candidates(found, noun))
    return found[0]


def found_by(words: Sequence[str], shell: Shell, journal: Journal, among: Sequence[Entry] | None = None) -> list[Entry]:
    """Return the entries that an id, a whole title or a query names; none after saying that nothing matched."""
    known = journal.entries if among is None else among
    found = _of_id(words, known) or with_title(words, known)
    if not found:
        search = Search(journal, words, shell, among)
        found = search.entries
        if not found:
            search.suggest_nearest()
    return found


def require_query(args: Namespace, example: str = "leaving las vegas") -> None:
    """Raise BadInputError if there is no id or query; the error shows an example."""
    if not args.query:
        raise BadInputError(f"Name a viewing by an id or a query, such as `filmjournal {args.verb} {example}`.")


def confirmed(args: Namespace, entry: Entry, change: str, shell: Shell) -> bool:
    """Whether to make a change: yes with --yes or an id; else the person is asked about what the query found.

    Raises BadInputError where no question can be asked.
    """
    if args.yes or _is_named(args, entry):
        return True
    if not shell.can_ask:
        raise BadInputError(f"Nothing was changed: this would {change}. Add --yes, or name it by its id.")
    agreed = shell.agrees(f"{change[:1].upper()}{change[1:]}?")
    if not agreed:
        shell.say("Nothing was changed.")
    return agreed


def _is_named(args: Namespace, entry: Entry) -> bool:
    """Whether an entry was named by its id or the start of it, not by a query."""
    return len(args.query) == 1 and (
        entry.id == args.query[0] or (len(args.query[0]) >= SHORTEST and entry.id.startswith(args.query[0]))
    )


def _of_id(words: Sequence[str], among: Sequence[Entry]) -> list[Entry]:
    """Return the entry with this id, or those whose id begins so."""
    (id_, *more) = words
    if more:
        return []
    exact = [entry for entry in among if entry.id == id_]
    return exact or [entry for entry in among if entry.id.startswith(id_)] if len(id_) >= SHORTEST else exact


def with_title(words: Sequence[str], entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries whose film has exactly this title, folded."""
    title = _plain(" ".join(words))
    return [each for each in entries if title and title in {_plain(each.film.title), _plain(each.film.original_title)}]


def _plain(title: str) -> str:
    return searchable(title).strip()


def _candidates(found: Sequence[Entry], noun: str) -> list[str]:
    """Return an error, and a numbered line for each match."""
    shown = found[:MOST_LISTED]
    short = short_ids([entry.id for entry in found])
    rows = [_row(number, entry, short[entry.id]) for number, entry in enumerate(shown, start=1)]
    more = [f"  and {counted(len(found) - len(shown), noun)} more"] if len(found) > len(shown) else []
    asks = f"{counted(len(found), noun)} match: add --number N, or write more of the query or an id."
    return [asks, *columns(rows), *more]


def _row(number: int, entry: Entry, short_id: str) -> tuple[str, ...]:
    viewing = entry.viewing
    rating = viewing.rating.stars if viewing.rating else ""
    return f"{number:>3}", short_id, short_date(viewing.watched), titled(entry.film), rating


SHORTEST = 8
"""The least characters of an id that are shown."""


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """Return the shortest unique start of each id, at least `SHORTEST` characters, by id."""
    ordered = sorted(ids)
    short: dict[str, str] = {}
    for before, id_, after in zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False):
        shared = max(_shared(id_, other) for other in (before, after))
        short[id_] = id_[: max(SHORTEST, shared + 1)]
    return short


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
