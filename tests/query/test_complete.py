import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, actor, director, entry, films, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.complete import MOST, Completion, complete
from filmjournal.query.fields import FIELDS, ScaleField, TextField
from filmjournal.query.parser import MAX_DEPTH, parse
from filmjournal.query.tree import Query
from filmjournal.query.vocabulary import Vocabulary
from trees import naive, queries

LEAVING = entry(
    "Leaving Las Vegas",
    credits=(director("Mike Figgis"), actor("Nicolas Cage", "Ben"), Credit("Declan Quinn", Role.CINEMATOGRAPHER)),
    tags=("35mm", "New Year"),
    genres=("Drama", "Romance"),
    countries=("United States",),
    languages=("English",),
    venue="Filmhaus",
    companions=("Priya",),
    breakdown=(Element("Popcorn", "Stale."), Element("Title", "Plain."), Element("Sound (mix)", "Loud.")),
)
KNOWN = Vocabulary(
    [
        LEAVING,
        entry("Timecode", credits=(director("Mike Figgis"),), tags=("35mm",)),
        entry("Come and See", credits=(director("Elem Klimov"),), genres=("War", "Horror"), tags=("OR",)),
        entry("L'avventura", credits=(director("Michelangelo Antonioni"),)),
    ]
)
SAVED = {"best": "rating:4..", "new-year": 'tag:"new year"'}


def at_cursor(typed: str) -> Completion:
    """Complete where the bar stands, or at the end."""
    return complete(typed.replace("|", ""), typed.index("|") if "|" in typed else len(typed), KNOWN, SAVED)


def after_each(typed: str) -> list[str]:
    """Return what the whole text becomes with each of the offers."""
    completion, text = at_cursor(typed), typed.replace("|", "")
    return [text[: completion.start] + offer.text + text[completion.end :] for offer in completion.offers]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("dir", ["director:", "direction:"]),
        ("-dir", ["-director:", "-direction:"]),
        ("^cas", ["^cast:"]),
        ("(DIR", ["(director:", "(direction:"]),
        ("cage OR dir", ["cage OR director:", "cage OR direction:"]),
        ("(a OR pop|) b", ["(a OR popcorn:) b"]),
        ("production", ["production-design:"]),
        ("sound", ["sound:", "soundtrack:", '"sound-(mix)":']),
        ("ti", ["title:", '"title":']),
        ("dp", ["dp:"]),
        ("is", ["is:"]),
        ("ha", ["has:"]),
        ("no", ["no:"]),
        ("sor", ["sort:"]),
        ("director:fi", ['director:"Mike Figgis"']),
        ("dir:figgis", ['dir:"Mike Figgis"']),
        ("cast:ca", ['cast:"Nicolas Cage"']),
        ("dp:", ['dp:"Declan Quinn"']),
        ("person:qui", ['person:"Declan Quinn"']),
        ("tag:", ["tag:35mm", 'tag:"New Year"', 'tag:"OR"']),
        ("tag:| cage", ["tag:35mm cage", 'tag:"New Year" cage', 'tag:"OR" cage']),
        ("venue:f", ["venue:Filmhaus"]),
        ("with:p", ["with:Priya"]),
        ("country:sta", ['country:"United States"']),
        ("lang:e", ["lang:English"]),
        ("title:veg", ['title:"Leaving Las Vegas"']),
        ("title:avv", ["title:L'avventura"]),
        ("genre:war,ho", ["genre:war,Horror"]),
        ("genre:ho|,drama", ["genre:Horror,drama"]),
        ("genre:war,|", ["genre:war,Drama", "genre:war,Horror", "genre:war,Romance"]),
        ("title:=le", ['title:="Leaving Las Vegas"']),
        ('title:="leaving l', ['title:="Leaving Las Vegas"']),
        ('director:"mike fi', ['director:"Mike Figgis"']),
        ('director:"mike fi| tag:35mm', ['director:"Mike Figgis" tag:35mm']),
        ('director:"fi|ggis"', ['director:"Mike Figgis"']),
        ("director:fi|sh cage", ['director:"Mike Figgis" cage']),
        ("-(director:fi|)", ['-(director:"Mike Figgis")']),
        ("is:re", ["is:rewatch", "is:reviewed"]),
        ("is:liked,rat", ["is:liked,rated"]),
        ("has:pop", ["has:popcorn"]),
        ('has:"pop', ["has:popcorn"]),
        ("no:ra", ["no:rating"]),
        ("no:ti", ["no:title", 'no:"title"']),
        ("sort:ra", ["sort:rating"]),
        ("sort:rating", ["sort:rating-asc", "sort:rating-desc"]),
        ("sort:rating-a", ["sort:rating-asc"]),
        ("sort:-ra", ["sort:-rating"]),
        ("rating:", ["rating:4..", "rating:..2", "rating:5"]),
        ("rating:4", ["rating:4.."]),
        ("watched:to", ["watched:today"]),
        ('watched:"last w', ['watched:"last week"']),
        ("@", ["@best", "@new-year"]),
        ("-@NE", ["-@new-year"]),
    ],
)
def test_what_can_stand_at_the_cursor_is_offered(typed: str, becomes: list[str]) -> None:
    assert after_each(typed) == becomes


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "d",
        "cage",
        '"dir',
        '"dir"',
        "di|r",
        "dir|ector:fi",
        "director:zz",
        'director:"Mike Figgis"',
        'director:"mike figgis"',
        "director:fi cage",
        "director:fi |",
        "review:",
        "performances:st",
        "acter:fi",
        "direc:fi OR re:fi",
        "http://dir",
        "director://fi",
        "2001:",
        '"popcorn":',
        "is:liked",
        "is:zz",
        "sort:rating-asc",
        "rating:4..",
        "rating:>",
        "@best",
        "@zz",
        'tag:"35mm"|x',
        "is:" + "(" * (MAX_DEPTH + 2),
    ],
)
def test_nothing_is_offered_where_nothing_could_follow_or_all_stands_there(typed: str) -> None:
    assert at_cursor(typed).offers == ()


def test_an_offer_says_what_it_is_and_how_often_it_stands_in_the_journal() -> None:
    (figgis,) = at_cursor("director:fi").offers
    assert (figgis.shown, figgis.hint) == ("Mike Figgis", "2 viewings")
    assert at_cursor("director:kl").offers[0].hint == "1 viewing"
    assert at_cursor("rat").offers[0].hint == "Your stars"
    assert at_cursor("is:li").offers[0].hint == "Marked with a heart"
    assert at_cursor("@b").offers[0].hint == "rating:4.."


def test_no_more_is_offered_than_fits() -> None:
    many = Vocabulary([entry("Stalker", tags=tuple(f"reel {number}" for number in range(30)))])
    assert len(complete("tag:re", 6, many).offers) == MOST
    offers = complete('tag:"reel 1"', 12, many).offers
    assert len(offers) == MOST
    assert "reel 1" not in [offer.shown for offer in offers]


def test_every_field_that_is_compared_has_values_to_choose_from() -> None:
    for field in FIELDS:
        if isinstance(field, ScaleField):
            typed = f"{field.name}:"
            assert complete(typed, len(typed), KNOWN).offers


def _numbered(pairs: list[tuple[Film, Viewing]]) -> list[Entry]:
    return [Entry(viewing, film) for film, viewing in pairs]


journals = st.lists(st.tuples(films, viewings), max_size=4).map(_numbered)


@given(journals, queries, st.data())
def test_what_is_completed_has_no_fault_there(entries: list[Entry], query: Query, data: st.DataObject) -> None:
    known = Vocabulary(entries)
    text = str(query)
    cursor = data.draw(st.integers(0, len(text)))
    if data.draw(st.booleans()):
        text = text[:cursor]
    completion = complete(text, cursor, known)
    assert 0 <= completion.start <= cursor <= completion.end <= len(text)
    for offer in completion.offers:
        completed = text[: completion.start] + offer.text + text[completion.end :]
        end = completion.start + len(offer.text)
        errors = parse(completed, TODAY, known.element_names).errors
        assert not [error for error in errors if error.start < end and error.end > completion.start], completed


@given(st.text(st.sampled_from('dir:fi"(),=-^@ORtag.>/ \n'), max_size=20), st.data())
def test_whatever_is_typed_the_offers_are_for_a_stretch_around_the_cursor(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    completion = complete(text, cursor, KNOWN, SAVED)
    assert 0 <= completion.start <= cursor <= completion.end <= len(text)
    assert len(completion.offers) <= MOST


@given(journals.filter(bool), st.data())
def test_what_a_field_offers_is_found_by_it(entries: list[Entry], data: st.DataObject) -> None:
    known = Vocabulary(entries)
    field = data.draw(st.sampled_from([field for field in FIELDS if isinstance(field, TextField)]))
    for offer in complete(f"{field.name}:", len(field.name) + 1, known).offers:
        found = parse(offer.text, TODAY, known.element_names)
        assert not found.errors
        folded = fold(offer.shown)
        if " ".join(folded.split()) == folded:  # more space than that cannot be asked for
            assert any(naive(found.query.term, each) for each in entries), offer


def on_request(typed: str, most: int = 50) -> list[str]:
    return [offer.text for offer in complete(typed, len(typed), KNOWN, SAVED, most=most, on_request=True).offers]


def test_somebody_who_asks_is_offered_every_field_before_the_first_letter() -> None:
    assert {"title:", "director:", "is:", "sort:", "popcorn:"} <= set(on_request(""))
    assert on_request("-") == on_request("(^") == on_request("")
    assert complete("", 0, KNOWN).offers == ()


def test_somebody_who_asks_is_offered_films_and_people_for_a_word() -> None:
    assert on_request("fig") == ['"Mike Figgis"']
    assert on_request("l'av") == ["L'avventura"]
    assert at_cursor("fig").offers == ()


def test_somebody_who_asks_is_offered_what_is_there_in_full_too() -> None:
    assert on_request("tag:35mm") == ["tag:35mm"]


def test_no_more_is_offered_than_was_asked_for() -> None:
    assert len(on_request("", 3)) == 3
    assert len(on_request("", 30)) > len(on_request("", 20))
