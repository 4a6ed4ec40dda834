"""An import as the app shows it, without the screen: read, resolved, applied."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec import structs

from builders import TODAY, film, viewing
from filmjournal.exchange.errors import CannotImportError
from filmjournal.journal.journal import Journal
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.render.import_preview import RowKind
from filmjournal.render.preview import Preview, PreviewKind
from filmjournal.transfer.choices import KEEP_YOURS, TAKE_THEIRS
from filmjournal.transfer.imports import CancelledError
from filmjournal.transfer.pending_import import PendingImport

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date"


@pytest.fixture
def journal(empty: Journal) -> Journal:
    journal = empty
    for year in (1972, 2002):
        journal.log(film("Solaris", year=year), viewing("2003"))
    journal.save()
    return journal


def export(folder: Path, *rows: str) -> Path:
    path = folder / "export.zip"
    with ZipFile(path, "w") as written:
        written.writestr("diary.csv", "\n".join([HEAD, *rows, ""]))
    return path


def kinds(preview: Preview) -> list[tuple[PreviewKind, str]]:
    return [(row.kind, row.title) for row in preview.rows]


def read(journal: Journal, path: Path) -> tuple[PendingImport, Preview]:
    pending = PendingImport(journal, lambda: TODAY)
    pending.read(path, lambda *_: None)
    assert pending.preview is not None
    return pending, pending.preview


def applied(pending: PendingImport, journal: Journal) -> str:
    """Return what was imported, as the app says it."""
    assert journal.adopt(pending.apply())
    return pending.outcome


def test_it_previews_an_import_and_applies_it_as_one_change(journal: Journal, tmp_path: Path) -> None:
    path = export(
        tmp_path,
        "2026-11-20,Aftersun,2022,https://boxd.it/a1,4.5,,,2026-11-19",
        "2026-11-20,Memoria,2021,https://boxd.it/a2,,,,2026-11-31",
    )
    pending, preview = read(journal, path)
    assert (RowKind.NEW, "Aftersun (2022)") in kinds(preview)
    assert [row.title for row in preview.rows if row.kind is RowKind.PARTIAL] == ["Memoria"]
    assert preview.people == "2 of 2 films get their people."
    done = "Imported from Letterboxd: 2 new films and 2 new viewings. 2 of 2 films got their people."
    assert applied(pending, journal) == done
    directors = {entry.film.title: entry.film.people(Role.DIRECTOR) for entry in journal.entries}
    assert (directors["Aftersun"], directors["Memoria"]) == (("Charlotte Wells",), ("Apichatpong Weerasethakul",))
    journal.undo()
    assert {entry.film.title for entry in journal.entries} == {"Solaris"}


def test_films_of_which_it_is_not_clear_which_they_are_are_named_with_the_key_that_asks(
    journal: Journal, tmp_path: Path
) -> None:
    path = export(
        tmp_path,
        "2026-11-20,Black Rain,1989,https://boxd.it/a1,4,,,2026-11-19",
        "2026-11-20,Aftersun,2022,https://boxd.it/a2,4,,,2026-11-19",
    )
    pending, preview = read(journal, path)
    assert preview.people == "1 of 2 films gets its people."
    assert applied(pending, journal).endswith("got its people. 1 film may be one of several: press L to say which.")


def test_what_is_logged_while_it_is_looked_at_is_not_doubled(journal: Journal, tmp_path: Path) -> None:
    path = export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,4.5,,,2026-11-19")
    pending, _ = read(journal, path)
    journal.log(film("Aftersun", year=2022), viewing("2026-11-19", rating=8))
    assert applied(pending, journal) == ("Imported from Letterboxd: 1 viewing in conflict. 1 of 1 film got its people.")
    (entry,) = (entry for entry in journal.entries if entry.film.title == "Aftersun")
    assert entry.viewing.rating == 8


def test_the_films_stay_as_the_files_state_them_where_that_is_chosen(journal: Journal, tmp_path: Path) -> None:
    pending, _ = read(journal, export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,4.5,,,2026-11-19"))
    for looks_up, people in ((False, ""), (True, "1 of 1 film gets its people."), (False, "")):
        pending.looks_up = looks_up
        assert not pending.is_planned
        assert pending.plan_choices()
        assert pending.preview is not None
        assert pending.preview.people == people
    assert applied(pending, journal) == "Imported from Letterboxd: 1 new film and 1 new viewing."
    (entry,) = (entry for entry in journal.entries if entry.film.title == "Aftersun")
    assert entry.film.credits == ()


def test_what_the_files_leave_open_is_a_question_whose_answer_reads_them_again(empty: Journal, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    head = "Score, Film Name, Year, Date Rated, Mini Review, URL, IMDB ID"
    path.write_text(f'{head}\n7,Heat,1995,"Jun 21 2014, 22:06",,https://c.example/a,tt0113277\n', "utf-8")
    pending, preview = read(empty, path)
    (question,) = preview.rows
    assert (question.kind, question.title, question.about) == (
        RowKind.AMBIGUOUS,
        "ratings.csv",
        "what the ratings go up to",
    )
    assert question.choices == ("Out of 10, 7 is ★★★½", "Out of 100, 7 is ½")
    assert not preview.has_changes
    pending.choose(question.number, 1)
    assert pending.plan_choices()
    assert pending.preview is not None
    assert kinds(pending.preview) == [(RowKind.NEW, "Heat (1995)")]
    assert pending.preview.losses == ""
    applied(pending, empty)
    (entry,) = empty.entries
    assert entry.viewing.rating == 7


def test_a_film_that_stayed_out_is_reported(journal: Journal, tmp_path: Path) -> None:
    rows = (
        "2026-11-20,Solaris,,https://boxd.it/a1,3,,,2026-11-19",
        "2026-11-20,Ran,1985,https://boxd.it/a2,,,,2026-11-18",
    )
    pending, _ = read(journal, export(tmp_path, *rows))
    stated = applied(pending, journal)
    assert stated.endswith(" 1 film with an ambiguous match stayed out.")


def test_an_ambiguous_film_is_chosen_by_its_number(journal: Journal, tmp_path: Path) -> None:
    path = export(tmp_path, "2026-11-20,Solaris,,https://boxd.it/a1,3,,,2026-11-19")
    pending, preview = read(journal, path)
    (question,) = [row for row in preview.rows if row.choices]
    assert question.kind is RowKind.AMBIGUOUS
    assert question.choices == (
        "Solaris (1972)",
        "Solaris (2002)",
        "A film that isn't in the journal",
        "Leave it out",
    )
    assert not preview.has_changes
    pending.choose(question.number, 2)
    assert pending.preview is not None
    assert next(row.chosen for row in pending.preview.rows if row.number == question.number) == 2
    assert pending.plan_choices()
    assert pending.preview.has_changes
    assert applied(pending, journal)
    (logged,) = [entry for entry in journal.entries if entry.viewing.watched == "2026-11-19"]
    assert logged.film.year == 2002


def test_every_choice_has_a_key_however_many_films_have_one_title(empty: Journal, tmp_path: Path) -> None:
    journal = empty
    for number in range(12):
        journal.log(film("Home", id=f"home-{number}", year=1990 + number), viewing("2003"))
    _, preview = read(journal, export(tmp_path, "2026-11-20,Home,,https://boxd.it/a1,3,,,2026-11-19"))
    (question,) = [row for row in preview.rows if row.choices]
    assert len(question.choices) == 9
    assert question.choices[-2:] == ("A film that isn't in the journal", "Leave it out")


def test_a_conflict_can_take_theirs(journal: Journal, tmp_path: Path) -> None:
    pending, _ = read(journal, export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,4,,,2026-11-19"))
    assert applied(pending, journal)
    (entry,) = [entry for entry in journal.entries if entry.film.title == "Aftersun"]
    journal.revise(entry.film, structs.replace(entry.viewing, rating=Rating.FIVE))
    path = export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,2,,,2026-11-19")
    pending, preview = read(journal, path)
    (conflict,) = [row for row in preview.rows if row.choices]
    assert (conflict.kind, conflict.choices) == (RowKind.CONFLICT, (KEEP_YOURS, TAKE_THEIRS))
    pending.choose(conflict.number, 2)
    pending.plan_choices()
    assert applied(pending, journal)
    assert (kept := journal.entry(entry.id)) is not None
    assert kept.viewing.rating is Rating.TWO


def test_unknown_files_are_refused(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("one,two\n1,2\n", encoding="utf-8")
    with pytest.raises(CannotImportError, match="isn't an export of any service that filmjournal knows"):
        read(journal, path)
    with pytest.raises(CannotImportError, match="Nothing was read yet"):
        PendingImport(journal, lambda: TODAY).apply()


def test_a_cancelled_import_ends_the_reading_and_changes_nothing(journal: Journal, tmp_path: Path) -> None:
    path = export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,4.5,,,2026-11-19")
    before = journal.entries
    pending = PendingImport(journal, lambda: TODAY)

    def cancel(doing: str, *_: int) -> None:
        if doing == "Comparing":
            raise CancelledError

    with pytest.raises(CancelledError):
        pending.read(path, cancel)
    assert pending.preview is None
    assert journal.entries == before


def test_a_journal_that_changes_meanwhile_refuses_the_fork_and_takes_the_next(journal: Journal, tmp_path: Path) -> None:
    path = export(tmp_path, "2026-11-20,Aftersun,2022,https://boxd.it/a1,4.5,,,2026-11-19")
    pending, _ = read(journal, path)
    fork = pending.apply()
    journal.log(film("Aftersun", year=2022), viewing("2026-11-19", rating=8))
    assert not journal.adopt(fork)
    assert applied(pending, journal)
    assert [entry.film.title for entry in journal.entries].count("Aftersun") == 1


def test_an_answer_that_is_taken_back_is_planned_anew(journal: Journal, tmp_path: Path) -> None:
    pending, preview = read(journal, export(tmp_path, "2026-11-20,Solaris,,https://boxd.it/a1,3,,,2026-11-19"))
    (question,) = [row for row in preview.rows if row.choices]
    for choice, has_changes in ((1, True), (4, False), (3, True)):
        pending.choose(question.number, choice)
        assert not pending.is_planned
        assert pending.plan_choices()
        assert pending.preview is not None
        assert pending.preview.has_changes is has_changes


def test_several_such_films_are_counted(journal: Journal, tmp_path: Path) -> None:
    path = export(
        tmp_path,
        "2026-11-20,Black Rain,1989,https://boxd.it/a1,4,,,2026-11-19",
        "2026-11-20,Frozen,2010,https://boxd.it/a2,4,,,2026-11-19",
    )
    pending, _ = read(journal, path)
    assert applied(pending, journal).endswith(" 2 films may each be one of several: press L to say which.")
