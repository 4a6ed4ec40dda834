"""Writing an entry in one's own editor: it is read, or what was written is kept and one is told where."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from filmjournal.exchange.entry.editing import (
    EmptiedError,
    ExternalEditor,
    ExternalEditorError,
    UnfinishedError,
    UntouchedError,
    edit_until_valid,
)
from filmjournal.exchange.entry.markdown import read_template

TEMPLATE = "---\ntitle: Pig\nrating: 4\n---\n\nTruffles.\n"


class Person:
    """Somebody who writes one thing after the other in the editor, and answers questions."""

    def __init__(self, folder: Path, *texts: str | Callable[[str], str], answers: str = "") -> None:
        self.questions: list[str] = []
        self.seen: list[str] = []
        self._editor = ExternalEditor(folder, {})
        self._texts = iter(texts)
        self._answers = iter(answers)

    def __call__(self, text: str) -> str:
        self.seen.append(text)
        written = next(self._texts)
        return written if isinstance(written, str) else written(text)

    def save_copy(self, text: str) -> Path:
        return self._editor.save_copy(text)

    def confirm(self, question: str) -> bool:
        self.questions.append(question)
        return next(self._answers) == "y"

    def edit(self) -> dict[str, object]:
        return edit_until_valid(TEMPLATE, read_template, self, self.confirm)


def failing(text: str) -> str:
    raise ExternalEditorError("vi ended with status 1, and the text is as it was.")


def kept_in(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in folder.glob("*")]


WRONG = TEMPLATE.replace("rating", "ratng").replace("Truffles", "A pig and its man")


def test_what_was_written_is_read(tmp_path: Path) -> None:
    read = Person(tmp_path, TEMPLATE.replace("4", "5")).edit()
    assert (read["title"], read["rating"], read["review"]) == ("Pig", 5.0, "Truffles.")


def test_a_text_that_nobody_changed_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UntouchedError, match="Nothing was changed"):
        Person(tmp_path, TEMPLATE).edit()


@pytest.mark.parametrize("emptied", ["", "\n", " \r\n"])
def test_a_text_that_was_emptied_is_not_read(tmp_path: Path, emptied: str) -> None:
    with pytest.raises(EmptiedError, match="empty"):
        Person(tmp_path, emptied).edit()


def test_what_cannot_be_read_is_kept_in_a_file_that_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnfinishedError, match="there is no “ratng”") as failed:
        Person(tmp_path, WRONG, answers="n").edit()
    assert str(failed.value.path) in str(failed.value)
    assert failed.value.path.read_text(encoding="utf-8").endswith(WRONG)


def test_the_editor_opens_again_on_what_was_written_with_the_fault_at_its_top(tmp_path: Path) -> None:
    person = Person(tmp_path, WRONG, lambda text: text.replace("ratng", "rating"), answers="y")
    assert person.edit()["review"] == "A pig and its man."
    fault = "Line 4: there is no “ratng”. Did you mean “rating”?"
    assert person.questions == [f"{fault} Edit again?"]
    assert person.seen[1].splitlines()[0] == f"#! {fault}"
    assert person.seen[1].splitlines()[3] == "ratng: 4", "the line that the fault names"
    assert kept_in(tmp_path) == []


def test_only_the_last_fault_stands_at_the_top(tmp_path: Path) -> None:
    person = Person(
        tmp_path, WRONG, lambda text: text.replace("ratng: 4", "rating: 44"), lambda text: text, answers="yyn"
    )
    with pytest.raises(UnfinishedError) as failed:
        person.edit()
    (kept,) = kept_in(tmp_path)
    assert re.findall("^#!.*", kept, re.MULTILINE) == [f"#! {failed.value.problem}"]
    assert "“44” isn't a rating" in failed.value.problem


@pytest.mark.parametrize("then", [failing, lambda _: ""])
def test_an_editor_that_then_fails_or_empties_the_text_leaves_what_was_written_before(
    tmp_path: Path, then: Callable[[str], str]
) -> None:
    with pytest.raises(UnfinishedError) as failed:
        Person(tmp_path, WRONG, then, answers="y").edit()
    assert failed.value.path.read_text(encoding="utf-8").endswith(WRONG)


def test_a_terminal_that_is_closed_at_the_question_leaves_what_was_written(tmp_path: Path) -> None:
    def closed(question: str) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(UnfinishedError, match="What you wrote is saved in"):
        edit_until_valid(TEMPLATE, read_template, Person(tmp_path, WRONG), closed)
    (kept,) = kept_in(tmp_path)
    assert kept.endswith(WRONG)


def test_a_file_with_windows_line_ends_keeps_them_below_the_fault(tmp_path: Path) -> None:
    with pytest.raises(UnfinishedError, match="Line 4") as failed:
        Person(tmp_path, WRONG.replace("\n", "\r\n"), answers="n").edit()
    kept = failed.value.path.read_bytes()
    assert kept.count(b"\r\n") == kept.count(b"\n") == WRONG.count("\n") + 1
