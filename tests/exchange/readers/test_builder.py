from filmjournal.exchange.batch import Place
from filmjournal.exchange.readers.builder import BatchBuilder
from filmjournal.exchange.readers.film_level import FilmLevelFacts
from filmjournal.exchange.readers.rows import Row
from filmjournal.model.film import ExternalIds, Film
from read_batches import MOMENT

ROW = Row(Place("a.csv", 1), {"Title": "Ran"}, MOMENT)


def ids_of(*stated: tuple[ExternalIds, str]) -> list[str]:
    """Return what the films of a batch are called that these rows tell of, each with the service's own name."""
    builder = BatchBuilder("trakt")
    for number, (ids, own_name) in enumerate(stated):
        film = builder.film_of_row(Film(id="", title="Ran", year=1985, external_ids=ids), ROW, own_name)
        builder.add_film_level_row(film, FilmLevelFacts(), ROW, "watched", str(number))
    return [each.film.id for each in builder.build().films]


def test_films_that_share_a_name_are_one() -> None:
    assert ids_of((ExternalIds(imdb="tt0089881"), ""), (ExternalIds(imdb="tt0089881", tmdb="11645"), "")) == [
        "imdb:tt0089881"
    ]


def test_a_row_with_the_names_of_two_films_makes_them_one() -> None:
    assert ids_of(
        (ExternalIds(imdb="tt0089881"), ""),
        (ExternalIds(tmdb="11645"), ""),
        (ExternalIds(imdb="tt0089881", tmdb="11645"), ""),
    ) == ["imdb:tt0089881"]


def test_two_films_of_imdb_are_never_one() -> None:
    ids = ids_of(
        (ExternalIds(imdb="tt0000139", tmdb="1"), "7"),
        (ExternalIds(imdb="tt0000138", tmdb="2"), "8"),
        (ExternalIds(tmdb="1"), "8"),
    )
    assert ids == ["imdb:tt0000139", "imdb:tt0000138"]


def test_a_film_is_called_by_the_name_that_most_others_know() -> None:
    assert ids_of((ExternalIds(tmdb="11645", letterboxd="https://boxd.it/29Qx"), "9")) == ["tmdb:11645"]
    assert ids_of((ExternalIds(), "9")) == ["trakt:9"]
    assert ids_of((ExternalIds(), "")) == ["title:ran|1985"]


def test_a_row_with_the_name_of_another_one_is_distinguished_from_it_by_a_number() -> None:
    builder = BatchBuilder("movary")
    film = builder.film_of_row(Film(id="", title="Ran"), ROW)
    for key in ("1", "1", "1 #2", "1"):
        builder.add_film_level_row(film, FilmLevelFacts(), ROW, "history", key)
    (stated,) = builder.build().viewings
    assert [source.key for source in stated.sources] == ["1", "1 #2", "1 #2 #2", "1 #3"]
