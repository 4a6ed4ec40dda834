"""Texts that were left in an editor when everything ended become drafts, which are offered like others."""

from datetime import date

from msgspec import structs

from filmjournal.exchange.entry.editing import without_additions
from filmjournal.exchange.entry.markdown import read_template
from filmjournal.exchange.entry.record import record_of
from filmjournal.exchange.entry.record_parsing import revise
from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.journal.safety.drafts import NEW, Drafts
from filmjournal.journal.safety.editor_texts import EditorNote, LeftText
from filmjournal.model.draft import Draft
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Entry


def take_over_texts(drafts: Drafts, today: date) -> None:
    """Make a draft of every text that was left in an editor; one that can't be saved stays where it is."""

    def use(left: LeftText) -> bool:
        draft = _draft_of(left, today)
        claim = drafts.claim(left.note.slot or NEW, is_blank=not _goes_on(drafts, left.note))
        try:
            drafts.save(draft, claim.slot, left.note.since, "" if left.note.part else left.text)
        except DraftNotSavedError:
            return False
        finally:
            claim.release()
        return True

    if drafts.may_have_texts:
        drafts.texts.take_over(use)


def _goes_on(drafts: Drafts, note: EditorNote) -> bool:
    """Whether the draft on disk is the one that the editor was opened from, so that the text goes on with it."""
    on_disk = drafts.find(note.slot or NEW)
    return on_disk is None or on_disk == note.draft


def _draft_of(left: LeftText, today: date) -> Draft:
    """Return the form with the text in its place; an entry that can't be read goes whole to the review."""
    note = left.note
    if note.part:
        given = note.given.endswith("\n")
        return note.draft.with_part(note.part, left.text if given else left.text.removesuffix("\n"))
    try:
        film, viewing = note.draft.parse(today, None, None)
        before = Entry(viewing, film)
        record = record_of(before)
        stated = without_additions(read_template(left.text), record)
        film, viewing = revise(before, {**stated, "title": stated["title"] or "?"}, today)
    except InvalidValueError:
        return structs.replace(note.draft, review=left.text)
    written = Draft.of(Entry(viewing, film))
    return structs.replace(
        written,
        title=stated["title"],
        viewing_id=note.draft.viewing_id,
        film_id=note.draft.film_id,
        is_new_film=note.draft.is_new_film,
        catalogue=note.draft.catalogue,
    )
