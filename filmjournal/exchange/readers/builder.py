"""What the rows of a service tell, gathered into a batch: each film once, each row with what it tells of.

What services tell of a film as a whole, such as its rating, given to the viewing that it fits.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from filmjournal.exchange.batch import Batch, Place, Problem, SourceFilm, SourceViewing, SourceWish
from filmjournal.exchange.readers.rows import Row
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.text import fold
from filmjournal.model.viewing import Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish


class Mark(Struct, frozen=True):
    """What one row tells of a film that was seen, and of no viewing. A row may tell no more than that it was seen."""

    rating: Rating | None = None
    """How the film was rated."""
    liked: bool = False
    """Whether it has a heart."""
    rewatch: bool = False
    """Whether it was seen more than once."""
    tags: tuple[str, ...] = ()
    """Its labels."""
    review: str = ""
    """What was written about it, in Markdown."""
    spoilers: bool = False
    """Whether that gives the ending away."""
    watched: When | None = None
    """When it was seen last, where that is told."""
    at: str = ""
    """When it was told; later ratings are the ones that hold."""
    source: Source | None = None
    """The row."""
    place: Place = Place("")
    """Where that stands."""


Seen = tuple[int, SourceViewing]
"""A viewing, and its place in the order of the files."""


def settled(viewings: Sequence[Seen], marks: Sequence[tuple[int, Mark]]) -> tuple[list[Seen], list[Source]]:
    """Return the viewings of a film with what is told of the film as a whole, and the rows that fit none of them.

    The last viewing takes it. A film that is only marked as seen has one, without a date where none is told.
    """
    seen = list(viewings)
    if not marks:
        return seen, []
    if not seen:
        seen = [_as_viewing(marks)]
    last = max(range(len(seen)), key=lambda place: (seen[place][1].viewing.watched or "", place))
    at, told = seen[last]
    rating = None if any(each.viewing.rating for _, each in seen) else _rating_that_holds(marks)
    used = sorted((mark for _, mark in marks if mark is rating or _tells_more(mark)), key=lambda mark: not mark.watched)
    unused = [mark.source for _, mark in marks if mark not in used and mark.source]
    sources = told.sources + tuple(mark.source for mark in used if mark.source)
    told = structs.replace(told, viewing=_with(told.viewing, used, rating), sources=sources)
    return [*seen[:last], (at, told), *seen[last + 1 :]], unused


def _as_viewing(marks: Sequence[tuple[int, Mark]]) -> Seen:
    at, first = marks[0]
    watched = max((mark.watched for _, mark in marks if mark.watched), default=None)
    return at, SourceViewing(Viewing(id="", film="", watched=watched), (), first.place, is_of_film=True)


def _rating_that_holds(marks: Sequence[tuple[int, Mark]]) -> Mark | None:
    rated = [mark for _, mark in marks if mark.rating]
    return max(reversed(rated), key=lambda mark: mark.at) if rated else None


def _tells_more(mark: Mark) -> bool:
    """Whether a row tells more than a rating."""
    return mark.rating is None or mark.liked or bool(mark.review or mark.tags)


def _with(viewing: Viewing, marks: Sequence[Mark], rating: Mark | None) -> Viewing:
    written = [viewing.review, *(mark.review for mark in marks)]
    return structs.replace(
        viewing,
        rating=rating.rating if rating else viewing.rating,
        liked=viewing.liked or any(mark.liked for mark in marks),
        rewatch=viewing.rewatch or any(mark.rewatch for mark in marks),
        tags=tuple(dict.fromkeys([*viewing.tags, *(tag for mark in marks for tag in mark.tags)])),
        review="\n\n".join(dict.fromkeys(text for text in written if text.strip())),
        spoilers=viewing.spoilers or any(mark.spoilers for mark in marks),
    )


Name = tuple[str, str]
"""What a service calls a film: the service, and the name."""


def numbered(imdb: str) -> str:
    """Return what a film is called of which nothing is known but its number at IMDb, until something tells a title."""
    return f"IMDb {imdb}"


class GatheredFilm:
    """A film, and all that was told of it so far."""

    def __init__(self, film: Film, row: Row) -> None:
        self.film = film
        """What was told of the film itself."""
        self.place = row.place
        """Where it was told of first."""
        self.names: dict[Name, None] = {}
        """What services call it."""
        self.viewings: list[tuple[int, SourceViewing]] = []
        """Its viewings, each with its place in the order of the files."""
        self.marks: list[tuple[int, Mark]] = []
        """What was told of it and of no viewing, likewise."""
        self.wishes: list[tuple[int, SourceWish]] = []
        """Where it was wished for, likewise."""
        self.mentions: list[tuple[str, Place, Source]] = []
        """What else tells of it: what that is, where, and the row."""
        self.plays_counted = 0
        """How often the service says that it was seen; 0 where it does not say."""

    @property
    def is_told_of(self) -> bool:
        """Whether it was seen or is wished for."""
        return bool(self.viewings or self.marks or self.wishes)

    def fulfil(self) -> None:
        """Where it was seen, take what is wished for as the earlier state that it is."""
        if self.viewings:
            told = [wish for _, wish in self.wishes]
            self.mentions += [("wished for", wish.place, source) for wish in told for source in wish.sources]
            self.wishes.clear()

    def take_over(self, other: "GatheredFilm") -> None:
        """Be the film that the other one is too."""
        self.film = _completed(self.film, other.film)
        self.names |= other.names
        self.viewings += other.viewings
        self.marks += other.marks
        self.wishes += other.wishes
        self.mentions += other.mentions
        self.plays_counted = max(self.plays_counted, other.plays_counted)


class Gathering:
    """A batch in the making."""

    def __init__(self, service: str, notes: Iterable[str] = ()) -> None:
        self._service = service
        self._films: dict[int, GatheredFilm] = {}
        self._by_name: dict[Name, GatheredFilm] = {}
        self._keys: set[tuple[str, str]] = set()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._told = 0
        self._problems: list[Problem] = []
        self._notes = dict.fromkeys(notes)

    def film(self, film: Film, row: Row, own_name: str = "") -> GatheredFilm:
        """Return the film that a row tells of, which others may have told of before.

        What the service alone calls it is its own name.
        """
        names = self._names(film, own_name)
        same = [known for name in names if (known := self._by_name.get(name)) and _is_one(name, known.film, film)]
        gathered = same[0] if same else GatheredFilm(film, row)
        self._films.setdefault(id(gathered), gathered)
        if same and gathered.film != film:
            gathered.film = _completed(gathered.film, film)
        gathered.names |= dict.fromkeys(names)
        for other in same[1:]:
            if other is not gathered and not _are_two(other.film, gathered.film):
                self._films.pop(id(other), None)
                gathered.take_over(other)
        self._by_name |= dict.fromkeys(gathered.names, gathered)
        return gathered

    def viewing(self, film: GatheredFilm, viewing: Viewing, row: Row, table: str, key: str) -> None:
        """Take in a viewing that a row tells of."""
        told = SourceViewing(viewing, (self._source(row, table, key),), row.place)
        film.viewings.append((self._next(), told))

    def mark(self, film: GatheredFilm, mark: Mark, row: Row, table: str, key: str) -> None:
        """Take in what a row tells of a film that was seen, but of no viewing."""
        source = self._source(row, table, key)
        film.marks.append((self._next(), structs.replace(mark, source=source, place=row.place)))

    def wish(self, film: GatheredFilm, wish: Wish, row: Row, table: str, key: str) -> None:
        """Take in that somebody wants to see a film."""
        told = SourceWish(wish, (self._source(row, table, key),), row.place)
        film.wishes.append((self._next(), told))

    def mention(self, film: GatheredFilm, where: str, row: Row, table: str, key: str) -> None:
        """Take in a row that is kept with the film, where others tell that it was seen or is wished for."""
        film.mentions.append((where, row.place, self._source(row, table, key)))

    def problem(self, problem: Problem) -> None:
        """Take in what nothing, or not all, could be made of."""
        self._problems.append(problem)

    def note(self, sentence: str) -> None:
        """Take in what there is to know, once."""
        self._notes[sentence] = None

    def films(self) -> list[GatheredFilm]:
        """Return the films that were told of so far."""
        return list(self._films.values())

    def find_rewatches(self) -> None:
        """Mark every dated viewing but the first of its film as a rewatch, for services that do not tell."""
        for film in self._films.values():
            dated = sorted(
                (told.viewing.watched, place)
                for place, (_, told) in enumerate(film.viewings)
                if told.viewing.watched is not None
            )
            for _, place in dated[1:]:
                at, told = film.viewings[place]
                film.viewings[place] = at, structs.replace(told, viewing=structs.replace(told.viewing, rewatch=True))

    def batch(self) -> Batch:
        """Return all of it."""
        films: list[SourceFilm] = []
        viewings: list[tuple[int, SourceViewing]] = []
        wishes: list[tuple[int, SourceWish]] = []
        for gathered in self._films.values():
            if not gathered.is_told_of:
                self._only_mentioned(gathered)
                continue
            id_ = self._id(gathered)
            seen, unused = settled(gathered.viewings, gathered.marks)
            viewings += ((at, _of_film(told, id_)) for at, told in seen)
            wishes += _as_one(gathered.wishes, id_)
            sources = (*unused, *(source for _, _, source in gathered.mentions))
            films.append(SourceFilm(structs.replace(gathered.film, id=id_), sources, gathered.place))
        return Batch(
            self._service,
            tuple(films),
            tuple(told for _, told in sorted(viewings, key=_place_in_files)),
            tuple(told for _, told in sorted(wishes, key=_place_in_files)),
            tuple(self._problems),
            tuple(self._notes),
        )

    def _only_mentioned(self, gathered: GatheredFilm) -> None:
        for where, place, source in gathered.mentions:
            reason = f"only {where}: nothing says that it was seen or is wished for."
            self._problems.append(Problem(place, reason, source.cells))

    def _names(self, film: Film, own_name: str) -> list[Name]:
        ids = film.external_ids
        names = [(service, name) for service in ids.__struct_fields__ if (name := getattr(ids, service))]
        if own_name:
            names.append((self._service, own_name))
        return names or [("title", f"{fold(film.title)}|{film.year or ''}")]

    def _id(self, gathered: GatheredFilm) -> str:
        """Return what the batch calls a film: the name of it that most others know."""
        best = next(iter(self._names(gathered.film, "")))
        if best[0] == "title":
            best = next((name for name in gathered.names if name[0] == self._service), best)
        return ":".join(best)

    def _source(self, row: Row, table: str, key: str) -> Source:
        """Return the row as a source; the second with one name is told from the first by a number."""
        named = key
        while (table, named) in self._keys:
            self._counts[table, key] += 1
            named = f"{key} #{self._counts[table, key] + 1}"
        self._keys.add((table, named))
        return Source(self._service, table, named, row.cells)

    def _next(self) -> int:
        self._told += 1
        return self._told


def _completed(film: Film, told: Film) -> Film:
    """Return a film with what another row tells of it; a title is the original one of another title only."""
    whole = film.completed_by(told)
    if film.title == numbered(film.external_ids.imdb):
        whole = structs.replace(whole, title=told.title)
    return structs.replace(whole, original_title="") if whole.original_title == whole.title else whole


def _is_one(name: Name, known: Film, told: Film) -> bool:
    """Whether two films that share a name are one: IMDb's is trusted above all others."""
    return name[0] == "imdb" or not _are_two(known, told)


def _are_two(film: Film, other: Film) -> bool:
    """Whether IMDb has two names for them."""
    first, second = film.external_ids.imdb, other.external_ids.imdb
    return bool(first and second and first != second)


def _of_film(told: SourceViewing, id_: str) -> SourceViewing:
    return structs.replace(told, viewing=structs.replace(told.viewing, film=id_))


def _as_one(wishes: list[tuple[int, SourceWish]], id_: str) -> list[tuple[int, SourceWish]]:
    """Return the wishes for a film as one, the first, with the rows of all."""
    if not wishes:
        return []
    at, first = wishes[0]
    sources = tuple(source for _, told in wishes for source in told.sources)
    return [(at, structs.replace(first, wish=structs.replace(first.wish, film=id_), sources=sources))]


def _place_in_files(told: tuple[int, object]) -> int:
    return told[0]
