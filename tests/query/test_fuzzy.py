import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, actor, director, entry
from filmjournal.model.film import Credit, Role
from filmjournal.query.fields import TITLE, TextField, field_of
from filmjournal.query.fuzzy import LONGEST, FuzzyMatch, _Search, _searched_texts, fuzzy_matches, unknown_field_hint
from filmjournal.query.parser import parse
from filmjournal.query.vocabulary import FilmNames, Vocabulary

DIRECTOR, ACTOR, WRITER = map(field_of, (Role.DIRECTOR, Role.ACTOR, Role.WRITER))

LEAVING = entry(
    "Leaving Las Vegas",
    credits=(
        director("Mike Figgis"),
        Credit("Mike Figgis", Role.WRITER),
        actor("Nicolas Cage"),
        actor("Elisabeth Shue"),
    ),
)
ENTRIES = [
    LEAVING,
    entry("Timecode", credits=(director("Mike Figgis"),)),
    entry("Ran", "2024", credits=(director("Akira Kurosawa"),)),
    entry("Ran", "2025", credits=(director("Akira Kurosawa"),)),
    entry("Pulse", credits=(director("Kiyoshi Kurosawa"),)),
    entry("The Karate Kid", credits=(actor("Elisabeth Shue"),)),
    entry("Amélie", original_title="Le Fabuleux Destin d'Amélie Poulain", credits=(director("Jean-Pierre Jeunet"),)),
    entry("Kes", credits=(director("Ken Loach"),)),
]
KNOWN = Vocabulary(ENTRIES)


def nearest(words: Sequence[str], known: FilmNames, most: int = 5, field: TextField | None = None) -> list[FuzzyMatch]:
    return [near for _, near in _Search(known).nearest(words, field)[:most]]


def names(*words: str) -> list[str]:
    return [near.name for near in nearest(words, KNOWN)]


def meant(typed: str) -> list[str]:
    return [near.name for near in fuzzy_matches(parse(typed, TODAY).query, KNOWN)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("figis", "Mike Figgis"),
        ("shue elisabet", "Elisabeth Shue"),
        ("elizabeth shue", "Elisabeth Shue"),
        ("leavign las vegas", "Leaving Las Vegas"),
        ("akira kurosowa", "Akira Kurosawa"),
        ("ameile", "Amélie"),
        ("AMÉLLIE", "Amélie"),
        ("poulin", "Le Fabuleux Destin d'Amélie Poulain"),
        ("jeunnet", "Jean-Pierre Jeunet"),
        ("nicholas cage", "Nicolas Cage"),
        ("rna", "Ran"),
        ("karate kid", "The Karate Kid"),
    ],
)
def test_a_slip_in_a_title_or_a_name_is_forgiven(typed: str, name: str) -> None:
    assert names(*typed.split())[0] == names(typed)[0] == name


@pytest.mark.parametrize(
    "typed",
    ["qqqqqq", "", "...", "figis kurosowa", "rax", "kse figgis", "mikefiggis", "las las q", "a " * LONGEST + "figis"],
)
def test_what_is_hopeless_finds_nothing(typed: str) -> None:
    assert names(typed) == []


def test_of_equally_close_names_the_one_watched_most_comes_first() -> None:
    assert names("kurosowa") == ["Akira Kurosawa", "Kiyoshi Kurosawa"]
    assert nearest(["kurosowa"], KNOWN, most=1) == [FuzzyMatch("Akira Kurosawa", DIRECTOR, 2)]


def test_a_person_is_known_by_what_they_did_most() -> None:
    assert nearest(["figis"], KNOWN) == [FuzzyMatch("Mike Figgis", DIRECTOR, 2)]
    assert nearest(["shue"], KNOWN) == [FuzzyMatch("Elisabeth Shue", ACTOR, 2)]
    assert nearest(["vegsa"], KNOWN) == [FuzzyMatch("Leaving Las Vegas", TITLE, 1)]


def test_only_those_who_stand_in_a_field_are_near_to_what_is_asked_of_it() -> None:
    assert nearest(["figis"], KNOWN, field=WRITER) == [FuzzyMatch("Mike Figgis", WRITER, 1)]
    assert nearest(["figis"], KNOWN, field=ACTOR) == []


def test_a_film_that_was_removed_is_not_offered_any_more() -> None:
    known = Vocabulary(ENTRIES)
    known.remove(LEAVING)
    assert nearest(["leavign"], known) == nearest(["caeg"], known) == []
    assert nearest(["figis"], known) == [FuzzyMatch("Mike Figgis", DIRECTOR, 1)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("figis cage", ("figis", "cage")),
        ('"las vegas" title:ran,kes', ("las vegas", "ran", "kes")),
        ("director:figis -cage", ("figis",)),
        ("(shue OR actor:cage) person:ozu", ("shue", "cage", "ozu")),
        ("-(figis OR cage)", ()),
        ("rating:4.. is:liked tag:35mm review:light soundtrack:jazz no:rating", ()),
        ("", ()),
    ],
)
def test_the_words_of_a_query_are_those_it_must_find_in_titles_and_names(typed: str, words: tuple[str, ...]) -> None:
    assert tuple(text for _, text in _searched_texts(parse(typed, TODAY).query.term)) == words


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("leavign las vegas", ["Leaving Las Vegas"]),
        ("director:figis", ["Mike Figgis"]),
        ("director:figis cage", ["Mike Figgis"]),
        ("cage kurosowa", ["Akira Kurosawa", "Kiyoshi Kurosawa"]),
        ("director:cage", ["Nicolas Cage"]),
        ("title:figis", ["Mike Figgis"]),
        ("actor:caeg rating:4..", ["Nicolas Cage"]),
        ("shue kes", ["Elisabeth Shue", "Kes"]),
        ("qqqqqq", []),
        ("rating:4..", []),
    ],
)
def test_what_was_probably_meant_is_offered_for_what_is_not_there(typed: str, offered: list[str]) -> None:
    assert meant(typed) == offered


def test_what_compares_words_is_not_loaded_before_it_is_needed() -> None:
    program = "import sys, filmjournal.query.fuzzy, filmjournal.query.parser; print('rapidfuzz' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout == "False\n"


_people = ("Mike Figgis", "Akira Kurosawa", "Elisabeth Shue", "Nicolas Cage", "Kiyoshi Kurosawa", "Jean-Pierre Jeunet")


@given(st.sampled_from(_people), st.data())
def test_a_name_with_one_letter_lost_doubled_or_swapped_in_a_long_word_is_found(name: str, data: st.DataObject) -> None:
    words = name.replace("-", " ").split()
    long = data.draw(st.sampled_from([word for word in words if len(word) > 4]))
    place = data.draw(st.integers(0, len(long) - 2))
    before, letter, after, rest = long[:place], long[place], long[place + 1], long[place + 2 :]
    slip = data.draw(
        st.sampled_from(
            [before + after + rest, f"{before}{letter}{letter}{after}{rest}", f"{before}{after}{letter}{rest}"]
        )
    )
    typed = data.draw(st.permutations([slip if word == long else word for word in words]))
    assert name in [near.name for near in nearest(typed, KNOWN)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("studio:ghibli", "“studio:” isn't a field, so it was searched for as text."),
        ("di:a", "“di:” isn't a field, so it was searched for as text. Did you mean director: or dir: or direction:?"),
        ("ghibli", ""),
        ("2001:x", ""),
        ("-studio:ghibli", ""),
        ("mission: impossible", ""),
    ],
)
def test_a_word_before_a_colon_that_is_no_field_is_said_to_be_none(typed: str, said: str) -> None:
    assert unknown_field_hint(parse(typed, TODAY).query, ()) == said
