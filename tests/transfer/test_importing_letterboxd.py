"""What Letterboxd writes, month after month, brought into one journal: each entry there is one viewing here."""

from itertools import count, permutations
from pathlib import Path

import pytest
from msgspec import structs

from builders import NOW, film, records, viewing
from filmjournal.exchange.batch import Batch
from filmjournal.exchange.planning.plan import Plan, StepKind
from filmjournal.exchange.planning.planner import plan
from filmjournal.exchange.writers.letterboxd import write_letterboxd
from filmjournal.exchange.writers.selection import Selection
from filmjournal.journal.journal import Journal
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from letterboxd_exports import batch_of, batch_of_rows

_ids = count(1)

VEGAS = ("Leaving Las Vegas", "1995")
DRIFTED = ("Leaving Las Vegas", "1996")
ADDRESS = "https://boxd.it/29Ew"
SEEN = ["2024-05-18", *VEGAS, ADDRESS]
FIRST = ["2024-05-19", *VEGAS, "https://boxd.it/6AbCd1", "4.5", "", "drama, sad", "2024-05-18"]
AGAIN = ["2024-06-20", *VEGAS, "https://boxd.it/6AbCd2", "4", "Yes", "", "2024-06-19"]
REVIEWED = [*FIRST[:6], 'He said "no", <i>twice</i>.', *FIRST[6:]]
WHOLE = {
    "watched.csv": [SEEN],
    "likes/films.csv": [SEEN],
    "diary.csv": [FIRST, AGAIN],
    "reviews.csv": [REVIEWED],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


def opened(path: Path) -> Journal:
    return Journal.open(path, now=lambda: NOW, new_id=lambda: f"id-{next(_ids)}")


def imported(path: Path, batch: Batch) -> Plan:
    """Import something, and find that it changes nothing when it is imported again."""
    found = _imported(path, batch)
    once = path.read_bytes()
    again = _imported(path, batch)
    assert again.changes_nothing
    assert path.read_bytes() == once
    assert {step.kind for step in again.steps} <= {StepKind.UNCHANGED}
    return found


def _imported(path: Path, batch: Batch) -> Plan:
    journal = opened(path)
    found = plan(batch, journal.known_for_import())
    journal.apply_import(found.changes, "Imported")
    journal.save()
    return found


def hearts(path: Path) -> list[str]:
    return [str(entry.viewing.watched) for entry in opened(path).entries if entry.viewing.liked]


def to_import(path: Path) -> Batch:
    """Return what is read of the table that goes out of a journal for Letterboxd to import."""
    (document,) = write_letterboxd(Selection(opened(path).entries)).documents
    return batch_of({document.name: document.text.encode()})


def test_what_went_out_for_letterboxd_to_import_comes_back_to_the_viewings_that_it_tells_of(path: Path) -> None:
    other = ["2024-05-18", "Heat", "1995", "https://boxd.it/2aBC"]
    imported(path, batch_of_rows({**WHOLE, "watched.csv": [SEEN, other]}))
    before = opened(path).entries
    found = imported(path, to_import(path))
    assert [structs.replace(entry.viewing, modified=None) for entry in opened(path).entries] == [
        structs.replace(entry.viewing, modified=None) for entry in before
    ]
    assert not {step.kind for step in found.steps} & {StepKind.NEW, StepKind.CONFLICT}
    imported(path, batch_of_rows(WHOLE))


def test_what_has_no_day_and_a_review_by_element_goes_out_for_letterboxd_and_comes_back_too(path: Path) -> None:
    imported(path, batch_of_rows({"diary.csv": [FIRST]}))
    journal = opened(path)
    film = journal.entries[0].film
    first = structs.replace(journal.entries[0].viewing, id="", watched=None, review='A "sad" one.', headline="Sad")
    journal.log(film, structs.replace(first, breakdown=(Element("Music", "Sting."),)))
    journal.save()
    found = imported(path, to_import(path))
    assert len(opened(path).entries) == 2
    assert not {step.kind for step in found.steps} & {StepKind.NEW, StepKind.CONFLICT}


def test_two_viewings_of_one_day_come_back_from_the_files_that_they_were_split_into(path: Path) -> None:
    journal, long = opened(path), "A sentence that goes on and on. " * 20_000
    for text in ("First that day. ", "Second that day. "):
        journal.log(film("Stalker", id="s"), viewing("2024-01-01", review=text + long, rating=8, headline=""))
    journal.save()
    documents = write_letterboxd(Selection(journal.entries)).documents
    assert len(documents) == 2
    batch = batch_of({document.name: document.text.encode() for document in documents})
    assert len(batch.viewings) == 2
    before = {entry.viewing.id: entry.viewing.review for entry in opened(path).entries}
    found = imported(path, batch)
    assert not found.conflicts
    assert {entry.viewing.id: entry.viewing.review for entry in opened(path).entries} == before


def test_a_table_for_letterboxd_to_import_does_not_rename_a_film(path: Path) -> None:
    imported(path, batch_of_rows(WHOLE))
    head = "LetterboxdURI,Title,Year,WatchedDate,Rating"
    imported(path, batch_of({"a.csv": f"{head}\n{ADDRESS},Leaving Vegas,1995,2024-05-18,2\n".encode()}))
    assert {entry.film.title for entry in opened(path).entries} == {"Leaving Las Vegas"}
    assert [entry.viewing.rating for entry in opened(path).entries] == [8, 9]


def renamed(row: list[str]) -> list[str]:
    return [row[0], *DRIFTED, *row[3:]]


@pytest.mark.parametrize(
    "month",
    [
        {**WHOLE, "diary.csv": [renamed(FIRST), AGAIN], "reviews.csv": [renamed(REVIEWED)]},
        {**WHOLE, "diary.csv": [FIRST, renamed(AGAIN)]},
        {**WHOLE, "watched.csv": [renamed(SEEN)], "likes/films.csv": [renamed(SEEN)]},
        {"diary.csv": [renamed(FIRST), AGAIN]},
        {"diary.csv": [renamed(FIRST), renamed(AGAIN)]},
    ],
    ids=["first entry", "second entry", "film", "first entry, diary alone", "all entries, diary alone"],
)
def test_a_name_that_drifts_in_some_rows_makes_no_film_no_viewing_and_no_heart(
    path: Path, month: dict[str, list[list[str]]]
) -> None:
    for rows in (WHOLE, month, WHOLE, month):
        imported(path, batch_of_rows(rows))
        assert len(records(path, "films")) == 1
        assert len(opened(path).entries) == 2
        assert len(hearts(path)) == 1
    assert {entry.viewing.rating for entry in opened(path).entries} == {8, 9}


def test_the_heart_of_a_film_moves_on_to_a_later_viewing(path: Path) -> None:
    imported(path, batch_of_rows({**WHOLE, "diary.csv": [FIRST]}))
    assert hearts(path) == ["2024-05-18"]
    imported(path, batch_of_rows(WHOLE))
    assert hearts(path) == ["2024-06-19"]


def test_files_of_one_export_that_are_imported_one_by_one_tell_of_the_same_entries(path: Path) -> None:
    for name, rows in WHOLE.items():
        imported(path, batch_of_rows({name: rows}))
    assert sorted(str(entry.viewing.watched) for entry in opened(path).entries) == ["2024-05-18", "2024-06-19"]


@pytest.mark.parametrize("files", list(permutations(("diary.csv", "ratings.csv", "watched.csv", "likes/films.csv"))))
def test_single_files_in_any_order_settle_with_the_rating_of_the_entry(path: Path, files: tuple[str, ...]) -> None:
    rows = {"diary.csv": [FIRST], "ratings.csv": [[*SEEN, "4"]], "watched.csv": [SEEN], "likes/films.csv": [SEEN]}
    for file in files:
        imported(path, batch_of_rows({file: rows[file]}))
    settled = path.read_bytes()
    for file in files:
        _imported(path, batch_of_rows({file: rows[file]}))
    assert path.read_bytes() == settled
    (entry,) = opened(path).entries
    assert (entry.viewing.rating, entry.viewing.liked) == (Rating(9), True)


def test_an_entry_whose_film_letterboxd_lost_is_the_same_entry(path: Path) -> None:
    imported(path, batch_of_rows({"diary.csv": [FIRST, AGAIN]}))
    imported(path, batch_of_rows({"orphaned/diary.csv": [[*FIRST[:3], "", *FIRST[4:]]], "diary.csv": [AGAIN]}))
    assert len(opened(path).entries) == 2


WISHED = ["2023-05-01", "Ash", "1999", "https://boxd.it/zzW1"]


@pytest.mark.parametrize(
    ("later", "wishes"),
    [
        ([["2023-05-01", "Ash", "1999", "https://boxd.it/zzW2"]], 1),
        ([["2023-05-01", "ASH", "1999", "https://boxd.it/zzW2"]], 1),
        ([WISHED, ["2023-05-01", "Ash", "1999", "https://boxd.it/zzW2"]], 2),
        ([["2023-05-02", "Ash", "1999", "https://boxd.it/zzW2"]], 2),
        ([["2023-05-01", "Ash", "2000", "https://boxd.it/zzW2"]], 2),
    ],
)
def test_a_watchlist_item_under_a_new_address_is_the_one_whose_row_is_gone(
    path: Path, later: list[list[str]], wishes: int
) -> None:
    imported(path, batch_of_rows({"watchlist.csv": [WISHED]}))
    imported(path, batch_of_rows({"watchlist.csv": later}))
    journal = opened(path)
    assert len(journal.watchlist) == wishes
    if wishes == 1:
        assert [wished.film.external_ids.letterboxd for wished in journal.watchlist] == ["https://boxd.it/zzW2"]
        again = plan(batch_of_rows({"watchlist.csv": later}), journal.known_for_import())
        assert (again.missing_rows, again.changes_nothing) == ((), True)
