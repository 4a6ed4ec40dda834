import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from builders import TODAY, actor, director, entry, films, names, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.fields import TITLE, field_of
from filmjournal.query.fuzzy import FuzzySuggestion, PersonSuggestion, Suggestion
from filmjournal.query.highlights import Highlights, MatchReason
from filmjournal.query.parser import parse
from filmjournal.query.sorting import ORDERS, order_named
from filmjournal.render.diary import Columns, ResultList, entry_line, heading_line, headings, suggestion_line
from filmjournal.render.highlighting import is_found
from filmjournal.render.palette import PLAIN
from rendered import has_found

WIDE = Columns.within(100)


def _line(shown: Entry, above: Entry | None = None, *, by_month: bool = True, columns: Columns = WIDE) -> str:
    return entry_line(shown, columns, PLAIN, above=above, by_month=by_month).plain


@settings(deadline=None)
@given(films, viewings, st.integers(40, 250), st.booleans())
def test_every_line_has_exactly_the_cells_of_the_screen(film: Film, seen: Viewing, width: int, by_month: bool) -> None:
    shown = entry_line(Entry(seen, film), Columns.within(width), PLAIN, above=None, by_month=by_month)
    assert shown.cell_len == width
    assert len(shown.plain.splitlines()) == 1


@pytest.mark.parametrize("title", ["[REC]²", "[/b]", "[bold", "東京物語", "شارع الحب", "🎬 film"])
def test_a_title_is_shown_as_it_is(title: str) -> None:
    assert title in _line(entry(title))


def test_a_line_shows_date_film_director_stars_and_marks() -> None:
    shown = entry("Heat", year=1995, credits=(director("Michael Mann"),), rating=Rating(9), liked=True, review="x")
    assert _line(shown).split() == ["Nov", "2026", "20", "Heat", "1995", "Michael", "Mann", "★★★★½", "♥", "¶"]


def test_a_month_is_named_only_where_it_differs_from_the_line_above() -> None:
    above, same, other = entry("A", "2026-11-20"), entry("B", "2026-11-03"), entry("C", "2026-10-31")
    assert _line(above).startswith(" Nov 2026  20 ")
    assert _line(same, above).startswith("            3 ")
    assert _line(other, same).startswith(" Oct 2026  31 ")


def test_sorted_by_anything_else_every_line_has_its_whole_date() -> None:
    above, same = entry("A", "2026-11-20"), entry("B", "2026-11-03")
    assert _line(same, above, by_month=False).startswith("  3 Nov 2026 ")


def test_the_first_undated_line_says_so_and_the_next_does_not() -> None:
    dated, undated = entry("A"), entry("B", None)
    assert _line(undated, dated).startswith(" undated ")
    assert _line(undated, undated).startswith(" " * 14)


def test_a_long_title_is_cut_and_its_year_stays() -> None:
    shown = _line(entry("A very long title " * 10, year=1964, credits=(director("Stanley Kubrick"),)))
    assert "…" in shown
    assert "  1964" in shown
    assert "Stanley Kubrick" in shown


def test_a_narrow_screen_leaves_the_director_out() -> None:
    narrow = Columns.within(60)
    assert narrow.director == 0
    shown = _line(entry("Heat", credits=(director("Michael Mann"),)), columns=narrow)
    assert "Mann" not in shown
    assert "Heat" in shown


@pytest.mark.parametrize("order", [order.name for order in ORDERS])
def test_the_heading_has_one_arrow_and_it_turns_with_the_direction(order: str) -> None:
    down = headings(WIDE, order_named(order), PLAIN, reverse=not order_named(order).descending).plain
    up = headings(WIDE, order_named(order), PLAIN, reverse=order_named(order).descending).plain
    assert (down.count("↓"), down.count("↑")) == (1, 0)
    assert (up.count("↓"), up.count("↑")) == (0, 1)
    assert up.replace("↑", "↓") == down


def test_headings_stand_above_what_they_name() -> None:
    shown = entry("Heat", credits=(director("Michael Mann"),), rating=Rating.FIVE)
    text, heading = _line(shown), headings(WIDE, order_named("watched"), PLAIN, reverse=False).plain
    for name, value in (("Film", "Heat"), ("Director", "Michael Mann"), ("Rating", "★★★★★")):
        assert heading.index(name) == text.index(value)


def test_sorted_by_year_the_column_of_the_film_says_year() -> None:
    heading = headings(WIDE, order_named("year"), PLAIN, reverse=False).plain
    assert "Year ↓" in heading
    assert "Film" not in heading


NARROW, WIDE_RESULTS = Columns.within(79, searched=True), Columns.within(160, searched=True)

VEGAS = entry(
    "Leaving Las Vegas",
    credits=(director("Mike Figgis"), actor("Nicolas Cage"), actor("Elisabeth Shue")),
    tags=("35mm",),
    review="I first saw this on a rented tape, and there is much that I forgot: gin and neon all the night, the pool.",
    breakdown=(Element("Soundtrack", "Sting, and a tired trumpet."),),
    year=1995,
)


def drawn(query: str, of: Entry = VEGAS, columns: Columns = NARROW) -> Text:
    highlights = Highlights.of(parse(query, TODAY).query)
    return entry_line(
        of, columns, PLAIN, above=None, by_month=True, highlights=highlights, reason=highlights.reason(of)
    )


def standing_out(text: Text) -> list[str]:
    return [
        text.plain[span.start : span.end]
        for span in text.spans
        if not isinstance(span.style, str) and is_found(span.style)
    ]


@pytest.mark.parametrize(
    ("query", "reason", "words"),
    [
        ("vegas", "Mike Figgis", ["Vegas"]),
        ("figgis", "Mike Figgis", ["Figgis"]),
        ("cage", "Nicolas Cage · cast", ["Cage"]),
        ("35mm", "#35mm", ["35mm"]),
        ("vegas 35mm", "#35mm", ["Vegas", "35mm"]),
        ("gin", "forgot: gin and neo…", ["gin"]),
        ("trumpet", "…and a tired trumpet.", ["trumpet"]),
    ],
)
def test_a_line_says_why_it_is_there(query: str, reason: str, words: list[str]) -> None:
    text = drawn(query)
    assert reason in text.plain
    assert standing_out(text) == words


def test_a_wide_line_names_the_element_that_it_quotes() -> None:
    assert "Soundtrack: Sting, and a tired trumpet." in drawn("trumpet", columns=WIDE_RESULTS).plain


def test_a_long_name_is_cut_so_that_the_words_stay_in_sight() -> None:
    long = entry("Uncle Boonmee", credits=(actor("Thanapat Saisaymar of Khon Kaen Province"),))
    text = drawn("province", long)
    assert standing_out(text) == ["Province"]
    assert "…" in text.plain


def test_words_beyond_the_cut_of_a_long_title_are_shown_beside_it() -> None:
    long = entry("Night of the Day of the Dawn of the Son of the Terror", credits=(director("Lowell Mason"),))
    text = drawn("terror", long)
    assert standing_out(text) == ["Terror"]
    assert "Mason" not in text.plain


def test_an_original_title_is_shown_beside_the_title() -> None:
    of = entry("Spirited Away", original_title="千と千尋の神隠し", credits=(director("Hayao Miyazaki"),))
    assert "千と千尋の神隠し" in drawn("千尋", of).plain


def test_every_director_that_was_found_stands_out() -> None:
    of = entry("No Country for Old Men", credits=(director("Joel Coen"), director("Ethan Coen", 2)))
    assert standing_out(drawn("coen", of)) == ["Coen", "Coen"]


@pytest.mark.parametrize("width", [78, 79, 73, 118, 250])
def test_a_searched_list_has_room_for_the_reason_and_a_title(width: int) -> None:
    columns = Columns.within(width, searched=True)
    assert columns.title >= 24
    assert columns.director >= 16


@settings(deadline=None)
@given(films, viewings, st.integers(40, 250), st.sampled_from(["e", "a OR o", 'person:"e"', "review:a", "title:o"]))
def test_every_searched_line_has_exactly_the_cells_of_the_screen(
    film: Film, seen: Viewing, width: int, query: str
) -> None:
    text = drawn(query, Entry(seen, film), Columns.within(width, searched=True))
    assert text.cell_len == width
    assert len(text.plain.splitlines()) == 1


def test_the_column_of_the_reason_is_headed_so_and_nothing_is_sorted_by_it() -> None:
    for order in ORDERS:
        heading = headings(NARROW, order, PLAIN, reverse=False).plain
        assert "Found in" in heading
        assert "Director" not in heading
    assert "director" not in dict(NARROW.names())


def test_headings_of_a_searched_list_stand_above_what_they_name() -> None:
    text, heading = drawn("cage").plain, headings(NARROW, order_named("watched"), PLAIN, reverse=False).plain
    assert heading.index("Found in") == text.index("Nicolas Cage")


def test_a_ranked_list_has_no_arrow() -> None:
    heading = headings(NARROW, None, PLAIN, reverse=False).plain
    assert not {"↑", "↓"} & set(heading)


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


def test_days_months_and_years_stand_under_each_other_in_every_order_and_width() -> None:
    listed = ResultList(
        [entry("A", when) for when in ("2026-11-20", "2026-11-03", "2003-05", "1998")], order_named("title")
    )
    dates = {
        width: [listed.line(place, width, PLAIN, is_first=False).plain[1:14].rstrip() for place in range(4)]
        for width in (80, 40)
    }
    assert dates[80] == ["20 Nov 2026", " 3 Nov 2026", "   May 2003", "       1998"]
    assert [date[:9] for date in dates[40]] == ["20 Nov 26", " 3 Nov 26", "   May 03", "     1998"]


def test_in_a_narrow_line_a_title_comes_before_its_year_and_the_marks() -> None:
    listed = ResultList(
        [entry("Leaving Las Vegas", year=1995, rating=Rating.FIVE, liked=True), entry("Pig", year=2021)]
    )
    narrow = [listed.line(place, 40, PLAIN, is_first=True).plain for place in (0, 1)]
    assert "Leaving Las Vegas " in narrow[0]
    assert "1995" not in narrow[0]
    assert narrow[0].endswith("★★★★★")
    assert "Pig  2021" in narrow[1]
    assert all(cell_len(line) == 40 for line in (*narrow, listed.head(40, PLAIN).plain))
