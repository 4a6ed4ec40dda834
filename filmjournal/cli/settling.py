"""Asks what an import cannot know by itself: which film is meant, and what stands where both sides were changed."""

from argparse import Namespace
from collections.abc import Sequence

from filmjournal.cli.shell import Shell
from filmjournal.exchange.planning.plan import LEAVE_OUT, NEW_FILM, Plan, Step
from filmjournal.model.wording import counted
from filmjournal.render import planned

_MINE, _THEIRS, _LATER = "m", "t", ""
"""The answers to what stands; a capital letter stands for all that are left."""

_ASKED = "m mine, t theirs, nothing for later (M or T for all that are left):"


def settled(found: Plan, asked: Namespace, shell: Shell) -> Plan:
    """Return the plan as it is once somebody was asked, or an option said what stands."""
    asks = _asks(asked, shell)
    if asks and found.ambiguous:
        found = found.resolved(dict(_which_film(step, shell) for step in found.ambiguous))
    while asked.theirs and found.conflicts:
        found = found.resolved({}, [step.number for step in found.conflicts])
    if asks and found.conflicts and not asked.mine:
        answers = _what_stands(found.conflicts, shell)
        theirs, later = ([number for number, each in answers.items() if each == way] for way in (_THEIRS, _LATER))
        found = found.resolved({}, theirs, later)
    return found


def unsettled(found: Plan, asked: Namespace, shell: Shell) -> list[str]:
    """Return a sentence for each kind of thing that nobody has decided, with how to decide it."""
    told = []
    ambiguous, later = len(found.ambiguous), len(found.later)
    conflicts = 0 if asked.mine or _asks(asked, shell) else len(found.conflicts)
    if ambiguous:
        stay = "would stay" if asked.dry_run else "stayed"
        films = f"{counted(ambiguous, 'film')} in doubt"
        told.append(f"{films} {stay} out: import again on a terminal to say which films they are.")
    if later:
        told.append(f"{counted(later, 'conflict')} {'is' if later == 1 else 'are'} left for the next import.")
    if conflicts:
        way = "--theirs takes what is told there."
        if not asked.dry_run:
            way = "To take what is told there, `filmjournal undo`, and import again with --theirs."
        told.append(f"{counted(conflicts, 'conflict')}: what you have here stays. {way}")
    return told


def _asks(asked: Namespace, shell: Shell) -> bool:
    return shell.can_ask and not (asked.yes or asked.dry_run)


def _which_film(step: Step, shell: Shell) -> tuple[str, str]:
    """Ask which film is meant, and return the choice; whoever says nothing leaves it out for now."""
    told = step.item.film.id if hasattr(step.item, "film") else ""
    shell.say(*planned.question(step))
    numbers = {str(number): film.id for number, film in enumerate(step.candidates, start=1)}
    numbers[str(len(numbers) + 1)] = NEW_FILM
    while (answer := shell.answer("Its number, or nothing to leave it out:")) not in {"", *numbers}:
        shell.say(f"There is no number {answer}.")
    return told, numbers.get(answer, LEAVE_OUT)


def _what_stands(steps: Sequence[Step], shell: Shell) -> dict[int, str]:
    """Ask what stands in each of these, and return the answers by the number of the step."""
    answers: dict[int, str] = {}
    answer = _LATER
    for place, step in enumerate(steps, start=1):
        if not answer.isupper():
            head, *facts = planned.conflict(step)
            shell.say(f"Conflict {place} of {len(steps)}: {head}", *facts)
            while (answer := shell.answer(_ASKED)).lower() not in {_MINE, _THEIRS, _LATER}:
                shell.say(f"“{answer}” is none of m, t, M and T.")
        answers[step.number] = answer.lower()
    return answers
