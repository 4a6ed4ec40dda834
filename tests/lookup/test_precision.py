"""Titles of the catalogue as people write them: no film is taken for another one in silence.

Some things that people write are, word for word, the title and the year of another film: who writes that they saw Home
of 2009, and mean the one of 2008, have named another film. No rule can tell that, so those are left out, by that very
criterion and no other; of all the rest none may be wrong.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

from budget import FULL
from builders import film
from filmjournal.lookup.catalogue import Catalogue, Title
from filmjournal.lookup.matching import Match, Matcher
from filmjournal.lookup.titles import in_figures, without_article, words_of
from filmjournal.model.film import Film

pytestmark = pytest.mark.slow

WELL_KNOWN, FILMS = 50_000, 10_000 if FULL else 1_500
"""How many of the best known films are drawn from, and how many are drawn."""

ROMAN = dict(zip("23456789", ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX"), strict=True))
MOST_NAMESAKES = 0.02
"""The share of what is written that may be another film word for word; more would be a criterion that hides faults."""


def in_roman(title: str) -> str:
    return re.sub(r"(?<= )[2-9]$", lambda found: ROMAN[found[0]], title)


def without_accents(title: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", title) if not unicodedata.combining(each))


class Way(NamedTuple):
    """A way in which people write a film."""

    write: Callable[[Title], str]
    apart: int = 0
    least: float = 0.95
    """The share that has to be found; the others are asked about, or not found."""


WAYS = {
    "as it is": Way(lambda each: each.title),
    "in capitals": Way(lambda each: each.title.upper()),
    "as words": Way(lambda each: words_of(each.title)),
    "without accents": Way(lambda each: without_accents(each.title)),
    "without its article": Way(lambda each: without_article(words_of(each.title))),
    "with an article": Way(lambda each: f"The {each.title}"),
    "with an ampersand": Way(lambda each: each.title.replace(" and ", " & ")),
    "with Arabic numerals": Way(lambda each: in_figures(words_of(each.title))),
    "with Roman numerals": Way(lambda each: in_roman(each.title)),
    "its subtitle after a dash": Way(lambda each: each.title.replace(": ", " – ")),
    "its subtitle after a colon": Way(lambda each: re.sub(r" [-–] ", ": ", each.title)),
    "with a subtitle that it doesn't have": Way(lambda each: f"{each.title}: The Whole Story", least=0),
    "in the original": Way(lambda each: each.original or each.title),
    "a year late": Way(lambda each: each.title, apart=1),
    "a year early": Way(lambda each: each.title, apart=-1),
}


class World(NamedTuple):
    made: Catalogue
    matcher: Matcher
    drawn: list[Title]

    def match(self, written: Film) -> Match:
        return self.matcher.match(written)

    def is_another_word_for_word(self, written: Film, meant: Title) -> bool:
        """Whether what is written is the title and the year of a film that isn't meant."""
        words = words_of(written.title)
        others = (each for each in self.made.titled(words) if each.number != meant.number and each.year == written.year)
        return any(words in map(words_of, self.titles(each)) for each in others)

    def titles(self, title: Title) -> Iterable[str]:
        return title.title, title.original, *self.made.film(title.number).other_titles


def written_as(way: Way, meant: Title) -> Film:
    return film(way.write(meant), year=(meant.year or 2000) + way.apart)


@pytest.fixture(scope="module")
def world() -> World:
    made = Catalogue.bundled()
    numbers = random.Random(7).sample(range(WELL_KNOWN), FILMS)  # noqa: S311 — the same films in every run
    drawn = [made.title(number) for number in numbers]
    matcher = Matcher(made)
    matcher.know_titles(written_as(way, each) for way in WAYS.values() for each in drawn)
    return World(made, matcher, drawn)


@pytest.mark.parametrize("name", WAYS)
def test_no_film_is_taken_for_another_however_its_title_is_written(name: str, world: World) -> None:
    found: Counter[str] = Counter()
    wrong = []
    for meant in world.drawn:
        written = written_as(WAYS[name], meant)
        match = world.match(written)
        if match.film is None:
            found["asked" if match.is_ambiguous else "missed"] += 1
        elif match.film.number == meant.number:
            found["right"] += 1
        elif world.is_another_word_for_word(written, meant):
            found["another word for word"] += 1
        else:
            wrong.append((written.title, written.year, match.film.film.title, match.film.film.year, match.evidence))
    assert not wrong, (found, wrong[:5])
    assert found["right"] >= FILMS * WAYS[name].least, found
    assert found["another word for word"] <= FILMS * MOST_NAMESAKES, found


def test_of_namesakes_each_is_found_by_its_year_or_asked_about_and_none_without_a_year(world: World) -> None:
    titles = Counter(words_of(world.made.title(number).title) for number in range(WELL_KNOWN))
    shared = [words for words, count in titles.items() if count > 1]
    drawn = random.Random(7).sample(shared, 300)  # noqa: S311 — the same films in every run
    namesakes = [(words, each) for words in drawn for each in world.made.titled(words)]
    assert len(namesakes) > 600
    for words, meant in namesakes:
        written = film(words, year=meant.year)
        match = world.match(written)
        is_sure = match.film is None or match.film.number == meant.number
        assert is_sure or world.is_another_word_for_word(written, meant), (meant, match.film)
        assert world.match(film(words)).film is None, meant
