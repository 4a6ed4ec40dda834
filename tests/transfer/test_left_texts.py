"""What was written in an editor when everything ended becomes a draft."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs, to_builtins

from budget import examples
from builders import TODAY, FailingDisk, director, film, texts, viewing
from filmjournal.exchange.entry.editing import without_additions
from filmjournal.exchange.entry.markdown import read_template, write_template
from filmjournal.exchange.entry.record import record_of
from filmjournal.exchange.entry.record_parsing import revise
from filmjournal.journal.safety.drafts import NEW, Drafts
from filmjournal.journal.safety.editor_texts import EditorNote
from filmjournal.model.breakdown import Element
from filmjournal.model.draft import ELEMENT, Draft, DraftCredit
from filmjournal.model.film import Role
from filmjournal.model.viewing import Entry
from filmjournal.transfer.left_texts import take_over_texts

PIG = Entry(
    viewing("2026-11-20", review="Truffles.", breakdown=(Element("Soundtrack", "Quiet."),)),
    film("Pig", year=2021, credits=(director("Michael Sarnoski"),)),
)
FORM = structs.replace(Draft.of(PIG), viewing_id="v", film_id="f")


def leave(drafts: Drafts, note: EditorNote, *written: str) -> Path:
    """Let a program end after these texts, one after the other, were saved in an editor; return the last one's file."""
    with drafts.texts.opened(note) as opened:
        path = opened.folder
        for moment, text in enumerate(written):
            path = opened.folder / f"text-{moment}.md"
            path.write_bytes(text.encode())
            os.utime(path, (moment + 1, moment + 1))
    return path


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("review", "Rain.\n", {"review": "Rain."}),
        (f"{ELEMENT}Soundtrack", "Rain.\n", {"breakdown": (Element("Soundtrack", "Rain."),)}),
        (f"{ELEMENT}Gone", "Rain.\n", {"review": "Truffles.\n\nRain."}),
        ("other", "Rain.\n", {"review": "Truffles.\n\nRain."}),
        ("title", "Pig,\n again\n", {"title": "Pig, again"}),
        ("watched", "1998\n", {"watched": "1998"}),
        ("director", "A, B\n", {"credits": (DraftCredit(Role.DIRECTOR, "A"), DraftCredit(Role.DIRECTOR, "B"))}),
    ],
)
def test_a_text_goes_to_its_part_of_the_form(tmp_path: Path, part: str, text: str, expected: dict[str, object]) -> None:
    drafts = Drafts(tmp_path)
    since = structs.replace(FORM, review="")
    path = leave(drafts, EditorNote("v", FORM, "given", since, part), text)
    (left,) = Drafts(tmp_path).texts.left()
    assert (left.path, left.text) == (path, text)
    take_over_texts(drafts, TODAY)
    saved = drafts.load("v")
    assert saved is not None
    assert (saved.since, saved.written) == (since, "")
    assert saved.draft == structs.replace(FORM, **expected)
    assert drafts.texts.left() == []
    assert list((tmp_path / "editor").iterdir()) == []


def test_a_draft_that_was_written_meanwhile_stays_beside_it(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    later = structs.replace(FORM, headline="Later")
    drafts.save(later, "v")
    leave(drafts, EditorNote("v", FORM, "given", FORM, "review"), "Rain.")
    take_over_texts(drafts, TODAY)
    assert drafts.find("v") == later
    assert drafts.find("v~2") == structs.replace(FORM, review="Rain.")


def test_a_draft_from_which_the_editor_was_opened_has_the_text_afterwards(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(FORM, "v")
    leave(drafts, EditorNote("v", FORM, "given", FORM, "review"), "Rain.", "Rain over the harbour.")
    take_over_texts(drafts, TODAY)
    assert drafts.left() == {"v": structs.replace(FORM, review="Rain over the harbour.")}


@pytest.mark.parametrize("written", [(), ("given\n",), ("",), (" \n",), ("given\r\n", "given")])
def test_where_nothing_was_written_nothing_is_offered(tmp_path: Path, written: tuple[str, ...]) -> None:
    drafts = Drafts(tmp_path)
    leave(drafts, EditorNote(NEW, FORM, "given", part="review"), *written)
    assert drafts.texts.left() == []
    assert not any((tmp_path / "editor").iterdir())


def test_what_is_settled_is_gone_and_what_is_open_is_left_alone(tmp_path: Path) -> None:
    drafts, other = Drafts(tmp_path), Drafts(tmp_path)
    note = EditorNote(NEW, FORM, "given", part="review")
    with drafts.texts.opened(note) as opened:
        (opened.folder / "text-1.md").write_text("Rain.", encoding="utf-8")
        assert other.texts.left() == []
        take_over_texts(other, TODAY)
        assert (opened.folder / "text-1.md").read_text(encoding="utf-8") == "Rain."
        opened.settle()
    assert not opened.folder.exists()
    assert other.left() == {}


def test_what_an_editor_left_to_recover_from_stays_and_is_named(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    with drafts.texts.opened(EditorNote(NEW, FORM, "given", part="review")) as opened:
        (opened.folder / "text-1.md").write_text("Rain.", encoding="utf-8")
        swap = opened.folder / ".text-1.md.swp"
        swap.write_bytes(b"b0VIM Rain, and more")
    take_over_texts(drafts, TODAY)
    take_over_texts(drafts, TODAY)
    assert [draft.review for draft in drafts.left().values()] == ["Rain."]
    assert drafts.texts.recovery_files() == [swap]
    os.utime(opened.folder, (1, 1))
    take_over_texts(drafts, TODAY)
    assert not opened.folder.exists(), "after a quarter of a year"
    with drafts.texts.opened(EditorNote(NEW, FORM, "given", part="review")) as opened:
        (opened.folder / ".text-1.md.swp").write_bytes(b"b0VIM Rain, and more")
        opened.settle()
    assert drafts.texts.recovery_files() == [opened.folder / ".text-1.md.swp"], "also where the text came back"


@pytest.mark.parametrize("note", [b"", b"[" * 100_000, b'{"slot": 3}', b"\xff"])
def test_a_text_whose_note_is_damaged_becomes_a_draft_of_its_own(tmp_path: Path, note: bytes) -> None:
    drafts = Drafts(tmp_path)
    path = leave(drafts, EditorNote("v", FORM, "given", FORM, "review"), "Rain.")
    (path.parent / "note.json").write_bytes(note)
    take_over_texts(drafts, TODAY)
    assert drafts.left() == {NEW: Draft(review="Rain.")}


def test_a_text_that_is_not_utf_8_is_read(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    with drafts.texts.opened(EditorNote(NEW, FORM, "given", part="review")) as opened:
        (opened.folder / "text-1.md").write_bytes("Un café".encode("latin-1"))
    take_over_texts(drafts, TODAY)
    assert [draft.review for draft in drafts.left().values()] == ["Un café"]


@settings(deadline=None, max_examples=examples(30))
@given(review=texts, soundtrack=texts, title=st.sampled_from(["Pig", "Mirror", ""]))
def test_a_whole_entry_becomes_the_form_that_it_would_fill(
    tmp_path_factory: pytest.TempPathFactory, review: str, soundtrack: str, title: str
) -> None:
    drafts = Drafts(tmp_path_factory.mktemp("drafts"))
    after = Entry(structs.replace(PIG.viewing, review=review, breakdown=(Element("Soundtrack", soundtrack),)), PIG.film)
    record = to_builtins(record_of(PIG))
    written = write_template({**to_builtins(record_of(after)), "title": title}, all_keys=True)
    leave(drafts, EditorNote("v", FORM, write_template(record, all_keys=True), FORM), written)
    take_over_texts(drafts, TODAY)
    saved = drafts.load("v")
    if saved is None:
        assert (review.strip("\r\n"), soundtrack.strip("\r\n"), title) == (PIG.viewing.review, "Quiet.", "Pig")
        return
    assert (saved.draft.title, saved.draft.viewing_id, saved.draft.film_id) == (title, "v", "f")
    assert saved.written == written
    stated = without_additions(read_template(written), record_of(PIG))
    _, read = revise(PIG, {**stated, "title": "Pig"}, TODAY)
    assert (saved.draft.review, saved.draft.breakdown) == (read.review, Draft.of(Entry(read, PIG.film)).breakdown)


def test_an_entry_that_cannot_be_read_is_in_the_review_whole(tmp_path: Path) -> None:
    drafts, given = Drafts(tmp_path), write_template(to_builtins(record_of(PIG)), all_keys=True)
    wrong = given.replace("year: 2021", "yaer: 2021").replace("Truffles.", "Rain.")
    leave(drafts, EditorNote("v", FORM, given, FORM), wrong)
    take_over_texts(drafts, TODAY)
    saved = drafts.load("v")
    assert saved is not None
    assert (saved.draft.review, saved.written) == (wrong, wrong)


def test_what_cannot_be_kept_as_a_draft_stays_where_it_is(tmp_path: Path) -> None:
    disk = FailingDisk()
    drafts = Drafts(tmp_path, disk)
    path = leave(drafts, EditorNote("v", FORM, "given", FORM, "review"), "Rain.")
    disk.fails["write"] = errno.ENOSPC
    take_over_texts(drafts, TODAY)
    assert [left.path for left in Drafts(tmp_path).texts.left()] == [path]
    disk.fails.clear()
    take_over_texts(drafts, TODAY)
    assert [draft.review for draft in drafts.left().values()] == ["Rain."]
