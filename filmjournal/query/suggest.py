"""What the journal already knows, offered as you type: films, people, tags and elements."""

from collections import Counter
from collections.abc import Iterable, Mapping

from filmjournal.model.breakdown import DEFAULT_ELEMENTS, FURTHER_ELEMENTS
from filmjournal.model.film import Film, Role
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import (
    COMPANIONS,
    COUNTRY,
    GENRE,
    LANGUAGE,
    PERSON,
    TAG,
    TITLE,
    VENUE,
    TextField,
    field_of,
    name_of_element,
)
from filmjournal.query.names import Foldings, Names

LISTS = {
    "tags": TAG,
    "companions": COMPANIONS,
    "venue": VENUE,
    "genres": GENRE,
    "countries": COUNTRY,
    "languages": LANGUAGE,
}
"""The kinds of words that a vocabulary keeps apart, and the field of each."""

ELEMENT = "element"
"""What the names of elements are kept under, beside those in fields."""

_COMMON, _USED = 1, 2
"""What an element counts for being common, and for each viewing that has it: your own come before the common ones."""


class FilmNames:
    """The titles of films and the people who made them, each with the number of viewings that it stands in."""

    def __init__(self) -> None:
        self._foldings = Foldings()
        self._people = {role: Names(self._foldings) for role in Role}
        self._titles = Names(self._foldings)
        self._everyone = Names(self._foldings)
        self._by_field = {
            TITLE.name: self._titles,
            PERSON.name: self._everyone,
            **{field_of(role).name: names for role, names in self._people.items()},
        }

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "FilmNames":
        """Return the names in these entries; nothing else of them is looked at, and each film only once."""
        names = cls()
        listed = list(entries)
        films = {entry.film.id: entry.film for entry in listed}
        counted: dict[str, dict[str, int]] = {name: {} for name in names._by_field}
        everyone, titles = counted[PERSON.name], counted[TITLE.name]
        people = {role: counted[field_of(role).name] for role in Role}
        for id_, viewings in Counter([entry.film.id for entry in listed]).items():
            film = films[id_]
            for title in {film.title, film.original_title or film.title}:
                titles[title] = titles.get(title, 0) + viewings
            for name in {credit.name for credit in film.credits}:
                everyone[name] = everyone.get(name, 0) + viewings
            for name, role in {(credit.name, credit.role) for credit in film.credits}:
                own = people[role]
                own[name] = own.get(name, 0) + viewings
        for field, own in counted.items():
            names._by_field[field].count_each(own)
        return names

    def count(self, film: Film, viewings: int) -> None:
        """Count what a film is called, and who made it, in so many viewings more, or less."""
        self._titles.count({film.title, film.original_title or film.title}, viewings)
        self._everyone.count({credit.name for credit in film.credits}, viewings)
        credited: dict[Role, set[str]] = {}
        for credit in film.credits:
            if credit.role in credited:
                credited[credit.role].add(credit.name)
            else:
                credited[credit.role] = {credit.name}
        for role, names in credited.items():
            self._people[role].count(names, viewings)

    @property
    def words_by_length(self) -> Mapping[int, Mapping[str, list[str]]]:
        """The folded words of names, by length, and for each the names that have it; some are of names now gone."""
        return self._foldings.words

    def names(self, field: TextField) -> Names:
        """Return the names that stand in a field; none for what you wrote."""
        return self._by_field.get(field.name) or Names(self._foldings)


class FilmTitles:
    """Films that are found by their titles, whether anybody saw them or not."""

    def __init__(self, films: Iterable[Film]) -> None:
        folded = Foldings()
        self._films = {film.id: film for film in films}
        titles = {id_: f"{folded[film.title]}\n{folded[film.original_title]}" for id_, film in self._films.items()}
        self._by_id = Names(titles, lambda id_: f"{self._films[id_].title}\n{id_}")
        self._by_id.count_each(dict.fromkeys(self._films, 1))

    def films(self, typed: str, most: int = 8) -> list[Film]:
        """Return the films whose title or original title has what was typed, the best match first."""
        return [self._films[id_] for id_ in self._by_id.best(typed, most)]


class Vocabulary(FilmNames):
    """Every name that stands in a set of entries, and in how many; it follows each change of them."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        super().__init__()
        self._films: dict[str, Film] = {}
        self._titles_of: dict[str, str] = {}
        self._by_id = Names(self._titles_of, lambda id_: f"{self._films[id_].title}\n{id_}")
        self._lists = {kind: Names(self._foldings) for kind in LISTS}
        self._elements = Names(self._foldings)
        self._elements.count((*DEFAULT_ELEMENTS, *FURTHER_ELEMENTS), _COMMON)
        self._by_field |= {field.name: self._lists[kind] for kind, field in LISTS.items()}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Know one entry more. A film that is known already is from now on as it is here."""
        film, folded = entry.film, self._foldings
        if self._films.get(film.id) is not film:
            self._films[film.id] = film
            self._titles_of[film.id] = f"{folded[film.title]}\n{folded[film.original_title]}"
        self._count(entry, 1)

    def remove(self, entry: Entry) -> None:
        """Forget one entry that was added."""
        self._count(entry, -1)
        if entry.film.id not in self._by_id:
            del self._films[entry.film.id], self._titles_of[entry.film.id]

    def _count(self, entry: Entry, viewings: int) -> None:
        film, viewing, lists = entry.film, entry.viewing, self._lists
        self._by_id.count((film.id,), viewings)
        self.count(film, viewings)
        lists["tags"].count(set(viewing.tags), viewings)
        lists["companions"].count(set(viewing.companions), viewings)
        lists["venue"].count((viewing.venue,) if viewing.venue else (), viewings)
        lists["genres"].count(set(film.genres), viewings)
        lists["countries"].count(set(film.countries), viewings)
        lists["languages"].count(set(film.languages), viewings)
        self._elements.count({element.name for element in viewing.breakdown}, viewings * _USED)

    def settle(self) -> bool:
        """Sort one more kind of names, so that they are found fastest; return whether any was left to sort.

        It is worth it once many entries were added, while nobody waits.
        """
        unsettled = next((names for names in (self._by_id, *self._by_field.values()) if not names.is_settled), None)
        if unsettled is not None:
            unsettled.settle()
        return unsettled is not None

    @property
    def element_names(self) -> frozenset[str]:
        """What stands before the colon for each element that is written about."""
        return frozenset(name_of_element(name) for name, counted in self._elements.items() if counted >= _USED)

    @property
    def by_field(self) -> Mapping[str, Names]:
        """The names in each field, by the name of the field, and those of elements under ELEMENT."""
        return {**self._by_field, ELEMENT: self._elements}

    def films(self, typed: str, most: int = 8) -> list[Film]:
        """Return the films whose title or original title has what was typed, the best match first."""
        return [self._films[id_] for id_ in self._by_id.best(typed, most)]

    def people(self, typed: str, role: Role, most: int = 8) -> list[str]:
        """Return names of people, those who had this role first."""
        own = self._people[role].best(typed, most)
        others = self._everyone.best(typed, most) if len(own) < most else ()
        return list(dict.fromkeys((*own, *others)))[:most]

    def words(self, typed: str, kind: str, most: int = 8) -> list[str]:
        """Return tags, venues, companions, genres, countries or languages; `kind` is one of LISTS."""
        return self._lists[kind].best(typed, most)

    def elements(self, typed: str, most: int = 8) -> list[str]:
        """Return names of elements: your own first, then those that people often use."""
        return self._elements.best(typed, most)
