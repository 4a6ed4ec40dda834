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


@pytest.mark.parametrize("rating", Rating)
def test_a_rating_is_read_as_it_is_shown_and_as_people_write_it(rating: Rating) -> None:
    number = rating.number
    for written in (rating.stars, number, f"{number}/5", number.replace(".", ","), f"{rating / 2:.2f}"):
        assert Rating.parse(written) is rating


def test_halves_are_read_with_their_sign() -> None:
    assert Rating.parse("½") is Rating.HALF_A_STAR
    assert Rating.parse(".5") is Rating.HALF_A_STAR
    assert Rating.parse("3½") is Rating.THREE_AND_A_HALF
    assert Rating.parse("3½/5") is Rating.THREE_AND_A_HALF


@pytest.mark.parametrize(
    "text", ["", "0", "0.0", ".", "/5", "5.5", "★★★★★½", "6", "4.3", "8/10", "-1", "four", "4 4", "٤"]
)
def test_what_is_no_rating_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"isn't a rating. Use ½ to 5 stars, such as 4, 4\.5"):
        Rating.parse(text)


def test_stars_are_drawn_in_at_most_five_characters() -> None:
    assert [rating.stars for rating in Rating] == [
        *("½", "★", "★½", "★★", "★★½"),
        *("★★★", "★★★½", "★★★★", "★★★★½", "★★★★★"),
    ]


def test_a_rating_as_a_number_has_a_half_only_where_there_is_one() -> None:
    assert Rating(7).number == "3.5"
    assert Rating(8).number == "4"
