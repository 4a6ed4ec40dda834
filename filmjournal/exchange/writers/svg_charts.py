"""Charts as SVG for a page of ours, whose style gives them their colours: by day, by night, on paper."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from msgspec import Struct

from filmjournal.model.text import one_line
from filmjournal.model.when import DAYS, MONTHS

CELL, GAP = 10, 2
"""Units that a day is wide and high, and between two."""

WIDTH, HEIGHT, HEAD, FOOT = 320, 96, 16, 18
"""Units of a chart of columns: its width, and the height of the columns, of the numbers above and the labels below."""


class Column(Struct, frozen=True):
    """One column of a chart."""

    label: str
    """What stands below it."""
    value: int
    """How high it is, and the number above it; 0 for none."""


def columns_svg(columns: Sequence[Column], label: str) -> str:
    """Return a chart of columns; `label` says what it shows to whoever can't see it."""
    most = max((column.value for column in columns), default=0) or 1
    step = WIDTH / max(len(columns), 1)
    room = min(step * 0.72, 34)
    drawn = []
    for place, column in enumerate(columns):
        middle, high = step * (place + 0.5), column.value / most * HEIGHT
        if column.value:
            top = HEAD + HEIGHT - max(high, 1)
            drawn.append(
                f'<rect class="bar" x="{middle - room / 2:.1f}" y="{top:.1f}" width="{room:.1f}"'
                f' height="{max(high, 1):.1f}" rx="1.5"/>'
            )
            drawn.append(_label(middle, top - 4, f"{column.value:,}"))
        drawn.append(_label(middle, HEAD + HEIGHT + 13, column.label))
    floor = f'<path class="floor" d="M0 {HEAD + HEIGHT + 0.5}H{WIDTH}"/>'
    return _svg(WIDTH, HEAD + HEIGHT + FOOT, label, [*drawn, floor], "columns")


def bar_svg(value: float, most: float) -> str:
    """Return one bar of a table, whose numbers stand beside it as text."""
    share = min(max(value / most, 0.004), 1) * 100 if value > 0 and most > 0 else 0
    return (
        '<svg class="row" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rest" width="100" height="4"/><rect class="bar" width="{share:.1f}" height="4"/></svg>'
    )


def course_svg(values: Sequence[float | None], low: float = 0.5, high: float = 5.0) -> str:
    """Return values over time as a line with a dot for each; it is broken where there is none."""
    step, dots, path, is_on = 8, [], "", False
    for place, value in enumerate(values):
        if value is None:
            is_on = False
            continue
        x, y = place * step + 4, 20 - (min(max(value, low), high) - low) / (high - low) * 16
        path += f"{'L' if is_on else 'M'}{x} {y:.1f}"
        is_on = True
        dots.append(f'<circle cx="{x}" cy="{y:.1f}" r="1.6"/>')
    width = max(len(values), 1) * step
    return (
        f'<svg class="course" viewBox="0 0 {width} 24" width="{width}" height="24" aria-hidden="true">'
        f'<path d="{path}"/>{"".join(dots)}</svg>'
    )


def days_svg(year: int, counts: Mapping[date, int], first_weekday: int, label: str) -> str:
    """Return a cell for every day of a year, a column for each week, darker the more viewings it has."""
    new_year, step, left, top = date(year, 1, 1).toordinal(), CELL + GAP, 24, 14
    before = (date(year, 1, 1).isoweekday() - first_weekday) % 7
    names = [DAYS[(first_weekday - 1 + row) % 7][:2].capitalize() for row in range(7)]
    drawn = [
        f'<text x="{left - 5}" y="{top + row * step + CELL - 2}" text-anchor="end">{name}</text>'
        for row, name in enumerate(names)
    ]
    weeks = 0
    for ordinal in range(new_year, date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        week, row = divmod(ordinal - new_year + before, 7)
        weeks, x, count = week + 1, left + week * step, counts.get(day, 0)
        if day.day == 1:
            drawn.append(f'<text x="{x}" y="{top - 5}">{MONTHS[day.month - 1][:3].capitalize()}</text>')
        title = f"<title>{day.isoformat()}: {count}</title>" if count else ""
        drawn.append(
            f'<rect class="day d{min(count, 3)}" x="{x}" y="{top + row * step}" width="{CELL}" height="{CELL}" rx="2">'
            f"{title}</rect>"
        )
    return _svg(left + weeks * step, top + 7 * step, label, drawn, "days")


def _label(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(one_line(text))}</text>'


def _svg(width: int, height: int, label: str, drawn: Sequence[str], name: str) -> str:
    head = f'<svg class="{name}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(one_line(label))}">'
    return "\n".join([head, *drawn, "</svg>"])
