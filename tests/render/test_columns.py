from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from builders import texts
from filmjournal.render.columns import columns


def test_cells_stand_below_each_other_whatever_their_script() -> None:
    assert columns([("東京", "a"), ("x", "[b]")]) == ["東京  a", "x     [b]"]


def test_no_rows_are_no_lines() -> None:
    assert columns([]) == []


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4), st.integers(1, 30))
def test_every_row_is_one_line_and_fits_the_width(rows: list[tuple[str, str]], width: int) -> None:
    lines = columns(rows, width)
    assert len(lines) == len(rows)
    assert all(cell_len(line) <= width and "\n" not in line and "\x1b" not in line for line in lines)
