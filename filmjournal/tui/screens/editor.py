"""What did you watch, and what did you think of it?"""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer, Static

from filmjournal.journal.errors import JournalError
from filmjournal.model.draft import Draft, DraftError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.model.when import When
from filmjournal.render.words import counted, long_date, short_date, titled
from filmjournal.tui.commands import EDITOR, EVERYWHERE, bindings_of
from filmjournal.tui.desk import Desk
from filmjournal.tui.external_editor import ExternalEditorError
from filmjournal.tui.layout import BREAKPOINTS
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.screens.leave import LeaveScreen, Leaving
from filmjournal.tui.screens.name_element import NameElementScreen
from filmjournal.tui.widgets import suggestions
from filmjournal.tui.widgets.completion import Completer
from filmjournal.tui.widgets.element_box import ElementBox
from filmjournal.tui.widgets.entry_form import EntryForm
from filmjournal.tui.widgets.field import Field, Line, Prose

DRAFT_EVERY = 0.5
"""Seconds between looks at whether a draft is to be put on disk: what is typed is there within a second."""


class EditorScreen(JournalScreen[Entry | None]):
    """Logs a film, logs it again, or changes what was logged. Its result is the entry, once it is in the journal."""

    PLACE = EDITOR
    CSS_PATH = "editor.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EDITOR, EVERYWHERE)]

    def __init__(self, desk: Desk, draft: Draft, *, focus: str = "title") -> None:
        super().__init__()
        self._desk = desk
        self._fresh = draft
        kept = desk.drafts.find(draft.viewing_id)
        self._restored = kept is not None and kept != draft
        self._start = kept if kept is not None else draft
        self._on_disk = self._start
        self._focus = "title" if self._restored and not draft.viewing_id else focus
        self._edited = False

    def compose(self) -> ComposeResult:
        """Put the form between what it is about and the keys that work here."""
        with Horizontal(id="top"):
            yield Static(id="heading", markup=False)
            yield Static(id="seen", markup=False)
        yield EntryForm(self._start, self._desk.vocabulary(), id="form")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Put the cursor where the person wants to write, and tell of a draft that was kept."""
        self._head()
        self._date_hint()
        self._film_hint()
        self._go_to(self._focus)
        self.set_interval(DRAFT_EVERY, self.keep_draft)
        if self._restored:
            self.notify("This is the draft you left here. Press f8 to start afresh.", title="Draft")

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work here: the editor's own first, in the order of the commands."""
        own = {binding.id: place for place, binding in enumerate(bindings_of(EDITOR, EVERYWHERE))}
        found = super().active_bindings
        return dict(sorted(found.items(), key=lambda pair: own.get(pair[1].binding.id, -1)))

    @property
    def form(self) -> EntryForm:
        """The form."""
        return self.query_one(EntryForm)

    @property
    def has_changes(self) -> bool:
        """Whether something is written that is not in the journal."""
        return self.form.draft != self._fresh

    def before_quit(self) -> None:
        """Keep what is written as a draft."""
        self._edited = True
        self.keep_draft()

    def keep_draft(self) -> None:
        """Put what is written on disk, if it is not there yet."""
        if not self._edited:
            return
        self._edited = False
        draft = self.form.draft
        if draft == self._on_disk:
            return
        try:
            if draft == self._fresh:
                self._desk.drafts.discard(draft.viewing_id)
            else:
                self._desk.drafts.keep(draft)
            self._on_disk = draft
        except JournalError as error:
            self.notify(str(error), title="The draft is not on disk", severity="error")

    async def action_save(self) -> None:
        """Keep the entry in the journal, or say at each field why it cannot be."""
        draft = self.form.draft
        journal = self._desk.journal
        kept = journal.entry(draft.viewing_id) if draft.viewing_id else None
        try:
            film, viewing = draft.read(self._desk.today(), journal.film(draft.film_id), kept.viewing if kept else None)
            entry = journal.revise(film, viewing) if kept else journal.log(film, viewing)
        except DraftError as error:
            await self.form.show_faults(error.faults)
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not saved", severity="error", timeout=15)
        else:
            self._desk.drafts.discard(draft.viewing_id)
            self._edited = False
            self.dismiss(entry)

    @work
    async def action_leave(self) -> None:
        """Go back; ask what becomes of what was written, if anything was."""
        if not self.has_changes:
            self._discard()
            return
        way = await self.app.push_screen_wait(LeaveScreen())
        if way is Leaving.SAVE:
            await self.action_save()
        elif way is Leaving.KEEP:
            self._edited = True
            self.keep_draft()
            self.dismiss(None)
        elif way is Leaving.DISCARD:
            self._discard()

    def _discard(self) -> None:
        self._edited = False
        self._desk.drafts.discard(self._fresh.viewing_id)
        self.dismiss(None)

    @work
    async def action_start_afresh(self) -> None:
        """Show what is saved, or an empty form, instead of the draft."""
        self._desk.drafts.discard(self._fresh.viewing_id)
        self._start = self._on_disk = self._fresh
        self._restored = False
        await self.recompose()
        self._head()
        self._go_to(self._focus)

    def action_external(self) -> None:
        """Write the focused text in the person's own editor, once the keys typed before have reached it."""
        (self.focused or self).call_later(self._write_outside)

    def _write_outside(self) -> None:
        text = self.focused
        if not isinstance(text, Prose | Line):
            text = self.form.review
        before = text.prose if isinstance(text, Prose) else text.text
        try:
            with self.app.suspend():
                edited = self._desk.edit_text(before)
        except ExternalEditorError as error:
            self.notify(str(error), title="Your editor", severity="error", timeout=10)
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

    def action_rename_element(self) -> None:
        """Put the cursor into the name of the element it is in."""
        box = self._box()
        if box is not None:
            box.rename()

    @work
    async def action_add_element(self) -> None:
        """Ask for an element and add it."""
        breakdown = self.form.breakdown
        offered = suggestions.elements(self._desk.vocabulary(), breakdown.removed)
        name = await self.app.push_screen_wait(NameElementScreen(offered))
        if name:
            await breakdown.add(name)
            self._edited = True

    @work
    async def action_remove_element(self) -> None:
        """Remove the element under the cursor; adding it again brings its text back."""
        box = self._box()
        if box is not None:
            await self._remove(box)

    def action_move_element(self, places: int) -> None:
        """Move the element under the cursor up (-1) or down (1)."""
        box = self._box()
        if box is not None:
            self.form.breakdown.move(box, places)
            self._edited = True

    def _box(self) -> ElementBox | None:
        box = self.form.breakdown.box_around(self.focused)
        if box is None:
            self.notify("Put the cursor into the text of an element first.")
        return box

    async def _remove(self, box: ElementBox) -> None:
        element = await self.form.breakdown.drop(box)
        self._edited = True
        if not element.is_empty:
            self.notify(f"Removed {element.name}. Add it again with f3 to bring its text back.", markup=False)

    @on(ElementBox.Asked)
    async def _asked(self, event: ElementBox.Asked) -> None:
        if event.does == "remove":
            await self._remove(event.box)
        else:
            self.form.breakdown.move(event.box, -1 if event.does == "up" else 1)
            self._edited = True

    @on(EntryForm.Edited)
    def _note(self) -> None:
        self._edited = True
        self._date_hint()

    @on(Completer.Chosen)
    async def _film_chosen(self, event: Completer.Chosen) -> None:
        if event.suggestion.film is not None:
            await self._take(event.suggestion.film)
            self.form.stars.focus()

    @on(Field.Left)
    async def _title_left(self, event: Field.Left) -> None:
        """Recognise a film that was typed in full; let go of one whose title was typed over."""
        if event.field.id != "title":
            return
        draft = self.form.draft
        chosen = self._desk.journal.film(draft.film_id)
        if chosen and not draft.viewing_id and fold(draft.title.strip()) != fold(chosen.title):
            await self.form.forget_film()
            self._film_hint()
        elif not chosen and draft.title.strip() and not (draft.year or draft.credits):
            known = self._desk.journal.known_as(Film(id="", title=draft.title))
            if known is not None:
                await self._take(known)

    async def _take(self, film: Film) -> None:
        await self.form.fill(film)
        if not self._fresh.viewing_id:
            self.form.set_rewatch()
        self._film_hint()
        self._edited = True

    def _go_to(self, part: str) -> None:
        if part == "review":
            self.form.review.focus()
        elif part == "rating":
            self.form.stars.focus()
        else:
            self.form.field(part).line.focus()

    def _head(self) -> None:
        entry = self._desk.journal.entry(self._fresh.viewing_id) if self._fresh.viewing_id else None
        about = f"Edit {titled(entry.film)}, watched {long_date(entry.viewing.watched)}" if entry else "Log a film"
        self.query_one("#heading", Static).update(Content(about))

    def _date_hint(self) -> None:
        """Show which date the words are read as."""
        field = self.form.field("watched")
        try:
            read = short_date(When.read(field.text, self._desk.today())) if field.text.strip() else "unknown"
        except InvalidValueError:
            read = ""
        field.hint("" if read == field.text.strip() else read)

    def _film_hint(self) -> None:
        """Say how often the film was watched before."""
        film = self._desk.journal.film(self.form.draft.film_id)
        seen = len(self._desk.journal.viewings_of(film)) if film and not self._fresh.viewing_id else 0
        self.query_one("#seen", Static).update(Content(f"Seen {counted(seen, 'time')} before" if seen else ""))
