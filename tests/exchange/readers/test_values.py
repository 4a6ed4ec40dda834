from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, texts
from filmjournal.exchange.readers.values import day_in, imdb_in, number_in, runtime_in, stars_in, truth_in, year_in
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating
from read_batches import MOMENT


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-06-20", "2024-06-20"),
        ("2024-06-20 21:00:00", "2024-06-20"),
        ("2024-06-20T22:59:59Z", "2024-06-20"),
        ("2024-06-20T23:30:00.000Z", "2024-06-21"),
        ("2026-05-14 11:09:00+00:00", "2026-05-14"),
        ("2024-06-21T00:30:00+02:00", "2024-06-20"),
        ("18-12-2023 21:50:41", "2023-12-18"),
        ("05.03.15 9:41", "2015-03-05"),
        ("5.3.2015", "2015-03-05"),
        ("Jan 16 2013, 21:54", "2013-01-16"),
        ("Sun Jan  1 00:00:00 2012", "2012-01-01"),
        ("1627934400", "2021-08-02"),
        ("2003-05", "2003-05"),
        ("1998", "1998"),
    ],
)
def test_a_day_is_read_as_each_service_writes_it(written: str, day: str) -> None:
    assert day_in(written, MOMENT) == day


@pytest.mark.parametrize("written", ["soon", "2024-13-45", "31.02.2024", "2031-01-01", "0001-01-01T00:00:00Z", "3/4/5"])
def test_a_day_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(InvalidValueError):
        day_in(written, MOMENT)


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("1995", 1995),
        ("2021.0", 2021),
        ("2005 – ...", 2005),
        ("2004–2012", 2004),
        ("2016-07-20", 2016),
        ("", None),
        ("0", None),
    ],
)
def test_a_year_is_read_as_others_leave_it(written: str, year: int | None) -> None:
    assert year_in(written) == year


@pytest.mark.parametrize(
    ("written", "minutes"), [("111", 111), ("111.0", 111), ("1h 51m", 111), ("0", None), ("", None)]
)
def test_a_runtime_is_read_as_others_leave_it(written: str, minutes: int | None) -> None:
    assert runtime_in(written) == minutes


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("tt0113627", "tt0113627"),
        ("113627", "tt0113627"),
        ("0113627", "tt0113627"),
        ("https://www.imdb.com/title/tt0113627/", "tt0113627"),
        ("http://www.imdb.com/title/tt0113627?ref_=x", "tt0113627"),
        ("tt11003218", "tt11003218"),
        ("nm0000115", ""),
        ("0", ""),
        ("", ""),
    ],
)
def test_an_imdb_title_is_found_in_a_number_and_in_an_address(written: str, title: str) -> None:
    assert imdb_in(written) == title


@given(st.sampled_from([5, 10, 100]).flatmap(lambda scale: st.tuples(st.just(scale), st.floats(0.01, scale))))
def test_no_half_star_is_nearer_to_a_rating(rated: tuple[int, float]) -> None:
    scale, value = rated
    written = f"{value:.2f}"
    halves = float(written) / scale * 10
    stars = stars_in(written, scale)
    assert stars is not None
    assert abs(stars - halves) <= min(abs(each - halves) for each in Rating) + 1e-9


@pytest.mark.parametrize("written", ["11", "-1", "nan", "inf", "1_0", "1e1", "ten", "٣"])
def test_a_rating_beyond_its_scale_is_refused(written: str) -> None:
    with pytest.raises(InvalidValueError, match="is no rating from 0 to 10"):
        stars_in(written, 10)


@given(texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    for reading in (year_in, runtime_in, imdb_in, number_in, truth_in):
        with suppress(InvalidValueError):
            reading(text)
    try:
        day = day_in(text, MOMENT)
    except InvalidValueError:
        return
    assert day is None or day <= TODAY.isoformat()
