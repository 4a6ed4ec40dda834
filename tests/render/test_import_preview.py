from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from rich.cells import cell_len

from builders import texts
from filmjournal.render.import_preview import RowKind
from filmjournal.render.palette import PLAIN
from filmjournal.render.preview import PreviewList, PreviewRow, counts, row_in_full
from rendered import plain

ROWS = st.lists(
    st.builds(
        PreviewRow,
        kind=st.sampled_from(RowKind),
        title=texts,
        about=texts,
        place=texts,
        reason=texts,
        changes=st.lists(st.tuples(texts, texts, texts), max_size=1).map(tuple),
        choices=st.lists(texts, max_size=2).map(tuple),
    ),
    max_size=3,
)


@given(ROWS, st.integers(20, 200))
def test_every_line_fills_its_width_and_every_row_is_listed_once(rows: list[PreviewRow], width: int) -> None:
    listed = PreviewList(rows)
    assert cell_len(listed.head(width, PLAIN).plain) == width
    for place in range(len(listed)):
        assert cell_len(listed.line(place, width, PLAIN, is_first=False).plain) == width
    assert Counter(map(listed.row, range(len(rows)))) == Counter(rows)


@given(ROWS)
def test_every_row_can_be_shown_in_full(rows: list[PreviewRow]) -> None:
    for row in rows:
        assert plain(row_in_full(row, PLAIN), 60)


def rows() -> list[PreviewRow]:
    return [
        PreviewRow(RowKind.NEW, "Stalker"),
        PreviewRow(RowKind.UNCHANGED, "Mirror"),
        PreviewRow(RowKind.AMBIGUOUS, "Solaris", choices=("Solaris (1972)", "Solaris (2002)"), chosen=1),
        PreviewRow(RowKind.NEW, "Nostalghia"),
        PreviewRow(RowKind.AMBIGUOUS, "Crash", choices=("Crash (1996)", "Crash (2004)")),
    ]


def test_what_needs_an_answer_comes_first() -> None:
    listed = PreviewList(rows())
    titles = [row.title for place in range(len(listed)) if (row := listed.row(place))]
    assert titles == ["Solaris", "Crash", "Stalker", "Nostalghia", "Mirror"]


def test_one_key_steps_through_the_kinds_and_begins_again() -> None:
    listed = PreviewList(rows())
    assert [listed.next_kind(place) for place in range(5)] == [2, 2, 4, 4, 0]
    assert PreviewList().next_kind(0) == 0


def test_the_next_question_is_one_without_an_answer() -> None:
    listed = PreviewList(rows())
    assert listed.next_question(0) == 1
    assert listed.next_question(2) == 1
    assert PreviewList(rows()[:3]).next_question(0) is None


def test_a_kind_is_named_once_above_its_rows() -> None:
    listed = PreviewList(rows())
    shown = [listed.line(place, 80, PLAIN, is_first=False).plain for place in range(5)]
    assert [line.split()[0] for line in shown] == ["ambiguous", "Crash", "new", "Nostalghia", "unchanged"]
    assert listed.line(3, 80, PLAIN, is_first=True).plain.split()[0] == "new"


def test_an_answered_question_shows_the_answer() -> None:
    listed = PreviewList(rows())
    assert "Solaris (1972)" in listed.line(0, 80, PLAIN, is_first=True).plain
    row = listed.row(0)
    assert row is not None
    assert "1  Solaris (1972)  ✓" in plain(row_in_full(row, PLAIN), 60)


def test_rows_are_counted_by_kind() -> None:
    assert counts(rows()) == "2 ambiguous · 2 new · 1 unchanged"


def test_a_row_is_found_by_its_number_wherever_it_stands() -> None:
    numbered = [structs.replace(row, number=number) for number, row in enumerate(rows())]
    listed = PreviewList(numbered)
    assert [listed.place_of(number) for number in range(6)] == [2, 4, 0, 3, 1, None]


def test_where_rows_are_from_is_only_a_column_where_one_says_so() -> None:
    placed = [structs.replace(row, place="diary.csv, row 7") for row in rows()]
    assert "Where" in PreviewList(placed).head(120, PLAIN).plain
    assert "Where" not in PreviewList(rows()).head(120, PLAIN).plain


def test_on_a_short_screen_the_answers_stand_at_once_below_the_film() -> None:
    crash = structs.replace(rows()[-1], about="2 films fit")
    shown = [line.rstrip() for line in plain(row_in_full(crash, PLAIN, is_dense=True), 40).splitlines()]
    assert shown == ["Crash  2 films fit", "1  Crash (1996)", "2  Crash (2004)"]
    assert RowKind.AMBIGUOUS.meaning in plain(row_in_full(crash, PLAIN), 200)
    unclear = structs.replace(crash, reason="No film has this title.")
    assert "No film has this title." in plain(row_in_full(unclear, PLAIN, is_dense=True), 40)
