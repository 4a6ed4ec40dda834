"""Statistics as panels: bars, columns, days of a year, and sentences about what stands out."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from textwrap import wrap

from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.rating import Rating, average_stars
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.when import DAYS, MONTHS
from filmjournal.model.wording import counted, runtime, short_date, titled
from filmjournal.render.cells import fit
from filmjournal.render.charts import FEW, MANY, SOME, bar, column, course, mark, shortened
from filmjournal.render.palette import Palette
from filmjournal.render.panels import WIDE, MakePanel, Panel, Spot
from filmjournal.stats.facets import FACET_NAMES, facet_named
from filmjournal.stats.results import Bar, Chart, ElementCount, Numbers, Statistics
from filmjournal.stats.weeks import MONDAY, week_of, weekdays_from

MOST_NAMES = 7
"""The most names that a panel lists."""


def headline(statistics: Statistics) -> str:
    """Return what was counted, such as 2026 in films."""
    when = f"{statistics.year} in films" if statistics.year is not None else "All years"
    return f"{when}, {one_line(statistics.subject)}" if statistics.subject else when


def totals_line(numbers: Numbers) -> str:
    """Return the totals in a line, such as 62 viewings · 53 films · 9 again · 128 h · ★ 3.8 · 8,382 words."""
    hours = numbers.minutes // 60
    parts = [counted(numbers.viewings, "viewing"), counted(numbers.films, "film")]
    parts += [f"{numbers.again:,} again"] if numbers.again else []
    parts += [f"♥ {numbers.liked:,}"] if numbers.liked else []
    parts += [f"{hours:,} h" if hours else runtime(numbers.minutes)] if numbers.minutes else []
    parts += [f"★ {average_stars(numbers.stars)}"] if numbers.stars is not None else []
    parts += [counted(numbers.words, "word")] if numbers.words else []
    return " · ".join(parts)


def compared_line(statistics: Statistics) -> str:
    """Return the totals against those of the year before; empty where that has none."""
    before, numbers = statistics.before, statistics.numbers
    if before is None or not before.viewings or statistics.year is None:
        return ""
    more = numbers.viewings - before.viewings
    parts = [f"{abs(more):,} {'more' if more > 0 else 'fewer'}" if more else "as many"]
    if numbers.stars is not None and before.stars is not None:
        change = f"{numbers.stars - before.stars:+.1f}".replace("-", "−")
        parts += [f"★ {change}"] if change[1:] != "0.0" else []
    words = numbers.words - before.words
    if words:
        parts.append(f"{words:+,} words".replace("-", "−"))
    return f"Against {statistics.year - 1}: {' · '.join(parts)}"


def left_out(numbers: Numbers) -> str:
    """Return how many viewings are known less well than to the day; empty if none are."""
    parts = [
        f"{number:,} {words}"
        for number, words in (
            (numbers.undated, "undated"),
            (numbers.year_only, "known by the year alone"),
            (numbers.month_only, "by the month"),
        )
        if number
    ]
    return ", ".join(parts)


def known_line(statistics: Statistics) -> str:
    """Return how many viewings are known less well than to the day, as a line; empty if none are."""
    rest = left_out(statistics.numbers)
    return f"Of these {rest}" if rest else ""


def panels(statistics: Statistics, palette: Palette, first_weekday: int = MONDAY, *, room: int = 80) -> list[MakePanel]:
    """Return what makes the panels, what says most first; `room` is the width of the whole page."""
    draw = Panels(statistics, palette, first_weekday)
    by_days = statistics.year is not None and room >= WIDE
    return [
        (lambda _: draw.days()) if by_days else draw.years,
        draw.stars,
        draw.elements,
        partial(draw.people, "director"),
        partial(draw.columns, "month"),
        partial(draw.names, "venue"),
        partial(draw.names, "companion"),
        partial(draw.columns, "decade"),
        draw.slopes,
        *(partial(draw.people, name) for name in ("actor", "cinematographer", "composer", "writer")),
        partial(draw.columns, "weekday"),
        *(partial(draw.names, name) for name in ("country", "language", "genre", "tag", "format")),
        partial(draw.columns, "runtime"),
        draw.moments,
        draw.longest,
        draw.unfinished,
        draw.due,
    ]


def chart_panel(chart: Chart, width: int, palette: Palette) -> Panel:
    """Return one chart with a line for every bar that has a viewing; on a scale, for every one."""
    bars = [bar for bar in chart.bars if bar.viewings or chart.name not in {"year", "month"}]
    panel = bar_rows(chart.title, bars, chart, width, palette)
    rest = [f"and {chart.more:,} more"] if chart.more else []
    rest += [f"{chart.without:,} without"] if chart.without else []
    return Panel(panel.title, (*panel.lines, Text(", ".join(rest), palette.muted)), panel.spots)


def bar_rows(
    title: str, bars: Sequence[Bar], chart: Chart, width: int, palette: Palette, *, by_stars: bool = False
) -> Panel:
    """Return a line for each bar: label, bar, stars and viewings; with `by_stars`, the bars show the stars."""
    most = max((bar.viewings for bar in bars), default=0)
    label = min(max((cell_len(one_line(bar.label)) for bar in bars), default=0), max(width - 20, 8))
    numbers = len(f"{most:,}")
    room = max(width - label - numbers - 8, 2)
    role = facet_named(chart.name).role if chart.name in FACET_NAMES else None
    lines, spots = [], []
    for row, each in enumerate(bars):
        stars = each.own_stars if chart.name != "rating" else None  # its label says them
        line = Text(f"{fit(one_line(each.label), label)}  ")
        drawn = bar(stars or 0, 5, room) if by_stars else bar(each.viewings, most, room)
        line.append(drawn.ljust(room), palette.star)
        line.append("     " if stars is None else f"  {average_stars(stars)}").append(f" {each.viewings:>{numbers},}")
        lines.append(line)
        person = each.label if role is not None else ""
        spots.append(Spot(row, 0, label, query=each.query, person=person, role=role))
    return Panel(title, tuple(lines), tuple(spots))


class Panels:
    """Makes the panels of some statistics, each for a width."""

    def __init__(self, statistics: Statistics, palette: Palette, first_weekday: int) -> None:
        self._statistics = statistics
        self._palette = palette
        self._first_weekday = first_weekday

    def days(self) -> Panel | None:
        """Return the days of the year: a row for each day of the week, a cell for each week."""
        year, days, palette = self._statistics.year, self._statistics.days, self._palette
        if year is None or not self._statistics.numbers.viewings:
            return None
        first = self._first_weekday
        weeks = week_of(date(year, 12, 31), first) + 1
        counts = {date.fromisoformat(day): count for day, count in days.items()}
        lines, spots = [], list[Spot]()
        head = [" "] * weeks
        months = self._statistics.chart("month").bars
        for number, (name, month) in enumerate(zip(MONTHS, months, strict=True), start=1):
            week = week_of(date(year, number, 1), first)
            head[week] = name[0].upper()
            spots.append(Spot(0, 3 + week, 4 + week, query=month.query))
        lines.append(Text(f"   {''.join(head)}", palette.muted))
        bars = {bar.label: bar for bar in self._statistics.chart("weekday").bars}
        for row, weekday in enumerate(weekdays_from(first), start=1):
            day_bar = bars[DAYS[weekday - 1].capitalize()]
            line = Text(f"{DAYS[weekday - 1][:2].capitalize()} ", palette.muted)
            line.append_text(self._week_row(year, weekday, weeks, counts))
            line.append(f"{day_bar.viewings:>5,}")
            lines.append(line)
            spots.append(Spot(row, 0, 2, query=day_bar.query))
        scope = self._statistics.subject
        rows = {weekday: row for row, weekday in enumerate(weekdays_from(first), start=1)}
        for day in sorted(counts):
            cell = 3 + week_of(day, first)
            query = f"{f'({scope})' if scope else ''} watched:{day.isoformat()}".strip()
            spots.append(Spot(rows[day.isoweekday()], cell, cell + 1, query=query))
        rest = left_out(self._statistics.numbers)
        if rest:
            lines.append(Text(f"   and {rest}", palette.muted))
        return Panel("When", tuple(lines), tuple(spots), is_wide=True)

    def _week_row(self, year: int, weekday: int, weeks: int, counts: dict[date, int]) -> Text:
        first = date(year, 1, 1)
        start = first - timedelta(days=(first.isoweekday() - self._first_weekday) % 7)
        offset = (weekday - self._first_weekday) % 7
        days = [start + timedelta(days=7 * week + offset) for week in range(weeks)]
        row = Text("".join(mark(counts.get(day, 0)) if day.year == year else " " for day in days), self._palette.muted)
        row.highlight_regex(f"[{FEW}{SOME}{MANY}]+", f"not dim {self._palette.star}")
        return row

    def years(self, width: int) -> Panel | None:
        """Return a bar for each year, the latest first."""
        chart = self._statistics.chart("year")
        months = self._statistics.chart("month")
        chosen = [bar for bar in reversed(chart.bars) if bar.viewings] if self._statistics.year is None else []
        if not chosen:
            return self.columns("month", width) if months.bars and self._statistics.year is not None else None
        return self._rows("Years", chosen, chart, width)

    def stars(self, width: int) -> Panel | None:
        """Return how you rated: a column for each half star."""
        numbers, before = self._statistics.numbers, self._statistics.before
        if numbers.stars is None:
            return None
        title = f"How you rated   ★ {average_stars(numbers.stars)}"
        if before is not None and before.stars is not None and self._statistics.year is not None:
            was = f", was {average_stars(before.stars)}"
            when = f" in {self._statistics.year - 1}"
            title += was + when * (cell_len(title + was + when) <= width)
        labels = [_half_label(halves) for halves in range(1, 11)]
        return self._columns(title, self._statistics.chart("rating"), labels, width)

    def columns(self, name: str, width: int) -> Panel | None:
        """Return a chart of a scale as columns; as rows where there are too many for the width."""
        chart = self._statistics.chart(name)
        if sum(bar.viewings > 0 for bar in chart.bars) < 2:
            return None
        labels = [_short(name, bar.label) for bar in chart.bars]
        room = width // len(labels)
        if name == "month" and self._statistics.year is not None and room == 3:
            labels = [label[0] for label in labels]
        if room < max(map(len, labels)) + 1 or room < 3:
            last = [bar for bar in chart.bars if bar.viewings][-12:]
            is_last = name == "month" and self._statistics.year is None
            return self._rows("The last months" if is_last else chart.title, last, chart, width)
        return self._columns(chart.title, chart, labels, width)

    def _columns(self, title: str, chart: Chart, labels: Sequence[str], width: int, height: int = 5) -> Panel:
        room = min(width // len(chart.bars), 6)
        most = max(bar.viewings for bar in chart.bars)
        if len(f"{most:,}") >= room:  # no count is cut off
            return self._rows(title, chart.bars, chart, width)
        cells = [column(bar.viewings, most, height) for bar in chart.bars]
        counts, foot = Text(), Text()
        for each, label in zip(chart.bars, labels, strict=True):
            counts.append(fit(f"{each.viewings:,}" if each.viewings else "·", room - 1) + " ", self._palette.muted)
            foot.append(fit(label, room - 1) + " ")
        rows = [
            Text("".join(cell[row] * (room - 1) + " " for cell in cells), self._palette.star) for row in range(height)
        ]
        spots = [
            Spot(height + 1, place * room, place * room + room - 1, query=each.query, first=0, last=height + 1)
            for place, each in enumerate(chart.bars)
            if each.viewings
        ]
        return Panel(title, (counts, *rows, foot), tuple(spots))

    def names(self, name: str, width: int) -> Panel | None:
        """Return the names with the most viewings, and how many have none."""
        chart = self._statistics.chart(name)
        if not chart.bars:
            return None
        panel = self._rows(chart.title, chart.bars[:MOST_NAMES], chart, width)
        rest = len(chart.bars) - MOST_NAMES + chart.more
        parts = [f"and {rest:,} more"] if rest > 0 else []
        parts += [f"{chart.without:,} without"] if chart.without else []
        if not parts:
            return panel
        line = Text(", ".join(parts), self._palette.muted)
        spots = [*panel.spots]
        if chart.without_query:
            spots.append(Spot(len(panel.lines), 0, line.cell_len, query=chart.without_query))
        return Panel(panel.title, (*panel.lines, line), tuple(spots))

    def people(self, name: str, width: int) -> Panel | None:
        """Return people of a role: by your stars for their work, of three films and more, else by how many viewings."""
        chart = self._statistics.chart(name)
        bars, films = chart.leading()
        if not bars:
            return None
        title = f"{chart.title}, of {films} films and more" if films else chart.title
        return bar_rows(title, bars[:MOST_NAMES], chart, width, self._palette, by_stars=bool(films))

    def _rows(self, title: str, bars: Sequence[Bar], chart: Chart, width: int) -> Panel:
        return bar_rows(title, bars, chart, width, self._palette)

    def elements(self, width: int) -> Panel | None:
        """Return the elements with their averages and their course, and where you are hardest."""
        rated = [element for element in self._statistics.elements if element.rated][:8]
        if not rated:
            return None
        label = min(max(cell_len(one_line(element.name)) for element in rated), 16)
        times = min(len(self._statistics.course), 24, max(width - label - 9 - 5, 0))
        room = max(width - label - 9 - times, 3)
        lines, spots = [], []
        for row, element in enumerate(rated):
            stars = element.stars or 0
            line = Text(f"{fit(one_line(element.name), label)}  ")
            line.append(bar(stars, 5, room).ljust(room), self._palette.star).append(f"  {average_stars(stars)}  ")
            line.append(course(shortened(element.course, times)), self._palette.muted)
            lines.append(line)
            spots.append(Spot(row, 0, label, query=element.query))
        said = [line for sentence in said_of_elements(rated) for line in wrap(sentence, width)]
        lines += [Text(line, self._palette.muted) for line in said]
        names = self._statistics.course
        title = f"Elements   ★, {names[0]} to {names[-1]}" if len(names) > 1 else "Elements"
        return Panel(title, tuple(lines), tuple(spots))

    def slopes(self, width: int) -> Panel | None:
        """Return the films that grew on you, and those that cooled."""
        slopes = self._statistics.slopes
        grew = [slope for slope in slopes if slope.change > 0][:4]
        cooled = [slope for slope in reversed(slopes) if slope.change < 0][:3]
        lines, spots = [], []
        for slope in (*grew, *cooled):
            first, last = slope.first.viewing, slope.last.viewing
            stars = f"{(first.rating or Rating.FIVE).stars} → {(last.rating or Rating.FIVE).stars}"
            since = f"since {first.watched.year}" if first.watched else ""
            room = max(width - 15 - 10, 8)
            title = fit(one_line(slope.last.film.title), room)
            line = Text(title).append(f" {stars}".ljust(15), self._palette.star).append(since, self._palette.muted)
            lines.append(line)
            spots.append(Spot(len(lines) - 1, 0, cell_len(title), viewing_id=slope.last.id))
        return Panel("Grew on you" + ", and cooled" * bool(cooled), tuple(lines), tuple(spots)) if lines else None

    def moments(self, width: int) -> Panel | None:
        """Return the first and last viewing, milestones and the longest gap."""
        moments = self._statistics.moments
        found: list[tuple[str, Entry]] = []
        if moments.first is not None and moments.last is not None:
            found += [("First", moments.first)]
            found += [("Last", moments.last)] if moments.last is not moments.first else []
        found += [(f"The {number:,}th", entry) for number, entry in moments.milestones[-4:]]
        if moments.gap is not None and moments.gap.days > 1:
            found.append((counted(moments.gap.days, "day") + " without", moments.gap.after))
        return self._entries("Moments", found, width)

    def longest(self, width: int) -> Panel | None:
        """Return the viewings about which you wrote most, where there are a few."""
        found = [(f"{number:,}", entry) for number, entry in self._statistics.moments.longest]
        return self._entries("Most words", found, width) if len(found) > 2 else None

    def unfinished(self, width: int) -> Panel | None:
        """Return the latest viewings about which nothing is written."""
        moments = self._statistics.moments
        found = [(short_date(entry.viewing.watched) or "undated", entry) for entry in moments.unfinished[:5]]
        panel = self._entries(f"Unfinished: {len(moments.unfinished):,} without a word", found, width)
        rest = len(moments.unfinished) - len(found)
        if panel is None or not rest:
            return panel
        line, scope = Text(f"and {rest:,} more", self._palette.muted), self._statistics.query
        query = f"{f'({scope}) ' if scope else ''}-is:reviewed"
        spot = Spot(len(panel.lines), 0, line.cell_len, query=query)
        return Panel(panel.title, (*panel.lines, line), (*panel.spots, spot))

    def due(self, width: int) -> Panel | None:
        """Return films that deserve another time."""
        moments = self._statistics.moments
        found = [(short_date(entry.viewing.watched), entry) for entry in moments.due[:5]]
        return self._entries("Due again: 4½ stars, five years ago", found, width)

    def _entries(self, title: str, found: Sequence[tuple[str, Entry]], width: int) -> Panel | None:
        lines, spots = [], []
        label = max((cell_len(each) for each, _ in found), default=0)
        for row, (each, entry) in enumerate(found):
            name = fit(titled(entry.film), max(width - label - 8, 8)).rstrip()
            line = Text(
                f"{each.rjust(label) if each[0].isdigit() else each.ljust(label)}  ", self._palette.muted
            ).append(name, "not dim")
            if entry.viewing.rating:
                line.append(f" {entry.viewing.rating.stars}", self._palette.star)
            lines.append(line)
            spots.append(Spot(row, label + 2, label + 2 + cell_len(name), viewing_id=entry.id))
        return Panel(title, tuple(lines), tuple(spots)) if lines else None


def said_of_elements(elements: Sequence[ElementCount]) -> list[str]:
    """Return in sentences where you are hardest, and what goes with five stars; each of a few viewings at least."""
    known = [element for element in elements if element.against is not None and element.compared >= 5]
    hardest = min(known, key=lambda element: element.against or 0, default=None)
    said = []
    if hardest is not None and (hardest.against or 0) < -0.05:
        against = f"{-(hardest.against or 0):.1f}"
        said.append(f"You are hardest on {one_line(hardest.name).lower()}: {against} stars below the film.")
    lifted = [element for element in elements if element.in_fives is not None and element.fives >= 3]
    most = max(lifted, key=lambda element: element.in_fives or 0, default=None)
    if most is not None and (most.in_fives or 0) > 0.05:
        said.append(
            f"Films with five stars win most by {one_line(most.name).lower()}: "
            f"{average_stars(most.in_fives or 0)} stars more."
        )
    return said


def _half_label(halves: int) -> str:
    return f"{halves // 2 or ''}{'½' * (halves % 2)}"


def _short(name: str, label: str) -> str:
    if name in {"month", "weekday"}:
        return label[:3] if name == "month" else label[:2]
    return label[2:] if name == "decade" and label[:2] in {"18", "19", "20"} else label
