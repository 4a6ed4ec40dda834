"""Today as sentences, for screen readers."""

from collections.abc import Iterator

from filmjournal.model.rating import average_stars
from filmjournal.model.text import one_line
from filmjournal.model.wording import counted, long_date, sentence, titled
from filmjournal.render.plain_text import spoken_line
from filmjournal.render.today import SPOILS, ago, birthday_in_words, day_in_words, film_facts, said_of
from filmjournal.stats.passages import HEADLINE, REVIEW, Passage
from filmjournal.stats.today import Today

_NAMED = 5
"""How many viewings of a long list are named."""


def spoken_today(found: Today) -> Iterator[str]:
    """Yield the page as sentences."""
    stars = f", {average_stars(found.stars)} stars on average" if found.stars is not None else ""
    yield f"{day_in_words(found)} {found.day.year}."
    yield f"{counted(found.viewings, 'viewing')} of {counted(found.films, 'film')}{stars}."
    for near in found.near:
        yield ""
        yield sentence(f"{ago(near)}: {spoken_line(near.entry)}")
        if near.entry.viewing.headline:
            yield sentence(one_line(near.entry.viewing.headline))
        if near.passage is not None and near.passage.place != HEADLINE:
            yield _quoted(near.passage)
        elif near.entry.viewing.spoilers and near.entry.viewing.is_reviewed:
            yield SPOILS
    if found.shelf is not None:
        entry = found.shelf.entry
        watched = f", {long_date(entry.viewing.watched)}" if entry.viewing.watched else ""
        yield ""
        yield f"From the shelf, {titled(entry.film)}{watched}:"
        yield _quoted(found.shelf)
    yield ""
    yield from _facts(found)


def _quoted(passage: Passage) -> str:
    place = "" if passage.place in {REVIEW, HEADLINE} else f"{one_line(passage.place)}: "
    return f"{place}{one_line(passage.text)}"


def _facts(found: Today) -> Iterator[str]:
    if found.unwritten:
        named = ", ".join(titled(entry.film) for entry in found.unwritten[:_NAMED])
        more = ", and others" if len(found.unwritten) > _NAMED else ""
        yield sentence(f"{counted(len(found.unwritten), 'viewing')} without a word: {named}{more}")
    for draft in found.drafts:
        yield sentence(f"A draft of {one_line(draft.title) or 'a film without a title'}: {draft.about}")
    if found.tonight is not None:
        yield sentence("Tonight: " + ", ".join(filter(None, (*film_facts(found.tonight), said_of(found.tonight)))))
    year = found.year
    stars = f", {average_stars(year.stars)} stars on average" if year.stars is not None else ""
    yield f"{year.year} so far: {counted(year.viewings, 'viewing')}{stars}, {counted(year.words, 'word')}."
    birthday = birthday_in_words(found)
    if birthday:
        yield birthday
