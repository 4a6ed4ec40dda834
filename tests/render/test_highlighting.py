from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from builders import TODAY, texts
from filmjournal.model.text import one_line
from filmjournal.query.fields import REVIEW, TITLE
from filmjournal.query.highlights import Highlights, spans_of
from filmjournal.query.parser import parse
from filmjournal.render.highlighting import Marker, found_style, in_sight, is_found
from filmjournal.render.palette import PLAIN
from rendered import has_found

VEGAS = Highlights.of(parse("vegas -title:pig", TODAY).query)


def test_what_was_looked_for_stands_out_and_the_text_stays_as_it_is() -> None:
    text = Marker(VEGAS, PLAIN).text("[b]Leaving Las Vegas[/b]", TITLE, "dim")
    assert text.plain == "[b]Leaving Las Vegas[/b]"
    assert [text.plain[span.start : span.end] for span in text.spans] == ["Vegas"]
    assert has_found(text)


def test_without_a_search_nothing_stands_out() -> None:
    assert not has_found(Marker(None, PLAIN).mark(Text("Vegas"), REVIEW))


def test_what_was_found_is_distinguished_from_anything_else_that_looks_alike() -> None:
    assert is_found(found_style(PLAIN))
    assert not is_found(Style.parse(PLAIN.found))
    assert not is_found(None)


def test_what_was_found_stands_out_without_colours_and_on_muted_text() -> None:
    style = Style.parse(PLAIN.muted) + found_style(PLAIN)
    assert (style.bold, style.underline, style.dim, style.color) == (True, True, False, None)


def test_a_text_is_cut_on_the_left_where_what_was_found_is_far_in_it() -> None:
    text = "he is all gin and neon all the night long"
    assert in_sight(text, [(10, 13)], 60) == (text, [(10, 13)])
    assert in_sight(text, [(10, 13)], 20) == ("he is all gin and n…", [(10, 13)])
    shown, spans = in_sight(text, [(18, 22)], 20)
    assert (shown, [shown[start:end] for start, end in spans]) == ("…and neon all the n…", ["neon"])
    shown, spans = in_sight(text, [(37, 41)], 20)
    assert (shown, [shown[start:end] for start, end in spans]) == ("…all the night long", ["long"])


@settings(deadline=None)
@given(texts.map(one_line), st.data(), st.integers(8, 40))
def test_what_was_found_is_in_sight_at_any_width(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    needle = text[start : start + data.draw(st.integers(1, 3))]
    spans = [(start, start + len(needle))] if needle else []
    shown, moved = in_sight(text, spans, width)
    assert cell_len(shown) <= width
    assert all(0 <= first < last <= len(shown) for first, last in moved)
    assert not needle.strip() or [shown[first:last].strip() for first, last in moved] == [needle.strip()]


def test_the_first_of_many_is_in_sight_and_all_that_are_in_sight_stand_out() -> None:
    text = "word " * 40 + "gin and gin and " + "word " * 40 + "gin"
    shown, spans = in_sight(text, spans_of(text, "gin"), 30)
    assert [shown[start:end] for start, end in spans] == ["gin", "gin"]
