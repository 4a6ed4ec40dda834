import pytest

from builders import NOW, director, entry
from filmjournal.model.viewing import Entry
from filmjournal.query.sorting import ORDERS, WATCHED, by_date, order_named, sort

A = entry("The Apartment", "2026-11-20", year=1960, rating=9, credits=(director("Billy Wilder"),))
B = entry("Brazil", "2026-11", year=1985, rating=9, credits=(director("Terry Gilliam"),))
C = entry("élan", "2003", rating=2)
D = entry("Dune", None, year=1984, credits=(director("The David Lynch"),))
NEWEST_FIRST = [A, B, C, D]


@pytest.mark.parametrize(
    ("order", "forth", "back"),
    [
        ("watched", [A, B, C, D], [C, B, A, D]),
        ("title", [A, B, D, C], [C, D, B, A]),
        ("director", [A, D, B, C], [B, D, A, C]),
        ("rating", [A, B, C, D], [C, A, B, D]),
        ("year", [B, D, A, C], [A, D, B, C]),
    ],
)
def test_entries_are_sorted_both_ways_and_those_without_a_value_come_last(
    order: str, forth: list[Entry], back: list[Entry]
) -> None:
    assert sort(NEWEST_FIRST, order_named(order)) == forth
    assert sort(NEWEST_FIRST, order_named(order), reverse=True) == back


def test_an_order_that_is_none_is_the_date_watched() -> None:
    assert order_named("nonsense") is WATCHED
    assert [order_named(order.name) for order in ORDERS] == list(ORDERS)


def test_viewings_of_one_day_stand_in_the_order_in_which_they_were_logged() -> None:
    early = entry("Early", created=NOW.replace(hour=1), id="z")
    late = entry("Late", created=NOW.replace(hour=2), id="a")
    assert sorted([late, early], key=by_date) == [early, late]
