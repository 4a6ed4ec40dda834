from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from builders import film
from filmjournal.model.film_list import FilmList, ListedFilm, ListItem, ListOfFilms
from filmjournal.model.pairs import Pair, most_questions, next_pair


def _list(count: int) -> ListOfFilms:
    films = [film(f"Film {number}", id=str(number)) for number in range(count)]
    items = [ListItem(f"i{each.id}", "l", each.id) for each in films]
    return ListOfFilms(FilmList("l", "Best"), tuple(map(ListedFilm, items, films)))


def _answered(of: ListOfFilms, better: str, worse: str) -> ListOfFilms:
    films = tuple(
        structs.replace(each, item=structs.replace(each.item, settled=(*each.item.settled, worse)))
        if each.film.id == better
        else each
        for each in of.films
    )
    return structs.replace(of, films=films)


@given(st.permutations(range(9)), st.lists(st.integers(0, 1), min_size=9, max_size=9))
def test_answers_put_films_in_the_order_one_has_in_mind_with_few_questions(wanted: list[int], stars: list[int]) -> None:
    of, asked = _list(9), 0
    given = {str(number): each for number, each in enumerate(stars)}
    while isinstance(pair := next_pair(of, given), Pair):
        asked += 1
        first, second = pair.first.film.id, pair.second.film.id
        assert given[first] == given[second]
        assert pair.left >= 1
        ranks = wanted.index(int(first)), wanted.index(int(second))
        of = _answered(of, *((first, second) if ranks[0] < ranks[1] else (second, first)))
    assert pair == sorted(given, key=lambda id_: (-given[id_], wanted.index(int(id_))))
    assert asked <= most_questions(stars.count(0)) + most_questions(stars.count(1))


def test_questions_are_few() -> None:
    assert [most_questions(films) for films in (0, 1, 2, 3, 5, 10)] == [0, 0, 1, 3, 8, 25]


def test_answers_that_contradict_each_other_end_in_some_order() -> None:
    of = _answered(_answered(_list(2), "0", "1"), "1", "0")
    order = next_pair(of, {})
    assert not isinstance(order, Pair)
    assert sorted(order) == ["0", "1"]
