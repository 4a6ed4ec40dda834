"""Sides beside each other on a page: in columns where there is room, under each other where there is not."""

import pytest

from builders import entry
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.render.comparison import comparison_headline, comparison_page
from filmjournal.render.palette import PLAIN
from filmjournal.stats.comparison import Side, compared, group_side, viewing_side

LONG = "Three men ride into the Zone on a trolley, and for minutes the camera looks at their heads. " * 4
FIRST = entry("[REC]²", "2006-03-18", rating=Rating(7), headline="Endless", review=LONG)
SECOND = entry(
    "[REC]²", "2025-11-08", rewatch=True, review=f"東京物語 {LONG}", breakdown=(Element("Direction", LONG, Rating(9)),)
)
OTHER = entry("Pig", None, review="Gentle.")


def lines(width: int, *sides: Side) -> list[str]:
    page = comparison_page(compared(sides), width, PLAIN)
    assert max(line.cell_len for line in page.lines) <= width
    assert len(page.spots) == len(sides)
    return [line.plain for line in page.lines]


@pytest.mark.parametrize("width", [20, 38, 59, 64, 80, 120, 200])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_all_that_was_written_is_there_in_any_width(width: int, count: int) -> None:
    sides = (viewing_side(FIRST), viewing_side(SECOND), viewing_side(OTHER), *[viewing_side(OTHER)] * 2)[:count]
    shown = " ".join("\n".join(lines(width, *sides)).split())
    for word in ("Endless", "Direction", "★★★★½", "東京物語", *(["Gentle."] if count > 2 else [])):
        assert word in shown
    assert shown.count("trolley") >= 12


def test_the_same_element_of_two_sides_begins_in_the_same_line() -> None:
    other = entry("Pig", breakdown=(Element("Direction", "Quiet."),))
    shown = lines(80, viewing_side(SECOND), viewing_side(other))
    (line,) = [line for line in shown if "Direction" in line]
    assert line.split() == ["Direction", "Direction"]
    assert "Quiet." in shown[shown.index(line) + 1]


def test_takes_of_one_film_are_told_apart_by_their_days_in_columns_and_under_each_other() -> None:
    sides = viewing_side(FIRST), viewing_side(SECOND)
    assert lines(80, *sides)[0].split() == ["18", "Mar", "2006", "8", "Nov", "2025", "·", "again"]
    assert lines(40, *sides)[:2] == ["18 Mar 2006", "8 Nov 2025 · again"]
    assert comparison_headline(compared(sides)) == "[REC]², 2 viewings side by side"


def test_each_side_leads_to_its_viewing_or_to_what_lists_several() -> None:
    sides = viewing_side(OTHER), group_side("Ana", [FIRST, SECOND], "actor:ana")
    assert [(spot.viewing_id, spot.query) for spot in comparison_page(compared(sides), 80, PLAIN).spots] == [
        (OTHER.id, ""),
        ("", "actor:ana"),
    ]
    assert comparison_headline(compared(sides)) == "Pig and Ana"
