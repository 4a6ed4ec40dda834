"""What each kind of field offers while you type, from the names in the journal."""

from filmjournal.model.film import Film, Role
from filmjournal.query.vocabulary import FilmTitles, Vocabulary
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.completion import Suggest, Suggestion

_MOST = 8
"""Films that are offered at once."""


def films(session: Session) -> Suggest:
    """Offer known films by title, with year and director beside it: those that were seen, then those wished for."""
    seen, wished = session.vocabulary(), FilmTitles(wished.film for wished in session.journal.wishes)

    def offered(typed: str) -> list[Suggestion]:
        found = {film.id: film for film in (*seen.films(typed), *wished.films(typed))}
        return [Suggestion(film.title, _told_apart(film), film) for film in list(found.values())[:_MOST]]

    return offered


def people(known: Vocabulary, role: Role) -> Suggest:
    """Offer people, those known for this role first."""
    return lambda typed: [Suggestion(name) for name in known.people(typed, role)]


def words(known: Vocabulary, kind: str) -> Suggest:
    """Offer tags, venues, companions, genres, countries or languages."""
    return lambda typed: [Suggestion(word) for word in known.words(typed, kind)]


def elements(known: Vocabulary, removed: list[str]) -> Suggest:
    """Offer elements by name, those just removed first."""
    return lambda typed: [Suggestion(name) for name in dict.fromkeys((*removed, *known.elements(typed)))]


def _told_apart(film: Film) -> str:
    return " ".join((str(film.year or ""), *film.people(Role.DIRECTOR)[:1])).strip()
