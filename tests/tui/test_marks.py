"""Rows that are marked, without a screen."""

from filmjournal.tui.marks import Marks

ROWS = ["a", "b", "c", "d", "e"]


def marked(marks: Marks) -> str:
    return "".join(row for row in ROWS if row in marks)


def test_rows_are_marked_one_by_one_and_all_at_once() -> None:
    marks = Marks()
    marks.toggle("b")
    marks.toggle("d")
    marks.toggle("b")
    assert (marked(marks), len(marks)) == ("d", 1)
    marks.toggle_all(["a", "d"])
    assert marked(marks) == "ad"
    marks.toggle_all(["a", "d"])
    assert marked(marks) == ""


def test_a_range_follows_the_cursor_in_both_directions_and_leaves_other_marks_alone() -> None:
    marks = Marks()
    marks.toggle("e")
    marks.start_range("c")
    marks.stretch(ROWS, "d")
    assert marked(marks) == "cde"
    marks.stretch(ROWS, "a")
    assert marked(marks) == "abce"
    marks.start_range("a")
    marks.stretch(ROWS, "d")
    assert marked(marks) == "abce", "the range ended"
    assert not marks.is_in_range


def test_space_ends_a_range_and_escape_gives_it_up_before_the_other_marks() -> None:
    marks = Marks()
    marks.start_range("a")
    marks.stretch(ROWS, "b")
    marks.toggle("b")
    assert marked(marks) == "ab"
    marks.start_range("d")
    assert marks.clear()
    assert marked(marks) == "ab"
    assert marks.clear()
    assert not marks.clear()
    assert marked(marks) == ""


def test_what_is_gone_is_no_longer_marked() -> None:
    marks = Marks()
    marks.toggle_all(ROWS)
    marks.keep_only(["b", "z"])
    assert marked(marks) == "b"
    assert marks.among(["a", "b"]) == 1
    marks.start_range("b")
    marks.keep_only(["c"])
    assert not marks.is_in_range
    assert len(marks) == 0
