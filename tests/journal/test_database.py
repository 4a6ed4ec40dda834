"""The journal as TinyDB sees it, and as a new process does."""

import hashlib
import os
import subprocess
import sys
from collections.abc import MutableMapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from tinydb import Query, TinyDB, where
from tinydb.operations import delete, increment
from tinydb.table import Document

import filmjournal
from builders import OpenJournal, film, records, viewing
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.disk.documents import ADDED_TABLES, TABLES
from filmjournal.journal.errors import CannotReadError, DocumentError, GoneError, JournalError, NewerSchemaError
from filmjournal.journal.history import MOST_ALTERED, History
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.journal.safety.backups import BackupReason, Backups
from filmjournal.journal.trash_view import trash_items

READ = """
import hashlib, sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from filmjournal.journal.journal import Journal
(entry,) = Journal.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC), new_id=str).entries
print(len(entry.viewing.review), hashlib.sha256(entry.viewing.review.encode()).hexdigest(), ascii(entry.film.title))
"""


@pytest.fixture
def journal(open_journal: OpenJournal) -> Journal:
    """Return a journal with one viewing, on disk."""
    made = open_journal()
    made.log(film("Stalker"), viewing(headline="Drips"))
    made.save()
    return made


@pytest.mark.parametrize(
    "review",
    [
        "x" * 100_000,
        "🎬👩‍👩‍👧‍👦" * 20_000,
        "Windows\r\nline\r\nends\n\rand\x00controls\x1b[0m\u2028\x85",
        "شارع الحب\u202e",
    ],
    ids=["long", "emoji", "line ends", "right to left"],
)
def test_a_review_is_the_same_to_the_last_byte_in_a_new_process(
    open_journal: OpenJournal, path: Path, review: str
) -> None:
    journal = open_journal()
    journal.log(film("[REC]² 東京"), viewing(review=review))
    journal.save()
    seen = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    digest = hashlib.sha256(review.encode()).hexdigest()
    assert seen.stdout.split(maxsplit=2) == [str(len(review)), digest, ascii("[REC]² 東京") + "\n"]


def test_plain_tinydb_opens_the_file_and_sees_its_five_tables(journal: Journal) -> None:
    with TinyDB(journal.path, encoding="utf-8") as database:
        content = database.storage.read()
        assert content is not None
        assert tuple(content) == tuple(name for name in TABLES if name not in ADDED_TABLES)
        found = database.table("films").get(where("title") == "Stalker")
        assert found is not None
        assert database.table("viewings").search(where("film") == dict(found)["id"])
        (meta,) = database.table("meta").all()
        assert (meta["schema"], meta["generation"]) == (2, 1)


def test_what_plain_tinydb_wrote_is_taken_for_an_edit_by_hand(journal: Journal, open_journal: OpenJournal) -> None:
    with TinyDB(journal.path, encoding="utf-8") as database:
        database.table("films").update({"year": 1979})
    again = open_journal()
    assert again.entries[0].film.year == 1979
    assert not again.store.known.as_written


@pytest.fixture(autouse=True)
def places(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Return where everything of the journal is; the folders of the program lie beside it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("FILMJOURNAL", raising=False)
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return Places.find(path, os.environ)


@pytest.fixture
def database(path: Path, journal: Journal) -> TinyDB:
    """Return a journal with one viewing as a TinyDB."""
    return filmjournal.database(path)


def last_noted(places: Places) -> str:
    last = History(places.history, now=lambda: datetime.now(UTC), new_id=str).last()
    return last.title if last is not None else ""


def undo(places: Places) -> Journal:
    """Undo the last change as the shell does."""
    noted = History(places.history, now=lambda: datetime.now(UTC), new_id=str)
    journal = Journal.open(places.journal, now=lambda: datetime.now(UTC), new_id=str, history=noted)
    last = noted.last()
    assert last is not None
    assert journal.undo_from_history(last) is not None
    journal.save()
    return journal


def test_documents_are_queried_as_in_any_tinydb(database: TinyDB) -> None:
    films, viewings = database.table("films"), database.table("viewings")
    (stalker,) = films.search(where("title").matches("Stal"))
    assert viewings.count(Query().film == stalker["id"]) == 1
    assert films.get(doc_id=stalker.doc_id) == stalker
    assert films.contains(Query().title == "Stalker")
    assert [document["headline"] for document in viewings] == ["Drips"]
    assert len(films) == 1
    assert set(TABLES) <= database.tables()
    assert database.table("meta").all()[0]["schema"] == 2


def test_what_is_inserted_is_a_film_and_a_viewing_with_ids_and_times_of_their_own(
    database: TinyDB, open_journal: OpenJournal, places: Places
) -> None:
    number = database.table("films").insert({"title": "Mirror", "year": 1975, "shelf": [1, {"a": None}]})
    mirror = database.table("films").get(doc_id=number)
    assert mirror is not None
    database.table("viewings").insert({"film": mirror["id"], "watched": date(2026, 11, 21), "rating": 9})
    entry = open_journal().entries[0]
    assert (entry.film.title, entry.film.year, entry.viewing.watched, entry.viewing.rating) == (
        "Mirror",
        1975,
        "2026-11-21",
        9,
    )
    assert entry.viewing.created is not None
    assert entry.viewing.created == entry.viewing.modified
    assert records(places.journal, "films")[str(number)]["shelf"] == [1, {"a": None}]
    assert open_journal().store.known.as_written
    assert last_noted(places) == "Added Mirror in a script"


def test_many_are_inserted_as_one_change_and_their_numbers_stay(database: TinyDB, places: Places) -> None:
    films = database.table("films")
    numbers = films.insert_multiple({"title": f"Film {number}"} for number in range(30))
    assert numbers == list(range(2, 32))
    assert films.insert(Document({"title": "Far"}, doc_id=500)) == 500
    assert films.insert({"title": "Next"}) == 501
    assert [document["title"] for document in films.get(doc_ids=[2, 31, 500])] == ["Film 0", "Film 29", "Far"]
    assert len({document["id"] for document in films}) == 33
    with pytest.raises(ValueError, match="already exists"):
        films.insert(Document({"title": "Again"}, doc_id=500))
    undo(places)
    assert not database.table("films").contains(where("title") == "Next")
    undo(places)
    undo(places)
    assert [document["title"] for document in films] == ["Stalker"]


def test_an_update_changes_what_it_names_stamps_it_and_is_undone_from_the_shell(
    database: TinyDB, open_journal: OpenJournal, places: Places
) -> None:
    viewings = database.table("viewings")
    assert viewings.update({"rating": 10, "tags": ["slow"], "mood": "blue"}, where("headline") == "Drips") == [1]
    record = records(places.journal, "viewings")["1"]
    assert (record["rating"], record["tags"], record["mood"], record["headline"]) == (10, ["slow"], "blue", "Drips")
    (keys,) = record["edits"].values()
    assert keys == ["mood", "rating", "tags"]
    assert record["modified"] > record["created"]
    assert last_noted(places) == "Edited Stalker in a script"
    undone = undo(places)
    assert (undone.entries[0].viewing.rating, undone.entries[0].viewing.tags) == (None, ())
    assert "mood" not in records(places.journal, "viewings")["1"]


def test_a_change_of_nothing_but_a_key_of_your_own_is_undone_too(database: TinyDB, places: Places) -> None:
    films = database.table("films")
    films.update({"shelf": 3})
    films.update(increment("shelf"))
    films.update({"liked": False})
    assert records(places.journal, "films")["1"]["shelf"] == 4
    undo(places)
    undo(places)
    assert records(places.journal, "films")["1"]["shelf"] == 3
    films.update(delete("shelf"))
    undo(places)
    assert records(places.journal, "films")["1"]["shelf"] == 3
    undo(places)
    assert "shelf" not in records(places.journal, "films")["1"]


def test_an_undo_leaves_alone_what_was_changed_again_since(database: TinyDB, places: Places) -> None:
    films = database.table("films")
    films.update({"shelf": 3, "year": 1979})
    with TinyDB(places.journal, encoding="utf-8") as plain:
        plain.table("films").update({"shelf": 9})
    undo(places)
    record = records(places.journal, "films")["1"]
    assert (record["shelf"], record.get("year")) == (9, None)


def test_an_upsert_updates_what_fits_and_inserts_where_nothing_does(database: TinyDB) -> None:
    films = database.table("films")
    assert films.upsert({"title": "Stalker", "year": 1979}, where("title") == "Stalker") == [1]
    assert films.upsert({"title": "Solaris", "year": 1972}, where("title") == "Solaris") == [2]
    assert films.upsert(Document({"year": 1973}, doc_id=2)) == [2]
    assert [(document["title"], document["year"]) for document in films] == [("Stalker", 1979), ("Solaris", 1973)]


def test_what_is_removed_is_in_the_trash_and_comes_back(
    database: TinyDB, open_journal: OpenJournal, places: Places
) -> None:
    before = records(places.journal, "viewings")["1"]
    assert database.table("viewings").remove(where("headline") == "Drips") == [1]
    journal = open_journal()
    assert journal.entries == ()
    assert [each.title for each in trash_items(journal.tables)] == ["Stalker"]
    assert last_noted(places) == "Removed Stalker in a script"
    assert len(undo(places).entries) == 1
    assert records(places.journal, "viewings")["1"]["headline"] == before["headline"]


def test_truncate_puts_every_document_of_a_table_into_the_trash(database: TinyDB, places: Places) -> None:
    database.table("watchlist").insert({"film": database.table("films").all()[0]["id"]})
    database.table("watchlist").truncate()
    database.table("viewings").truncate()
    assert len(database.table("trash")) == 2
    assert len(undo(places).entries) == 1
    assert len(undo(places).watchlist) == 1


def test_a_film_that_nothing_needs_is_removed_and_comes_back(
    database: TinyDB, open_journal: OpenJournal, places: Places
) -> None:
    films = database.table("films")
    number = films.insert({"title": "Mirror", "shelf": 1})
    films.remove(doc_ids=[number])
    (item,) = trash_items(open_journal().tables)
    assert (item.title, item.viewing) == ("Mirror", None)
    journal = open_journal()
    journal.restore(item.id, item.title)
    journal.save()
    assert films.get(where("title") == "Mirror")["shelf"] == 1  # type: ignore[index]  # it is there
    films.remove(where("title") == "Mirror")
    undo(places)
    assert films.contains(where("title") == "Mirror")


@pytest.mark.parametrize("is_in_trash", [False, True])
def test_a_film_that_something_needs_cannot_be_removed(database: TinyDB, path: Path, *, is_in_trash: bool) -> None:
    if is_in_trash:
        database.table("viewings").truncate()
    before = path.read_bytes()
    with pytest.raises(DocumentError, match=r"document 1 of films cannot be removed: .*need"):
        database.table("films").truncate()
    assert path.read_bytes() == before


REFUSED = [
    ("films", {"year": 1979}, "document 2 of films is no film: Object missing required field `title`"),
    ("films", {"title": "  "}, "document 2 of films is no film: .* title"),
    ("films", {"title": "Ran", "year": "1985"}, r"Expected `int.*`, got `str` - at `\$.year`"),
    ("films", {"title": "Ran", "year": 64}, "[Yy]ear"),
    ("films", {"title": "Ran", "credits": [{"name": "", "role": "actor"}]}, r"`\$.credits\[0\]`"),
    ("films", {"title": "Ran", "id": 7}, r"`\$.id`"),
    ("films", {"title": "Ran", "poster": object()}, "document 2 of films holds what is no JSON"),
    ("films", {"title": "Ran\ud800"}, "half a character after “Ran”"),
    ("viewings", {"rating": 8}, "document 2 of viewings is no viewing: Object missing required field `film`"),
    ("viewings", {"film": "nowhere"}, r"its film, nowhere, is not in the journal - at `\$.film`"),
    ("viewings", {"film": "id-1", "rating": 11}, r"a rating is 1 to 10 half stars.*`\$.rating`"),
    ("viewings", {"film": "id-1", "watched": "soon"}, r"`\$.watched`"),
    ("viewings", {"film": "id-1", "id": "id-2"}, r"another document has its id, id-2 - at `\$.id`"),
    ("watchlist", {"film": "nowhere"}, r"document 1 of watchlist is no watchlist item: its film.*`\$.film`"),
    ("watchlist", {"film": "id-1", "added": 3}, r"`\$.added`"),
    ("trash", {"id": "x"}, "the table trash is not one to write"),
    ("meta", {"schema": 3}, "the table meta is not one to write"),
    ("_default", {"title": "Ran"}, "the table _default is not one to write"),
    ("lists", {"name": "mine"}, "the table lists is not one to write"),
]


@pytest.mark.parametrize(("table", "document", "reason"), REFUSED)
def test_what_is_no_film_viewing_or_watchlist_item_is_refused_in_one_sentence_and_nothing_is_changed(
    database: TinyDB, path: Path, places: Places, table: str, document: dict[str, Any], reason: str
) -> None:
    before, noted = path.read_bytes(), last_noted(places)
    with pytest.raises(DocumentError, match=reason) as refused:
        database.table(table).insert(document)
    assert str(refused.value).startswith("Nothing was changed, for ")
    assert str(refused.value).count(". ") == 0
    assert path.read_bytes() == before
    assert last_noted(places) == noted
    number = database.table("films").insert({"title": "Ran"})
    assert database.table("films").get(doc_id=number)["title"] == "Ran"  # type: ignore[index]  # it is


UPDATED = [
    ({"rating": 0}, r"document 1 of viewings is no viewing: a rating is .*`\$.rating`"),
    ({"film": "nowhere"}, r"`\$.film`"),
    ({"id": "another"}, r"an id stays as it is - at `\$.id`"),
    ({"edits": {}}, r"only filmjournal writes `edits` - at `\$.edits`"),
    ({"sources": []}, r"only filmjournal writes `sources`"),
    (dict.clear, "document 1 of viewings is no viewing"),
]


@pytest.mark.parametrize(("change", "reason"), UPDATED)
def test_an_update_that_makes_no_viewing_is_refused_for_all_that_it_would_change(
    database: TinyDB, path: Path, change: Any, reason: str
) -> None:
    stalker = database.table("films").all()[0]["id"]
    database.table("viewings").insert({"film": stalker})
    database.table("viewings").update({"headline": "x"}, doc_ids=[1])
    before = path.read_bytes()
    with pytest.raises(DocumentError, match=reason):
        database.table("viewings").update(change)
    assert path.read_bytes() == before


def test_of_many_that_are_inserted_one_that_is_refused_refuses_all(database: TinyDB, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(DocumentError, match="document 3 of films"):
        database.table("films").insert_multiple([{"title": "Ran"}, {"title": ""}, {"title": "Solaris"}])
    assert path.read_bytes() == before


def test_no_table_is_dropped(database: TinyDB, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(DocumentError, match="the table viewings belongs to every journal: `truncate`"):
        database.drop_table("viewings")
    with pytest.raises(DocumentError, match=r"belongs to every journal|not one to write"):
        database.drop_tables()
    assert path.read_bytes() == before


def test_what_another_program_saved_meanwhile_is_seen_and_stays(
    database: TinyDB, open_journal: OpenJournal, path: Path
) -> None:
    films = database.table("films")
    assert films.search(where("title") == "Mirror") == []
    other = open_journal()
    other.log(film("Mirror", id="m"), viewing())
    other.save()
    assert [found["id"] for found in films.search(where("title") == "Mirror")] == ["m"]
    assert films.insert({"title": "Ran"}) == 3
    opened = open_journal()
    assert {entry.film.title for entry in opened.entries} == {"Stalker", "Mirror"}
    assert len(opened.tables.films.values()) == 3


def test_what_another_program_writes_between_the_reading_and_the_saving_is_merged(
    database: TinyDB, open_journal: OpenJournal, places: Places
) -> None:
    def log_and_change(document: MutableMapping[str, Any]) -> None:
        other = open_journal()
        other.log(film("Mirror", id="m"), viewing())
        (stalker,) = [entry for entry in other.entries if entry.film.title == "Stalker"]
        other.revise(stalker.film, structs.replace(stalker.viewing, headline="Theirs", venue="Kino"))
        other.save()
        document["headline"] = "Ours"

    assert database.table("viewings").update(log_and_change) == [1]
    journal = open_journal()
    assert {entry.film.title for entry in journal.entries} == {"Stalker", "Mirror"}
    (stalker,) = [entry for entry in journal.entries if entry.film.title == "Stalker"]
    assert (stalker.viewing.headline, stalker.viewing.venue) == ("Ours", "Kino")
    assert [(each.key, each.value) for each in trash_items(journal.tables)] == [("headline", "Theirs")]
    assert database.table("viewings").get(doc_id=1)["headline"] == "Ours"  # type: ignore[index]  # it is


def test_the_number_of_what_was_inserted_is_the_one_it_has_where_another_program_took_its_own(
    database: TinyDB, open_journal: OpenJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Disk.make_folder

    def meanwhile(self: Disk, folder: Path) -> None:
        monkeypatch.setattr(Disk, "make_folder", real)
        other = open_journal()
        other.log(film("Mirror", id="m"), viewing())
        other.save()
        real(self, folder)

    monkeypatch.setattr(Disk, "make_folder", meanwhile)
    number = database.table("films").insert({"title": "Ran"})
    assert number == 3
    assert [document["title"] for document in database.table("films")] == ["Stalker", "Mirror", "Ran"]


def test_an_open_journal_notices_what_a_script_saved(database: TinyDB, journal: Journal) -> None:
    database.table("films").update({"year": 1979})
    found = journal.store.check_file()
    assert found is not None
    journal.store.reload(found)
    assert journal.entries[0].film.year == 1979
    assert journal.store.known.as_written


def test_the_day_is_backed_up_before_the_first_change_of_a_script(database: TinyDB, path: Path, places: Places) -> None:
    before = path.read_bytes()
    database.table("films").update({"year": 1979})
    backups = Backups(places.backups, Disk(), lambda: datetime.now(UTC))
    (backup,) = backups.list()
    assert (backup.reason, backups.read(backup)) == (BackupReason.DAY, before)


def test_before_a_change_of_more_records_than_an_undo_takes_back_the_journal_is_backed_up(
    database: TinyDB, places: Places
) -> None:
    database.table("films").insert_multiple({"title": f"Film {number}"} for number in range(MOST_ALTERED + 1))
    backups = Backups(places.backups, Disk(), lambda: datetime.now(UTC))
    assert [backup.reason for backup in backups.list()] == [BackupReason.SCRIPT]
    last = History(places.history, now=lambda: datetime.now(UTC), new_id=str).last()
    assert last is not None
    assert (last.title, last.altered) == ("Added 201 films in a script", None)


def test_nothing_is_written_where_nothing_changes(database: TinyDB, path: Path) -> None:
    before = path.read_bytes()
    database.table("films").update({"title": "Stalker"})
    database.table("films").update({"year": 1979}, where("title") == "Nothing")
    database.table("own").truncate()
    assert path.read_bytes() == before


def test_a_journal_is_begun_by_the_first_write_and_found_where_the_program_looks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, open_journal: OpenJournal
) -> None:
    monkeypatch.setenv("FILMJOURNAL", str(tmp_path / "named.json"))
    with filmjournal.database() as named:
        assert named.tables() == set()
        assert named.table("films").all() == []
        assert not (tmp_path / "named.json").exists()
        named.table("films").insert({"id": "f", "title": "Stalker"})
        named.table("viewings").insert({"id": "v", "film": "f"})
    assert [entry.id for entry in open_journal(tmp_path / "named.json").entries] == ["v"]
    monkeypatch.delenv("FILMJOURNAL")
    filmjournal.database().table("films").insert({"title": "Ran"})
    assert Places.find(None, os.environ).journal.exists()


def test_an_unchanged_file_is_read_only_once(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    real = Disk.read

    def counted(self: Disk, path: Path) -> bytes:
        read.append(path)
        return real(self, path)

    monkeypatch.setattr(Disk, "read", counted)
    monkeypatch.setattr("filmjournal.journal.disk.journal_file._is_settled", lambda _: True)
    with filmjournal.database(journal.path) as database:
        number = database.table("films").insert({"title": "Mirror"})
        assert len(database.table("films").all()) == 2
        database.table("films").remove(doc_ids=[number])
    assert read.count(journal.path) == 2  # once for the backup of the day


def test_a_document_that_cannot_be_read_is_mended_by_a_script(
    open_journal: OpenJournal, path: Path, places: Places
) -> None:
    ran, viewing_of_ran = '{"id": "f", "title": "Ran"}', '{"id": "v", "film": "f", "rating": 11}'
    path.write_text(f'{{"films": {{"1": {ran}}}, "viewings": {{"4": {viewing_of_ran}}}}}')
    viewings = filmjournal.database(path).table("viewings")
    with pytest.raises(DocumentError, match="document 4 of viewings cannot be read: change it so that it can"):
        viewings.truncate()
    viewings.update({"rating": 9}, where("rating") > 10)
    (entry,) = open_journal().entries
    assert entry.viewing.rating == 9
    assert records(path, "viewings").keys() == {"4"}
    assert open_journal().problems == ()


def test_a_journal_of_a_later_schema_can_only_be_read(path: Path) -> None:
    path.write_text('{"films": {"1": {"id": "f", "title": "Ran"}}, "meta": {"1": {"schema": 99}}}')
    films, before = filmjournal.database(path).table("films"), path.read_bytes()
    assert films.all() == [{"id": "f", "title": "Ran"}]
    with pytest.raises(NewerSchemaError):
        films.insert({"title": "Solaris"})
    assert path.read_bytes() == before


def test_what_cannot_be_saved_is_not_saved_by_the_next_write_either(
    database: TinyDB, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Disk, handle: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(Disk, "write", full)
        with pytest.raises(JournalError, match="no space left"):
            database.table("films").insert({"title": "Ran"})
    assert path.read_bytes() == before
    assert len(database.table("films")) == 1
    database.table("films").insert({"title": "Solaris"})
    assert [document["title"] for document in database.table("films")] == ["Stalker", "Solaris"]


def test_a_file_that_is_gone_is_not_written_anew(database: TinyDB, path: Path) -> None:
    path.unlink()
    with pytest.raises(GoneError):
        database.table("films").insert({"title": "Ran"})
    assert not path.exists()


def test_a_record_that_tinydb_cannot_hold_is_named_and_kept(path: Path) -> None:
    content = b'{"films": {"1": {"id": "f", "title": "Ran"}, "2": {"id": NaN}}}'
    path.write_bytes(content)
    with filmjournal.database(path) as database, pytest.raises(CannotReadError, match="TinyDB"):
        database.table("films").all()
    path.write_text('{"films": {"odd": {"id": "f", "title": "Ran"}}}')
    with filmjournal.database(path) as database, pytest.raises(CannotReadError, match="one of films is called “odd”"):
        database.table("films").all()


def test_importing_the_package_imports_no_tinydb() -> None:
    code = "import filmjournal, sys; print(any(name.startswith('tinydb') for name in sys.modules), len(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split()[0] == "False"
