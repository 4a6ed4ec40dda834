"""Import: read files, plan what they would change in the journal, resolve questions, and apply it all as one change."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from msgspec import structs

from filmjournal.exchange.batch import Batch, FilmFinder, Question
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.planning.plan import Plan
from filmjournal.exchange.planning.planner import plan
from filmjournal.exchange.readers.own import SERVICE as OURS
from filmjournal.journal.journal import Journal
from filmjournal.lookup.filling import Result
from filmjournal.model.collector import collector_paused
from filmjournal.model.film import Film
from filmjournal.model.import_changes import ImportChanges, StoredRecord
from filmjournal.model.when import DateOrder
from filmjournal.model.wording import counted, listed
from filmjournal.render.import_plan import summary
from filmjournal.render.lookups import summary as lookup_summary
from filmjournal.render.lookups import undecided as lookup_undecided
from filmjournal.transfer.lookups import Lookup
from filmjournal.transfer.reading import Request, find_reader, read_batch

Progress = Callable[[str, int, int], None]
"""Called with what is being done, and how much of how much is done (of 0 if unknown). What it raises ends the work."""


class CancelledError(Exception):
    """Raised by a progress callback when nobody wants the import any more. Nothing was changed."""


_NAMED = 3
"""Files that are named; the others are counted."""


class Import:
    """One import. Reading and planning take a while; they may run in another thread, one call at a time.

    With a lookup, the films that it brings get what they lack from the catalogue, in the same change.
    """

    def __init__(
        self,
        request: Request,
        today: date,
        progress: Progress,
        lookup: Lookup | None = None,
        finder: FilmFinder | None = None,
    ) -> None:
        """Read the files; raises CannotImportError if that isn't possible. `finder` knows what an article is about."""
        with collector_paused():
            progress("Reading", 0, 0)
            self._request, self._today, self._finder = request, today, finder
            self._files, self._reader = find_reader(request)
            self.service = self._reader.shown
            """The service or program that wrote the files, as people call it."""
            progress(f"Reading the export of {self.service}", 0, 0)
            self.batch: Batch = read_batch(self._files, self._reader, today, request, finder)
            """What was read."""
        films = self.batch.films  # there may be none before a question is answered
        is_ours = self.batch.service == OURS or (bool(films) and all(film.is_ours for film in films))
        self.lookup = None if is_ours else lookup
        """What fills in the films; None where nothing is to, and for a journal of ours, which comes back as it was."""
        self.looks_up = True
        """Whether the next plan fills in the films."""
        self._plan: Plan | None = None
        self._changes = ImportChanges()
        self._known: tuple[StoredRecord[Film], ...] = ()

    @property
    def plan(self) -> Plan:
        """What the import would change, with the answers given so far."""
        if self._plan is None:
            raise CannotImportError("Nothing is planned yet.")
        return self._plan

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the files leave open, such as what their ratings go up to: the first of each kind."""
        asked = (problem.question for problem in self.batch.problems if problem.question is not None)
        return tuple({question.option: question for question in reversed(tuple(asked))}.values())

    def answer(self, question: Question, value: str) -> None:
        """Read the files again with one of a question's answers. It has to be planned again then."""
        scale = int(value) if question.option == "scale" else self._request.scale
        order = DateOrder(value) if question.option == "dates" else self._request.order
        film = value if question.option == "film" else self._request.film
        self._request = structs.replace(self._request, scale=scale, order=order, film=film)
        with collector_paused():
            self.batch = read_batch(self._files, self._reader, self._today, self._request, self._finder)
        self._plan = None

    def plan_for(self, journal: Journal, progress: Progress | None = None) -> None:
        """Plan what would change in a journal as it is now; answers given before stay."""
        with collector_paused():
            known = journal.known_for_import()
            self._known = known.films
            compared = None if progress is None else lambda done, of: progress("Comparing", done, of)
            if progress is not None:
                progress("Comparing", 0, 0)
            self._set_plan(plan(self.batch, known, compared, like=self._plan), progress)

    def resolve(self, films: Mapping[str, str], theirs: Collection[int] = (), later: Collection[int] = ()) -> None:
        """Add answers: which film is meant by each film of the batch, and which conflicts take theirs or wait.

        A film's answer is the id of a film of the journal, NEW_FILM or LEAVE_OUT; conflicts are numbers of steps.
        """
        with collector_paused():
            self._set_plan(self.plan.resolved(films, theirs, later))

    def resolve_anew(self, films: Mapping[str, str], theirs: Collection[int]) -> None:
        """Replace all answers given before by these."""
        with collector_paused():
            self._set_plan(self.plan.replan(films, theirs, ()))

    def apply(self, journal: Journal) -> None:
        """Make the planned changes in a journal, in memory, as one that can be undone. Raises JournalError.

        If the journal may have changed since it was planned for, plan for it again first.
        """
        with collector_paused():
            journal.apply_import(self._changes, f"Imported from {self.service}")

    def _set_plan(self, planned: Plan, progress: Progress | None = None) -> None:
        found = None if progress is None else lambda done, of: progress("Looking up who made the films", done, of)
        self._plan = planned
        if self.lookup is None or not self.looks_up:
            self._changes = planned.changes
        else:
            self._changes = self.lookup.added_to(planned.changes, self._known, found)

    def people(self, verb: str, *, in_short: bool = False) -> str:
        """Return how many of the films get their people, in a sentence; nothing where no film is looked up."""
        return lookup_summary(self._looked_up, verb, in_short=in_short) if self._looked_up else ""

    @property
    def undecided(self) -> str:
        """Of how many films a lookup has to ask which they are, without a full stop; nothing where of none."""
        return lookup_undecided(self._looked_up)

    @property
    def _looked_up(self) -> Sequence[Result]:
        return self.lookup.results if self.lookup is not None and self.looks_up else ()

    @property
    def outcome(self) -> str:
        """What was left out, and what was imported: nothing stands above a loss."""
        done = f"Imported from {self.service}: {summary(self.plan)}."
        sentences = (self.not_imported, done, self.about_no_film, self.people("got"))
        return " ".join(filter(None, sentences))

    @property
    def not_imported(self) -> str:
        """What could not be imported: how many rows and files, of which files, and columns that can't be read."""
        problems = self.batch.problems
        open_files = [
            f"{each.place} is left out: nothing in it says {each.question.asks}."
            for each in problems
            if each.question is not None and not each.is_partial
        ]
        lost = [each for each in problems if not (each.is_partial or each.is_no_film or each.question)]
        rows = sum(each.place.row > 0 for each in lost)
        counts = [counted(rows, "row")] * (rows > 0) + [counted(len(lost) - rows, "file")] * (len(lost) > rows)
        files = list(dict.fromkeys(each.place.file for each in lost))
        named = listed(files if len(files) <= _NAMED else [*files[:_NAMED], f"{len(files) - _NAMED:,} more"])
        verb = "was" if len(lost) == 1 else "were"
        sentences = [f"{listed(counts)} {verb} left out{', in' if rows else ':'} {named}."] if lost else []
        whole_columns = [str(each) for each in problems if each.is_column]
        return " ".join([*open_files, *sentences, *whole_columns])

    @property
    def about_no_film(self) -> str:
        """How many rows are about something else than films, in a sentence; empty if none is."""
        others = [problem.place for problem in self.batch.problems if problem.is_no_film]
        if not others:
            return ""
        noun = "row" if any(place.row for place in others) else "file"
        return f"{counted(len(others), noun)} {'is' if len(others) == 1 else 'are'} about no film, and stayed out."

    @property
    def left_out(self) -> str:
        """How many films stayed out because it isn't clear which they are; empty if none did."""
        ambiguous = len(self.plan.ambiguous)
        return f"{counted(ambiguous, 'film')} with an ambiguous match stayed out" if ambiguous else ""
