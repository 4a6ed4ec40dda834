"""Edits of several viewings or their films as one change: what each viewing becomes, and what the change is called."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec import Struct, structs

from filmjournal.model.draft import Draft, DraftCredit, DraftError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import FACTS, Fact, Shape
from filmjournal.model.film import Film, Role, split_credit
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold, one_line, split_list
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, listed

FILM_FACTS = tuple(
    fact for fact in FACTS if fact.of is Film and fact.label and fact.within != "external_ids" and fact.name != "title"
)
"""The facts of a film that can be set for several at once."""


class BulkEdit(Struct, frozen=True):
    """One change of several viewings, before it is made."""

    title: str
    """What the change is called, such as “Tagged 20 viewings #noir”."""
    edits: tuple[tuple[Entry, Entry | None], ...]
    """Each entry with what it becomes; None removes its viewing."""

    @property
    def question(self) -> str:
        """The question before it is made, such as “Tag 20 viewings #noir?”."""
        verb, _, rest = self.title.partition(" ")
        return f"{_ASKED.get(verb, verb)} {rest}?"


_ASKED = {"Rated": "Rate", "Liked": "Like", "Tagged": "Tag", "Removed": "Remove", "Watched": "Watch"}
"""The verbs of titles as a question has them, where they differ."""


def named(entries: Sequence[Entry]) -> str:
    """Return what a sentence calls these entries: the title of one, or how many viewings they are."""
    return one_line(entries[0].film.title) if len(entries) == 1 else counted(len(entries), "viewing")


def films_named(entries: Sequence[Entry]) -> str:
    """Return what a sentence calls the films of these entries: the title of one, or how many they are."""
    films = {entry.film.id for entry in entries}
    return one_line(entries[0].film.title) if len(films) == 1 else counted(len(films), "film")


def rate(entries: Sequence[Entry], rating: Rating | None) -> BulkEdit:
    """Give every viewing this rating, or none."""
    title = f"Rated {named(entries)} {rating.stars}" if rating else f"Removed the stars of {named(entries)}"
    return _of_viewings(title, entries, lambda _: {"rating": rating})


def like(entries: Sequence[Entry]) -> BulkEdit:
    """Mark every viewing as liked; where all are, mark none."""
    return mark_liked(entries, liked=not all(entry.viewing.liked for entry in entries))


def mark_liked(entries: Sequence[Entry], *, liked: bool) -> BulkEdit:
    """Mark every viewing as liked, or as not."""
    title = f"Liked {named(entries)}" if liked else f"Removed the heart of {named(entries)}"
    return _of_viewings(title, entries, lambda _: {"liked": liked})


def tag(entries: Sequence[Entry], typed: str) -> BulkEdit:
    """Add the typed tags, with commas between them, to every viewing. Raises InvalidValueError if there is none."""
    tags = _items(typed, "tag")
    return _of_viewings(
        f"Tagged {named(entries)} {_hashed(tags)}",
        entries,
        lambda entry: {"tags": _with(entry.viewing.tags, tags)},
    )


def untag(entries: Sequence[Entry], typed: str) -> BulkEdit:
    """Remove the typed tags from every viewing. Raises InvalidValueError for a tag that none of them has."""
    tags = _items(typed, "tag")
    known = {fold(each) for entry in entries for each in entry.viewing.tags}
    for each in tags:
        if fold(each) not in known:
            which = "No viewing here has" if len(entries) > 1 else f"{named(entries)} doesn't have"
            raise InvalidValueError(f"{which} the tag “{one_line(each)}”.")
    removed = {fold(each) for each in tags}
    return _of_viewings(
        f"Removed {_hashed(tags)} from {named(entries)}",
        entries,
        lambda entry: {"tags": tuple(each for each in entry.viewing.tags if fold(each) not in removed)},
    )


def set_venue(entries: Sequence[Entry], typed: str) -> BulkEdit:
    """Set where every viewing was watched; an empty text removes it."""
    venue = typed.strip()
    title = f"Set the venue of {named(entries)}: {venue}" if venue else f"Removed the venue of {named(entries)}"
    return _of_viewings(title, entries, lambda _: {"venue": venue})


def add_companions(entries: Sequence[Entry], typed: str) -> BulkEdit:
    """Add those who watched it with you to every viewing; an empty text removes all of them."""
    names = split_list(typed)
    if not names:
        title = f"Removed the companions of {named(entries)}"
        return _of_viewings(title, entries, lambda _: {"companions": ()})
    return _of_viewings(
        f"Watched {named(entries)} with {listed(names)}",
        entries,
        lambda entry: {"companions": _with(entry.viewing.companions, names)},
    )


def remove(entries: Sequence[Entry]) -> BulkEdit:
    """Remove every viewing."""
    return BulkEdit(f"Removed {named(entries)}", tuple((entry, None) for entry in entries))


def set_film_fact(entries: Sequence[Entry], typed: str, today: date) -> BulkEdit:
    """Set one fact of the films of these entries, as in ``year: 1998`` or ``genre: drama, noir``; no value removes it.

    Raises InvalidValueError for a fact that no film has, and for a value that it can't have.
    """
    name, colon, value = typed.partition(":")
    fact = film_fact(name)
    if fact is None or not colon:
        raise InvalidValueError(f"Write a fact and its value, such as year: 1998. {facts_of_films()}")
    value = value.strip()
    films: dict[str, Film] = {}
    for entry in entries:
        if entry.film.id not in films:
            films[entry.film.id] = _with_fact(entry, fact, value, today)
    about = f"the {fact.label.lower()} of {films_named(entries)}"
    return BulkEdit(
        f"Set {about}: {value}" if value else f"Removed {about}",
        tuple((entry, Entry(entry.viewing, films[entry.film.id])) for entry in entries),
    )


def facts_of_films() -> str:
    """Return which facts of films can be set, as a sentence."""
    return f"Facts: {', '.join(fact.label.lower() for fact in FILM_FACTS)}."


def film_fact(name: str) -> Fact | None:
    """Return the fact of films that a person calls so, such as genre or genres."""
    typed = fold(name.strip())
    names = ((fact, (fact.label, fact.singular, fact.name, fact.option, *fact.aliases)) for fact in FILM_FACTS)
    return next((fact for fact, known in names if typed in {fold(each) for each in known if each}), None)


def _with_fact(entry: Entry, fact: Fact, value: str, today: date) -> Film:
    draft = Draft.of(entry)
    if fact.shape is Shape.PEOPLE:
        role = next(each for each in Role if each.value == fact.name)
        others = tuple(credit for credit in draft.credits if credit.role is not role)
        own = tuple(DraftCredit(role, *split_credit(each, role)) for each in split_list(value))
        draft = structs.replace(draft, credits=others + own)
    else:
        draft = draft.with_texts({fact.name: value})
    try:
        return draft.parse(today, entry.film, entry.viewing)[0]
    except DraftError as error:
        raise InvalidValueError(str(error)) from error


def _of_viewings(title: str, entries: Sequence[Entry], facts: Callable[[Entry], dict[str, object]]) -> BulkEdit:
    after = (Entry(structs.replace(entry.viewing, **facts(entry)), entry.film) for entry in entries)
    return BulkEdit(title, tuple(zip(entries, after, strict=True)))


def _items(typed: str, noun: str) -> tuple[str, ...]:
    items = tuple(filter(None, (item.lstrip("#").strip() for item in split_list(typed))))
    if not items:
        raise InvalidValueError(f"Type a {noun}; commas part several.")
    return items


def _with(own: tuple[str, ...], added: Iterable[str]) -> tuple[str, ...]:
    known = {fold(each) for each in own}
    return own + tuple(each for each in added if fold(each) not in known)


def _hashed(tags: Sequence[str]) -> str:
    return " ".join(f"#{one_line(each)}" for each in tags)
