"""A selection as a folder of Markdown: a file for each viewing and wish, that every reader of YAML reads too.

Names for files that a person likes to read, and that every file system takes.
"""

import re
import unicodedata
from collections.abc import Collection

from msgspec import structs

from filmjournal.exchange.entry.markdown import write_template
from filmjournal.exchange.entry.record import record_of
from filmjournal.exchange.entry.yaml_lines import scalar
from filmjournal.exchange.writers.selection import Document, Export, Selection
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished

LONGEST = 120
"""Bytes of a name without its ending: some encrypted file systems take no more than 143."""

_JOINED = re.compile(r"\s*[:|]\s+|\s+[/\\|]\s+")
_HYPHEN = re.compile(r"[:/\\|*]+")
_DROPPED = re.compile(r'[<>?"#^]+')
_BRACKETS = str.maketrans("[]", "()")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_JOINER = "\u200d"

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\s*\..*)?", re.IGNORECASE)
"""Names of devices, which Windows reserves with any ending."""


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
    shown = " ".join(shown.split())
    plain = _DROPPED.sub("", _HYPHEN.sub("-", _JOINED.sub(" - ", shown))).translate(_BRACKETS)
    plain = " ".join(plain.split()).strip(". ") or "Untitled"
    if len(plain.encode()) <= most:
        return plain
    return plain.encode()[: most - len("…".encode())].decode(errors="ignore").rstrip(". \u200d") + "…"


def alike(name: str) -> str:
    """Return what two names have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())


def numbered(name: str, ending: str, taken: Collection[str], last: dict[str, int] | None = None) -> str:
    """Return the name with its ending, and with the first number that makes it unlike all that are taken.

    `last` is where the number of each name is noted, so that thousands alike don't begin anew each time.
    """
    number = last.get(name, 1) if last is not None else 1
    unlike = f"{name} {number}{ending}" if number > 1 else f"{name}{ending}"
    while alike(unlike) in taken:
        number += 1
        unlike = f"{name} {number}{ending}"
    if last is not None:
        last[name] = number
    return unlike


ENDING = ".md"
"""What the names of the files end with."""

WATCHLIST = "Watchlist"
"""The folder within, where the files of wishes are."""

ADDED, RECOMMENDED_BY = "added", "recommended_by"
"""The keys of front matter that only a wish has."""

_NOT_SEEN = "watched: false"
"""What distinguishes a watchlist item from a viewing, also in other people's notes."""


def write_folder(selection: Selection) -> Export:
    """Return a document for each viewing, in the order in which they were logged, and for each wish.

    Each has a name of its own.
    """
    taken: set[str] = set()
    last: dict[str, int] = {}
    documents = []
    entries = [(name_of(entry), document_of(entry), entry.id) for entry in sorted(selection.entries, key=_logged)]
    wishes = [(f"{WATCHLIST}/{name_of(_as_entry(each))}", _document_of(each), each.id) for each in selection.wishes]
    for plain, text, id_ in (*entries, *wishes):
        name = numbered(plain, ENDING, taken, last)
        taken.add(alike(name))
        documents.append(Document(name, text, id_))
    return Export(tuple(documents))


def document_of(entry: Entry) -> str:
    """Return a viewing as a document that is read back to the letter."""
    return write_template(structs.asdict(record_of(entry)), all_keys=False)


def _document_of(wished: Wished) -> str:
    """Return a wish as a document that is read back to the letter."""
    wish = wished.wish
    others = [_NOT_SEEN]
    others += [f"{ADDED}: {str.__str__(wish.added)}"] if wish.added else []
    others += [f"{RECOMMENDED_BY}: {scalar(wish.recommended_by)}"] if wish.recommended_by else []
    return write_template(structs.asdict(record_of(_as_entry(wished))), all_keys=False, other_lines=others)


def _as_entry(wished: Wished) -> Entry:
    """Return a wish as a viewing that is yet to be, with why it is wished for in the place of the review."""
    wish = wished.wish
    viewing = Viewing(wish.id, wished.film.id, review=wish.why, created=wish.created, modified=wish.modified)
    return Entry(viewing, wished.film)


def _logged(entry: Entry) -> tuple[str, str]:
    created = entry.viewing.created
    return created.isoformat() if created else "", entry.id
