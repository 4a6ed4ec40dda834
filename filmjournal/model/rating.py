"""Ratings in half stars."""

import math
import re
from enum import IntEnum

from msgspec import Struct, structs

from filmjournal.model.errors import InvalidValueError

_WRITTEN = re.compile(r"(?P<stars>★{0,5})(?P<half>½?)|(?P<whole>[0-5]?)(?:½|\.(?P<tenths>[05]?)0*)?")


def parse_half_stars(text: str) -> int | None:
    """Return a number of half stars, from 0 to 11, as ``★★★½``, ``3.5`` or ``3½`` state it; None for other texts."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    if match["stars"]:
        return 2 * len(match["stars"]) + bool(match["half"])
    return 2 * int(match["whole"] or 0) + ("½" in text or match["tenths"] == "5")


class Rating(IntEnum):
    """A rating: a whole number of half stars, from 1 to 10.

    Raises InvalidValueError for other numbers.
    """

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
    def parse(cls, text: str) -> "Rating":
        """Return a rating as people write it.

        Accepts ``★★★½``, ``3.5``, ``3,5``, ``3½`` and ``3.5/5``. Raises InvalidValueError for other texts, and for
        ratings below half a star or above five stars.
        """
        halves = parse_half_stars("".join(text.split()).removesuffix("/5").replace(",", "."))
        if halves is None or not cls.HALF_A_STAR <= halves <= cls.FIVE:
            message = f"“{text}” isn't a rating. Use ½ to 5 stars, such as 4, 4.5, 4.5/5 or ★★★★½."
            raise InvalidValueError(message)
        return cls(halves)

    @property
    def stars(self) -> str:
        """The rating as people draw it, such as ★★★½; one to five cells wide."""
        return "★" * (self // 2) + "½" * (self % 2)

    @property
    def number(self) -> str:
        """The rating in stars as a number, such as 3.5 or 4."""
        return f"{self / 2:g}"


_STEPS = {"left": -1, "minus": -1, "-": -1, "right": 1, "plus": 1, "+": 1}
_HALVES = (".", ",", "½")
_NONE = ("delete", "backspace")


def average_stars(stars: float) -> str:
    """Return an average in stars with one decimal, a half of the last one rounded up: of 4 and 4.5 it is 4.3."""
    return f"{math.floor(stars * 10 + 0.5 + 1e-9) / 10:.1f}"


class RatingInput(Struct, frozen=True):
    """A rating while it is set with keys."""

    rating: Rating | None = None
    """The rating so far."""
    typed: str = ""
    """The number that is being typed, such as ``4`` or ``4.``; empty between two numbers, and after an arrow."""


def rating_key(state: RatingInput, key: str) -> RatingInput | None:
    """Return a rating after one more key, which is read as people write stars; None if the key does not rate.

    ``4`` is four stars, ``.`` after it makes four and a half, with or without the ``5`` of ``4.5``; ``.`` alone is half
    a star; ``0``, ``delete`` and ``backspace`` are none; ``left`` and ``right`` are half a star less and more. A key
    that belongs to ratings and makes none here, as ``7``, returns the same state. `key` is a character, or the name of
    a key without one.
    """
    if key in _STEPS:
        halves = min((state.rating or 0) + _STEPS[key], Rating.FIVE)
        return RatingInput(Rating(halves) if halves > 0 else None)
    if key in _NONE:
        return RatingInput()
    if key in _HALVES:
        return _with_half(state)
    if len(key) == 1 and key in "0123456789":
        return _with_digit(state, key)
    return None


def _with_half(state: RatingInput) -> RatingInput:
    if state.typed.endswith("."):
        return state
    whole = int(state.typed) if len(state.typed) == 1 else 0
    return RatingInput(Rating(min(2 * whole + 1, Rating.FIVE)), f"{state.typed[:1] if whole else ''}.")


def _with_digit(state: RatingInput, digit: str) -> RatingInput:
    if state.typed.endswith("."):
        whole = int(state.typed[:-1] or 0)
        if digit == "0":
            return RatingInput(Rating(2 * whole) if whole else None, f"{state.typed}0")
        return structs.replace(state, typed=f"{state.typed}5" if digit == "5" else "")
    if int(digit) > 5:
        return state
    return RatingInput(Rating(2 * int(digit)) if digit != "0" else None, digit)
