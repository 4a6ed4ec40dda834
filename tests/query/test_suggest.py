import pytest

from builders import actor, director, entry
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Role
from filmjournal.query.suggest import LISTS, Vocabulary

ENTRIES = [
    entry("Heat", "2020", credits=(director("Michael Mann"), actor("Al Pacino")), tags=("35mm",), genres=("Crime",)),
    entry(
        "Heat", "2021", credits=(director("Michael Mann"), actor("Al Pacino")), tags=("35mm", "3d"), venue="Filmhaus"
    ),
    entry("Dead Heat", "2022", credits=(director("Mark Goldblatt"),), companions=("Ana",), countries=("Italy",)),
    entry("Cheat", "2023", credits=(director("Al Adamson"),), breakdown=(Element("Popcorn", "stale"),)),
    entry("Tokyo Story", "2024", original_title="東京物語", languages=("Japanese",)),
]
KNOWN = Vocabulary(ENTRIES)


def test_films_whose_title_starts_so_come_before_those_with_such_a_word_or_part() -> None:
    assert [film.title for film in KNOWN.films("heat")] == ["Heat", "Dead Heat", "Cheat"]


def test_a_film_watched_twice_is_offered_once() -> None:
    assert [film.title for film in KNOWN.films("Heat ")].count("Heat") == 1


def test_a_film_is_offered_by_its_original_title() -> None:
    assert [film.title for film in KNOWN.films("東京")] == ["Tokyo Story"]


def test_no_more_are_offered_than_asked_for() -> None:
    assert len(KNOWN.films("", most=2)) == 2
    assert len(KNOWN.people("", Role.DIRECTOR, most=2)) == 2


def test_people_who_had_the_role_come_first() -> None:
    assert KNOWN.people("al", Role.DIRECTOR) == ["Al Adamson", "Al Pacino"]
    assert KNOWN.people("al", Role.ACTOR) == ["Al Pacino", "Al Adamson"]


def test_the_word_used_most_comes_first() -> None:
    assert KNOWN.words("3", "tags") == ["35mm", "3d"]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("tags", "35mm"),
        ("companions", "Ana"),
        ("venue", "Filmhaus"),
        ("genres", "Crime"),
        ("countries", "Italy"),
        ("languages", "Japanese"),
    ],
)
def test_every_kind_of_word_is_kept_apart(kind: str, word: str) -> None:
    assert word in KNOWN.words(word, kind)
    assert all(word not in KNOWN.words(word, other) for other in LISTS if other != kind)


def test_your_own_elements_come_before_the_common_ones() -> None:
    assert KNOWN.elements("p")[0] == "Popcorn"
    assert "Performances" in KNOWN.elements("perf")


def test_nothing_is_offered_where_nothing_matches() -> None:
    assert KNOWN.films("zzz") == []
    assert KNOWN.people("zzz", Role.ACTOR) == []
    assert KNOWN.words("zzz", "tags") == []
