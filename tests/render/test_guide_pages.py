import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from filmjournal.guide.topics import TOPICS, Topic
from filmjournal.render.guide import found_in, page_of
from filmjournal.render.palette import PLAIN
from filmjournal.render.prose import lines_of


@pytest.mark.parametrize("width", [20, 40, 76, 100])
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_page_keeps_to_its_width(topic: Topic, width: int) -> None:
    lines = lines_of(page_of(topic, PLAIN), width)
    assert max(line.cell_len for line in lines) <= width


def test_words_are_found_in_any_case_and_over_the_end_of_a_line() -> None:
    lines = [Text("Keys that save a"), Text("Copy somewhere"), Text("a copy")]
    assert found_in(lines, "a  copy") == [(0, 15, 21), (2, 0, 6)]
    assert found_in(lines, "  ") == []


@given(st.lists(st.text("ab ", max_size=8), max_size=6), st.text("ab", min_size=1, max_size=2))
def test_every_place_of_a_word_is_found_where_it_stands(lines: list[str], word: str) -> None:
    found = found_in([Text(line) for line in lines], word)
    assert all(lines[at][start:end] == word for at, start, end in found)
    assert len(found) == sum(line.count(word) for line in lines)
