"""Titles of the catalogue as people write them: no film is taken for another one in silence."""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from builders import film
from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.lookup.matching import Matcher
from filmjournal.lookup.titles import without_article, words_of

pytestmark = pytest.mark.slow

WELL_KNOWN, FILMS = 50_000, 1_500
"""How many of the best known films are drawn from, and how many are drawn."""

WAYS: dict[str, tuple[Callable[[Title], str], int]] = {
    "as it is": (lambda each: each.title, 0),
    "in capitals": (lambda each: each.title.upper(), 0),
    "as words": (lambda each: words_of(each.title), 0),
    "without its article": (lambda each: without_article(words_of(each.title)), 0),
    "with an ampersand": (lambda each: each.title.replace(" and ", " & "), 0),
    "in the original": (lambda each: each.original or each.title, 0),
    "a year late": (lambda each: each.title, 1),
    "a year early": (lambda each: each.title, -1),
}


@pytest.fixture(scope="module")
def matcher() -> tuple[Matcher, list[Title]]:
    made = Catalogue.bundled()
    numbers = random.Random(7).sample(range(WELL_KNOWN), FILMS)  # noqa: S311 — the same films in every run
    drawn = [made.title(number) for number in numbers]
    matcher = Matcher(made)
    matcher.know_titles(film(write(each), year=each.year) for write, _ in WAYS.values() for each in drawn)
    return matcher, drawn


@pytest.mark.parametrize("way", WAYS)
def test_a_film_is_found_however_its_title_is_written(way: str, matcher: tuple[Matcher, list[Title]]) -> None:
    found: Counter[str] = Counter()
    wrong = []
    write, apart = WAYS[way]
    for each in matcher[1]:
        match = matcher[0].match(film(write(each), year=(each.year or 2000) + apart))
        if match.film is None:
            found["asked" if match.is_ambiguous else "missed"] += 1
        elif match.film.number == each.number:
            found["right"] += 1
        else:
            wrong.append((each, match.film.film.title, match.film.film.year, match.evidence))
    most = FILMS // 100 if apart else FILMS // 500
    assert len(wrong) <= most, wrong[:5]  # a year apart, a namesake of that very year is what the title says
    assert found["right"] >= FILMS * 0.95, found
