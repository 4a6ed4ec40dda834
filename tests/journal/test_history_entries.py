from pathlib import Path

import pytest

from builders import OpenJournal, film, viewing
from filmjournal.journal.history import History
from histories import edited, history_in, last_of, undone_to_the_bottom


@pytest.fixture
def history(tmp_path: Path) -> History:
    return history_in(tmp_path)


def test_edits_of_a_very_long_review_are_noted_by_what_changed(
    open_journal: OpenJournal, history: History, tmp_path: Path
) -> None:
    review = "Rain on a roof. " * 60_000
    journal = open_journal(history=history)
    journal.log(film(), viewing(review=review))
    journal.save()
    for number in range(10):
        journal.revise(*edited(journal.entries[0], tags=(f"tag {number}",)))
        middle = len(review) // 2 + number
        journal.revise(*edited(journal.entries[0], review=f"{review[:middle]}Snow. {review[middle:]}"))
        journal.save()
    journal.remove(journal.entries[0].id)
    journal.save()
    (file,) = (tmp_path / "history").glob("*.json")
    assert file.stat().st_size < 10_000
    for _ in range(19):
        again = open_journal(history=history)
        again.undo_from_history(last_of(history))
        again.save()
    assert again.entries[0].viewing.review == f"{review[: len(review) // 2]}Snow. {review[len(review) // 2 :]}"
    assert undone_to_the_bottom(lambda: open_journal(history=history), history).entries == ()


def test_the_history_has_room_for_so_much_and_always_for_the_last_change(
    open_journal: OpenJournal, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("filmjournal.journal.history.MOST_BYTES", 5_000)
    journal = open_journal(history=history)
    journal.log(film(), viewing())
    for number in range(5):
        journal.revise(*edited(journal.entries[0], review=f"{number}" * 2_000))
        journal.save()
    (file,) = (tmp_path / "history").glob("*.json")
    assert file.stat().st_size < 6_000
    journal.revise(*edited(journal.entries[0], review="Long. " * 3_000))
    journal.save()
    undone = undone_to_the_bottom(lambda: open_journal(history=history), history)
    assert undone.entries[0].viewing.review == "4" * 2_000
