import os
import zipfile
from pathlib import Path

import pytest

from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.markdown import ENDINGS
from filmjournal.exchange.reading.disk_files import READ_IN_FOLDERS, read_path
from filmjournal.exchange.reading.files import Limits, beginning_of


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "letterboxd-ann"
    (folder / "likes").mkdir(parents=True)
    (folder / "diary.csv").write_bytes(b"Date,Name\n")
    (folder / "likes" / "films.csv").write_bytes(b"Name\n")
    (folder / "poster.jpg").write_bytes(b"\xff\xd8")
    (folder / ".git").mkdir()
    (folder / ".git" / "notes.txt").write_bytes(b"x")
    return folder


def test_a_folder_is_its_tables_and_texts(export: Path) -> None:
    assert dict(read_path(export)) == {"diary.csv": b"Date,Name\n", "likes/films.csv": b"Name\n"}


def test_a_single_file_is_known_by_its_name(export: Path) -> None:
    files = read_path(export / "diary.csv")
    assert dict(files) == {"diary.csv": b"Date,Name\n"}
    assert beginning_of(files, "diary.csv") == b"Date,Name\n"


def test_a_folder_that_says_what_is_in_it_stands_in_the_name_also_where_it_is_what_was_named(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(export / "likes")
    for path in (export / "likes", export / "likes" / "films.csv", Path("films.csv"), Path()):
        assert dict(read_path(path)) == {"likes/films.csv": b"Name\n"}


def test_a_zip_is_known_by_how_it_begins(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export", "w") as archive:
        archive.writestr("diary.csv", b"Date")
    assert dict(read_path(tmp_path / "export")) == {"diary.csv": b"Date"}


def test_a_zip_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(b"<html>404</html>")
    with pytest.raises(CannotImportError, match=r"export\.zip is no ZIP, or a damaged one"):
        read_path(tmp_path / "export.zip")


def test_a_link_out_of_a_folder_is_left_out_and_told(export: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (export / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (export / "same.csv").symlink_to(export / "diary.csv")
    files = read_path(export)
    assert sorted(files) == ["diary.csv", "likes/films.csv", "same.csv"]
    assert files.notes == ("secret.txt is a link out of the folder, and was left out.",)


def test_a_link_to_a_folder_is_not_followed(export: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "notes.txt").write_bytes(b"x")
    (export / "elsewhere").symlink_to(tmp_path / "elsewhere")
    assert sorted(read_path(export)) == ["diary.csv", "likes/films.csv"]


def test_what_is_not_there_or_holds_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotImportError, match="There is no "):
        read_path(tmp_path / "nowhere.csv")
    with pytest.raises(CannotImportError, match="There is nothing to read in "):
        read_path(tmp_path)


def test_of_a_folder_with_an_archive_alone_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "letterboxd-ana.ZIP").touch()
    with pytest.raises(CannotImportError, match=r"letterboxd-ana\.ZIP is in it: name that\."):
        read_path(tmp_path)


def test_what_is_neither_file_nor_folder_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(CannotImportError, match="is neither a file nor a folder"):
        read_path(tmp_path / "pipe.csv")


def test_a_file_that_is_too_large_is_not_read(export: Path) -> None:
    limits = Limits(one=2**20)
    (export / "diary.csv").write_bytes(bytes(2**20 + 1))
    with pytest.raises(CannotImportError, match=r"diary\.csv is larger than 1 MB"):
        read_path(export, limits)["diary.csv"]


def test_a_file_of_two_gigabytes_in_a_folder_keeps_no_other_from_being_read(export: Path) -> None:
    with (export / "watched.csv").open("wb") as huge:
        huge.truncate(2**31)
    files = read_path(export)
    assert files["diary.csv"]
    with pytest.raises(CannotImportError, match=r"watched\.csv is larger than 256 MB"):
        files["watched.csv"]


def test_a_folder_with_more_in_it_than_any_export_is_refused(export: Path) -> None:
    with pytest.raises(CannotImportError, match="has more in it than any export"):
        read_path(export, Limits(files=1))
    with pytest.raises(CannotImportError, match="has more in it than any export"):
        read_path(export, Limits(together=12))


def test_a_file_that_is_gone_meanwhile_is_told(export: Path) -> None:
    files = read_path(export)
    (export / "diary.csv").unlink()
    with pytest.raises(CannotImportError, match=r"diary\.csv cannot be read: No such file or directory"):
        files["diary.csv"]


def test_every_ending_that_markdown_has_is_read_in_folders() -> None:
    assert READ_IN_FOLDERS.issuperset(ENDINGS)


def test_a_folder_of_nothing_but_links_out_of_it_says_so(export: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "diary.csv").symlink_to(export / "diary.csv")
    with pytest.raises(CannotImportError, match=r"no CSV, .* diary\.csv is a link out of the folder"):
        read_path(tmp_path / "links")
