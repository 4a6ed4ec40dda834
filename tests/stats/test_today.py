"""What comes back on a day: what is near it, what is chosen, and that it stays the same all day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import entry, film
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.model.when import When
from filmjournal.model.wish import Wish, Wished
from filmjournal.render.palette import PLAIN
from filmjournal.render.today import ago, today_page
from filmjournal.stats.today import EXCERPT, passage_of, today
from filmjournal.stats.today_record import today_record

DAY = date(2026, 12, 27)


def near(*watched: str | None, day: date = DAY, window: int = 3) -> list[tuple[str, int, int]]:
    """Return which of these days are near, with how many days and years away."""
    found = today([entry("Stalker", each) for each in watched], (), day, window=window)
    return [(str(each.entry.viewing.watched), each.days, each.years) for each in found.near]


def wished(title: str, **facts: object) -> Wished:
    return Wished(Wish(id=f"wish {title}", film=title), film(title, id=title, **facts))


def test_the_nearest_day_comes_first_and_this_year_is_not_past() -> None:
    days = ("2024-12-28", "2014-12-26", "2020-12-27", "2026-12-27", "2026-12-25", "2020-12-31", "2020-12", "2019", None)
    assert near(*days) == [("2020-12-27", 0, 6), ("2024-12-28", 1, 2), ("2014-12-26", -1, 12)]
    assert near(*days, window=0) == [("2020-12-27", 0, 6)]
    assert ("2020-12-31", 4, 6) in near(*days, window=4)


def test_days_near_the_turn_of_a_year_are_near() -> None:
    assert near("2020-01-02", "2026-01-01", day=date(2026, 12, 31)) == [("2026-01-01", 1, 1), ("2020-01-02", 2, 7)]
    assert near("2020-12-30", "2025-12-31", day=date(2026, 1, 1)) == [("2020-12-30", -2, 5)]


@pytest.mark.parametrize(
    ("day", "days"), [(date(2026, 2, 28), 0), (date(2028, 2, 28), 1), (date(2026, 3, 1), -1), (date(2028, 2, 29), 0)]
)
def test_the_29th_of_february_is_remembered_the_day_before_where_there_is_none(day: date, days: int) -> None:
    assert [each[1] for each in near("2020-02-29", day=day)] == [days]


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 40), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
@settings(max_examples=examples(100))
def test_near_is_what_is_as_near_by_the_calendar(day: date, window: int, watched: date) -> None:
    found = near(watched.isoformat(), day=day, window=window)
    there = [day + timedelta(each) for each in range(-window, window + 1)]
    meant = [each for each in there if (each.month, each.day) == (watched.month, watched.day) and each > watched]
    if (watched.month, watched.day) != (2, 29):
        assert [(day + timedelta(days), years) for _, days, years in found] == [
            (each, each.year - watched.year) for each in meant if each.year > watched.year
        ]


def test_how_long_ago_it_was_is_said_in_words() -> None:
    days = ("2025-12-27", "2014-12-28", "2014-12-26", "2024-12-30", "2024-12-25")
    found = today([entry("Pig", each) for each in days], (), DAY)
    assert [ago(each) for each in found.near] == [
        "1 year ago today",
        "12 years ago tomorrow",
        "12 years ago yesterday",
        "2 years and 2 days ago",
        "2 years ago in 3 days",
    ]


def test_a_passage_is_of_whole_sentences_and_gives_no_ending_away() -> None:
    long = "A first sentence that says something. " * 20
    said = passage_of(entry(review=f"## Rain\n\n{long}"), "seed")
    assert said is not None
    assert said.text.endswith("something.")
    assert len(said.text) <= EXCERPT
    assert passage_of(entry(review="He dies.", spoilers=True)) is None
    element = passage_of(entry(breakdown=(Element("Soundtrack", "Bells, and *water*.", Rating.FIVE),)))
    assert element is not None
    assert (element.place, element.text, element.rating) == ("Soundtrack", "Bells, and water.", Rating.FIVE)
    headline = passage_of(entry(headline="A zone"))
    assert headline is not None
    assert headline.text == "A zone"
    assert passage_of(entry()) is None


def many() -> list[Entry]:
    texts = [f"This is what I wrote about film number {number}, at some length." for number in range(50)]
    return [entry(f"Film {number}", f"2020-03-{number % 28 + 1:02}", review=text) for number, text in enumerate(texts)]


def test_the_passage_stays_all_day_also_when_a_film_is_logged_and_changes_with_the_day() -> None:
    def shelf(entries: list[Entry], day: date = DAY, passage: int = 0) -> str:
        said = today(entries, (), day, passage=passage).shelf
        assert said is not None
        return said.text

    first = shelf(many())
    assert first == shelf(many())
    logged = [entry("Logged today", str(DAY), review="Short."), *many()]
    assert shelf(logged) == first
    assert len({shelf(many(), DAY + timedelta(days)) for days in range(30)}) > 10
    asked = [shelf(many(), passage=number) for number in range(51)]
    assert len(set(asked)) == 50
    assert asked[50] == asked[0]


def test_a_passage_that_is_quoted_near_the_day_is_not_the_one_from_the_shelf() -> None:
    both = [entry("Pig", "2020-12-27", review="A man wants his pig back, and says so at length to everybody there."),
            entry("Mirror", "2020-05-01", review="Fire behind the house, and nobody runs. " * 2)]  # fmt: skip
    for days in range(20):
        said = today(both, (), DAY + timedelta(365 * days), window=180).shelf
        assert said is not None
    assert today(both, (), DAY).shelf == passage_of(both[1], str(DAY))


def test_tonight_is_another_film_until_all_were_offered() -> None:
    wishes = [wished(f"Film {number}") for number in range(5)]
    offered = [today((), wishes, DAY, film=number).tonight for number in range(6)]
    assert {each.id for each in offered if each} == {each.id for each in wishes}
    assert offered[5] == offered[0]
    assert today((), (), DAY).tonight is None


def test_the_year_so_far_and_what_is_unwritten_are_counted() -> None:
    entries = [
        entry("Pig", "2026-03-01", rating=Rating.FOUR, review="one two three"),
        entry("Mirror", "2026", rating=Rating.FIVE),
        entry("Solaris", "2025-03-01", rating=Rating.ONE),
    ]
    found = today(entries, (), DAY)
    assert (found.year.viewings, found.year.stars, found.year.words) == (2, 4.5, 3)
    assert found.year.months == (0, 0, 1, *[0] * 9)
    assert [each.film.title for each in found.unwritten] == ["Mirror", "Solaris"]


def test_a_film_you_love_is_remembered_when_its_age_is_round() -> None:
    old = entry("Moonstruck", "2025-02-14", year=1986, rating=Rating.FOUR)
    assert today([old, entry("Pig", year=1996, rating=Rating.THREE)], (), DAY).birthday is old
    assert today([entry("Pig", year=2026, rating=Rating.FIVE)], (), DAY).birthday is None


@given(st.integers(20, 200), st.text(min_size=1, max_size=60).filter(str.strip), st.text(max_size=400))
@settings(max_examples=examples(60))
def test_a_page_is_never_wider_than_the_room_and_every_spot_is_on_it(width: int, title: str, text: str) -> None:
    entries = [
        entry(title, day, review=text, headline=title, id=day) for day in ("2024-12-28", "2014-12-26", "2004-12-26")
    ]
    wish = Wished(Wish(id="w", film="w", recommended_by=title, why=text, added=When("2020")), film(title, id="w"))
    found = today(entries, [wish], DAY)
    page = today_page(found, width, PLAIN, is_app=True)
    assert all(line.cell_len <= max(width, 40) for line in page.lines)
    assert all(spot.line < len(page.lines) for spot in page.spots)
    assert today_record(found)["tonight"]["title"] == title
