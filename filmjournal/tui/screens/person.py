"""A person's page: what you wrote about their work, and what you saw of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.worker import Worker

from filmjournal.journal.places import now
from filmjournal.model.draft import Draft
from filmjournal.model.film import Role
from filmjournal.model.text import one_line
from filmjournal.model.wording import listed
from filmjournal.render.panels import Page
from filmjournal.render.person import about, person_page, roles_of
from filmjournal.stats.person import Person, person_in_steps
from filmjournal.tui.commands import EVERYWHERE, PERSON, bindings_of
from filmjournal.tui.entry_actions import EntryActions
from filmjournal.tui.screens.behind import BehindScreen
from filmjournal.tui.screens.page_screen import PageScreen, in_slices
from filmjournal.tui.session import Session
from filmjournal.tui.themes import palette_of
from filmjournal.tui.windows import open_over

if TYPE_CHECKING:
    from filmjournal.transfer.people import Renaming


class PersonScreen(PageScreen):
    """Shows the page of the person of this name: in one role where one is given, `a` for all of them."""

    PLACE = PERSON
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PERSON, EVERYWHERE)]

    def __init__(
        self,
        session: Session,
        name: str,
        role: Role | None = None,
        among: Sequence[tuple[str, Role | None]] = (),
    ) -> None:
        super().__init__(session)
        self.person: Person | None = None
        """What is shown, once it is counted."""
        self._person_name = name
        self._role = role
        self._among = among
        self._actions = EntryActions(self, session, self.undo, lambda _: None)

    def journal_changed(self) -> None:
        """Count anew."""
        self.show_heading(Text.assemble((one_line(self._person_name), "bold"), "\n"))
        _: Worker[None] = self.run_worker(self._count(), exclusive=True, group="count")

    async def _count(self) -> None:
        journal = self.session.journal
        self.person = await in_slices(
            person_in_steps(self._person_name, journal.entries, journal.watchlist, self._role)
        )
        self.show_counted()

    def show_page(self) -> None:
        """Show the page."""
        person, palette = self.person, palette_of(self.app)
        if person is None:
            self.show_words(f"{one_line(self._person_name)} made none of the films in your journal.")
            return
        text = Text.assemble((one_line(person.name), palette.accent), (f"   {roles_of(person)}", palette.muted))
        others = [role.value for role in person.every_role if role not in person.roles]
        if others:
            text.append(f"   also {listed(others)}: a", palette.muted)
        self.show_heading(text.append(f"\n{about(person)}"))
        self.view.show(lambda width: person_page(person, width - 2, palette))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next and the last person only where they came from a list."""
        del parameters
        return action != "turn" or len(self._among) > 1

    def action_turn(self, people: int) -> None:
        """Go to the next person of the list this one was chosen from, or to the one before."""
        here = (self._person_name, self._role)
        place = self._among.index(here) + people if here in self._among else 0
        if 0 <= place < len(self._among):
            self._person_name, self._role = self._among[place]
            self.view.show(lambda _: Page(), from_the_top=True)
            self.journal_changed()

    def action_merge(self) -> None:
        """Ask for another name of this person, and make the two one."""
        from filmjournal.tui.person_prompts import SamePersonPrompt  # noqa: PLC0415 — reading needs no prompt

        if self.person is not None:
            prompt = SamePersonPrompt(self.session, self.person.name)
            open_over(self, prompt, self._rename)

    def action_split(self) -> None:
        """Ask for the name of somebody else, who made the film under the cursor."""
        from filmjournal.tui.person_prompts import NamesakePrompt  # noqa: PLC0415 — reading needs no prompt

        entry = self.session.journal.entry(self.spot.viewing_id) if self.spot is not None else None
        if entry is None or self.person is None:
            self.notify("Go to one of the films first: to one that somebody else of this name made.")
        else:
            open_over(self, NamesakePrompt(self.session, self.person, entry.film), self._rename)

    def _rename(self, renaming: "Renaming | None") -> None:
        if renaming is not None:
            renaming.make(self.session.journal, now())
            self.notify(f"{renaming.title}, in {renaming.in_films}. Press u to undo.", markup=False)

    def action_compare(self) -> None:
        """Ask for another person, and put the two side by side."""
        from filmjournal.tui.person_prompts import OtherPersonPrompt  # noqa: PLC0415 — reading needs no prompt

        def chosen(other: str | None) -> None:
            from filmjournal.tui.screens.compare import comparing_people  # noqa: PLC0415 — not before it is needed

            if other is not None and self.person is not None:
                open_over(self, comparing_people(self.session, [self.person.name, other]))

        if self.person is not None:
            open_over(self, OtherPersonPrompt(self.session, self.person.name), chosen)

    def action_export(self) -> None:
        """Ask for a file, and write the page to it."""
        from filmjournal.tui.person_prompts import PagePathPrompt  # noqa: PLC0415 — reading needs no prompt

        if self.person is not None:
            open_over(self, PagePathPrompt(self.person.name), self._write)

    def _write(self, path: Path | None) -> None:
        if path is None or self.person is None:
            return
        from filmjournal.exchange.writers.save_files import CannotWriteError  # noqa: PLC0415 — nor what writes a page
        from filmjournal.transfer.person_page import write_person  # noqa: PLC0415 — as above

        try:
            self.notify(write_person(self.person, path, self.session.journal.path, force=False), markup=False)
        except CannotWriteError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_all_roles(self) -> None:
        """Show every role of the person, or again the one that was asked for."""
        if self.person is not None:
            self._role = None if self._role is not None else next(iter(self.person.roles), None)
            self.journal_changed()

    def action_films(self) -> None:
        """List every viewing of the person's films."""
        if self.person is not None:
            open_over(self, BehindScreen(self.session, self.person.query))

    def action_write(self) -> None:
        """Write the review of the viewing under the cursor."""
        entry = self.session.journal.entry(self.spot.viewing_id) if self.spot is not None else None
        if entry is not None:
            self._actions.write(Draft.of(entry), focus="review")
