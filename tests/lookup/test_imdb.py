"""IMDb's files are read as IMDb writes them."""

import gzip
from pathlib import Path

import pytest

from filmjournal.lookup.imdb import FILES, films_in
from filmjournal.lookup.seed import SeedFilm
from filmjournal.model.errors import InvalidValueError
from imdb_files import put, write_imdb


def read(folder: Path, votes: int = 1000) -> dict[str, SeedFilm]:
    return {film.imdb: film for film in films_in(folder, votes=votes, progress=lambda *_: None)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_imdb(tmp_path)


def test_a_film_is_read_from_all_five_files(folder: Path) -> None:
    assert read(folder)["tt0094964"] == SeedFilm(
        title="Dead Ringers",
        id="tt0094964",
        year=1988,
        runtime=116,
        directors=("David Cronenberg",),
        writers=("David Cronenberg", "Norman Snider"),
        cinematographers=("Peter Suschitzky",),
        composers=("Howard Shore",),
        editors=("Ronald Sanders",),
        producers=("Marc Boyman",),
        cast=(("Jeremy Irons", "Beverly Mantle / Elliot Mantle"), ("Geneviève Bujold", "Claire Niveau")),
        billed=True,
        genres=("Drama", "Horror", "Science Fiction"),
        imdb="tt0094964",
        popularity=0.963,
        sources=("imdb.com",),
    )


def test_what_is_no_film_or_too_little_known_is_left_out(folder: Path) -> None:
    assert set(read(folder)) == {"tt0094964", "tt0079944"}, "no series, no episode, nothing for adults"
    assert set(read(folder, votes=1)) == {"tt0094964", "tt0079944", "tt9999999"}


def test_what_is_not_known_is_empty_and_no_backslash(folder: Path) -> None:
    film = read(folder, votes=1)["tt9999999"]
    assert film == SeedFilm(
        title='A "Quoted Film',
        id="tt9999999",
        cast=(("Nobody In Particular", ""),),
        billed=True,
        imdb="tt9999999",
        popularity=0.0025,
        sources=("imdb.com",),
    )
    assert read(folder)["tt0079944"].original == "Сталкер"


def test_the_best_known_come_first(folder: Path) -> None:
    assert list(read(folder, votes=1)) == ["tt0079944", "tt0094964", "tt9999999"]


def test_a_file_that_is_missing_is_named(folder: Path) -> None:
    (folder / "name.basics.tsv.gz").unlink()
    with pytest.raises(InvalidValueError, match=r"name\.basics\.tsv\.gz isn't in .*: download them from datasets"):
        read(folder)
    with pytest.raises(InvalidValueError, match="aren't in"):
        read(folder / "none")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_off_or_is_another_is_named(name: str, folder: Path) -> None:
    whole = (folder / name).read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:-3], b"<html>", b""):
        (folder / name).write_bytes(damaged)
        with pytest.raises(InvalidValueError, match=name):
            read(folder)
    put(folder, name, "tconst\tnconst\n")
    with pytest.raises(InvalidValueError, match=f"{name} has no column"):
        read(folder)
    put(folder, name, "rank\t" + gzip.decompress(whole).decode().replace("\n", "\n1\t"))
    if name != "title.ratings.tsv.gz":
        with pytest.raises(InvalidValueError, match=f"{name} doesn't begin with"):
            read(folder)
    id_ = b"nm0000343" if name.startswith("name") else b"tt0094964"
    (folder / name).write_bytes(gzip.compress(gzip.decompress(whole) + id_ + b"\n"))
    with pytest.raises(InvalidValueError, match=rf"{name}, line \d+: 1 cells are too few"):
        read(folder)


def test_the_reading_can_be_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmjournal.lookup.imdb._AT_ONCE", 2)
    seen = []

    def progress(what: str, done: int, of: int) -> None:
        assert 0 < done <= of
        seen.append(what)
        if "principals" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        films_in(folder, votes=1000, progress=progress)
    assert "Reading title.basics.tsv.gz" in seen
