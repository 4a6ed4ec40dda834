"""List the drafts, show one, discard one, or bring back what was discarded."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from filmjournal.cli.arguments import add_json
from filmjournal.cli.status import BadInputError, Status
from filmjournal.cli.verb import Verb, add_subverbs

if TYPE_CHECKING:
    from datetime import datetime

    from filmjournal.cli.shell import Shell
    from filmjournal.journal.safety.drafts import Drafts, SavedDraft

_DRAFT, _ELSEWHERE, _DISCARDED = "draft", "in another window", "discarded"
"""The states of a draft."""


class _Listed:
    """A draft in the list."""

    def __init__(self, id_: str, slot: str, state: str, saved: SavedDraft, moment: datetime | None) -> None:
        self.id = id_
        self.slot = slot
        self.state = state
        self.saved = saved
        self.moment = moment


def add_arguments(parser: ArgumentParser) -> None:
    """Add --json, and the verbs that can follow."""
    add_json(parser)
    add_subverbs(parser, SUBVERBS, "Without one, the drafts are listed, and what was discarded.")


def add_id(parser: ArgumentParser) -> None:
    """Add the id of a draft."""
    parser.add_argument("id", metavar="ID", help="an id as `filmjournal drafts` lists them, or its start")


def run(args: Namespace, shell: Shell) -> Status:
    """List the drafts, the last first, then what was discarded."""
    from filmjournal.cli.search import short_ids
    from filmjournal.model.wording import short_moment
    from filmjournal.transfer.unsaved_drafts import described

    listed = _listed(_drafts(shell), shell)
    if args.json:
        shell.put_json([_as_json(each) for each in listed])
    elif listed:
        short = short_ids([each.id for each in listed])
        rows = [
            (
                short[each.id],
                short_moment(each.moment),
                each.saved.draft.title or "No title yet",
                described(each.slot, each.saved.draft),
                "" if each.state == _DRAFT else each.state,
            )
            for each in listed
        ]
        shell.put_rows(rows)
    if not listed:
        shell.say("There are no drafts.")
    return Status.DONE if listed else Status.NOTHING


def show(args: Namespace, shell: Shell) -> Status:
    """Write out what was typed in a draft."""
    from filmjournal.journal.safety.drafts import wish_id_of
    from filmjournal.render.versions import WATCHLIST_LABELS, draft_parts

    each = _found(args.id, _drafts(shell), shell)
    names = WATCHLIST_LABELS if wish_id_of(each.slot) else {}
    if each.saved.written:
        shell.put_text(each.saved.written.rstrip("\n"))
    else:
        for label, text in draft_parts(each.saved.draft, names):
            shell.put_text(f"{label}:\n{text}\n" if "\n" in text else f"{label}: {text}")
    return Status.DONE


def discard(args: Namespace, shell: Shell) -> Status:
    """Move a draft to the trash of drafts."""
    drafts = _drafts(shell)
    each = _found(args.id, drafts, shell)
    if each.state != _DRAFT:
        state = "being written in another window" if each.state == _ELSEWHERE else "discarded already"
        raise BadInputError(f"{each.id} is {state}.")
    discarded = drafts.discard(each.slot)
    shell.say(f"Discarded the draft{_of(each)}; `filmjournal drafts restore {discarded}` brings it back.")
    return Status.DONE


def restore(args: Namespace, shell: Shell) -> Status:
    """Bring a discarded draft back."""
    drafts = _drafts(shell)
    each = _found(args.id, drafts, shell)
    if each.state != _DISCARDED:
        raise BadInputError(f"{each.id} was not discarded: `filmjournal drafts` lists what was.")
    drafts.restore(each.id)
    shell.say(f"The draft{_of(each)} is back.")
    return Status.DONE


def _drafts(shell: Shell) -> Drafts:
    from filmjournal.journal.safety.drafts import Drafts
    from filmjournal.transfer.left_texts import take_over_texts

    drafts = Drafts(shell.places.drafts)
    take_over_texts(drafts, shell.today)
    return drafts


def _listed(drafts: Drafts, shell: Shell) -> list[_Listed]:
    from filmjournal.transfer.unsaved_drafts import unsaved_drafts

    listed = []
    for slot in unsaved_drafts(drafts, shell.journal(keeps_backups=False)):
        saved = drafts.load(slot)
        if saved is not None:
            state = _ELSEWHERE if drafts.is_claimed_elsewhere(slot) else _DRAFT
            listed.append(_Listed(slot, slot, state, saved, drafts.moment(slot)))
    listed += [
        _Listed(id_, each.slot, _DISCARDED, saved, each.moment) for id_, (each, saved) in drafts.discarded().items()
    ]
    return listed


def _found(text: str, drafts: Drafts, shell: Shell) -> _Listed:
    """Return the draft with this id, or whose id begins so; raises BadInputError."""
    listed = _listed(drafts, shell)
    exact = [each for each in listed if each.id == text]
    meant = exact or [each for each in listed if text and each.id.startswith(text)]
    if not meant:
        raise BadInputError(f"{text or 'An empty id'} is no draft: `filmjournal drafts` lists them.")
    if len(meant) > 1:
        raise BadInputError(f"{len(meant)} ids of drafts begin with {text}: write more of it.")
    return meant[0]


def _of(each: _Listed) -> str:
    return f" of {each.saved.draft.title}" if each.saved.draft.title else ""


def _as_json(each: _Listed) -> dict[str, Any]:
    from filmjournal.transfer.unsaved_drafts import described, words_in

    draft = each.saved.draft
    return {
        "id": each.id,
        "moment": each.moment.isoformat() if each.moment is not None else None,
        "state": each.state,
        "title": draft.title,
        "about": described(each.slot, draft),
        "words": words_in(draft),
        "viewing": draft.viewing_id or None,
    }


SUBVERBS = (
    Verb("show", "Write out what was typed in a draft", "drafts show new", add_id, show),
    Verb("discard", "Move a draft to the trash of drafts", "drafts discard new", add_id, discard),
    Verb("restore", "Bring back a draft that was discarded", "drafts restore 01a2056a", add_id, restore),
)
"""The verbs that can follow `drafts`."""

VERB = Verb(
    "drafts",
    "List unsaved text and what was discarded, show it, discard it or bring it back",
    "drafts\ndrafts show new\ndrafts discard new",
    add_arguments,
    run,
)
