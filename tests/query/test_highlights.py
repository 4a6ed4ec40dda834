import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, actor, director, entry, films, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.engine.index import Index
from filmjournal.query.fields import (
    PERSON,
    REVIEW,
    TAG,
    TEXT,
    TITLE,
    ElementField,
    TextField,
    element_field,
    elements_of,
    field_of,
)
from filmjournal.query.highlights import Highlights, MatchReason
from filmjournal.query.parser import parse

SOUNDTRACK = element_field("Soundtrack")
ACTOR = field_of(Role.ACTOR)

VEGAS = entry(
    "Leaving Las Vegas",
    credits=(
        director("Mike Figgis"),
        actor("Nicolas Cage", "Ben Sanderson"),
        actor("Elisabeth Shue", "Sera", 2),
        Credit("Declan Quinn", Role.CINEMATOGRAPHER),
        Credit("Mike Figgis", Role.COMPOSER),
    ),
    genres=("Drama",),
    tags=("35mm", "cage-season"),
    headline="The hip flask",
    review="He drinks *underwater* like a boy showing off.\n\nIt is all gin and **neon**, all the night long.",
    breakdown=(Element("Soundtrack", "Sting and a tired trumpet."), Element("Production design", "Neon.")),
)


def asked(query: str) -> Highlights:
    return Highlights.of(parse(query, TODAY, elements_of([VEGAS])).query)


def shown(query: str, text: str, field: TextField) -> list[str]:
    return [text[start:end] for start, end in asked(query).spans(text, field)]


def reason(query: str, of: Entry = VEGAS) -> tuple[str, str, list[str]]:
    found = asked(query).reason(of)
    assert found is not None
    return found.place, found.text, [found.text[start:end] for start, end in found.spans]


@pytest.mark.parametrize("field", [TITLE, ACTOR, field_of(Role.DIRECTOR), PERSON, TAG, REVIEW, TEXT, SOUNDTRACK])
def test_a_bare_word_is_shown_wherever_it_is_looked_for(field: TextField) -> None:
    assert shown("amelie", "Amélie, Ame\u0301lie", field) == ["Amélie", "Ame\u0301lie"]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("actor:x", {ACTOR}),
        ("person:x", {ACTOR, field_of(Role.DIRECTOR), PERSON}),
        ("text:x", {REVIEW, TEXT, SOUNDTRACK}),
        ("review:x", {REVIEW}),
        ("soundtrack:x", {SOUNDTRACK}),
        ("tag:x", {TAG}),
        ("-x", set()),
        ("-(x OR y)", set()),
        ("rating:4..", set()),
        ("--x", {TITLE, ACTOR, field_of(Role.DIRECTOR), PERSON, TAG, REVIEW, TEXT, SOUNDTRACK}),
    ],
)
def test_a_field_is_shown_only_where_it_looks(query: str, fields: set[TextField]) -> None:
    everywhere: list[TextField | ElementField] = [
        TITLE,
        ACTOR,
        field_of(Role.DIRECTOR),
        PERSON,
        TAG,
        REVIEW,
        TEXT,
        SOUNDTRACK,
    ]
    assert {field.name for field in everywhere if asked(query).spans("x", field)} == {field.name for field in fields}


def test_an_exact_value_is_shown_only_where_it_is_all_of_a_value() -> None:
    assert shown("title:=pig", "Pig", TITLE) == ["Pig"]
    assert shown("title:=pig", "Pig, the film", TITLE) == []


def test_words_that_overlap_are_shown_as_one() -> None:
    assert shown('"las v" vegas', "Leaving Las Vegas", TITLE) == ["Las Vegas"]


def test_only_words_make_highlights() -> None:
    assert asked("rating:4.. is:liked has:review -cage").is_empty
    assert asked("").is_empty
    assert not asked("cage OR rating:5").is_empty
    assert asked("rating:4..").reason(VEGAS) is None


@pytest.mark.parametrize(
    ("query", "place", "text", "words"),
    [
        ("vegas", "title", "Leaving Las Vegas", ["Vegas"]),
        ("figgis", "director", "Mike Figgis", ["Figgis"]),
        ("composer:figgis", "composer", "Mike Figgis", ["Figgis"]),
        ("cage", "cast", "Nicolas Cage", ["Cage"]),
        ("tag:cage", "tag", "cage-season", ["cage"]),
        ("35mm", "tag", "35mm", ["35mm"]),
        ("genre:drama", "genre", "Drama", ["Drama"]),
        ("flask", "headline", "The hip flask", ["flask"]),
        ("trumpet", "Soundtrack", "Sting and a tired trumpet.", ["trumpet"]),
        ("soundtrack", "element", "Soundtrack", ["Soundtrack"]),
        ("vegas cage", "cast", "Nicolas Cage", ["Cage"]),
        ("figgis trumpet", "Soundtrack", "Sting and a tired trumpet.", ["trumpet"]),
        ("vegas OR kurosawa", "title", "Leaving Las Vegas", ["Vegas"]),
    ],
)
def test_the_best_reason_is_told(query: str, place: str, text: str, words: list[str]) -> None:
    assert reason(query) == (place, text, words)


def test_the_beginning_of_a_word_is_a_better_reason_than_other_letters_in_a_better_place() -> None:
    virginia = entry("Sideways", credits=(actor("Virginia Madsen"),), review="All gin, no tonic.")
    assert reason("gin", virginia)[0] == "review"
    assert reason("ginia", virginia)[0] == "cast"


def test_a_reason_that_covers_more_of_the_words_is_better() -> None:
    assert reason("gin neon cage")[0] == "review"


def test_a_snippet_is_one_line_of_plain_text_around_the_words() -> None:
    place, text, words = reason("gin neon")
    assert (place, words) == ("review", ["gin", "neon"])
    assert text == "He drinks underwater like a boy showing off. It is all gin and neon, all the night long."


def test_a_snippet_of_a_long_review_is_cut_at_words_on_both_sides() -> None:
    words = [f"word{number}" for number in range(2000)]
    of = entry("Sátántangó", review=" ".join([*words[:1000], "gin", *words[1000:]]))
    _, text, found = reason("gin", of)
    assert found == ["gin"]
    assert 60 <= len(text) <= 120
    assert text[0] == text[-1] == "…"
    assert set(text.strip("…").split()) <= {*words, "gin"}


@pytest.mark.parametrize(
    ("review", "query", "text"),
    [
        ("# A head\n\n> quoted **bold** `code`", "bold", "A head quoted bold code"),
        ("see [the page](https://example.org/gin) now", "page", "see the page now"),
        ("see [it](https://example.org/gin) now", "gin", "see [it](https://example.org/gin) now"),
        ("snake_case_gin", "gin", "snake_case_gin"),
        ("[REC]² is gin", "rec", "[REC]² is gin"),
    ],
)
def test_a_snippet_has_no_marks_of_markdown_unless_the_words_are_in_them(review: str, query: str, text: str) -> None:
    assert reason(query, entry("Heat", review=review))[1] == text


_QUERIES = st.sampled_from(
    [
        "e",
        "a b",
        "cage OR o",
        "actor:a",
        'text:"e"',
        "review:a,o",
        "title:=pig",
        "person:e tag:x",
        "-a e",
        "of -(a OR b)",
    ]
)


@settings(deadline=None)
@given(films, viewings, _QUERIES)
def test_what_matches_has_a_reason_and_the_reason_shows_the_words(film: Film, seen: Viewing, query: str) -> None:
    of = Entry(seen, film)
    parsed = parse(query, TODAY).query
    highlights = Highlights.of(parsed)
    found = highlights.reason(of)
    if Index([of]).search(parsed).entries:
        assert isinstance(found, MatchReason)
    if found is not None:
        assert found.spans
        texts = {fold(found.text[start:end]) for start, end in found.spans}
        assert all(any(needle.text in text for needle in highlights.needles) for text in texts)


@pytest.mark.parametrize("between", ["\n", "  ", "\r\n\r\n", "\t"])
def test_a_phrase_has_a_reason_whatever_space_is_between_its_words(between: str) -> None:
    of = entry("Heat", review=f"A phrase{between}broken off.")
    found = Highlights.of(parse('"phrase broken"', TODAY).query).reason(of)
    assert found is not None
    assert found.spans
