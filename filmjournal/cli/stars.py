"""Stars as they are typed, or none of them."""

from filmjournal.cli.streams import BadInputError
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating

NO_RATING = "none"
"""What is written to take a rating off."""


def read_stars(written: str) -> Rating | None:
    """Return the rating that was written, None where one is to be taken off; raises BadInputError."""
    if written.strip().casefold() in {NO_RATING, ""}:
        return None
    try:
        return Rating.read(written)
    except InvalidValueError as error:
        raise BadInputError(f"{error} “{NO_RATING}” takes it off. Nothing was changed.") from error
