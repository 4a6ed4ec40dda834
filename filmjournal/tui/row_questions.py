"""What the strip of the diary asks for as a line of text: tags, a venue, companions, a fact of the films."""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from filmjournal.model.facts import Fact, Shape
from filmjournal.model.film import Role
from filmjournal.model.text import fold, one_line, split_list
from filmjournal.model.viewing import Entry
from filmjournal.query.vocabulary import Vocabulary
from filmjournal.transfer import bulk_edits
from filmjournal.transfer.bulk_edits import BulkEdit, film_fact, films_named, named
from filmjournal.tui.widgets.action_strip import Suggest


class Question(Struct, frozen=True):
    """A line that is asked for, for certain entries."""

    title: str
    """What it is for, such as “Tag 20 viewings”."""
    hint: str
    """What to type."""
    edit: Callable[[str], BulkEdit]
    """Returns what the viewings become; raises InvalidValueError for a line that can't be read."""
    suggest: Suggest
    """Completes the line."""


Ask = Callable[[Sequence[Entry], Vocabulary, date], Question]
"""Returns the question for entries, with the names it is completed from, and today's date."""


def _tag(entries: Sequence[Entry], known: Vocabulary, _: date) -> Question:
    return Question(
        f"Tag {named(entries)}",
        "Commas part several tags.",
        lambda typed: bulk_edits.tag(entries, typed),
        _last_item(lambda typed: known.words(typed, "tags")),
    )


def _untag(entries: Sequence[Entry], _: Vocabulary, __: date) -> Question:
    tags = sorted({each for entry in entries for each in entry.viewing.tags}, key=fold)
    return Question(
        f"Remove a tag from {named(entries)}",
        " ".join(f"#{one_line(each)}" for each in tags) or "There is no tag to remove.",
        lambda typed: bulk_edits.untag(entries, typed),
        _last_item(lambda typed: [each for each in tags if fold(each).startswith(fold(typed))]),
    )


def _venue(entries: Sequence[Entry], known: Vocabulary, _: date) -> Question:
    return Question(
        f"Venue of {named(entries)}",
        "Where you watched it; an empty line removes it.",
        lambda typed: bulk_edits.set_venue(entries, typed),
        lambda typed: _completed(typed, known.words(typed, "venue")),
    )


def _companion(entries: Sequence[Entry], known: Vocabulary, _: date) -> Question:
    return Question(
        f"Who watched {named(entries)} with you",
        "Commas part several; an empty line removes all.",
        lambda typed: bulk_edits.add_companions(entries, typed),
        _last_item(lambda typed: known.words(typed, "companions")),
    )


def _fact(entries: Sequence[Entry], known: Vocabulary, today: date) -> Question:
    def suggest(typed: str) -> str | None:
        name, colon, value = typed.partition(":")
        if not colon:
            names = [fact.singular or fact.label for fact in bulk_edits.FILM_FACTS]
            return _completed(typed, [f"{each.lower()}: " for each in names])
        fact, lead = film_fact(name), typed[: len(typed) - len(value.lstrip())]
        if fact is None or not value.strip():
            return None
        last = _last_item(lambda item: _values(fact, item, known))(value.lstrip())
        return None if last is None else lead + last

    return Question(
        f"Fact of {films_named(entries)}",
        f"Such as year: 1998. {bulk_edits.facts_of_films()}",
        lambda typed: bulk_edits.set_film_fact(entries, typed, today),
        suggest,
    )


def _values(fact: Fact, typed: str, known: Vocabulary) -> list[str]:
    if fact.shape is Shape.PEOPLE:
        return known.people(typed, next(role for role in Role if role.value == fact.name))
    return known.words(typed, fact.name) if fact.field else []


QUESTIONS: dict[str, Ask] = {"t": _tag, "T": _untag, "v": _venue, "c": _companion, "f": _fact}
"""The questions by the key that asks them."""


def _completed(typed: str, names: Sequence[str]) -> str | None:
    """Return the first of these names that begins with what was typed, as it is written; None for none."""
    begins = fold(typed)
    return next((name for name in names if typed and fold(name).startswith(begins)), None)


def _last_item(names: Callable[[str], Sequence[str]]) -> Suggest:
    """Return what completes the last item of a list that is being typed."""

    def suggest(typed: str) -> str | None:
        separator = ";" if ";" in typed else ","
        before, found, item = typed.rpartition(separator)
        lead = before + found + item[: len(item) - len(item.lstrip())]
        own = {fold(each) for each in split_list(before)}
        last = _completed(item.lstrip(), [each for each in names(item.strip()) if fold(each) not in own])
        return None if last is None else lead + last

    return suggest
