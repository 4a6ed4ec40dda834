"""What did you watch, and what did you think of it?"""

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from filmjournal.exchange.entry.editing import ExternalEditorError
from filmjournal.journal.errors import JournalError
from filmjournal.model.draft import Draft, DraftError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.rating import RATING_KEYS
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, long_date, titled
from filmjournal.tui.commands import EDITOR, EVERYWHERE, bindings_of
from filmjournal.tui.draft_autosave import DRAFT_EVERY, DraftAutosave, did_draft_step
from filmjournal.tui.prompts import UnsavedChoice, UnsavedPrompt
from filmjournal.tui.screens.element_screen import ElementScreen
from filmjournal.tui.session import Session
from filmjournal.tui.terminal import edit_outside
from filmjournal.tui.widgets.completion import suggest_films
from filmjournal.tui.widgets.entry_form import EntryForm
from filmjournal.tui.widgets.field import Field, Line, Prose
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.form_controls import StarRating


class EditorScreen(ElementScreen[Entry | None]):
    """Logs a film, logs it again, or changes what was logged. Its result is the entry, once it is in the journal."""

    PLACE = EDITOR
    CSS_PATH = "editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EDITOR, EVERYWHERE)]

    def __init__(self, session: Session, draft: Draft, *, focus: str = "title") -> None:
        super().__init__(session)
        self._writing = DraftAutosave(session.drafts, draft, session.today)
        self._since = session.journal.entry(draft.viewing_id) if draft.viewing_id else None
        self._chosen = session.journal.film(draft.film_id)
        self._is_turning = False
        self._focus = focus

    def compose(self) -> ComposeResult:
        """Put the form between what it is about and the keys that work here."""
        with Horizontal(id="top"):
            yield Static(id="heading", markup=False)
            yield Static(id="seen", markup=False)
        yield EntryForm(self._writing.start, self.session.vocabulary(), suggest_films(self.session), id="form")
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the cursor where the person wants to write, and tell of a draft that was kept."""
        if not self.query("#heading"):  # the program is ending, and composes nothing any more
            return
        self._look()
        self.set_interval(DRAFT_EVERY, self.keep_draft)
        if self._writing.is_restored:
            self.notify("This is the draft you left here. Press f8 to start afresh.", title="Draft")
            self.edited = True

    @property
    def has_changes(self) -> bool:
        """Whether something is written that is not in the journal."""
        return self.form.draft != self._writing.fresh

    def on_key(self, event: events.Key) -> None:
        """Hand on what was typed before the form was there: a field that has the cursor never lets it come this far."""
        field = self.focused
        rates = isinstance(field, StarRating) and (event.character or "-") in RATING_KEYS
        if field is not None and event.is_printable and (rates or isinstance(field, Line | Prose)):
            event.stop()
            field.post_message(events.Key(event.key, event.character))

    def before_quit(self) -> bool:
        """Keep what is written as a draft; return whether it is on disk."""
        self.edited = True
        return self.keep_draft()

    def keep_draft(self) -> bool:
        """Put what is written on disk, if it is not there yet; return whether it is, having told why not."""
        if self._is_turning:
            return True
        edited, self.edited = self.edited, False
        return not edited or did_draft_step(self, lambda: self._writing.keep(self.form.draft))

    async def action_save(self) -> None:
        """Keep the entry in the journal, or say at each field why it cannot be."""
        draft, since = self.form.draft, self._since
        journal = self.session.journal
        chosen = self._chosen if self._chosen and self._chosen.id == draft.film_id else journal.film(draft.film_id)
        try:
            film, viewing = draft.read(self.session.today(), chosen, since.viewing if since else None)
            entry = journal.revise(film, viewing, since) if since else journal.log(film, viewing, chosen)
        except DraftError as error:
            await self.form.show_problems(error.faults)
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not saved", severity="error", timeout=15, markup=False)
        else:
            self._hand_draft_over(entry.id)
            self.dismiss(entry)

    @work
    async def action_leave(self) -> None:
        """Go back; ask what becomes of what was written, if anything was."""
        if not self.has_changes:
            if not self._writing.has_aside:
                self._forget_draft()
            self.dismiss(None)
            return
        way = await self.app.push_screen_wait(UnsavedPrompt())
        if way is UnsavedChoice.SAVE:
            await self.action_save()
        elif way is UnsavedChoice.DRAFT:
            if self.before_quit():
                self.dismiss(None)
        elif way is UnsavedChoice.DISCARD:
            self._forget_draft()
            self.dismiss(None)

    def _hand_draft_over(self, viewing_id: str) -> None:
        """Keep the draft until what became of it is on the disk."""
        self.edited = False
        did_draft_step(self, lambda: self._writing.hand_over(self.form.draft, viewing_id))
        self.session.autosave.when_saved(lambda: self._writing.let_go(viewing_id))

    def _forget_draft(self) -> None:
        self.edited = False
        did_draft_step(self, self._writing.forget)

    @work
    async def action_start_afresh(self) -> None:
        """Put the draft that was left here aside for what is saved, or an empty form; again brings it back."""
        if not self._writing.is_restored:
            self.notify("There is no draft here to put aside.")
            return
        self._writing.turn(self.form.draft)
        self._is_turning = True
        await self.recompose()
        self._is_turning = False
        self._look()
        if self._writing.has_aside:
            self.notify("Press f8 again to bring the draft back.", title="Draft")

    def action_external(self) -> None:
        """Write the focused text in the person's own editor, once the keys typed before have reached it."""
        (self.focused or self).call_later(self._write_outside)

    def _write_outside(self) -> None:
        text = self.focused
        if not isinstance(text, Prose | Line):
            text = self.form.review
        self.before_quit()
        try:
            edited = edit_outside(
                self.app, self.session.edit_text, text.prose if isinstance(text, Prose) else text.text
            )
        except ExternalEditorError as error:
            self.notify(str(error), title="Your editor", severity="error", timeout=10, markup=False)
            return
        if isinstance(text, Prose):
            text.replace(edited, (0, 0), text.document.end)
        else:
            text.value = " ".join(edited.split())
        self.refresh(layout=True)

    def action_rate(self) -> None:
        """Go to the stars that belong to where the cursor is."""
        box = self.form.breakdown.box_around(self.focused)
        if box is not None:
            box.rate()
        else:
            self.form.stars.focus()

    def action_review_text(self) -> None:
        """Go to the review."""
        self._go_to("review")

    @on(EntryForm.Edited)
    def _note(self) -> None:
        self.edited = True
        if not self._is_turning:
            self.form.hint_date(self.session.today())

    @on(Line.Chosen)
    async def _film_chosen(self, event: Line.Chosen) -> None:
        if event.suggestion.film is not None:
            await self._take(event.suggestion.film)
            self.form.stars.focus()

    @on(Field.Left)
    async def _title_left(self, event: Field.Left) -> None:
        """Recognise a film that was typed in full; let go of one whose title was typed over."""
        if event.field.id != "title" or self._is_turning:
            return
        draft = self.form.draft
        chosen = self.session.journal.film(draft.film_id)
        if chosen and not draft.viewing_id and fold(draft.title.strip()) != fold(chosen.title):
            await self.form.forget_film()
            self._film_hint()
        elif not chosen and draft.title.strip() and not (draft.year or draft.credits):
            known = self.session.journal.known_as(Film(id="", title=draft.title))
            if known is not None:
                await self._take(known)

    async def _take(self, film: Film) -> None:
        self._chosen = film
        await self.form.fill(film)
        if not self._writing.fresh.viewing_id:
            self.form.set_rewatch()
        self._film_hint()
        self.edited = True

    def _go_to(self, part: str) -> None:
        if part == "review":
            self.form.review.focus()
        elif part == "rating":
            self.form.stars.focus()
        else:
            self.form.field(part).line.focus()

    def _look(self) -> None:
        """Show what the form is about, and put the cursor where the person wants to write."""
        self._head()
        self.form.hint_date(self.session.today())
        self._film_hint()
        self._go_to(self._focus)

    def _head(self) -> None:
        entry = self.session.journal.entry(self._writing.fresh.viewing_id) if self._writing.fresh.viewing_id else None
        about = f"Edit {titled(entry.film)}, watched {long_date(entry.viewing.watched)}" if entry else "Log a film"
        self.query_one("#heading", Static).update(Content(about))

    def _film_hint(self) -> None:
        """Say how often the film was watched before."""
        film = self.session.journal.film(self.form.draft.film_id)
        seen = len(self.session.journal.viewings_of(film)) if film and not self._writing.fresh.viewing_id else 0
        self.query_one("#seen", Static).update(Content(f"Seen {counted(seen, 'time')} before" if seen else ""))
