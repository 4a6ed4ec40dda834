"""What counting gives: small frozen results. Averages are in stars, from 0.5 to 5, of what is rated; None of nothing.

- A *viewing* is an entry of the diary; a *film* is counted once however often it was watched.
- *Again* are viewings marked as a rewatch, as `is:rewatch` finds them.
- An *average* is that of viewings, not of films: a film rated twice counts twice.
- *Undated* viewings belong to no year. Those known by the year alone belong to it, but to no month or day.
- *Hours* are those of viewings whose film has a runtime.
- *Words* are what single spaces and line ends part, in headlines, reviews and elements, Markdown included.
- *Ties* are broken by the higher average, then by name.
"""

from msgspec import Struct

from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.model.when import When

OF_FILMS = 3
"""Films from which people are listed by your stars, and not by how many viewings there are."""


class Numbers(Struct, frozen=True):
    """The totals of some viewings."""

    viewings: int = 0
    """How many viewings."""
    films: int = 0
    """How many films."""
    again: int = 0
    """Viewings marked as a rewatch."""
    liked: int = 0
    """Viewings marked with a heart."""
    rated: int = 0
    """Viewings with stars."""
    stars: float | None = None
    """The average of those."""
    timed: int = 0
    """Viewings whose film has a runtime."""
    minutes: int = 0
    """The sum of those runtimes."""
    reviewed: int = 0
    """Viewings about which something is written."""
    words: int = 0
    """Words written."""
    undated: int = 0
    """Viewings without a date."""
    year_only: int = 0
    """Viewings known by the year alone."""
    month_only: int = 0
    """Viewings known by the month, and not the day."""


class Bar(Struct, frozen=True):
    """One value, and the viewings that have it."""

    label: str
    """The value as shown: of several spellings, the most frequent."""
    query: str
    """The query that lists exactly these viewings."""
    viewings: int
    """How many viewings have it."""
    films: int = 0
    """How many films these are of."""
    rated: int = 0
    """How many of the viewings have stars."""
    stars: float | None = None
    """The average of those."""
    element_rated: int = 0
    """For a person: how many of the viewings have stars for the element that is their work."""
    element_stars: float | None = None
    """The average of those."""

    @property
    def own_stars(self) -> float | None:
        """The average of the element that is a person's work; where it was never rated, that of the films."""
        return self.stars if self.element_stars is None else self.element_stars


class Chart(Struct, frozen=True):
    """Viewings by one facet."""

    name: str
    """The name of the facet."""
    title: str
    """Its heading."""
    bars: tuple[Bar, ...]
    """A bar for each value: on a scale in its order, with empty ones between; else the most viewings first."""
    viewings: int
    """All viewings that were counted."""
    without: int = 0
    """Those that have no value."""
    without_query: str = ""
    """The query that lists those."""
    more: int = 0
    """How many further values have no bar."""
    is_single: bool = False
    """Whether a viewing has one value at most. Then bars and `without` add up to `viewings`, unless there are more."""

    def best(self, least: int = 1) -> tuple[Bar, ...]:
        """Return the bars with this many films or more and stars, by the average of their own work."""
        rated = [bar for bar in self.bars if bar.films >= least and bar.own_stars is not None]
        return tuple(sorted(rated, key=lambda bar: (-(bar.own_stars or 0), -bar.viewings, bar.label)))

    def leading(self) -> tuple[tuple[Bar, ...], int]:
        """Return the bars of people: by your stars where three made three films or more, else by how many viewings.

        With them comes how many films each has at least; 0 where they are not by stars.
        """
        best = self.best(OF_FILMS)
        return (best, OF_FILMS) if len(best) >= 3 else (self.bars, 0)


class ElementCount(Struct, frozen=True):
    """One element of your reviews."""

    name: str
    """The element: of several spellings, the most frequent."""
    query: str
    """The query that lists the viewings which have it."""
    viewings: int
    """How many viewings have it, with a text or stars."""
    rated: int
    """How many have stars for it."""
    stars: float | None
    """The average of those."""
    compared: int
    """How many have stars for it and for the film."""
    against: float | None
    """By how much its stars are above those of the film, on average of those; below is negative."""
    fives: int
    """How many viewings with five stars have stars for it."""
    in_fives: float | None
    """How much higher it is rated in those than in the others that have it, on average; None where either has none."""
    course: tuple[float | None, ...]
    """Its averages over time: by month of the year that was counted, or by year, as `Statistics.course` names them."""


class Slope(Struct, frozen=True):
    """A film that was rated more than once: the first time, and the last one that was counted."""

    first: Entry
    """The first viewing with stars, whenever it was."""
    last: Entry
    """The last one with stars, of those that were counted."""

    @property
    def change(self) -> int:
        """How many half stars the last one has more than the first."""
        return _half_stars(self.last) - _half_stars(self.first)


def _half_stars(entry: Entry) -> int:
    return entry.viewing.rating or Rating.HALF_A_STAR


class Gap(Struct, frozen=True):
    """The longest time between two days with a viewing."""

    before: Entry
    """The last viewing before it."""
    after: Entry
    """The first viewing after it."""
    days: int
    """How many days lie between."""


class Moments(Struct, frozen=True):
    """Viewings that stand out by when they were."""

    first: Entry | None = None
    """The first dated viewing."""
    last: Entry | None = None
    """The last dated viewing."""
    gap: Gap | None = None
    """The longest time without one; None where fewer than two days are known."""
    milestones: tuple[tuple[int, Entry], ...] = ()
    """The 100th, 250th, … viewing of all dated ones, of those in the year that was counted."""
    due: tuple[Entry, ...] = ()
    """The last viewings of films with 4½ stars or more, and not watched for five years or more; the oldest first."""
    longest: tuple[tuple[int, Entry], ...] = ()
    """The viewings about which most is written, each with how many words; the most first."""
    unfinished: tuple[Entry, ...] = ()
    """Viewings about which nothing is written, the latest first."""


class Statistics(Struct, frozen=True):
    """Everything that is counted of the viewings of one query, in one year or of all time."""

    subject: str
    """The query, empty for everything."""
    query: str
    """The query with the year: it lists exactly what was counted."""
    year: int | None
    """The year; None for all time."""
    years: tuple[int, ...]
    """Every year with a viewing, the first one first."""
    numbers: Numbers
    """The totals."""
    before: Numbers | None
    """The totals of the year before; None for all time."""
    charts: tuple[Chart, ...]
    """A chart for each facet."""
    elements: tuple[ElementCount, ...]
    """The elements, the most rated first."""
    course: tuple[str, ...]
    """What the averages of `ElementCount.course` are of: months, such as Jan, or years."""
    days: dict[When, int]
    """How many viewings each day has that has one."""
    slopes: tuple[Slope, ...]
    """Films that were rated more than once and whose stars changed: what grew most comes first, what cooled last."""
    moments: Moments
    """Viewings that stand out."""

    def chart(self, name: str) -> Chart:
        """Return the chart of a facet."""
        return next(chart for chart in self.charts if chart.name == name)
