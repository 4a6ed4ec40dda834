"""The year in review: which films are the best, and which sentences are quoted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import entry, ratings
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.query.sorting import by_date
from filmjournal.query.tree import Query
from filmjournal.stats.counting import Subject
from filmjournal.stats.passages import HEADLINE, REVIEW
from filmjournal.stats.year_review import MOST_FILMS, MOST_OF_ELEMENT, YearReview, sentence_about, year_in_review


def reviewed(entries: list[Entry], year: int = 2026) -> YearReview:
    return year_in_review(Subject(Query(), sorted(entries, key=by_date, reverse=True)), year)


viewings = st.lists(
    st.builds(
        lambda title, day, rating, liked, direction, text: (title, day, rating, liked, direction, text),
        st.sampled_from("abcdefghijkl"),
        st.sampled_from(["2026-01-02", "2026-01-30", "2026-05", "2026", "2025-05-05", "2027-01-01", None]),
        ratings,
        st.booleans(),
        ratings,
        st.sampled_from(["", "It is so long that it is quoted here.", "Short.", "# Heading only"]),
    ),
    max_size=30,
)


@settings(max_examples=examples(60), deadline=None)
@given(viewings)
def test_the_best_are_those_with_the_most_stars_each_film_once(
    made: list[tuple[str, str | None, Rating | None, bool, Rating | None, str]],
) -> None:
    entries = [
        entry(
            title,
            day,
            id=f"{number}",
            rating=rating,
            liked=liked,
            review=text,
            breakdown=(Element("Direction", rating=direction),) if direction else (),
        )
        for number, (title, day, rating, liked, direction, text) in enumerate(made)
    ]
    review = reviewed(entries)
    of_year = [each for each in entries if (each.viewing.watched or "").startswith("2026")]
    best: dict[str, int] = {}
    for each in of_year:
        if each.viewing.rating:
            best[each.film.title] = max(best.get(each.film.title, 0), each.viewing.rating)
    stars = sorted(best.values(), reverse=True)
    assert [+each.rating for each in review.films.ranked] == stars[:MOST_FILMS]
    assert review.films.rated == len(best) == len(review.films.ranked) + review.films.more
    titles = [each.entry.film.title for each in review.films.ranked]
    assert len(titles) == len(set(titles))
    assert all(each.rating == best[each.entry.film.title] for each in review.films.ranked)
    directed = {each.film.title for each in of_year if each.viewing.breakdown}
    for ranking in review.elements:
        assert ranking.rated == len(directed)
        assert len(ranking.ranked) == min(len(directed), MOST_OF_ELEMENT)
    assert bool(review.elements) == bool(directed)
    months = [each.entry.viewing.watched.month for each in review.quotes if each.entry.viewing.watched]
    assert months == sorted(months, key=lambda month: month or 13)
    assert len(set(months)) == len(months)
    written = {when.month for each in of_year if each.viewing.review and (when := each.viewing.watched) is not None}
    assert set(months) <= written


def test_of_as_many_stars_the_heart_decides_then_the_elements_then_the_title() -> None:
    two = (Element("Direction", rating=Rating.TWO),)
    five = (Element("Direction", rating=Rating.FIVE),)
    review = reviewed(
        [
            entry("B plain", "2026-01-01", rating=Rating.FOUR, breakdown=two),
            entry("A plain", "2026-01-02", rating=Rating.FOUR, breakdown=two),
            entry("Carried", "2026-01-03", rating=Rating.FOUR, breakdown=five),
            entry("Liked", "2026-01-04", rating=Rating.FOUR, liked=True),
            entry("Best", "2026-01-05", rating=Rating.FIVE),
            entry("Best", "2026-01-06", rating=Rating.ONE, liked=True),
            entry("Unrated", "2026-01-07"),
        ]
    )
    assert [each.entry.film.title for each in review.films.ranked] == ["Best", "Liked", "Carried", "A plain", "B plain"]
    (direction,) = review.elements
    assert [each.entry.film.title for each in direction.ranked] == ["Carried", "A plain", "B plain"]


LONG = "One two three four five six seven eight."


def test_a_review_is_quoted_by_its_last_sentence_of_some_length() -> None:
    quote = sentence_about(entry(review=f"First of these sentences is long enough too. {LONG}\n\nToo short."))
    assert quote is not None
    assert (quote.place, quote.text) == (REVIEW, LONG)
    quote = sentence_about(entry(headline="The *head*", review="Short. Shorter."))
    assert quote is not None
    assert (quote.place, quote.text) == (HEADLINE, "The head")
    quote = sentence_about(entry(review="Short.", breakdown=(Element("Mood", LONG),)))
    assert quote is not None
    assert (quote.place, quote.text) == ("Mood", LONG)
    quote = sentence_about(entry(review=" ".join(["word"] * 50)))
    assert quote is not None
    assert quote.text == " ".join(["word"] * 35) + "…"
    assert sentence_about(entry(review="\n")) is None


def test_headings_tables_and_code_are_no_sentences() -> None:
    heading, table = "# A heading of eight words that is no sentence here", "| a | b |"
    code = "```\nfor each in range(3): a b c d e f\n```"
    text = f"{LONG}\n\n{heading}\n\n{table}\n\n{code}"
    quote = sentence_about(entry(review=text))
    assert quote is not None
    assert quote.text == LONG


def test_each_month_is_quoted_once_by_what_has_the_most_stars() -> None:
    review = reviewed(
        [
            entry("Good", "2026-03-01", rating=Rating.FIVE, review=LONG),
            entry("Weak", "2026-03-31", rating=Rating.ONE, review=LONG),
            entry("Silent", "2026-03-15", rating=Rating.FIVE, liked=True),
            entry("Year", "2026", rating=Rating.FIVE, review=LONG),
            entry("January", "2026-01", review=LONG),
            entry("Before", "2025-01-01", rating=Rating.FIVE, review=LONG),
        ]
    )
    assert [each.entry.film.title for each in review.quotes] == ["January", "Good", "Year"]
