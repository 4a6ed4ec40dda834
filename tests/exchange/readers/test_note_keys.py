"""Front matter of notes: aliases are a graph, and stand for no more than a note may have."""

import time

import pytest

from filmjournal.exchange.readers.note_keys import read_properties


def nested(depth: int) -> list[str]:
    """Return lists of nine aliases of the list above, so deep: each line means nine times what the one above does."""
    first = "a: &a [x, x, x, x, x, x, x, x, x]"
    return [first, *(f"k{n}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]" for n in range(depth))]


def test_aliases_of_aliases_cost_what_is_written_and_not_what_they_stand_for() -> None:
    for depth in (5, 20):
        began = time.process_time()
        read = read_properties([*nested(depth), "title: Pig"])
        assert time.process_time() - began < 1
        assert (read.fault, read.properties[-1].items) == ("", ("Pig",))
        assert max(len(each.items) for each in read.properties) == 9


@pytest.mark.parametrize("line", ["genres: &a [*a]", "genres: [&a [*a, x]]", "genres: &a {b: *a}", "? &a [*a]\n: x"])
def test_what_is_named_within_itself_is_gone_through_once(line: str) -> None:
    read = read_properties([*line.split("\n"), "title: Pig"])
    assert read.properties[-1].items == ("Pig",)


@pytest.mark.parametrize("form", ["k{}: *a", "k{}: [*a, *a]", "k{}: {{x: *a, y: *a}}"])
def test_one_long_text_is_not_repeated_for_ever(form: str) -> None:
    read = read_properties([f"a: &a {'long ' * 2000}", *(form.format(number) for number in range(3000))])
    assert "its aliases stand for much more than it has" in read.fault
    assert sum(len(item) for each in read.properties for item in each.items) == 0


def test_what_people_write_with_aliases_is_read() -> None:
    read = read_properties(["genres: &g [Drama, War]", "tags: *g", "cast: [*g, Cage]", "title: Pig"])
    assert {each.name: each.items for each in read.properties} == {
        "genres": ("Drama", "War"),
        "tags": ("Drama", "War"),
        "cast": ("Drama", "War", "Cage"),
        "title": ("Pig",),
    }


def test_a_list_in_lists_is_read_however_deep_yaml_lets_it_be() -> None:
    read = read_properties(["genres: " + "[" * 900 + "Drama" + "]" * 900, "title: Pig"])
    assert read.properties[0].items == ("Drama",)
    assert read_properties(["genres: " + "[" * 200_000]).fault
