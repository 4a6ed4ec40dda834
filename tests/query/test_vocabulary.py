from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import actor, director, entry, films, viewings
from filmjournal.model.breakdown import Element
from filmjournal.model.facts import BY_NAME
from filmjournal.model.film import Film, Role
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.fields import FIELDS, PERSON, REVIEW, TITLE, WORD_FIELDS, TextField, field_of
from filmjournal.query.vocabulary import Foldings, Names, Vocabulary
from trees import texts_of

ENTRIES = [
    entry("Heat", "2020", credits=(director("Michael Mann"), actor("Al Pacino")), tags=("35mm",), genres=("Crime",)),
    entry(
        "Heat", "2021", credits=(director("Michael Mann"), actor("Al Pacino")), tags=("35mm", "3d"), venue="Filmhaus"
    ),
    entry("Dead Heat", "2022", credits=(director("Mark Goldblatt"),), companions=("Ana",), countries=("Italy",)),
    entry("Cheat", "2023", credits=(director("Al Adamson"),), breakdown=(Element("Popcorn", "stale"),)),
    entry("Tokyo Story", "2024", original_title="東京物語", languages=("Japanese",)),
]
KNOWN = Vocabulary(ENTRIES)


def test_films_whose_title_starts_so_come_before_those_with_such_a_word_or_part() -> None:
    assert [film.title for film in KNOWN.films("heat")] == ["Heat", "Dead Heat", "Cheat"]


def test_a_film_watched_twice_is_offered_once() -> None:
    assert [film.title for film in KNOWN.films("Heat ")].count("Heat") == 1


def test_a_film_is_offered_by_its_original_title() -> None:
    assert [film.title for film in KNOWN.films("東京")] == ["Tokyo Story"]


def test_no_more_are_offered_than_asked_for() -> None:
    assert len(KNOWN.films("", most=2)) == 2
    assert len(KNOWN.people("", Role.DIRECTOR, most=2)) == 2


def test_people_who_had_the_role_come_first() -> None:
    assert KNOWN.people("al", Role.DIRECTOR) == ["Al Adamson", "Al Pacino"]
    assert KNOWN.people("al", Role.ACTOR) == ["Al Pacino", "Al Adamson"]


def test_the_word_used_most_comes_first() -> None:
    assert KNOWN.words("3", "tags") == ["35mm", "3d"]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("tags", "35mm"),
        ("companions", "Ana"),
        ("venue", "Filmhaus"),
        ("genres", "Crime"),
        ("countries", "Italy"),
        ("languages", "Japanese"),
    ],
)
def test_every_kind_of_word_is_kept_apart(kind: str, word: str) -> None:
    assert word in KNOWN.words(word, kind)
    others = {other for other in WORD_FIELDS if other != kind and word not in BY_NAME[other].usual}
    assert all(word not in KNOWN.words(word, other) for other in others)


def test_your_own_elements_come_before_the_common_ones() -> None:
    assert KNOWN.elements("p")[0] == "Popcorn"
    assert "Performances" in KNOWN.elements("perf")


def test_nothing_is_offered_where_nothing_matches() -> None:
    assert KNOWN.films("zzz") == []
    assert KNOWN.people("zzz", Role.ACTOR) == []
    assert KNOWN.words("zzz", "tags") == []


def test_names_are_counted_by_viewings_and_once_in_each() -> None:
    both = entry("The Great Dictator", credits=(director("Charlie Chaplin"), actor("Charlie Chaplin", "Hynkel")))
    known = Vocabulary([*ENTRIES, both])
    assert known.names(field_of(Role.DIRECTOR))["Michael Mann"] == 2
    assert known.names(PERSON)["Charlie Chaplin"] == 1
    assert known.names(TITLE)["Heat"] == 2
    assert not known.names(REVIEW)


def test_what_was_watched_most_comes_first_in_its_rank() -> None:
    known = Vocabulary([entry(title, str(year)) for year, title in enumerate(["Alien", "Aliens", "Aliens"], 2020)])
    assert [film.title for film in known.films("ali")] == ["Aliens", "Alien"]


@pytest.mark.parametrize("typed", ["kubr", "stanley k", "stanley "])
def test_a_name_begins_with_any_of_its_words(typed: str) -> None:
    known = Vocabulary([entry("Barry Lyndon", credits=(director("Stanley Kubrick"),))])
    assert known.names(PERSON).starting_with(typed, 8) == ["Stanley Kubrick"]
    assert known.names(PERSON).starting_with("ubrick", 8) == []


@pytest.mark.parametrize(("typed", "title"), [("avv", "L'avventura"), ("man", "Spider-Man"), ("LEON", "Léon")])
def test_a_word_begins_after_a_dash_or_an_apostrophe_and_without_accents(typed: str, title: str) -> None:
    known = Vocabulary([entry(title), entry("Batavvia Humane")])
    assert known.names(TITLE).starting_with(typed, 8) == [title]


def test_films_of_one_title_are_each_offered() -> None:
    both = [entry("Carrie", str(year), id=str(year), year=year) for year in (2013, 1976)]
    both = [structs.replace(each, film=structs.replace(each.film, id=each.id)) for each in both]
    assert [film.year for film in Vocabulary(both).films("carrie")] == [1976, 2013]
    assert [film.year for film in Vocabulary(both[::-1]).films("carrie")] == [1976, 2013]


def test_names_that_differ_only_by_case_or_accents_stay_as_written() -> None:
    known = Vocabulary([entry("Léon", tags=("Noir", "noir"))])
    assert known.words("noir", "tags") == ["Noir", "noir"]


def test_sorting_is_done_once_nothing_is_left_to_sort() -> None:
    known = Vocabulary(ENTRIES)
    before = _all_of(known)
    assert list(known.sorting())
    assert not list(known.sorting())
    assert _all_of(known) == before


def test_names_are_sorted_a_few_at_a_time_and_not_at_all_if_one_changes_meanwhile() -> None:
    known = Names(Foldings())
    known.count([f"name {number}" for number in range(10_000)], 1)
    steps = known.sorting()
    for _ in range(6):
        next(steps)
    known.count(["name 7"], 1)
    assert list(steps) == []
    again = list(known.sorting())
    assert len(again) > 10
    assert known.is_sorted
    assert known.matching("name", 2) == ["name 7", "name 0"]


def test_a_film_that_changed_is_offered_as_it_is_now() -> None:
    known = Vocabulary(ENTRIES)
    assert list(known.sorting())
    old = ENTRIES[-1]
    new = structs.replace(old, film=structs.replace(old.film, title="Late Spring", original_title="晩春"))
    known.remove(old)
    known.add(new)
    assert known.films("tokyo") == []
    assert known.films("late") == known.films("晩春") == [new.film]


def _all_of(known: Vocabulary, typed: str = "") -> list[Any]:
    fields = [field for field in FIELDS if isinstance(field, TextField)]
    return [
        known.films(typed, 99),
        known.element_names,
        known.elements(typed, 99),
        [known.people(typed, role, 99) for role in Role],
        [known.words(typed, kind, 99) for kind in WORD_FIELDS],
        [dict(known.names(field)) for field in fields],
        [known.names(field).starting_with(typed, 3) for field in fields],
    ]


def _journal(pairs: list[tuple[Film, Viewing]]) -> list[Entry]:
    """Return entries of which every other is a rewatch of the film before it."""
    films_by_id = {str(place): structs.replace(film, id=str(place)) for place, (film, _) in enumerate(pairs[::2])}
    return [
        Entry(structs.replace(viewing, id=str(place), film=str(place // 2)), films_by_id[str(place // 2)])
        for place, (_, viewing) in enumerate(pairs)
    ]


@given(st.lists(st.tuples(films, viewings), min_size=1, max_size=8).map(_journal), st.data())
def test_after_any_changes_a_vocabulary_is_as_one_made_afresh(journal: list[Entry], data: st.DataObject) -> None:
    known = Vocabulary(journal)
    sorting = known.sorting()
    for _ in range(data.draw(st.integers(0, 6))):
        chosen = data.draw(st.sampled_from(journal)) if journal else None
        match data.draw(st.sampled_from(["remove", "revise", "correct the film", "log again", "sort", "sort on"])):
            case "sort":
                assert all(step is None for step in known.sorting())
            case "sort on":
                next(sorting, None)
            case _ if chosen is None:
                pass
            case "remove":
                journal = [each for each in journal if each is not chosen]
                known.remove(chosen)
            case "log again":
                again = structs.replace(chosen, viewing=structs.replace(chosen.viewing, id=f"{chosen.id} again"))
                journal = [*journal, again]
                known.add(again)
            case "revise":
                journal = _replaced(known, journal, [chosen], viewing=data.draw(viewings))
            case "correct the film":
                of_film = [each for each in journal if each.film.id == chosen.film.id]
                film = structs.replace(data.draw(films), id=chosen.film.id)
                journal = _replaced(known, journal, of_film, film=film)
    afresh = Vocabulary(journal)
    held = [text for each in journal for text in texts_of(each)]
    typed = data.draw(st.sampled_from(["", *held, *(text[: len(text) // 2 + 1] for text in held)]))
    assert _all_of(known, typed) == _all_of(afresh, typed)


def _replaced(known: Vocabulary, journal: list[Entry], old: list[Entry], **facts: Any) -> list[Entry]:
    after = []
    for each in journal:
        if any(each is other for other in old):
            new = structs.replace(each, **facts)
            known.remove(each)
            known.add(new)
            after.append(new)
        else:
            after.append(each)
    return after


_short = st.text("ab '-é", min_size=1, max_size=5)


@given(st.lists(_short, max_size=12), _short, st.integers(1, 4), st.integers(0, 12))
def test_the_best_names_are_those_of_a_plain_ranking(names: list[str], typed: str, most: int, settled: int) -> None:
    known = Names(Foldings())
    known.count(names[:settled], 1)
    known.sort()
    known.count(names[settled:], 1)
    sought = " ".join(fold(typed).split())

    def rank(name: str) -> int:
        folded = " ".join(fold(name).split())
        return 0 if folded.startswith(sought) else 1 if f" {sought}" in folded else 2

    having = [name for name in known if sought in " ".join(fold(name).split()) != ""]
    assert known.matching(typed, most) == sorted(having, key=lambda name: (rank(name), -known[name], name))[:most]


@given(st.lists(st.builds(Entry, viewings, films), max_size=5), st.text(max_size=3))
def test_names_that_were_laid_out_are_found_as_before(entries: list[Entry], typed: str) -> None:
    for names in Vocabulary(entries).by_field.values():
        again = Names.from_layout(*names.layout())
        assert dict(again) == dict(names)
        assert again.starting_with(typed, 8) == names.starting_with(typed, 8)
        assert again.matching(typed, 8) == names.matching(typed, 8)
