from builders import viewing
from filmjournal.exchange.batch import SourceViewing
from filmjournal.exchange.readers.film_level import FilmLevelFacts, assign_film_level
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source


def seen(at: int, watched: str | None, **facts: object) -> tuple[int, SourceViewing]:
    return at, SourceViewing(viewing(watched, **facts), (source(f"viewing {at}"),))


def source(key: str) -> Source:
    return Source("trakt", "ratings", key, {})


def rated(key: str, stars: int, at: str = "") -> FilmLevelFacts:
    return FilmLevelFacts(rating=Rating(stars * 2), at=at, source=source(key))


def keys(stated: SourceViewing) -> list[str]:
    return [each.key for each in stated.sources]


def test_a_rating_goes_to_the_last_viewing_where_none_is_rated() -> None:
    (first, last), unused = assign_film_level([seen(2, "2024-02-09"), seen(1, None)], [(3, rated("r", 4))])
    assert (first[1].viewing.rating, last[1].viewing.rating, unused) == (Rating.FOUR, None, [])
    assert keys(first[1]) == ["viewing 2", "r"]


def test_a_rating_stays_with_the_film_where_a_viewing_is_rated() -> None:
    viewings = [seen(1, "2020-02-09", rating=Rating.ONE), seen(2, "2024-02-09")]
    after, unused = assign_film_level(viewings, [(3, rated("r", 4))])
    assert after == viewings
    assert [each.key for each in unused] == ["r"]


def test_of_two_ratings_the_later_holds_and_the_earlier_stays_with_the_film() -> None:
    facts = [(1, rated("now", 5, "2024-01-01")), (2, rated("then", 1, "2020-01-01"))]
    ((_, stated),), unused = assign_film_level([], facts)
    assert (stated.viewing.rating, keys(stated), [each.key for each in unused]) == (Rating.FIVE, ["now"], ["then"])


def test_a_film_that_is_only_marked_as_seen_has_one_viewing_without_a_date() -> None:
    ((at, stated),), _ = assign_film_level([], [(7, FilmLevelFacts(source=source("seen")))])
    assert (at, stated.viewing.watched, keys(stated)) == (7, None, ["seen"])


def test_everything_that_was_written_is_kept_once() -> None:
    viewings = [seen(1, "2024-02-09", review="Bleak.")]
    facts = [
        (2, FilmLevelFacts(review="Bleak.", source=source("a"))),
        (3, FilmLevelFacts(review="And kind.", source=source("b"))),
    ]
    ((_, stated),), unused = assign_film_level(viewings, facts)
    assert stated.viewing.review == "Bleak.\n\nAnd kind."
    assert (keys(stated), unused) == (["viewing 1", "a", "b"], [])


def test_a_heart_goes_to_the_last_viewing() -> None:
    (first, last), _ = assign_film_level(
        [seen(1, "2020"), seen(2, "2024")], [(3, FilmLevelFacts(liked=True, source=source("heart")))]
    )
    assert (first[1].viewing.liked, last[1].viewing.liked) == (False, True)
