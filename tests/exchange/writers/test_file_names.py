"""Names of files that a person likes, and that no file system refuses."""

import unicodedata

import pytest
from hypothesis import given

from builders import entry, films, names, viewings
from filmjournal.exchange.writers.markdown import LONGEST, alike, name_of, numbered
from filmjournal.model.film import Film
from filmjournal.model.viewing import Entry, Viewing

FORBIDDEN = set('<>:"/\\|?*[]#^')


@pytest.mark.parametrize(
    ("title", "watched", "year", "name"),
    [
        ("Leaving Las Vegas", "1998-03-14", 1995, "1998-03-14 Leaving Las Vegas (1995)"),
        ("Leaving Las Vegas", "1998", None, "1998 Leaving Las Vegas"),
        ("Adaptation.", None, 2002, "Adaptation (2002)"),
        ("Mission: Impossible", None, 1996, "Mission - Impossible (1996)"),
        ("Face/Off", None, 1997, "Face-Off (1997)"),
        ("[REC]²", None, 2009, "(REC)² (2009)"),
        ("What's Up, Doc?", None, 1972, "What's Up, Doc (1972)"),
        ("...And Justice for All", None, 1979, "And Justice for All (1979)"),
        ("Con", None, None, "Con_"),
        ("com1", None, None, "com1_"),
        ("Con", None, 2020, "Con (2020)"),
        ("???", None, 1999, "Untitled (1999)"),
        ("東京物語", None, 1953, "東京物語 (1953)"),
        ("Ame\u0301lie\n\u202e", None, 2001, "Amélie (2001)"),
    ],
)
def test_a_name_is_the_day_the_title_and_the_year(title: str, watched: str | None, year: int | None, name: str) -> None:
    assert name_of(entry(title, watched, year=year)) == name


@given(films, viewings)
def test_every_file_system_takes_the_name(film: Film, viewing: Viewing) -> None:
    name = name_of(Entry(viewing, film))
    assert 0 < len(name.encode()) <= LONGEST + len("…")
    assert not FORBIDDEN & set(name)
    assert name == name.strip(" ").lstrip(".")
    assert not name.endswith(".")
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in name)


def test_a_long_title_is_cut_and_the_day_and_the_year_stay() -> None:
    name = name_of(entry("京" * 200, "1998-03-14", year=1995))
    assert name.startswith("1998-03-14 京")
    assert name.endswith("京… (1995)")
    assert len(name.encode()) <= LONGEST


@given(names)
def test_names_that_some_file_system_takes_for_one_are_alike(name: str) -> None:
    for other in (name.casefold(), unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
        assert alike(other) == alike(name)


def test_a_name_that_is_taken_in_another_case_gets_a_number() -> None:
    assert numbered("Pig", ".md", {alike("PIG.md"), alike("pig 2.md")}) == "Pig 3.md"
