"""Asking over the network in the shell: said before, agreed to, with its progress, and ended at any moment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filmjournal.cli.status import BadInputError

if TYPE_CHECKING:
    from filmjournal.cli.shell import Shell
    from filmjournal.lookup.catalogue import Catalogue
    from filmjournal.lookup.collecting import Progress
    from filmjournal.model.film import Film
    from filmjournal.transfer.network import Network


def network_of(shell: Shell) -> Network:
    """Return the network as far as the person allows it; raises NetworkForbiddenError where nothing may be sent."""
    from filmjournal.transfer.network import Network  # noqa: PLC0415 — only where something is to be sent

    network = Network(shell.places.settings, os.environ)
    network.refuse_if_forbidden()
    return network


def agrees_to_send(explanation: Sequence[str], shell: Shell, *, yes: bool) -> bool:
    """Say what would be sent, and return whether the person agrees; raises BadInputError where nobody can be asked."""
    shell.say(*explanation)
    if yes:
        return True
    if not shell.can_ask:
        raise BadInputError("Nothing was sent. To send it without a terminal to ask on, add --yes.")
    if shell.agrees("Ask Wikidata?"):
        return True
    shell.say("Nothing was sent.")
    return False


def fetch_films(films: Sequence[Film], shell: Shell, *, yes: bool) -> Catalogue | None:
    """Return a catalogue of the films that Wikidata has for these; None where nothing was sent.

    Raises DownloadError and NetworkForbiddenError, and BadInputError where these are none, or too many.
    """
    from filmjournal.transfer.online import SINGLE, Update, fetched, sought  # noqa: PLC0415 — only for --online

    network = network_of(shell)
    if not films:
        raise BadInputError("Name the films to look up online, such as `filmjournal lookup --online title:pig`.")
    if len(films) > SINGLE:
        raise BadInputError(
            f"{len(films):,} films are many to look up one by one: narrow the query to {SINGLE} at most, or run "
            "`filmjournal catalogue update --journal-films`."
        )
    if not agrees_to_send(Update(sought(films)).explanation(), shell, yes=yes):
        return None
    with ending("Stopped. Nothing was changed."), progress_bar(shell) as progress:
        return fetched(films, network.client(), shell.today, progress)


@contextmanager
def progress_bar(shell: Shell) -> Iterator[Progress]:
    """Show on a terminal how far long work is, as long as it lasts."""
    if not shell.is_watched:
        yield lambda *_: None
        return
    from rich.progress import Progress as Bar  # noqa: PLC0415 — only a terminal has a bar

    with Bar(console=shell.console(is_stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of or None)


@contextmanager
def ending(outcome: str) -> Iterator[None]:
    """Where ctrl+c ends the block, say what became of it."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise KeyboardInterrupt(outcome) from error
