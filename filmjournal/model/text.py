"""How text is compared: folded for searching, keyed for sorting."""

import re
import unicodedata
from functools import lru_cache

_ALIKE = {
    **dict.fromkeys("’‘‛ʼʹʻʽ′´", "'"),
    **dict.fromkeys('"“”„‟″«»', ""),
    **dict.fromkeys("‐‑‒–—―−⁃", "-"),
    **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", ""),
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
"""Characters that no Unicode normal form makes alike, and what people type for them; what is not seen is dropped."""

_UNLIKE = re.compile(f"[{''.join(_ALIKE)}]")

_ACCENTS = re.compile("[\u0300-\u036f]")
"""Combining marks of the Latin, Greek and Cyrillic scripts; those of kana are part of the letter."""

_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)")

_BEFORE_WORDS = re.compile(r"^\W+(?=\w)")

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_NOT_PRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def fold(text: str) -> str:
    """Return the text as it is searched: without case, accents, width, quotation marks or typographic variants.

    Kana and hangul stay as typed: their marks make another letter.
    """
    if text.isascii():
        return text.lower().replace('"', "")
    plain = text.replace("´", "'").replace("″", "")  # normal forms would make a space, and two primes, of these
    apart = _ACCENTS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold()))
    return unicodedata.normalize("NFC", _UNLIKE.sub(lambda match: _ALIKE[match[0]], apart))


@lru_cache(maxsize=65536)
def sort_key(title: str) -> str:
    """Return what a title is sorted by: folded, without punctuation or an English article in front."""
    return _ARTICLE.sub("", _BEFORE_WORDS.sub("", fold(title)), count=1)


def one_line(text: str) -> str:
    """Return the text fit for one line of a screen: line ends and control characters become a space."""
    return _NOT_PRINTED.sub(" ", text)


def without_controls(text: str) -> str:
    """Return a text of many lines without the control characters that a terminal would obey."""
    return _CONTROLS.sub("", text)


def split_list(text: str) -> tuple[str, ...]:
    """Return the items of a list as typed, without empty ones and repetitions.

    Commas part them; where there is a semicolon, semicolons do, for names such as Robert Downey, Jr.
    """
    items = (item.strip() for item in text.split(";" if ";" in text else ","))
    return tuple(dict.fromkeys(item for item in items if item))


def join_list(items: tuple[str, ...]) -> str:
    """Return the items as `split_list` reads them back."""
    if not any("," in item for item in items):
        return ", ".join(items)
    return "; ".join(items) + (";" if len(items) == 1 else "")
