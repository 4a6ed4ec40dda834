"""Films and viewings as records, and the steps by which they change."""

from collections.abc import Callable, Iterable
from typing import Any

from filmjournal.journal.documents import Documents
from filmjournal.journal.records import Problem, Records, Stored
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing

Step = tuple[str, str, Stored[Any] | None]
"""A table, the id of a record in it, and the record as it is to be; None for none."""


Steps = tuple[Step, ...]
"""What one change does, record by record."""

Plan = Callable[[], Iterable[Step]]
"""Works out the steps of a change from the records as they are when it is called."""


class Tables:
    """The records of a journal, inside the document that is saved."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        """What is saved; it holds the records' bytes."""
        self.films = Records(Film, "films", documents.tables["films"])
        """Every film."""
        self.viewings = Records(Viewing, "viewings", documents.tables["viewings"])
        """Every viewing."""

    def film_steps(self, film: Film, seen: Film | None) -> list[Step]:
        """Return what keeps a film: nothing where it is as it was seen, for then its record is left as it is by now."""
        if self.films.value(film.id) is not None and film == seen:
            return []
        return [("films", film.id, self.films.written(film))]

    def viewing_step(self, viewing: Viewing) -> Step:
        """Return what keeps a viewing."""
        return "viewings", viewing.id, self.viewings.written(viewing)

    def film_left(self, viewing_id: str, kept_film_id: str = "") -> list[Step]:
        """Return what removes the film of a viewing; it is carried out only where no other viewing needs the film."""
        viewing = self.viewings.value(viewing_id)
        if viewing is None or viewing.film == kept_film_id:
            return []
        others = (other for other in self.viewings.values() if other.film == viewing.film and other.id != viewing_id)
        return [] if any(others) else [("films", viewing.film, None)]

    def carry_out(self, plan: Plan) -> tuple[Steps, Steps]:
        """Put the planned records into memory; a film that another viewing needs is not removed."""
        steps = tuple(plan())
        before = tuple((table, id_, self._table(table).stored(id_)) for table, id_, _ in steps)
        self.put(step for step in steps if step[0] == "viewings")
        needed = {viewing.film for viewing in self.viewings.values()}
        self.put(step for step in steps if step[0] == "films" and (step[2] is not None or step[1] not in needed))
        return before, steps

    def put(self, steps: Iterable[Step]) -> None:
        """Put records into memory, or take them away."""
        for table, id_, record in steps:
            self._table(table).put(id_, record)

    def _table(self, name: str) -> Records[Any]:
        return self.films if name == "films" else self.viewings

    def paired(self, known: dict[str, Entry]) -> tuple[list[Entry], list[Problem]]:
        """Return every viewing with its film, and what could not be read; what is known already keeps its entry."""
        problems = [*self.films.problems, *self.viewings.problems]
        entries: list[Entry] = []
        for viewing in self.viewings.values():
            film = self.films.value(viewing.film)
            if film is None:
                record = self.viewings.stored(viewing.id)
                where = record.number if record else viewing.id
                problems.append(Problem("viewings", where, f"its film, {viewing.film}, is not in the journal"))
                continue
            entry = known.get(viewing.id)
            if entry is None or entry.viewing is not viewing or entry.film is not film:
                entry = Entry(viewing, film)
            entries.append(entry)
        return entries, problems
