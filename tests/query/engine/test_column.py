from hypothesis import given
from hypothesis import strategies as st

from filmjournal.model.text import searchable
from filmjournal.query.engine.column import Column, mask_of, select, slots_in, union

values = st.text('aé \n"’ßガ\x1e\x1f', max_size=6)
slots = st.lists(st.lists(values, max_size=3).map(tuple), min_size=1, max_size=40)


@st.composite
def masks(draw: st.DrawFn, size: int) -> int:
    return draw(st.integers(0, (1 << size) - 1) | st.just((1 << size) - 1))


@given(slots, values.filter(lambda text: bool(searchable(text).strip())), st.data())
def test_a_column_finds_a_text_in_just_those_slots_that_have_it(
    held: list[tuple[str, ...]], text: str, data: st.DataObject
) -> None:
    among = data.draw(masks(len(held)))
    wanted = searchable(text)
    has = mask_of([any(wanted in searchable(value) for value in each) for each in held])
    is_one = mask_of([any(wanted == searchable(value) for value in each) for each in held])
    column = Column.of(held)
    assert column.find(wanted.encode(), among) == has & among
    assert column.find(f'"{wanted}"'.encode(), among) == is_one & among
    words, parts = column.find_words(wanted.encode(), among)
    assert (words | parts, words & parts) == (has & among, 0)


def test_a_word_begins_after_a_space_or_a_mark_and_where_a_value_does() -> None:
    column = Column.of([("ran",), ("x", "Ran away"), ("Bran ran",), ("(ran",), ("bran",), ("Bran",), ("日ran",)])
    assert column.find_words(b"ran", 0b1111111) == (0b0001111, 0b1110000)
    assert column.find_words(b"ran", 0b1000001) == (0b0000001, 0b1000000)


@given(slots, slots, st.data())
def test_a_column_of_which_a_part_was_replaced_is_that_of_the_values_it_has_now(
    held: list[tuple[str, ...]], new: list[tuple[str, ...]], data: st.DataObject
) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(held))] * 2)))
    assert Column.of(held).replaced(start, end, new) == Column.of([*held[:start], *new, *held[end:]])
    assert Column.of(held).replaced(start, end, ()) == Column.of([*held[:start], *held[end:]])


@given(slots)
def test_slots_are_filled_that_have_more_than_space(held: list[tuple[str, ...]]) -> None:
    column = Column.of(held)
    assert column.filled() == mask_of([any(searchable(value).strip() for value in each) for each in held])
    assert not column.is_empty or column.filled() == 0


@given(st.lists(st.booleans()))
def test_a_mask_tells_its_slots(flags: list[bool]) -> None:
    mask = mask_of(flags)
    places = [place for place, flag in enumerate(flags) if flag]
    assert list(slots_in(mask)) == places == list(select(mask, range(len(flags))))
    assert union(tuple(1 << place for place in places)) == mask
