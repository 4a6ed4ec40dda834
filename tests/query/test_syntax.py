import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmjournal.query.fields import FIELDS, PERSON, TITLE, field_named
from filmjournal.query.syntax import parse
from filmjournal.query.terms import Anywhere, InField, Query, Term, Without


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("tokyo", (Anywhere("tokyo"),)),
        ("tokyo story", (Anywhere("tokyo"), Anywhere("story"))),
        ('"tokyo story"', (Anywhere("tokyo story"),)),
        ("title:stalker", (InField(TITLE, "stalker"),)),
        ("TITLE:stalker", (InField(TITLE, "stalker"),)),
        ('person:"mike figgis" drama', (InField(PERSON, "mike figgis"), Anywhere("drama"))),
        ("-title:solaris", (Without(InField(TITLE, "solaris")),)),
        ("-cage", (Without(Anywhere("cage")),)),
        ('-"nicolas cage"', (Without(Anywhere("nicolas cage")),)),
        ("spider-man", (Anywhere("spider-man"),)),
        ("2001:space", (Anywhere("2001:space"),)),
    ],
)
def test_the_search_line_is_read_term_by_term(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse(typed) == Query(terms)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("title:", ()),
        ('title:"', ()),
        ('"', ()),
        ("-", ()),
        ("-title:", ()),
        ('"tokyo st', (Anywhere("tokyo st"),)),
        ('title:"tokyo st', (InField(TITLE, "tokyo st"),)),
    ],
)
def test_half_typed_text_is_read_as_far_as_it_goes(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse(typed) == Query(terms)


@given(st.text())
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    assert isinstance(parse(typed), Query)


def test_an_alias_names_its_field() -> None:
    for field in FIELDS:
        for alias in field.aliases:
            assert field_named(alias) is field
            assert parse(f"{alias}:x") == parse(f"{field.name}:x")


_letters = st.characters(categories=["L", "N", "P", "S"], exclude_characters='"')
_words = st.text(_letters, min_size=1, max_size=8)
_phrases = st.lists(_words, min_size=1, max_size=3).map(" ".join)
_found = st.one_of(
    st.builds(Anywhere, _phrases.filter(lambda text: text != "-")),
    st.builds(InField, st.sampled_from(FIELDS), _phrases),
)
_queries = st.lists(st.one_of(_found, st.builds(Without, _found)), max_size=4).map(lambda terms: Query(tuple(terms)))


@given(_queries)
def test_a_query_is_read_back_as_it_is_printed(query: Query) -> None:
    assert parse(str(query)) == query


_typed = st.lists(
    st.sampled_from(["title:", "dir:", "x:", "-", ' "', '" ', " ", "tokyo", "cage", "é", "東京", "'"]), max_size=9
)


@given(_typed.map(" ".join))
def test_what_was_typed_means_the_same_once_printed(typed: str) -> None:
    assert parse(str(parse(typed))) == parse(typed)


@given(st.text())
def test_whatever_is_typed_is_a_query_that_is_read_back_as_it_is_printed(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query
