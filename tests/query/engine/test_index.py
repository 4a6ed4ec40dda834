from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from builders import TODAY, actor, director, entry, films, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.engine.index import BLOCK, Index
from filmjournal.query.fields import FIELDS, elements_of, field_of
from filmjournal.query.parser import parse
from filmjournal.query.tree import Query
from trees import naive, own_terms, queries, texts_of

LEAVING = entry(
    "Leaving Las Vegas",
    credits=(director("Mike Figgis"), actor("Nicolas Cage", "Ben"), Credit("Declan Quinn", Role.CINEMATOGRAPHER)),
    tags=("35mm", "New Year"),
    headline="Neon and gin",
    review="He drinks.\nThe light is Amélie green.",
    breakdown=(Element("Performances", "Cage is a wound."),),
    venue="Filmhaus",
)
TOKYO = entry("Tokyo Story", original_title="東京物語", credits=(director("Yasujirō Ozu"),), rewatch=True)
ENTRIES = [LEAVING, TOKYO]


def _found(query: str) -> list[str]:
    return titles(search(query, ENTRIES))


def search(query: str, entries: list[Entry]) -> list[Entry]:
    return Index(entries).search(parse(query, TODAY, elements_of(entries)).query).entries


def titles(entries: list[Entry]) -> list[str]:
    return [found.film.title for found in entries]


@pytest.mark.parametrize(
    "query",
    [
        "leaving",
        "LAS vegas",
        '"las vegas"',
        "figgis",
        "cage",
        "35mm",
        '"new year"',
        "neon",
        "amelie",
        "wound",
        "director:figgis",
        "dir:figgis",
        "actor:cage",
        "cast:cage",
        "dp:quinn",
        "person:quinn",
        "tag:35",
        "review:neon",
        "review:green",
        "text:wound",
        "text:performances",
        "director:figgis actor:cage",
        "-ozu",
        "-director:ozu",
        "performances:wound",
        "venue:film",
        "is:first",
        "has:performances",
        "ozu figgis OR neon",
        'title:="leaving las vegas"',
    ],
)
def test_a_query_finds_the_film_that_matches_every_term(query: str) -> None:
    assert _found(query) == ["Leaving Las Vegas"]


@pytest.mark.parametrize("query", ["東京", "title:東京物語", "yasujiro", "dir:OZU", "-cage"])
def test_titles_and_names_are_found_in_their_own_script_or_without_accents(query: str) -> None:
    assert _found(query) == ["Tokyo Story"]


@pytest.mark.parametrize(
    "query",
    [
        "director:cage",
        "actor:figgis",
        "review:wound",
        "tag:neon",
        "cage ozu",
        '"vegas mike"',
        '"figgis nicolas"',
        "gone",
        "performances:green",
        "title:=leaving",
        "year:..2100",
        "runtime:..500",
        "no:date",
    ],
)
def test_a_query_finds_nothing_where_no_one_place_has_it(query: str) -> None:
    assert _found(query) == []


def test_no_terms_match_everything_in_the_order_it_came() -> None:
    assert search("", ENTRIES) == ENTRIES


@pytest.mark.parametrize(
    ("phrase", "review"),
    [
        ('"he drinks. the light"', "He drinks.\nThe light"),
        ('"the  light"', "the light"),
        ('"the light"', "the   light"),
        ('"the light"', "the\r\n\r\nlight"),
        ('"the light"', "the\u3000light"),
        ("l'avventura", "L’avventura"),
        ("ｗｉｄｅ", "wide"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("한국", "한국"),
        ("\x1e", "one\x1etwo"),
    ],
)
def test_a_phrase_is_found_whatever_lies_between_its_words_and_however_they_are_written(
    phrase: str, review: str
) -> None:
    stray = entry("Stray", review="\x1f", breakdown=(Element("a\x1eb", "\x1e\x1f"),))
    element_texts = entry("Written", review=review)
    assert element_texts in search(phrase, [stray, element_texts, stray])


def test_titles_come_before_people_before_tags_before_texts_and_words_before_parts_of_words() -> None:
    ranked = [
        entry("Bran"),
        entry("Stalker", review="a frantic Iran"),
        entry("Mirror", tags=("ran-dom",)),
        entry("Nostalgia", credits=(actor("Francesca"),)),
        entry("Solaris", breakdown=(Element("Direction", "They ran."),)),
        entry("Sacrifice", credits=(director("Ran Slavin"),)),
        entry("Ran"),
        entry("Ivan", tags=("bran",)),
        entry("Andrei"),
    ]
    found = Index(ranked).search(parse("ran", TODAY).query)
    assert found.ranked
    assert titles(found.entries) == [
        "Ran",
        "Bran",
        "Sacrifice",
        "Nostalgia",
        "Mirror",
        "Ivan",
        "Solaris",
        "Stalker",
    ]


def test_the_ranks_of_several_words_are_added_and_equal_ones_stay_in_the_order_of_the_journal() -> None:
    ranked = [
        entry("Light", review="a window"),
        entry("Stalker", review="a light in a window"),
        entry("Window", review="light"),
        entry("Window light"),
        entry("Stalker", "2020", review="the window and the light"),
    ]
    found = Index(ranked).search(parse("window light", TODAY).query).entries
    assert [ranked.index(each) for each in found] == [3, 0, 2, 1, 4]


def test_what_is_asked_of_fields_alone_is_not_ranked() -> None:
    assert not Index(ENTRIES).search(parse("is:first OR director:ozu", TODAY).query).ranked


def test_alternatives_are_ranked_together() -> None:
    ranked = [entry("Stalker", review="ozu"), entry("Ozu"), entry("Mirror", tags=("cage",))]
    assert titles(Index(ranked).search(parse("ozu OR cage", TODAY).query).entries) == ["Ozu", "Mirror", "Stalker"]


def test_an_entry_that_changed_is_searched_as_it_is_now() -> None:
    index = Index([LEAVING])
    assert index.search(parse("gin", TODAY).query).entries == [LEAVING]
    changed = structs.replace(LEAVING, viewing=structs.replace(LEAVING.viewing, headline="Neon and rum"))
    index.update([changed])
    assert index.search(parse("gin", TODAY).query).entries == []
    assert index.search(parse("rum", TODAY).query).entries == [changed]


def test_a_film_that_changed_is_searched_as_it_is_now() -> None:
    index = Index([TOKYO])
    changed = structs.replace(TOKYO, film=structs.replace(TOKYO.film, title="Late Spring"))
    index.update([changed])
    assert index.search(parse("late", TODAY).query).entries == [changed]


def test_a_search_pauses_after_every_block_and_can_be_left() -> None:
    entries = [entry(f"Film {place}") for place in range(BLOCK * 3)]
    index = Index(entries)
    searching = index.searching(parse("film", TODAY).query)
    next(searching)
    searching.close()
    assert sum(1 for _ in index.searching(parse("film", TODAY).query)) == 3


def test_what_is_prepared_ahead_is_what_a_search_would_prepare() -> None:
    warm, cold = Index(ENTRIES), Index(ENTRIES)
    assert sum(1 for _ in warm.warm()) > len(FIELDS) / 2
    assert warm.size > 0
    assert cold.size == 0
    for query in ("cage", "text:light", "performances:wound", "year:1995", "tag:35mm"):
        asked = parse(query, TODAY, elements_of(ENTRIES)).query
        assert warm.search(asked) == cold.search(asked)


def test_every_role_has_a_field_that_finds_its_people() -> None:
    for role in Role:
        assert field_of(role).role is role
        assert field_of(role) in FIELDS


_created = st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def _numbered(pairs: list[tuple[Film, Viewing, datetime | None]]) -> list[Entry]:
    return [
        Entry(structs.replace(viewing, id=str(place), created=created), film)
        for place, (film, viewing, created) in enumerate(pairs)
    ]


journals = st.lists(st.tuples(films, viewings, _created), min_size=1, max_size=4).map(_numbered)


@given(journals, queries)
def test_every_query_finds_what_its_plain_meaning_finds(entries: list[Entry], query: Query) -> None:
    found = Index(entries).search(query).entries
    assert [entry for entry in entries if entry in found] == [entry for entry in entries if naive(query.term, entry)]
    assert len(found) == len({id(entry) for entry in found})


@settings(suppress_health_check=[HealthCheck.too_slow])  # a term for every field is much to draw
@given(journals, st.data())
def test_every_field_and_state_finds_what_its_plain_meaning_finds(entries: list[Entry], data: st.DataObject) -> None:
    index = Index(entries)
    held = [text for entry in entries for text in texts_of(entry)]
    for term in data.draw(own_terms(held)):
        assert index.search(Query(term)).entries == [entry for entry in entries if naive(term, entry)], term


def test_a_field_and_an_element_of_the_same_name_are_told_apart_whatever_was_asked_before() -> None:
    noted = entry("Solaris", breakdown=(Element("Title", "In red."),))
    index = Index([noted, TOKYO])
    known = elements_of([noted])
    for query, found in (('has:"title"', [noted]), ("has:title", [noted, TOKYO]), ('no:"title"', [TOKYO])):
        assert index.search(parse(query, TODAY, known).query).entries == found


@pytest.mark.parametrize("query", ["cage OR pig", "pig OR cage"])
def test_an_alternative_has_the_best_rank_that_any_of_them_gives(query: str) -> None:
    ranked = [entry("Adaptation.", credits=(actor("Nicolas Cage"),)), entry("Pig", credits=(actor("Nicolas Cage"),))]
    assert titles(Index(ranked).search(parse(query, TODAY).query).entries) == ["Pig", "Adaptation."]


def test_a_pasted_paragraph_is_searched_too() -> None:
    words = " ".join(f"word{place}" for place in range(200))
    pasted = entry("Pasted", review=words)
    assert search(f"{words} {words}", [LEAVING, pasted]) == [pasted]
