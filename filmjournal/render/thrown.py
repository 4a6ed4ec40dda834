"""What is in the trash, one line each."""

from filmjournal.journal.trash_view import Thrown
from filmjournal.model.text import one_line
from filmjournal.model.wording import short_date, short_moment, titled
from filmjournal.render.kept import label, told

_WORDS = 8
"""How many words of a replaced version are shown."""


def about(each: Thrown) -> str:
    """Return what something in the trash is: a viewing, or a version of what, such as the review of Stalker (1979)."""
    film = titled(each.film) if each.film is not None else each.title
    watched = short_date(each.viewing.watched) if each.viewing is not None else ""
    told = "on the watchlist" if each.wish is not None else watched
    named = f"{film}, {told}" if told else film
    return f"the {one_line(label(each.key).lower())} of {named}" if each.key else named


def row(each: Thrown, short_id: str) -> tuple[str, str, str]:
    """Return the cells of something in the trash: its id, when it came there, and what it is."""
    words = told(each.value).split() if each.key else []
    first = " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
    return short_id, short_moment(each.moment), f"{about(each)}: {first}" if first else about(each)
