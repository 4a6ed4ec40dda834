"""How titles are compared: as words, whatever their articles, numerals, punctuation, accents and case."""

import re
from collections.abc import Iterable

from filmjournal.model.text import fold

_APOSTROPHES = re.compile(r"['.`]")
_WORD = re.compile(r"[^\W_]+")
_BEFORE_SUBTITLE = re.compile(r"\s*(?::|\s[-–—]\s)\s*")
_PART = re.compile(r"\b(?:part|vol|volume|chapter) (?=[0-9]+\b)")

ARTICLES = frozenset([
    "the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "die", "das", "ein", "eine", "el", "los", "las",
    "il", "lo", "gli", "i", "uno", "una", "o", "os", "as", "um", "uma", "de", "het", "een", "den", "det", "en", "ett",
])  # fmt: skip
"""Articles of the languages in which most films are made; a title is also found without the one it begins with."""

_NUMERALS = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
    "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
}  # fmt: skip
"""Roman numerals that titles count with; a lone I is the English word more often than a number."""

_ALONE_AT_THE_END = frozenset({"v", "x"})
"""Letters that are numerals only as the last word: Rocky V, but not V for Vendetta."""


def words_of(title: str) -> str:
    """Return a title as its words: folded, with one space between them, `&` as `and`, and no other punctuation."""
    plain = _APOSTROPHES.sub("", fold(title).replace("&", " and "))
    return " ".join(_WORD.findall(plain)) or plain.strip()


def without_article(words: str) -> str:
    """Return the words without the article they begin with, where words are left then."""
    first, _, rest = words.partition(" ")
    return rest if rest and first in ARTICLES else words


def in_figures(words: str) -> str:
    """Return the words with Roman numerals in figures, and without `part` before a number."""
    each = words.split(" ")
    last = len(each) - 1
    counted = [
        _NUMERALS[word] if place and word in _NUMERALS and (place == last or word not in _ALONE_AT_THE_END) else word
        for place, word in enumerate(each)
    ]
    return _PART.sub("", " ".join(counted))


def forms_of(title: str) -> tuple[str, ...]:
    """Return every form under which a title is found, the one as it is written first."""
    words = words_of(title)
    forms = [words, without_article(words)]
    forms += [in_figures(form) for form in forms]
    return tuple(dict.fromkeys(form for form in forms if form))


def forms_of_all(titles: Iterable[str]) -> tuple[str, ...]:
    """Return the forms of several titles of one film, each once."""
    return tuple(dict.fromkeys(form for title in titles for form in forms_of(title)))


def before_subtitle(title: str) -> str:
    """Return what stands before a colon or a dash in a title; nothing where there is neither."""
    head, *rest = _BEFORE_SUBTITLE.split(title, maxsplit=1)
    return head if rest else ""
