"""The people of a catalogue, without the rest of its file."""

from pathlib import Path

import pytest

from catalogues import MADE, known
from filmjournal.lookup.compiling import compiled
from filmjournal.lookup.layout import bundled_path
from filmjournal.lookup.people import people_starting_with
from filmjournal.model.errors import InvalidValueError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    films = [
        known("Camera Buff", 1979, "Krzysztof Kieślowski", cast=("Jerzy Stuhr", "Kieslowska")),
        known("Blind Chance", 1987, "Krzysztof Kieślowski", cast=("Jean-Louis Trintignant", "王家衛")),
    ]
    (tmp_path / "films.catalogue").write_bytes(compiled(films, made=MADE))
    return tmp_path / "films.catalogue"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kieslo", ["Kieslowska", "Krzysztof Kieślowski"]),
        ("Kieś", ["Kieslowska", "Krzysztof Kieślowski"]),
        ("krzysztof k", ["Krzysztof Kieślowski"]),
        ("louis", ["Jean-Louis Trintignant"]),
        ("王", ["王家衛"]),
        ("uhr", []),
        (" ", []),
    ],
)
def test_names_are_found_by_the_beginning_of_a_word(path: Path, typed: str, found: list[str]) -> None:
    assert people_starting_with(path, typed, 10, path.with_name("people")) == found


def test_no_more_are_found_than_asked_for(path: Path) -> None:
    assert len(people_starting_with(path, "k", 1, path.with_name("people"))) == 1
    assert people_starting_with(bundled_path(), "tarkov", 5, path.with_name("people"))[0] == "Andrei Tarkovsky"


def test_names_are_read_from_their_file_until_the_catalogue_is_another_one(path: Path) -> None:
    stored = path.with_name("people")
    for _ in range(2):
        assert people_starting_with(path, "stuhr", 5, stored) == ["Jerzy Stuhr"]
        assert b"jerzy stuhr\tJerzy Stuhr\n" in stored.read_bytes()
    path.write_bytes(compiled([known("Pig", 2021, "Michael Sarnoski")], made=MADE))
    assert people_starting_with(path, "stuhr", 5, stored) == []
    assert people_starting_with(path, "sarno", 5, stored) == ["Michael Sarnoski"]
    stored.write_bytes(stored.read_bytes()[:-3])
    assert people_starting_with(path, "sarno", 5, stored) == ["Michael Sarnoski"]
    assert people_starting_with(path, "sarno", 5, path / "no folder") == ["Michael Sarnoski"]
    assert sorted(each.name for each in path.parent.iterdir()) == ["films.catalogue", "people"]


@pytest.mark.parametrize("content", [b"", b"filmjournal catalogue 1\n{", b"something else\n"])
def test_what_is_no_catalogue_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(InvalidValueError):
        people_starting_with(path, "k", 1, path.with_name("people"))
    path.unlink()
    with pytest.raises(InvalidValueError, match="can't be read"):
        people_starting_with(path, "k", 1, path.with_name("people"))
