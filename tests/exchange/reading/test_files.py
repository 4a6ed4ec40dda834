import os
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.markdown import ENDINGS
from filmjournal.exchange.reading import files
from filmjournal.exchange.reading.files import (
    BEGINNING,
    READ_IN_FOLDERS,
    Limits,
    beginning_of,
    from_zip,
    read_path,
    within_sections,
)

COMPRESSIONS = (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(CannotImportError) as error:
        dict(from_zip(data, "export.zip", limits or Limits()))
    return str(error.value)


def test_the_files_in_a_zip_are_read_by_their_paths() -> None:
    files = from_zip(zipped(("letterboxd-ann/diary.csv", b"Date"), ("letterboxd-ann/likes/films.csv", b"Name")))
    assert dict(files) == {"letterboxd-ann/diary.csv": b"Date", "letterboxd-ann/likes/films.csv": b"Name"}


def test_what_a_system_adds_to_a_zip_is_left_out() -> None:
    members = [("__MACOSX/._diary.csv", b"x"), (".DS_Store", b"x"), ("a/.git/config", b"x"), ("diary.csv", b"Date")]
    assert list(from_zip(zipped(*members))) == ["diary.csv"]


def test_a_link_in_a_zip_is_not_followed() -> None:
    link = zipfile.ZipInfo("passwords.csv")
    link.external_attr = 0o120777 << 16
    assert refused(zipped((link, b"/etc/passwd"))) == "passwords.csv in export.zip is a link: it was not read."


@pytest.mark.parametrize(
    "name", ["../diary.csv", "a/../../diary.csv", "/etc/diary.csv", "..", "C:/diary.csv", "a\\..\\b"]
)
def test_a_name_that_points_out_of_the_zip_is_refused(name: str) -> None:
    assert refused(zipped((name, b"x"))) == f"{name} in export.zip points outside of it: it was not read."


def test_what_cannot_be_read_is_left_out_and_reported_and_the_rest_is_read() -> None:
    link = zipfile.ZipInfo("passwords.csv")
    link.external_attr = 0o120777 << 16
    with pytest.warns(UserWarning, match="Duplicate name"):
        made = zipped(
            ("../evil.csv", b"x"),
            ("/etc/cron.csv", b"x"),
            (link, b"/etc/passwd"),
            *(("twice.csv", b"x"),) * 3,
            ("ratings.csv", b"Date"),
            ("watched.csv", b"Date"),
            ("diary.csv", b"Date"),
        )
    data = bytearray(made)
    for name in (b"ratings.csv", b"watched.csv"):
        data[data.rindex(name) - 46 + 8] |= 1
    files = from_zip(bytes(data), "export.zip")
    assert dict(files) == {"diary.csv": b"Date"}
    assert files.notes == (
        "../evil.csv and 1 more in export.zip point outside of it: they were not read.",
        "passwords.csv in export.zip is a link: it was not read.",
        "twice.csv in export.zip is there twice: unpack it and import the folder.",
        "ratings.csv and 1 more in export.zip are encrypted: unpack it and import the folder.",
    )


def test_two_dots_within_a_name_are_just_two_dots() -> None:
    assert list(from_zip(zipped(("lists/to-be-continued...csv", b"x")))) == ["lists/to-be-continued...csv"]


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_file_that_inflates_without_end_is_stopped_on_the_way(compression: int) -> None:
    limits = Limits(one=2**20)
    data = zipped(("diary.csv", bytes(2**24)), compression=compression)
    assert len(data) < 2**16
    assert refused(data, limits).startswith("diary.csv in export.zip is larger than 1 MB when it is inflated")


def test_many_files_may_not_inflate_to_more_than_all_may_have_together() -> None:
    data = zipped(*((f"lists/{number}.csv", bytes(2**19)) for number in range(8)))
    assert "is larger than" in refused(data, Limits(together=3 * 2**20))


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_what_a_zip_says_of_its_sizes_is_not_believed(compression: int) -> None:
    data = zipped(("diary.csv", bytes(2**25)), compression=compression)
    size = (2**25).to_bytes(4, "little")
    assert data.count(size) >= 2
    tracemalloc.start()
    try:
        sentence = refused(data.replace(size, (10).to_bytes(4, "little")))
        assert tracemalloc.get_traced_memory()[1] < 2**24, "it was inflated all the same"
    finally:
        tracemalloc.stop()
    assert sentence == "diary.csv in export.zip is damaged: download it once more."


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_beginning_costs_no_more_than_a_beginning(compression: int) -> None:
    files = from_zip(zipped(("diary.csv", bytes(2**25)), compression=compression))
    tracemalloc.start()
    try:
        assert files.beginning("diary.csv") == bytes(BEGINNING)
        assert tracemalloc.get_traced_memory()[1] < 2**24, "LZMA has a dictionary of 8 MB"
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, *COMPRESSIONS])
@given(data=st.binary(max_size=300) | st.integers(0, 2**17).map(lambda size: b"Date,Name\n" * size))
@settings(max_examples=examples(20), deadline=None)
def test_whichever_way_a_file_is_compressed_it_is_read_to_the_byte(compression: int, data: bytes) -> None:
    made = zipped(("a.csv", b"Date"), ("diary.csv", data), compression=compression)
    assert dict(from_zip(made)) == {"a.csv": b"Date", "diary.csv": data}


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_file_of_which_any_byte_was_changed_is_read_as_it_was_or_refused(compression: int) -> None:
    made = zipped(("diary.csv", b"Date,Name\n2026-11-24,Pig\n" * 3), compression=compression)
    for place in range(made.index(b"PK\x01\x02")):
        changed = bytearray(made)
        changed[place] ^= 0x55
        try:
            assert dict(from_zip(bytes(changed))) == {"diary.csv": b"Date,Name\n2026-11-24,Pig\n" * 3}, place
        except CannotImportError:
            continue


def test_a_zip_of_countless_files_is_refused_before_they_are_listed() -> None:
    data = zipped(*((f"{number}.csv", b"") for number in range(11)))
    assert refused(data, Limits(files=10)).startswith("export.zip has more than 10 files in it")


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(zipped(("diary.csv", b"Date")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)) == "diary.csv in export.zip is encrypted: unpack it and import the folder."


def test_an_unknown_compression_is_refused() -> None:
    data = bytearray(zipped(("diary.csv", b"Date")))
    data[data.index(b"PK\x01\x02") + 10] = 98
    assert refused(bytes(data)) == "diary.csv in export.zip is compressed in an unknown way: unpack it first."


def test_one_name_twice_in_a_zip_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("diary.csv", b"one"), ("diary.csv", b"two"))
    assert refused(data) == "diary.csv in export.zip is there twice: unpack it and import the folder."


def test_a_zip_is_damaged_wherever_it_is_cut_short() -> None:
    data = zipped(("diary.csv", b"Date,Name\n" * 50), ("watched.csv", b"Date"))
    for end in range(4, len(data), 7):
        assert "damaged" in refused(data[:end])


def test_a_damaged_file_does_no_harm_to_the_others() -> None:
    data = bytearray(zipped(("diary.csv", b"Date" * 9), ("watched.csv", b"Name"), compression=zipfile.ZIP_STORED))
    data[data.index(b"DateDate")] ^= 0xFF
    files = from_zip(bytes(data), "export.zip")
    assert files["watched.csv"] == b"Name"
    with pytest.raises(CannotImportError, match=r"diary\.csv in export\.zip is damaged"):
        files["diary.csv"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/b/Diary.csv", "diary.csv"),
        ("a/likes/films.csv", "likes/films.csv"),
        ("deleted/lists/x.csv", "deleted/lists/x.csv"),
        ("likes/a/films.csv", "films.csv"),
    ],
)
def test_only_folders_that_say_something_belong_to_a_name(path: str, name: str) -> None:
    assert within_sections(path) == name


def test_a_beginning_shows_what_a_file_is_though_its_end_is_damaged() -> None:
    whole = b"Date,Name\n" + bytes(range(256)) * 2**10
    data = bytearray(zipped(("diary.csv", whole), compression=zipfile.ZIP_STORED))
    data[data.index(b"Date") + len(whole) - 1] ^= 0xFF
    files = from_zip(bytes(data))
    assert beginning_of(files, "diary.csv") == whole[:BEGINNING] == beginning_of({"a": whole}, "a")
    with pytest.raises(CannotImportError):
        files["diary.csv"]


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


def test_a_link_out_of_a_folder_is_left_out_and_reported(export: Path, tmp_path: Path) -> None:
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


def test_what_is_not_there_or_holds_nothing_is_reported(tmp_path: Path) -> None:
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


def test_what_became_a_pipe_or_gives_nothing_is_not_waited_for(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_path(export)
    for read in (found.beginning, found.__getitem__):
        (export / "diary.csv").unlink()
        os.mkfifo(export / "diary.csv")
        with pytest.raises(CannotImportError, match="neither a file nor a folder"):
            read("diary.csv")
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    with pytest.raises(CannotImportError, match="neither a file nor a folder"):
        read_path(export / "diary.csv")


def test_a_file_that_has_nothing_yet_as_those_of_the_system_is_not_waited_for() -> None:
    read, write = os.pipe()
    os.set_blocking(read, False)
    with (
        os.fdopen(read, "rb") as opened,
        os.fdopen(write, "wb"),
        pytest.raises(BlockingIOError, match="nothing to read"),
    ):
        files._next_bytes(opened, 4)


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


def test_a_file_that_is_gone_meanwhile_is_reported(export: Path) -> None:
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
