"""Changes one viewing or its film: as options tell, or in the person's own editor."""

from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from filmjournal.cli.asking import opened
from filmjournal.cli.choosing import chosen, say_which
from filmjournal.cli.output import put_told
from filmjournal.cli.shell import Shell
from filmjournal.cli.stars import read_stars
from filmjournal.cli.status import Status
from filmjournal.cli.telling import stated_by
from filmjournal.exchange.entry.reading import KEYS, revised
from filmjournal.exchange.entry.record import record_of
from filmjournal.journal.journal import Journal
from filmjournal.model.facts import BY_JOURNAL
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wording import listed, titled_and_dated

if TYPE_CHECKING:
    from filmjournal.cli.editing import Written


def edit(asked: Namespace, shell: Shell) -> Status:
    """Change what the options tell of the entry that is meant; without any, what is changed in the editor."""
    say_which(asked)
    journal = opened(shell, to_change=True)
    entry = chosen(asked, shell, journal)
    if entry is None:
        return Status.NOTHING
    told = _told(asked, entry, shell)
    if told:
        after = _kept(*revised(entry, told, shell.today), entry, journal, shell)
    else:
        journal.store.refuse_if_newer()
        edited = _edited(entry, shell)
        if edited is None:
            return Status.DONE
        with edited.kept_if_not_saved():
            after = _kept(edited.film, edited.viewing, entry, journal, shell)
    put_told([after], asked, shell, is_list=False)
    return Status.DONE


def _kept(film: Film, viewing: Viewing, entry: Entry, journal: Journal, shell: Shell) -> Entry:
    after = journal.revise(film, viewing, since=entry)
    if journal.is_saved:
        shell.say(f"Nothing of {titled_and_dated(entry)} was changed: it is so already.")
    else:
        journal.save()
        shell.say(f"Edited {titled_and_dated(after)}: {_differing(entry, after)}.")
    return after


def _told(asked: Namespace, entry: Entry, shell: Shell) -> dict[str, Any]:
    told = stated_by(asked, shell, record_of(entry))
    if asked.title is not None:
        told["title"] = asked.title.strip()
    if asked.rating is not None:
        rating = read_stars(asked.rating)
        told["rating"] = None if rating is None else rating / 2
    return told


def _edited(entry: Entry, shell: Shell) -> "Written | None":
    from filmjournal.cli.editing import written  # noqa: PLC0415 — options need no editor

    def read(entry: Entry, told: Mapping[str, Any]) -> tuple[Film, Viewing]:
        return revised(entry, told, shell.today)

    return written(entry, shell, read)


def _differing(before: Entry, after: Entry) -> str:
    one, other = record_of(before), record_of(after)
    keys = [key for key in KEYS if key not in BY_JOURNAL and getattr(one, key) != getattr(other, key)]
    return listed([key.replace("_", " ") for key in keys])
