"""What did I write about this film?"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.text import one_line, without_controls
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import REVIEW, field_of
from filmjournal.query.highlights import Highlights
from filmjournal.query.tree import InField, Words
from filmjournal.render.entry import breakdown, facts, heading, person_line, viewing_line
from filmjournal.render.highlighting import Marker
from filmjournal.tui.commands import DETAIL, EVERYWHERE, bindings_of
from filmjournal.tui.screens.entry_screen import ReadingEnd
from filmjournal.tui.screens.reading_screen import ReadingScreen
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.review import Review, marked_content


class DetailScreen(ReadingScreen):
    """One entry to read, and the film's facts, people and other viewings beside it."""

    PLACE = DETAIL
    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DETAIL, EVERYWHERE)]
    AUTO_FOCUS = ""

    def __init__(self, session: Session, ids: list[str], place: int, highlights: Highlights | None = None) -> None:
        super().__init__(session)
        self._highlights = highlights
        self._ids = ids
        self._place = place
        self._people: list[Credit] = []
        self._others: list[Entry] = []

    def compose(self) -> ComposeResult:
        """Put what was written before the facts; a wide screen shows them side by side."""
        yield Static(id="heading", markup=False)
        with Container(id="body"):
            with VerticalScroll(id="reading", can_focus=False):
                yield Static(id="headline", markup=False)
                yield Review(id="review")
                yield Static(id="breakdown", markup=False)
            with VerticalScroll(id="beside", can_focus=False):
                yield Static(id="facts", markup=False)
                yield Label("People", classes="section")
                yield OptionList(id="people", compact=True, markup=False)
                yield Label("Other viewings", classes="section", id="others-label")
                yield OptionList(id="others", compact=True, markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the entry."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.journal_changed())
        self.journal_changed()
        self.seek_found()

    @property
    def entry(self) -> Entry | None:
        """The entry on show."""
        return self.session.journal.entry(self._ids[self._place]) if self._ids else None

    def journal_changed(self) -> None:
        """Show the entry as it is now; go on to the next, or back to the diary, when it is gone."""
        gone = {id_ for id_ in self._ids if self.session.journal.entry(id_) is None}
        if gone:
            before = sum(id_ not in gone for id_ in self._ids[: self._place])
            self._ids = [id_ for id_ in self._ids if id_ not in gone]
            self._place = min(before, len(self._ids) - 1)
        if self.entry is None:
            self.dismiss(ReadingEnd(""))
        else:
            self._show(self.entry)

    def show_entry(self, entry: Entry) -> None:
        """Show an entry that was just saved."""
        if entry.id not in self._ids:
            self._ids.insert(self._place, entry.id)
        self._go(self._ids.index(entry.id))

    def _go(self, place: int) -> None:
        self._place = place
        if self.entry is not None:
            self._show(self.entry)
            self.seek_found()
        for scroll in self.query(VerticalScroll):
            scroll.scroll_home(animate=False)
        self.query_one("#body").scroll_home(animate=False)

    def _show(self, entry: Entry) -> None:
        film, viewing, palette, highlights = entry.film, entry.viewing, palette_of(self.app), self._highlights
        marker = Marker(highlights, palette)
        self.query_one("#heading", Static).update(heading(entry, palette, highlights))
        nothing = "" if viewing.is_reviewed else "Nothing written yet. Press r to write."
        headline = self.query_one("#headline", Static)
        headline.update(marked_content(Content(one_line(viewing.headline) or nothing), REVIEW, marker))
        headline.display = bool(viewing.headline or nothing)
        self.set_class(not viewing.headline, "-no-headline")
        self.query_one(Review).show(without_controls(viewing.review), marker)
        self.query_one("#breakdown", Static).update(breakdown(viewing.breakdown, film, palette, highlights))
        self.query_one("#facts", Static).update(facts(film, palette, highlights))
        self._list_people(film)
        self._others = [other for other in self.session.journal.viewings_of(film) if other.id != viewing.id]
        others = [Option(viewing_line(other.viewing, palette)) for other in self._others]
        self.query_one("#others", OptionList).set_options(others).highlighted = 0 if others else None
        self.set_class(not others, "-only-viewing")

    def _list_people(self, film: Film) -> None:
        self._people = [credit for role in Role for credit in film.credited(role)]
        lines, role = [], None
        for credit in self._people:
            label = credit.role.heading if credit.role is not role else ""
            lines.append(Option(person_line(label, credit, palette_of(self.app), self._highlights)))
            role = credit.role
        people = self.query_one("#people", OptionList).set_options(lines)
        people.highlighted = 0 if lines else None
        self.set_class(not lines, "-no-people")

    @on(OptionList.OptionSelected, "#people")
    def _person_chosen(self, event: OptionList.OptionSelected) -> None:
        credit = self._people[event.option_index]
        self._leave(str(InField(field_of(credit.role), (Words(credit.name),))))

    @on(OptionList.OptionSelected, "#others")
    def _other_chosen(self, event: OptionList.OptionSelected) -> None:
        self.show_entry(self._others[event.option_index])

    def action_next(self) -> None:
        """Show the next entry of the list."""
        if self._place + 1 < len(self._ids):
            self._go(self._place + 1)
        else:
            self.notify("This is the last of the list.")

    def action_previous(self) -> None:
        """Show the entry before."""
        if self._place > 0:
            self._go(self._place - 1)
        else:
            self.notify("This is the first of the list.")

    def action_people(self) -> None:
        """Go to the people of the film."""
        self.query_one("#people", OptionList).focus()

    def action_back(self) -> None:
        """Go back to the diary; from the people, back to the text."""
        if self.focused is not None:
            self.set_focus(None)
        else:
            self._leave()

    def _leave(self, query: str = "") -> None:
        self.dismiss(ReadingEnd(self._ids[self._place], query))
