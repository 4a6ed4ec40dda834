"""Names for files that a person likes to read, and that every file system takes."""

import re
import unicodedata
from collections.abc import Collection

from filmjournal.model.viewing import Entry

LONGEST = 120
"""Bytes of a name without its ending: some encrypted file systems take no more than 143."""

_JOINED = re.compile(r"\s*[:|]\s+|\s+[/\\|]\s+")
_HYPHEN = re.compile(r"[:/\\|*]+")
_DROPPED = re.compile(r'[<>?"#^]+')
_BRACKETS = str.maketrans("[]", "()")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_JOINER = "\u200d"

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\s*\..*)?", re.IGNORECASE)
"""Names that Windows has given to devices, whatever follows after a full stop."""


def name_of(entry: Entry) -> str:
    """Return the name for the file of a viewing, such as `1998-03-14 Leaving Las Vegas (1995)`, without an ending."""
    before = f"{entry.viewing.watched} " if entry.viewing.watched else ""
    after = f" ({entry.film.year})" if entry.film.year else ""
    title = fit(entry.film.title, LONGEST - len(before) - len(after))
    name = f"{before}{title}{after}".strip()
    return f"{name}_" if _RESERVED.fullmatch(name) else name


def fit(title: str, most: int = LONGEST) -> str:
    """Return a title of which a name can be made, in at most so many bytes.

    It has none of the characters that a file system refuses, or that would end a link of Obsidian.
    """
    shown = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", title)
        if character.isspace() or character == _JOINER or unicodedata.category(character) not in _UNSEEN
    )
    plain = _DROPPED.sub("", _HYPHEN.sub("-", _JOINED.sub(" - ", shown))).translate(_BRACKETS)
    plain = " ".join(plain.split()).strip(". ") or "Untitled"
    if len(plain.encode()) <= most:
        return plain
    return plain.encode()[: most - len("…".encode())].decode(errors="ignore").rstrip(". \u200d") + "…"


def alike(name: str) -> str:
    """Return what two names have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())


def numbered(name: str, ending: str, taken: Collection[str]) -> str:
    """Return the name with its ending, and with the first number that makes it unlike all that are taken."""
    number, unlike = 1, f"{name}{ending}"
    while alike(unlike) in taken:
        number += 1
        unlike = f"{name} {number}{ending}"
    return unlike
