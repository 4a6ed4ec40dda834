import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, names
from filmjournal.model.film import Role
from filmjournal.query.fields import TITLE, field_of
from filmjournal.query.fuzzy import FuzzySuggestion, PersonSuggestion, Suggestion
from filmjournal.query.highlights import Highlights
from filmjournal.query.parser import parse
from filmjournal.render.found import found_line, label_line
from filmjournal.render.highlighting import has_found
from filmjournal.render.palette import PLAIN

CAGE = PersonSuggestion("Nicolas Cage", Role.ACTOR, 7, 'actor:"Nicolas Cage"')


def test_a_person_stands_there_with_their_role_and_their_films() -> None:
    assert found_line(CAGE, 60, PLAIN).plain.rstrip() == " › Nicolas Cage · actor · 7 films"
    once = PersonSuggestion("Elisabeth Shue", Role.ACTOR, 1, 'actor:"Elisabeth Shue"')
    assert found_line(once, 60, PLAIN).plain.rstrip() == " › Elisabeth Shue · actor · 1 film"


def test_what_is_nearest_stands_there_with_its_viewings() -> None:
    near = FuzzySuggestion("Mike Figgis", field_of(Role.DIRECTOR), 1, 'director:"Mike Figgis"')
    assert found_line(near, 60, PLAIN).plain.rstrip() == " › Mike Figgis · director · 1 viewing"


@pytest.mark.parametrize(
    ("found", "query", "is_found"),
    [
        (CAGE, "cage", True),
        (CAGE, "actor:cage", True),
        (CAGE, "director:cage", False),
        (FuzzySuggestion("Mike Figgis", field_of(Role.DIRECTOR), 1, ""), "director:figg", True),
        (FuzzySuggestion("Pig", TITLE, 1, ""), "title:pi", True),
    ],
)
def test_what_was_typed_stands_out_in_the_name(found: Suggestion, query: str, is_found: bool) -> None:
    highlights = Highlights.of(parse(query, TODAY).query)
    assert has_found(found_line(found, 60, PLAIN, highlights=highlights)) is is_found


@settings(deadline=None)
@given(names, st.integers(30, 120))
def test_a_row_takes_exactly_the_width_whatever_the_name(name: str, width: int) -> None:
    for text in (found_line(PersonSuggestion(name, Role.EDITOR, 1, ""), width, PLAIN), label_line(name, width, PLAIN)):
        assert text.cell_len == width
        assert len(text.plain.splitlines()) == 1
