"""What the cells of a column leave open, and what settles it: the order of dates, and what ratings go up to.

Dates such as 3/4/2024 and ratings such as 7 are read with their whole column: only that can show what they mean. Where
it does not, the person is asked, and nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct, structs

from filmjournal.exchange.batch import Moment, Place, Problem, Question
from filmjournal.exchange.readers.rows import Row
from filmjournal.exchange.readers.values import SCALES, number_on_scale, stars_in, without_time
from filmjournal.model.when import DateOrder, When, in_parts, order_of_parts, with_year_first
from filmjournal.model.wording import long_date

SURE_SHARE = 20
"""One of so many ratings above the usual maximum is a slip; more of them are another maximum."""


class Columns(Struct, frozen=True):
    """The columns of a table whose cells mean something only together."""

    ratings: tuple[str, ...] = ()
    """The folded headings of ratings, of which each row has one."""
    scale: int = 10
    """What those go up to, as far as is known of the service."""
    dates: tuple[str, ...] = ()
    """The folded headings of dates, all of one order."""
    order: DateOrder | None = None
    """The order of the dates, where the service always has the same."""


def _in_figures(text: str) -> str:
    """Return a date that may have the day or the month first, without a time; empty for one with the year first."""
    text = text.strip()
    return "" if not text or text[:4].isdecimal() else without_time(text)


def order_of(dates: Iterable[str]) -> DateOrder | None:
    """Return the order that these dates prove by a number above 12; None where they don't, or prove both."""
    slashed = (written for text in dates if in_parts(written := _in_figures(text)))
    proven = {order for text in slashed if (order := order_of_parts(text)) is not None}
    return proven.pop() if len(proven) == 1 else None


def dates_in_doubt(dates: Iterable[str]) -> str:
    """Return the first date that may be two days, where none of them proves an order; else nothing."""
    slashed = [written for text in dates if in_parts(written := _in_figures(text))]
    if any(order_of_parts(text) is not None for text in slashed):
        return ""
    may_be_two = (text for text in slashed if "." not in text and len(set((in_parts(text) or (0, 0))[:2])) > 1)
    return next(may_be_two, "")


def scales_in_doubt(ratings: Iterable[str], usual: int) -> tuple[int, ...]:
    """Return what ratings may go up to where that is not certain; none where it is.

    Ratings up to 100 may be up to 10 where none is higher; and more than a slip above 5 means another maximum.
    No service that has ratings up to 10 has any other: what is higher can't be read.
    """
    numbers = [number for text in ratings if (number := number_on_scale(text)) is not None]
    if not numbers:
        return ()
    highest = max(numbers)
    if usual == SCALES[-1]:
        return tuple(scale for scale in SCALES if scale >= highest) if 0 < highest <= SCALES[1] else ()
    above = sum(number > usual for number in numbers)
    is_doubt = usual == SCALES[0] and above * SURE_SHARE > len(numbers)
    return tuple(scale for scale in SCALES if scale >= highest) if is_doubt else ()


def scale_question(scales: Sequence[int], example: str) -> Question:
    """Return the question what ratings such as an example go up to."""
    stars = ((scale, stars_in(example, scale, zero_rates=True)) for scale in scales)
    meant = tuple((f"{scale}", f"out of {scale}, {example} is {each.stars if each else 0}") for scale, each in stars)
    return Question("what the ratings go up to", "scale", meant)


def order_question(example: str, today: date) -> Question:
    """Return the question which part of dates such as an example comes first."""
    meant = tuple((order.value, _meant(example, order, today)) for order in DateOrder)
    return Question("whether the day or the month comes first", "dates", meant)


def _meant(example: str, order: DateOrder, today: date) -> str:
    day = with_year_first(example, order, today)
    return f"{example} is {long_date(When(day)) if day else example}"


def open_question(rows: Sequence[Row], columns: Columns, moment: Moment, path: str) -> Problem | None:
    """Return the problem that nothing says how the columns of a file are meant; None where that is certain."""
    if columns.ratings and moment.scale is None:
        ratings = [text for row in rows if (text := row.text(*columns.ratings))]
        scales = scales_in_doubt(ratings, columns.scale)
        if scales:
            example = max(ratings, key=lambda text: number_on_scale(text) or 0)
            return _asked(path, scale_question(scales, example))
    if columns.dates and moment.order is None and columns.order is None:
        example = dates_in_doubt(text for row in rows for name in columns.dates if (text := row.text(name)))
        if example:
            return order_in_doubt(path, example, moment.today)
    return None


def order_in_doubt(path: str, example: str, today: date) -> Problem:
    """Return the problem that nothing in a file says which part of its dates comes first."""
    return _asked(path, order_question(example, today))


def _asked(path: str, question: Question) -> Problem:
    return Problem(Place(path), f"nothing in it says {question.asks}: say so with {question.way}.", question=question)


def settled(rows: Sequence[Row], columns: Columns, moment: Moment) -> Moment:
    """Return the moment with the order that the dates of a file prove, or that the person or the service has."""
    if not columns.dates:
        return moment
    proven = order_of(text for row in rows for name in columns.dates if (text := row.text(name)))
    order = proven or moment.order or columns.order
    return moment if order is moment.order else structs.replace(moment, order=order)


def note_of_order(path: str, order: DateOrder) -> str:
    """Return the sentence that dates were read in an order that others prove."""
    part = "day" if order is DateOrder.DAY_FIRST else "month"
    return f"{path}: dates such as 3/4/2024 are read with the {part} first, as others there can only be."
