"""Sides beside each other: what each says about an element, and its stars."""

from builders import entry
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.stats.comparison import WHOLE, compared, film_sides, group_side, viewing_side
from filmjournal.stats.comparison_record import comparison_record

FIRST = entry(
    watched="2006-03-18",
    rating=Rating(7),
    review="I slept. Then I woke.",
    breakdown=(Element("Soundtrack", "A drone.", Rating(8)),),
)
SECOND = entry(
    watched="2025-11-08",
    rating=Rating(10),
    headline="Awake",
    breakdown=(Element("Direction", "Trust. Nothing else.", Rating(10)), Element("soundtrack", "", Rating(9))),
)
OTHER = entry("Pig", "2021-08-22", rating=Rating(8))


def test_viewings_stand_beside_each_other_by_element_whatever_case_its_name_has() -> None:
    comparison = compared([viewing_side(FIRST), viewing_side(SECOND)])
    assert [row.name for row in comparison.rows] == [WHOLE, "Soundtrack", "Direction"]
    assert [[cell.stars for cell in row.cells] for row in comparison.rows] == [[3.5, 5], [4, 4.5], [None, 5]]
    assert [[said.text for said in cell.said] for cell in comparison.rows[2].cells] == [[], ["Trust. Nothing else."]]


def test_several_viewings_of_a_side_have_an_average_and_are_quoted_in_short_the_latest_first() -> None:
    both = compared([group_side("Stalker", [SECOND, FIRST]), viewing_side(OTHER)])
    whole, direction, soundtrack = both.rows
    assert (whole.cells[0].stars, whole.cells[0].rated) == (4.25, 2)
    assert [(said.headline, said.text) for said in whole.cells[0].said] == [("Awake", ""), ("", "I slept.")]
    assert [said.text for said in soundtrack.cells[0].said] == ["A drone."]
    assert [said.text for said in direction.cells[0].said] == ["Trust."]
    assert (soundtrack.cells[1].stars, soundtrack.cells[1].said) == (None, ())


def test_a_film_seen_once_is_a_viewing_and_one_seen_more_often_a_film() -> None:
    sides = film_sides([SECOND, OTHER, FIRST])
    assert [(side.name, side.about, len(side.entries)) for side in sides] == [
        ("Stalker", "2 viewings", 2),
        ("Pig", "22 Aug 2021", 1),
    ]


def test_an_element_that_nobody_says_anything_about_has_no_row() -> None:
    empty = entry("Pig", breakdown=(Element("Cutting"),))
    assert compared([viewing_side(empty), viewing_side(entry("Solaris"))]).rows == ()


def test_a_comparison_as_data_has_all_that_is_shown() -> None:
    record = comparison_record(compared([group_side("Stalker", [SECOND, FIRST]), viewing_side(OTHER)]))
    assert [side["name"] for side in record["sides"]] == ["Stalker", "Pig"]
    whole, _, soundtrack = record["elements"]
    assert (whole["element"], soundtrack["element"]) == (None, "soundtrack")
    assert whole["sides"][0]["stars"] == 4.25
    assert whole["sides"][0]["said"][1] == {"viewing": FIRST.id, "headline": "", "text": "I slept."}
    assert whole["sides"][1] == {"stars": 4, "rated": 1, "said": []}
