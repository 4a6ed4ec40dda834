"""Statistics as panels: whole years, counts that are never cut off, and what there is no room for."""

import re
from datetime import date

from rich.text import Text

from builders import director, entry
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.query.parser import parse_strict
from filmjournal.query.tree import Query
from filmjournal.render.palette import PLAIN
from filmjournal.render.panels import Page, arranged, column_widths
from filmjournal.render.person import person_page
from filmjournal.render.statistics import known_line, panels
from filmjournal.stats.counting import Subject, statistics
from filmjournal.stats.person import person
from filmjournal.stats.weeks import MONDAY, SATURDAY, SUNDAY


def page(entries: list[Entry], width: int, year: int | None = None, first: int = MONDAY, query: str = "") -> Page:
    counted = statistics(Subject(parse_strict(query, date(2026, 11, 24)).query, entries), year)
    return arranged(panels(counted, PLAIN, first, room=width), column_widths(width), PLAIN)


def lines(page: Page) -> list[str]:
    return [line.plain.rstrip() for line in page.lines]


def test_every_day_of_a_leap_year_has_one_place_whatever_day_weeks_begin_with() -> None:
    for first, name in ((MONDAY, "Mo"), (SATURDAY, "Sa"), (SUNDAY, "Su")):
        for year, days in ((2024, 366), (2023, 365), (2000, 366)):
            watched = [entry("A", f"{year}-02-28"), entry("B", f"{year}-03-01"), entry("C", f"{year}-12-31")]
            drawn = page(watched, 66, year, first)
            rows = lines(drawn)[2:9]
            assert rows[0].startswith(name)
            assert sum(row[3:58].count("·") + row[3:58].count("▪") for row in rows) == days
            assert sum(row.count("▪") for row in rows) == 3
            marked = {spot.query: lines(drawn)[spot.line][spot.start] for spot in drawn.spots if "-" in spot.query}
            assert {marked[f"watched:{each.viewing.watched}"] for each in watched} == {"▪"}


def test_no_count_is_cut_off_and_no_line_is_wider_than_the_page() -> None:
    watched = [entry(f"F{each}", "2026-01-02", rating=Rating(1 + each % 10), year=1950) for each in range(1200)]
    for width in (40, 76, 116, 196):
        drawn = lines(page(watched, width))
        assert not [line for line in drawn if "…" in line]
        assert max(map(len, drawn)) <= width
        assert len(re.findall(r"\b120\b", "\n".join(drawn))) == 10


def test_what_has_no_day_and_what_has_no_word_is_named_and_leads_on() -> None:
    watched = [entry(f"F{each}", None, rating=Rating(8)) for each in range(8)]
    counted = statistics(Subject(Query(), watched))
    assert known_line(counted) == "Of these 8 undated"
    drawn = page(watched, 76, query="rating:4 OR rating:5")
    (spot,) = [spot for spot in drawn.spots if "reviewed" in spot.query]
    assert spot.query == "(rating:4 OR rating:5) -is:reviewed"
    assert "and 3 more" in lines(drawn)[spot.line]


def test_many_viewings_of_one_person_become_averages_over_time() -> None:
    watched = [
        entry(f"F{each}", f"{1994 + each // 10}-0{1 + each % 9}", rating=Rating(2 if each < 150 else 10),
              credits=(director("Takashi Miike"),))
        for each in reversed(range(300))
    ]  # fmt: skip
    found = person("Takashi Miike", watched, ())
    assert found is not None
    drawn: list[Text] = list(person_page(found, 76, PLAIN).lines)
    averages = next(line.plain for line in drawn if "▂" in line.plain).strip()
    assert averages == "".join(sorted(averages)), "they grew"
    assert {"▂", "▇"} <= {*averages}
    assert len(averages) <= 66
