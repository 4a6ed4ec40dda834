import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import FAILURES, FailingDisk, texts
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.searches import MOST_REMEMBERED, Searches
from filmjournal.model.errors import InvalidValueError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "searches.json"


@pytest.fixture
def searches(path: Path) -> Searches:
    return Searches(path)


def put(path: Path, document: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")


def held(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_nothing_was_searched_before_the_first_search(searches: Searches, path: Path) -> None:
    assert searches.history == ()
    assert searches.saved == {}
    assert searches.problem == ""
    assert not path.parent.exists()


def test_the_history_has_the_newest_search_first_and_each_but_once(searches: Searches, path: Path) -> None:
    for text in ("cage", "  ", "director:ozu", " cage ", "", "cage"):
        assert searches.remember(text) == ""
    assert searches.history == Searches(path).history == ("cage", "director:ozu")


def test_the_history_forgets_the_oldest(searches: Searches, path: Path) -> None:
    put(path, {"history": [f"year:{year}" for year in range(1800, 2100)]})
    assert len(searches.history) == MOST_REMEMBERED
    searches.remember("cage")
    assert len(searches.history) == MOST_REMEMBERED
    assert searches.history[:2] == ("cage", "year:1800")


def test_a_search_that_was_just_made_writes_nothing(searches: Searches, path: Path) -> None:
    searches.remember("cage")
    before = path.stat().st_ino, path.stat().st_mtime_ns
    searches.remember("cage")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before


def test_a_search_is_saved_replaced_and_forgotten_by_name(searches: Searches, path: Path) -> None:
    assert searches.save("Late Ozu", "director:ozu year:1949..") == ""
    assert searches.save("best", "rating:4.5..") == ""
    assert list(searches.saved.items()) == [("best", "rating:4.5.."), ("late-ozu", "director:ozu year:1949..")]
    assert searches.save("late ÖZU", "director:ozu year:1953..") == ""
    assert Searches(path).saved["late-ozu"] == "director:ozu year:1953.."
    assert searches.forget("LATE ozu") == ""
    assert Searches(path).saved == {"best": "rating:4.5.."}


@pytest.mark.parametrize(
    ("name", "text"),
    [("", "cage"), ("a,b", "cage"), ("-a", "cage"), ("best", " "), ("best", "cage @best"), ("a", "@b")],
)
def test_what_cannot_be_saved_is_refused_with_a_sentence(searches: Searches, path: Path, name: str, text: str) -> None:
    put(path, {"saved": {"b": "@a cage"}})
    with pytest.raises(InvalidValueError) as refused:
        searches.save(name, text)
    assert str(refused.value).endswith(".")
    assert searches.saved == {"b": "@a cage"}


def test_a_name_that_nothing_has_cannot_be_forgotten(searches: Searches) -> None:
    with pytest.raises(InvalidValueError, match="No search is saved as “@best”"):
        searches.forget("best")


def test_what_the_file_holds_beside_is_kept(searches: Searches, path: Path) -> None:
    beside = {"later": {"a": [1]}, "saved": {"Late Ozu": "director:ozu", "a,b": "x", "shared": {"query": "y"}}}
    put(path, beside | {"history": ["cage", 3, " ", "cage"]})
    assert searches.history == ("cage",)
    assert searches.saved == {"late-ozu": "director:ozu"}
    searches.remember("cage")
    searches.save("late-ozu", "director:ozu sort:year")
    found = held(path)
    assert found["later"] == {"a": [1]}
    assert found["saved"] == {"late-ozu": "director:ozu sort:year", "a,b": "x", "shared": {"query": "y"}}


def test_a_history_that_is_none_is_passed_over(searches: Searches, path: Path) -> None:
    put(path, {"history": {"a": 1}, "saved": {"best": "x"}})
    assert searches.history == ()
    assert searches.remember("cage") == ""
    assert held(path) == {"history": ["cage"], "saved": {"best": "x"}}


@pytest.mark.parametrize("damaged", ["", '{"saved": {"best": "ra', "[]", '{"saved": ["best"]}', "[" * 5000])
def test_a_damaged_file_is_set_aside_and_told_of_before_another_takes_its_place(
    searches: Searches, path: Path, damaged: str
) -> None:
    put(path, damaged)
    assert searches.saved == {}
    assert "damaged" in searches.problem
    assert path.read_text(encoding="utf-8") == damaged
    told = searches.remember("cage")
    aside = path.with_name("searches.json.unreadable")
    assert aside.read_text(encoding="utf-8") == damaged
    assert str(aside) in told
    assert searches.problem == ""
    assert searches.remember("ozu") == ""
    assert Searches(path).history == ("ozu", "cage")


def test_what_was_set_aside_before_is_not_overwritten(searches: Searches, path: Path) -> None:
    for damaged in ("{1", "{2", "{3"):
        put(path, damaged)
        assert searches.save("best", "cage")
    assert sorted(one.read_text(encoding="utf-8") for one in path.parent.glob("*.unreadable")) == ["{1", "{2", "{3"]


def test_a_file_that_may_not_be_read_is_left_alone(path: Path) -> None:
    put(path, {"saved": {"best": "cage"}})
    disk = FailingDisk()
    searches = Searches(path, disk)
    disk.fails["read"] = errno.EACCES
    assert "permission denied" in searches.problem
    assert "permission denied" in searches.save("late", "ozu")
    assert searches.saved == {"late": "ozu"}
    assert held(path) == {"saved": {"best": "cage"}}


@pytest.mark.parametrize(("step", "failure"), FAILURES)
def test_a_disk_that_refuses_leaves_the_old_file_and_the_change_until_the_next(
    path: Path, step: str, failure: int
) -> None:
    disk = FailingDisk()
    searches = Searches(path, disk)
    searches.save("best", "cage")
    before = path.read_bytes()
    disk.fails[step] = failure
    told = searches.save("late", "ozu")
    assert told.startswith("This is forgotten when you quit: ")
    assert os.strerror(failure).lower() in told
    assert searches.remember("a") == told
    assert searches.remember("b") == ""
    assert path.read_bytes() == before
    assert searches.saved == {"best": "cage", "late": "ozu"}
    assert searches.history == ("b", "a")
    disk.fails.clear()
    assert searches.remember("c") == ""
    assert Searches(path).saved == {"best": "cage", "late": "ozu"}
    assert Searches(path).history == ("c", "b", "a")


def test_what_another_window_saves_meanwhile_is_seen_and_kept(path: Path) -> None:
    ours, theirs = Searches(path), Searches(path)
    ours.save("best", "cage")
    theirs.save("late", "ozu")
    assert ours.saved == theirs.saved == {"best": "cage", "late": "ozu"}
    theirs.forget("best")
    ours.remember("stalker")
    assert ours.saved == theirs.saved == {"late": "ozu"}


def test_many_that_save_at_once_lose_nothing(path: Path) -> None:
    def save(number: int) -> list[str]:
        searches = Searches(path)
        return [searches.save(f"{number}-{again}", "cage") for again in range(5)]

    with ThreadPoolExecutor(8) as pool:
        told = [sentence for one in pool.map(save, range(8)) for sentence in one]
    assert told == [""] * 40
    assert len(Searches(path).saved) == 40


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    put(path, {"saved": {"best": "cage"}})
    link = tmp_path / "searches.json"
    link.symlink_to(path)
    Searches(link).save("late", "ozu")
    assert link.is_symlink()
    assert held(path)["saved"] == {"best": "cage", "late": "ozu"}


def test_a_file_that_did_not_change_is_not_read_again(path: Path) -> None:
    disk = FailingDisk()
    searches = Searches(path, disk)
    searches.save("best", "cage")
    searches.saved  # noqa: B018 — it reads what was written
    read = len(disk.was_read)
    assert searches.saved == {"best": "cage"}
    assert searches.history == ()
    assert len(disk.was_read) == read


@given(st.lists(texts, max_size=5))
def test_whatever_was_searched_is_remembered_on_one_line(
    tmp_path_factory: pytest.TempPathFactory, given_texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("searches") / "searches.json"
    searches = Searches(path, _QuickDisk())
    for text in [*given_texts, "\ud800 half"]:
        assert searches.remember(text) == ""
    assert Searches(path).history[0] == "? half"
    assert all(len(text.splitlines()) == 1 for text in Searches(path).history)


class _QuickDisk(Disk):
    """A disk that waits for nothing."""

    def sync(self, handle: int) -> None:
        pass
