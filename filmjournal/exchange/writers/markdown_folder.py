"""A selection as a folder of Markdown: a file for each viewing, that Obsidian and every reader of YAML read too."""

from msgspec import structs

from filmjournal.exchange.records import record_of
from filmjournal.exchange.template import write_template
from filmjournal.exchange.writers.file_names import alike, name_of, numbered
from filmjournal.exchange.writers.selection import Document, Selection, Written
from filmjournal.model.viewing import Entry

ENDING = ".md"
"""What the names of the files end with."""


def write_folder(selection: Selection) -> Written:
    """Return a document for each viewing, in the order in which they were logged, each with a name of its own."""
    taken: set[str] = set()
    documents = []
    for entry in sorted(selection.entries, key=_logged):
        name = numbered(name_of(entry), ENDING, taken)
        taken.add(alike(name))
        documents.append(Document(name, document_of(entry), entry.id))
    return Written(tuple(documents))


def document_of(entry: Entry) -> str:
    """Return a viewing as a document that is read back to the letter."""
    return write_template(structs.asdict(record_of(entry)), all_keys=False)


def _logged(entry: Entry) -> tuple[str, str]:
    created = entry.viewing.created
    return created.isoformat() if created else "", entry.id
