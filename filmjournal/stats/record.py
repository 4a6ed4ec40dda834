"""Statistics as plain data: one schema for JSON, CSV and columns. Averages are in stars, to a hundredth."""

from collections.abc import Iterator
from typing import Any

import msgspec

from filmjournal.model.viewing import Entry
from filmjournal.stats.results import Bar, Chart, Numbers, Slope, Statistics

COLUMNS = (
    "by",
    "value",
    "viewings",
    "films",
    "rated",
    "stars",
    "element_rated",
    "element_stars",
    "query",
)
"""The columns of a table of bars."""

BY_ELEMENT = "element"
"""The name of the chart of elements: its stars are those of the element."""


def element_chart(statistics: Statistics) -> Chart:
    """Return the elements as a chart: viewings that have the element, and the average of its own stars."""
    bars = [
        Bar(element.name, element.query, element.viewings, 0, element.rated, element.stars)
        for element in statistics.elements
    ]
    return Chart(BY_ELEMENT, "Elements", tuple(bars), statistics.numbers.viewings)


def record_of(statistics: Statistics) -> dict[str, Any]:
    """Return all of it as JSON has it; each chart under its name in `by`."""
    moments = statistics.moments
    return {
        "subject": statistics.subject,
        "query": statistics.query,
        "year": statistics.year,
        "years": list(statistics.years),
        "numbers": numbers_record(statistics.numbers),
        "before": None if statistics.before is None else numbers_record(statistics.before),
        "by": {chart.name: chart_record(chart) for chart in statistics.charts},
        "elements": [_rounded(msgspec.to_builtins(element)) for element in statistics.elements],
        "course": list(statistics.course),
        "days": {str(day): count for day, count in sorted(statistics.days.items())},
        "slopes": [_slope(slope) for slope in statistics.slopes],
        "first": entry_record(moments.first),
        "last": entry_record(moments.last),
        "gap": moments.gap and {
            "days": moments.gap.days,
            "before": entry_record(moments.gap.before),
            "after": entry_record(moments.gap.after),
        },
        "milestones": [{"number": number, "viewing": entry_record(entry)} for number, entry in moments.milestones],
        "longest": [{"words": number, "viewing": entry_record(entry)} for number, entry in moments.longest],
        "due": [entry_record(entry) for entry in moments.due],
        "unfinished": [entry_record(entry) for entry in moments.unfinished],
    }  # fmt: skip


def numbers_record(numbers: Numbers) -> dict[str, Any]:
    """Return totals as JSON has them."""
    return _rounded(msgspec.to_builtins(numbers))


def chart_record(chart: Chart) -> dict[str, Any]:
    """Return a chart as JSON has it."""
    return {
        "viewings": chart.viewings,
        "without": chart.without,
        "more": chart.more,
        "bars": [_rounded(msgspec.to_builtins(bar)) for bar in chart.bars],
    }


def rows_of(charts: tuple[Chart, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each bar, as `COLUMNS` names its cells; what is not known is empty."""
    for chart in charts:
        for bar in chart.bars:
            yield (
                chart.name,
                bar.label,
                str(bar.viewings),
                str(bar.films),
                str(bar.rated),
                _number(bar.stars),
                str(bar.element_rated),
                _number(bar.element_stars),
                bar.query,
            )


def _number(stars: float | None) -> str:
    return "" if stars is None else f"{stars:.2f}"


def _rounded(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _round(value) for name, value in record.items()}


def _round(value: Any) -> Any:  # noqa: ANN401 — whatever a record has
    if isinstance(value, list | tuple):
        return [_round(each) for each in value]
    return round(value, 2) if isinstance(value, float) else value


def _slope(slope: Slope) -> dict[str, Any]:
    return {"change": slope.change / 2, "first": entry_record(slope.first), "last": entry_record(slope.last)}


def entry_record(entry: Entry | None) -> dict[str, Any] | None:
    """Return a viewing by what names it: id, title, year, date and stars."""
    if entry is None:
        return None
    film, viewing = entry.film, entry.viewing
    rating = viewing.rating / 2 if viewing.rating else None
    return {
        "id": entry.id,
        "title": film.title,
        "year": film.year,
        "watched": str(viewing.watched) if viewing.watched else None,
        "rating": rating,
    }
