"""The questions of an import and the answers to choose from: which film is meant, whose version of a conflict stays."""

from collections.abc import Iterator

from msgspec import Struct, structs

from filmjournal.exchange.planning.plan import LEAVE_OUT, NEW_FILM, Step
from filmjournal.model.film import Film
from filmjournal.render.import_plan import film_in_full

KEEP_YOURS, TAKE_THEIRS = "Keep yours", "Take theirs"
"""The answers to a conflict: the journal's version stays, or the export's version replaces it."""


class FilmChoice(Struct, frozen=True):
    """One answer to the question which film is meant."""

    text: str
    """The film, in words."""
    answer: str
    """The id of a film of the journal, NEW_FILM or LEAVE_OUT."""


def film_question(step: Step) -> str:
    """Return the question which film is meant."""
    film = step.item.film if hasattr(step.item, "film") else step.film
    return f"Which film is {film_in_full(film) if film is not None else ''}?"


def film_choices(step: Step, most: int | None = None) -> tuple[FilmChoice, ...]:
    """Return the answers to the question which film is meant: at most so many films, a new film, or none."""
    films = step.candidates[:most]
    return (
        *(FilmChoice(text, film.id) for text, film in zip(_distinguished(films), films, strict=True)),
        FilmChoice("A film that isn't in the journal", NEW_FILM),
        FilmChoice("Leave it out", LEAVE_OUT),
    )


def batch_id(step: Step) -> str:
    """Return the id that the film of a step has in the batch; an answer names the film by it."""
    return step.item.film.id if hasattr(step.item, "film") else ""


def _distinguished(films: tuple[Film, ...]) -> Iterator[str]:
    """Yield each film in full; those that would look the same with their ids elsewhere, or else with their own id."""
    shown = [film_in_full(film) for film in films]
    for text, film in zip(shown, films, strict=True):
        yield text if shown.count(text) == 1 else f"{text}, {_ids(film)}"


def _ids(film: Film) -> str:
    names = structs.asdict(film.external_ids)
    return ", ".join(f"{service} {name}" for service, name in names.items() if name) or f"id {film.id}"
