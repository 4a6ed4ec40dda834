"""Films apart from viewings, as laws: over any sequence of logging, editing, moving, merging of films and undo."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from budget import examples
from builders import NOW, director, viewing
from filmjournal.journal.history import History
from filmjournal.journal.journal import Journal
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.identity import objections
from filmjournal.model.viewing import Entry
from filmjournal.model.wish import Wish

facts = st.fixed_dictionaries(
    {"title": st.sampled_from(["Pig", "Swine"])},
    optional={
        "year": st.sampled_from([1998, 2021]),
        "runtime": st.sampled_from([91, 92]),
        "genres": st.sampled_from([("Drama",), ("Comedy",)]),
        "credits": st.sampled_from([(director("Michael Sarnoski"),), (director("Andreas Gruber"),)]),
        "external_ids": st.sampled_from([ExternalIds(imdb="tt11003218"), ExternalIds(imdb="tt0119891", tmdb="1")]),
    },
)
"""What is stated of a film: few values, so that films are often alike."""

Step = tuple[str, int, int, dict[str, Any]]
"""What is done, to the records with these numbers, with these facts."""

steps: st.SearchStrategy[Step] = st.tuples(
    st.sampled_from(["log", "log", "log chosen", "edit", "move", "move to known", "merge", "wish", "remove", "undo"]),
    st.integers(0, 5),
    st.integers(0, 5),
    facts,
)

IDENTITY = ("title", "year", "external_ids")


class Person:
    """Somebody who does things to a journal, and watches what that changes."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.states: list[Any] = []
        self.merged: dict[str, str] = {}
        self.merged_before: list[dict[str, str]] = []

    def take(self, step: Step) -> None:  # noqa: C901 — one branch for each kind of step
        """Take a step; a step with records that are not there is none."""
        kind, first, second, stated = step
        films, entries = self.journal.tables.used_films(), self.journal.entries
        film = films[first % len(films)] if films else None
        entry = entries[first % len(entries)] if entries else None
        other = films[second % len(films)] if films else None
        before, was = self.state(), {each.id: each for each in entries}
        merged = dict(self.merged)
        if kind == "log":
            self.journal.log(Film(id="", **stated), viewing())
            self.check_others(was, shown=set())
        elif kind == "log chosen" and film is not None:
            chosen = structs.replace(film, **stated)
            logged = self.journal.log(chosen, viewing(), since=film)
            assert (logged.film.id == film.id) == (not objections(film, chosen))
            self.check_others(was, shown={film.id} & {logged.film.id})
            self.check_identity(film)
        elif kind == "edit" and entry is not None:
            self.journal.revise(structs.replace(entry.film, **stated), entry.viewing)
            self.check_others(was, shown={entry.film.id})
        elif kind == "move" and entry is not None:
            self.journal.move(entry.id, Film(id="", **stated))
            self.check_others({id_: each for id_, each in was.items() if id_ != entry.id}, shown=set())
        elif kind == "move to known" and entry is not None and other is not None:
            assert self.journal.move(entry.id, other).film == other
            self.check_others({id_: each for id_, each in was.items() if id_ != entry.id}, shown=set(), grows=False)
        elif kind == "merge" and film is not None and other is not None:
            self.merge(film, other, was)
        elif kind == "wish":
            self.journal.add_to_watchlist(Film(id="", **stated), Wish(id="", film=""))
            self.check_others(was, shown=set())
        elif kind == "remove" and entry is not None:
            self.journal.remove(entry.id)
        if kind == "undo":
            self.undo()
        elif self.state() != before:
            self.states.append(before)
            self.merged_before.append(merged)
        assert self.journal.problems == ()

    def merge(self, film: Film, other: Film, was: dict[str, Entry]) -> None:
        """Make two films one: its viewings keep their ids, and what was known of the one that stays is as it was."""
        whole = self.journal.merge_films(film.id, other.id)
        if film.id != other.id:
            self.merged[other.id] = film.id
        assert whole == (film.completed_by(other) if film.id != other.id else film)
        ids = {id_ for id_, each in was.items() if each.film.id in {film.id, other.id}}
        assert {entry.id for entry in self.journal.viewings_of(whole)} == ids
        self.check_others({id_: each for id_, each in was.items() if id_ not in ids}, shown=set(), grows=False)

    def undo(self) -> None:
        """Undo the last change: the journal is what it was before."""
        if self.journal.undo() is not None:
            assert self.state() == self.states.pop()
            self.merged = self.merged_before.pop()

    def state(self) -> Any:
        """Return what there is to see, whenever it was changed last."""
        entries = {each.id: (structs.replace(each.viewing, modified=None), each.film) for each in self.journal.entries}
        return entries, {each.id: each.film for each in self.journal.watchlist}

    def check_others(self, was: dict[str, Entry], *, shown: set[str], grows: bool = True) -> None:
        """Every viewing has the film that it had, with what was known of it; the films that were shown may differ."""
        for id_, entry in was.items():
            now = self.journal.entry(id_)
            assert now is not None
            assert now.film.id == entry.film.id
            if entry.film.id not in shown:
                assert now.film == (entry.film.completed_by(now.film) if grows else entry.film)

    def check_identity(self, film: Film) -> None:
        """What tells a film from others stays as it was known, also where it was chosen."""
        now = self.journal.film(film.id)
        assert now is not None
        assert not objections(film, now)


def journals(folder: Path, history: History | None = None) -> Iterator[Journal]:
    """Yield journals in a folder of their own, which never give the same id."""
    ids = count(1)
    for number in count(1):
        path = folder / f"{number}.json"
        yield Journal.open(path, now=lambda: NOW, new_id=lambda: f"id-{next(ids):03}", history=history)


@settings(deadline=None, max_examples=examples(400))
@given(st.lists(steps, max_size=12))
def test_no_film_changes_unseen_and_undo_gives_the_journal_back(history: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        person = Person(next(journals(Path(folder))))
        for step in history:
            person.take(step)
        while person.states:
            person.undo()
        assert person.state() == ({}, {})


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(steps.filter(lambda step: step[0] != "undo"), max_size=8))
def test_saved_changes_are_undone_from_the_history_one_by_one(history: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        ids = count(1)
        noted = History(Path(folder, "history.json"), now=lambda: NOW, new_id=lambda: f"change {next(ids)}")
        person = Person(next(journals(Path(folder), noted)))
        for step in history:
            person.take(step)
            person.journal.save()
        while (last := noted.last()) is not None:
            was = person.state()
            change = person.journal.undo_from_history(last)
            person.journal.save()
            if change is None:
                noted.forget(last.id)
            elif person.state() != was:
                assert person.state() == person.states.pop()
        assert person.state() == ({}, {})


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(steps, max_size=6), st.lists(steps, max_size=5), st.lists(steps, max_size=5))
def test_copies_that_meet_in_any_order_show_the_same_films_and_every_viewing_has_one(
    before: list[Step], ours: list[Step], theirs: list[Step]
) -> None:
    with TemporaryDirectory() as folder:
        make = journals(Path(folder))
        first = Person(next(make))
        for step in before:
            first.take(step)
        second = Person(next(make))
        second.journal.merge(first.journal.tables.documents, "the first")
        second.journal.undo_stack.clear_made()
        for person, history in ((first, ours), (second, theirs)):
            for step in history:
                person.take(step)
        copies = [person.journal.tables.documents.copied() for person in (first, second)]
        first.journal.merge(copies[1], "theirs")
        second.journal.merge(copies[0], "ours")
        assert first.state() == second.state()
        for journal in (first.journal, second.journal):
            assert journal.problems == ()
            _check_merged(journal, first.merged, second.merged)


def _check_merged(journal: Journal, ours: dict[str, str], theirs: dict[str, str]) -> None:
    """A record that only one copy merged, or both into the same one, is not shown again, and its id finds the film."""
    for one, other in ((ours, theirs), (theirs, ours)):
        for film_id, into in one.items():
            if other.get(film_id, into) == into and journal.tables.films.stored(film_id) is not None:
                assert journal.film(film_id) == journal.film(into) or journal.film(into) is None
