from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import texts
from filmjournal.model.text import searchable
from filmjournal.query.highlights import spans_of


def covered(text: str, needle: str) -> list[str]:
    return [text[start:end] for start, end in spans_of(text, needle)]


@pytest.mark.parametrize(
    ("written", "typed", "found"),
    [
        ("Le Fabuleux Destin d’Amélie Poulain", "d'amelie", ["d’Amélie"]),
        ("Ame\u0301lie", "amelie", ["Ame\u0301lie"]),
        ("Ame\u0301lie", "ame", ["Ame\u0301"]),
        ("L’avventura", "l'avventura", ["L’avventura"]),
        ("Straße, GROẞE", "ss", ["ß", "ẞ"]),
        ("Straße", "s", ["S", "ß"]),
        ("ﬁnal", "in", ["ﬁn"]),
        ("the ｶﾞ of ｱﾆﾒ", "ガ", ["ｶﾞ"]),
        ("the ｶﾞ of ｱﾆﾒ", "アニメ", ["ｱﾆﾒ"]),
        ("a “wild” night", "wild", ["wild"]),
        ("a “wild” night", "a wild night", ["a “wild” night"]),
        ('say "gin" twice: gin', "gin", ["gin", "gin"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("bananana", "nana", ["nanana"]),
        ("\u1112\u1161\u11ab \u1112\u1161", "한", ["\u1112\u1161\u11ab"]),
        ("the light\nof it", "light of", ["light\nof"]),
        ("the light\r\n\r\n  of it", "light of", ["light\r\n\r\n  of"]),
        ("gin", "neon", []),
        ("gin", "", []),
    ],
)
def test_what_was_typed_is_found_in_the_text_as_written(written: str, typed: str, found: list[str]) -> None:
    assert covered(written, typed) == found


_letters = st.text(
    st.sampled_from('aAesßẞéÉ\u0301\u0345ﬁ"“”´ \u200b\u00adｶﾞかが\u3099\u1112\u1161\u11ab한ΣςŉＡ½\n'), max_size=12
)


@given(st.one_of(texts, _letters), st.one_of(texts, _letters), st.data())
def test_every_place_of_a_needle_is_covered_once_and_nothing_else(text: str, other: str, data: st.DataObject) -> None:
    folded = searchable(text)
    start = data.draw(st.integers(0, len(folded)))
    needle = data.draw(st.sampled_from([searchable(other), folded[start : start + data.draw(st.integers(1, 5))]]))
    spans = spans_of(text, needle)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(needle in searchable(text[start:end]) for start, end in spans)
    uncovered = [
        text[end:start] for end, start in pairwise([0, *(place for span in spans for place in span), len(text)])
    ]
    assert not needle or all(needle not in searchable(part) for part in uncovered[::2])
    assert bool(spans) == bool(needle and needle in folded)
