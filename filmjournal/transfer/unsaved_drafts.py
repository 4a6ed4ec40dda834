"""The drafts with text that is not in the journal, and what each is of: for the app's list and the shell's."""

from datetime import UTC, datetime

from filmjournal.journal.errors import JournalError
from filmjournal.journal.journal import Journal
from filmjournal.journal.safety.drafts import Drafts, saved_id, wish_id_of
from filmjournal.model.draft import Draft
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted
from filmjournal.query.watchlist import watchlist_entries


def unsaved_drafts(drafts: Drafts, journal: Journal) -> dict[str, Draft]:
    """Return the drafts with text that is not in the journal, by slot, the last first; the others are deleted.

    A draft that became a viewing of this window, which is not on disk yet, is none.
    """
    found = drafts.left()
    moments = {slot: drafts.moment(slot) or datetime.min.replace(tzinfo=UTC) for slot in found}
    left = {slot: found[slot] for slot in sorted(found, key=moments.__getitem__, reverse=True)}
    for slot, draft in list(left.items()):
        if drafts.is_claimed_here(slot):
            del left[slot]
            continue
        entry = saved_entry(slot, draft, journal)
        became = saved_id(slot) and entry is not None and (not draft.viewing_id or _is_in(slot, entry, drafts))
        if became and journal.is_saved:
            del left[slot]
            try:
                drafts.settle(slot)
            except JournalError:
                continue  # not offered, and tried again at the next start
    return left


def saved_entry(slot: str, draft: Draft, journal: Journal) -> Entry | None:
    """Return the saved entry that a draft is about, or became; a watchlist item as an entry."""
    wish_id = wish_id_of(slot)
    if not wish_id:
        return journal.entry(saved_id(slot) or draft.viewing_id)
    wishes = [wished for wished in journal.watchlist if wished.id == wish_id]
    return next(iter(watchlist_entries(wishes)), None)


def described(slot: str, draft: Draft) -> str:
    """Return what a draft is of, and how many words it has."""
    words = words_in(draft)
    what = "changes to a viewing" if draft.viewing_id else "a new viewing"
    if wish_id_of(slot):
        what = "changes to the watchlist" if draft.viewing_id else "a film for the watchlist"
    return what + (f", {counted(words, 'word')}" if words else "")


def words_in(draft: Draft) -> int:
    """Return how many words a draft's texts have."""
    return len(draft.review.split()) + sum(len(element.text.split()) for element in draft.breakdown)


def _is_in(slot: str, entry: Entry, drafts: Drafts) -> bool:
    """Whether an entry has everything in a draft."""
    stored, saved = drafts.load(slot), Draft.of(entry)
    return stored is not None and stored.on(saved) == saved
