"""How much you liked a film, in half stars."""

from enum import IntEnum

from filmjournal.model.errors import InvalidValueError

RATING_KEYS = "1234567890"
"""The keys that rate, from half a star (1) to five stars (0)."""


class Rating(IntEnum):
    """A whole number of half stars, from 1 to 10."""

    HALF_A_STAR = 1
    ONE = 2
    ONE_AND_A_HALF = 3
    TWO = 4
    TWO_AND_A_HALF = 5
    THREE = 6
    THREE_AND_A_HALF = 7
    FOUR = 8
    FOUR_AND_A_HALF = 9
    FIVE = 10

    @classmethod
    def _missing_(cls, value: object) -> "Rating":
        message = f"A rating is 1 to 10 half stars, and {value} is not one of them."
        raise InvalidValueError(message)

    @classmethod
    def from_key(cls, key: str) -> "Rating":
        """Return the rating that one key stands for: 1 to 9 half stars, 0 for all ten."""
        if len(key) != 1 or key not in RATING_KEYS:
            message = f"Rate with one of the keys 1 to 9, or 0 for five stars, not {key}."
            raise InvalidValueError(message)
        return cls(RATING_KEYS.index(key) + 1)

    @property
    def stars(self) -> str:
        """The rating as people draw it, such as ★★★½; one to five cells wide."""
        return "★" * (self // 2) + "½" * (self % 2)

    @property
    def number(self) -> str:
        """The rating in stars as a number, such as 3.5 or 4."""
        return f"{self / 2:g}"
