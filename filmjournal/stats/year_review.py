"""The year in review: the numbers of a year, the best of it, and what you wrote, in sentences of your own.

- *Best* are the films with the most stars: each once, by its best viewing of the year. Of as many stars, those with a
  heart come first, then those whose elements have more stars on average, then by title. The best of an element are
  those with the most stars for it; of as many, the film's own stars decide first.
- *Quoted* is one viewing of each month: of those with a text the one with the most stars, then with a heart, then the
  one about which most is written, then the latest. Its sentence is the last one of 8 to 35 words in the review, where
  people say what stays; else the headline, else the last such sentence of an element, else whatever is written, cut.
"""

from collections.abc import Generator, Iterator, Sequence
from typing import Any

from msgspec import Struct

from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.fields import name_of_element
from filmjournal.stats.columns import Words
from filmjournal.stats.counting import Subject, counting, in_year
from filmjournal.stats.passages import HEADLINE, REVIEW, plain, sentences
from filmjournal.stats.record import entry_record, record_of
from filmjournal.stats.results import ElementCount, Statistics
from filmjournal.stats.steps import in_steps

MOST_FILMS, MOST_OF_ELEMENT, MOST_ELEMENTS = 10, 3, 8
"""The most films that are named as the best ones, those of an element, and the most elements."""

FEWEST_WORDS, MOST_WORDS = 8, 35
"""Words that a sentence has which is quoted for itself."""


class Quote(Struct, frozen=True):
    """A sentence of your own."""

    entry: Entry
    """The viewing it is about."""
    place: str
    """Where it is from: Review, Headline or the name of an element."""
    text: str
    """The sentence on one line, without Markdown."""


class Ranked(Struct, frozen=True):
    """A film among the best, by its best viewing of the year."""

    entry: Entry
    """The viewing."""
    rating: Rating
    """The stars that count here: the film's, or those of the element."""
    quote: Quote | None
    """The headline; for an element, a sentence of what you wrote about that."""


class Ranking(Struct, frozen=True):
    """The best of a year, by the film or by one element."""

    element: str
    """The element; empty for the films."""
    ranked: tuple[Ranked, ...]
    """The best ones, the best first."""
    rated: int
    """How many films have stars here."""
    query: str
    """The query that lists the viewings among which they are."""

    @property
    def more(self) -> int:
        """How many further films have stars here."""
        return self.rated - len(self.ranked)


class YearReview(Struct, frozen=True):
    """A year, to read and to keep."""

    statistics: Statistics
    """Its numbers."""
    films: Ranking
    """The best films."""
    elements: tuple[Ranking, ...]
    """The best of each element that was rated, the most rated element first."""
    quotes: tuple[Quote, ...]
    """A sentence for each month about which there is one, the first month first; last, one without its month."""

    @property
    def year(self) -> int:
        """The year."""
        return self.statistics.year or 0


def year_in_review(subject: Subject, year: int) -> YearReview:
    """Review a year at once, for those who need not do anything else meanwhile."""
    steps = reviewing(subject, year)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: YearReview = end.value
            return made


def reviewing(subject: Subject, year: int, words: Words | None = None) -> Generator[None, None, YearReview]:
    """Review a year of what a query finds, pausing every few milliseconds; returns it."""
    words = words or Words()
    counted = yield from counting(subject, year, words=words)
    entries = in_year(subject.entries, year)
    films = yield from _best_films(entries, counted.query)
    elements = list[Ranking]()
    for count in [each for each in counted.elements if each.rated][:MOST_ELEMENTS]:
        elements.append((yield from _best_of(count, entries)))
    quotes = yield from _quotes(entries, words)
    return YearReview(counted, films, tuple(elements), quotes)


def _best_films(entries: Sequence[Entry], query: str) -> Generator[None, None, Ranking]:
    best = dict[str, tuple[tuple[float, ...], Entry]]()
    for part in in_steps(entries):
        for entry in part:
            viewing = entry.viewing
            if viewing.rating is not None:
                _keep(best, entry, (+viewing.rating, viewing.liked, _mean_of_elements(viewing)))
        yield
    ranked = [
        Ranked(entry, rating, Quote(entry, HEADLINE, headline) if (headline := plain(entry.viewing.headline)) else None)
        for entry in _ranked(best, MOST_FILMS)
        if (rating := entry.viewing.rating) is not None
    ]
    return Ranking("", tuple(ranked), len(best), query)


def _best_of(count: ElementCount, entries: Sequence[Entry]) -> Generator[None, None, Ranking]:
    name, best = name_of_element(count.name), dict[str, tuple[tuple[float, ...], Entry]]()
    for part in in_steps(entries):
        for entry in part:
            element = _element(entry.viewing, name)
            if element is not None and element.rating is not None:
                viewing = entry.viewing
                _keep(best, entry, (+element.rating, viewing.rating or 0, viewing.liked))
        yield
    ranked = list[Ranked]()
    for entry in _ranked(best, MOST_OF_ELEMENT):
        element = _element(entry.viewing, name)
        if element is not None and element.rating is not None:
            text = _sentence(element.text) or _cut(element.text)
            quote = Quote(entry, element.name, text) if text else None
            ranked.append(Ranked(entry, element.rating, quote))
    return Ranking(count.name, tuple(ranked), len(best), count.query)


def _keep(best: dict[str, tuple[tuple[float, ...], Entry]], entry: Entry, merit: tuple[float, ...]) -> None:
    """Keep the better viewing of each film; of two as good, the first that comes, which is the later one."""
    held = best.get(entry.film.id)
    if held is None or merit > held[0]:
        best[entry.film.id] = merit, entry


def _ranked(best: dict[str, tuple[tuple[float, ...], Entry]], most: int) -> list[Entry]:
    ordered = sorted(best.values(), key=lambda each: ([-merit for merit in each[0]], each[1].film.title, each[1].id))
    return [entry for _, entry in ordered[:most]]


def _mean_of_elements(viewing: Viewing) -> float:
    halves = [+element.rating for element in viewing.breakdown if element.rating is not None]
    return sum(halves) / len(halves) if halves else 0


def _element(viewing: Viewing, name: str) -> Element | None:
    """Return the element of this name; the first one with stars, where a viewing has it twice."""
    own = [each for each in viewing.breakdown if not each.is_empty and name_of_element(each.name) == name]
    return next((each for each in own if each.rating is not None), own[0] if own else None)


def _quotes(entries: Sequence[Entry], words: Words) -> Generator[None, None, tuple[Quote, ...]]:
    by_month = dict[int, tuple[tuple[int, ...], Entry]]()
    for part in in_steps(entries):
        for entry in part:
            viewing = entry.viewing
            if not viewing.is_reviewed or viewing.watched is None:
                continue
            merit = (viewing.rating or 0, viewing.liked, words.about(viewing))
            held = by_month.get(viewing.watched.month or 13)
            if held is None or merit > held[0]:
                by_month[viewing.watched.month or 13] = merit, entry
        yield
    quotes = [sentence_about(entry) for _, (_, entry) in sorted(by_month.items(), key=lambda item: item[0])]
    return tuple(quote for quote in quotes if quote is not None)


def sentence_about(entry: Entry) -> Quote | None:
    """Return the sentence that is quoted of a viewing; None where nothing is written."""
    return next((Quote(entry, place, text) for place, text in _candidates(entry.viewing) if text), None)


def _candidates(viewing: Viewing) -> Iterator[tuple[str, str]]:
    yield REVIEW, _sentence(viewing.review)
    yield HEADLINE, plain(viewing.headline)
    yield from ((element.name, _sentence(element.text)) for element in viewing.breakdown)
    yield REVIEW, _cut(viewing.review)
    yield from ((element.name, _cut(element.text)) for element in viewing.breakdown)


def _sentence(text: str) -> str:
    """Return the last sentence of a text that has enough words and not too many; empty where none has."""
    whole = [sentence for sentence in _prose(text) if FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS]
    return whole[-1] if whole else ""


def _cut(text: str) -> str:
    """Return the last sentence of a text, whatever its length, up to as many words as are quoted."""
    said = next(iter(reversed([*_prose(text)])), "").split()
    return " ".join(said[:MOST_WORDS]) + "…" * (len(said) > MOST_WORDS)


def _prose(text: str) -> Iterator[str]:
    """Yield the sentences of a text that stand in paragraphs, and not in headings, tables or code."""
    lines = [line for line in _without_code(text) if not line.lstrip().startswith(("#", "|"))]
    for paragraph in sentences("\n".join(lines)):
        yield from (sentence for sentence in paragraph if any(map(str.isalnum, sentence)))


def _without_code(text: str) -> Iterator[str]:
    is_code = False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        elif not is_code:
            yield line


def review_record(review: YearReview) -> dict[str, Any]:
    """Return a year as JSON has it: its statistics, the best, and what is quoted."""
    return {
        **record_of(review.statistics),
        "best": [_ranking_record(ranking) for ranking in (review.films, *review.elements)],
        "quotes": [_quote_record(quote) for quote in review.quotes],
    }


def _ranking_record(ranking: Ranking) -> dict[str, Any]:
    return {
        "element": ranking.element or None,
        "rated": ranking.rated,
        "query": ranking.query,
        "films": [
            {
                "rating": each.rating / 2,
                "viewing": entry_record(each.entry),
                "quote": each.quote and _quote_record(each.quote),
            }
            for each in ranking.ranked
        ],
    }


def _quote_record(quote: Quote) -> dict[str, Any]:
    return {"place": quote.place, "text": quote.text, "viewing": entry_record(quote.entry)}
