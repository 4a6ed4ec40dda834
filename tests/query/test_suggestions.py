import pytest

from builders import TODAY, actor, director, entry
from filmjournal.model.film import Credit, Role
from filmjournal.query.fuzzy import FuzzySuggestion, PersonSuggestion
from filmjournal.query.library import Library
from filmjournal.query.parser import parse
from filmjournal.query.sorting import WATCHED

LEAVING = entry(
    "Leaving Las Vegas",
    year=1995,
    credits=(director("Mike Figgis"), actor("Nicolas Cage", "Ben Sanderson"), actor("Elisabeth Shue", "Sera", 2)),
)
AGAIN = entry("Leaving Las Vegas", "2020", year=1995, credits=LEAVING.film.credits)
ADAPTATION = entry("Adaptation.", "2019", credits=(director("Spike Jonze"), actor("Nicolas Cage", "Charlie Kaufman")))
UNFORGIVEN = entry("Unforgiven", "2018", credits=(director("Clint Eastwood"), actor("Clint Eastwood", "Bill Munny")))
RAN = entry("Ran", "2017", credits=(director("黒澤明"), Credit("Tōru Takemitsu", Role.COMPOSER)))


def library() -> Library:
    made = Library()
    made.update([LEAVING, AGAIN, ADAPTATION, UNFORGIVEN, RAN])
    for _ in made.warm():
        pass
    return made


def people(query: str) -> list[tuple[str, Role, int]]:
    suggestions = library().answer(parse(query, TODAY), WATCHED).suggestions
    return [(each.name, each.role, each.films) for each in suggestions if isinstance(each, PersonSuggestion)]


@pytest.mark.parametrize("query", ["cage", "nic cage", "Cage nicolas", '"nicolas cage"', "CAG"])
def test_somebody_whose_name_is_typed_is_offered_with_the_films_they_made(query: str) -> None:
    assert people(query) == [("Nicolas Cage", Role.ACTOR, 2)]


def test_a_film_seen_twice_is_one_film() -> None:
    assert people("shue") == [("Elisabeth Shue", Role.ACTOR, 1)]


def test_somebody_is_offered_in_each_role() -> None:
    assert {(role, films) for _, role, films in people("eastwood")} == {(Role.DIRECTOR, 1), (Role.ACTOR, 1)}


def test_a_name_in_another_script_may_be_short() -> None:
    assert people("黒澤") == [("黒澤明", Role.DIRECTOR, 1)]


@pytest.mark.parametrize(
    "query", ["", "ca", "cage is:rated", "actor:cage", "-cage", "age", "cage OR shue", "las vegas"]
)
def test_nobody_is_offered_where_no_name_was_typed(query: str) -> None:
    assert people(query) == []


def test_what_lists_somebody_finds_their_viewings_and_no_others() -> None:
    own = library()
    person = own.answer(parse("nicolas", TODAY), WATCHED).suggestions[0]
    assert own.answer(parse(person.query, TODAY), WATCHED).entries == [LEAVING, AGAIN, ADAPTATION]


@pytest.mark.parametrize(
    ("query", "name"),
    [("figis", "Mike Figgis"), ("shue elizabet", "Elisabeth Shue"), ("leavign las vegas", "Leaving Las Vegas")],
)
def test_what_is_nearest_is_offered_where_nothing_was_found(query: str, name: str) -> None:
    own = library()
    answer = own.answer(parse(query, TODAY), WATCHED)
    assert answer.entries == []
    near = answer.suggestions[0]
    assert isinstance(near, FuzzySuggestion)
    assert (near.name, near.viewings) == (name, 2)
    assert own.answer(parse(near.query, TODAY), WATCHED).entries == [LEAVING, AGAIN]


def test_somebody_with_a_common_name_is_offered_where_the_other_name_is_typed_too() -> None:
    own = Library()
    crowd = [entry(f"Film {place}", credits=(actor(f"Johnny{place} Smith"),)) for place in range(30)]
    ford = entry("Stagecoach", credits=(director("John Ford"),))
    own.update([*crowd, ford])
    suggestions = own.answer(parse("john ford", TODAY), WATCHED).suggestions
    assert [each.name for each in suggestions] == ["John Ford"]
