"""A film and the people who made it."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Self

from msgspec import Struct, structs

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.text import fold

FIRST_YEAR = 1870
"""No film is older: the first sequences of photographs were taken in the 1870s."""

LAST_YEAR = 2100
"""A year beyond this is a slip of the keyboard."""


_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
"""What tells namesakes apart, at the end of a name."""


class Role(StrEnum):
    """What somebody did on a film, with all that forms, files, options and queries need to know of the role.

    A new member is all it takes to add a role.
    """

    DIRECTOR = "director", "Director", ("directors",), ("dir",), "ozu"
    ACTOR = "actor", "Cast", ("actors", "cast"), ("cast",), "cage"
    WRITER = "writer", "Writer", ("writers",), (), "kaufman"
    CINEMATOGRAPHER = "cinematographer", "Cinematographer", ("cinematographers",), ("dp",), "quinn"
    COMPOSER = "composer", "Composer", ("composers",), (), "hisaishi"
    EDITOR = "editor", "Editor", ("editors",), (), "smith"
    PRODUCER = "producer", "Producer", ("producers",), (), "suzuki"

    heading: str
    """The heading of a list of the people who had it, such as Director or Cast."""
    keys: tuple[str, ...]
    """Other names of its key in the front matter of a note."""
    fields: tuple[str, ...]
    """Other names of its field in a query."""
    example: str
    """A name that a query for it finds in the sample journal."""

    def __new__(cls, value: str, heading: str, keys: tuple[str, ...], fields: tuple[str, ...], example: str) -> Self:
        """Make a role whose value is its name in files and queries."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.heading, member.keys, member.fields, member.example = heading, keys, fields, example
        return member

    __hash__ = str.__hash__  # an enum's own is a call of Python, which the credits of ten thousand films feel


class Credit(Struct, frozen=True, omit_defaults=True):
    """One person's part in a film."""

    name: str
    """The person's name, as credited."""
    role: Role
    """What they did."""
    character: str = ""
    """Whom an actor played."""
    billing: int = 0
    """The place in the billing of this role, from 1; 0 when it is not known."""

    def __post_init__(self) -> None:
        """Refuse a credit without a name."""
        if not self.name.strip():
            article = "An" if self.role.value[0] in "ae" else "A"
            raise InvalidValueError(f"{article} {self.role.value} needs a name.")


_AS = re.compile(r"(?P<name>\S.*?)\s+as\s+(?P<character>\S.*)", re.IGNORECASE)


def split_credit(text: str, role: str) -> tuple[str, str]:
    """Return the name and the character of a credit such as ``Nicolas Cage = Ben Sanderson``.

    An actor's may also be written ``Nicolas Cage as Ben Sanderson``.
    """
    name, _, character = (part.strip() for part in text.partition("="))
    match = _AS.fullmatch(name) if role == Role.ACTOR and not character else None
    return (match["name"], match["character"]) if match else (name, character)


class OtherName(Struct, frozen=True, omit_defaults=True):
    """Another name under which somebody is credited who goes by one name in the journal."""

    name: str
    """The name in the journal, as the credits have it."""
    credited_as: str
    """The name in the film."""


class ExternalIds(Struct, frozen=True, omit_defaults=True):
    """The film's ids at other services, empty where they are not known."""

    imdb: str = ""
    """The IMDb title, such as tt0113627."""
    tmdb: str = ""
    """The number at The Movie Database."""
    letterboxd: str = ""
    """The film's address at Letterboxd."""
    wikidata: str = ""
    """The Wikidata item, such as Q213411."""

    @property
    def known(self) -> set[tuple[str, str]]:
        """The ids that are known, each as a pair of service and id."""
        return {(name, getattr(self, name)) for name in self.__struct_fields__ if getattr(self, name)}

    def shared_with(self, other: "ExternalIds") -> bool:
        """Whether both have the same id at some service."""
        return not self.known.isdisjoint(other.known)

    def contradicts(self, other: "ExternalIds") -> bool:
        """Whether they have different ids at some service."""
        return any(
            getattr(self, name) != getattr(other, name)
            for name in self.__struct_fields__
            if getattr(self, name) and getattr(other, name)
        )

    def completed_by(self, other: "ExternalIds") -> "ExternalIds":
        """Return these ids, with the other's where one is not known."""
        return ExternalIds(**{name: getattr(self, name) or getattr(other, name) for name in self.__struct_fields__})


class Film(Struct, frozen=True, omit_defaults=True):
    """A film. Only its title is required.

    Raises InvalidValueError for a blank title, a year outside 1870 to 2100, and a runtime below 1 minute.
    """

    id: str
    """A UUID that never changes; empty until the journal has stored the film."""
    title: str
    """The title you know it by."""
    original_title: str = ""
    """The title in its own language and script, where it differs."""
    year: int | None = None
    """The year it was first shown."""
    runtime: int | None = None
    """How long it is, in minutes."""
    genres: tuple[str, ...] = ()
    """Its genres, as you call them."""
    countries: tuple[str, ...] = ()
    """Where it was produced."""
    languages: tuple[str, ...] = ()
    """What is spoken in it."""
    credits: tuple[Credit, ...] = ()
    """Who made it, by role and then by billing."""
    external_ids: ExternalIds = ExternalIds()
    """Its ids at other services."""
    merged_into: str = ""
    """The id of the film that this record turned out to be; empty for every film that is shown.

    The record stays, so that viewings which another copy of the journal has of it find the film.
    """

    other_names: tuple[OtherName, ...] = ()
    """Names in the film's credits that were merged with another name of the same person."""

    def __post_init__(self) -> None:
        """Refuse a film without a title, or with an impossible year or runtime."""
        if not self.title.strip():
            raise InvalidValueError("A film needs a title.")
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InvalidValueError(f"{self.year} isn't a valid year. Use four digits, such as 1995.")
        if self.runtime is not None and self.runtime < 1:
            raise InvalidValueError(f"A runtime must be at least 1 minute, not {self.runtime}.")

    def people(self, role: Role) -> tuple[str, ...]:
        """Return the names of those who had this role, in billing order."""
        return tuple(credit.name for credit in self.credited(role))

    def credited(self, role: Role) -> tuple[Credit, ...]:
        """Return the credits of this role in billing order, unbilled ones last."""
        own = [credit for credit in self.credits if credit.role is role]
        return tuple(sorted(own, key=lambda credit: credit.billing or len(self.credits) + 1))

    def completed_by(self, other: "Film") -> "Film":
        """Return this film with its gaps filled from another record of it; what is known already stays."""
        roles = {credit.role for credit in self.credits}
        added = tuple(credit for credit in other.credits if credit.role not in roles)
        gaps = {
            name: getattr(other, name)
            for name in ("original_title", "year", "runtime", "genres", "countries", "languages")
            if not getattr(self, name)
        }
        ids = self.external_ids.completed_by(other.external_ids)
        return structs.replace(self, credits=self.credits + added, external_ids=ids, **gaps)

    def with_credits(self, added: tuple[Credit, ...]) -> "Film":
        """Return this film with these credits added where it lacks the person, each after those of the same role."""
        whole = list(self.credits)
        for credit in added:
            own = [each for each in whole if each.role is credit.role]
            if fold(credit.name) not in {fold(each.name) for each in own}:
                is_billed = all(each.billing for each in own)
                billing = max((each.billing for each in own), default=0) + 1 if is_billed else 0
                whole.append(structs.replace(credit, billing=billing))
        return structs.replace(self, credits=tuple(whole))

    def names_in(self, roles: Collection[Role]) -> tuple[str, ...]:
        """Return the names of everyone in these roles, and in brackets the other names that they are credited under."""
        names = tuple([credit.name for credit in self.credits if credit.role in roles])
        if not self.other_names:  # as good as always
            return names
        return (*names, *[f"({other.credited_as})" for other in self.other_names if other.name in names])

    def names_elsewhere(self, role: Role) -> tuple[str, ...]:
        """Return every name under which another record of this film may have those who had a role."""
        own = self.people(role)
        if not self.other_names and "(" not in "".join(own):  # as good as always
            return own
        others = [other.credited_as for other in self.other_names if other.name in own]
        return (*own, *[_BRACKETS.sub("", name) for name in own], *others)

    def with_person_renamed(self, names: Collection[str], name: str, roles: Collection[Role]) -> "Film":
        """Return this film with everyone of these names, in these roles, under another name.

        Somebody who has both names in a role is credited once. The old name is remembered, unless it is the new one
        without what stands in brackets.
        """
        if not any(credit.name in names and credit.role in roles for credit in self.credits):
            return self
        credits_: dict[tuple[Role, str, str], Credit] = {}
        for credit in self.credits:
            is_meant = credit.name in names and credit.role in roles
            own = structs.replace(credit, name=name) if is_meant else credit
            credits_.setdefault((own.role, own.name, own.character), own)
        old = {credit.name for credit in self.credits if credit.name in names and credit.role in roles}
        left = {credit.name for credit in credits_.values()}
        others = [OtherName(name, other) for other in sorted(old) if fold(other) != fold(_BRACKETS.sub("", name))]
        kept = [other if other.name in left else OtherName(name, other.credited_as) for other in self.other_names]
        known = tuple(dict.fromkeys((*kept, *(other for other in others if other.credited_as not in left))))
        return structs.replace(self, credits=tuple(credits_.values()), other_names=known)

    def with_names(self, merged: Mapping[str, str]) -> "Film":
        """Return this film with everyone under the name that another name of theirs was merged with."""
        film = self
        if merged:
            for name in sorted({credit.name for credit in self.credits} & merged.keys()):
                film = film.with_person_renamed((name,), merged[name], tuple(Role))
        return film

    def could_match(self, other: "Film") -> bool:
        """Whether both records could be of the same film.

        They could if they share an id of a service. Else they need a title in common (folded), and no contradiction in
        their ids, years or directors.
        """
        if self.external_ids.contradicts(other.external_ids):
            return False
        if self.external_ids.shared_with(other.external_ids):
            return True
        titles = {fold(title) for title in (self.title, self.original_title) if title}
        if titles.isdisjoint(fold(title) for title in (other.title, other.original_title) if title):
            return False
        if None not in {self.year, other.year} and self.year != other.year:
            return False
        own, others = ({fold(name) for name in film.names_elsewhere(Role.DIRECTOR)} for film in (self, other))
        return not own or not others or not own.isdisjoint(others)
