import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import director, entry, films, viewings
from filmjournal.model.film import Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.sorting import ORDERS, order_named
from filmjournal.render.diary import Columns, header, line
from filmjournal.render.palette import PLAIN

WIDE = Columns.within(100)


def _line(shown: Entry, above: Entry | None = None, *, by_month: bool = True, columns: Columns = WIDE) -> str:
    return line(shown, columns, PLAIN, above=above, by_month=by_month).plain


@settings(deadline=None)
@given(films, viewings, st.integers(40, 250), st.booleans())
def test_every_line_has_exactly_the_cells_of_the_screen(film: Film, seen: Viewing, width: int, by_month: bool) -> None:
    shown = line(Entry(seen, film), Columns.within(width), PLAIN, above=None, by_month=by_month)
    assert shown.cell_len == width
    assert len(shown.plain.splitlines()) == 1


@pytest.mark.parametrize("title", ["[REC]²", "[/b]", "[bold", "東京物語", "شارع الحب", "🎬 film"])
def test_a_title_is_shown_as_it_is(title: str) -> None:
    assert title in _line(entry(title))


def test_a_line_shows_date_film_director_stars_and_marks() -> None:
    shown = entry("Heat", year=1995, credits=(director("Michael Mann"),), rating=Rating(9), liked=True, review="x")
    assert _line(shown).split() == ["Nov", "2026", "20", "Heat", "1995", "Michael", "Mann", "★★★★½", "♥", "¶"]


def test_a_month_is_named_only_where_it_differs_from_the_line_above() -> None:
    above, same, other = entry("A", "2026-11-20"), entry("B", "2026-11-03"), entry("C", "2026-10-31")
    assert _line(above).startswith(" Nov 2026  20 ")
    assert _line(same, above).startswith("            3 ")
    assert _line(other, same).startswith(" Oct 2026  31 ")


def test_sorted_by_anything_else_every_line_has_its_whole_date() -> None:
    above, same = entry("A", "2026-11-20"), entry("B", "2026-11-03")
    assert _line(same, above, by_month=False).startswith(" 3 Nov 2026 ")


def test_the_first_undated_line_says_so_and_the_next_does_not() -> None:
    dated, undated = entry("A"), entry("B", None)
    assert _line(undated, dated).startswith(" undated ")
    assert _line(undated, undated).startswith(" " * 14)


def test_a_long_title_is_cut_and_its_year_stays() -> None:
    shown = _line(entry("A very long title " * 10, year=1964, credits=(director("Stanley Kubrick"),)))
    assert "…" in shown
    assert "  1964" in shown
    assert "Stanley Kubrick" in shown


def test_a_narrow_screen_leaves_the_director_out() -> None:
    narrow = Columns.within(60)
    assert narrow.director == 0
    shown = _line(entry("Heat", credits=(director("Michael Mann"),)), columns=narrow)
    assert "Mann" not in shown
    assert "Heat" in shown


@pytest.mark.parametrize("order", [order.name for order in ORDERS])
def test_the_heading_has_one_arrow_and_it_turns_with_the_direction(order: str) -> None:
    down = header(WIDE, order_named(order), PLAIN, reverse=not order_named(order).descending).plain
    up = header(WIDE, order_named(order), PLAIN, reverse=order_named(order).descending).plain
    assert (down.count("↓"), down.count("↑")) == (1, 0)
    assert (up.count("↓"), up.count("↑")) == (0, 1)
    assert up.replace("↑", "↓") == down


def test_headings_stand_above_what_they_name() -> None:
    shown = entry("Heat", credits=(director("Michael Mann"),), rating=Rating.FIVE)
    text, heading = _line(shown), header(WIDE, order_named("watched"), PLAIN, reverse=False).plain
    for name, value in (("Film", "Heat"), ("Director", "Michael Mann"), ("Rating", "★★★★★")):
        assert heading.index(name) == text.index(value)


def test_sorted_by_year_the_column_of_the_film_says_year() -> None:
    heading = header(WIDE, order_named("year"), PLAIN, reverse=False).plain
    assert "Year ↓" in heading
    assert "Film" not in heading
