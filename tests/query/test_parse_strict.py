import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, texts
from filmjournal.query.errors import QueryError
from filmjournal.query.parser import Parsed, parse, parse_strict

SAVED = {"best": "rating:5", "bestof": "@best OR"}


def whole(text: str) -> Parsed:
    return parse_strict(text, TODAY, saved=SAVED)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("rating:", "rating:"),
        ("cage rating:>", ">"),
        ("year:..", ".."),
        ("writ:", "writ:"),
        ("-", "-"),
        ("cage -", "-"),
        ('""', '""'),
        ("()", "()"),
        ("(cage", "("),
        ("(a (b)", "("),
        ("-(a", "("),
        ("cage OR", "OR"),
        ("OR cage", "OR"),
        ("a OR OR b", "OR"),
        ("(OR)", "OR"),
        ('tag:"late show', '"'),
        ("genre:horror,", ","),
        ("is:re", "re"),
        ("is:liked,re", "re"),
        ("no:s", "s"),
        ("sort:r", "r"),
        ("@be", "@be"),
        ("@", "@"),
    ],
)
def test_what_is_half_typed_is_no_fault_while_somebody_types_and_one_once_they_are_done(text: str, part: str) -> None:
    assert parse(text, TODAY, saved=SAVED).errors == ()
    (error,) = whole(text).errors
    assert text[error.start : error.end] == part
    assert error.message.endswith(".")


def test_what_else_could_be_meant_is_said() -> None:
    assert whole("is:re").errors == (QueryError(3, 5, "“re” is incomplete: it could be rewatch or reviewed."),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cage",
        '"las vegas" -tag:home',
        "sort:rating",
        "(ozu OR figgis) tag:35mm",
        "mission: impossible",
        "2001:",
        "is:rew",
        "genre:horror,war",
        "rating:4..",
        "@best",
        "@bestof",
        'title:5"',
    ],
)
def test_what_is_finished_has_no_fault(text: str) -> None:
    assert whole(text) == parse(text, TODAY, saved=SAVED)
    assert whole(text).errors == ()


def test_faults_come_from_left_to_right() -> None:
    assert [error.start for error in whole("rating: acter:cage (x").errors] == [0, 8, 19]


QUERIES = st.lists(
    st.sampled_from([*'-^"(),:=@', "OR", " ", "cage", "rating:", "is:re", "4..", "tag:home"]) | texts, max_size=12
).map("".join)


@given(QUERIES)
def test_the_query_is_the_same_whether_one_goes_on_typing_or_not(text: str) -> None:
    typed, done = parse(text, TODAY, saved=SAVED), whole(text)
    assert (done.query, done.sort) == (typed.query, typed.sort)
    assert set(typed.errors) <= set(done.errors)


@given(QUERIES)
def test_what_asks_nothing_says_so(text: str) -> None:
    done = whole(text)
    assert done.query.term or done.sort or done.errors or not text.strip()


@given(QUERIES)
def test_a_query_as_it_is_printed_is_never_half_typed(text: str) -> None:
    assert whole(str(parse(text, TODAY))).errors == ()
