"""Ratings as people type them."""

import re

from filmjournal.model.errors import InvalidValueError

STARS = r"(?:★{1,5}½?|½|[0-5]?½|[0-5](?:[.,][05])?|[.,]5)(?:\s*/\s*5)?"
"""What a rating looks like, as a regular expression."""

_STARS = re.compile(STARS)


def read_stars(text: str) -> float:
    """Return a rating in stars; raises InvalidValueError for what is none."""
    if _STARS.fullmatch(text) is None:
        raise _unreadable(text)
    number = re.sub(r"\s*/.*", "", text).replace(",", ".")
    if "★" in number:
        stars = number.count("★") + 0.5 * number.endswith("½")
    elif number.endswith("½"):
        stars = float(number[:-1] or 0) + 0.5
    else:
        stars = float(number)
    if not 0.5 <= stars <= 5:
        raise _unreadable(text)
    return stars


def _unreadable(text: str) -> InvalidValueError:
    return InvalidValueError(f"“{text}” is not a rating: write half a star to five, such as 4.5, or nothing.")
