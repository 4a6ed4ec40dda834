import pytest

from filmjournal.model.errors import InvalidValueError
from filmjournal.model.rating import Rating, RatingInput, average_stars, rating_key


@pytest.mark.parametrize("value", [0, 11, -1, 7.5, "five"])
def test_a_rating_outside_1_to_10_is_refused_in_words(value: object) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Rating(value)  # type: ignore[arg-type]
    assert str(refused.value) == f"A rating is 1 to 10 half stars, and {value} is not one of them."


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


def pressed(*keys: str, start: Rating | None = None) -> float:
    """Return the stars after these keys, 0 for none."""
    state = RatingInput(start)
    for key in keys:
        following = rating_key(state, key)
        assert following is not None, f"{key} rates"
        state = following
    return (state.rating or 0) / 2


@pytest.mark.parametrize("rating", Rating)
def test_every_rating_is_typed_as_it_is_read(rating: Rating) -> None:
    for start in (None, *Rating):
        for text in (rating.number, f"{rating / 2:.1f}", rating.number.replace(".", ",")):
            assert pressed(*text, start=start) == rating / 2
        if rating % 2:
            assert pressed(*rating.number.removesuffix("5"), start=start) == rating / 2


@pytest.mark.parametrize(
    ("keys", "stars"),
    [
        ("4", 4),
        ("4.", 4.5),
        ("4½", 4.5),
        (".", 0.5),
        (".5", 0.5),
        ("0", 0),
        ("0.", 0.5),
        ("5.", 5),
        ("5.5", 5),
        ("43", 3),
        ("4.53", 3),
        ("4..", 4.5),
        ("4.2", 4.5),
        ("4.22", 2),
        ("7", 0),
        ("47", 4),
        ("4.0.", 0.5),
    ],
)
def test_numbers_are_typed_one_after_the_other(keys: str, stars: float) -> None:
    assert pressed(*keys) == stars


def test_arrows_add_and_take_half_a_star_and_stay_within_the_scale() -> None:
    assert pressed("left") == 0
    assert pressed("right") == 0.5
    assert pressed("4", "right") == 4.5
    assert pressed("4", "left", "left") == 3
    assert pressed("5", "right") == 5
    assert pressed("1", "left", "left", "left") == 0
    assert pressed("4", "right", ".") == 0.5, "an arrow ends the number that was typed"


def test_none_is_one_key() -> None:
    for key in ("0", "delete", "backspace"):
        assert pressed(key, start=Rating.FOUR) == 0


@pytest.mark.parametrize("key", ["a", "*", "enter", "tab", "", "45", "up", "²", "٤"])
def test_other_keys_do_not_rate(key: str) -> None:
    assert rating_key(RatingInput(Rating.FOUR, "4"), key) is None


def test_a_digit_above_five_changes_nothing() -> None:
    state = RatingInput(Rating.FOUR, "4")
    assert rating_key(state, "8") is state


def test_an_average_rounds_half_up() -> None:
    assert [average_stars(stars) for stars in (4.25, 4.35, 0.75, 3.04, 4.0, 4.95)] == [
        "4.3",
        "4.4",
        "0.8",
        "3.0",
        "4.0",
        "5.0",
    ]
