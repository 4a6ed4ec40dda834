from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from filmjournal.model.draft import Draft, DraftCredit
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.film_choice import Choice, changed_facts, refilled, which_film

PIG = Film("pig", "Pig", year=2021, runtime=92, credits=(Credit("Michael Sarnoski", Role.DIRECTOR, billing=1),))
OTHER = Film("other", "Pig", year=1998, credits=(Credit("Nico B.", Role.DIRECTOR, billing=1),))
ELSEWHERE = Film("", "Pig", year=2020, genres=("Drama",), credits=(Credit("Michael Sarnoski", Role.DIRECTOR),))


def among(*films: Film) -> "Candidates":
    return Candidates(films)


class Candidates:
    def __init__(self, films: Iterable[Film]) -> None:
        self._films = list(films)

    def __call__(self, _stated: Film) -> list[Film]:
        return self._films


def director(name: str) -> tuple[DraftCredit, ...]:
    return (DraftCredit(Role.DIRECTOR, name),)


@pytest.mark.parametrize(
    ("typed", "against"),
    [
        (Draft(title="Pig", year="1998"), "year"),
        (Draft(title="Pig", credits=director("Nico B.")), "director"),
        (Draft(title="Piglet"), "title"),
    ],
)
def test_a_title_year_or_director_that_is_another_one_makes_it_another_film(typed: Draft, against: str) -> None:
    meant = which_film(typed, Choice(PIG), among(PIG))
    assert (meant.film, meant.against) == (None, against)


@pytest.mark.parametrize("typed", [Draft(title="pig"), Draft(title="Pig", year="20"), Draft(title="Pig", year="2021")])
def test_what_is_empty_or_cannot_be_read_yet_speaks_against_nothing(typed: Draft) -> None:
    assert which_film(typed, Choice(PIG), among(PIG)).film is PIG


def test_what_speaks_against_one_known_film_may_be_another_known_one() -> None:
    assert which_film(Draft(title="Pig", year="1998"), Choice(PIG), among(PIG, OTHER)).film is OTHER


def test_a_film_that_is_typed_in_full_is_recognised_unless_it_was_said_to_be_new() -> None:
    assert which_film(Draft(title="Pig"), Choice(), among(PIG)).film is PIG
    assert which_film(Draft(title="Pig"), Choice(), among(PIG, OTHER)).film is None
    assert which_film(Draft(title="Pig"), Choice(is_new=True), among(PIG)).film is None


def test_the_film_of_an_edited_viewing_stays_meant_and_another_one_that_is_chosen_is_meant_then() -> None:
    typed = Draft(title="Pork", year="1998")
    assert which_film(typed, Choice(PIG, revised=PIG), among(PIG, OTHER)).film is PIG
    assert which_film(Draft(title="Pig"), Choice(OTHER, revised=PIG), among(PIG, OTHER)).film is OTHER


def test_catalogues_differ_by_a_year_and_journals_do_not() -> None:
    assert which_film(Draft(title="Pig", year="2021"), Choice(ELSEWHERE), among()).film is ELSEWHERE
    assert which_film(Draft(title="Pig", year="2022"), Choice(ELSEWHERE), among()).film is None


def test_facts_that_were_filled_in_go_with_their_film_and_typed_ones_stay() -> None:
    filled = refilled(Draft(title="Pi"), None, PIG)
    assert (filled.title, filled.year, filled.runtime, filled.film_id) == ("Pi", "2021", "92", "pig")
    typed = filled.with_texts({"title": "Pig", "year": "1998"})
    let_go = refilled(typed, PIG, None)
    assert (let_go.title, let_go.year, let_go.runtime, let_go.credits, let_go.film_id) == ("Pig", "1998", "", (), "")
    assert refilled(Draft(title="pig"), None, PIG).title == "Pig"


def test_what_is_changed_about_a_film_is_named() -> None:
    shown = Draft().with_film(PIG)
    assert changed_facts(shown, PIG) == []
    assert changed_facts(shown.with_texts({"title": "Pork", "year": "", "runtime": " 92 "}), PIG) == ["title", "year"]
    assert changed_facts(Draft(title="Pig", year="2021", runtime="92"), PIG) == ["director"]


_FILMS = st.sampled_from([None, PIG, OTHER, ELSEWHERE])
_TEXTS = st.sampled_from(["", "1998", "2021", "2020", "95"])


@given(_FILMS, _FILMS, _TEXTS, st.sampled_from(["", "Nico B.", "Somebody"]))
@settings(deadline=None, max_examples=examples(50))
def test_filling_in_another_film_and_the_first_again_ends_where_it_began(
    first: Film | None, second: Film | None, year: str, name: str
) -> None:
    shown = refilled(Draft(title="Pig"), None, first)
    typed = shown.with_texts({"year": year}) if year else shown
    there = refilled(typed, first, second)
    filled = Draft() if second is None else Draft().with_film(second)
    if typed.text("year") not in {"", filled.text("year")}:  # else it went with the film that has it
        assert refilled(there, second, first).text("year") == typed.text("year")
    if name:
        changed = refilled(Draft(title="Pig", credits=director(name)), None, first)
        assert changed.credits[0].name == name
