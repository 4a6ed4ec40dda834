"""The files of Letterboxd that have no place in a journal, and are kept as they stand: lists and comments."""

from filmjournal.exchange.batch import Place, ToldList
from filmjournal.exchange.files import within_sections
from filmjournal.exchange.readers.letterboxd_gathering import SERVICE, Gathering
from filmjournal.exchange.tables import Table, by_heading
from filmjournal.model.source import KeptList


def take_list(gathering: Gathering, table: Table, file: str) -> None:
    """Take in a table with all that stands above it; where it is a list, that says what the list is called."""
    above = [record for record in table.before if len(record) > 1]  # what is before that is the version
    about = by_heading(above[0], above[1]) if len(above) > 1 else {}
    key = about.get("URL", "").strip() or within_sections(file)
    kept = KeptList(SERVICE, key, about, tuple(row.cells for row in table.rows))
    gathering.list(ToldList(kept, about.get("Name", "").strip() or file, Place(file)))
