"""The editor: what you watched, and what you thought of it."""

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Input, Static

from filmjournal.journal.errors import JournalError
from filmjournal.model.draft import Draft, DraftError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import long_date, titled
from filmjournal.tui.catalogue_file import CatalogueOpener
from filmjournal.tui.commands import EDITOR, EVERYWHERE, TEXT_LETTERS, bindings_of
from filmjournal.tui.draft_autosave import DRAFT_EVERY, WRITTEN_ELSEWHERE, DraftAutosave, did_draft_step, discard_draft
from filmjournal.tui.earlier_takes import EarlierTakes
from filmjournal.tui.element_actions import ElementActions
from filmjournal.tui.form_film import FormFilm
from filmjournal.tui.outside import write_outside
from filmjournal.tui.prompts import UnsavedChoice, UnsavedPrompt
from filmjournal.tui.screens.journal_screen import JournalScreen
from filmjournal.tui.session import Session
from filmjournal.tui.whole_screen import WholeScreen
from filmjournal.tui.widgets.completion import Suggestion
from filmjournal.tui.widgets.drop_down import DropDown
from filmjournal.tui.widgets.element_box import ElementBox
from filmjournal.tui.widgets.entry_form import EntryForm
from filmjournal.tui.widgets.field import Field, Line
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.page_view import PageView
from filmjournal.tui.windows import FORM_WIDTHS, ask

THREE_COLUMNS = Size(190, 40)
"""The least size at which facts, review and elements stand side by side."""


class EditorScreen(JournalScreen[Entry | None]):
    """Logs a film or edits an entry, from a draft. Its result is the entry once it is in the journal, or None."""

    PLACE = EDITOR
    CSS_PATH = "editor.tcss"
    HORIZONTAL_BREAKPOINTS = FORM_WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EDITOR, EVERYWHERE)]

    def __init__(self, session: Session, draft: Draft, *, focus: str = "title", slot: str = "") -> None:
        super().__init__(session)
        self.edited = False
        """Whether something changed since the draft was last saved."""
        self._elements = ElementActions(self, self._form_edited)
        self._whole = WholeScreen(self)
        self._takes = EarlierTakes(self, session)
        self._opener = CatalogueOpener(self, session.catalogue_file, self._offer_again)
        self._autosave = DraftAutosave(session.drafts, draft, session.today, slot)
        self._since = session.journal.entry(draft.viewing_id) if draft.viewing_id else None
        self._film = self._new_form_film()
        self._is_switching = False
        self._focus = focus

    def compose(self) -> ComposeResult:
        """Put the form between its heading and the footer."""
        with Horizontal(id="top"):
            yield Static(id="heading", markup=False)
        yield Static(id="texts", markup=False)
        yield PageView(id="take")
        yield EntryForm(self._autosave.start, self.session, id="form", is_unfolded=_has_three(self.app.size))
        yield DropDown()
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the cursor where the person wants to write, and say when a draft was restored."""
        if not self.query("#heading"):  # the app is closing, and composes nothing any more
            return
        self.set_class(_has_three(self.app.size), "-three")
        self._show_subject()
        self.set_interval(DRAFT_EVERY, self.save_draft)
        if self._autosave.is_restored:
            self.notify("Restored your draft. Press f8 for a blank form.", title="Draft")
            self.edited = True
        elif self._autosave.is_written_elsewhere:
            self.notify(WRITTEN_ELSEWHERE, title="Draft")

    def on_unmount(self) -> None:
        """Leave the draft to other windows."""
        self._autosave.close()

    def _new_form_film(self) -> FormFilm:
        return FormFilm(self.session, self._autosave.start, self._since.film if self._since else None)

    @property
    def form(self) -> EntryForm:
        """The form."""
        return self.query_one(EntryForm)

    @property
    def has_changes(self) -> bool:
        """Whether the form has unsaved text."""
        return self.form.draft != self._autosave.fresh

    def before_quit(self) -> bool:
        """Save the draft, and return whether it is on disk."""
        self.edited = True
        return self.save_draft()

    def save_draft(self) -> bool:
        """Save the draft if it changed; return whether it is on disk, and say why if it is not."""
        if self._is_switching:
            return True
        edited, self.edited = self.edited, False
        return not edited or did_draft_step(self, lambda: self._autosave.save(self.form.draft))

    async def action_save(self) -> None:
        """Save the entry in the journal, or show a problem at each field that is wrong."""
        since, journal = self._since, self.session.journal
        self._settle_film()
        draft, base = self.form.draft, self._film.filled
        try:
            film, viewing = draft.parse(self.session.today(), base, since.viewing if since else None)
            film = self._film.with_id(film)
            known = base if self._film.is_known else None
            rows = self._film.rows(film)
            entry = journal.revise(film, viewing, since, rows) if since else journal.log(film, viewing, known, rows)
        except DraftError as error:
            self._whole.close()
            await self.form.show_problems(error.problems)
        except (JournalError, InvalidValueError) as error:
            self.notify(str(error), title="Not saved", severity="error", timeout=15, markup=False)
        else:
            self._hand_over_draft(entry.id)
            self.dismiss(entry)

    @work
    async def action_leave(self) -> None:
        """Go back: from the whole screen to the form; with unsaved text, ask what to do with it."""
        if self._whole.is_open:
            self._whole.close()
            return
        if not self.has_changes:
            self.edited = False
            did_draft_step(self, self._autosave.settle)
            self.dismiss(None)
            return
        way = await ask(self, UnsavedPrompt())
        if way is UnsavedChoice.SAVE:
            await self.action_save()
        elif way is UnsavedChoice.DRAFT:
            if self.before_quit():
                self.dismiss(None)
        elif way is UnsavedChoice.DISCARD and await discard_draft(self, self.session, self._autosave, self.form.draft):
            self.edited = False
            self.dismiss(None)

    def _hand_over_draft(self, viewing_id: str) -> None:
        """Keep the draft on disk until the entry is there."""
        self.edited = False
        did_draft_step(self, lambda: self._autosave.hand_over(self.form.draft, viewing_id))
        self.session.autosave.when_saved(self._autosave.settle_saved)

    @work
    async def action_blank_form(self) -> None:
        """Show what is saved, or a blank form, in place of a restored draft; again restores the draft."""
        if not self._autosave.is_restored:
            self.notify("There is no draft to set aside.")
            return
        if not did_draft_step(self, lambda: self._autosave.toggle_blank(self.form.draft)):
            return
        self._is_switching = True
        await self.recompose()
        self._is_switching = False
        self._show_subject()
        if self._autosave.is_draft_aside:
            self.notify("Press f8 again to restore your draft.", title="Draft")

    def action_external(self) -> None:
        """Edit the focused text in $EDITOR, after the keys typed before have reached it."""
        (self.focused or self).call_later(self._edit_outside)

    def _edit_outside(self) -> None:
        write_outside(self, self.form, self._autosave)

    def action_rename_element(self) -> None:
        """Put the cursor into the name of the element it is in."""
        box = self._elements.under_cursor()
        if box is not None:
            box.rename()

    @work
    async def action_add_element(self) -> None:
        """Ask for an element and add it."""
        await self._elements.add()

    @work
    async def action_remove_element(self) -> None:
        """Remove the element under the cursor."""
        box = self._elements.under_cursor()
        if box is not None:
            await self._elements.remove(box)

    def action_move_element(self, places: int) -> None:
        """Move the element under the cursor up (-1) or down (1)."""
        box = self._elements.under_cursor()
        if box is not None:
            self._elements.move(box, places)

    @on(ElementBox.HandleClicked)
    async def _handle_clicked(self, event: ElementBox.HandleClicked) -> None:
        if event.does == "remove":
            await self._elements.remove(event.box)
        else:
            self._elements.move(event.box, -1 if event.does == "up" else 1)

    @work
    async def action_wrong_film(self) -> None:
        """Choose another film for the viewing; for one that is new, in the title."""
        from filmjournal.tui.screens.wrong_film import WrongFilmScreen, wrong_film  # noqa: PLC0415 — it is seldom needed

        title = self.form.field("title").line
        self._whole.close()
        title.focus()
        if self._since is None:
            title.action_select_all()
            return
        wrong = await wrong_film(self.session, self.session.journal, self._since)
        chosen = await ask(self, WrongFilmScreen(self.session, wrong, in_form=True))
        if chosen is not None:
            title.take(chosen)
            self._film_chosen(chosen)

    def action_go_to(self, what: str) -> None:
        """Go to the stars that belong to where the cursor is; or to the review, and there to its whole screen.

        On the whole screen, `review` shows the form again.
        """
        box = self.form.breakdown.box_around(self.focused)
        if what == "stars" and box is not None:
            box.rate()
        elif what == "stars":
            self._whole.close()
            self.form.stars.focus()
        elif self._whole.is_open:
            self._whole.close()
        elif self.form.review.has_focus:
            self._whole.open()
        else:
            self._go_to("review")

    def action_earlier_take(self) -> None:
        """Show what was written about the film another time; again the time before that, and then none."""
        film = self._film.filled if self._film.is_known else None
        self._takes.turn(film, self._autosave.fresh.viewing_id)

    def action_text(self, number: int) -> None:
        """Go to the text of the letter at this place."""
        self._whole.go_to(TEXT_LETTERS[number])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of the whole screen to the text while there is the form."""
        del parameters
        return action != "text" or self._whole.is_open

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the whole screen, if it is given, to the text that the cursor went to."""
        self._whole.follow(event.widget)

    def on_resize(self, event: events.Resize) -> None:
        """Show the facts unfolded beside the review, and the elements at its other side, where there is room."""
        self.set_class(_has_three(event.size), "-three")
        if _has_three(event.size):
            self.form.unfold()

    @on(EntryForm.Edited)
    def _form_edited(self) -> None:
        self.edited = True
        self._whole.count()
        if not self._is_switching:
            self.form.field("watched").hint_date(self.session.today())
            self._show_film()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if isinstance(event.input, Line) and event.input.asks_catalogue and event.input.has_focus:
            self._opener.want()

    def _offer_again(self) -> None:
        if isinstance(self.focused, Line):
            self.focused.offer_again()

    def _film_chosen(self, chosen: Suggestion) -> None:
        """Take the film that was chosen for the title; the next key may be there already."""
        self._film.choose(chosen)
        self._settle_film()
        self._go_to("year" if chosen.is_new else "rating")

    @on(Field.Blurred)
    def _line_left(self, event: Field.Blurred) -> None:
        """Recognise a film whose facts were typed; take the facts out again of one that is not meant any more."""
        if event.field.id in {"title", "year", "director"} and not self._is_switching:
            self._settle_film()

    def _settle_film(self) -> None:
        before, draft = self._film.filled, self.form.draft
        settled = self._film.settled(draft)
        if settled != draft:
            self.form.show_film(settled)
            self.edited = True
        if self._film.filled is not before and not self._autosave.fresh.viewing_id:
            self.form.set_rewatch(ticked=bool(self._film.times_seen))
        self._show_film()

    def _show_film(self) -> None:
        """Say which film it is, and where its facts are from."""
        draft = self.form.draft
        line, said = self._film.line(draft), self.query_one("#which-film", Static)
        if line != said.content:  # it may take more lines than before
            self.call_after_refresh(self.call_after_refresh, lambda: _scroll_to_cursor(self))
            said.update(line)
        self.form.show_source("catalogue", self._film.sources(draft))

    def _go_to(self, part: str) -> None:
        if part == "review":
            self.form.review.focus()
        elif part == "rating":
            self.form.stars.focus()
        else:
            self.form.field(part).line.focus()

    def _show_subject(self) -> None:
        """Show what is edited, and put the cursor where the person wants to write."""
        self._show_heading()
        self.form.field("watched").hint_date(self.session.today())
        self._film = self._new_form_film()
        self.form.field("title").line.after_choice = self._film_chosen
        self._show_film()
        self._go_to(self._focus)

    def _show_heading(self) -> None:
        entry = self.session.journal.entry(self._autosave.fresh.viewing_id) if self._autosave.fresh.viewing_id else None
        about = f"Edit {titled(entry.film)}, watched {long_date(entry.viewing.watched)}" if entry else "Log a film"
        self.query_one("#heading", Static).update(Content(about))


def _scroll_to_cursor(screen: EditorScreen) -> None:
    """Bring what has the cursor into sight."""
    if screen.focused is not None:
        screen.focused.scroll_visible(animate=False)


def _has_three(size: Size) -> bool:
    return size.width >= THREE_COLUMNS.width and size.height >= THREE_COLUMNS.height
