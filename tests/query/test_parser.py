import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY
from filmjournal.model.film import Role
from filmjournal.query.errors import corrected
from filmjournal.query.fields import FIELDS, element_field, field_of, fields_named
from filmjournal.query.parser import MAX_DEPTH, Parsed, parse
from filmjournal.query.sorting import ORDER_NAMES, Sort, order_named
from filmjournal.query.tree import And, Anywhere, InField, Not, Or, Query, Term, Words
from trees import queries

A, B, C = Anywhere("a"), Anywhere("b"), Anywhere("c")
DIRECTOR = field_of(Role.DIRECTOR)


def read(typed: str, *elements: str) -> Parsed:
    return parse(typed, TODAY, elements)


def field(name: str, *texts: str) -> InField:
    found = fields_named(name)[0]
    assert not hasattr(found, "scale")
    return InField(found, tuple(Words(text.removeprefix("="), text.startswith("=")) for text in texts))


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("", None),
        ("   ", None),
        ("a", A),
        ("a b", And((A, B))),
        ('"a b"', Anywhere("a b")),
        ('" a \n\t b "', Anywhere("a b")),
        ('"a  b', Anywhere("a b")),
        ('tag:"a  b",="b\nc"', field("tag", "a b", "=b c")),
        ("title:a", field("title", "a")),
        ("TITLE:a", field("title", "a")),
        ('person:"mike figgis" a', And((field("person", "mike figgis"), A))),
        ("-title:a", Not(field("title", "a"))),
        ("^a", Not(A)),
        ("--a", Not(Not(A))),
        ('-"a b"', Not(Anywhere("a b"))),
        ("spider-man", Anywhere("spider-man")),
        ("a OR b", Or((A, B))),
        ("a or b", And((A, Anywhere("or"), B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("-(a b)", Not(And((A, B)))),
        ("((a))", A),
        ("tag:a,b", field("tag", "a", "b")),
        ('tag:"a b",c', field("tag", "a b", "c")),
        ("title:=a", field("title", "=a")),
        ('title:="a b",c', field("title", "=a b", "c")),
        ("title:rec(2)", field("title", "rec(2)")),
        ("(title:a)", field("title", "a")),
        ("dir:a", field("director", "a")),
        ("writ:a", field("writer", "a")),
        ("dp:a", field("cinematographer", "a")),
        ("soundtrack:a", InField(element_field("Soundtrack"), (Words("a"),))),
        ("production-design:a", InField(element_field("Production design"), (Words("a"),))),
        ('"production design":a', InField(element_field("Production design"), (Words("a"),))),
        ('"popcorn":a', InField(element_field("Popcorn"), (Words("a"),))),
        ('"title":a', InField(element_field("Title"), (Words("a"),))),
        ("popcorn:a", Anywhere("popcorn:a")),
    ],
)
def test_the_search_line_is_read_term_by_term(typed: str, term: Term | None) -> None:
    assert read(typed) == Parsed(Query(term))


def test_an_element_of_the_journal_is_a_field_by_its_name_and_how_it_begins() -> None:
    popcorn = Query(InField(element_field("Popcorn"), (Words("a"),)))
    assert read("popcorn:a", "popcorn").query == read("popc:a", "popcorn").query == popcorn


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("rating:4", "rating:4"),
        ("rating:>=4", "rating:4.."),
        ("rating:>4", "rating:4.5.."),
        ("rating:<4", "rating:..3.5"),
        ("rating:=4", "rating:4"),
        ("rating:★★★½", "rating:3.5"),
        ("rating:1,4..", "rating:1,4.."),
        ("rating:4.", "rating:4"),
        ("year:19", "year:1900..1999"),
        ("year:1990..1999", "year:1990..1999"),
        ("year:1999..1990", "year:1990..1999"),
        ("decade:90s", "decade:1990s"),
        ("decade:1990s", "decade:1990s"),
        ("decade:20s", "decade:2020s"),
        ("runtime:..1h30", "runtime:..90"),
        ("watched:2003-05", "watched:2003-05"),
        ("watched:>2003", "watched:2004.."),
        ("watched:<=2003-05", "watched:..2003-05"),
        ("watched:yesterday", "watched:2026-11-23"),
        ('watched:"last week"', "watched:2026-11-16..2026-11-22"),
        ("watched:last-month", "watched:2026-10"),
        ("logged:2026", "logged:2026"),
        ("no:date", "no:watched"),
        ("has:companions", "has:with"),
        ("is:rew", "is:rewatch"),
        ("cage )", 'cage ")"'),
    ],
)
def test_what_is_compared_is_read_however_it_is_written(typed: str, means: str) -> None:
    assert not read(typed).errors
    assert str(read(typed)) == means


@pytest.mark.parametrize(
    "typed",
    [
        "title:",
        'title:"',
        '"',
        "-",
        "--",
        "^",
        "-title:",
        "rating:",
        "rating:>",
        "rating:..",
        "rating:.",
        "(",
        "()",
        "OR",
        "is:",
        "is:r",
        "has:",
        "has:ra",
        "no:re",
        "sort:",
        "sort:r",
        "tag:,",
        "title:=",
        "decade:9",
        "watched:ye",
        'watched:"3 da',
        "year:>2",
        "runtime:0",
        "-(",
        "(OR",
    ],
)
def test_what_is_half_typed_asks_nothing_and_is_no_fault(typed: str) -> None:
    assert read(typed) == Parsed(Query())


@pytest.mark.parametrize(
    "typed",
    [
        "mission: impossible",
        "mission:impossible",
        "2001:",
        "2001: a space",
        "c'est",
        "http://x",
        "re:born",
        "acter:",
        "(cage",
        "cage OR",
        "year:19",
        "watched:2026-0",
        "watched:19",
        "l'avventura",
        "'",
        "’",
        "title://x",
        "year:2",
    ],
)
def test_plain_words_and_what_is_half_typed_are_never_faults(typed: str) -> None:
    for end in range(len(typed) + 1):
        assert read(typed[:end]).errors == (), typed[:end]


@pytest.mark.parametrize(
    ("typed", "wrong", "suggestion"),
    [
        ("acter:cage", "acter:cage", "actor:"),
        ("ozu wacthed:2020 x", "wacthed:2020", "watched:"),
        ("genere:war", "genere:war", "genre:"),
        ("sountrack:x", "sountrack:x", "soundtrack:"),
        ("direct:x", "direct:x", "director:"),
        ("rating:purple", "purple", ""),
        ("rating:6", "6", ""),
        ("rating:>5", ">5", ""),
        ("year:abc", "abc", ""),
        ("year:1995,abc", "abc", ""),
        ("watched:2026-13", "2026-13", ""),
        ("watched:purple", "purple", ""),
        ("is:purple", "purple", ""),
        ("is:likd", "likd", "liked"),
        ("has:purple", "purple", ""),
        ("sort:purple", "purple", ""),
        ("sort:rating-up", "rating-up", ""),
    ],
)
def test_a_fault_says_where_it_is_and_what_was_meant(typed: str, wrong: str, suggestion: str) -> None:
    (error,) = read(typed).errors
    assert typed[error.start : error.end] == wrong
    assert error.suggestion == suggestion
    assert error.message.endswith((".", "?"))


def test_what_is_right_beside_a_fault_is_still_read() -> None:
    assert read("acter:cage a").query == Query(A)


@pytest.mark.parametrize(
    ("typed", "sort"),
    [
        ("sort:rating", "sort:rating"),
        ("sort:rating-desc", "sort:rating"),
        ("sort:rating-asc", "sort:rating-asc"),
        ("sort:-year", "sort:year"),
        ("sort:-title", "sort:title-desc"),
        ("sort:title-asc", "sort:title"),
        ("sort:runt", "sort:runtime"),
        ("(sort:year) sort:rating-a", "sort:rating-asc"),
    ],
)
def test_an_order_is_asked_for_with_either_direction(typed: str, sort: str) -> None:
    assert str(read(typed + " a")) == f"a {sort}"
    assert read(typed).query == Query()


def test_an_alias_names_its_field() -> None:
    for known in FIELDS:
        for alias in known.aliases:
            assert fields_named(alias) == (known,)


@given(queries, st.none() | st.builds(Sort, st.sampled_from(ORDER_NAMES).map(order_named), st.booleans()))
def test_a_query_is_read_back_as_it_is_printed(query: Query, sort: Sort | None) -> None:
    parsed = Parsed(query, sort)
    assert read(str(parsed)) == parsed
    assert hash(read(str(parsed))) == hash(parsed)


_typed = st.lists(
    st.sampled_from(
        [
            "title:",
            "dir:",
            "x:",
            "-",
            ' "',
            '" ',
            " ",
            "tokyo",
            "é",
            "東京",
            "'",
            "(",
            ")",
            "OR",
            ",",
            "=",
            "year:",
            "19",
            "..",
            ">",
            "is:",
            "re",
            "no:",
            "sort:",
            "rating:",
            "4",
            "watched:",
            '"a b":',
            "^",
            "acter:",
            "\x1f",
        ]
    ),
    max_size=12,
)


@given(_typed.map("".join) | _typed.map(" ".join) | st.text())
def test_whatever_is_typed_is_a_query_that_is_read_back_as_it_is_printed(typed: str) -> None:
    parsed = read(typed)
    again = read(str(parsed))
    assert (again.query, again.sort, again.errors) == (parsed.query, parsed.sort, ())
    assert all(0 <= error.start < error.end <= len(typed) for error in parsed.errors)


@pytest.mark.parametrize("typed", ["(" * 5000 + "a", "-" * 5001 + "a", "-(" * 5000 + "a", "a OR " * 5000])
def test_no_depth_of_parentheses_or_signs_is_too_much(typed: str) -> None:
    parsed = read(typed)
    assert read(str(parsed)) == parsed
    assert str(parsed).count("(") <= MAX_DEPTH


@pytest.mark.parametrize("text", ["//x", "/x", "a//b"])
def test_what_begins_like_an_address_prints_so_that_it_is_read_back(text: str) -> None:
    asked = parse(f'director:"{text}"', TODAY)
    assert parse(str(asked), TODAY) == asked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acter:cage", "actor:cage"),
        ("ozu is:likd", "ozu is:liked"),
        ("rating:purple", "rating:purple"),
        ("-acter:x", "-actor:x"),
    ],
)
def test_a_fault_that_knows_what_was_meant_is_mended(typed: str, meant: str) -> None:
    assert corrected(typed, parse(typed, TODAY).errors[0]) == meant
