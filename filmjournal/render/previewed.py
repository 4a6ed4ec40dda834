"""A plan of an import as the rows that the screen shows, each with what it can be settled with."""

from filmjournal.exchange.batch import Problem
from filmjournal.exchange.plan import LEAVE_OUT, NEW_FILM, Kind, Plan, Step, Vanished
from filmjournal.render.incoming import Outlook, Preview, PreviewRow
from filmjournal.render.kept import label
from filmjournal.render.planned import fact, film_in_full, is_worth_a_row, row
from filmjournal.render.words import titled

OUTLOOKS = {
    Kind.NEW: Outlook.NEW,
    Kind.CHANGED: Outlook.CHANGED,
    Kind.UNCHANGED: Outlook.UNCHANGED,
    Kind.IN_DOUBT: Outlook.IN_DOUBT,
    Kind.CONFLICT: Outlook.CONFLICT,
    Kind.UNREADABLE: Outlook.UNREADABLE,
    Kind.IN_PART: Outlook.IN_PART,
}
"""What the screen calls each kind of step."""

OURS, THEIRS = "What is here stays", "What is told there comes in"
"""What a conflict can be settled with."""


class Choices:
    """What the doubts and conflicts of a plan can be settled with, by the number of their row, and what was chosen."""

    def __init__(self, plan: Plan) -> None:
        self._offered: dict[int, tuple[str, ...]] = {}
        self._meant: dict[int, tuple[str, ...]] = {}
        self._films: dict[int, str] = {}
        self._chosen: dict[int, int] = {}
        self._shown: list[int] = []
        for number, step in enumerate(plan.steps):
            if step.candidates:
                shown = [film_in_full(film) for film in step.candidates]
                self._offered[number] = (*shown, "A film that the journal does not know", "Leave it out")
                self._meant[number] = (*(film.id for film in step.candidates), NEW_FILM, LEAVE_OUT)
                self._films[number] = step.told.film.id if hasattr(step.told, "film") else ""
            elif step.kind is Kind.CONFLICT:
                self._offered[number] = (OURS, THEIRS)

    def choose(self, row: int, choice: int) -> None:
        """Settle the row of this number with a choice, from 1."""
        step = self._shown[row] if 0 <= row < len(self._shown) else -1
        if 1 <= choice <= len(self._offered.get(step, ())):
            self._chosen[step] = choice

    def settled(self, plan: Plan) -> Plan:
        """Return the plan as it is with what was chosen."""
        films = {
            self._films[row]: self._meant[row][choice - 1] for row, choice in self._chosen.items() if row in self._films
        }
        theirs = [row for row, choice in self._chosen.items() if row not in self._films and choice == 2]
        return plan.again(films, frozenset(plan.steps[row].number for row in theirs), ())

    def preview(self, plan: Plan, service: str) -> Preview:
        """Return the rows of a plan."""
        self._shown = [
            number for number, step in enumerate(plan.steps) if number in self._offered or is_worth_a_row(step)
        ]
        rows = [self._row(number, plan.steps[number]) for number in self._shown]
        return Preview(service, (*rows, *map(_gone, plan.vanished)), plan.batch.notes)

    def _row(self, number: int, step: Step) -> PreviewRow:
        _, noun, film, about, place = row(step)
        return PreviewRow(
            outlook=OUTLOOKS[step.kind],
            title=film or noun,
            about=about if not isinstance(step.told, Problem) else step.reason,
            place=place,
            reason=step.reason if not isinstance(step.told, Problem) else "",
            changes=tuple((label(each.key), fact(each.ours), fact(each.theirs)) for each in step.differences),
            choices=self._offered.get(number, ()),
            chosen=self._chosen.get(number, 0),
        )


def _gone(gone: Vanished) -> PreviewRow:
    return PreviewRow(Outlook.GONE, titled(gone.film), gone.source.table, gone.source.key)
