import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.reading.decoding import as_utf8

TITLES = "Name\nAmélie\nStar Wars: Episode III – Revenge\nLe Fabuleux Destin d’Amélie Poulain\n東京物語\n"


def twice(text: str, encoding: str) -> bytes:
    return text.encode().decode(encoding).encode()


def test_a_mark_before_the_text_is_taken_off() -> None:
    assert as_utf8(codecs.BOM_UTF8 + TITLES.encode(), "a.csv") == (TITLES.encode(), ())


def test_utf_16_is_read_and_reported() -> None:
    assert as_utf8(TITLES.encode("utf-16"), "a.csv") == (TITLES.encode(), ("a.csv was read as UTF-16.",))


@given(
    st.text(
        st.characters(min_codepoint=1, max_codepoint=0x7F)
        | st.characters(min_codepoint=0x2100, exclude_categories=["Cs"])
    )
)
def test_utf_8_that_was_encoded_once_stays_as_it_is(text: str) -> None:
    data = f"Name\n{text}\n«Amélie»".encode()
    assert as_utf8(data, "a.csv") == (data, ())


def test_what_is_not_utf_8_is_refused_with_its_line_unless_it_may_be_latin() -> None:
    data = "Name\nPig\nAmélie\n".encode("latin-1")
    with pytest.raises(CannotImportError) as error:
        as_utf8(data, "ratings.csv")
    assert str(error.value) == "ratings.csv is not UTF-8: see line 3. Save it again as UTF-8."
    assert as_utf8(data, "ratings.csv", latin=True) == (
        "Name\nPig\nAmélie\n".encode(),
        ("ratings.csv is not UTF-8, and was read as Latin-1.",),
    )


def test_windows_own_signs_are_distinguished_from_latin_1() -> None:
    assert as_utf8("“Amélie” – €".encode("cp1252"), "a.csv", latin=True) == (
        "“Amélie” – €".encode(),
        ("a.csv is not UTF-8, and was read as Windows-1252.",),
    )


def test_a_fault_is_found_where_it_is_however_long_the_file_is() -> None:
    for before in (2**20 - 1, 2**20, 2**20 + 1):
        data = "é".encode() * (before // 2) + b"\n" + b"\xe9\n"
        with pytest.raises(CannotImportError, match="see line 2"):
            as_utf8(data, "a.csv")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_what_was_encoded_twice_is_put_right_and_reported(encoding: str) -> None:
    text = "Star Wars: Episode III –\xa0Revenge of the Sith\nAmélie\nœuvre"
    assert as_utf8(twice(text, encoding), "diary.csv") == (
        text.encode(),
        ("diary.csv was encoded twice (“Ã©” for “é”): that was undone.",),
    )


def test_a_file_in_which_one_title_happens_to_look_so_is_left_as_it_is() -> None:
    text = "«Café de Flore»\nAmélie\nLE CAFÉ»\nœuvre –"
    assert as_utf8(text.encode(), "a.csv") == (text.encode(), ())


def test_nothing_but_zeros_is_no_file() -> None:
    with pytest.raises(CannotImportError, match=r"lists/wes\.csv holds nothing but zeros: it was damaged on the disk"):
        as_utf8(bytes(640), "lists/wes.csv")


def test_zeros_at_the_end_are_reported() -> None:
    assert as_utf8(b"Name\nPig\n" + bytes(9), "a.csv") == (
        b"Name\nPig\n",
        ("a.csv ends in 9 zeros: what stood there is lost.",),
    )


def conflict(ours: str, theirs: str, base: str = "") -> bytes:
    return f"Name\n<<<<<<< HEAD\n{ours}{base}=======\n{theirs}>>>>>>> 1f0c2d\nRan\n".encode()


@pytest.mark.parametrize("base", ["", "||||||| 8a7\nHeat\n"])
def test_a_conflict_with_two_sides_alike_is_read_once(base: str) -> None:
    data = conflict("Pig\nHeat\n", "Pig\r\nHeat\r\n", base)
    assert as_utf8(data, "diary.csv") == (
        b"Name\nPig\nHeat\nRan\n",
        ("diary.csv has a merge conflict of which both sides are the same: it was read once.",),
    )


def test_a_whole_file_twice_within_a_conflict_is_read_once() -> None:
    data = b"<<<<<<< HEAD\nName\nPig\n=======\nName\nPig\n>>>>>>> b\n"
    assert as_utf8(data, "diary.csv")[0] == b"Name\nPig\n"


def test_a_conflict_with_two_sides_is_refused_with_its_line() -> None:
    with pytest.raises(CannotImportError, match=r"diary\.csv has an unsettled merge conflict on line 2: settle it"):
        as_utf8(conflict("Pig\n", "Heat\n"), "diary.csv")


def test_signs_that_are_no_conflict_are_text() -> None:
    data = b"Review\n<<<<<<< wow >>>>>>>\n=======\n"
    assert as_utf8(data, "a.csv") == (data, ())
