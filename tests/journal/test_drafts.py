import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import FAILURES, FailingDisk, names, ratings, texts
from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.journal.safety import discarded_drafts
from filmjournal.journal.safety.discarded_drafts import DAYS
from filmjournal.journal.safety.drafts import NEW, Drafts, saved_id, subject_of, wish_id_of, wish_slot
from filmjournal.model.breakdown import Element
from filmjournal.model.draft import Draft, DraftCredit
from filmjournal.model.film import Role

_drafts = st.builds(
    Draft,
    viewing_id=st.just(""),
    title=texts,
    year=texts,
    watched=texts,
    rating=ratings,
    review=texts,
    credits=st.lists(st.builds(DraftCredit, role=st.sampled_from(Role), name=texts, character=texts)).map(tuple),
    breakdown=st.lists(st.builds(Element, name=names, text=texts, rating=ratings), max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=examples(50))
@given(_drafts)
def test_a_draft_is_found_as_it_was_kept_valid_or_not(tmp_path_factory: pytest.TempPathFactory, draft: Draft) -> None:
    drafts = Drafts(tmp_path_factory.getbasetemp() / "drafts")
    drafts.save(draft)
    assert drafts.find() == draft


def test_each_viewing_has_a_draft_of_its_own_beside_the_new_one(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "not" / "there" / "yet")
    drafts.save(Draft(title="new"))
    drafts.save(Draft(viewing_id="v", title="old"), "v")
    drafts.save(Draft(viewing_id="v", title="older"), "v")
    drafts.discard()
    assert drafts.find() is None
    found = drafts.find("v")
    assert found is not None
    assert found.title == "older"


def test_there_is_no_draft_before_one_is_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.find() is None
    drafts.discard()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"rating": 11}', b'{"breakdown": [{"name": ""}]}'])
def test_a_draft_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "new.json").write_bytes(content)
    drafts = Drafts(tmp_path)
    assert drafts.find() is None
    assert drafts.unreadable() == [tmp_path / "new.json"]
    claim = drafts.claim()
    drafts.save(Draft(title="Dune"), claim.slot)
    assert (tmp_path / "new.json").read_bytes() == content, "a draft beside it takes nothing from it"


def test_a_draft_that_cannot_be_kept_says_why_and_the_earlier_one_stays(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(Draft(title="before"))
    with pytest.raises(DraftNotSavedError, match="half a character"):
        drafts.save(Draft(title="\ud83d"))
    found = drafts.find()
    assert found is not None
    assert found.title == "before"


def test_a_draft_has_no_place_where_its_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("", encoding="utf-8")
    with pytest.raises(DraftNotSavedError):
        Drafts(tmp_path / "drafts").save(Draft(title="x"))


def test_a_draft_that_is_not_text_is_none(tmp_path: Path) -> None:
    (tmp_path / "new.json").write_bytes(b'{"title":"\xff"}')
    assert Drafts(tmp_path).find() is None


@pytest.mark.parametrize("viewing_id", ["../out", "a/b", "x" * 300])
def test_an_id_that_names_no_file_is_kept_inside_the_folder_all_the_same(tmp_path: Path, viewing_id: str) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.save(Draft(viewing_id=viewing_id, title="Heat"), viewing_id)
    found = drafts.find(viewing_id)
    assert found is not None
    assert found.title == "Heat"
    assert [path.name for path in tmp_path.iterdir()] == ["drafts"]
    drafts.discard(viewing_id)
    assert drafts.find(viewing_id) is None


@pytest.mark.parametrize(("step", "reason"), FAILURES)
def test_a_draft_that_the_disk_refuses_leaves_the_earlier_one_and_nothing_beside_it(
    tmp_path: Path, disk: FailingDisk, step: str, reason: int
) -> None:
    drafts = Drafts(tmp_path, disk)
    drafts.save(Draft(title="before"))
    disk.fails[step] = reason
    with pytest.raises(DraftNotSavedError, match=os.strerror(reason).lower()):
        drafts.save(Draft(title="after"))
    found = drafts.find()
    assert found is not None
    assert found.title == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["new.json"]


def test_a_draft_that_cannot_be_thrown_away_says_so(tmp_path: Path) -> None:
    (tmp_path / "new.json").mkdir()
    with pytest.raises(DraftNotSavedError):
        Drafts(tmp_path).settle()


def test_windows_that_write_about_one_subject_have_a_draft_each(tmp_path: Path) -> None:
    one, other, third = Drafts(tmp_path), Drafts(tmp_path), Drafts(tmp_path)
    mine, theirs = one.claim(), other.claim()
    one.save(Draft(title="Dune"), mine.slot)
    other.save(Draft(title="Heat"), theirs.slot)
    other.settle(theirs.slot)
    assert one.find(mine.slot) == Draft(title="Dune")
    other.save(Draft(title="Heat"), theirs.slot)
    assert (mine.slot, theirs.slot) == (NEW, "new~2")
    assert {slot: third.is_claimed_elsewhere(slot) for slot in third.left()} == {NEW: True, "new~2": True}
    assert third.offer() == {}
    assert not one.is_claimed_elsewhere(NEW)
    mine.release()
    mine.release()
    assert third.offer() == {NEW: Draft(title="Dune")}
    theirs.release()
    assert third.offer() == {"new~2": Draft(title="Heat")}, "what another window wrote meanwhile was not used up"
    assert third.claim().slot == NEW
    assert third.claim(is_blank=True).slot == "new~3"
    assert subject_of("new~2") == NEW


_KILLED = """
import os, signal, sys
from pathlib import Path
from filmjournal.journal.safety import discarded_drafts
from filmjournal.journal.safety.discarded_drafts import DAYS
from filmjournal.journal.safety.drafts import NEW, Drafts, saved_id, subject_of, wish_id_of, wish_slot
from filmjournal.model.draft import Draft
drafts = Drafts(Path(sys.argv[1]))
claim = drafts.claim()
drafts.save(Draft(title="Dune"), claim.slot)
print(drafts.is_claimed_elsewhere(claim.slot), flush=True)
sys.stdin.read()
"""


def test_the_draft_of_a_window_that_was_killed_is_offered(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    window = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert window.stdout is not None
    assert window.stdout.readline().strip() == b"False"
    assert drafts.is_claimed_elsewhere(NEW)
    assert drafts.offer() == {}
    window.kill()
    window.communicate()
    assert drafts.offer() == {NEW: Draft(title="Dune")}
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".lock")]
    claim = drafts.claim()
    assert claim.slot == NEW
    claim.release()


def test_a_folder_in_which_nothing_can_be_locked_is_written_all_the_same(tmp_path: Path, disk: FailingDisk) -> None:
    (tmp_path / ".new.lock").mkdir()
    drafts = Drafts(tmp_path, disk)
    claim = drafts.claim()
    drafts.save(Draft(title="Dune"), claim.slot)
    assert drafts.offer() == {NEW: Draft(title="Dune")}


def test_a_draft_that_is_being_saved_is_not_offered_before_the_program_ends(tmp_path: Path) -> None:
    one, other = Drafts(tmp_path), Drafts(tmp_path)
    claim = one.claim("v")
    one.save(Draft(viewing_id="v", title="Dune"), "v")
    handed = one.hand_over("v", "v")
    claim.release()
    second = other.claim("v")
    other.save(Draft(viewing_id="v", title="Dune, again"), "v")
    later = other.hand_over("v", "v")
    assert {saved_id(slot) for slot in (handed.slot, later.slot)} == {"v"}
    assert Drafts(tmp_path).offer() == {}
    for each in (second, handed, later):
        each.release()
    assert sorted(draft.title for draft in Drafts(tmp_path).offer().values()) == ["Dune", "Dune, again"]


@settings(deadline=None, max_examples=examples(30))
@given(st.lists(_drafts, min_size=1, max_size=4), st.sampled_from([NEW, "v", wish_slot(), "../out"]))
def test_what_is_discarded_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, written: list[Draft], slot: str
) -> None:
    drafts = Drafts(tmp_path_factory.mktemp("drafts"))
    ids = []
    for draft in written:
        drafts.save(draft, slot, Draft(title="before"))
        ids.append(drafts.discard(slot))
        assert drafts.left() == {}
    assert [saved.draft for _, saved in drafts.discarded().values()] == written[::-1]
    restored = [drafts.restore(id_) for id_ in ids]
    assert [drafts.find(each) for each in restored] == written
    assert all(wish_id_of(each) == wish_id_of(slot) for each in restored)
    assert drafts.discarded() == {}
    assert drafts.discard("nothing") == ""
    with pytest.raises(DraftNotSavedError, match="no longer in the trash"):
        drafts.restore(ids[0])


def test_the_trash_of_drafts_is_bounded_and_keeps_what_was_discarded_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, moment = Drafts(tmp_path), 1_800_000_000 * 10**9
    monkeypatch.setattr(discarded_drafts, "MOST", 3)
    monkeypatch.setattr(time, "time_ns", lambda: moment)
    for number in range(5):
        drafts.save(Draft(title=str(number)))
        drafts.discard()
    assert [saved.draft.title for _, saved in drafts.discarded().values()] == ["4", "3", "2"]
    moment += (DAYS + 1) * 24 * 3600 * 10**9
    drafts.save(Draft(title="late", review="x" * 9_000_000))
    drafts.discard()
    assert [saved.draft.title for _, saved in drafts.discarded().values()] == ["late"]
    for title in ("large", "larger"):
        drafts.save(Draft(title=title, review="x" * 9_000_000))
        drafts.discard()
    assert [saved.draft.title for _, saved in drafts.discarded().values()] == ["larger", "large"]
    (last,) = [id_ for id_, (_, saved) in drafts.discarded().items() if saved.draft.title == "larger"]
    drafts.delete_discarded(last)
    assert [saved.draft.title for _, saved in drafts.discarded().values()] == ["large"]
