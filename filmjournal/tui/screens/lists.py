"""Your lists of films: all of them beside the saved searches, one with its films, and the choice of one to add to."""

from collections.abc import Sequence
from typing import ClassVar

from msgspec import structs
from rich.console import RenderableType
from rich.text import Text
from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from filmjournal.journal.changes import Change
from filmjournal.journal.errors import JournalError
from filmjournal.journal.film_lists import FilmLists
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, ListedFilm, ListOfFilms, NewListItem
from filmjournal.model.pairs import Pair, next_pair
from filmjournal.model.text import fold, one_line
from filmjournal.model.wording import counted, listed, sentence, stepped, titled
from filmjournal.render.entry import preview
from filmjournal.transfer.film_lists import best_stars, film_named
from filmjournal.tui.prompts import FilmPrompt, ListNamePrompt, NotePrompt
from filmjournal.tui.screens.list import ListScreen, Row
from filmjournal.tui.session import Session
from filmjournal.tui.windows import ask

_WIDEST, _FRAME = 110, 7
"""How wide the window is at most, and what of that is frame, padding and scrollbar."""

_SMART = "@"
"""What stands before the name of a saved search, in the ids of rows."""


class _Lists(ListScreen[str | None]):
    """What shows lists: with undo, and the reason where something can't be done."""

    TOPIC = "diary"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("u", "undo", "Undo"), Binding("ctrl+r", "redo", "Redo")]

    @property
    def lists(self) -> FilmLists:
        """The lists of the journal."""
        return FilmLists(self.session.journal)

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return max(min(self.app.size.width * 92 // 100, _WIDEST) - _FRAME, 1)

    def say(self, change: Change | None) -> None:
        """Show the rows as they are now, and say what was done."""
        self.show_rows()
        if change is not None:
            self.notify(f"{sentence(change.title)} Press u to undo.", markup=False)

    def refuse(self, error: Exception) -> None:
        """Say why something can't be done."""
        self.notify(str(error), severity="error", timeout=10, markup=False)

    def action_undo(self) -> None:
        """Undo the last change to the journal."""
        self._step(is_undo=True)

    def action_redo(self) -> None:
        """Redo what was undone."""
        self._step(is_undo=False)

    def _step(self, *, is_undo: bool) -> None:
        journal = self.session.journal
        try:
            change = journal.undo() if is_undo else journal.redo()
        except (JournalError, InvalidValueError) as error:
            self.refuse(error)
            return
        self.show_rows()
        said = stepped(change.title, is_undo=is_undo) if change is not None else "Nothing is left to do."
        self.notify(said, markup=False)


class ListsScreen(_Lists):
    """Every list, and the saved searches beside them. Its result is a search to go to."""

    HEADING = "Lists"
    NOTHING = "You have no lists yet. n makes one; + in the diary or a review puts a film on one."
    KEYS = "enter open · n new · e rename · d remove · esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,a", "new", "New"),
        Binding("e", "rename", "Rename"),
        Binding("d,delete", "remove", "Remove"),
    ]

    def rows(self) -> list[Row]:
        """Return the lists by name, then the saved searches."""
        own = [Row(each.id, _line(each.name, _size(each))) for each in self.lists.all()]
        saved = self.session.searches.saved
        return own + [Row(f"{_SMART}{name}", _line(f"@{name}", "saved search")) for name in sorted(saved)]

    def details(self, row_id: str) -> RenderableType:
        """Return what a list is about, and its first films; of a saved search, its query."""
        if row_id.startswith(_SMART):
            return Text(self.session.searches.saved.get(row_id.removeprefix(_SMART), ""))
        of = self.lists.with_id(row_id)
        if of is None:
            return ""
        about = [Text(of.about.description)] if of.about.description else []
        return Text("\n").join([*about, *film_lines(of, self.width)[:40]])

    @on(OptionList.OptionSelected)
    @work
    async def _open(self, event: OptionList.OptionSelected) -> None:
        row_id = event.option_id or ""
        if row_id.startswith(_SMART):
            self.dismiss(row_id)
            return
        query = await ask(self, FilmListScreen(self.session, row_id))
        if query:
            self.dismiss(query)
        else:
            self.show_rows()

    @work
    async def action_new(self) -> None:
        """Make a list."""
        await made_list(self)
        self.show_rows()

    @work
    async def action_rename(self) -> None:
        """Give the list under the cursor another name."""
        of = self.lists.with_id(self.row_id or "")
        name = await ask(self, ListNamePrompt("Name of the list", of.name)) if of is not None else None
        if of is not None and name:
            self.lists.edit(of.about, structs.replace(of.about, name=name))
            self.show_rows()

    def action_remove(self) -> None:
        """Put the list under the cursor into the trash; u brings it back."""
        of = self.lists.with_id(self.row_id or "")
        if of is not None:
            self.say(self.lists.remove(of))


class FilmListScreen(_Lists):
    """One list: its films in their order, to move, note, add and take off. Its result is a search to go to."""

    NOTHING = "Nothing is on this list. a adds a film, seen or not."
    KEYS = "JK move · a add · n note · d off · r rank · p pairs · s stars · /"
    HEADING = "List"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("J,shift+down", "shift(1)", "Down"),
        Binding("K,shift+up", "shift(-1)", "Up"),
        Binding("a", "add", "Add"),
        Binding("n,e", "note", "Note"),
        Binding("d,delete", "take_off", "Take off"),
        Binding("r", "ranked", "Ranked"),
        Binding("s", "by_stars", "By stars"),
        Binding("p", "pairs", "Which of two"),
        Binding("slash", "find", "Find"),
    ]

    def __init__(self, session: Session, list_id: str) -> None:
        super().__init__(session)
        self._list_id = list_id

    @property
    def of(self) -> ListOfFilms:
        """The list as it is now; an empty one where it is gone."""
        return self.lists.with_id(self._list_id) or ListOfFilms(FilmList(self._list_id, "List"))

    @property
    def listed(self) -> ListedFilm | None:
        """The film under the cursor."""
        return next((each for each in self.of.films if each.film.id == self.row_id), None)

    def rows(self) -> list[Row]:
        """Return the films in their order, with numbers on a ranked list."""
        of = self.of
        self.query_one("#window").border_title = f"{one_line(of.name)} · {_size(of)}"
        return [Row(each.film.id, line) for each, line in zip(of.films, film_lines(of, self.width), strict=True)]

    def details(self, row_id: str) -> RenderableType:
        """Return the note on a film, and your latest viewing of it."""
        found = next((each for each in self.of.films if each.film.id == row_id), None)
        if found is None:
            return ""
        viewings = self.session.journal.viewings_of(found.film)
        note = Text(f"{found.item.note}\n" if found.item.note else "")
        if not viewings:
            return Text.assemble(note, ("You have not logged this film.", "dim"))
        from rich.console import Group  # noqa: PLC0415 — Rich is loaded by what is drawn

        shown = preview(viewings[0], self.palette)
        return Group(note, shown) if found.item.note else shown

    def action_shift(self, lines: int) -> None:
        """Move the film under the cursor, which follows it."""
        found, of = self.listed, self.of
        place = of.place_of(found.film.id) if found is not None else None
        if found is None or place is None or self.lists.move(of, found.film.id, place + lines) is None:
            return
        self.show_rows()
        self.query_one(OptionList).highlighted = self.of.place_of(found.film.id)

    @work
    async def action_add(self) -> None:
        """Put a film on the list, seen or not."""
        title = await ask(self, FilmPrompt("Which film goes on this list?"))
        if not title:
            return
        try:
            film = film_named(self.session.journal.tables.used_films(), title)
            self.lists.add(self.of, [NewListItem(film)])
        except (JournalError, InvalidValueError) as error:
            self.refuse(error)
            return
        self.show_rows()
        self.query_one(OptionList).highlighted = len(self.of.films) - 1

    @work
    async def action_note(self) -> None:
        """Write a note on the film under the cursor."""
        found = self.listed
        if found is None:
            return
        note = await ask(self, NotePrompt(f"Your note on {titled(found.film)}", found.item.note))
        if note is not None:
            self.lists.note(self.of, found, note)
            self.show_rows()

    def action_take_off(self) -> None:
        """Take the film under the cursor off the list."""
        if self.listed is not None:
            self.say(self.lists.take_off(self.of, [self.listed]))

    def action_ranked(self) -> None:
        """Switch between a ranked list, whose films have numbers, and one without."""
        about = self.of.about
        self.lists.edit(about, structs.replace(about, ranked=not about.ranked))
        self.show_rows()

    def action_by_stars(self) -> None:
        """Order the films by your best stars; of equals the order stays."""
        of, stars = self.of, best_stars(self.session.journal.entries)
        order = sorted((each.film.id for each in of.films), key=lambda id_: stars.get(id_, 0), reverse=True)
        self.say(self.lists.reorder(of, order, f"Ordered {one_line(of.name)} by your stars"))

    @work
    async def action_pairs(self) -> None:
        """Ask which of two films with as many stars comes first, until the list is in order or somebody leaves."""
        stars = best_stars(self.session.journal.entries)
        while isinstance(pair := next_pair(self.of, stars), Pair):
            first_is_better = await ask(self, PairPrompt(self.session, pair))
            if first_is_better is None:
                self.show_rows()
                return
            pairs = (pair.first, pair.second) if first_is_better == "first" else (pair.second, pair.first)
            self.lists.settle(self.of, *pairs)
        self.say(self.lists.reorder(self.of, pair, f"Settled the order of {one_line(self.of.name)}"))

    def action_find(self) -> None:
        """Search your viewings of the films on this list."""
        self.dismiss(f'in:="{self.of.name}" ' if '"' not in self.of.name else f"in:{fold(self.of.name).split()[0]} ")


class PairPrompt(ListScreen[str | None]):
    """Which of the two? Answers with first or second; leaving keeps the answers so far."""

    HEADING = "Which of the two?"
    NOTHING = ""
    KEYS = "1 2 or enter choose · esc go on another time"
    TOPIC = "diary"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "dismiss('first')", "The first"),
        Binding("2", "dismiss('second')", "The second"),
    ]

    def __init__(self, session: Session, pair: Pair) -> None:
        super().__init__(session)
        self._films = {"first": pair.first.film, "second": pair.second.film}
        self._left = pair.left

    def rows(self) -> list[Row]:
        """Return the two films."""
        self.query_one("#window").border_title = f"{self.HEADING} At most {counted(self._left, 'question')} left"
        numbered = enumerate(self._films.items(), start=1)
        return [Row(id_, Text(f"{number}  {titled(film)}")) for number, (id_, film) in numbered]

    def details(self, row_id: str) -> RenderableType:
        """Return your latest viewing of a film."""
        film = self._films.get(row_id)
        viewings = self.session.journal.viewings_of(film) if film is not None else []
        return preview(viewings[0], self.palette) if viewings else "You have not logged this film."

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


class AddToListScreen(_Lists):
    """The choice of the list that films go on; enter adds them, n makes a new list of them."""

    NOTHING = "You have no lists yet. n makes one of this."
    KEYS = "enter add · n new list · esc back"
    HEADING = "Add to a list"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "new", "New list")]

    def __init__(self, session: Session, films: Sequence[Film]) -> None:
        super().__init__(session)
        self._films = list({film.id: film for film in films}.values())

    def rows(self) -> list[Row]:
        """Return the lists, and which have the films already."""
        names = listed([titled(film) for film in self._films[:3]]) if len(self._films) < 4 else ""
        what = names or counted(len(self._films), "film")
        self.query_one("#window").border_title = f"Put {what} on which list?"
        return [Row(each.id, _line(each.name, self._about(each))) for each in self.lists.all()]

    def details(self, row_id: str) -> RenderableType:
        """Return the films of a list."""
        of = self.lists.with_id(row_id)
        return Text("\n").join(film_lines(of, self.width)[:40]) if of is not None else ""

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        of = self.lists.with_id(event.option_id or "")
        if of is not None:
            self._add_to(of)

    @work
    async def action_new(self) -> None:
        """Make a list of the films."""
        of = await made_list(self)
        if of is not None:
            self._add_to(of)

    def _add_to(self, of: ListOfFilms) -> None:
        new = [film for film in self._films if of.place_of(film.id) is None]
        if not new:
            what = f"{titled(self._films[0])} is" if len(self._films) == 1 else "All of them are"
            self.dismiss(f"{what} already on {one_line(of.name)}.")
            return
        try:
            self.lists.add(of, [NewListItem(film) for film in new])
        except (JournalError, InvalidValueError) as error:
            self.refuse(error)
            return
        done = self.session.journal.next_step(is_undo=True)
        self.dismiss(f"{sentence(done.title)} Press u to undo." if done is not None else None)

    def _about(self, each: ListOfFilms) -> str:
        known = sum(each.place_of(film.id) is not None for film in self._films)
        on_it = "on it already" if known == len(self._films) else f"{known} on it" if known else ""
        return f"{on_it} · {_size(each)}" if on_it else _size(each)


async def made_list(screen: _Lists) -> ListOfFilms | None:
    """Ask for a name, make a list of it, and return it; None where nobody wants one, or the name is taken."""
    name = await ask(screen, ListNamePrompt("Name of the new list"))
    if not name:
        return None
    if any(fold(each.name) == fold(name) for each in screen.lists.all()):
        screen.refuse(InvalidValueError(f"There is a list called {name}: give this one another name."))
        return None
    return screen.lists.make(FilmList("", name))


def film_lines(of: ListOfFilms, cells: int) -> list[Text]:
    """Return a line for each film, cut to so many cells: its number on a ranked list, its title, and its note."""
    width = len(f"{len(of.films)}.")
    lines = []
    for place, each in enumerate(of.films, start=1):
        mark = f"{place}.".rjust(width) if of.about.ranked else "·"
        note = ("  " + one_line(each.item.note), "dim") if each.item.note else ""
        line = Text.assemble(f"{mark} ", titled(each.film), note)
        line.truncate(cells, overflow="ellipsis")
        lines.append(line)
    return lines


def _line(name: str, about: str) -> Text:
    return Text.assemble(one_line(name), (f"  {about}", "dim"))


def _size(of: ListOfFilms) -> str:
    return counted(len(of.films), "film") + (", ranked" if of.about.ranked else "")
