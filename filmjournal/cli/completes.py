"""What completes the value of an option or an argument, stated where that is added."""

from argparse import Action

QUERY = "query"
"""A part of a query."""

FILE = "file"
"""A file, which the shell itself knows best."""

ELEMENT = "element"
"""The name of an element, and its text after a `=`."""

ELEMENT_NAME = "element name"
"""The name of an element, and nothing after it."""

TITLE = "title"
"""The title of a film."""


def completes(action: Action, kind: str) -> Action:
    """Say what completes the values of an option or an argument, and return it.

    `kind` is one of the above, or the name of a query field: then it is what the journal has in that field. Nothing is
    said for an empty one.
    """
    if kind:
        setattr(action, _KIND, kind)
    return action


def completed_by(action: Action) -> str:
    """Return what completes the values of an option or an argument; nothing where that was not said."""
    return str(getattr(action, _KIND, ""))


_KIND = "completes"
