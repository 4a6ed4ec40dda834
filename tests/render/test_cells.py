from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from builders import texts
from filmjournal.model.text import one_line
from filmjournal.render.cells import fit


@given(texts.map(one_line), st.integers(0, 40))
@example("東京物語", 1)
@example("東京物語", 5)
@example("👩‍👩‍👧‍👦 family", 3)
@example("e\u0301e\u0301e\u0301", 2)
def test_text_is_fitted_to_exactly_that_many_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(texts.map(one_line))
def test_text_that_has_room_is_kept_whole(text: str) -> None:
    assert fit(text, cell_len(text) + 3) == text + "   "


def test_text_without_room_ends_in_an_ellipsis() -> None:
    assert fit("Leaving Las Vegas", 8) == "Leaving…"
    assert fit("Leaving Las Vegas", 9) == "Leaving… "
    assert fit("東京物語", 6) == "東京… "
    assert fit("東京物語", 7) == "東京物…"
