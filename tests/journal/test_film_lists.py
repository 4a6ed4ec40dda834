"""Lists of films pass what viewings pass: undo, merge in any order, films merged, restarts and damaged records."""

from collections.abc import Sequence
from itertools import count, permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw, structs

from budget import examples
from builders import NOW, OpenJournal, film, viewing
from copies import contents
from filmjournal.journal.film_lists import FilmLists
from filmjournal.journal.history import History
from filmjournal.journal.journal import Journal
from filmjournal.journal.merging.merge import merge
from filmjournal.model.film_list import FilmList, ListOfFilms, NewListItem, first_positions, position_between
from filmjournal.query.parser import parse

TITLES = ("Stalker", "Mirror", "Solaris", "Nostalghia")


def _made(journal: Journal, titles: Sequence[str] = TITLES) -> ListOfFilms:
    films = [NewListItem(film(title, id=f"film-{title}")) for title in titles]
    return FilmLists(journal).make(FilmList("", "Best of Tarkovsky", ranked=True), films)


def _order(journal: Journal) -> list[str]:
    return [listed.film.title for each in FilmLists(journal).all() for listed in each.films]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_there_is_a_place_between_any_two(inserted: list[int]) -> None:
    positions = first_positions(3)
    for number in inserted:
        place = number % (len(positions) + 1)
        low = positions[place - 1] if place else ""
        high = positions[place] if place < len(positions) else ""
        new = position_between(low, high)
        assert new is not None
        assert low < new
        assert not high or new < high
        assert not new.endswith("0")
        positions.insert(place, new)


def test_a_list_is_made_moved_noted_and_each_step_undone_and_redone(open_journal: OpenJournal) -> None:
    journal = open_journal()
    lists = FilmLists(journal)
    made = _made(journal)
    assert _order(journal) == list(TITLES)
    lists.move(made, "film-Solaris", 0)
    assert _order(journal) == ["Solaris", "Stalker", "Mirror", "Nostalghia"]
    lists.note(made, lists.all()[0].films[0], "The rain in the house.")
    lists.take_off(made, [lists.all()[0].films[1]])
    assert _order(journal) == ["Solaris", "Mirror", "Nostalghia"]
    lists.add(made, [NewListItem(film("Stalker", id="film-Stalker")), NewListItem(film("Mirror", id="film-Mirror"))])
    assert sorted(_order(journal)) == sorted(TITLES)
    journal.save()
    again = open_journal()
    assert FilmLists(again).all() == lists.all()
    states = []
    while journal.undo() is not None:
        states.append(_order(journal))
    assert [len(state) for state in states] == [3, 4, 4, 4, 0]
    while journal.redo() is not None:
        continue
    assert sorted(_order(journal)) == sorted(TITLES)
    assert FilmLists(journal).all()[0].films[0].item.note == "The rain in the house."


def test_a_removed_list_is_restored_with_its_films_and_no_film_of_it_goes(open_journal: OpenJournal) -> None:
    journal = open_journal()
    made = _made(journal)
    FilmLists(journal).remove(made)
    assert FilmLists(journal).all() == ()
    journal.restore(made.id, made.name)
    assert FilmLists(journal).all()[0].films == made.films
    assert all(journal.tables.needs(listed.film.id) for listed in made.films)


def test_a_list_finds_its_viewings_by_its_name_however_it_changes(open_journal: OpenJournal) -> None:
    journal = open_journal()
    stalker = journal.log(film("Stalker"), viewing()).film
    journal.log(film("Pig"), viewing())
    lists = FilmLists(journal)
    made = lists.make(FilmList("", "Best of 2026"), [NewListItem(stalker)])

    def found(query: str) -> list[str]:
        from filmjournal.query.library import Library  # noqa: PLC0415 — read anew for each state
        from filmjournal.query.sorting import WATCHED  # noqa: PLC0415

        library = Library()
        library.update(journal.entries)
        return [entry.film.title for entry in library.answer(parse(query, NOW.date()), WATCHED).entries]

    assert found('in:"best of 2026"') == ["Stalker"]
    assert found('-in:"best of 2026"') == ["Pig"]
    lists.edit(made.about, structs.replace(made.about, name="Dreams"))
    assert (found("in:2026"), found("in:dreams")) == ([], ["Stalker"])
    lists.take_off(made, made.films)
    assert found("in:dreams") == []
    journal.undo()
    assert found("in:dreams") == ["Stalker"]


def test_two_records_of_a_film_that_become_one_are_one_on_their_list_with_both_notes(open_journal: OpenJournal) -> None:
    journal = open_journal()
    both = [NewListItem(film("Pig", id="one", year=2021), "Cage."), NewListItem(film("Swine", id="two"), "Truffles.")]
    FilmLists(journal).make(FilmList("", "Cooks"), both)
    journal.merge_films("one", "two")
    (listed,) = FilmLists(journal).all()[0].films
    assert (listed.film.id, listed.item.note) == ("one", "Cage.\n\nTruffles.")
    journal.undo()
    assert [each.item.note for each in FilmLists(journal).all()[0].films] == ["Cage.", "Truffles."]


def test_a_damaged_record_stays_in_the_file_and_harms_no_other(open_journal: OpenJournal, path: Path) -> None:
    journal = open_journal()
    _made(journal)
    journal.save()
    documents = journal.tables.documents
    number = next(iter(documents.tables["list_items"]))
    raw = documents.tables["list_items"][number]
    path.write_bytes(path.read_bytes().replace(b'"film": "film-Stalker"', b'"film": 7'))
    again = open_journal()
    assert _order(again) == ["Mirror", "Solaris", "Nostalghia"]
    assert [problem.table for problem in again.problems] == ["list_items"]
    again.log(film("Pig"), viewing())
    again.save()
    kept = open_journal().tables.documents.tables["list_items"][number]
    assert kept == Raw(bytes(raw).replace(b'"film": "film-Stalker"', b'"film": 7'))


def test_an_undo_of_another_day_finds_what_a_list_was(open_journal: OpenJournal, tmp_path: Path) -> None:
    numbers = count(1)
    history = History(tmp_path / "changes.json", now=lambda: NOW, new_id=lambda: f"change-{next(numbers)}")
    journal = open_journal(history=history)
    made = _made(journal)
    journal.save()
    FilmLists(journal).move(made, "film-Nostalghia", 0)
    journal.save()
    other, last = open_journal(history=history), history.last()
    assert last is not None
    other.undo_from_history(last)
    assert _order(other) == list(TITLES)


Step = tuple[str, int, int]
KINDS = ("move", "move", "add", "take off", "note", "rename")
steps = st.tuples(st.sampled_from(KINDS), st.integers(0, 5), st.integers(0, 5))


def _take(journal: Journal, step: Step, device: int) -> None:
    kind, first, second = step
    lists = FilmLists(journal)
    of = lists.all()[0]
    listed = of.films[first % len(of.films)] if of.films else None
    if kind == "add":
        title = (*TITLES, "Pig", "Ran")[first % 6]
        lists.add(of, [NewListItem(film(title, id=f"film-{title}"))])
    elif kind == "rename":
        lists.edit(of.about, structs.replace(of.about, name=f"Best {device}{second}"))
    elif listed is not None and kind == "move":
        lists.move(of, listed.film.id, second)
    elif listed is not None and kind == "note":
        lists.note(of, listed, f"{device} {second}")
    elif listed is not None:
        lists.take_off(of, [listed])


@settings(max_examples=examples(60))
@given(st.tuples(*[st.lists(steps, max_size=4)] * 3))
def test_devices_that_change_a_list_at_once_end_with_the_same_however_they_merge(
    all_steps: tuple[list[Step], ...],
) -> None:
    with TemporaryDirectory() as folder:
        path, ids, ticks = Path(folder) / "films.json", count(), count()

        def now() -> object:
            return NOW.replace(microsecond=next(ticks))

        first = Journal.open(path, now=now, new_id=lambda: f"id-{next(ids)}")  # type: ignore[arg-type]  # a clock
        _made(first)
        first.save()
        devices = [first.fork() for _ in all_steps]
        for device, (journal, taken) in enumerate(zip(devices, all_steps, strict=True)):
            for step in taken:
                _take(journal, step, device)
        copies = [journal.tables.documents for journal in devices]
        ends = []
        for order in permutations(copies):
            whole = order[0]
            for other in order[1:]:
                whole = merge(whole, other).documents
            ends.append(contents(whole))
        assert all(end == ends[0] for end in ends)
        held = "".join(text for texts in ends[0].values() for text in texts)
        for journal in devices:
            for item in journal.tables.items.values():
                assert item.id in held
                assert not item.note or f'"{item.note}"' in held
