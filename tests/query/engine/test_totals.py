from builders import TODAY, entry
from filmjournal.model.rating import Rating
from filmjournal.query.engine.index import Index, Totals, totals_of
from filmjournal.query.parser import parse

ONCE, AGAIN = entry("Heat", "2003", rating=Rating.FIVE), entry("Heat", "2004", rating=Rating.FOUR)
UNRATED = entry("Dune", "2005")


def totals(query: str) -> Totals:
    return Index([ONCE, AGAIN, UNRATED]).search(parse(query, TODAY).query).totals


def test_viewings_are_counted_and_films_once_and_what_was_not_rated_is_not_averaged() -> None:
    assert totals("") == Totals(3, 2, 4.5)
    assert totals("heat") == Totals(2, 1, 4.5)
    assert totals("watched:2003") == Totals(1, 1, 5.0)


def test_where_nothing_is_rated_or_found_there_are_no_stars() -> None:
    assert totals("dune") == Totals(1, 1)
    assert totals("zebra") == Totals()


def test_what_an_edit_changes_is_counted_anew() -> None:
    index = Index([ONCE, UNRATED])
    index.search(parse("", TODAY).query)
    index.update([ONCE, AGAIN, UNRATED])
    assert index.search(parse("", TODAY).query).totals == Totals(3, 2, 4.5)


def test_entries_that_nobody_searched_are_counted_too() -> None:
    assert totals_of([ONCE, AGAIN, UNRATED]) == Totals(3, 2, 4.5)
    assert totals_of([]) == Totals()
