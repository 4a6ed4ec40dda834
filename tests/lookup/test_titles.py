"""Titles as people write them."""

import pytest

from filmjournal.lookup.titles import before_subtitle, forms_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amélie", "amelie"),
        ("The Thing", "Thing"),
        ("Thelma & Louise", "Thelma and Louise"),
        ("Rocky II", "Rocky 2"),
        ("The Godfather Part II", "The Godfather 2"),
        ("Rocky V", "Rocky 5"),
        ("Schindler's List", "Schindler’s List"),
        ("Spider-Man", "Spider Man"),
        ("Die Hard.", "Die Hard"),
        ("S.W.A.T.", "SWAT"),
        ("Kill Bill: Vol. 1", "Kill Bill Volume 1"),
    ],
)
def test_two_ways_to_write_a_title_have_a_form_in_common(one: str, other: str) -> None:
    assert set(forms_of(one)) & set(forms_of(other))


@pytest.mark.parametrize(
    ("one", "other"), [("V for Vendetta", "5 for Vendetta"), ("Rocky", "Rocky II"), ("I, Robot", "1 Robot"), ("A", "")]
)
def test_two_titles_have_none(one: str, other: str) -> None:
    assert not set(forms_of(one)) & set(forms_of(other))


def test_a_title_of_punctuation_alone_is_found_by_it() -> None:
    assert words_of("?!") == "?!"


@pytest.mark.parametrize(
    ("title", "head"),
    [("Alien: Romulus", "Alien"), ("Alien - Romulus", "Alien"), ("Spider-Man", ""), ("Mad Max – Fury Road", "Mad Max")],
)
def test_a_subtitle_stands_behind_a_colon_or_a_dash(title: str, head: str) -> None:
    assert before_subtitle(title) == head
