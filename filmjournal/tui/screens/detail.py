"""The review: one entry to read, with the film's facts, people and other viewings beside it."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.text import one_line, visible
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import REVIEW
from filmjournal.query.highlights import Highlights
from filmjournal.render.entry import SEARCH, breakdown, facts, heading, person_line, viewing_line
from filmjournal.render.film_rows import lines_of_rows
from filmjournal.render.highlighting import Marker
from filmjournal.tui.commands import DETAIL, EVERYWHERE, bindings_of
from filmjournal.tui.screens.entry_screen import EntryScreen, OpenPerson, ReadingEnd
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.widgets.footer import KeyLine
from filmjournal.tui.widgets.review import Review, lines_found, marked_content
from filmjournal.tui.windows import open_over


class ReviewScroll:
    """Scrolls the review of a screen, and finds the words a search looked for in it.

    On a wide screen the review scrolls alone, on a narrow one with everything below it.
    """

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._is_seeking = False

    @property
    def area(self) -> Container | VerticalScroll:
        """What scrolls."""
        if self._screen.has_class("-wide"):
            return self._screen.query_one("#reading", VerticalScroll)
        return self._screen.query_one("#body", Container)

    def lines(self, lines: int) -> None:
        """Scroll by lines."""
        self.area.scroll_relative(y=lines, animate=False)

    def pages(self, pages: int) -> None:
        """Scroll by pages."""
        self.lines(pages * (self.area.size.height - 2))

    def far(self, direction: int) -> None:
        """Scroll to the top (-1) or the end (1)."""
        if direction < 0:
            self.area.scroll_home(animate=False)
        else:
            self.area.scroll_end(animate=False)

    def seek(self) -> None:
        """Scroll to the first match once the review is rendered."""
        self._is_seeking = True

    def rendered(self, source: str) -> None:
        """Scroll to the first match if that is wanted and this is the review on show."""
        if self._is_seeking and source == self._screen.query_one(Review).source:
            self._is_seeking = False
            self._screen.call_after_refresh(self._first_match)

    def _first_match(self) -> None:
        first = next(self._matches(), 0)
        if first >= self.area.size.height:
            self._to(first)

    def next_match(self) -> None:
        """Scroll to the next match, and after the last to the first."""
        lines, at = list(self._matches()), self.area.scroll_offset.y
        below = [line for line in lines if line - self.area.size.height // 3 > at]
        if lines:
            self._to(below[0] if below and at < self.area.max_scroll_y else lines[0])

    def _matches(self) -> Iterator[int]:
        return lines_found(self.area, self._screen.query_one("#reading"))

    def _to(self, line: int) -> None:
        self.area.scroll_to(y=line - self.area.size.height // 3, animate=False)


class DetailScreen(EntryScreen[ReadingEnd]):
    """Shows the entries with these ids, one at a time, from the one at `place` on."""

    PLACE = DETAIL
    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(DETAIL, EVERYWHERE),
        Binding("j,down", "scroll_text(1)", "Down", show=False),
        Binding("k,up", "scroll_text(-1)", "Up", show=False),
        Binding("space,pagedown,ctrl+d", "scroll_page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "scroll_page(-1)", "Page up", show=False),
        Binding("g,home", "scroll_far(-1)", "Top", show=False),
        Binding("G,end", "scroll_far(1)", "End", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, session: Session, ids: list[str], place: int, highlights: Highlights | None = None) -> None:
        super().__init__(session)
        self._scroll = ReviewScroll(self)
        self._highlights = highlights
        self._ids = ids
        self._place = place
        self._show_poster: Callable[[Film], None] | None = None
        self._people: list[Credit] = []
        self._others: list[Entry] = []

    def compose(self) -> ComposeResult:
        """Put the review before the facts; a wide screen shows them side by side."""
        yield Static(id="heading", markup=False)
        with Container(id="body"):
            with VerticalScroll(id="reading", can_focus=False):
                yield Static(id="headline", markup=False)
                yield Review(id="review")
                yield Static(id="breakdown", markup=False)
            with VerticalScroll(id="beside", can_focus=False):
                if self.session.posters is not None:
                    from filmjournal.tui.widgets.poster import Poster  # noqa: PLC0415 — only for those who keep posters

                    poster = Poster(self.session.posters, id="poster")
                    self._show_poster = poster.show
                    yield poster
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
        self._scroll.seek()

    @property
    def entry(self) -> Entry | None:
        """The entry on show."""
        return self.session.journal.entry(self._ids[self._place]) if self._ids else None

    def journal_changed(self) -> None:
        """Show the entry as it is now; when it is gone, the next one, or the diary after the last."""
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
            self._scroll.seek()
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
        self.query_one(Review).show(visible(viewing.review), marker)
        self.query_one("#breakdown", Static).update(breakdown(viewing.breakdown, film, palette, highlights))
        beside = lines_of_rows(entry, self.session.journal.tables.films.sources(film.id), in_short=True)
        self.query_one("#facts", Static).update(facts(film, palette, highlights, beside))
        if self._show_poster is not None:
            self._show_poster(film)
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
        credit, among = self._people[event.option_index], [(each.name, each.role) for each in self._people]
        self.post_message(OpenPerson(credit.name, credit.role, among))

    def on_click(self, event: events.Click) -> None:
        """List what shares the value that was clicked: a tag, a genre, a year, …"""
        query = event.style.meta.get(SEARCH)
        if query:
            self._close(str(query))

    @on(OptionList.OptionSelected, "#others")
    def _other_chosen(self, event: OptionList.OptionSelected) -> None:
        self.set_focus(None)  # the keys scroll the review again
        self.show_entry(self._others[event.option_index])

    @on(Review.Shown)
    def _review_shown(self, event: Review.Shown) -> None:
        self._scroll.rendered(event.source)

    def action_next_match(self) -> None:
        """Scroll to the next match of the search."""
        self._scroll.next_match()

    def action_scroll_text(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll.lines(lines)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by pages."""
        self._scroll.pages(pages)

    def action_scroll_far(self, direction: int) -> None:
        """Scroll to the top (-1) or the end (1)."""
        self._scroll.far(direction)

    def action_turn(self, reviews: int) -> None:
        """Show the next entry of the list, or the one before."""
        if 0 <= self._place + reviews < len(self._ids):
            self._go(self._place + reviews)
        else:
            self.notify(f"This is the {'last' if reviews > 0 else 'first'} review of the list.")

    def action_alone(self) -> None:
        """Read in one column with nothing beside it, and come back where that ended."""
        from filmjournal.tui.screens.reading import ReadingScreen  # noqa: PLC0415 — not before it is needed

        def read(viewing_id: str | None) -> None:
            if viewing_id in self._ids:
                self._go(self._ids.index(viewing_id))

        open_over(self, ReadingScreen(self.session, self._ids, self._place, self._highlights), read)

    def action_people(self) -> None:
        """Go to the people of the film."""
        self.query_one("#people", OptionList).focus()

    def action_others(self) -> None:
        """Go to the other viewings of the film."""
        if self._others:
            self.query_one("#others", OptionList).focus()
        else:
            self.notify("This is the only viewing of the film.")

    def action_back(self) -> None:
        """Go back to the diary; from the people, back to the text."""
        if self.focused is not None:
            self.set_focus(None)
        else:
            self._close()

    def _close(self, query: str = "") -> None:
        self.dismiss(ReadingEnd(self._ids[self._place], query))
