"""Names in a journal, to complete and correct what is typed: films, people, tags, elements; most used first."""

import re
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from filmjournal.model.breakdown import DEFAULT_ELEMENTS, FURTHER_ELEMENTS
from filmjournal.model.facts import BY_NAME
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import (
    IN,
    PERSON,
    TITLE,
    WORD_FIELDS,
    TextField,
    field_of,
    name_of_element,
)

_FEW = 256
"""Most changed names that are searched one by one before all are sorted again."""

_AT_ONCE = 2_000
"""Names that are sorted between two pauses."""

_MOST_AFTER_DASH = 200
"""Most names that are checked for a word after a dash."""

_WORD = re.compile(r"[^\W_]+")


def words_in(folded: str) -> list[str]:
    """Return the words of a folded text, without punctuation."""
    return _WORD.findall(folded)


class Foldings(dict[str, str]):
    """Cache of folded names: a space before each word. Entries are never removed."""

    def __init__(self) -> None:
        super().__init__()
        self.words: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
        """By word length, each word of the names, with the names that contain it."""

    def __missing__(self, name: str) -> str:
        words = fold(name).split()
        self[name] = folded = " ".join(["", *words])
        for word in words if "".join(words).isalnum() else words_in(folded):
            self.words[len(word)].setdefault(word, []).append(name)
        return folded


class Names(dict[str, int]):
    """Names as written, each with its number of viewings.

    They are searched as one text, the most used first, so the first hits are the best. Names that changed since the
    last sort are searched one by one, until there are too many.
    """

    def __init__(self, folded: Mapping[str, str], order: Callable[[str], str] = str) -> None:
        super().__init__()
        self._folded = folded
        self._order = order
        self._changed: set[str] = set()
        self._state = 0  # it grows with each change
        self._sorted: list[str] = []
        self._text = ""
        self._starts = array("L", [0])

    def count(self, names: Collection[str], viewings: int) -> None:
        """Add so many viewings to the count of each name, or subtract them."""
        self._changed.update(names)
        self._state += 1
        for name in names:
            before = self.get(name)
            if before is None:
                _ = self._folded[name]  # it is folded now, while nobody waits for it
                self[name] = viewings
            elif before + viewings:
                self[name] = before + viewings
            else:
                del self[name]

    def count_each(self, viewings: Mapping[str, int]) -> None:
        """Set the counts of names that are all new."""
        self._changed.update(viewings)
        self._state += 1
        self.update(viewings)
        for name in viewings:
            _ = self._folded[name]

    @classmethod
    def from_layout(cls, names: Sequence[str], viewings: Sequence[int], text: str) -> "Names":
        """Return names from the result of `layout`, without folding them again."""
        made = cls(Foldings())
        made.update(zip(names, viewings, strict=True))
        made._sorted, made._text = list(names), text
        made._starts = array("L", accumulate((len(line) + 1 for line in text.split("\n")[1:]), initial=0))
        return made

    def layout(self) -> tuple[list[str], list[int], str]:
        """Return the names, most used first, their counts, and the text that is searched."""
        self.sort()
        return self._sorted, [self[name] for name in self._sorted], self._text

    @property
    def is_sorted(self) -> bool:
        """Whether no name changed since the last sort."""
        return not self._changed

    def sort(self) -> None:
        """Sort the names, which makes searching fastest."""
        for _ in self.sorting():
            pass

    def sorting(self) -> Iterator[None]:
        """Sort the names, pausing every few milliseconds; it ends without having done so if one changes meanwhile."""
        state = self._state
        for _ in self._sorting():
            yield
            if state != self._state:
                return

    def _sorting(self) -> Iterator[None]:
        key = None if self._order is str else self._order
        changed = [name for name in self._changed if name in self]
        names = [name for name in self._sorted if name in self and name not in self._changed]
        for start in range(0, len(changed), _AT_ONCE):
            yield
            names += sorted(changed[start : start + _AT_ONCE], key=key)
        yield
        names.sort(key=key)  # runs that are in order are merged fast
        yield
        names.sort(key=self.__getitem__, reverse=True)
        lines: list[str] = []
        for start in range(0, len(names), _AT_ONCE):
            yield
            lines += [f"\n{self._folded[name]}" for name in names[start : start + _AT_ONCE]]
        yield
        self._sorted, self._text = names, "".join(lines)
        self._starts = array("L", accumulate(map(len, lines), initial=0))
        self._changed.clear()

    def matching(self, typed: str, most: int) -> list[str]:
        """Return names that contain what was typed: at the start, at the start of a word, then anywhere."""
        text = " ".join(fold(typed).split())
        found: dict[str, None] = {}
        for sought in (f"\n {text}", f" {text}", text):
            if len(found) < most and sought:
                found |= dict.fromkeys(self._containing(sought, most + len(found)))
        return list(found)[:most]

    def starting_with(self, typed: str, most: int) -> list[str]:
        """Return names with a word that starts with what was typed, most used first."""
        text = " ".join(fold(typed).split())
        text += " " * (typed.endswith(" ") and bool(text))
        found = self._containing(f" {text}", most)
        if len(found) < most and text:  # a word begins after a dash or an apostrophe too
            word = re.compile(rf"[^\w\s]{re.escape(text)}")
            having = [name for name in self._containing(text, _MOST_AFTER_DASH) if word.search(self._folded[name])]
            found = list(dict.fromkeys((*found, *having)))[:most]
        return found

    def _containing(self, sought: str, most: int) -> list[str]:
        """Return the most used names whose folded form, after a line end, contains the text."""
        if len(self._changed) > _FEW + len(self) // 8:
            self.sort()
        found: list[str] = []
        place = self._text.find(sought)
        while place >= 0 and len(found) < most:
            line = bisect_right(self._starts, place) - 1
            if self._sorted[line] not in self._changed:
                found.append(self._sorted[line])
            place = self._text.find(sought, self._starts[line + 1])
        changed = [name for name in self._changed if name in self and sought in f"\n{self._folded[name]}"]
        return sorted((*found, *changed), key=lambda name: (-self[name], self._order(name)))[:most]


ELEMENT = "element"
"""Key for names of review elements in `by_field`."""

_COMMON, _USED = 1, 2
"""What a common element counts, and what each viewing with an element adds: your own come first."""


class FilmNames:
    """Titles and people of films, each with its number of viewings."""

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
        """Return the names in these entries only of films; each film is read once."""
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
        """Add so many viewings, or subtract them, for a film's titles and people."""
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
        """Folded words by length, each with the names that contain it; may contain names that are gone."""
        return self._foldings.words

    def names(self, field: TextField) -> Names:
        """Return the names in a field; empty for a field of prose."""
        return self._by_field.get(field.name) or Names(self._foldings)


class FilmTitles:
    """Finds films by title, watched or not."""

    def __init__(self, films: Iterable[Film]) -> None:
        folded = Foldings()
        self._films = {film.id: film for film in films}
        titles = {id_: f"{folded[film.title]}\n{folded[film.original_title]}" for id_, film in self._films.items()}
        self._by_id = Names(titles, lambda id_: f"{self._films[id_].title}\n{id_}")
        self._by_id.count_each(dict.fromkeys(self._films, 1))

    def films(self, typed: str, most: int = 8) -> list[Film]:
        """Return films whose title or original title contains what was typed, best first."""
        return [self._films[id_] for id_ in self._by_id.matching(typed, most)]


class Vocabulary(FilmNames):
    """Every name in a set of entries, with counts; entries can be added and removed."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        super().__init__()
        self._films: dict[str, Film] = {}
        self._titles_of: dict[str, str] = {}
        self._by_id = Names(self._titles_of, lambda id_: f"{self._films[id_].title}\n{id_}")
        self._lists = {kind: Names(self._foldings) for kind in WORD_FIELDS}
        self._on_lists = Names(self._foldings)
        self._elements = Names(self._foldings)
        self._elements.count((*DEFAULT_ELEMENTS, *FURTHER_ELEMENTS), _COMMON)
        self._by_field |= {field.name: self._lists[kind] for kind, field in WORD_FIELDS.items()}
        self._by_field[IN.name] = self._on_lists
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Add an entry. A film that is known already is replaced by this version."""
        film, folded = entry.film, self._foldings
        if self._films.get(film.id) is not film:
            self._films[film.id] = film
            self._titles_of[film.id] = f"{folded[film.title]}\n{folded[film.original_title]}"
        self._count(entry, 1)

    def remove(self, entry: Entry) -> None:
        """Remove an entry that was added."""
        self._count(entry, -1)
        if entry.film.id not in self._by_id:
            del self._films[entry.film.id], self._titles_of[entry.film.id]

    def _count(self, entry: Entry, viewings: int) -> None:
        film, viewing = entry.film, entry.viewing
        self._by_id.count((film.id,), viewings)
        self.count(film, viewings)
        for name, names in self._lists.items():
            names.count(set(BY_NAME[name].values(entry)), viewings)
        if entry.lists:
            self._on_lists.count(entry.lists, viewings)
        self._elements.count({element.name for element in viewing.breakdown}, viewings * _USED)

    def sorting(self) -> Iterator[None]:
        """Sort every kind of names, which makes searching fastest, pausing every few milliseconds.

        Worth it after many entries were added, while nobody waits.
        """
        for names in (self._by_id, *self._by_field.values()):
            while not names.is_sorted:
                yield from names.sorting()

    @property
    def element_names(self) -> frozenset[str]:
        """Names of the elements in use, as typed before a colon."""
        return frozenset(name_of_element(name) for name, counted in self._elements.items() if counted >= _USED)

    @property
    def by_field(self) -> Mapping[str, Names]:
        """The names by field name, and those of elements under ELEMENT."""
        return {**self._by_field, ELEMENT: self._elements}

    def films(self, typed: str, most: int = 8) -> list[Film]:
        """Return films whose title or original title contains what was typed, best first."""
        return [self._films[id_] for id_ in self._by_id.matching(typed, most)]

    def people(self, typed: str, role: Role, most: int = 8) -> list[str]:
        """Return people whose name contains what was typed, those with this role first."""
        own = self._people[role].matching(typed, most)
        others = self._everyone.matching(typed, most) if len(own) < most else ()
        return list(dict.fromkeys((*own, *others)))[:most]

    def words(self, typed: str, kind: str, most: int = 8) -> list[str]:
        """Return words of a fact that contain what was typed, those of the journal first; `kind` is its name."""
        own = self._lists[kind].matching(typed, most)
        usual = (word for word in BY_NAME[kind].usual if fold(typed) in fold(word))
        return list(dict.fromkeys((*own, *usual)))[:most]

    def elements(self, typed: str, most: int = 8) -> list[str]:
        """Return names of elements: your own first, then those that people often use."""
        return self._elements.matching(typed, most)
