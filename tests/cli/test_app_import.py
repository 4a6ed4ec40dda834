"""The import of the app, without the screen: read, settled, brought in."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec import structs

from builders import TODAY, film, viewing
from filmjournal.cli.app_import import AppImporter
from filmjournal.cli.places import Places
from filmjournal.exchange.errors import CannotImportError
from filmjournal.journal.journal import Journal
from filmjournal.model.rating import Rating
from filmjournal.render.incoming import Outlook, Preview
from filmjournal.render.previewed import OURS, THEIRS
from shell_runs import open_at

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date"


@pytest.fixture
def journal(places: Places) -> Journal:
    journal = open_at(places)
    for year in (1972, 2002):
        journal.log(film("Solaris", year=year), viewing("2003"))
    journal.save()
    return journal


def export(folder: Path, *rows: str) -> Path:
    path = folder / "export.zip"
    with ZipFile(path, "w") as written:
        written.writestr("diary.csv", "\n".join([HEAD, *rows, ""]))
    return path


def outlooks(preview: Preview) -> list[tuple[Outlook, str]]:
    return [(row.outlook, row.title) for row in preview.rows]


def read(journal: Journal, path: Path) -> tuple[AppImporter, Preview]:
    importer = AppImporter(journal, lambda: TODAY)
    return importer, importer.read(path, lambda *_: None)


def test_it_shows_what_would_come_in_and_brings_it_in_as_one_change(journal: Journal, tmp_path: Path) -> None:
    path = export(
        tmp_path,
        "2026-11-20,Aftersun,2022,https://boxd.it/a1,4.5,,,2026-11-19",
        "2026-11-20,Memoria,2021,https://boxd.it/a2,,,,2026-11-31",
    )
    importer, preview = read(journal, path)
    assert (Outlook.NEW, "Aftersun (2022)") in outlooks(preview)
    assert [row.title for row in preview.rows if row.outlook is Outlook.PARTIAL] == ["Memoria"]
    assert importer.bring()() == "Imported from Letterboxd: 2 new films and 2 new viewings."
    assert {"Aftersun", "Memoria"} <= {entry.film.title for entry in journal.entries}
    journal.undo()
    assert {entry.film.title for entry in journal.entries} == {"Solaris"}


def test_what_is_logged_while_it_is_looked_at_is_not_doubled(journal: Journal, tmp_path: Path) -> None:
    path = export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,4.5,,,2026-11-19")
    importer, _ = read(journal, path)
    journal.log(film("Aftersun", year=2022), viewing("2026-11-19", rating=8))
    assert importer.bring()() == "Imported from Letterboxd: 1 changed film and 1 viewing in conflict."
    (entry,) = (entry for entry in journal.entries if entry.film.title == "Aftersun")
    assert entry.viewing.rating == 8


def test_a_film_that_stayed_out_is_told(journal: Journal, tmp_path: Path) -> None:
    rows = (
        "2026-11-20,Solaris,,https://boxd.it/a1,3,,,2026-11-19",
        "2026-11-20,Ran,1985,https://boxd.it/a2,,,,2026-11-18",
    )
    importer, _ = read(journal, export(tmp_path, *rows))
    told = importer.bring()()
    assert told is not None
    assert told.endswith(" 1 film in doubt stayed out.")


def test_a_doubt_is_settled_by_its_number(journal: Journal, tmp_path: Path) -> None:
    path = export(tmp_path, "2026-11-20,Solaris,,https://boxd.it/a1,3,,,2026-11-19")
    importer, preview = read(journal, path)
    (doubt,) = [row for row in preview.rows if row.choices]
    assert doubt.outlook is Outlook.AMBIGUOUS
    assert doubt.choices == (
        "Solaris (1972)",
        "Solaris (2002)",
        "A film that the journal does not know",
        "Leave it out",
    )
    assert not preview.brings
    settled = importer.settled({doubt.number: 2})
    assert settled.brings
    assert importer.bring()()
    (logged,) = [entry for entry in journal.entries if entry.viewing.watched == "2026-11-19"]
    assert logged.film.year == 2002


def test_every_choice_has_a_key_however_many_films_have_one_title(places: Places, tmp_path: Path) -> None:
    journal = open_at(places)
    for number in range(12):
        journal.log(film("Home", id=f"home-{number}", year=1990 + number), viewing("2003"))
    _, preview = read(journal, export(tmp_path, "2026-11-20,Home,,https://boxd.it/a1,3,,,2026-11-19"))
    (doubt,) = [row for row in preview.rows if row.choices]
    assert len(doubt.choices) == 9
    assert doubt.choices[-2:] == ("A film that the journal does not know", "Leave it out")


def test_what_was_changed_there_and_here_can_be_taken_from_there(journal: Journal, tmp_path: Path) -> None:
    importer, _ = read(journal, export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,4,,,2026-11-19"))
    assert importer.bring()()
    (entry,) = [entry for entry in journal.entries if entry.film.title == "Aftersun"]
    journal.revise(entry.film, structs.replace(entry.viewing, rating=Rating.FIVE))
    path = export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,2,,,2026-11-19")
    importer, preview = read(journal, path)
    (conflict,) = [row for row in preview.rows if row.choices]
    assert (conflict.outlook, conflict.choices) == (Outlook.CONFLICT, (OURS, THEIRS))
    importer.settled({conflict.number: 2})
    assert importer.bring()()
    assert (kept := journal.entry(entry.id)) is not None
    assert kept.viewing.rating is Rating.TWO


def test_files_of_nobody_are_refused(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("one,two\n1,2\n", encoding="utf-8")
    with pytest.raises(CannotImportError, match="is of no service that I know"):
        read(journal, path)
    with pytest.raises(CannotImportError, match="Nothing was read yet"):
        AppImporter(journal, lambda: TODAY).bring()
