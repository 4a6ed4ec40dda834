from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, whens
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.when import When, expect_order, order_in


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026/11/3", "2026-11-03"),
        ("2003-05", "2003-05"),
        ("2003-5", "2003-05"),
        ("1998", "1998"),
        ("  1998 ", "1998"),
        ("today", "2026-11-24"),
        ("Tonight", "2026-11-24"),
        ("yesterday", "2026-11-23"),
        ("last night", "2026-11-23"),
        ("tuesday", "2026-11-24"),
        ("last tuesday", "2026-11-17"),
        ("last friday", "2026-11-20"),
        ("LAST   Friday", "2026-11-20"),
        ("fri", "2026-11-20"),
        ("on wednesday", "2026-11-18"),
        ("3 days ago", "2026-11-21"),
        ("three days ago", "2026-11-21"),
        ("a week ago", "2026-11-17"),
        ("an week ago", "2026-11-17"),
        ("2 months ago", "2026-09-24"),
        ("9 months ago", "2026-02-24"),
        ("one year ago", "2025-11-24"),
        ("last year", "2025"),
        ("this year", "2026"),
        ("last month", "2026-10"),
        ("this month", "2026-11"),
        ("nov 20", "2026-11-20"),
        ("nov 25", "2025-11-25"),
        ("20 nov", "2026-11-20"),
        ("20th of November", "2026-11-20"),
        ("November 20th, 2024", "2024-11-20"),
        ("may", "2026-05"),
        ("december", "2025-12"),
        ("may 2003", "2003-05"),
        ("feb 29", "2024-02-29"),
        ("feb 29 2020", "2020-02-29"),
        ("20/11/2026", "2026-11-20"),
        ("11/20/2026", "2026-11-20"),
        ("20.11.2026", "2026-11-20"),
        ("4.3.2020", "2020-03-04"),
        ("20-11-25", "2025-11-20"),
        ("3/3/21", "2021-03-03"),
        ("12/25/98", "1998-12-25"),
        ("summer 2003", "2003"),
        ("early 2003", "2003"),
        ("Late-2003", "2003"),
        ("the end of 2003", "2003"),
        ("~2010", "2010"),
        ("c. 2010", "2010"),
        ("about may 2003", "2003-05"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert When.parse(written, TODAY) == meant


@pytest.mark.parametrize(
    ("locale", "meant"),
    [
        ({"LANG": "en_US.UTF-8"}, "2020-04-03"),
        ({"LANG": "en_GB.UTF-8"}, "2020-03-04"),
        ({"LC_ALL": "de_DE@euro", "LANG": "en_US"}, "2020-03-04"),
        ({"LC_TIME": "fr_FR", "LANG": "en_US"}, "2020-03-04"),
        ({"LANG": "ja_JP.UTF-8"}, "2020-04-03"),
        ({"LANG": "es"}, "2020-03-04"),
    ],
)
def test_a_date_that_may_be_two_is_read_in_the_order_of_the_locale(locale: dict[str, str], meant: str) -> None:
    expect_order(order_in(locale))
    try:
        assert When.parse("4/3/2020", TODAY) == meant
        assert When.parse("20.11.2025", TODAY) == When.parse("11/20/2025", TODAY) == "2025-11-20"
    finally:
        expect_order(None)


@pytest.mark.parametrize("locale", [{}, {"LANG": "C.UTF-8"}, {"LC_ALL": "POSIX", "LANG": "en_US"}])
def test_without_a_locale_a_date_that_may_be_two_is_asked_about(locale: dict[str, str]) -> None:
    assert order_in(locale) is None
    with pytest.raises(InvalidValueError, match="may be two days: write 2020-03-04 or 2020-04-03"):
        When.parse("4/3/2020", TODAY)


def test_a_month_ago_from_its_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert When.parse("1 month ago", date(2026, 3, 31)) == "2026-02-28"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2026-11-26", "2026-11-26 is yet to come"),
        ("2026-12", "2026-12 is yet to come"),
        ("2027", "2027 is yet to come"),
        ("nov 2027", "2027-11 is yet to come"),
        ("31 february", "There is no 31 February 2026: that month has 28 days"),
        ("2025-02-29", "There is no 29 February 2025: that month has 28 days"),
        ("feb 29 2025", "that month has 28 days"),
        ("2026-13", "There is no month 13: months run from 1 to 12"),
        ("2026-00-01", "There is no month 0"),
        ("2026-01-00", "There is no 0 January 2026"),
        ("95", "“95” isn't a valid year. Use four digits, such as 1995"),
        ("1894", "Nobody watched a film in 1894: the first were shown in 1895"),
        ("4000 years ago", "Nobody watched a film"),
        ("9999999 days ago", "Nobody watched a film"),
        ("when I was young", "“when I was young” can't be read as a date"),
        ("several days ago", "can't be read as a date"),
        ("2026-1-2-3", "can't be read as a date"),
        ("", "can't be read as a date"),
    ],
)
def test_what_is_no_past_date_is_refused_with_a_reason(written: str, reason: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        When.parse(written, TODAY)
    assert reason in str(refused.value)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_a_date_that_nobody_can_read_is_answered_with_how_to_write_one() -> None:
    with pytest.raises(InvalidValueError, match="Write it as 2026-11-20, 2003-05 or 1998"):
        When.parse("whenever", TODAY)


@pytest.mark.parametrize("written", ["20-11-2026", "2026-1-1", "2026-11-20T21:00", "today", "", "1998-", "99999"])
def test_a_file_holds_only_dates_written_in_full(written: str) -> None:
    with pytest.raises(InvalidValueError, match="isn't a date"):
        When(written)


def test_a_date_knows_its_parts_as_far_as_they_were_written() -> None:
    whole, month, year = When("2026-11-20"), When("2003-05"), When("1998")
    assert (whole.year, whole.month, whole.day) == (2026, 11, 20)
    assert (month.year, month.month, month.day) == (2003, 5, None)
    assert (year.year, year.month, year.day) == (1998, None, None)


@given(whens)
def test_every_date_is_read_back_as_it_is_written(when: When) -> None:
    assert When.parse(str(when), TODAY) == when


@given(st.dates(date(1895, 1, 1), date(2100, 12, 31)), st.dates(date(1895, 1, 1), date(2100, 12, 31)))
def test_days_compare_as_they_follow_each_other(one: date, other: date) -> None:
    assert (When.of_day(one) < When.of_day(other)) == (one < other)


@given(st.dates(date(1895, 1, 1), date(2100, 12, 31)))
def test_a_year_stands_before_its_months_and_a_month_before_its_days(day: date) -> None:
    whole = When.of_day(day)
    assert When(whole[:4]) < When(whole[:7]) < whole


@given(st.dates(date(1895, 1, 1), TODAY))
def test_a_day_in_words_with_its_year_is_that_day_in_either_order(day: date) -> None:
    assert When.parse(f"{day:%B} {day.day}, {day.year}", TODAY) == day.isoformat()
    assert When.parse(f"{day.day} {day:%b} {day.year}", TODAY) == day.isoformat()


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(["monday", "thursday", "sunday"]))
def test_last_weekday_is_within_the_seven_days_before_today(today: date, name: str) -> None:
    found = date.fromisoformat(When.parse(f"last {name}", today))
    assert 1 <= (today - found).days <= 7
    assert f"{found:%A}".lower() == name


@pytest.mark.parametrize("written", ["١٩٩٨", "9" * 5000 + " days ago", "９ days ago", "²"])
def test_figures_that_are_no_plain_digits_are_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(InvalidValueError):
        When.parse(written, TODAY)
    with pytest.raises(InvalidValueError):
        When(written)


def test_a_day_that_has_begun_somewhere_is_not_yet_to_come() -> None:
    assert When.parse("2026-11-25", date(2026, 11, 24)) == "2026-11-25"
    assert When.parse("2027", date(2026, 12, 31)) == "2027"
    assert When.parse("9999-12-31", date.max) == "9999-12-31"
