"""The front matter of other people's notes: which of our keys each key is, and how its values are read.

What people write into their own notes for ratings, names and dates, in as many ways as there are people.
Front matter of other people's notes: whatever keys it has, each with its value word for word and as it is meant.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import floor
from typing import NamedTuple

import yaml
from msgspec import Struct

from filmjournal.exchange.batch import Moment, Question
from filmjournal.exchange.entry.front_matter import LOADER, parse_yes_no
from filmjournal.exchange.entry.keys import KEYS
from filmjournal.exchange.entry.yaml_lines import as_yaml
from filmjournal.exchange.readers.doubts import scale_question
from filmjournal.exchange.readers.values import SCALES, day_in, imdb_in, number_in, runtime_in, year_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.facts import Shape
from filmjournal.model.film import Role, split_credit
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold, split_list
from filmjournal.model.when import When

_STARS = re.compile(r"(?P<whole>(?:[★⭐🌟]\ufe0f?)*)(?P<half>½|[⯨⯪])?(?:[☆✩]\ufe0f?)*")
_OF = re.compile(r"(?P<value>\d+(?:[.,]\d+)?|\d*½)\s*(?:/|out of|of|von|sur)\s*(?P<most>\d{1,3})", re.IGNORECASE)
_PERCENT = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)\s*%")
_PLAIN = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)(?:\s*stars?)?", re.IGNORECASE)
_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?(?P<shown>[^\[\]|]*)\]\]")
_MARKDOWN_LINK = re.compile(r"\[(?P<shown>[^\[\]]+)\]\([^()\s]*\)")
_NULLS = frozenset({"null", "Null", "NULL", "~"})
"""How YAML writes that there is no value."""

_NULL_BEHIND = re.compile(r"(?<=:)[ \t]+(?:null|Null|NULL|~)[ \t]*$")
_MISQUOTED = re.compile(
    r"""(?P<start>[^:#"']+:[ \t]+|[ \t]*-[ \t]+)(?P<mark>["'])"""
    r"""(?=(?:(?!(?P=mark)).)*(?:(?<=[\s(])|(?<=[ \t]["']))(?P=mark).)"""
    r"(?P<text>.+)(?P=mark)[ \t]*"
)
"""A value in quotation marks, within which the same mark begins a quotation."""

_NOTHING = frozenset({"", "-", "—", "none", "null", "n/a", "?", "~"})


class InDoubtError(InvalidValueError):
    """A value that may mean several things."""

    def __init__(self, sentence: str, question: Question) -> None:
        super().__init__(sentence)
        self.question = question
        """What would settle it."""


class Fault(NamedTuple):
    """A value that can't be read."""

    sentence: str
    """Which, and why."""
    question: Question | None = None
    """What would settle it, where it may mean several things."""

    @classmethod
    def of(cls, name: str, error: InvalidValueError) -> "Fault":
        """Return the fault that an error says of a key or an element."""
        return cls(f"{name}: {error}", error.question if isinstance(error, InDoubtError) else None)


def plain_number(text: str) -> float:
    """Return the number that a rating is without a word of its scale; 0 where it is anything else, or nothing."""
    match = _PLAIN.fullmatch(text.strip())
    return float(match["value"].replace(",", ".")) if match and "star" not in text.lower() else 0.0


def scales_of(own: float, highest: float) -> tuple[int, ...]:
    """Return the scales that ratings up to `own` may be of, where there are others up to `highest` beside them."""
    least, most = (sum(number > scale for scale in SCALES[:-1]) for number in (own, highest))
    return SCALES[least : max(least, most) + 1]


def rating_of(text: str, scales: tuple[int, ...]) -> Rating | None:
    """Return the rating that is written, of one of these scales; raises InvalidValueError, also in doubt."""
    if len(scales) == 1 or not plain_number(text):
        return rating_in(text, scales[0])
    meant = " or ".join(f"of {scale}" for scale in scales)
    written = " or ".join(f"{text.strip()}/{scale}" for scale in scales)
    raise InDoubtError(
        f"“{text.strip()}” may be {meant}, as other notes have higher ratings: "
        f"write {written} into it, or say which with `filmjournal import --scale`.",
        scale_question(scales, text.strip()),
    )


@lru_cache(maxsize=1024)
def rating_in(text: str, scale: int = 5) -> Rating | None:
    """Return the half stars that are nearest to what is written: ★★★½, 3.5/5, 7/10, 70 % or a number on a scale.

    None where nothing is written, as which 0 counts. Raises InvalidValueError for all else.
    """
    text = text.strip().strip("*_`").strip()
    if text.lower() in _NOTHING:
        return None
    if (match := _STARS.fullmatch(text)) and (match["whole"] or match["half"]):
        value, most = len(re.findall("[★⭐🌟]", match["whole"])) + bool(match["half"]) / 2, 5
    elif match := _OF.fullmatch(text):
        value, most = _number(match["value"]), int(match["most"])
    elif match := _PERCENT.fullmatch(text):
        value, most = _number(match["value"]), 100
    elif match := _PLAIN.fullmatch(text):
        value, most = _number(match["value"]), 5 if "star" in text.lower() else scale
    else:
        return Rating.parse(text)
    if not most or not 0 <= value <= most:
        raise InvalidValueError(f"“{text}” is no rating: write 4.5, 4.5/5, 9/10 or ★★★★½.")
    return Rating(max(1, floor(value / most * 10 + 0.5))) if value else None


def without_links(text: str) -> str:
    """Return a text with the names of its links in place of the links."""
    if "[" not in text:
        return text.strip()
    return _MARKDOWN_LINK.sub(lambda link: link["shown"], _LINK.sub(lambda link: link["shown"], text)).strip()


def _number(text: str) -> float:
    return float(text.replace(",", ".").replace("½", ".5"))


_WHOLE = "front matter"
"""The cell of a front matter that cannot be read."""


_ROOM, _TIMES = 10_000, 20
"""Letters that the texts of front matter may have, and how many times its own: aliases repeat what is written once."""


class Property(Struct, frozen=True):
    """One key with its value."""

    name: str
    """The key, as it is written."""
    written: str
    """The text after it, word for word."""
    items: tuple[str, ...]
    """The items of the list that it is, or the one text, without links."""


class FrontMatter(Struct, frozen=True):
    """The lines between the two ``---``, parsed."""

    properties: tuple[Property, ...] = ()
    """Every key."""
    fault: str = ""
    """What is wrong with it, where it cannot be read."""


def read_properties(lines: Sequence[str]) -> FrontMatter:
    """Return the lines parsed as YAML, or key by key where they aren't YAML."""
    written = list(lines)
    try:
        root = _composed(written)
        if root is None:
            return FrontMatter()
        if isinstance(root, yaml.MappingNode):
            return FrontMatter(tuple(_properties(root, written)))
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        where = getattr(error, "problem_mark", None)
        line = f"line {where.line + 2}: " if where else ""
        fault = f"The front matter cannot be read ({line}{getattr(error, 'problem', None) or 'it is no YAML'})."
        return FrontMatter((Property(_WHOLE, "\n".join(lines), ()),), fault)
    return FrontMatter((Property(_WHOLE, "\n".join(lines), ()),), "The front matter has no keys.")


def _properties(root: yaml.MappingNode, written: Sequence[str]) -> Iterator[Property]:
    starts = [key.start_mark.line for key, _ in root.value]
    ends = [*starts[1:], len(written)]
    room = _Room(_ROOM + _TIMES * sum(map(len, written)))
    for (key, value), start, end in zip(root.value, starts, ends, strict=True):
        behind = _behind(written[start:end])
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else written[start]
        yield Property(name, behind, tuple(_items(value, behind, room)))


class _Room:
    """How many letters more the texts of front matter may have."""

    def __init__(self, letters: int) -> None:
        self._letters = letters

    def take(self, node: yaml.ScalarNode) -> str:
        """Return the text of a node; raises YAMLError where the texts so far are too long."""
        text = str(node.value)
        self._letters -= len(text) + 1
        if self._letters < 0:
            problem = "its aliases stand for much more than it has"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return text


def _composed(lines: Sequence[str]) -> yaml.Node | None:
    try:
        return yaml.compose("\n".join(lines), Loader=LOADER)
    except yaml.MarkedYAMLError:
        return yaml.compose("\n".join(as_yaml([*map(_as_meant, lines)])), Loader=LOADER)


def _as_meant(line: str) -> str:
    """Return a line without quotation marks around a text that has the same within it, and without a null."""
    match = _MISQUOTED.fullmatch(line)
    return _NULL_BEHIND.sub("", f"{match['start']}{match['text']}" if match else line)


def _behind(lines: Sequence[str]) -> str:
    """Return the text after a key, on its line and those below."""
    return "\n".join(lines).partition(":")[2].strip()


def _items(node: yaml.Node, written: str, room: _Room) -> Iterator[str]:
    """Yield the texts of a value; a link that YAML takes for a list in a list is a text.

    Aliases make a graph of the lists: each of them is gone through once, however often it is named, also in itself.
    """
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in seen:
                continue
            seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            text = room.take(node)
            yield "" if not node.style and text in _NULLS else without_links(text)
        elif isinstance(node, yaml.SequenceNode) and written.startswith("[[") and written.count("[[") == 1:
            yield without_links(written)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            yield " ".join(room.take(value) for _, value in node.value if isinstance(value, yaml.ScalarNode))
        written = ""  # only the value itself may be such a link


_ALSO = {
    "title": ("name", "film_title", "movie", "english_title"),
    "original_title": ("originaltitle", "title_original"),
    "year": ("release_year", "releaseyear", "released", "release_date", "releasedate", "premiere"),
    "watched": (
        *("date_watched", "datewatched", "watched_date", "watcheddate", "watched_on", "last_watched", "lastwatched"),
        *("seen", "seen_on", "viewed", "date_seen", "when"),
    ),
    "rating": ("my_rating", "myrating", "personal_rating", "personalrating", "user_rating", "score", "stars"),
    "liked": ("favorite", "favourite", "loved", "heart"),
    "rewatch": ("rewatched", "re_watch"),
    "spoilers": ("spoiler",),
    "venue": ("where", "place", "cinema", "theater", "theatre"),
    "companions": ("watched_with", "seen_with"),
    "runtime": ("duration", "length", "runtime_min"),
    "director": ("directed_by", "regie"),
    "actor": ("starring", "stars_in"),
    "writer": ("written_by", "screenwriter", "screenplay_by"),
    "composer": ("music_by", "music"),
    "cinematographer": ("dop", "director_of_photography", "cinematography_by"),
    "imdb": ("imdb_id", "imdbid", "imdb_url", "imdb_link"),
    "tmdb": ("tmdb_id", "tmdbid", "tmdb_url"),
    "letterboxd": ("letterboxd_url", "letterboxd_uri", "letterboxd_link"),
    "review": ("comment", "my_review"),
}
"""Keys that people use besides ours and their aliases."""

_NAMES = {name: key.name for key in KEYS for name in (key.name, *key.aliases)}
_NAMES |= {name: key for key, names in _ALSO.items() for name in (key, *names)}

_KINDS = {key.name: key.shape for key in KEYS}

KNOWN = frozenset(_NAMES) - {"id", "film"}
"""Every key that says something to us, folded."""

SIGNS = KNOWN - {"title", "name", "tags", "tag", "watched", "date", "created", "modified", "where", "place", "when"}
SIGNS -= {"with", "score", "stars", "length", "duration", "language", "languages", "country", "comment", "review"}
"""Keys that only a note about a film has."""

_RUNTIME = re.compile(r"(\d+)\s*(?:min|m)?(?:ute)?s?\.?", re.IGNORECASE)
_YEAR_IN = re.compile(r".*?\b((?:18|19|20)\d\d)\b.*", re.DOTALL)
_TMDB = re.compile(r".*/movie/(\d+).*")


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """Return a key as it is looked for."""
    return fold(name.strip()).replace(" ", "_").replace("-", "_")


def our_name(name: str) -> str:
    """Return the key of ours that a key means; empty where there is none."""
    return _NAMES.get(plain(name), "")


def value_of(key: str, found: Property, moment: Moment, scales: tuple[int, ...]) -> object:
    """Return the value of a property for a record; None where it is empty. Raises InvalidValueError."""
    kind = _KINDS.get(key, Shape.TEXT)
    if kind is Shape.LIST:
        return _several(found.items)
    if kind is Shape.PEOPLE:
        people: dict[str, tuple[str, str]] = {}
        for item in _several(found.items):
            name, character = _person(item, key)
            known = people.setdefault(fold(name), (name, character))
            people[fold(name)] = known if known[1] else (known[0], character)
        return [
            {"name": name, "role": key, "character": character, "billing": billing}
            for billing, (name, character) in enumerate(people.values(), start=1)
            if name
        ]
    text = text_of(found) if kind is Shape.TEXT else found.items[0] if found.items else ""
    if kind is Shape.TRUTH:
        return parse_yes_no(text)
    if key == "watched":
        return day_of(text, moment)
    if key == "rating":
        rating = rating_of(text, scales)
        return rating / 2 if rating else None
    return _READING.get(key, str)(text)


def _person(text: str, role: str) -> tuple[str, str]:
    """Return a name and the character it played, which may also be written behind an “as”."""
    return split_credit(text, role)


_READING: Mapping[str, Callable[[str], object]] = {
    "imdb": imdb_in,
    "tmdb": lambda text: number_in(_TMDB.sub(r"\1", text)),
    "year": lru_cache(maxsize=1024)(lambda text: year_in(_YEAR_IN.sub(r"\1", text))),
    "runtime": lru_cache(maxsize=1024)(lambda text: runtime_in(_RUNTIME.sub(r"\1", text.strip()))),
}
"""What reads the values of a key that are no plain texts."""


def credits_in(record: Mapping[str, object]) -> list[object]:
    """Return the people of a record that has them role by role."""
    of_roles = (record.get(role.value) for role in Role)
    return [person for people in of_roles if isinstance(people, list) for person in people]


def _several(items: Sequence[str]) -> list[str]:
    """Return the items of a list, or of the one text that it is."""
    return list(split_list(items[0])) if len(items) == 1 else [item for item in items if item]


def text_of(found: Property) -> str:
    """Return a text: brackets around it belong to it, where they are no list in a link."""
    if len(found.items) == 1 and not (found.written.startswith("[") and not found.written.startswith("[[")):
        return found.items[0]
    return found.written


def day_of(text: str, moment: Moment) -> str | None:
    """Return the day of a date; a time behind it says nothing more."""
    try:
        when = day_in(text, moment)
    except InvalidValueError:
        when = When.parse(re.split(r"[T ]", text.strip())[0], moment.today)
    return str.__str__(when) if when else None
