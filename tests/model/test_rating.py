import pytest

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import RATING_KEYS, Rating


@pytest.mark.parametrize("value", [0, 11, -1, 7.5, "five"])
def test_a_rating_outside_1_to_10_is_refused_in_words(value: object) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Rating(value)  # type: ignore[arg-type]
    assert str(refused.value) == f"A rating is 1 to 10 half stars, and {value} is not one of them."


def test_the_ten_keys_rate_from_half_a_star_to_five() -> None:
    assert [Rating.from_key(key) for key in RATING_KEYS] == list(Rating)
    assert Rating.from_key("0") is Rating.FIVE


@pytest.mark.parametrize("key", ["", "x", "10", "12", "½"])
def test_any_other_key_is_refused_with_the_keys_that_rate(key: str) -> None:
    with pytest.raises(InvalidValueError, match="Rate with one of the keys 1 to 9, or 0 for five stars"):
        Rating.from_key(key)


def test_stars_are_drawn_in_at_most_five_characters() -> None:
    assert [rating.stars for rating in Rating] == [
        *("½", "★", "★½", "★★", "★★½"),
        *("★★★", "★★★½", "★★★★", "★★★★½", "★★★★★"),
    ]


def test_a_rating_as_a_number_has_a_half_only_where_there_is_one() -> None:
    assert Rating(7).number == "3.5"
    assert Rating(8).number == "4"
