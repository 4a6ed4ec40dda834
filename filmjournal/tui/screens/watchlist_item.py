"""The form of a watchlist item: the film, who recommended it, and why."""

from typing import ClassVar

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from filmjournal.journal.errors import JournalError
from filmjournal.journal.safety.drafts import wish_slot
from filmjournal.model.draft import Draft, DraftError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold
from filmjournal.model.wish import Wish, Wished
from filmjournal.query.watchlist import watchlist_entries
from filmjournal.tui.draft_autosave import DRAFT_EVERY, DraftAutosave, did_draft_step
from filmjournal.tui.prompts import UnsavedChoice, UnsavedPrompt
from filmjournal.tui.screens.journal_screen import BeforeQuit
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.completion import suggest_films, suggest_people, suggest_words
from filmjournal.tui.widgets.field import Field, Line, Prose
from filmjournal.tui.widgets.film_fields import CrewField, of_role

KEYS = "ctrl+s save · esc back"
"""The keys that work here, for the foot of the window."""

_LINES = {"title": "title", "year": "year", "since": "watched", "by": "headline"}
"""The fields of the form, and the fields of a draft that hold them."""


class WatchlistItemScreen(BeforeQuit, ModalScreen[Wished | None]):
    """Adds a watchlist item, or edits one. Its result is the item once it is in the journal, or None."""

    CSS_PATH = "watchlist_item.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, session: Session, wished: Wished | None = None) -> None:
        super().__init__()
        self._session = session
        self._wished = wished
        self._start = Draft.of(watchlist_entries([wished])[0]) if wished is not None else Draft(watched="today")
        slot = wish_slot(wished.id) if wished is not None else wish_slot()
        self._autosave = DraftAutosave(session.drafts, self._start, session.today, slot)
        self._chosen = session.journal.film(self._autosave.start.film_id)

    def compose(self) -> ComposeResult:
        """Put the film over the reasons to watch it."""
        draft, known = self._autosave.start, self._session.vocabulary()
        films = suggest_films(self._session) if self._wished is None else None
        with VerticalScroll(id="window", can_focus=False):
            yield Field("Title", draft.title, id="title", suggest=films)
            yield Field("Year", draft.year, id="year", placeholder="e.g. 1979")
            people = suggest_people(known, Role.DIRECTOR)
            yield CrewField(Role.DIRECTOR, of_role(draft, Role.DIRECTOR), people)
            others = suggest_words(known, "companions")
            yield Field("Recommended by", draft.headline, id="by", placeholder="Who recommended it", suggest=others)
            yield Field("Since", draft.watched, id="since", placeholder="e.g. 2026-11-20, or empty")
            yield Prose(draft.review, placeholder="Why you want to see it, in Markdown", id="why")

    def on_mount(self) -> None:
        """Title the window, and put the cursor where there is something to write."""
        window = self.query_one("#window")
        window.border_title = "Add to your watchlist" if self._wished is None else "Edit a watchlist item"
        window.border_subtitle = KEYS
        self._field("title" if self._wished is None else "by").line.focus()
        self._each_time = self.set_interval(DRAFT_EVERY, self.before_quit)
        if self._autosave.is_restored:
            self.notify("Restored your draft. Press esc to save or discard it.", title="Draft")

    def before_quit(self) -> bool:
        """Save the draft, and return whether it is on disk."""
        return did_draft_step(self, lambda: self._autosave.save(self.draft))

    @property
    def draft(self) -> Draft:
        """The form, as a draft of an entry."""
        base = self._base
        start = self._autosave.start
        facts = start.with_film(base) if base is not None else structs.replace(start, film_id="")
        others = tuple(credit for credit in facts.credits if credit.role is not Role.DIRECTOR)
        return structs.replace(
            facts,
            **{name: self._field(field).text for field, name in _LINES.items()},
            credits=self.query_one(CrewField).credits + others,
            review=self.query_one("#why", Prose).prose,
        )

    @property
    def _base(self) -> Film | None:
        """The known film this is about: the chosen one, as long as the form has its title."""
        typed = self._field("title").text
        is_meant = self._wished is not None or (self._chosen and fold(typed.strip()) == fold(self._chosen.title))
        return self._chosen if is_meant else None

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def action_save(self) -> None:
        """Save the item in the journal, or show a problem at each field that is wrong."""
        journal, wished = self._session.journal, self._wished
        try:
            film, viewing = self.draft.parse(self._session.today(), self._base, None)
            wish = structs.replace(
                wished.wish if wished is not None else Wish(id="", film=film.id),
                added=viewing.watched,
                recommended_by=viewing.headline,
                why=viewing.review,
            )
            saved = (
                journal.add_to_watchlist(film, wish)
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
            self._session.autosave.when_saved(lambda: self._autosave.discard_saved(slot))
            self.dismiss(saved)

    @work
    async def action_leave(self) -> None:
        """Go back; with unsaved text, ask what to do with it."""
        start = self._start.with_film(self._base) if self._base is not None and self._wished is None else self._start
        is_touched = structs.replace(self.draft, watched="") != structs.replace(start, watched="")
        way = await self.app.push_screen_wait(UnsavedPrompt()) if is_touched else UnsavedChoice.DISCARD
        if way is UnsavedChoice.SAVE:
            self.action_save()
        elif way is not UnsavedChoice.CANCEL:
            is_draft = way is UnsavedChoice.DRAFT
            self._each_time.pause()
            if self.before_quit() if is_draft else did_draft_step(self, self._autosave.discard):
                self.dismiss(None)
            else:
                self._each_time.resume()

    def _show_problems(self, problems: dict[str, str]) -> None:
        """Show each problem at its field, and put the cursor into the first of them."""
        named = {name: field for field, name in _LINES.items()}
        for name, sentence in reversed(problems.items()):
            field = self.query_one(CrewField) if name == "credits" else self._field(named[name])
            field.show_problem(sentence)
            field.line.focus()

    @on(Line.Chosen)
    def _film_chosen(self, event: Line.Chosen) -> None:
        film = event.suggestion.film
        if film is None:
            return
        self._chosen = film
        facts = Draft().with_film(film)
        self._field("year").text = facts.year
        self.query_one(CrewField).fill(of_role(facts, Role.DIRECTOR))
        self._field("by").line.focus()

    @on(Input.Submitted)
    def _go_on(self) -> None:
        self.focus_next()
