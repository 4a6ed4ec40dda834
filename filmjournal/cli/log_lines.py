"""Log many viewings from standard input: all of them, or none."""

from argparse import Namespace

from filmjournal.cli.output import put_changed
from filmjournal.cli.shell import Shell
from filmjournal.cli.stated import stated_by
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.which_film import ambiguous_sentence
from filmjournal.exchange.entry.json_lines import Line, LineProblem, read_lines
from filmjournal.exchange.entry.record import EntryRecord, record_of
from filmjournal.journal.journal import Journal
from filmjournal.model.facts import BY_JOURNAL
from filmjournal.model.known_films import KnownFilms
from filmjournal.model.viewing import Viewing
from filmjournal.model.wording import counted

MOST_REPORTED = 20
"""The most problems that are listed."""


def log_lines(args: Namespace, shell: Shell) -> Status:
    """Log every viewing on standard input as one change; raises BadInputError with the problem of each line."""
    if stated_by(args, shell) or len(args.words) > 1 or args.edit or args.new or args.number:
        raise BadInputError("With -, everything comes from standard input: leave out stars and other options.")
    journal = shell.journal()
    read = list(read_lines(shell.read(), shell.today))
    lines = [line for line in read if isinstance(line, Line)]
    problems = sorted(
        [*(line for line in read if isinstance(line, LineProblem)), *_conflicts(lines, journal)],
        key=lambda each: each.number,
    )
    if problems:
        raise BadInputError(*_report(problems))
    new = [line for line in lines if journal.entry(line.record.id) is None]
    there = len(lines) - len(new)
    if not new:
        shell.say(
            "Nothing is new: everything is logged already." if there else "There is no viewing on standard input."
        )
        return Status.DONE if there else Status.NOTHING
    title = f"Logged {counted(len(new), 'viewing')}"
    entries = journal.log_all([(line.film, line.viewing) for line in new], title)
    journal.save()
    shell.say(f"{title}.", *([f"{counted(there, 'viewing')} more on standard input: logged already."] if there else []))
    put_changed(entries, args, shell, is_list=True)
    return Status.DONE


def _conflicts(lines: list[Line], journal: Journal) -> list[LineProblem]:
    """Return what conflicts with the journal or with other lines."""
    known, seen = KnownFilms(journal.tables.films.values()), dict[str, int]()
    problems = []
    for line in lines:
        reason = _reason(line, journal, known, seen)
        if reason:
            problems.append(LineProblem(line.number, reason))
        elif line.film.id and known.get(line.film.id) is None:
            known.add(line.film)
        if line.record.id:
            seen[line.record.id] = line.number
    return problems


def _reason(line: Line, journal: Journal, known: KnownFilms, seen: dict[str, int]) -> str:
    id_ = line.record.id
    stored = journal.entry(id_)
    if id_ in seen:
        return f"the id {id_} is on line {seen[id_]} already: leave it out to log the film again."
    if stored is not None and _differs(line, record_of(stored)):
        return f"the viewing {id_} is logged already, and differs: `filmjournal edit` changes it, or leave out its id."
    if id_ and stored is None and journal.tables.can_restore(id_):
        return f"the viewing {id_} is in the trash: `filmjournal trash restore {id_}` brings it back."
    named = known.get(line.film.id)
    if named is not None and not named.could_match(line.film):
        return f"the film {named.id} is “{named.title}”, and not “{line.film.title}”: leave its id out, or correct it."
    found = known.candidates(line.film) if stored is None and named is None and not line.film.id else []
    if len(found) > 1:
        return ambiguous_sentence(line.film, found)
    return ""


def _differs(line: Line, stored: EntryRecord) -> bool:
    """Whether a line differs from the viewing already logged; of the film, only the title counts."""
    keys = (line.keys & {*Viewing.__struct_fields__, "title"}) - BY_JOURNAL
    return any(getattr(line.record, key) != getattr(stored, key) for key in keys)


def _report(problems: list[LineProblem]) -> list[str]:
    shown = [str(fault) for fault in problems[:MOST_REPORTED]]
    more = len(problems) - len(shown)
    head = "Nothing was logged: standard input has problems."
    return [head, *shown, *([f"and {counted(more, 'line')} more."] if more else [])]
