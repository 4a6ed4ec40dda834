"""The preview of an import: what would become of each thing that was read."""

from collections.abc import Mapping, Sequence

from filmjournal.exchange.batch import Problem
from filmjournal.exchange.planning.merge3 import Difference
from filmjournal.exchange.planning.plan import MissingRow, Plan, Step, StepKind
from filmjournal.model.facts import label
from filmjournal.model.wording import titled
from filmjournal.render.import_plan import about, is_worth_a_row, row, value_text
from filmjournal.render.preview import Asks, Preview, PreviewKind, PreviewRow


class RowKind(PreviewKind):
    """What would become of a row; what needs an answer comes first."""

    AMBIGUOUS = ("ambiguous", "Several films match. Press the number of the right one.", Asks.FIRST)
    CONFLICT = ("in conflict", "You and the export changed it. Yours stays where both differ, unless you press 2.")
    UNREADABLE = ("unreadable", "This row can't be imported.")
    PARTIAL = ("in part", "It will be imported, except for what can't be read.")
    NOTE = ("note", "This is about the files, and nothing that you need to answer.", Asks.UNCOUNTED)
    GONE = ("gone there", "The export no longer has it. Your entry stays.")
    CHANGED = ("changed", "You have it; the export has more about it, or something else by now.")
    NEW = ("new", "It will be imported.")
    NO_FILM = ("not a film", "It is left out: a journal is about films.")
    UNCHANGED = ("unchanged", "You have all of it already.")


_KINDS = {
    StepKind.NEW: RowKind.NEW,
    StepKind.CHANGED: RowKind.CHANGED,
    StepKind.UNCHANGED: RowKind.UNCHANGED,
    StepKind.AMBIGUOUS: RowKind.AMBIGUOUS,
    StepKind.CONFLICT: RowKind.CONFLICT,
    StepKind.UNREADABLE: RowKind.UNREADABLE,
    StepKind.PARTIAL: RowKind.PARTIAL,
    StepKind.NO_FILM: RowKind.NO_FILM,
}


def preview_of(
    plan: Plan, service: str, questions: Mapping[int, Sequence[str]], chosen: Mapping[int, int], losses: str = ""
) -> Preview:
    """Return the preview of a plan.

    `questions` are the answers to choose from, and `chosen` the number of the chosen one, from 1: both by the number of
    a step. `losses` says what can't be imported.
    """
    rows = [
        _preview_row(step, tuple(questions.get(step.number, ())), chosen.get(step.number, 0))
        for step in plan.steps
        if step.number in questions or is_worth_a_row(step)
    ]
    notes = (PreviewRow(RowKind.NOTE, sentence) for sentence in plan.batch.notes)
    return Preview(service, (*rows, *map(_gone, plan.missing_rows), *notes), losses, not plan.changes_nothing)


def _preview_row(step: Step, choices: tuple[str, ...], chosen: int) -> PreviewRow:
    _, noun, film, _, place = row(step)
    reason = step.reason
    if step.kind is StepKind.AMBIGUOUS and not chosen:  # the meaning of its kind says what to do
        reason = "" if step.candidates else "It will be imported once it is clear which film it is."
    is_problem = isinstance(step.item, Problem)
    question = step.item.question if isinstance(step.item, Problem) else None
    if question is not None:
        reason = f"Nothing says {question.asks}. Press the number of what is meant"
        reason += "." if question.is_open else ": it goes for all files."
    return PreviewRow(
        kind=_KINDS[step.kind] if question is None else RowKind.AMBIGUOUS,
        title=place if question else film or noun,
        about=question.asks if question else step.reason if is_problem else _about(step),
        place=place,
        reason="" if is_problem and not question else reason,
        changes=tuple(_change(each, step) for each in step.differences),
        choices=choices,
        chosen=chosen,
        number=step.number,
    )


def _change(difference: Difference, step: Step) -> tuple[str, str, str]:
    """Return what differs, and both versions; in a conflict, also that theirs will be imported."""
    name = label(difference.key)
    is_marked = difference.is_imported and step.kind is StepKind.CONFLICT
    shown = f"{name} (theirs)" if is_marked else name
    return shown, value_text(difference.ours), value_text(difference.theirs)


def _about(step: Step) -> str:
    """Return what a step says about its film, and what of it differs, in a few words."""
    count = len(step.candidates)
    films = f"{count} films match" if count > 1 else "a film matches" if count else ""
    differs = ", ".join(label(each.key).lower() for each in step.differences)
    return "; ".join(filter(None, (about(step), films, differs)))


def _gone(gone: MissingRow) -> PreviewRow:
    return PreviewRow(RowKind.GONE, titled(gone.film), gone.source.table, gone.source.key)
