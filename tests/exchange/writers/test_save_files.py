"""What goes out is put onto the disk without harm to anything that stands there."""

import os
from pathlib import Path

import pytest
from msgspec import structs

from builders import entry
from filmjournal.exchange.writers.markdown import WATCHLIST, write_folder
from filmjournal.exchange.writers.save_files import NOTES, CannotWriteError, FolderReport, save_files, save_folder
from filmjournal.exchange.writers.selection import Selection
from filmjournal.model.viewing import Entry

STALKER, MIRROR = entry(id="v1", year=1979), entry("Mirror", "2026-11-19", id="v2", year=1975)
STALKER_FILE, MIRROR_FILE = "2026-11-20 Stalker (1979).md", "2026-11-19 Mirror (1975).md"


def put(folder: Path, *entries: Entry, force: bool = False) -> FolderReport:
    return save_folder(folder, write_folder(Selection(entries)).documents, force=force)


def reviewed(stated: Entry, review: str) -> Entry:
    return Entry(structs.replace(stated.viewing, review=review), stated.film)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {NOTES}


def test_a_file_is_written_where_none_is_and_over_one_only_with_force(tmp_path: Path) -> None:
    path = tmp_path / "new" / "films.json"
    save_files({path: "one"}, force=False)
    with pytest.raises(CannotWriteError, match="is there already"):
        save_files({path: "two"}, force=False)
    assert path.read_text(encoding="utf-8") == "one"
    save_files({path: "two"}, force=True)
    assert path.read_text(encoding="utf-8") == "two"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_never_taken_for_a_file_nor_a_file_for_a_folder(tmp_path: Path, force: bool) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(CannotWriteError, match="is a folder"):
        save_files({tmp_path: "one"}, force=force)
    with pytest.raises(CannotWriteError, match="is a file"):
        put(file, STALKER, force=force)


@pytest.mark.parametrize("force", [False, True])
def test_a_linked_folder_is_not_written_through_and_a_pipe_is_not_replaced(tmp_path: Path, force: bool) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "vault" / WATCHLIST).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(CannotWriteError, match="is a link to elsewhere"):
        put(tmp_path / "vault", STALKER, force=force)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotWriteError, match="is no file"):
        save_files({tmp_path / "pipe": "one"}, force=force)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("mine", encoding="utf-8")
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / STALKER_FILE).symlink_to(outside)
    assert put(folder, STALKER).written == ("2026-11-20 Stalker (1979) 2.md",)
    link = tmp_path / "link.json"
    link.symlink_to(outside)
    with pytest.raises(CannotWriteError):
        save_files({link: "two"}, force=False)
    save_files({link: "two"}, force=True)
    assert outside.read_text(encoding="utf-8") == "mine"


def test_the_second_time_nothing_is_written(tmp_path: Path) -> None:
    assert set(put(tmp_path, STALKER, MIRROR).written) == {STALKER_FILE, MIRROR_FILE}
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.iterdir()}
    assert put(tmp_path, STALKER, MIRROR) == FolderReport(unchanged=2)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.iterdir()} == before


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    put(tmp_path, STALKER, MIRROR)
    assert put(tmp_path, reviewed(STALKER, "Wet."), MIRROR) == FolderReport((STALKER_FILE,), unchanged=1)
    assert "Wet." in (tmp_path / STALKER_FILE).read_text(encoding="utf-8")


def test_a_file_that_somebody_changed_stays_unless_forced(tmp_path: Path) -> None:
    put(tmp_path, STALKER)
    path = tmp_path / STALKER_FILE
    path.write_text(path.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    assert put(tmp_path, reviewed(STALKER, "Wet.")) == FolderReport(changed=(STALKER_FILE,))
    assert "Mine." in path.read_text(encoding="utf-8")
    assert put(tmp_path, STALKER, force=True) == FolderReport((STALKER_FILE,))
    assert "Mine." not in path.read_text(encoding="utf-8")


def test_a_file_that_somebody_renamed_keeps_its_name(tmp_path: Path) -> None:
    put(tmp_path, STALKER)
    (tmp_path / STALKER_FILE).rename(tmp_path / "The Zone.md")
    assert put(tmp_path, reviewed(STALKER, "Wet.")) == FolderReport(("The Zone.md",))
    assert names(tmp_path) == {"The Zone.md"}


def test_what_was_left_from_before_is_reported_and_nothing_of_others_is(tmp_path: Path) -> None:
    put(tmp_path, STALKER, MIRROR)
    (tmp_path / "Shopping.md").write_text("- milk\n", encoding="utf-8")
    (tmp_path / "Theirs.md").write_text("---\nid: other\n---\n", encoding="utf-8")
    assert put(tmp_path, STALKER) == FolderReport(unchanged=1, left=(MIRROR_FILE,))
    assert names(tmp_path) == {STALKER_FILE, MIRROR_FILE, "Shopping.md", "Theirs.md"}


def test_a_note_of_somebodys_that_has_the_name_already_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / STALKER_FILE.upper()).write_text("mine", encoding="utf-8")
    assert put(tmp_path, STALKER).written == ("2026-11-20 Stalker (1979) 2.md",)
    assert (tmp_path / STALKER_FILE.upper()).read_text(encoding="utf-8") == "mine"


def test_two_viewings_of_one_day_keep_their_names_whichever_goes_out(tmp_path: Path) -> None:
    again = Entry(structs.replace(STALKER.viewing, id="v9"), STALKER.film)
    put(tmp_path, again, STALKER)
    assert put(tmp_path, reviewed(again, "Again.")).written == ("2026-11-20 Stalker (1979) 2.md",)
    assert put(tmp_path, reviewed(STALKER, "First.")).written == (STALKER_FILE,)


def test_what_was_written_is_as_open_to_others_as_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    save_files({tmp_path / "ours": "one"}, force=False)
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "other").stat().st_mode
