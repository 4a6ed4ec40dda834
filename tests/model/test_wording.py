import pytest
from hypothesis import given
from rich.cells import cell_len

from builders import film, whens
from filmjournal.model.when import When
from filmjournal.model.wording import counted, listed, long_date, runtime, short_date, titled


@pytest.mark.parametrize(
    ("when", "long", "short"),
    [
        ("2026-11-20", "20 November 2026", "20 Nov 2026"),
        ("2026-05-03", "3 May 2026", "3 May 2026"),
        ("2003-05", "May 2003", "May 2003"),
        ("1998", "1998", "1998"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(when: str, long: str, short: str) -> None:
    assert long_date(When(when)) == long
    assert short_date(When(when)) == short


def test_an_unknown_date_is_said_in_full_and_left_out_where_it_is_short() -> None:
    assert long_date(None) == "date unknown"
    assert short_date(None) == ""


@given(whens)
def test_a_short_date_has_at_most_eleven_cells(when: When) -> None:
    assert cell_len(short_date(when)) <= 11


@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "1 min"), (59, "59 min"), (60, "1 h"), (111, "1 h 51 min"), (450, "7 h 30 min")]
)
def test_a_length_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert runtime(minutes) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 viewings"), (1, "1 viewing"), (2, "2 viewings"), (1204, "1,204 viewings")]
)
def test_a_count_agrees_with_its_noun(number: int, said: str) -> None:
    assert counted(number, "viewing") == said


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["Ana"], "Ana"), (["Ana", "Bo"], "Ana and Bo"), (["Ana", "Bo", "Cy"], "Ana, Bo and Cy")],
)
def test_names_are_listed_as_in_a_sentence(names: list[str], said: str) -> None:
    assert listed(names) == said


def test_a_title_has_its_year_where_that_is_known() -> None:
    assert titled(film("Heat", year=1995)) == "Heat (1995)"
    assert titled(film("Two\nlines")) == "Two lines"
