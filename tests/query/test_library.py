from builders import TODAY, actor, director, entry
from filmjournal.model.breakdown import Element
from filmjournal.query.engine.index import BLOCK
from filmjournal.query.fields import TITLE
from filmjournal.query.library import COUNTED_AT_ONCE, Answer, Library
from filmjournal.query.parser import parse
from filmjournal.query.sorting import WATCHED, Sort, order_named
from filmjournal.query.vocabulary import Vocabulary

MANY = [
    entry(f"Film {place}", "2020", rating=1 + place % 10, review="light" if place % 2 else "a light, a window")
    for place in range(2 * BLOCK)
]


def of(*entries: object) -> Library:
    made = Library()
    made.update(entries)  # type: ignore[arg-type]  # entries they are
    return made


def answer(library: Library, query: str, order: str = "watched", *, ranked: bool = True) -> Answer:
    return library.answer(parse(query, TODAY, library.elements), order_named(order), ranked=ranked)


def test_an_answer_comes_in_the_order_of_the_diary_where_nothing_matches_better() -> None:
    found = answer(of(*MANY), "light", "rating")
    assert found.sort == Sort(order_named("rating"))
    assert [each.viewing.rating for each in found.entries] == [
        rating for rating in range(10, 0, -1) for each in MANY if each.viewing.rating == rating
    ]


def test_the_best_matches_come_first_unless_an_order_is_asked_for() -> None:
    title, review = entry("Light", "2001"), entry("Stalker", "2020", review="light")
    both = of(review, title)
    assert (answer(both, "light").entries, answer(both, "light").sort) == ([title, review], None)
    assert answer(both, "light sort:watched").entries == [review, title]
    assert answer(both, "light", ranked=False).entries == [review, title]
    assert answer(both, "light sort:title-desc").entries == [review, title]
    assert answer(both, "light sort:title-desc").sort == Sort(order_named("title"), reverse=True)


def test_an_answer_that_takes_long_has_pauses_in_which_it_can_be_left() -> None:
    answering = of(*MANY).answering(parse("light", TODAY), WATCHED)
    assert sum(1 for _ in answering) > len(MANY) / BLOCK


def test_elements_are_known_as_soon_as_they_are_written_about() -> None:
    library = of(entry())
    assert library.elements == frozenset()
    popcorn = entry("Dune", breakdown=(Element("Pop corn", "salt"),))
    library.update([popcorn])
    assert answer(library, "pop-corn:salt").entries == [popcorn]


def test_every_name_is_counted_ahead_and_follows_each_change() -> None:
    credited = [entry(f"Film {place}", credits=(actor(f"Actor {place % 7}"),)) for place in range(COUNTED_AT_ONCE + 9)]
    library = of(*credited)
    assert library.vocabulary.films("Film") == []
    changed = [*credited[1:], entry("Dune", credits=(director("Denis Villeneuve"),))]
    library.update(changed)
    assert library.whole_vocabulary().films("dune")[0].title == "Dune"
    fresh = Vocabulary(changed)
    assert library.vocabulary.names(TITLE) == fresh.names(TITLE)
    library.update(changed[:-1])
    assert library.vocabulary.films("dune") == []


def test_what_was_prepared_ahead_is_settled() -> None:
    library = of(*MANY)
    assert sum(1 for _ in library.warm()) > 10
    assert library.index.size > 0
    assert library.vocabulary.names(TITLE).is_sorted


def test_names_that_came_from_outside_are_counted_when_the_search_is_prepared_again() -> None:
    library = of(*MANY)
    for _ in library.warm():
        pass
    retitled = [entry(f"Zebra {place}", "2020") for place in range(2 * COUNTED_AT_ONCE)]
    library.update(retitled)
    assert [library.is_counted] == [False]
    for _ in library.warm():
        pass
    assert library.is_counted
    assert library.vocabulary.films("zebra 1")[0].title == "Zebra 1"
    library.update([*retitled, entry("Okapi")])
    assert library.vocabulary.films("okapi")
