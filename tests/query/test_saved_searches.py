import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY
from filmjournal.model.errors import InvalidValueError
from filmjournal.query.parser import MAX_DEPTH, MAX_SAVED_SEARCHES, Parsed, parse, saved_searches_in
from filmjournal.query.resolve import search_name
from filmjournal.query.sorting import Sort, order_named
from filmjournal.query.tree import Anywhere, Query
from trees import queries

SAVED = {
    "best": "rating:4.5.. sort:rating",
    "best-of-2025": "@best watched:2025",
    "either": "cage OR ozu",
    "wrong": "cage rating:purple",
    "round": "cage @about",
    "about": "-@round",
    "nothing": "",
    "日本": "country:japan",
}


def read(typed: str, **saved: str) -> Parsed:
    return parse(typed, TODAY, saved=saved or SAVED)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("@best", "rating:4.5.. sort:rating"),
        ("@BEST", "rating:4.5.. sort:rating"),
        ("@Bést", "rating:4.5.. sort:rating"),
        ("ozu @best", "ozu rating:4.5.. sort:rating"),
        ("-@best", "-rating:4.5.. sort:rating"),
        ("^@either", "-(cage OR ozu)"),
        ("kurosawa @either", "kurosawa (cage OR ozu)"),
        ("(@either)", "cage OR ozu"),
        ("kurosawa OR @best", "kurosawa OR rating:4.5.. sort:rating"),
        ("@best OR kurosawa", "rating:4.5.. OR kurosawa sort:rating"),
        ("@best-of-2025", "rating:4.5.. watched:2025 sort:rating"),
        ("@best sort:year", "rating:4.5.. sort:year"),
        ("sort:year @best", "rating:4.5.. sort:year"),
        ("@nothing cage", "cage"),
        ("@日本", "country:japan"),
    ],
)
def test_a_saved_search_stands_for_what_was_saved_as_if_in_parentheses(typed: str, means: str) -> None:
    assert not read(typed).errors
    assert str(read(typed)) == means


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"@best"', "@best"),
        ('@"best"', "@best"),
        ("a@best", "a@best"),
        ("@best:", "@best:"),
        ("@best,either", "@best,either"),
        ("@-best", "@-best"),
        ("@!", "@!"),
        ("title:@best", None),
    ],
)
def test_what_is_quoted_or_can_be_no_name_is_a_plain_word(typed: str, text: str | None) -> None:
    parsed = read(typed)
    assert not parsed.errors
    assert parsed == parse(typed, TODAY)
    if text is not None:
        assert parsed.query == Query(Anywhere(text))


def test_without_saved_searches_every_such_word_is_plain() -> None:
    for typed in ("@", "@best", "@purple"):
        assert parse(typed, TODAY).query == Query(Anywhere(typed))
        assert str(parse(typed, TODAY)) == f'"{typed}"'


@pytest.mark.parametrize("typed", ["@", "@b", "@bes", "@best-", "-@b", "(@b", "@b OR", "@日"])
def test_a_half_typed_name_asks_nothing_and_is_no_fault(typed: str) -> None:
    assert read(typed) == Parsed(Query())


@pytest.mark.parametrize(
    ("typed", "wrong", "message", "suggestion"),
    [
        ("ozu @bets", "@bets", "No search is saved as “@bets”. Did you mean “@best”?", "@best"),
        ("-@eithr", "@eithr", "No search is saved as “@eithr”. Did you mean “@either”?", "@either"),
        ("x @wrong y", "@wrong", "In @wrong: “purple”", ""),
        ("@round", "@round", "In @round: In @about: “@round” refers to itself.", ""),
    ],
)
def test_a_fault_is_told_at_the_name(typed: str, wrong: str, message: str, suggestion: str) -> None:
    (error,) = read(typed).errors
    assert typed[error.start : error.end] == wrong
    assert error.suggestion == suggestion
    assert error.message.startswith(message)


def test_a_name_that_is_near_none_is_told_which_there_are() -> None:
    (error,) = read("@kurosawa", best="a", home="b").errors
    assert error.message == "No search is saved as “@kurosawa”. Saved: @best, @home."
    (error,) = read("@kurosawa", **{f"x{number}": "a" for number in range(30)}).errors
    assert error.message.endswith(", …")


def test_a_search_that_stands_for_itself_is_a_fault_however_long_the_way() -> None:
    chain = {f"s{number}": f"cage @s{(number + 1) % 10}" for number in range(10)}
    (error,) = read("@s0", **chain).errors
    assert error.message.endswith("“@s0” refers to itself.")


def test_searches_that_name_each_other_without_end_in_sight_are_a_fault() -> None:
    long = {f"s{number}": f"cage @s{number + 1}" for number in range(MAX_DEPTH * 40)}
    (error,) = read("@s0", **long).errors
    assert error.message.endswith("they are nested too deep, or used too often.")
    wide = {f"s{number}": f"@s{number + 1} @s{number + 1}" for number in range(20)} | {"s20": "cage"}
    assert read("@s0", **wide).errors
    assert str(read("@s0", **wide)).count("cage") <= MAX_SAVED_SEARCHES
    deep = {f"s{number}": "(" * 29 + f"@s{number + 1}" for number in range(50)}
    assert read("@s0", **deep).errors


def test_a_saved_search_reads_the_elements_of_the_journal() -> None:
    parsed = parse("@salty", TODAY, {"popcorn"}, {"salty": "popcorn:salt"})
    assert str(parsed) == '"popcorn":salt'


def test_names_within_are_found_through_others() -> None:
    assert saved_searches_in('@best-of-2025 "@either"', SAVED) == {"best-of-2025", "best"}
    assert saved_searches_in("watched:yesterday logged:2020..", SAVED) == frozenset()
    assert saved_searches_in("@round", SAVED) == {"round", "about"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("Best", "best"), (" Best  of 2025 ", "best-of-2025"), ("Été", "ete"), ("to_see", "to_see"), ("हिन्दी", "हिन्दी")],
)
def test_a_name_is_folded_and_has_dashes_for_spaces(text: str, name: str) -> None:
    assert search_name(text) == name


@pytest.mark.parametrize("text", ["", " ", "a,b", "(a", "a:b", "-a", "_", "@a", "[/b]"])
def test_what_can_be_no_name_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        search_name(text)
    assert str(refused.value).endswith(".")


@given(st.text(max_size=8))
def test_a_name_stays_as_it_is_and_is_read_in_a_query(text: str) -> None:
    try:
        name = search_name(text)
    except InvalidValueError:
        return
    assert search_name(name) == name
    assert read(f"@{name}", **{name: "cage"}).query == Query(Anywhere("cage"))


@given(queries, st.none() | st.just(Sort(order_named("year"))))
def test_a_query_is_saved_and_asked_for_by_name_without_a_change(query: Query, sort: Sort | None) -> None:
    parsed = Parsed(query, sort)
    assert read("@it", it=str(parsed)) == parsed
    assert read(str(parsed)) == parsed


_typed = st.lists(
    st.sampled_from(["@best", "@e", "@wrong", "@round", "-", "(", ")", "OR", "a", '"', "@", "x", "sort:year"])
)


@given(_typed.map("".join) | _typed.map(" ".join))
def test_whatever_is_typed_with_names_prints_what_was_meant(typed: str) -> None:
    parsed = read(typed)
    assert all(0 <= error.start < error.end <= len(typed) for error in parsed.errors)
    again = read(str(parsed))
    assert (again.query, again.sort, again.errors) == (parsed.query, parsed.sort, ())
