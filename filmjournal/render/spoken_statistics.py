"""Statistics as sentences, for screen readers."""

from collections.abc import Iterator, Sequence

from filmjournal.model.rating import average_stars
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, long_date, runtime, titled
from filmjournal.render.statistics import headline, left_out
from filmjournal.stats.results import Bar, Chart, Numbers, Statistics


def sentences(statistics: Statistics, charts: Sequence[Chart], *, whole: bool) -> Iterator[str]:
    """Yield the totals and a sentence for each bar; with `whole`, what stands out too."""
    if whole:
        yield f"{headline(statistics)}."
        yield from _totals(statistics.numbers)
    for chart in charts:
        bars = [bar for bar in chart.bars if bar.viewings]
        if not bars:
            continue
        yield ""
        yield f"{chart.title}:"
        yield from (f"{_bar(bar)}." for bar in bars)
        if chart.more:
            yield f"{chart.more:,} more with fewer viewings."
        if chart.without:
            yield f"{counted(chart.without, 'viewing')} without."
    if whole:
        yield from _moments(statistics)


def _totals(numbers: Numbers) -> Iterator[str]:
    yield f"{counted(numbers.viewings, 'viewing')} of {counted(numbers.films, 'film')}, {numbers.again:,} again."
    if numbers.stars is not None:
        yield f"{average_stars(numbers.stars)} stars on average of {numbers.rated:,} rated."
    if numbers.minutes:
        yield f"{runtime(numbers.minutes)} in {counted(numbers.timed, 'viewing')} with a runtime."
    if numbers.words:
        yield f"{counted(numbers.words, 'word')} about {counted(numbers.reviewed, 'viewing')}."
    rest = left_out(numbers)
    if rest:
        yield f"Of these {rest}."


def _bar(bar: Bar) -> str:
    parts = [f"{one_line(bar.label)}, {counted(bar.viewings, 'viewing')}"]
    if bar.films:
        parts.append(counted(bar.films, "film"))
    if bar.stars is not None:
        parts.append(f"{average_stars(bar.stars)} stars")
    if bar.element_stars is not None:
        parts.append(f"{average_stars(bar.element_stars)} for their work, of {bar.element_rated}")
    return ", ".join(parts)


def _moments(statistics: Statistics) -> Iterator[str]:
    moments = statistics.moments
    if statistics.slopes:
        yield ""
        yield "Seen again with other eyes:"
    for slope in statistics.slopes:
        first, last = slope.first.viewing, slope.last.viewing
        if first.rating and last.rating:
            yield f"{titled(slope.last.film)}, from {first.rating.number} to {last.rating.number}."
    if moments.gap is not None and moments.gap.days > 1:
        yield ""
        after = long_date(moments.gap.after.viewing.watched)
        yield f"The longest time without a film: {counted(moments.gap.days, 'day')}, until {after}."
    if moments.longest:
        number, entry = moments.longest[0]
        yield f"Most is written about {titled(entry.film)}: {counted(number, 'word')}."
    if moments.unfinished:
        yield f"{counted(len(moments.unfinished), 'viewing')} without a word."
