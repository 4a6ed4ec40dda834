"""Text: folding for search, keys for sorting, lists as people type them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_ALIKE = {
    **dict.fromkeys("’‘‛ʼʹʻʽ′´", "'"),
    **dict.fromkeys('"“”„‟″«»', ""),
    **dict.fromkeys("‐‑‒–—―−⁃", "-"),
    **dict.fromkeys("\u0085\u2028\u2029", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff", ""),
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
"""Characters that Unicode normal forms leave distinct, and what people type for them; invisible ones are dropped."""

_UNLIKE = re.compile(f"[{''.join(_ALIKE)}]")

_ACCENTS = re.compile("[\u0300-\u036f]")
"""Combining marks of the Latin, Greek and Cyrillic scripts; those of kana are part of the letter and stay."""

UNSEEN = frozenset(character for character, plain in _ALIKE.items() if not plain)
"""Characters that are ignored in a search: invisible ones and quotation marks."""

_PARTS_OF_LETTERS = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\uff66-\uffdc\U00016d63-\U00016d6a]")
"""Jamo, half-width kana and Kirat Rai vowels, which normal forms join with the one before."""

_ASCII = bytes(range(128))

SMALL = bytes(range(256)).lower()
"""A table for `bytes.translate` that lowers ASCII letters in UTF-8."""

_SPACE = re.compile("[ \t-\r\x1c-\x1f]+")

_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)")

_BEFORE_WORDS = re.compile(r"^\W+(?=\w)")

_LINE_ENDS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it, but tabs and line feeds: controls, and overrides of the direction."""

_STAND_INS = {
    **{number: 0x2400 + number for number in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    ord("\t"): ord("\t"),
    ord("\n"): ord("\n"),
}
"""The character that is shown for each of them: ␛ for escape, and so on; � where Unicode has no picture."""


def fold(text: str) -> str:
    """Return the text as it is searched: without case, accents, width, quotation marks or typographic variants.

    Kana and hangul stay as typed: their marks make another letter.
    """
    if text.isascii():
        return text.lower().replace('"', "")
    together = _folded_at_once(text)
    return _folded_together(text) if together is None else _small(together).decode("utf-8", "surrogatepass")


def fold_joined(texts: Sequence[str], separator: str, small: bytes = SMALL) -> bytes:
    """Return the texts folded and joined, as UTF-8, at a fraction of what each by itself costs.

    The separator is one ASCII character that is no letter. `small` is the table for `bytes.translate`, which may change
    other bytes in the same pass.
    """
    others = [text for text in texts if not text.isascii()]
    together = _folded_at_once(separator.join(others))
    if together is None or together.count(separator) != len(others) - 1:
        folded: Iterator[str] = map(fold, others)
    else:
        folded = iter(together.split(separator))
    return _small(separator.join([text if text.isascii() else next(folded) for text in texts]), small)


def searchable(text: str) -> str:
    """Return the text folded, with one space for every run of space and line ends: a phrase reaches over them."""
    return _SPACE.sub(" ", fold(text))


def _folded_at_once(text: str) -> str | None:
    """Return the text with each character that is not ASCII folded alone; None where there is one that cannot be."""
    for character in set(
        text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    ):
        plain = _folded_alone(character)
        if plain is None:
            return None
        if plain != character:
            text = text.replace(character, plain or '"')  # which is dropped later, all of them at once
    return text


def _small(text: str, small: bytes = SMALL) -> bytes:
    """Return the text as UTF-8 with its ASCII folded, and what folding has made ASCII of others."""
    return text.encode("utf-8", "surrogatepass").replace(b'"', b"").translate(small)


def _folded_together(text: str) -> str:
    plain = text.replace("´", "'").replace("″", "")  # normal forms would make a space, and two primes, of these
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold()))
    return unicodedata.normalize("NFC", _UNLIKE.sub(lambda match: _ALIKE[match[0]], decomposed))


@lru_cache(maxsize=65536)
def _folded_alone(character: str) -> str | None:
    """Return a character folded; None for one that may change, or be changed by, the one before it."""
    is_accent = _ACCENTS.match(character) is not None
    makes_another = not is_accent and unicodedata.category(character).startswith("M")
    return None if makes_another or _PARTS_OF_LETTERS.match(character) else _folded_together(character)


@lru_cache(maxsize=65536)
def sort_key(title: str) -> str:
    """Return what a title is sorted by: folded, without punctuation or an English article in front."""
    return _ARTICLE.sub("", _BEFORE_WORDS.sub("", fold(title)), count=1)


def one_line(text: str) -> str:
    """Return the text fit for one line of a screen: line ends become a space, other controls are shown."""
    return visible(_LINE_ENDS.sub(" ", text))


def visible(text: str) -> str:
    """Return a text of many lines with a character to see in place of each that a terminal would obey."""
    return text.translate(_STAND_INS) if _OBEYED.search(text) else text


def without_controls(text: str) -> str:
    """Return a text of many lines without what a terminal would obey, for files that others open."""
    return _OBEYED.sub("", text)


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
