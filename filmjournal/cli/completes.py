"""What can stand as the value of an option or an argument, told where that is added."""

from argparse import Action
from enum import Enum


class Completes(Enum):
    """What a value is; the name of a field of the query language stands for what the journal has in that field."""

    QUERY = "query"
    """A part of a query."""
    FILE = "file"
    """A file, which the shell itself knows best."""
    ELEMENT = "element"
    """The name of an element, and its text after a `=`."""
    TITLE = "title"
    """The title of a film."""
    DIRECTOR = "director"
    """Somebody who directed."""
    ACTOR = "actor"
    """Somebody who acted."""
    WRITER = "writer"
    """Somebody who wrote."""
    CINEMATOGRAPHER = "cinematographer"
    """Somebody who photographed."""
    COMPOSER = "composer"
    """Somebody who composed."""
    EDITOR = "editor"
    """Somebody who edited."""
    TAG = "tag"
    """A tag."""
    VENUE = "venue"
    """Where films are watched."""
    COMPANION = "with"
    """Somebody who watches with you."""
    GENRE = "genre"
    """A genre."""
    COUNTRY = "country"
    """A country."""
    LANGUAGE = "lang"
    """A language."""


def completes(action: Action, kind: Completes) -> Action:
    """Say what the values of an option or an argument are, and return it."""
    setattr(action, _KIND, kind)
    return action


def completed_by(action: Action) -> Completes | None:
    """Return what the values of an option or an argument are, where that was said."""
    kind: Completes | None = getattr(action, _KIND, None)
    return kind


_KIND = "completes"
