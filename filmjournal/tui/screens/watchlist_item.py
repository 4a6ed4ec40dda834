"""The form of a watchlist item: the film, who recommended it, and why."""

from typing import ClassVar

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from filmjournal.journal.errors import JournalError
from filmjournal.journal.safety.drafts import wish_slot
from filmjournal.model.draft import Draft, DraftError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Role
from filmjournal.model.wish import Wish, Wished
from filmjournal.query.watchlist import watchlist_entries
from filmjournal.tui.catalogue_file import CatalogueOpener
from filmjournal.tui.draft_autosave import DRAFT_EVERY, WRITTEN_ELSEWHERE, DraftAutosave, did_draft_step, discard_draft
from filmjournal.tui.form_film import FormFilm
from filmjournal.tui.prompts import UnsavedChoice, UnsavedPrompt
from filmjournal.tui.screens.journal_screen import BeforeQuit
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.completion import FilmSuggestions, Suggestion, suggest_words
from filmjournal.tui.widgets.drop_down import DropDown
from filmjournal.tui.widgets.field import Field, Line, Prose
from filmjournal.tui.widgets.film_fields import CrewField, of_role
from filmjournal.tui.windows import Window, ask

KEYS = "ctrl+s save · esc back"
"""The keys that work here, for the foot of the window."""

_LINES = {"title": "title", "year": "year", "since": "watched", "by": "headline"}
"""The fields of the form, and the fields of a draft that hold them."""


class WatchlistItemScreen(BeforeQuit, Window[Wished | None]):
    """Adds a watchlist item, or edits one. Its result is the item once it is in the journal, or None."""

    CSS_PATH = "watchlist_item.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, session: Session, wished: Wished | None = None, slot: str = "") -> None:
        super().__init__()
        self._session = session
        self._wished = wished
        self._start = Draft.of(watchlist_entries([wished])[0]) if wished is not None else Draft(watched="today")
        slot = slot or (wish_slot(wished.id) if wished is not None else wish_slot())
        self._autosave = DraftAutosave(session.drafts, self._start, session.today, slot)
        self._film = FormFilm(session, self._autosave.start, wished.film if wished is not None else None)
        self._opener = CatalogueOpener(self, session.catalogue_file, self._offer_again)

    def compose(self) -> ComposeResult:
        """Put the film over the reasons to watch it."""
        draft, known = self._autosave.start, self._session.vocabulary()
        films = FilmSuggestions(self._session) if self._wished is None else None
        with VerticalScroll(id="window", can_focus=False):
            ready = self._session.catalogue_file.open if films is not None else None
            yield Field("Title", draft.title, id="title", suggest=films, ready=ready)
            yield Static(id="which-film", markup=False)
            yield Field("Year", draft.year, id="year", placeholder="e.g. 1979")
            yield CrewField(Role.DIRECTOR, of_role(draft, Role.DIRECTOR), self._session)
            others = suggest_words(known, "companions")
            yield Field("Recommended by", draft.headline, id="by", placeholder="Who recommended it", suggest=others)
            yield Field("Since", draft.watched, id="since", placeholder="e.g. 2026-11-20, or empty", of_date=True)
            yield Prose(draft.review, placeholder="Why you want to see it, in Markdown", id="why")
        yield DropDown()

    def on_mount(self) -> None:
        """Title the window, and put the cursor where there is something to write."""
        window = self.query_one("#window")
        window.border_title = "Add to your watchlist" if self._wished is None else "Edit a watchlist item"
        window.border_subtitle = KEYS
        self._field("title").line.after_choice = self._film_chosen
        self._show_film()
        self._field("title" if self._wished is None else "by").line.focus()
        self._each_time = self.set_interval(DRAFT_EVERY, self.before_quit)
        if self._autosave.is_restored:
            self.notify("Restored your draft. Press esc to save or discard it.", title="Draft")
        elif self._autosave.is_written_elsewhere:
            self.notify(WRITTEN_ELSEWHERE, title="Draft")

    def on_unmount(self) -> None:
        """Leave the draft to other windows."""
        self._autosave.close()

    def before_quit(self) -> bool:
        """Save the draft, and return whether it is on disk."""
        return did_draft_step(self, lambda: self._autosave.save(self.draft))

    @property
    def draft(self) -> Draft:
        """The form, as a draft of an entry; facts that have no field here are those of the film that was chosen."""
        base, start = self._film.filled, self._autosave.start
        facts = start.with_film(base) if base is not None else structs.replace(start, film_id="")
        others = tuple(credit for credit in facts.credits if credit.role is not Role.DIRECTOR)
        return structs.replace(
            facts,
            catalogue=self._film.key,
            **{name: self._field(field).text for field, name in _LINES.items()},
            credits=self.query_one(CrewField).credits + others,
            review=self.query_one("#why", Prose).prose,
        )

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def action_save(self) -> None:
        """Save the item in the journal, or show a problem at each field that is wrong."""
        journal, wished = self._session.journal, self._wished
        self._settle_film()
        try:
            film, viewing = self.draft.parse(self._session.today(), self._film.filled, None)
            film = self._film.with_id(film)
            wish = structs.replace(
                wished.wish if wished is not None else Wish(id="", film=film.id),
                added=viewing.watched,
                recommended_by=viewing.headline,
                why=viewing.review,
            )
            saved = (
                journal.add_to_watchlist(film, wish, self._film.rows(film))
                if wished is None
                else journal.revise_watchlist_item(film, wish, wished)
            )
        except DraftError as error:
            self._show_problems(error.problems)
        except (JournalError, InvalidValueError, KeyError) as error:
            reason = "It is no longer on your watchlist." if isinstance(error, KeyError) else str(error)
            self.notify(reason, title="Not saved", severity="error", timeout=15, markup=False)
        else:
            slot = wish_slot(saved.id)
            did_draft_step(self, lambda: self._autosave.hand_over(self.draft, slot))
            self._session.autosave.when_saved(self._autosave.settle_saved)
            self.dismiss(saved)

    @work
    async def action_leave(self) -> None:
        """Go back; with unsaved text, ask what to do with it."""
        base = self._film.filled
        start = self._start.with_film(base) if base is not None and self._wished is None else self._start
        is_touched = structs.replace(self.draft, watched="") != structs.replace(start, watched="")
        way: UnsavedChoice | None = None
        if is_touched:
            way = await ask(self, UnsavedPrompt())
        if way is UnsavedChoice.SAVE:
            self.action_save()
        elif is_touched and way in {None, UnsavedChoice.CANCEL}:
            return
        else:
            self._each_time.pause()
            if await self._let_go(way):
                self.dismiss(None)
            else:
                self._each_time.resume()

    async def _let_go(self, way: UnsavedChoice | None) -> bool:
        """Keep or discard the draft, or delete it where nothing is typed; return whether the form may close."""
        if way is UnsavedChoice.DRAFT:
            return self.before_quit()
        if way is UnsavedChoice.DISCARD:
            return await discard_draft(self, self._session, self._autosave, self.draft)
        return did_draft_step(self, self._autosave.settle)

    def _show_problems(self, problems: dict[str, str]) -> None:
        """Show each problem at its field, and put the cursor into the first of them."""
        named = {name: field for field, name in _LINES.items()}
        for name, sentence in reversed(problems.items()):
            field = self.query_one(CrewField) if name == "credits" else self._field(named[name])
            field.show_problem(sentence)
            field.line.focus()

    def _film_chosen(self, chosen: Suggestion) -> None:
        """Take the film that was chosen for the title; the next key may be there already."""
        self._film.choose(chosen)
        self._settle_film()
        self._field("year" if chosen.is_new else "by").line.focus()

    @on(Field.Blurred)
    def _line_left(self, event: Field.Blurred) -> None:
        """Recognise a film whose facts were typed; take the facts out again of one that is not meant any more."""
        if event.field.id in {"title", "year", "director"}:
            self._settle_film()

    def _settle_film(self) -> None:
        settled = self._film.settled(self.draft)
        for name in ("title", "year"):
            if self._field(name).text != settled.text(name):
                self._field(name).text = settled.text(name)
        self.query_one(CrewField).fill(of_role(settled, Role.DIRECTOR))
        self._show_film()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if isinstance(event.input, Line) and event.input.asks_catalogue and event.input.has_focus:
            self._opener.want()
        self._show_film()

    def _offer_again(self) -> None:
        if isinstance(self.focused, Line):
            self.focused.offer_again()

    def _show_film(self) -> None:
        """Say which film it is, and how the date is read."""
        self.query_one("#which-film", Static).update(self._film.line(self.draft))
        self._field("since").hint_date(self._session.today())
