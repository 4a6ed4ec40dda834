from datetime import date

import pytest

from builders import director, film
from filmjournal.model.when import When
from filmjournal.model.wish import Wish, Wished
from filmjournal.query.engine.index import Index
from filmjournal.query.parser import parse
from filmjournal.query.watchlist import watchlist_entries

WISHES = (
    Wished(
        Wish(id="a", film="f", added=When("2026-11-20"), recommended_by="Ana", why="The colour comes late."),
        film("Stalker", id="f", year=1979, credits=(director("Andrei Tarkovsky"),)),
    ),
    Wished(Wish(id="b", film="g"), film("Mirror", id="g", year=1975)),
)


@pytest.mark.parametrize(
    "query",
    ["stalker", "director:tarkovsky", "decade:70s ana", "text:colour", "watched:2026-11", "year:1979"],
)
def test_a_wish_is_found_by_its_film_who_recommended_it_why_and_since_when(query: str) -> None:
    found = Index(watchlist_entries(WISHES)).search(parse(query, date(2026, 11, 24)).query)
    assert [entry.id for entry in found.entries] == ["a"]


def test_all_wishes_stay_in_their_order_where_nothing_is_asked() -> None:
    found = Index(watchlist_entries(WISHES)).search(parse("", date(2026, 11, 24)).query)
    assert [entry.id for entry in found.entries] == ["a", "b"]
