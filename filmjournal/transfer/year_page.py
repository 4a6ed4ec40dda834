"""The year in review as a page to print or to keep: HTML that needs nothing else, and Markdown."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path

from filmjournal.exchange.writers.html_page import whole_page
from filmjournal.exchange.writers.markdown_page import escaped
from filmjournal.exchange.writers.svg_charts import Column, bar_svg, columns_svg, course_svg, days_svg
from filmjournal.model.rating import Rating, average_stars
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, short_date, titled
from filmjournal.render.statistics import compared_line, headline, left_out, said_of_elements, totals_line
from filmjournal.render.year import month_of, place_of
from filmjournal.stats.passages import HEADLINE
from filmjournal.stats.results import Bar, Chart, Statistics
from filmjournal.stats.year_review import Quote, Ranked, Ranking, YearReview
from filmjournal.transfer.page_files import write_page

MOST_BARS = 10
"""The most names that a chart of the page has."""

MOST_DECADES = 8
"""The most decades whose names fit below their columns with the century."""

SCALES = ("month", "rating", "weekday", "decade", "runtime")
"""What is shown in columns, in its own order."""

PEOPLE = ("director", "actor", "cinematographer", "composer", "writer", "editor", "producer")
NAMES = ("venue", "companion", "country", "language", "genre", "tag", "format")
"""What is shown as bars, under two headings."""


def write_year(review: YearReview, path: Path, journal: Path, first_weekday: int, *, force: bool) -> str:
    """Write the page of a year, as its ending says, and return that in a sentence; raises CannotWriteError."""
    return write_page(
        path, journal, lambda: year_html(review, first_weekday), lambda: year_markdown(review), force=force
    )


def year_html(review: YearReview, first_weekday: int) -> str:
    """Return the page as HTML that loads nothing and runs nothing, with charts in SVG."""
    counted_ = review.statistics
    title = headline(counted_)
    body = [
        "<header>",
        f'<h1 class="page-title">{escape(title)}</h1>',
        *_numbers(counted_),
        "</header>",
        "<main>",
        *_section("When", _when(counted_, first_weekday)),
        *_section("Best films of the year", _best_films(review.films)),
        *_section("The year in your own words", _quotes(review.quotes)),
        *_section("Best by element", _best_elements(review)),
        *_section("How you rated", _rated(counted_)),
        *_section("Whose work", _bars(counted_, PEOPLE)),
        *_section("What and where", _what(counted_)),
        *_section("Moments", _moments(counted_)),
        "</main>",
        "<footer>Made by filmjournal from your own journal.</footer>",
    ]
    return whole_page(title, body, "year_page.css")


def _text(text: str) -> str:
    return escape(one_line(text))


def _section(title: str, lines: Iterator[str]) -> list[str]:
    """Return a section of the page; nothing where it would be empty."""
    made = list(lines)
    return [f"<section>\n<h2>{escape(title)}</h2>", *made, "</section>"] if made else []


def figures_of(statistics: Statistics) -> list[tuple[str, str]]:
    """Return the totals, each with what it is."""
    numbers = statistics.numbers
    figures = [(f"{numbers.viewings:,}", "viewing" if numbers.viewings == 1 else "viewings")]
    figures.append((f"{numbers.films:,}", "film" if numbers.films == 1 else "films"))
    figures += [(f"{numbers.again:,}", "again")] if numbers.again else []
    hours = numbers.minutes // 60
    figures += [(f"{hours:,}", "hour" if hours == 1 else "hours")] if hours else []
    figures += [(average_stars(numbers.stars), "stars on average")] if numbers.stars is not None else []
    figures += [(f"{numbers.liked:,}", "liked")] if numbers.liked else []
    return figures + ([(f"{numbers.words:,}", "word" if numbers.words == 1 else "words")] if numbers.words else [])


def _numbers(statistics: Statistics) -> Iterator[str]:
    items = "".join(f"<li><b>{figure}</b><span>{what}</span></li>" for figure, what in figures_of(statistics))
    yield f'<ul class="numbers">{items}</ul>'
    against, rest = compared_line(statistics), left_out(statistics.numbers)
    if against:
        yield f'<p class="against">{escape(against)}</p>'
    if rest:
        yield f'<p class="against">Of these {escape(rest)}</p>'


def _when(statistics: Statistics, first_weekday: int) -> Iterator[str]:
    year, days = statistics.year or 0, {date.fromisoformat(day): count for day, count in statistics.days.items()}
    label = f"The days of {year}: {counted(len(days), 'day')} with a viewing"
    if days:
        yield f'<div class="wide">{days_svg(year, days, first_weekday, label)}</div>'
    yield from _columns(statistics, ("month", "weekday"))


def _columns(statistics: Statistics, names: Sequence[str]) -> Iterator[str]:
    charts = [chart for chart in map(statistics.chart, names) if any(bar.viewings for bar in chart.bars)]
    if charts:
        yield from ('<div class="pair">', *map(_columns_of, charts), "</div>")


def _columns_of(chart: Chart) -> str:
    columns = [Column(_short(chart, bar.label), bar.viewings) for bar in chart.bars]
    without = f'<p class="note">{counted(chart.without, "viewing")} without</p>' if chart.without else ""
    return f"<div><h3>{escape(chart.title)}</h3>{columns_svg(columns, _said(chart))}{without}</div>"


def _short(chart: Chart, label: str) -> str:
    """Return a label that fits below a column."""
    if chart.name == "rating":
        return label.replace(" stars", "").replace(" star", "")
    if chart.name == "decade" and len(chart.bars) > MOST_DECADES:
        return f"’{label[2:]}"
    return label[:3] if chart.name in {"month", "weekday"} else label


def _said(chart: Chart) -> str:
    """Return a chart as a sentence."""
    return f"{chart.title}: {', '.join(f'{bar.label} {bar.viewings}' for bar in chart.bars if bar.viewings)}"


def _best_films(ranking: Ranking) -> Iterator[str]:
    if not ranking.ranked:
        return
    yield '<ol class="best">'
    for each in ranking.ranked:
        heart = ' <span class="liked" role="img" aria-label="liked">♥</span>' if each.entry.viewing.liked else ""
        said = f"<i>{_text(each.quote.text)}</i>" if each.quote is not None else ""
        yield (
            f"<li>{_stars(each.rating)}<span><b>{_text(each.entry.film.title)}</b>{_year(each.entry)}{heart}{said}</span>"
            f"{_time(each.entry)}</li>"
        )
    yield "</ol>"
    if ranking.more:
        yield f'<p class="note">and {counted(ranking.more, "more film")} with stars</p>'


def _stars(rating: Rating | None) -> str:
    if rating is None:
        return "<span></span>"
    return f'<span class="stars" role="img" aria-label="{rating.number} of 5 stars">{rating.stars}</span>'


def _year(entry: Entry) -> str:
    return f' <span class="year">({entry.film.year})</span>' if entry.film.year else ""


def _time(entry: Entry) -> str:
    when = entry.viewing.watched
    return f'<time datetime="{when}">{escape(_day(entry))}</time>' if when else "<time></time>"


def _day(entry: Entry) -> str:
    """Return the date without its year, which the page is of; the year where no more is known."""
    return short_date(entry.viewing.watched).rpartition(" ")[0] or short_date(entry.viewing.watched)


def _quotes(quotes: Sequence[Quote]) -> Iterator[str]:
    if not quotes:
        return
    yield '<dl class="months">'
    for quote in quotes:
        place = place_of(quote)
        cited = " · ".join(
            filter(None, (f"{_text(quote.entry.film.title)}{_year(quote.entry)}", escape(place), _stars_or_none(quote)))
        )
        yield f"<dt>{escape(month_of(quote))}</dt>"
        yield f"<dd>{_blockquote(quote)}<cite>{cited}</cite></dd>"
    yield "</dl>"


def _stars_or_none(quote: Quote) -> str:
    rating = quote.entry.viewing.rating
    return _stars(rating) if rating is not None else ""


def _blockquote(quote: Quote) -> str:
    said = _text(quote.text) if quote.place == HEADLINE else f"“{_text(quote.text)}”"
    return f'<blockquote class="said"><p>{said}</p></blockquote>'


def _best_elements(review: YearReview) -> Iterator[str]:
    if not review.elements:
        return
    yield '<div class="pair">'
    for ranking in review.elements:
        yield f"<div><h3>{_text(ranking.element)} <small>{escape(_average(review, ranking))}</small></h3>"
        yield '<ol class="of-element">'
        yield from (
            f"<li>{_stars(each.rating)}<span>{_text(each.entry.film.title)}{_year(each.entry)}</span></li>"
            for each in ranking.ranked
        )
        yield "</ol>"
        quoted = quoted_of(ranking)
        if quoted is not None and quoted.quote is not None:
            about = "" if quoted is ranking.ranked[0] else f'<p class="note">{_text(quoted.entry.film.title)}</p>'
            yield _blockquote(quoted.quote) + about
        yield "</div>"
    yield "</div>"


def quoted_of(ranking: Ranking) -> Ranked | None:
    """Return the first of the best of which there is a sentence."""
    return next((each for each in ranking.ranked if each.quote is not None), None)


def _average(review: YearReview, ranking: Ranking) -> str:
    count = next(each for each in review.statistics.elements if each.name == ranking.element)
    return f"★ {average_stars(count.stars or 0)} of {counted(count.rated, 'viewing')}"


def _rated(statistics: Statistics) -> Iterator[str]:
    rated = [element for element in statistics.elements if element.rated]
    if statistics.numbers.stars is None and not rated:
        return
    yield '<div class="pair">'
    if statistics.numbers.stars is not None:
        yield _columns_of(statistics.chart("rating"))
    if rated:
        course = f"{statistics.course[0]} to {statistics.course[-1]}"
        yield f'<div><h3>Elements <small>★, {escape(course)}</small></h3>\n<table class="bars elements">'
        for element in rated:
            yield (
                f'<tr><th scope="row">{_text(element.name)}</th><td class="drawn">{bar_svg(element.stars or 0, 5)}</td>'
                f"<td>{average_stars(element.stars or 0)}</td><td>{course_svg(element.course)}</td></tr>"
            )
        yield "</table>"
        yield from (f'<p class="note">{escape(sentence)}</p>' for sentence in said_of_elements(rated))
        yield "</div>"
    yield "</div>"


def _what(statistics: Statistics) -> Iterator[str]:
    yield from _columns(statistics, ("decade", "runtime"))
    yield from _bars(statistics, NAMES)


def _bars(statistics: Statistics, names: Sequence[str]) -> Iterator[str]:
    charts = [chart for name in names if (chart := statistics.chart(name)).bars]
    if charts:
        yield '<div class="pair">'
        for chart in charts:
            title, bars, is_by_stars = listed_bars(chart)
            yield f'<div><h3>{escape(title)}</h3>\n<table class="bars">'
            most = 5 if is_by_stars else max(bar.viewings for bar in bars)
            for bar in bars:
                stars = "" if bar.own_stars is None else average_stars(bar.own_stars)
                drawn = bar_svg(bar.own_stars or 0 if is_by_stars else bar.viewings, most)
                yield (
                    f'<tr><th scope="row">{_text(bar.label)}</th><td class="drawn">{drawn}</td>'
                    f'<td>{stars}</td><td class="number">{bar.viewings:,}</td></tr>'
                )
            yield "</table>"
            rest = rest_of(chart, len(bars))
            yield f'<p class="note">{escape(rest)}</p></div>' if rest else "</div>"
        yield "</div>"


def listed_bars(chart: Chart) -> tuple[str, tuple[Bar, ...], bool]:
    """Return the title and the bars that the page has of a chart, and whether they are by stars."""
    bars, films = chart.leading() if chart.name in PEOPLE else (chart.bars, 0)
    title = f"{chart.title}, of {films} films and more" if films else chart.title
    return title, bars[:MOST_BARS], bool(films)


def rest_of(chart: Chart, shown: int) -> str:
    """Return what a chart leaves out in words; empty where it leaves out nothing."""
    more = len(chart.bars) + chart.more - shown
    parts = [f"and {more:,} more"] if more > 0 else []
    return ", ".join([*parts, *([f"{counted(chart.without, 'viewing')} without"] if chart.without else [])])


def moments_of_year(statistics: Statistics) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield lists of what stands out: a heading, and a film with what is said of it."""
    moments = statistics.moments
    changed = [
        (titled(slope.last.film), f"{rating.stars} → {last.stars}")
        for slope in statistics.slopes
        if (rating := slope.first.viewing.rating) is not None and (last := slope.last.viewing.rating) is not None
    ]
    yield "What grew on you, and what cooled", changed
    when = [(f"The {number:,}th viewing", entry) for number, entry in moments.milestones]
    ends = [("The first", moments.first), ("The last", moments.last)]
    found = [(titled(entry.film), f"{what}, {_day(entry)}") for what, entry in (*ends, *when) if entry is not None]
    if moments.gap is not None and moments.gap.days > 1:
        found.append((titled(moments.gap.after.film), f"after {counted(moments.gap.days, 'day')} without a film"))
    yield "First, last and between", found
    yield "Most words", [(titled(entry.film), counted(number, "word")) for number, entry in moments.longest]
    if moments.unfinished:
        some = [(titled(entry.film), _day(entry)) for entry in moments.unfinished[:MOST_BARS]]
        more = len(moments.unfinished) - len(some)
        yield "Nothing written yet", [*some, *([(f"and {more:,} more", "")] if more else [])]


def _moments(statistics: Statistics) -> Iterator[str]:
    lists = [(heading, items) for heading, items in moments_of_year(statistics) if items]
    if lists:
        yield '<div class="pair">'
        for heading, items in lists:
            rows = "".join(f"<li><span>{_text(film)}</span><span>{_text(what)}</span></li>" for film, what in items)
            yield f'<div><h3>{escape(heading)}</h3>\n<ul class="named">{rows}</ul></div>'
        yield "</div>"


def year_markdown(review: YearReview) -> str:
    """Return the page as Markdown."""
    statistics = review.statistics
    lines = [f"# {escaped(headline(statistics))}", "", totals_line(statistics.numbers), ""]
    rest = left_out(statistics.numbers)
    lines += [f"{line}  " for line in (compared_line(statistics), f"Of these {rest}" if rest else "") if line] + [""]
    return "\n".join([*lines, *_read(review), *_counted(statistics)]).rstrip() + "\n"


def _read(review: YearReview) -> Iterator[str]:
    if review.films.ranked:
        yield from ("## Best films of the year", "", "| | Stars | Film | Watched |", "| --- | --- | --- | --- |")
        for place, each in enumerate(review.films.ranked, start=1):
            said = f": *{escaped(each.quote.text)}*" if each.quote is not None else ""
            stars, film = each.rating.stars + " ♥" * each.entry.viewing.liked, escaped(titled(each.entry.film))
            yield f"| {place} | {stars} | {film}{said} | {_day(each.entry)} |"
        yield from ("", f"and {counted(review.films.more, 'more film')} with stars", "") if review.films.more else ("",)
    if review.quotes:
        yield from ("## The year in your own words", "")
        for quote in review.quotes:
            about = (month_of(quote), escaped(titled(quote.entry.film)), escaped(place_of(quote)), _mark(quote))
            yield from ("### " + " · ".join(filter(None, about)), "", f"> {escaped(quote.text)}", "")
    if review.elements:
        yield from ("## Best by element", "")
    for ranking in review.elements:
        yield from (f"### {escaped(ranking.element)} · {_average(review, ranking)}", "")
        yield from (f"- {each.rating.stars} {escaped(titled(each.entry.film))}" for each in ranking.ranked)
        quoted = quoted_of(ranking)
        if quoted is not None and quoted.quote is not None:
            yield from ("", f"> {escaped(quoted.quote.text)}")
        yield ""


def _mark(quote: Quote) -> str:
    rating = quote.entry.viewing.rating
    return rating.stars if rating is not None else ""


def _counted(statistics: Statistics) -> Iterator[str]:
    for name in (*SCALES, *PEOPLE, *NAMES):
        chart = statistics.chart(name)
        title, bars, _ = listed_bars(chart) if name not in SCALES else (chart.title, chart.bars, False)
        if not any(bar.viewings for bar in bars):
            continue
        yield from (f"## {title}", "", "| | Viewings | ★ |", "| --- | ---: | ---: |")
        for bar in bars:
            stars = "" if bar.own_stars is None else average_stars(bar.own_stars)
            yield f"| {escaped(bar.label)} | {bar.viewings:,} | {stars} |"
        rest = rest_of(chart, len(bars))
        yield from ("", rest, "") if rest else ("",)
    rated = [element for element in statistics.elements if element.rated]
    if rated:
        yield from ("## Elements", "", "| | ★ | of |", "| --- | ---: | ---: |")
        yield from (f"| {escaped(each.name)} | {average_stars(each.stars or 0)} | {each.rated:,} |" for each in rated)
        yield from ("", *said_of_elements(rated), "")
    for heading, items in moments_of_year(statistics):
        if items:
            yield from (f"## {heading}", "")
            yield from (f"- {escaped(film)}{f', {what}' if what else ''}" for film, what in items)
            yield ""
