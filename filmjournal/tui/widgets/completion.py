"""The drop-down under a text field, and what it suggests from the names in the journal."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.widgets import Input
from textual_autocomplete import AutoComplete, DropdownItem, TargetState

from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold, one_line
from filmjournal.query.vocabulary import FilmTitles, Vocabulary
from filmjournal.tui.session import Session

if TYPE_CHECKING:
    from filmjournal.lookup.catalogue import Title


class Suggestion(Struct, frozen=True):
    """One thing to choose."""

    text: str
    """What is put into the field."""
    hint: str = ""
    """What distinguishes it from others with the same text, shown beside it."""
    film: Film | None = None
    """The film of the journal it is, if it is one."""
    shown: str = ""
    """What the list shows for it; the text if this is empty."""
    note: str = ""
    """Where it is known from, such as the catalogue; shown at the end of its line."""
    number: int | None = None
    """The number of the film of the catalogue it is, if it is one."""
    is_new: bool = False
    """Whether it is a film that is neither in the journal nor in the catalogue: one of the title that was typed."""

    @property
    def is_film(self) -> bool:
        """Whether it stands for a film, and not just for a text."""
        return self.film is not None or self.number is not None or self.is_new


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

FEWEST_OF_CATALOGUE = 3
"""Films of the catalogue that are suggested even where more of the journal would fit."""


class FilmSuggestions:
    """Suggests films by title: those seen first, then those on the watchlist, then those of the catalogue.

    Then comes a new film of the title that was typed, and below it, if nothing else is there, films of which the title
    begins nearly so: none of them is taken for it by `enter` alone. Films of the catalogue come once it is open.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen = session.vocabulary()
        self._wished = FilmTitles(wished.film for wished in session.journal.watchlist)

    def __call__(self, typed: str) -> list[Suggestion]:
        """Return the suggestions for a title, the best first."""
        seen = self._seen.films(typed, MAX_FILMS)
        known = {film.id: film for film in (*seen, *self._wished.films(typed, MAX_FILMS))}
        titles = self._of_catalogue(typed, list(known.values()))
        own = list(known.values())[: MAX_FILMS - min(len(titles), FEWEST_OF_CATALOGUE)]
        watched = {film.id for film in seen}
        new = typed.strip()
        return [
            *(
                Suggestion(film.title, _year_and_director(film), film, note="" if film.id in watched else "watchlist")
                for film in own
            ),
            *titles[: MAX_FILMS - len(own)],
            *([Suggestion(new, shown=f"New film: {new}", is_new=True)] if new else []),
            *(self._nearly(new) if not (own or titles) else []),
        ]

    def _nearly(self, typed: str) -> list[Suggestion]:
        """Return the films of the catalogue of which a title begins nearly as typed."""
        catalogue = self._session.catalogue_file.opened
        return [_of_title(title, "nearly so") for title in (catalogue.nearly(typed) if catalogue is not None else [])]

    def _of_catalogue(self, typed: str, known: list[Film]) -> list[Suggestion]:
        """Return the films of the catalogue that are none of these known ones."""
        catalogue = self._session.catalogue_file.opened
        found = catalogue.suggestions(typed) if catalogue is not None else []
        return [_of_title(title, "catalogue") for title in found if not any(_is_same(title, film) for film in known)]


def suggest_people(session: Session, role: Role) -> Suggest:
    """Suggest people: those of the journal who have this role first, then its others, then those of the catalogue."""
    known = session.vocabulary()

    def suggest(typed: str) -> list[Suggestion]:
        own = known.people(typed, role)
        catalogue = session.catalogue_file.opened if len(own) < MAX_NAMES else None
        others = catalogue.names(typed, MAX_NAMES) if catalogue is not None else []
        folded = {fold(name) for name in own}
        further = [Suggestion(name, note="catalogue") for name in others if fold(name) not in folded]
        return [*map(Suggestion, own), *further][:MAX_NAMES]

    return suggest


MAX_NAMES = 8
"""People that are suggested at once."""


def suggest_words(known: Vocabulary, kind: str) -> Suggest:
    """Suggest tags, venues, companions, genres, countries or languages; `kind` names which."""
    return lambda typed: [Suggestion(word) for word in known.words(typed, kind)]


def suggest_elements(known: Vocabulary, removed: list[str]) -> Suggest:
    """Suggest names of elements, those just removed first."""

    def suggest(typed: str) -> list[Suggestion]:
        back = (name for name in removed if fold(typed) in fold(name))
        return [Suggestion(name) for name in dict.fromkeys((*back, *known.elements(typed)))]

    return suggest


def _of_title(title: "Title", note: str) -> Suggestion:
    hint = " ".join((str(title.year or ""), *title.directors[:1])).strip()
    return Suggestion(title.title, hint, note=note, number=title.number)


def _is_same(title: "Title", film: Film) -> bool:
    """Whether a film of the catalogue is one of the journal: a title in common, and no year or director against it."""
    if {fold(name) for name in (title.title, title.original) if name}.isdisjoint(
        fold(name) for name in (film.title, film.original_title) if name
    ):
        return False
    if title.year and film.year and abs(title.year - film.year) > 1:
        return False
    directors = {fold(name) for name in film.people(Role.DIRECTOR)}
    return not directors or not title.directors or not directors.isdisjoint(map(fold, title.directors))


def _year_and_director(film: Film) -> str:
    return " ".join((str(film.year or ""), *film.people(Role.DIRECTOR)[:1])).strip()
