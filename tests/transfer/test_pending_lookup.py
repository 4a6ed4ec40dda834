"""A lookup as the app shows it, without the screen: looked up, answered, applied."""

from pathlib import Path

import pytest

from builders import NOW, film, viewing
from catalogues import MADE, PIG, PREQUEL, STALKER, THING, known
from filmjournal.journal.journal import Journal
from filmjournal.lookup import catalogue
from filmjournal.lookup.compiling import compiled
from filmjournal.model.film import Role
from filmjournal.render.lookup_preview import LookupKind
from filmjournal.render.preview import Preview, PreviewList, PreviewRow, counts
from filmjournal.transfer.imports import CancelledError
from filmjournal.transfer.pending_lookup import PendingLookup
from shell_runs import new_id


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    path = tmp_path / "films.catalogue"
    path.write_bytes(compiled([THING, PREQUEL, STALKER, PIG, known("Solaris", 1972, "Andrei Tarkovsky")], made=MADE))
    monkeypatch.setattr(catalogue, "bundled_path", lambda: path)
    made = Journal.open(tmp_path / "journal.json", now=lambda: NOW, new_id=new_id)
    for title, year, runtime in (
        ("Stalker", 1979, 150),
        ("The Thing", None, None),
        ("Solaris", 1990, None),
        ("Home Movie", 2020, None),
    ):
        made.log(film(title, year=year, runtime=runtime), viewing("2020"))
    return made


def read(journal: Journal, films: list[str] | None = None) -> PendingLookup:
    pending = PendingLookup(journal, films)
    pending.read(lambda *_: None)
    return pending


def shown(pending: PendingLookup) -> Preview:
    assert pending.preview is not None
    return pending.preview


def row(pending: PendingLookup, title: str) -> PreviewRow:
    return pending.detailed(next(each for each in shown(pending).rows if each.title.startswith(title)))


def directors(journal: Journal) -> dict[str, tuple[str, ...]]:
    return {each.title: each.people(Role.DIRECTOR) for each in journal.tables.films.values()}


def test_it_shows_every_film_by_its_kind_with_what_it_would_get(journal: Journal) -> None:
    pending = read(journal)
    assert shown(pending).people == "1 of 4 films gets its people."
    assert counts(shown(pending).rows) == "1 several fit · 2 nothing fits · 1 found"
    first = PreviewList(shown(pending).rows).row(0)
    assert first is not None
    assert (first.kind, first.title) == (LookupKind.AMBIGUOUS, "The Thing"), "what needs an answer comes first"
    found = row(pending, "Stalker")
    assert ("Director", "Andrei Tarkovsky") in found.gains
    assert "the same title and year" in found.reason
    assert row(pending, "The Thing").choices == (
        "The Thing (1982), John Carpenter",
        "The Thing (2011), Matthijs van Heijningen Jr.",
        "None of these",
    )
    assert row(pending, "Solaris").choices == ("Solaris (1972), Andrei Tarkovsky",), "another year comes near"
    assert row(pending, "Home Movie").choices == ()


def test_the_answers_are_applied_as_one_change(journal: Journal) -> None:
    pending = read(journal)
    pending.choose(row(pending, "The Thing").number, 2)
    assert pending.preview is not None
    assert pending.preview.people == "1 of 4 films gets its people. 1 more by your answer."
    pending.choose(row(pending, "Solaris").number, 1)
    assert row(pending, "Solaris").chosen == 1
    assert pending.preview.people.endswith(" 2 more by your answers.")
    assert journal.adopt(pending.apply())
    assert pending.outcome == "3 of 4 films got their people."
    assert directors(journal) == {
        "Stalker": ("Andrei Tarkovsky",),
        "The Thing": ("Matthijs van Heijningen Jr.",),
        "Solaris": ("Andrei Tarkovsky",),
        "Home Movie": (),
    }
    journal.undo()
    assert set(directors(journal).values()) == {()}


def test_none_of_these_is_remembered(journal: Journal) -> None:
    pending = read(journal)
    pending.choose(row(pending, "The Thing").number, 3)
    assert pending.preview is not None
    assert "by your answer" not in pending.preview.people, "it gets nothing"
    assert journal.adopt(pending.apply())
    assert row(read(journal), "The Thing").kind is LookupKind.UNKNOWN


def test_what_differs_is_shown_when_that_is_wanted_and_answers_stay(journal: Journal) -> None:
    pending = read(journal)
    pending.choose(row(pending, "The Thing").number, 1)
    pending.refresh = True
    assert not pending.is_planned
    assert pending.plan_choices()
    assert row(pending, "The Thing").chosen == 1
    different = row(pending, "Stalker")
    assert (different.kind, different.changes) == (LookupKind.DIFFERENT, (("Runtime", "150", "162"),))
    pending.choose(different.number, 2)
    assert journal.adopt(pending.apply())
    assert {each.title: each.runtime for each in journal.tables.films.values()}["Stalker"] == 162
    assert directors(journal)["The Thing"] == ("John Carpenter",)


def test_only_the_listed_films_are_looked_up(journal: Journal) -> None:
    (wanted,) = [each.id for each in journal.tables.films.values() if each.title == "Stalker"]
    assert [each.title for each in shown(read(journal, [wanted])).rows] == ["Stalker (1979)"]


def test_it_is_cancelled_at_any_moment_and_nothing_is_changed(journal: Journal) -> None:
    def cancel(_: str, __: int, of: int) -> None:
        if of:
            raise CancelledError

    pending, before = PendingLookup(journal), directors(journal)
    with pytest.raises(CancelledError):
        pending.read(cancel)
    assert (pending.preview, directors(journal)) == (None, before)
