"""A plan of an import as the rows that the screen shows, each with what it can be settled with."""

from collections.abc import Mapping

from filmjournal.exchange.batch import Problem
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.exchange.planning.plan import LEAVE_OUT, NEW_FILM, MissingRow, Plan, Step, StepKind
from filmjournal.model.wording import titled
from filmjournal.render.incoming import Outlook, Preview, PreviewRow
from filmjournal.render.kept import label
from filmjournal.render.planned import about, fact, is_worth_a_row, row, told_apart

OUTLOOKS = {
    StepKind.NEW: Outlook.NEW,
    StepKind.CHANGED: Outlook.CHANGED,
    StepKind.UNCHANGED: Outlook.UNCHANGED,
    StepKind.AMBIGUOUS: Outlook.AMBIGUOUS,
    StepKind.CONFLICT: Outlook.CONFLICT,
    StepKind.UNREADABLE: Outlook.UNREADABLE,
    StepKind.PARTIAL: Outlook.PARTIAL,
}
"""What the screen calls each kind of step."""

OURS, THEIRS = "What is here stays", "What is told there comes in"
"""What a conflict can be settled with."""

_KEYS = 7
"""Films that a doubt can be settled with: there are nine keys, and two more choices. The shell offers all of them."""


class Choices:
    """What the doubts and conflicts of a plan can be settled with, by the number of their step."""

    def __init__(self) -> None:
        self._offered: dict[int, tuple[str, ...]] = {}
        self._meant: dict[int, tuple[str, ...]] = {}
        self._films: dict[int, str] = {}

    def settled(self, plan: Plan, chosen: Mapping[int, int]) -> Plan:
        """Return the plan as it is with what was chosen; a choice is a number from 1."""
        films = {
            self._films[step]: self._meant[step][choice - 1] for step, choice in chosen.items() if step in self._films
        }
        theirs = [step for step, choice in chosen.items() if step not in self._films and choice == 2]
        return plan.replan(films, theirs, ())

    def preview(self, plan: Plan, service: str, chosen: Mapping[int, int]) -> Preview:
        """Return the rows of a plan with what was chosen."""
        for step in plan.steps:
            if step.candidates or step.kind is StepKind.CONFLICT:
                self._offer(step)
        rows = [
            self._row(step, chosen.get(step.number, 0))
            for step in plan.steps
            if step.number in self._offered or is_worth_a_row(step)
        ]
        return Preview(service, (*rows, *map(_gone, plan.missing_rows)), plan.batch.notes, not plan.changes_nothing)

    def _offer(self, step: Step) -> None:
        if step.candidates:
            films = step.candidates[:_KEYS]
            shown = told_apart(films)
            self._offered[step.number] = (*shown, "A film that the journal does not know", "Leave it out")
            self._meant[step.number] = (*(film.id for film in films), NEW_FILM, LEAVE_OUT)
            self._films[step.number] = step.item.film.id if hasattr(step.item, "film") else ""
        else:
            self._offered[step.number] = (OURS, THEIRS)

    def _row(self, step: Step, chosen: int) -> PreviewRow:
        _, noun, film, _, place = row(step)
        reason = step.reason
        if step.kind is StepKind.AMBIGUOUS and not chosen:  # what is to be done is said instead
            reason = "" if step.candidates else "It comes in once it is clear which film it is."
        is_row = isinstance(step.item, Problem)
        return PreviewRow(
            outlook=OUTLOOKS[step.kind],
            title=film or noun,
            about=step.reason if is_row else _about(step),
            place=place,
            reason="" if is_row else reason,
            changes=tuple((_key(each, step), fact(each.ours), fact(each.theirs)) for each in step.differences),
            choices=self._offered.get(step.number, ()),
            chosen=chosen,
            number=step.number,
        )


def _key(difference: Difference, step: Step) -> str:
    """Return what differs; beside what is in conflict, also whether it comes in."""
    name = label(difference.key)
    return f"{name} (comes in)" if difference.is_taken and step.kind is StepKind.CONFLICT else name


def _about(step: Step) -> str:
    """Return what is told, and what of it differs, in a few words."""
    films = f"{len(step.candidates)} films it may be" if len(step.candidates) > 1 else "a film it may be"
    differs = ", ".join(label(each.key).lower() for each in step.differences)
    return "; ".join(filter(None, (about(step), films if step.candidates else "", differs)))


def _gone(gone: MissingRow) -> PreviewRow:
    return PreviewRow(Outlook.GONE, titled(gone.film), gone.source.table, gone.source.key)
