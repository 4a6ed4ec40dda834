import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import texts
from filmjournal.model.text import fold, fold_joined, join_list, one_line, searchable, sort_key, split_list


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Amélie", "amelie"),
        ("ŁÓDŹ", "lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("Ænigma", "aenigma"),
        ("Don’t Look Now", "don't look now"),
        ("Spider–Man", "spider-man"),
        ("Straße", "strasse"),
        ("ＡＫＩＲＡ", "akira"),
        ("Ёлки", "елки"),
        ("Dvořák", "dvorak"),
        ("José", "jose"),
        ("L´avventura", "l'avventura"),
        ("L＇Avventura", "l'avventura"),
        ("ﬁnal œuvre", "final oeuvre"),
        ("GROẞE", "grosse"),
        ("2 − 1―0", "2 - 1-0"),
        ("«Léon»", "leon"),
        ("co\u00adoperate", "cooperate"),
        ("ｱﾆﾒ", "アニメ"),
        ("ｶﾞ", "ガ"),
        ("\u1112\u1161\u11ab", "한"),
        ("ΟΔΟΣ", "οδοσ"),
    ],
)
def test_text_is_found_however_it_is_typed(written: str, typed: str) -> None:
    assert fold(written) == typed


def test_the_marks_of_kana_make_another_letter() -> None:
    assert fold("ガ") != fold("カ")
    assert fold("か\u3099") == fold("が")


@given(texts)
def test_folded_text_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(texts | st.text(st.sampled_from("|aßé”"))))
def test_texts_folded_together_are_each_folded_as_by_itself(written: list[str]) -> None:
    assert fold_joined(written, "|") == "|".join(map(fold, written)).encode("utf-8", "surrogatepass")


def test_every_character_folds_in_a_text_as_among_ascii_alone() -> None:
    for number in [*range(0xD800), *range(0xE000, 0x110000, 7)]:
        folded = fold(chr(number))
        assert fold(f"x{chr(number)}y{chr(number)}") == f"x{folded}y{folded}", hex(number)


def test_a_run_of_space_is_one_space_where_text_is_searched() -> None:
    assert searchable("A\u00a0 light\r\n\n\tin\u2028the  WINDOW") == "a light in the window"


@given(st.text(st.characters(max_codepoint=127)))
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The Third Man", "third man"),
        ("A Man Escaped", "man escaped"),
        ("An Angel at My Table", "angel at my table"),
        ("The", "the"),
        ("The The", "the"),
        ("Thelma", "thelma"),
    ],
)
def test_titles_are_sorted_without_their_article(title: str, key: str) -> None:
    assert sort_key(title) == key


@given(texts)
def test_one_line_has_nothing_in_it_that_moves_the_cursor(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


def test_one_line_leaves_printed_characters_as_they_are() -> None:
    assert one_line("[REC]²\r\n東京 🎬") == "[REC]² 東京 🎬"


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("", ()),
        (" , ,", ()),
        ("Drama, Romance ,Drama", ("Drama", "Romance")),
        ("Robert Downey, Jr.; Val Kilmer", ("Robert Downey, Jr.", "Val Kilmer")),
        ("Robert Downey, Jr.;", ("Robert Downey, Jr.",)),
    ],
)
def test_a_list_is_read_as_typed(typed: str, items: tuple[str, ...]) -> None:
    assert split_list(typed) == items


_items = st.text(st.characters(exclude_characters=";"), min_size=1).map(str.strip).filter(bool)


@given(st.lists(_items, unique=True).map(tuple))
def test_a_list_is_read_back_as_it_was_joined(items: tuple[str, ...]) -> None:
    assert split_list(join_list(items)) == items


@given(texts)
def test_whatever_was_read_as_a_list_is_read_so_again(typed: str) -> None:
    items = split_list(typed)
    assert split_list(join_list(items)) == items


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Anatomy of a Fall", "anatomy of a fall"),
        ("La Strada", "la strada"),
        ("The Piano", "piano"),
        ("[REC]²", "rec]2"),
        ("...And Justice for All", "and justice for all"),
        ("!!!", "!!!"),
    ],
)
def test_a_title_is_sorted_without_the_article_and_signs_in_front_and_nothing_else(title: str, key: str) -> None:
    assert sort_key(title) == key
