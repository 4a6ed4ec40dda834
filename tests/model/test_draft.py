import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import NOW, TODAY, actor, director, entry, film, ratings, texts, viewing, whens
from filmjournal.model.breakdown import DEFAULT_ELEMENTS, Element
from filmjournal.model.draft import Draft, DraftCredit, DraftError
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry, Viewing

_stripped = texts.map(str.strip)
_named = _stripped.filter(bool)
_lists = st.lists(texts, max_size=3).map(tuple)


def _billed(people: list[tuple[Role, str, str]]) -> tuple[Credit, ...]:
    """Return credits as a journal has them: role by role, each billed from 1."""
    credits_: list[Credit] = []
    for role in Role:
        own = [person for person in people if person[0] is role]
        credits_ += [Credit(name, role, character, place) for place, (_, name, character) in enumerate(own, start=1)]
    return tuple(credits_)


_people = st.lists(st.tuples(st.sampled_from(Role), _named, _stripped), max_size=5).map(_billed)
_films = st.builds(
    Film,
    id=st.just("f"),
    title=_named,
    original_title=_stripped,
    year=st.none() | st.integers(1870, 2100),
    runtime=st.none() | st.integers(1, 5000),
    genres=_lists,
    countries=_lists,
    languages=_lists,
    credits=_people,
    external_ids=st.builds(ExternalIds, imdb=texts),
)
_elements = st.builds(Element, name=_named, text=texts, rating=ratings).filter(lambda element: not element.is_empty)
_viewings = st.builds(
    Viewing,
    id=st.just("v"),
    film=st.just("f"),
    watched=st.none() | whens,
    rating=ratings,
    liked=st.booleans(),
    rewatch=st.booleans(),
    tags=_lists,
    venue=_stripped,
    companions=_lists,
    headline=_stripped,
    review=texts,
    breakdown=st.lists(_elements, max_size=4, unique_by=lambda element: fold(element.name)).map(tuple),
    spoilers=st.booleans(),
    created=st.just(NOW),
    modified=st.just(NOW),
)


@given(_films, _viewings)
def test_an_entry_that_nobody_touched_is_read_back_equal(kept: Film, seen: Viewing) -> None:
    assert Draft.of(Entry(seen, kept)).parse(TODAY, kept, seen) == (kept, seen)


def test_a_new_draft_is_of_today_with_the_four_default_elements() -> None:
    draft = Draft.new()
    assert draft.watched == "today"
    assert tuple(element.name for element in draft.breakdown) == DEFAULT_ELEMENTS


def test_default_elements_that_stay_empty_are_not_kept() -> None:
    _, seen = structs.replace(Draft.new(), title="Stalker").parse(TODAY, None, None)
    assert seen.breakdown == ()
    assert seen.watched == "2026-11-24"


def test_watching_a_film_again_takes_its_facts_over_and_says_so() -> None:
    known = entry("Stalker", year=1979, credits=(director("Andrei Tarkovsky"),)).film
    read, seen = Draft.for_rewatch(known).parse(TODAY, known, None)
    assert read == known
    assert seen.rewatch
    assert (seen.id, seen.film) == ("", known.id)


def test_fields_are_read_as_people_type_them() -> None:
    draft = Draft(
        title="  Heat ",
        year=" 1995 ",
        runtime="2h 50m",
        genres="Crime, Drama, Crime",
        credits=(
            DraftCredit(Role.ACTOR, " Al Pacino ", " Vincent Hanna "),
            DraftCredit(Role.DIRECTOR, "Michael Mann"),
            DraftCredit(Role.ACTOR, "", ""),
            DraftCredit(Role.ACTOR, "Robert De Niro", "Neil McCauley"),
        ),
        watched="last friday",
        rating=Rating.FIVE,
        companions="Robert Downey, Jr.;",
        review="  kept as typed\r\n",
    )
    read, seen = draft.parse(TODAY, None, None)
    assert read == film(
        "Heat",
        year=1995,
        runtime=170,
        genres=("Crime", "Drama"),
        credits=(
            director("Michael Mann"),
            actor("Al Pacino", "Vincent Hanna", 1),
            actor("Robert De Niro", "Neil McCauley", 2),
        ),
    )
    assert seen == viewing(
        "2026-11-20", rating=Rating.FIVE, companions=("Robert Downey, Jr.",), review="  kept as typed\r\n"
    )


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("111", 111), ("111 min", 111), ("1h 51m", 111), ("1:51", 111), ("2 hours", 120), ("90'", 90), ("1h51", 111)],
)
def test_a_runtime_is_read_in_minutes_or_hours(typed: str, minutes: int) -> None:
    read, _ = Draft(title="x", runtime=typed).parse(TODAY, None, None)
    assert read.runtime == minutes


@pytest.mark.parametrize(
    ("field", "draft", "reason"),
    [
        ("title", Draft(title=" "), "title"),
        ("year", Draft(title="x", year="95"), "Use four digits"),
        ("year", Draft(title="x", year="soon"), "“soon” isn't a valid year"),
        ("year", Draft(title="x", year="١٩٩٥"), "isn't a valid year"),
        ("year", Draft(title="x", year="9" * 5000), "isn't a valid year"),
        ("runtime", Draft(title="x", runtime="long"), "“long” isn't a runtime"),
        ("runtime", Draft(title="x", runtime="0"), "at least 1 minute"),
        ("watched", Draft(title="x", watched="tomorrow"), "can't be read as a date"),
        ("watched", Draft(title="x", watched="2026-11-26"), "yet to come"),
        (
            "credits",
            Draft(title="x", credits=(DraftCredit(Role.ACTOR, "", "Sera"),)),
            "Who played Sera? Write the actor's name",
        ),
        (
            "breakdown",
            Draft(title="x", breakdown=(Element("Sound", "a"), Element("SOUND", "b"))),
            "Two elements are named Sound",
        ),
    ],
)
def test_a_field_that_cannot_be_read_is_named_with_the_reason(field: str, draft: Draft, reason: str) -> None:
    with pytest.raises(DraftError) as refused:
        draft.parse(TODAY, None, None)
    assert list(refused.value.problems) == [field]
    assert reason in refused.value.problems[field]
    assert refused.value.problems[field].endswith(".")


def test_every_fault_is_reported_at_once() -> None:
    with pytest.raises(DraftError) as refused:
        Draft(title="", year="x", runtime="y", watched="z").parse(TODAY, None, None)
    assert set(refused.value.problems) == {"title", "year", "runtime", "watched"}


def test_what_the_form_does_not_show_survives_a_revision() -> None:
    kept = film(id="f", external_ids=ExternalIds(imdb="tt0079944"))
    seen = viewing(id="v", film="f", created=NOW)
    read, reread = structs.replace(Draft.of(Entry(seen, kept)), title="Сталкер").parse(TODAY, kept, seen)
    assert read == structs.replace(kept, title="Сталкер")
    assert reread == seen


def test_what_was_typed_is_brought_onto_how_the_form_would_be_filled_now() -> None:
    since = Draft(viewing_id="v", headline="Old", review="Old.", venue="Home")
    typed = structs.replace(since, review="Typed.")
    now = structs.replace(since, headline="Theirs", review="Theirs.", venue="")
    assert typed.rebased(since, now) == structs.replace(now, review="Typed.")
