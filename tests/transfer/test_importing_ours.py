"""What went out of a journal of ours, brought into that journal again, or into another one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from msgspec import structs

from builders import NOW, TODAY, film, records, viewing
from filmjournal.exchange.batch import Moment, Reader
from filmjournal.exchange.planning.plan import Plan, StepKind
from filmjournal.exchange.planning.planner import plan
from filmjournal.exchange.readers import markdown, own
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.writers.csv_table import write_csv
from filmjournal.exchange.writers.json_array import write_json
from filmjournal.exchange.writers.markdown import write_folder
from filmjournal.exchange.writers.selection import Selection, Writer
from filmjournal.journal.journal import Journal
from filmjournal.journal.sources import sources_of
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wish
from letterboxd_exports import batch_of_rows

_ids = count(1)
_moments = count(1)

VEGAS = ["2024-05-18", "Leaving Las Vegas", "1995", "https://boxd.it/29Ew"]
LOGGED = [*VEGAS[:3], "https://boxd.it/6AbCd1", "4.5", "", "sad", "2024-05-18"]
ACCOUNT = batch_of_rows({"watched.csv": [VEGAS], "likes/films.csv": [VEGAS], "diary.csv": [LOGGED]})

Edit = Callable[[str], str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


def opened(path: Path) -> Journal:
    """Open a journal; every time it is a minute later."""
    now = NOW + timedelta(minutes=next(_moments))
    return Journal.open(path, now=lambda: now, new_id=lambda: f"id-{next(_ids)}")


def filled(path: Path) -> Journal:
    """Return a journal with an account, one of its viewings edited, and something of its own."""
    journal = opened(path)
    journal.apply_import(plan(ACCOUNT, journal.known_for_import()).changes, "Imported")
    (entry,) = journal.entries
    journal.revise(entry.film, structs.replace(entry.viewing, rating=Rating(6), venue="Home"))
    journal.log(film("Stalker", year=1979), viewing("1998", review="Wet."))
    journal.add_to_watchlist(film("Ran", year=1985), Wish("", "", why="The colours."))
    journal.save()
    return journal


def written(path: Path, writer: Writer, edit: Edit = str) -> Files:
    """Return what goes out of a journal, as somebody has edited it."""
    tables = opened(path).tables
    sources = {
        each.value.id: sources_of(each.document)
        for stored in (tables.films.all(), tables.viewings.all(), tables.wishes.all())
        for each in stored
    }
    selection = Selection(opened(path).entries, opened(path).watchlist, sources)
    return Files.of({each.name: edit(each.text).encode() for each in writer(selection).documents})


def imported(path: Path, reader: Reader, files: Files) -> Plan:
    """Import files, and find that they change nothing when they are imported again."""
    batch = reader.read(files, Moment(TODAY, datetime.date))
    journal = opened(path)
    found = plan(batch, journal.known_for_import())
    journal.apply_import(found.changes, "Imported")
    journal.save()
    once = path.read_bytes()
    again = plan(batch, opened(path).known_for_import())
    assert again.changes_nothing
    assert {step.kind for step in again.steps} == {StepKind.UNCHANGED}
    assert path.read_bytes() == once
    return found


def kinds(found: Plan) -> set[StepKind]:
    return {step.kind for step in found.steps}


def of_title(path: Path, title: str) -> Entry:
    (entry,) = (entry for entry in opened(path).entries if entry.film.title == title)
    return entry


@pytest.mark.parametrize(
    ("writer", "reader"),
    [(write_json, own.READER), (write_csv, own.READER), (write_folder, markdown.READER)],
    ids=["json", "csv", "markdown"],
)
def test_what_comes_back_as_it_went_out_changes_not_one_byte(path: Path, writer: Writer, reader: Reader) -> None:
    filled(path)
    before = path.read_bytes()
    found = imported(path, reader, written(path, writer))
    assert kinds(found) == {StepKind.UNCHANGED}
    assert path.read_bytes() == before


def test_a_journal_that_comes_from_json_knows_what_other_services_stated_last(path: Path) -> None:
    filled(path)
    other = path.with_name("other.json")
    imported(other, own.READER, written(path, write_json))
    again = plan(ACCOUNT, opened(other).known_for_import())
    assert not {step.kind for step in again.steps} & {StepKind.NEW, StepKind.CONFLICT}
    assert not any(step.differences for step in again.steps)
    assert [wished.id for wished in opened(other).watchlist] == [wished.id for wished in opened(path).watchlist]


def test_what_is_edited_in_a_vault_is_a_change_as_often_as_it_is_edited(path: Path) -> None:
    filled(path)
    files = written(path, write_folder)
    for review in ("Dry.", "Damp."):
        edited = Files.of({name: files[name].replace(b"Wet.", review.encode()) for name in files})
        found = imported(path, markdown.READER, edited)
        assert kinds(found) == {StepKind.UNCHANGED, StepKind.CHANGED}
        assert of_title(path, "Stalker").viewing.review == review
    journal = opened(path)
    entry = of_title(path, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine."))
    journal.save()
    assert kinds(imported(path, markdown.READER, written(path, write_folder))) == {StepKind.UNCHANGED}
    edited = written(path, write_folder, lambda text: text.replace("Mine.", "Dry."))
    assert StepKind.CONFLICT not in kinds(imported(path, markdown.READER, edited))


def test_what_is_edited_in_a_vault_and_here_since_is_in_conflict(path: Path) -> None:
    filled(path)
    edited = written(path, write_folder, lambda text: text.replace("Wet.", "Dry."))
    journal = opened(path)
    entry = of_title(path, "Stalker")
    journal.revise(entry.film, structs.replace(entry.viewing, review="Mine."))
    journal.save()
    assert kinds(imported(path, markdown.READER, edited)) == {StepKind.UNCHANGED, StepKind.CONFLICT}
    assert of_title(path, "Stalker").viewing.review == "Mine."


def test_a_film_that_is_renamed_in_a_vault_is_renamed_here_unless_it_was_here_since(path: Path) -> None:
    filled(path)
    edited = written(path, write_folder, lambda text: text.replace("title: Stalker", "title: Сталкер"))
    imported(path, markdown.READER, edited)
    assert of_title(path, "Сталкер").film.year == 1979
    other = written(path, write_folder, lambda text: text.replace("title: Leaving Las Vegas", "title: Las Vegas"))
    journal = opened(path)
    entry = of_title(path, "Leaving Las Vegas")
    journal.revise(structs.replace(entry.film, title="Leaving"), entry.viewing)
    journal.save()
    assert StepKind.CONFLICT in kinds(imported(path, markdown.READER, other))
    assert of_title(path, "Leaving").film.year == 1995


@pytest.mark.parametrize(
    ("writer", "reader"), [(write_json, own.READER), (write_folder, markdown.READER)], ids=["json", "markdown"]
)
def test_what_comes_into_another_journal_has_the_ids_that_it_had(path: Path, writer: Writer, reader: Reader) -> None:
    filled(path)
    other = path.with_name("other.json")
    imported(other, reader, written(path, writer))
    there = [(entry.id, entry.film) for entry in opened(other).entries]
    assert there == [(entry.id, entry.film) for entry in opened(path).entries]
    assert {each["id"] for each in records(other, "films").values()} <= {
        each["id"] for each in records(path, "films").values()
    }
