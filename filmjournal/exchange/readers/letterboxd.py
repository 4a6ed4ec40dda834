"""Letterboxd: the export as a ZIP, a folder or single files of it, and the tables that it imports itself."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import product

from filmjournal.exchange.batch import Batch, Place, Problem
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.files import Files, two_of_one_name
from filmjournal.exchange.readers.letterboxd_entries import take_entries, take_import
from filmjournal.exchange.readers.letterboxd_files import ONE_OF_EACH, Kind, KnownFile, known_files
from filmjournal.exchange.readers.letterboxd_films import take_films
from filmjournal.exchange.readers.letterboxd_gathering import SERVICE, TO_IMPORT, Gathering
from filmjournal.exchange.readers.letterboxd_lists import take_list
from filmjournal.exchange.readers.reader import Moment, Reader
from filmjournal.exchange.tables import Table, read_table
from filmjournal.model.collector import collector_paused

_DELETED = "deleted"

_LEFT_OUT = {
    Kind.ACCOUNT: "tells of the account, and was left out",
    Kind.LIKED_OTHERS: "tells of what others wrote, and was left out",
    Kind.FOREIGN: "is no table of Letterboxd, and was left out",
}


def recognises(files: Mapping[str, bytes]) -> bool:
    """Whether one of the files is of Letterboxd."""
    return any(isinstance(known, KnownFile) and known.kind is not Kind.FOREIGN for known in known_files(files))


def read(files: Mapping[str, bytes], moment: Moment, *, deleted: bool = False) -> Batch:
    """Return what the files tell; what was deleted at Letterboxd only where that is asked for."""
    with collector_paused():
        return _read(files, moment.today.isoformat(), deleted=deleted)


def _read(files: Mapping[str, bytes], today: str, *, deleted: bool) -> Batch:
    all_known = list(known_files(files))
    is_to_import = {known.kind for known in all_known if isinstance(known, KnownFile)} == {Kind.IMPORT}
    gathering = Gathering(TO_IMPORT if is_to_import else SERVICE)
    gathering.notes |= dict.fromkeys(files.notes if isinstance(files, Files) else ())
    found: defaultdict[tuple[Kind, str], list[str]] = defaultdict(list)
    for known in all_known:
        if isinstance(known, Problem):
            gathering.problems.append(known)
        else:
            found[known.kind, known.section].append(known.path)
    twice = [
        (kind, section)
        for (kind, section), paths in found.items()
        if kind in ONE_OF_EACH and len(paths) > 1 and (deleted or section != _DELETED)
    ]
    for each in twice:
        paths = sorted(found.pop(each))
        gathering.problems += (Problem(Place(path), str(two_of_one_name(paths))) for path in paths)
    if len(twice) > 1:  # of two exports, what is in one only may be somebody else's
        return gathering.batch()
    for kind, section in product(Kind, ("", "orphaned", _DELETED)):
        for path in found[kind, section]:
            if section == _DELETED and not deleted:
                gathering.notes[
                    f"{path} has what was deleted at Letterboxd, and was left out: `--deleted` brings it in."
                ] = None
            else:
                _take(gathering, files, KnownFile(path, kind, section), today)
    return gathering.batch()


def _take(gathering: Gathering, files: Mapping[str, bytes], known: KnownFile, today: str) -> None:
    """Take in one file."""
    try:
        table = read_table(files[known.path], known.path, begins="Position" if known.kind is Kind.LIST else "")
    except CannotImportError as error:
        gathering.problems.append(Problem(Place(known.path), str(error)))
        return
    if known.kind in _LEFT_OUT:
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
        counted = f": {rows}" if known.kind is Kind.LIKED_OTHERS else ""
        gathering.notes[f"{known.path} {_LEFT_OUT[known.kind]}{counted}."] = None
        return
    gathering.problems += table.problems
    gathering.notes |= dict.fromkeys(table.notes)
    match known.kind:
        case Kind.DIARY | Kind.REVIEWS:
            take_entries(gathering, table, known.kind, known.section, today)
        case Kind.IMPORT:
            take_import(gathering, table, today)
        case Kind.LIST | Kind.COMMENTS:
            take_list(gathering, table, known.path)
        case Kind.UNCLEAR:
            _leave_rows(gathering, table)
        case _:
            take_films(gathering, table, known.kind, today)


def _leave_rows(gathering: Gathering, table: Table) -> None:
    """Take in rows of which it is not clear what they tell."""
    for row in table.rows:
        gathering.problem(
            row,
            "the file may be of films that were watched, are liked or wished for: "
            "name it watched.csv, likes.csv or watchlist.csv.",
        )


READER = Reader(SERVICE, "Letterboxd", recognises, read)
"""Reads what Letterboxd writes, and what is written for it."""
