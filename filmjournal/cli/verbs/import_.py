"""Imports films, viewings and watchlists from other services and programs, and reviews as they are published."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filmjournal.cli.completes import TITLE, completes
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.exchange.batch import Question
    from filmjournal.exchange.planning.plan import Step
    from filmjournal.journal.journal import Journal
    from filmjournal.model.film import Film
    from filmjournal.model.when import DateOrder
    from filmjournal.transfer.imports import Import, Progress


def add_arguments(parser: ArgumentParser) -> None:
    """Add the files, and how to read and merge them."""
    parser.usage = "filmjournal import PATH… [options]"
    paths = (
        "a ZIP, a folder or a file from another service or program, or several files of one export; a review as "
        "Markdown or plain text; - reads a review from standard input"
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=paths)
    parser.add_argument("--dry-run", action="store_true", help="only show what would be imported")
    parser.add_argument("--yes", action="store_true", help="don't ask")
    conflicts = parser.add_mutually_exclusive_group()
    mine = "keep your version of every conflict and don't ask; the default without a terminal"
    conflicts.add_argument("--mine", action="store_true", help=mine)
    conflicts.add_argument("--theirs", action="store_true", help="take their version of every conflict")
    parser.add_argument("--json", action="store_true", help="write JSON, for programs")
    without = "leave the films as the files state them; else the catalogue fills in who made them"
    parser.add_argument("--no-lookup", action="store_true", help=without)
    parser.add_argument("--service", metavar="NAME", help="the service that wrote the files, if it isn't recognised")
    parser.add_argument("--deleted", action="store_true", help="also import what was deleted at Letterboxd")
    film = "which film a review is about, where its text doesn't say so, such as 'Pig (2021)'"
    completes(parser.add_argument("--film", metavar="TITLE", help=film), TITLE)
    parser.add_argument("--clipboard", action="store_true", help="import the review that is on the clipboard")
    columns = parser.add_argument_group("any other table", "A CSV file of no known service is imported by its columns.")
    columns.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=KEY",
        help="what a column holds, such as Film=title, Seen=watched or Score=rating; repeatable",
    )
    dates = "which comes first in dates such as 3/4/2024, if no other date of the file shows it: day-first, month-first"
    columns.add_argument("--dates", metavar="ORDER", help=dates)
    columns.add_argument(
        "--scale",
        type=int,
        metavar="N",
        help="maximum for ratings that don't state one, in Markdown too: 5, 10 or 100",
    )


_LONG = 400_000
"""Bytes from which progress is shown."""

_MINE, _THEIRS, _LATER = "m", "t", ""
"""The answers to a conflict; a capital letter answers all that are left."""

_ANSWERS = "m keeps mine, t takes theirs, nothing for later (M or T for all that are left):"


def run(args: Namespace, shell: Shell) -> Status:
    """Show what an import would change, ask what is unclear, and apply it if the person agrees."""
    with _interrupted("Nothing was changed."):
        return _import(args, shell)


def _import(args: Namespace, shell: Shell) -> Status:
    from filmjournal.render import import_plan

    with shell.progress(is_long=_is_long(args.paths)) as progress:
        importing = _read(args, shell, progress)
    answered = _answer_questions(importing, shell) if _asks(args, shell) else []
    if answered and any(each.is_open for each in importing.questions):
        shell.say("Nothing was changed.")
        return Status.NOTHING
    _refuse_without_film(importing)
    with shell.progress(is_long=_is_long(args.paths)) as progress:
        journal = shell.journal(keeps_backups=not args.dry_run)
        journal.store.refuse_if_newer()
        importing.plan_for(journal, progress)
    _resolve(importing, args, shell)
    _show(importing, args, shell)
    shell.say(*importing.batch.notes)
    if importing.about_no_film and (importing.plan.changes_nothing or args.dry_run):
        shell.say(importing.about_no_film)
    losses = [importing.not_imported] * bool(importing.not_imported)
    if importing.plan.changes_nothing:
        shell.say(*losses, _why_nothing(importing), *_unresolved(importing, args, shell))
        return _status_of_nothing(importing)
    summary = import_plan.summary(importing.plan)
    if args.dry_run:
        sentences = (f"{importing.service} would add: {summary}.", importing.people("get"), "Nothing was changed.")
        shell.say(*losses, " ".join(filter(None, sentences)))
        shell.say(*_unresolved(importing, args, shell))
        return Status.DONE
    if not args.yes and not (answered == ["film"] and _is_one_review(importing)):
        shell.say(*losses)
        if not _is_wanted(importing, summary, shell):
            shell.say("Nothing was changed.")
            return Status.NOTHING
        journal = shell.journal()  # it may have changed while the question was on the screen
        importing.plan_for(journal)
    _apply(importing, args, journal, shell)
    return Status.NOTHING if importing.not_imported else Status.DONE


def _read(args: Namespace, shell: Shell, progress: Progress) -> Import:
    from filmjournal.lookup.catalogue import Catalogue
    from filmjournal.transfer.article_films import ArticleFilms
    from filmjournal.transfer.imports import Import
    from filmjournal.transfer.lookups import Lookup
    from filmjournal.transfer.reading import Request, UnknownFilesError

    text = _text(args, shell)
    if not args.paths and not text:
        raise BadInputError("Name a file to import, such as `filmjournal import letterboxd.zip --dry-run`.")
    if args.map and args.service:
        raise BadInputError("With --map the file is any table: leave --service out.")
    columns = dict(map(_column, args.map))
    order = _order(args.dates)
    film = (args.film or "").strip()
    request = Request(tuple(args.paths), args.service or "", columns, args.scale, order, args.deleted, film, text)
    try:
        lookup = None if args.no_lookup else Lookup(Catalogue.in_use(shell.places.catalogue))
        films = ArticleFilms(lambda: _films(shell), lambda: Catalogue.in_use(shell.places.catalogue))
        return Import(request, shell.today, progress, lookup, films)
    except UnknownFilesError as error:
        raise BadInputError(*error.lines) from error


def _films(shell: Shell) -> list[Film]:
    """Return the films of the journal; only a review asks for them before the import is planned."""
    return shell.journal(keeps_backups=False).tables.used_films()


def _order(text: str | None) -> DateOrder | None:
    from filmjournal.model.when import DateOrder

    orders = [order.value for order in DateOrder]
    if text is not None and text not in orders:
        raise BadInputError(f"Dates are read {' or '.join(orders)}, and not “{text}”: write --dates {orders[0]}.")
    return None if text is None else DateOrder(text)


def _text(args: Namespace, shell: Shell) -> str:
    """Return the text that is imported in place of files; empty where files are."""
    from filmjournal.cli.stated import STDIN

    is_piped = [str(path) for path in args.paths] == [STDIN]
    if not is_piped and not args.clipboard:
        return ""
    if args.clipboard and args.paths:
        raise BadInputError("--clipboard takes the place of a file: leave the path out.")
    args.paths = []
    if is_piped:
        text = shell.read()
    else:
        from filmjournal.transfer.clipboard import clipboard_text

        text = clipboard_text()
    if not text.strip():
        raise BadInputError(f"There is no text on {'standard input' if is_piped else 'the clipboard'}.")
    return text


def _answer_questions(importing: Import, shell: Shell) -> list[str]:
    """Ask what the files leave open, and read them again with each answer; no answer leaves those files out.

    Returns what was asked, by the options that answer it in the shell.
    """
    asked: dict[str, bool] = {}
    while question := next((each for each in importing.questions if asked.get(each.option, True)), None):
        choices = {str(number): choice for number, choice in enumerate(question.answers, start=1)}
        place = next(each.place for each in importing.batch.problems if each.question == question)
        open_ = f"Which film is {place} about?"
        shell.say(
            open_ if question.is_open else f"{importing.service}: nothing in the files says {question.asks}.",
            *(f"  {number}  {meant}" for number, (_, meant) in choices.items()),
        )
        answer = _answer(question, choices, shell)
        asked[question.option] = bool(answer)
        if answer:
            importing.answer(question, answer)
    return list(asked)


def _answer(question: Question, choices: dict[str, tuple[str, str]], shell: Shell) -> str:
    """Return the value of an answer; empty where there is none."""
    prompt = "Its number, or nothing to leave out what depends on it:"
    if question.is_open:
        prompt = "Its number, or another title, or nothing to stop:" if choices else "Its title, or nothing to stop:"
    while (answer := shell.answer(prompt)) not in {"", *choices}:
        if question.is_open and not (choices and answer.isdigit() and len(answer) == 1):
            return answer
        shell.say(f"There is no number {answer}.")
    return choices[answer][0] if answer else ""


def _refuse_without_film(importing: Import) -> None:
    """Raise BadInputError where nothing says which film a review is about."""
    question = next((each for each in importing.questions if each.is_open), None)
    if question is not None:
        place = next(each.place for each in importing.batch.problems if each.question == question)
        raise BadInputError(f"Nothing in {place} says {question.asks}: add {question.way}.")


def _is_one_review(importing: Import) -> bool:
    """Whether an import is of one review and leaves nothing open: who said which film it is about wants it."""
    found = importing.plan
    return len(importing.batch.viewings) == 1 and not (found.ambiguous or found.conflicts or importing.not_imported)


def _column(text: str) -> tuple[str, str]:
    heading, sign, key = text.rpartition("=")
    if not sign or not heading.strip() or not key.strip():
        raise BadInputError(f"“{text}” doesn't say what a column holds: write --map HEADING=KEY, as in Film=title.")
    return heading.strip(), key.strip().casefold()


def _apply(importing: Import, args: Namespace, journal: Journal, shell: Shell) -> None:
    with shell.progress(is_long=_is_long(args.paths)) as progress:
        progress("Saving", 0, 0)
        importing.apply(journal)
        with _interrupted("It may have been imported: `filmjournal undo` undoes it."):
            journal.save()
    shell.say(f"{importing.outcome} `filmjournal undo` undoes it.", *_unresolved(importing, args, shell))
    if importing.undecided:
        shell.say(f"{importing.undecided}: `filmjournal lookup` asks which.")


def _is_wanted(importing: Import, summary: str, shell: Shell) -> bool:
    if not shell.can_ask:
        raise BadInputError(f"Nothing was changed. To import {summary} without a terminal to ask on, add --yes.")
    shell.say(*filter(None, [importing.people("get")]))
    return shell.agrees(f"Import {summary} from {importing.service}?")


def _why_nothing(importing: Import) -> str:
    found = importing.plan
    if found.ambiguous or found.conflicts:
        return f"{importing.service} has nothing new but what is undecided. Nothing was changed."
    if not found.has_known:
        return f"Nothing from {importing.service} can be imported. Nothing was changed."
    rest = "everything else" if importing.not_imported else "everything"
    return f"Nothing is new: {rest} from {importing.service} is in the journal."


def _status_of_nothing(importing: Import) -> Status:
    """Return the status of an import that changes nothing: done, if everything is in the journal already."""
    found = importing.plan
    if found.has_known and not (found.ambiguous or found.conflicts or importing.not_imported):
        return Status.DONE
    is_nothing_known = not (found.has_known or found.ambiguous or found.conflicts)
    return Status.BAD_INPUT if is_nothing_known and importing.not_imported else Status.NOTHING


def _show(importing: Import, args: Namespace, shell: Shell) -> None:
    from filmjournal.model.text import one_line
    from filmjournal.render import import_plan
    from filmjournal.render.lookups import counts_as_json

    found = importing.plan
    if args.json:
        results = importing.lookup.results if importing.lookup is not None else ()
        shell.put_json(import_plan.as_json(found) | {"lookup": counts_as_json(results)})
    elif shell.is_drawn_on:
        shell.put_rows(list(import_plan.counts(found)))
        table = import_plan.table(found)
        if table.row_count:
            shell.put("")
            shell.draw(table, shell.console())
    else:
        rows = ["\t".join(map(one_line, row)) for row in import_plan.rows(found)]
        if rows:
            shell.put_text("\n".join(rows))


def _resolve(importing: Import, args: Namespace, shell: Shell) -> None:
    """Ask which films are meant and which version of a conflict stays, or do what the options say."""
    asks = _asks(args, shell)
    if asks and importing.plan.ambiguous:
        importing.resolve(dict(_ask_film(step, shell) for step in importing.plan.ambiguous))
    while args.theirs and importing.plan.conflicts:
        importing.resolve({}, [step.number for step in importing.plan.conflicts])
    if asks and importing.plan.conflicts and not args.mine:
        answers = _ask_conflicts(importing.plan.conflicts, shell)
        theirs, later = ([number for number, each in answers.items() if each == way] for way in (_THEIRS, _LATER))
        importing.resolve({}, theirs, later)


def _unresolved(importing: Import, args: Namespace, shell: Shell) -> list[str]:
    """Return a sentence for each kind of question that nobody answered, with how to answer it."""
    from filmjournal.model.wording import counted

    found, sentences = importing.plan, [f"Say {each.asks} with {each.way}." for each in importing.questions]
    later = len(found.later)
    conflicts = 0 if args.mine or _asks(args, shell) else len(found.conflicts)
    if importing.left_out:
        sentences.append(f"{importing.left_out}: import again on a terminal to choose the films.")
    if later:
        sentences.append(f"{counted(later, 'conflict')} {'is' if later == 1 else 'are'} left for the next import.")
    if conflicts:
        way = "--theirs takes theirs."
        if not args.dry_run:
            way = "To take theirs, run `filmjournal undo`, then import again with --theirs."
        sentences.append(f"{counted(conflicts, 'conflict')}: yours stays. {way}")
    return sentences


def _asks(args: Namespace, shell: Shell) -> bool:
    return shell.can_ask and not (args.yes or args.dry_run)


def _ask_film(step: Step, shell: Shell) -> tuple[str, str]:
    """Ask which film is meant, and return the answer; no answer leaves it out for now."""
    from filmjournal.exchange.planning.plan import LEAVE_OUT
    from filmjournal.transfer.choices import batch_id, film_choices, film_question

    choices = {
        str(number): choice for number, choice in enumerate(film_choices(step), start=1) if choice.answer != LEAVE_OUT
    }
    shell.say(film_question(step), *(f"  {number}  {choice.text}" for number, choice in choices.items()))
    while (answer := shell.answer("Its number, or nothing to leave it out:")) not in {"", *choices}:
        shell.say(f"There is no number {answer}.")
    return batch_id(step), choices[answer].answer if answer else LEAVE_OUT


def _ask_conflicts(steps: Sequence[Step], shell: Shell) -> dict[int, str]:
    """Ask which version of each conflict stays, and return the answers by the number of the step."""
    from filmjournal.render import import_plan

    answers: dict[int, str] = {}
    answer = _LATER
    for place, step in enumerate(steps, start=1):
        if not answer.isupper():
            head, *facts = import_plan.conflict(step)
            shell.say(f"Conflict {place} of {len(steps)}: {head}", *facts)
            while (answer := shell.answer(_ANSWERS)).lower() not in {_MINE, _THEIRS, _LATER}:
                shell.say(f"“{answer}” is none of m, t, M and T.")
        answers[step.number] = answer.lower()
    return answers


@contextmanager
def _interrupted(outcome: str) -> Iterator[None]:
    """If Ctrl+C interrupts the block, add its outcome to the exception, unless it has one."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt(*(error.args or (outcome,))) from None


def _is_long(paths: list[Path]) -> bool:
    return sum(map(_size, paths)) >= _LONG


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
        return path.stat().st_size
    except OSError:  # whoever reads it says what is wrong with it
        return 0


VERB = Verb(
    "import",
    "Import from another service or program",
    "import letterboxd-you-2026-11-24.zip --dry-run\n"
    "import ratings.csv watchlist.csv --service IMDb\n"
    "import films.csv --map Film=title --map Seen=watched --map Score=rating --scale 10\n"
    "import review.md --film 'Leaving Las Vegas (1995)'",
    add_arguments,
    run,
)
