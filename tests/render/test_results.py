import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, actor, entry, names
from filmjournal.model.film import Role
from filmjournal.model.viewing import Entry
from filmjournal.query.fields import TITLE, field_of
from filmjournal.query.fuzzy import FuzzySuggestion, PersonSuggestion, Suggestion
from filmjournal.query.highlights import Highlights, MatchReason
from filmjournal.query.parser import parse
from filmjournal.query.sorting import order_named
from filmjournal.render.palette import PLAIN
from filmjournal.render.results import ResultList, heading_line, suggestion_line
from rendered import has_found

CAGE = PersonSuggestion("Nicolas Cage", Role.ACTOR, 2, 'actor:"Nicolas Cage"')
PIG, MOONSTRUCK = (
    entry(title, watched, credits=(actor("Nicolas Cage"),))
    for title, watched in (("Pig", "2021-08-22"), ("Moonstruck", "2021-08-14"))
)
HIGHLIGHTS = Highlights.of(parse("cage", TODAY).query)


def lines(listed: ResultList, width: int = 79) -> list[str]:
    return [listed.line(place, width, PLAIN, is_first=place == 0).plain for place in range(len(listed))]


def test_people_stand_above_the_entries_and_each_has_its_place() -> None:
    listed = ResultList([PIG, MOONSTRUCK], highlights=HIGHLIGHTS, people=[CAGE])
    assert [listed.row(place) for place in range(-1, 4)] == [None, CAGE, PIG, MOONSTRUCK, None]
    assert [listed.place_of(row) for row in (CAGE, PIG, MOONSTRUCK, None)] == [0, 1, 2, None]
    assert "2 films" in lines(listed)[0]


def test_the_first_entry_below_people_names_its_month_and_the_next_does_not() -> None:
    below = lines(ResultList([PIG, MOONSTRUCK], people=[CAGE]))[1:]
    assert below[0].startswith(" Aug 2021  22")
    assert below[1].startswith("           14")


def test_ranked_entries_name_their_dates_in_full_and_no_column_has_an_arrow() -> None:
    listed = ResultList([PIG, MOONSTRUCK], order_named("watched"), ranked=True)
    assert [line[:12].strip() for line in lines(listed)] == ["22 Aug 2021", "14 Aug 2021"]
    assert not {"↑", "↓"} & set(listed.head(79, PLAIN).plain)


def test_a_label_stands_in_place_of_the_headings() -> None:
    near = FuzzySuggestion("Mike Figgis", field_of(Role.DIRECTOR), 2, 'director:"Mike Figgis"')
    listed = ResultList(people=[near], label="Nothing has “figis”. Nearest:")
    assert listed.head(79, PLAIN).plain.rstrip() == " Nothing has “figis”. Nearest:"


def test_without_words_the_list_shows_directors() -> None:
    listed = ResultList([PIG], highlights=Highlights.of(parse("rating:4..", TODAY).query))
    assert "Director" in listed.head(79, PLAIN).plain


def test_why_an_entry_was_found_is_looked_up_once_and_only_for_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    reason = Highlights.reason

    def counted(self: Highlights, entry: Entry) -> MatchReason | None:
        asked.append(entry.film.title)
        return reason(self, entry)

    monkeypatch.setattr(Highlights, "reason", counted)
    listed = ResultList([PIG, MOONSTRUCK] * 10_000, highlights=HIGHLIGHTS)
    for _ in range(2):
        listed.line(0, 79, PLAIN, is_first=True)
    assert asked == ["Pig"]


def test_a_person_stands_there_with_their_role_and_their_films() -> None:
    assert suggestion_line(CAGE, 60, PLAIN).plain.rstrip() == " › Nicolas Cage · actor · 2 films"
    once = PersonSuggestion("Elisabeth Shue", Role.ACTOR, 1, 'actor:"Elisabeth Shue"')
    assert suggestion_line(once, 60, PLAIN).plain.rstrip() == " › Elisabeth Shue · actor · 1 film"


def test_what_is_nearest_stands_there_with_its_viewings() -> None:
    near = FuzzySuggestion("Mike Figgis", field_of(Role.DIRECTOR), 1, 'director:"Mike Figgis"')
    assert suggestion_line(near, 60, PLAIN).plain.rstrip() == " › Mike Figgis · director · 1 viewing"


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
    assert has_found(suggestion_line(found, 60, PLAIN, highlights=highlights)) is is_found


@settings(deadline=None)
@given(names, st.integers(30, 120))
def test_a_row_takes_exactly_the_width_whatever_the_name(name: str, width: int) -> None:
    for text in (
        suggestion_line(PersonSuggestion(name, Role.EDITOR, 1, ""), width, PLAIN),
        heading_line(name, width, PLAIN),
    ):
        assert text.cell_len == width
        assert len(text.plain.splitlines()) == 1
