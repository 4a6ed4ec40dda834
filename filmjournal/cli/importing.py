"""Brings in what other services and programs have, once it was told what that is."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filmjournal.cli.reading_in import read_batch
from filmjournal.cli.settling import settled, unsettled
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.cli.streams import BadInputError
from filmjournal.exchange.planning.plan import Plan
from filmjournal.exchange.planning.planner import Progress, plan
from filmjournal.journal.journal import Journal
from filmjournal.model.collector import collector_paused
from filmjournal.model.text import one_line
from filmjournal.render import planned

_LONG = 400_000
"""Bytes above which somebody who waits is told how far it is."""


def import_films(asked: Namespace, shell: Shell) -> Status:
    """Tell what the files that were named would bring, and bring it in when that is wanted."""
    with _interrupted("Nothing was changed."):
        return _import(asked, shell)


def _import(asked: Namespace, shell: Shell) -> Status:
    with _told_how_far(asked.paths, shell) as tell, collector_paused():
        tell("Reading", 0, 0)
        shown, batch = read_batch(asked, shell)
        journal = shell.journal(keeps_backups=not asked.dry_run)
        journal.store.refuse_if_newer()
        found = plan(batch, journal.known_for_import(), _progress(tell))
    found = settled(found, asked, shell)
    _put(found, asked, shell)
    shell.say(*batch.notes)
    if found.changes_nothing:
        shell.say(_nothing(found, shown), *unsettled(found, asked, shell))
        return _status_of_nothing(found)
    told = planned.summary(found)
    if asked.dry_run:
        shell.say(f"{shown} would bring: {told}. Nothing was changed.", *unsettled(found, asked, shell))
        return Status.DONE
    if not asked.yes and not _is_wanted(told, shown, shell):
        shell.say("Nothing was changed.")
        return Status.NOTHING
    if not asked.yes:  # while it was asked, the journal may have changed
        journal = shell.journal()
        found = plan(batch, journal.known_for_import(), like=found)
    _bring(found, shown, asked, journal, shell)
    return Status.DONE


def _bring(found: Plan, shown: str, asked: Namespace, journal: Journal, shell: Shell) -> None:
    with _told_how_far(asked.paths, shell) as tell, collector_paused():
        tell("Saving", 0, 0)
        journal.apply_import(found.delivery, f"Imported from {shown}")
        with _interrupted("It may be there already: `filmjournal undo` takes it back."):
            journal.save()
    shell.say(f"Imported from {shown}: {planned.summary(found)}. `filmjournal undo` takes it back.")
    shell.say(*unsettled(found, asked, shell))


def _is_wanted(told: str, shown: str, shell: Shell) -> bool:
    if not shell.can_ask:
        raise BadInputError(f"Nothing was changed: to bring in {told} without a terminal to ask on, say --yes.")
    return shell.agrees(f"Bring in {told} from {shown}?")


def _nothing(found: Plan, shown: str) -> str:
    if found.ambiguous or found.conflicts:
        return f"{shown} brings nothing but what is not settled. Nothing was changed."
    if not found.has_known:
        return f"Nothing that {shown} tells can be brought in. Nothing was changed."
    return f"Nothing is new: all that {shown} tells is in the journal."


def _status_of_nothing(found: Plan) -> Status:
    """Return what it is that a plan brings nothing: done, where all that is told is in the journal already."""
    if found.ambiguous or found.conflicts:
        return Status.NOTHING
    if found.has_known:
        return Status.DONE
    return Status.BAD_INPUT if found.batch.problems else Status.NOTHING


def _put(found: Plan, asked: Namespace, shell: Shell) -> None:
    if asked.json:
        shell.put_json(planned.as_json(found))
    elif shell.is_drawn_on:
        shell.put_rows(list(planned.counts(found)))
        table = planned.table(found)
        if table.row_count:
            shell.put("")
            shell.draw(table, shell.console())
    else:
        shell.put_text("\n".join("\t".join(map(one_line, row)) for row in planned.rows(found)))


Tell = Callable[[str, int, int], None]
"""Is told what is being done, and how far of how much it is."""


def _progress(tell: Tell) -> Progress:
    return lambda done, of: tell("Comparing", done, of)


@contextmanager
def _told_how_far(paths: list[Path], shell: Shell) -> Iterator[Tell]:
    """Show on a terminal how far long work is, as long as it lasts."""
    if not shell.is_watched or sum(map(_size, paths)) < _LONG:
        yield lambda *_: None
        return
    from rich.progress import Progress as Bar  # noqa: PLC0415 — only long work on a terminal pays for it

    with Bar(console=shell.console(is_beside=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of or None)


@contextmanager
def _interrupted(told: str) -> Iterator[None]:
    """Have it told what became of this where Ctrl+C ends it, unless more is known of that."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt(*(error.args or (told,))) from None


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
        return path.stat().st_size
    except OSError:  # whoever reads it says what is wrong with it
        return 0
