import csv
import io
import json
from pathlib import Path

import pytest
from msgspec import structs, to_builtins

from builders import SAMPLE, film, viewing
from filmjournal.exchange.writers.save_files import NOTES
from filmjournal.journal.places import Places
from filmjournal.model.import_changes import ImportChanges, ImportedRecord
from filmjournal.model.source import StoredSource
from filmjournal.model.wish import Wish
from filmjournal.transfer.export_formats import EXPORT_FORMATS
from shell_runs import Run, open_at, review, run_verb

VIEWING, WISH = "2026-11-20 Stalker (1979).md", "Watchlist/Nostalgia (1983).md"


def another(folder: Path) -> Places:
    """Return the places of a journal that is not there yet."""
    return Places.around(folder / "elsewhere" / "journal.json", folder / "elsewhere-state", folder / "config")


@pytest.mark.parametrize("name", [each.name for each in EXPORT_FORMATS if each.name not in {"markdown", "article"}])
def test_a_text_goes_to_standard_output_or_into_a_file(run: Run, sampled: Places, name: str, tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    piped, written = run("export", "--to", name), run("export", "--to", name, "-o", str(path))
    assert (piped.status, written.status, written.out) == (0, 0, "")
    assert path.read_text(encoding="utf-8") == piped.out
    assert written.err.splitlines()[0] == f"Wrote {path}."


def test_a_query_says_what_goes_out_and_in_what_order(run: Run, logged: Places) -> None:
    done = run("export", "--to", "csv", "-title:mirror", "sort:title")
    assert [row["title"] for row in csv.DictReader(io.StringIO(done.out))] == ["Solaris", "Stalker"]


def test_json_has_all_that_find_tells(run: Run, sampled: Places) -> None:
    exported = json.loads(run("export", "--to", "json").out)
    assert [each for each in exported if "list" not in each] == json.loads(run("find", "--json").out)


def test_json_of_everything_has_the_watchlist_and_where_things_came_from(run: Run, logged: Places) -> None:
    journal = open_at(logged)
    (first, *_) = journal.entries
    row = StoredSource("letterboxd", "diary", "https://boxd.it/1", {"Name": "x"}, {"title": "sum"})
    journal.apply_import(ImportChanges((ImportedRecord(first.film, first.film, (row,)),)), "Imported")
    journal.add_to_watchlist(film("Nostalgia", year=1983), Wish("", "", why="Ana"))
    journal.save()
    whole, part = (json.loads(run("export", "--to", "json", *query).out) for query in ([], ["solaris"]))
    rows = [to_builtins(row)]
    assert [each["title"] for each in whole] == ["Solaris", "Mirror", "Stalker", "Nostalgia"]
    assert whole[3]["wish"]["why"] == "Ana"
    assert next(each for each in whole if each["film"] == first.film.id)["film_sources"] == rows
    assert part == [each for each in whole if each["title"] == "Solaris"]


def test_the_watchlist_goes_out_too_or_that_it_does_not_is_reported(run: Run, places: Places, tmp_path: Path) -> None:
    journal = open_at(places)
    journal.add_to_watchlist(film("Nostalgia", year=1983), Wish("", ""))
    journal.save()
    assert [each["title"] for each in json.loads(run("export", "--to", "json").out)] == ["Nostalgia"]
    assert run("export", "--to", "html").status == 1
    left_out = "Left out, but included in json: the watchlist (1 film)"
    assert run("export", "--to", "csv").err == f"{left_out}; a folder has room for the watchlist too.\n"
    journal.log(film("Stalker", year=1979), viewing())
    journal.save()
    for name in ("page", "html", "letterboxd"):
        assert run("export", "--to", name).err.splitlines()[-1] == f"{left_out}."
        assert "watchlist" not in run("export", "--to", name, "stalker").err
    for name, files in {"csv": {"viewings.csv", "watchlist.csv"}, "markdown": {WISH, VIEWING}}.items():
        folder, elsewhere = tmp_path / name, another(tmp_path / f"{name} elsewhere")
        assert run("export", "--to", name, "-o", str(folder)).err.startswith("Wrote ")
        assert "watchlist (" not in run("export", "--to", name, "-o", str(folder), "--force").err
        assert {str(each.relative_to(folder)) for each in folder.rglob("*.*")} - {NOTES} == files
        assert run_verb(elsewhere, "import", str(folder), "--yes").status == 0
        assert [structs.replace(each.wish, film="") for each in open_at(elsewhere).watchlist] == [
            structs.replace(each.wish, film="") for each in journal.watchlist
        ]
        assert "Nothing is new" in run_verb(elsewhere, "import", str(folder), "--yes").err


def test_a_wish_that_was_fulfilled_leaves_its_file_which_is_reported(run: Run, logged: Places, tmp_path: Path) -> None:
    journal = open_at(logged)
    wished = journal.add_to_watchlist(film("Nostalgia", year=1983), Wish("", ""))
    journal.save()
    export = ("export", "--to", "markdown", "-o", str(tmp_path / "vault"))
    assert run(*export).err == f"Wrote 4 files into {tmp_path / 'vault'}.\n"
    assert run(*export).err == f"Wrote 0 files into {tmp_path / 'vault'}; 4 files had nothing new.\n"
    journal.remove_from_watchlist(wished.id)
    journal.save()
    assert run(*export).err.splitlines()[1:] == [
        "1 file of an earlier export, no longer among these:",
        f"  {WISH}",
        "Only in the journal itself: 1 thing in the trash and 1 film without a viewing.",
    ]


def test_what_a_table_leaves_out_is_counted(run: Run, sampled: Places, tmp_path: Path) -> None:
    tables = json.loads(sampled.journal.read_text(encoding="utf-8"))
    next(iter(tables["viewings"].values()))["shelf"] = "B2"
    sampled.journal.write_text(json.dumps(tables), encoding="utf-8")
    stated = "Left out, but included in json: keys of your own (1 record) and 2 lists.\n"
    assert run("export", "--to", "csv").err == stated
    assert run("export", "--to", "markdown", "-o", str(tmp_path / "vault")).err.endswith(stated)
    assert run("export", "--to", "json").err == ""
    tables["lists"] = {"7": {"service": "letterboxd", "key": "farm", "about": {"Name": "Farm animals"}, "rows": []}}
    sampled.journal.write_text(json.dumps(tables), encoding="utf-8")
    stated = "Left out, but included in json: keys of your own (1 record) and 3 lists.\n"
    for name in ("csv", "page", "html", "letterboxd"):
        assert run("export", "--to", name).err.splitlines()[-1] == stated.strip()
    assert '{"list":{"service":"letterboxd","key":"farm"' in run("export", "--to", "json").out
    tables |= {"plugins": {}, "viewings": {**tables["viewings"], "99": {"id": "x"}}}
    sampled.journal.write_text(json.dumps(tables), encoding="utf-8")
    stated = "Only in the journal itself: 1 table of your own and 1 record that cannot be read."
    assert run("export", "--to", "json").err.splitlines()[-1] == stated


@pytest.mark.parametrize("name", [each.name for each in EXPORT_FORMATS])
def test_where_nothing_is_found_nothing_is_written(run: Run, sampled: Places, tmp_path: Path, name: str) -> None:
    before = set(tmp_path.iterdir())
    done = run("export", "--to", name, "title:nonesuch", "-o", str(tmp_path / "out"))
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Nothing was found.")
    assert set(tmp_path.iterdir()) == before


def test_a_file_is_not_written_over_without_force(run: Run, sampled: Places, tmp_path: Path) -> None:
    path = tmp_path / "films.json"
    path.write_text("mine", encoding="utf-8")
    done = run("export", "--to", "json", "-o", str(path))
    assert (done.status, done.out) == (2, "")
    assert done.err == f"{path} is there already: --force writes over it, or name another file.\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert run("export", "--to", "json", "-o", str(path), "--force").status == 0
    assert json.loads(path.read_text(encoding="utf-8"))


def test_a_folder_has_to_be_named(run: Run, sampled: Places) -> None:
    done = run("export", "--to", "markdown")
    assert (done.status, done.out) == (2, "")
    assert "-o films" in done.err


def test_a_folder_is_written_again_only_where_something_changed(run: Run, logged: Places, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    export = ("export", "--to", "markdown", "-o", str(folder))
    assert run(*export).err == f"Wrote 3 files into {folder}.\n"
    assert run(*export).err == f"Wrote 0 files into {folder}; 3 files had nothing new.\n"
    journal = open_at(logged)
    review(journal, journal.entries[0], "Anew.")
    assert run(*export).err == f"Wrote 1 file into {folder}; 2 files had nothing new.\n"
    mirror = folder / "2026-11-19 Mirror (1979).md"
    mirror.write_text(f"{mirror.read_text(encoding='utf-8')}Mine.\n", encoding="utf-8")
    done = run(*export, "mirror")
    assert done.status == 0
    assert done.err.splitlines() == [
        f"Wrote 0 files into {folder}.",
        "1 file edited by hand since the last export: left as it is; `filmjournal export --force` overwrites it.",
        f"  {mirror.name}",
        "2 files of an earlier export, no longer among these:",
        "  2026-11-18 Stalker (1979).md",
        "  2026-11-20 Solaris (1979).md",
    ]
    assert len(set(folder.iterdir()) - {folder / NOTES}) == 3


def test_letterboxd_gets_a_folder_of_files_where_one_is_too_large(run: Run, logged: Places, tmp_path: Path) -> None:
    journal = open_at(logged)
    for entry in journal.entries:
        review(journal, entry, "é" * 300_000)
    for where in ([], ["-o", str(tmp_path / "films.csv")]):
        done = run("export", "--to", "letterboxd", *where)
        assert (done.status, done.out) == (2, "")
        assert "This is 3 files" in done.err
    folder = tmp_path / "films"
    assert run("export", "--to", "letterboxd", "-o", str(folder)).status == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"letterboxd-{number}.csv" for number in (1, 2, 3)]


def test_of_several_files_none_is_written_where_one_is_there(run: Run, logged: Places, tmp_path: Path) -> None:
    journal = open_at(logged)
    for entry in journal.entries:
        review(journal, entry, "é" * 300_000)
    (tmp_path / "letterboxd-2.csv").write_text("mine", encoding="utf-8")
    done = run("export", "--to", "letterboxd", "-o", str(tmp_path))
    assert done.status == 2
    assert not (tmp_path / "letterboxd-1.csv").exists()


def test_what_a_format_has_no_place_for_is_reported_beside_it(run: Run, sampled: Places) -> None:
    done = run("export", "--to", "letterboxd")
    assert "Letterboxd's import has no place for: liked, spoilers, venue, format, companions." in done.err.splitlines()
    assert done.out.startswith("LetterboxdURI,")


def test_the_journal_is_only_read(run: Run, sampled: Places, tmp_path: Path) -> None:
    run("export", "--to", "json")
    run("export", "--to", "markdown", "-o", str(tmp_path / "vault"))
    assert sampled.journal.read_bytes() == SAMPLE.read_bytes()


def test_a_format_has_to_be_named_and_be_one(run: Run, places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    done = run("export", "stalker")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "Name a format: `filmjournal export --to FORMAT`. "
        "The formats are json, csv, markdown, page, article, html, letterboxd.\n"
    )
    with pytest.raises(SystemExit) as left:
        run("export", "--to", "docx")
    assert left.value.code == 2
    assert "letterboxd" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_reported(run: Run, sampled: Places, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("export", "--to", "json", "-o", str(tmp_path / "file" / "films.json"))
    assert (done.status, done.out) == (2, "")
    assert "cannot be written" in done.err


@pytest.mark.parametrize("name", ["json", "csv", "markdown"])
def test_what_was_taken_away_can_be_brought_in_elsewhere(run: Run, sampled: Places, tmp_path: Path, name: str) -> None:
    away, elsewhere = tmp_path / "away", another(tmp_path)
    run("export", "--to", name, "-o", str(away))
    assert run_verb(elsewhere, "import", str(away), "--yes", "--no-lookup").status == 0
    for where in (sampled, elsewhere):
        assert "Nothing is new" in run_verb(where, "import", str(away), "--yes", "--no-lookup").err
    here, there = (json.loads(run_verb(each, "find", "--json").out) for each in (sampled, elsewhere))
    assert there == here


def test_the_journal_itself_is_never_written_over(run: Run, sampled: Places) -> None:
    before = sampled.journal.read_bytes()
    done = run("export", "--to", "csv", "-o", str(sampled.journal), "--force")
    assert (done.status, done.err) == (2, f"{sampled.journal} is the journal itself: name another file.\n")
    assert sampled.journal.read_bytes() == before


def test_keys_of_somebodys_own_go_out_and_come_in_again_wherever_they_stand(
    run: Run, sampled: Places, tmp_path: Path
) -> None:
    tables = json.loads(sampled.journal.read_text(encoding="utf-8"))
    own = {"shelf": {"row": ["B", 2]}, "sources": [], "edits": {}}
    first = next(each for each in tables["viewings"].values() if each.get("breakdown"))
    stated = next(each for each in tables["films"].values() if each["id"] == first["film"])
    first |= own
    stated |= own
    first["breakdown"][-1]["mood"] = "low"
    stated["credits"][0]["born"] = 1964
    stated["external_ids"] = {**stated.get("external_ids", {}), "mubi": "61"}
    (wish,) = [{"id": "w1", "film": stated["id"], "shelf": None}]
    tables["watchlist"] = {"1": wish}
    sampled.journal.write_text(json.dumps(tables), encoding="utf-8")
    away, elsewhere = tmp_path / "away.json", another(tmp_path)
    run("export", "--to", "json", "-o", str(away))
    assert run_verb(elsewhere, "import", str(away), "--yes").status == 0
    there = json.loads(elsewhere.journal.read_text(encoding="utf-8"))
    viewing = next(each for each in there["viewings"].values() if each["id"] == first["id"])
    film = next(each for each in there["films"].values() if each["id"] == viewing["film"])
    assert (viewing["shelf"], film["shelf"]) == (own["shelf"], own["shelf"])
    assert viewing["breakdown"] == first["breakdown"]
    assert film["external_ids"] == stated["external_ids"]
    assert [each.get("born") for each in film["credits"]].count(1964) == 1
    (wished,) = there["watchlist"].values()
    assert (wished["shelf"], "edits" in viewing) == (None, False)
    assert "Nothing is new" in run_verb(elsewhere, "import", str(away), "--yes").err
