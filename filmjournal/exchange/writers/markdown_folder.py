"""A selection as a folder of Markdown: a file for each viewing and wish, that every reader of YAML reads too."""

from msgspec import structs

from filmjournal.exchange.records import record_of
from filmjournal.exchange.template import write_template
from filmjournal.exchange.writers.file_names import alike, name_of, numbered
from filmjournal.exchange.writers.selection import Document, Selection, Written
from filmjournal.exchange.yaml_lines import scalar
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.wish import Wished

ENDING = ".md"
"""What the names of the files end with."""

WATCHLIST = "Watchlist"
"""The folder within, where the files of wishes are."""

ADDED, RECOMMENDED_BY = "added", "recommended_by"
"""The keys of front matter that only a wish has."""

_NOT_SEEN = "watched: false"
"""What tells a wish from a viewing, also in the notes of others."""


def write_folder(selection: Selection) -> Written:
    """Return a document for each viewing, in the order in which they were logged, and for each wish.

    Each has a name of its own.
    """
    taken: set[str] = set()
    documents = []
    entries = [(name_of(entry), document_of(entry), entry.id) for entry in sorted(selection.entries, key=_logged)]
    wishes = [(f"{WATCHLIST}/{name_of(_as_entry(each))}", _document_of(each), each.id) for each in selection.wishes]
    for plain, text, id_ in (*entries, *wishes):
        name = numbered(plain, ENDING, taken)
        taken.add(alike(name))
        documents.append(Document(name, text, id_))
    return Written(tuple(documents))


def document_of(entry: Entry) -> str:
    """Return a viewing as a document that is read back to the letter."""
    return write_template(structs.asdict(record_of(entry)), all_keys=False)


def _document_of(wished: Wished) -> str:
    """Return a wish as a document that is read back to the letter."""
    wish = wished.wish
    others = [_NOT_SEEN]
    others += [f"{ADDED}: {str.__str__(wish.added)}"] if wish.added else []
    others += [f"{RECOMMENDED_BY}: {scalar(wish.recommended_by)}"] if wish.recommended_by else []
    return write_template(structs.asdict(record_of(_as_entry(wished))), all_keys=False, others=others)


def _as_entry(wished: Wished) -> Entry:
    """Return a wish as a viewing that is yet to be, with why it is wished for in the place of the review."""
    wish = wished.wish
    viewing = Viewing(wish.id, wished.film.id, review=wish.why, created=wish.created, modified=wish.modified)
    return Entry(viewing, wished.film)


def _logged(entry: Entry) -> tuple[str, str]:
    created = entry.viewing.created
    return created.isoformat() if created else "", entry.id
