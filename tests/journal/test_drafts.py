import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import examples
from builders import FAILURES, FailingDisk, names, ratings, texts
from filmjournal.journal.errors import DraftNotSavedError
from filmjournal.journal.safety.drafts import Drafts
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
    assert Drafts(tmp_path).find() is None


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
        Drafts(tmp_path).discard()
