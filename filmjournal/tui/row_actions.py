"""What can be done with the rows of the diary: marking them, and the strip that acts on one row or all marked ones."""

from collections.abc import Callable, Sequence
from random import choice
from typing import Any

from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen

from filmjournal.journal.changes import Change
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import RatingInput, rating_key
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, sentence, titled
from filmjournal.render.calibration import beside_stars
from filmjournal.transfer import bulk_edits
from filmjournal.transfer.bulk_edits import BulkEdit
from filmjournal.tui.entry_actions import EntryActions
from filmjournal.tui.marks import Marks
from filmjournal.tui.row_questions import QUESTIONS, Question
from filmjournal.tui.screens.entry_screen import ONLY_VIEWING, OpenComparison
from filmjournal.tui.search_session import SearchBar
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.undo import IN_THREAD_FROM, UndoActions
from filmjournal.tui.widgets.action_strip import BORDER, ActionStrip, Key
from filmjournal.tui.widgets.diary_table import DiaryTable
from filmjournal.tui.widgets.near_stars import NEAR_FROM, Calibrations
from filmjournal.tui.windows import open_over

KEYS: tuple[Key, ...] = (
    ("l", "like"),
    ("t", "tag"),
    ("T", "untag"),
    ("v", "venue"),
    ("c", "with"),
    ("f", "film fact"),
    ("d", "remove"),
    ("x", "export"),
)
"""The keys of the strip besides those that rate."""

RATES = "1–5 . ← → rate · 0 none"
"""The keys that rate, for the foot of the strip."""

_OPENED_BY = {"tag": "t", "remove": "d"}
"""The commands that open the strip at a key of it."""


class RowActions:
    """Marks rows of the diary and acts on them; without a mark, on the row under the cursor.

    One row gets stars and a heart at once, several rows only after enter. `export` exports what is marked.
    """

    def __init__(
        self,
        screen: Screen[Any],
        session: Session,
        undo: UndoActions,
        actions: EntryActions,
        export: Callable[[], None],
    ) -> None:
        self._screen, self._session, self._undo = screen, session, undo
        self._actions, self._export = actions, export
        self.marks = Marks()
        """The rows that are marked."""
        self._table.use_marks(self.marks)
        self._strip = ActionStrip(self.press, self.close, self._answer)
        self._strip.display = False
        self._viewing_id = ""
        self._stars = RatingInput()
        self._pending: BulkEdit | None = None
        self._question: Question | None = None
        self._made: Change | None = None
        self._calibrations = Calibrations(lambda: session.journal.entries)

    @property
    def _table(self) -> DiaryTable:
        return self._screen.query_one(DiaryTable)

    @property
    def entries(self) -> list[Entry]:
        """The entries that are acted on: the marked ones, or that under the cursor when the strip was opened."""
        if len(self.marks):
            return [entry for entry in self._session.journal.entries if entry.id in self.marks]
        entry = self._session.journal.entry(self._viewing_id)
        return [] if entry is None else [entry]

    def do(self, what: str) -> None:
        """Do what a command says; commands name it, as in `rows('mark')`."""
        table = self._table
        entry = table.entry
        self.follow()
        if what == "all":
            self.marks.toggle_all(each.id for each in table.entries)
        elif what == "unmark":
            self.marks.clear()
        elif entry is not None and what == "random":
            self._go_by_chance(entry)
        elif entry is not None and what == "read":
            self._read(entry)
        elif what in {"compare", "list"}:
            (self._compare if what == "compare" else self._put_on_list)(entry)
        elif entry is not None and what == "range":
            self.marks.start_range(entry.id)
        elif entry is not None and what == "mark":
            lines = int(not self.marks.is_in_range)
            self.marks.toggle(entry.id)
            table.action_move(lines)
        elif entry is not None or len(self.marks):
            self._open(entry, _OPENED_BY.get(what, ""))
        self._show_marks()

    def _go_by_chance(self, entry: Entry) -> None:
        """Put the cursor on a listed viewing by chance, another than this one."""
        others = [each.id for each in self._table.entries if each.id != entry.id]
        if others:
            self._table.go_to(choice(others))  # noqa: S311 — no secret

    def _read(self, entry: Entry) -> None:
        """Read the listed reviews in one column, and come back where that ended."""
        from filmjournal.tui.screens.reading import ReadingScreen  # noqa: PLC0415 — not before it is needed

        ids = [each.id for each in self._table.entries]
        screen = ReadingScreen(self._session, ids, ids.index(entry.id))
        open_over(self._screen, screen, lambda viewing_id: self._table.go_to(viewing_id or ""))

    def _put_on_list(self, entry: Entry | None) -> None:
        """Ask on which list the films of the marked viewings go; without marks, the one under the cursor."""
        chosen = self.entries if len(self.marks) else [entry] if entry is not None else []
        if chosen:
            self._actions.put_on_list(chosen)

    def _compare(self, entry: Entry | None) -> None:
        """Put the marked viewings side by side; without marks, those of the film under the cursor."""
        if len(self.marks):
            self._screen.post_message(OpenComparison(self.entries))
        elif entry is not None:
            self._screen.post_message(OpenComparison(self._session.journal.viewings_of(entry.film), ONLY_VIEWING))

    def follow(self) -> None:
        """Mark up to the cursor while a range is being marked."""
        entry = self._table.entry
        if self.marks.is_in_range and entry is not None:
            self.marks.stretch([each.id for each in self._table.entries], entry.id)
            self._show_marks()

    def _turn_to(self, entry: Entry | None) -> None:
        """Make this the row that is acted on, unless rows are marked."""
        self._viewing_id = entry.id if entry is not None else ""
        self._stars = RatingInput(entry.viewing.rating if entry is not None and not len(self.marks) else None)
        self._made = None

    def _open(self, entry: Entry | None, key: str) -> None:
        self.marks.end_range()
        self._turn_to(entry)
        if not self.entries:
            return
        self._strip.display = True
        if not self._strip.is_attached:
            self._screen.mount(self._strip)
        self._screen.set_focus(self._strip)
        self._show()
        if key:
            self.press(key)

    def close(self) -> None:
        """Close the strip, and say what it did."""
        if not self._strip.display:
            return
        self._pending = self._question = None
        self._strip.display = False
        if self._screen.focused in {None, self._strip, self._strip.line}:
            self._screen.set_focus(self._table)
        self._tell()

    def _tell(self) -> None:
        """Say what was done with the strip."""
        if self._made is not None:
            self._screen.notify(f"{sentence(one_line(self._made.title))} Press u to undo.", markup=False)
        self._made = None

    def _show(self) -> None:
        """Show what the strip is about and what can be done, or the change it asks about."""
        entries = self.entries
        if not entries:
            self.close()
        elif self._pending is not None:
            question = Content.styled(one_line(self._pending.question), "bold")
            keys: tuple[Key, ...] = (("enter", "yes"), ("esc", "no"))
            foot = RATES if self._stars.typed or self._stars.rating else ""
            self._strip.show(self._about(entries), [question], keys, foot, self._under)
        else:
            self._strip.show(
                self._about(entries), [_state(entries), *self._near(entries)], KEYS, f"{RATES} · esc", self._under
            )

    def _near(self, entries: Sequence[Entry]) -> list[Content]:
        """Return what other films were given, beside the stars of one; nothing where the screen is small."""
        if len(entries) > 1 or self._screen.size.height < NEAR_FROM:
            return []
        (entry,) = entries
        found, room = self._calibrations.of(entry.film, entry.id), self._under.width - 2 * BORDER
        lines = beside_stars(found, entry.viewing.rating, room, palette_of(self._screen.app))
        return list(map(Content.from_rich_text, lines))

    @property
    def _under(self) -> Region:
        """Where the row under the cursor is on the screen."""
        return self._table.get_cursor_region().translate(self._table.region.offset)

    def _about(self, entries: Sequence[Entry]) -> str:
        if len(entries) == 1:
            return titled(entries[0].film)
        films = counted(len({entry.film.id for entry in entries}), "film")
        hidden = len(entries) - self.marks.among(each.id for each in self._table.entries)
        return f"{counted(len(entries), 'viewing')} of {films}{f', {hidden:,} not listed' if hidden else ''}"

    def press(self, key: str) -> bool:
        """Do what a key means in the strip; return whether it means anything."""
        stars = rating_key(self._stars, key)
        if key in {"enter", "escape"}:
            self._agree(is_agreed=key == "enter")
        elif stars is not None:
            self._rate(stars)
        elif key in QUESTIONS:
            self._ask(key)
        elif key in {"down", "j", "up", "k"} and not len(self.marks):
            self._move(1 if key in {"down", "j"} else -1)
        elif key == "l":
            self._tell()
            self._make(bulk_edits.like(self.entries))
        elif key == "d":
            self._remove()
        elif key in {"x", "X"}:
            self.close()
            self._export()
        else:
            return key in {"asterisk", "*"}
        return True

    def _rate(self, stars: RatingInput) -> None:
        """Give stars; those of one row replace the stars that a key before gave it, so that one undo takes both."""
        entries, self._stars = self.entries, stars
        edit = bulk_edits.rate(entries, stars.rating)
        is_again = self._made is not None and self._session.journal.next_step(is_undo=True) is self._made
        if len(entries) == 1 and is_again and self._undo.attempt(self._session.journal.undo):
            edit = bulk_edits.rate(self.entries, stars.rating)
        self._make(edit)

    def _remove(self) -> None:
        entries = self.entries
        if len(entries) > 1:
            self._make(bulk_edits.remove(entries))
        elif entries:
            self.close()
            self._actions.remove(entries[0])

    def _move(self, lines: int) -> None:
        """Go to another row with the strip, so that several can be rated one after the other."""
        self._tell()
        self._table.action_move(lines)
        entry = self._table.entry
        self._turn_to(entry)
        self._screen.call_after_refresh(self._show)  # the list has scrolled then

    def _make(self, edit: BulkEdit) -> None:
        """Make a change of one row at once; ask before one of several."""
        if len(edit.edits) > 1:
            self._pending = edit
            self._show()
        elif self._apply(edit):
            self._screen.call_after_refresh(self._show)  # the list has its new order then

    def _agree(self, *, is_agreed: bool) -> None:
        """Make the change that is asked about, or give it up; where there is none, close."""
        edit, self._pending = self._pending, None
        if edit is None or (is_agreed and self._apply(edit)):
            self.close()
        else:
            self._stars = RatingInput()
            self._show()

    def _apply(self, edit: BulkEdit) -> bool:
        """Make a change; return whether it could be made. One of very many is made while the screen stays alive."""
        if len(edit.edits) > IN_THREAD_FROM:
            self._undo.attempt_in_thread(lambda journal: journal.edit_all(edit.edits, edit.title), self._changed)
            return True
        made: list[Change | None] = []
        if not self._undo.attempt(lambda: made.append(self._session.journal.edit_all(edit.edits, edit.title))):
            return False
        self._made = made[0]
        self._forget_gone()
        return True

    def _changed(self, change: Change | None) -> None:
        """Say what was changed in another thread."""
        self._made = change
        self._forget_gone()
        self._tell()

    def _forget_gone(self) -> None:
        self.marks.keep_only(entry.id for entry in self._session.journal.entries)
        self._show_marks()

    def _show_marks(self) -> None:
        self._table.refresh()
        self._screen.query_one(SearchBar).show_marked(len(self.marks))

    def _ask(self, key: str) -> None:
        self._pending = None
        question = QUESTIONS[key](self.entries, self._session.vocabulary(), self._session.today())
        self._question = question
        foot = "enter save · tab complete · esc"
        self._strip.ask(question.title, question.hint, foot, self._under, question.suggest)

    def _answer(self, typed: str | None) -> None:
        """Do what was asked for with the line that was typed, or say what is wrong with it; None gives it up."""
        question = self._question
        if typed is None or question is None:
            self._question = None
            self._screen.set_focus(self._strip)
            self._show()
            return
        try:
            edit = question.edit(typed)
        except InvalidValueError as error:
            self._strip.hint(str(error))
            return
        self._tell()
        if self._apply(edit):
            self.close()


def _state(entries: Sequence[Entry]) -> Content:
    """Return the stars, heart and tags of one entry; of several, how many have them."""
    if len(entries) > 1:
        rated = sum(entry.viewing.rating is not None for entry in entries)
        liked = sum(entry.viewing.liked for entry in entries)
        return Content.styled(f"{rated:,} rated · {liked:,} liked", "dim")
    viewing = entries[0].viewing
    stars = viewing.rating.stars if viewing.rating else ""
    number = f" {viewing.rating.number}" if viewing.rating else " no stars yet"
    tags = "".join(f"  #{one_line(each)}" for each in viewing.tags)
    heart = ("  ♥", "$error") if viewing.liked else ""
    return Content.assemble((stars, "$warning"), ("·" * (5 - len(stars)), "dim"), number, heart, (tags, "dim"))
