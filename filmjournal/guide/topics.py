"""The topics of the guide, one record each; the text of each is in the file of its name."""

import re
from importlib.resources import files

from msgspec import Struct

_MARKER = re.compile(r"<!--.*?-->\n?")
_BLANK_LINES = re.compile(r"\n{3,}")


class Topic(Struct, frozen=True):
    """One page of the guide."""

    name: str
    """What its file is called, and how it is asked for."""
    title: str
    """How the app names it, in one word."""
    summary: str
    """What it is about, in a few words."""


TOPICS = (
    Topic("diary", "Diary", "The first ten minutes, logging, marks, moving, the watchlist"),
    Topic("searching", "Searching", "Words, fields, operators, saved searches"),
    Topic("writing", "Writing", "Reviews, elements, drafts, your own editor"),
    Topic("reading", "Reading", "What comes back today, reading in peace, one element of many films"),
    Topic("statistics", "Statistics", "Counting, people, the year in review, comparing"),
    Topic("importing", "Importing", "Import and export: services, formats, columns"),
    Topic("safety", "Safety", "Saving, undo, trash, backups, merging, where things are"),
    Topic("shell", "Shell", "Verbs, options, output, completion"),
    Topic("keys", "Keys", "Every key of every place"),
    Topic("scripting", "Scripting", "The journal as a TinyDB in your own Python"),
)
"""Every topic, in the order in which they are offered."""


TOPIC_BY_NAME = {topic.name: topic for topic in TOPICS}
"""The same, by name."""


def text_of(topic: Topic) -> str:
    """Return the Markdown of a topic, without the comments that mark its tables."""
    written = (files(__package__) / f"{topic.name}.md").read_text(encoding="utf-8")
    return _BLANK_LINES.sub("\n\n", _MARKER.sub("", written))
