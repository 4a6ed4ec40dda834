import re

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from builders import texts
from filmjournal.model.text import one_line
from filmjournal.render.cells import fit, wrapped


@given(texts.map(one_line), st.integers(0, 40))
@example("東京物語", 1)
@example("東京物語", 5)
@example("👩‍👩‍👧‍👦 family", 3)
@example("e\u0301e\u0301e\u0301", 2)
@example("a\u200d", 5)
def test_text_is_fitted_to_exactly_that_many_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(texts.map(one_line))
@example("a\u200d")
def test_text_that_has_room_is_kept_whole_but_for_joiners_that_join_nothing(text: str) -> None:
    text = re.sub(r"\u200d+(?=\s|$)", "", text)
    assert fit(text, cell_len(text) + 3) == text + "   "


def test_text_without_room_ends_in_an_ellipsis() -> None:
    assert fit("Leaving Las Vegas", 8) == "Leaving…"
    assert fit("Leaving Las Vegas", 9) == "Leaving… "
    assert fit("東京物語", 6) == "東京… "
    assert fit("東京物語", 7) == "東京物…"


def test_a_joiner_at_the_end_takes_no_cell_of_what_follows() -> None:
    assert cell_len(fit("a\u200d", 5) + "|") == len("a    |")


@given(texts.map(one_line), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
