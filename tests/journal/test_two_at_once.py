"""Two programs on one journal: neither takes away what the other wrote."""

import os
from pathlib import Path

import pytest

from builders import OpenJournal, actor, film, records, viewing


def test_a_film_that_another_program_logged_again_stays_when_its_first_viewing_is_removed(
    open_journal: OpenJournal,
) -> None:
    ours = open_journal()
    first = ours.log(film("Heat"), viewing())
    theirs = open_journal()
    second = theirs.log(first.film, viewing("2026-11-21"))
    ours.remove(first.id)
    again = open_journal()
    assert [entry.id for entry in again.entries] == [second.id]
    assert not again.problems


def test_a_film_that_another_program_logged_again_stays_when_its_first_viewing_is_undone(
    open_journal: OpenJournal,
) -> None:
    ours = open_journal()
    first = ours.log(film("Heat"), viewing())
    second = open_journal().log(first.film, viewing("2026-11-21"))
    ours.undo()
    assert [entry.id for entry in open_journal().entries] == [second.id]
    assert not open_journal().problems


def test_a_film_that_another_program_corrected_is_not_put_back_by_a_change_to_a_viewing(
    open_journal: OpenJournal,
) -> None:
    ours = open_journal()
    first = ours.log(film("Heat"), viewing())
    corrected = film("Heat", id=first.film.id, year=1995)
    theirs = open_journal()
    theirs.revise(corrected, first.viewing)
    ours.log(first.film, viewing("2026-11-21"))
    assert open_journal().film(first.film.id) == corrected


def test_a_save_whose_folder_cannot_be_synced_has_happened_all_the_same(
    open_journal: OpenJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_journal()
    journal.log(film("Heat"), viewing())
    real = os.fsync

    def fails_on_folders(number: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{number}"):  # noqa: PTH112 — a descriptor, not a path
            raise OSError(22, "Invalid argument")
        real(number)

    monkeypatch.setattr(os, "fsync", fails_on_folders)
    journal.log(film("Ran"), viewing())
    assert len(journal.entries) == len(records(path, "viewings")) == 2


def test_two_parts_of_one_actor_keep_their_own_unknown_keys(open_journal: OpenJournal, path: Path) -> None:
    parts = (actor("Nicolas Cage", "Charlie"), actor("Nicolas Cage", "Donald", 2))
    entry = open_journal().log(film("Adaptation.", credits=parts), viewing())
    text = path.read_text(encoding="utf-8")
    for character, number in (("Charlie", 1), ("Donald", 2)):
        text = text.replace(f'"character": "{character}"', f'"x": {number}, "character": "{character}"')
    path.write_text(text, encoding="utf-8")
    open_journal().revise(film("Adaptation.", id=entry.film.id, credits=parts, year=2002), entry.viewing)
    kept = records(path, "films")["1"]["credits"]
    assert [(credit["character"], credit["x"]) for credit in kept] == [("Charlie", 1), ("Donald", 2)]
