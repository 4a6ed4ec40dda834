"""The drop-down under a text field, and what it suggests from the names in the journal."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.widgets import Input
from textual_autocomplete import AutoComplete, DropdownItem, TargetState

from filmjournal.model.film import Film, Role
from filmjournal.model.text import one_line
from filmjournal.query.vocabulary import FilmTitles, Vocabulary
from filmjournal.tui.session import Session


class Suggestion(Struct, frozen=True):
    """One thing to choose."""

    text: str
    """What is put into the field."""
    hint: str = ""
    """What distinguishes it from others with the same text, shown beside it."""
    film: Film | None = None
    """The film it is, if it is one."""
    shown: str = ""
    """What the list shows for it; the text if this is empty."""


Suggest = Callable[[str], list[Suggestion]]
"""Returns suggestions for the text typed so far, the best first."""


class Completable(Protocol):
    """A text field that can have a drop-down: it knows what is being completed in it."""

    settled: str
    """The text that gets no suggestions: as it was first, as chosen, or as it was when they were dismissed."""

    def being_completed(self) -> str:
        """Return the text before the cursor, in a list only that of the item the cursor is in."""
        ...

    def suggestions(self) -> list[Suggestion]:
        """Return the suggestions for it."""
        ...

    def take(self, chosen: Suggestion) -> None:
        """Put a suggestion in the place of what was typed."""
        ...


class Completer(AutoComplete):
    """Offers suggestions under a text field. Enter or a click takes one; tab leaves the field with what was typed."""

    def __init__(self, target: Input, field: Completable) -> None:
        super().__init__(target, candidates=[])
        self._field = field
        self._suggestions: list[Suggestion] = []

    def get_search_string(self, target_state: TargetState) -> str:
        """Return what is being completed."""
        del target_state
        return self._field.being_completed()

    def get_candidates(self, target_state: TargetState) -> list[DropdownItem]:
        """Return the suggestions; none until something is typed."""
        del target_state
        self._suggestions = self._field.suggestions()
        return [
            DropdownItem(
                Content.assemble(one_line(offer.shown or offer.text), (f"  {offer.hint}", "dim") if offer.hint else "")
            )
            for offer in self._suggestions
        ]

    def get_matches(
        self, target_state: TargetState, candidates: list[DropdownItem], search_string: str
    ) -> list[DropdownItem]:
        """Return the candidates as they are: the journal has matched and ranked them."""
        del target_state, search_string
        return candidates

    def should_show_dropdown(self, search_string: str) -> bool:
        """Whether something was typed, and a suggestion differs from it."""
        offers_more = any(offer.text != search_string or offer.film for offer in self._suggestions)
        return offers_more and self.target.value != self._field.settled

    def apply_completion(self, value: str, state: TargetState) -> None:
        """Hand the suggestion to the field."""
        del value, state
        place = self.option_list.highlighted
        if place is not None and place < len(self._suggestions):
            self._field.take(self._suggestions[place])

    def _listen_to_messages(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key == "tab":
            self.action_hide()
            return
        if isinstance(event, events.Key) and event.key == "escape" and self.display:
            self._field.settled = self.target.value
        super()._listen_to_messages(event)


MAX_FILMS = 8
"""Films that are suggested at once."""


def suggest_films(session: Session) -> Suggest:
    """Suggest films by title, with year and director beside it: those seen first, then those on the watchlist."""
    seen, wished = session.vocabulary(), FilmTitles(wished.film for wished in session.journal.watchlist)

    def suggest(typed: str) -> list[Suggestion]:
        found = {film.id: film for film in (*seen.films(typed), *wished.films(typed))}
        return [Suggestion(film.title, _year_and_director(film), film) for film in list(found.values())[:MAX_FILMS]]

    return suggest


def suggest_people(known: Vocabulary, role: Role) -> Suggest:
    """Suggest people, those known for this role first."""
    return lambda typed: [Suggestion(name) for name in known.people(typed, role)]


def suggest_words(known: Vocabulary, kind: str) -> Suggest:
    """Suggest tags, venues, companions, genres, countries or languages; `kind` names which."""
    return lambda typed: [Suggestion(word) for word in known.words(typed, kind)]


def suggest_elements(known: Vocabulary, removed: list[str]) -> Suggest:
    """Suggest names of elements, those just removed first."""
    return lambda typed: [Suggestion(name) for name in dict.fromkeys((*removed, *known.elements(typed)))]


def _year_and_director(film: Film) -> str:
    return " ".join((str(film.year or ""), *film.people(Role.DIRECTOR)[:1])).strip()
