import pytest

from filmjournal.exchange.reading.files import Files
from filmjournal.model.film import Role
from read_batches import film_named, read, reasons, sources_in, viewing_of, wish_for
from service_files import files_of

HEAD = "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date"


def rated(title_type: str) -> Files:
    """Return the ratings of somebody who rated one title of this type."""
    line = f"tt0113627,9,2024-03-01,Leaving Las Vegas,,{title_type},7.5,111,1995,Drama,1,1995-10-27"
    return Files.of({"ratings.csv": f"{HEAD}\n{line}\n".encode()})


def test_what_was_written_before_2018_in_latin_1_is_read() -> None:
    batch = read(files_of("imdb_oldest"))
    film = film_named(batch, "Le fabuleux destin d'Amélie Poulain")
    assert (film.year, film.runtime, film.genres) == (2001, 122, ("comedy", "romance"))
    assert viewing_of(batch, film.title).rating == 9
    assert any("Latin-1" in note for note in batch.notes)


def test_the_day_of_a_rating_is_no_day_of_a_viewing() -> None:
    batch = read(files_of("imdb_old"))
    assert {stated.viewing.watched for stated in batch.viewings} == {None}


def test_directors_are_credited_in_their_order() -> None:
    film = film_named(read(files_of("imdb_old")), "Raising Arizona")
    assert film.people(Role.DIRECTOR) == ("Ethan Coen", "Joel Coen")


def test_a_title_that_was_rated_twice_has_one_viewing_with_the_later_rating() -> None:
    assert viewing_of(read(files_of("imdb_old")), "Raising Arizona").rating == 9


def test_a_const_without_its_letters_is_the_same_title() -> None:
    batch = read(files_of("imdb_old"))
    assert film_named(batch, "Hôtel Terminus").external_ids.imdb == "tt0095327"
    assert "tt0095327" in [source.key for source in sources_in(batch)]


def test_a_localised_title_keeps_the_original_one() -> None:
    film = film_named(read(files_of("imdb_italian")), "Io e Annie")
    assert (film.original_title, film.id) == ("Annie Hall", "imdb:tt0075686")


@pytest.mark.parametrize(
    "title_type",
    ["movie", "Movie", "Feature Film", "Film", "TV Movie", "tvMovie", "Corto", "Short", "Video", "Speciale TV"],
)
def test_a_film_is_a_film_in_every_language(title_type: str) -> None:
    batch = read(rated(title_type))
    assert viewing_of(batch, "Leaving Las Vegas").rating == 9
    assert batch.notes == ()


@pytest.mark.parametrize(
    "title_type",
    [
        "tvSeries",
        "TV Mini Series",
        "tvEpisode",
        "Serie TV",
        "Mini serie TV",
        "Episodio TV",
        "Fernsehfolge",
        "Série télévisée",
        "Video Game",
        "Jeu vidéo",
        "Podcast Episode",
    ],
)
def test_what_is_no_film_is_a_problem_in_every_language(title_type: str) -> None:
    batch = read(rated(title_type))
    assert reasons(batch) == [f"ratings.csv, row 1: not a film: {title_type}"]
    assert (batch.films, batch.viewings) == ((), ())


def test_an_unknown_type_of_title_is_taken_for_a_film_and_that_is_said() -> None:
    batch = read(rated("Kinofilm"))
    assert viewing_of(batch, "Leaving Las Vegas").rating == 9
    assert batch.notes == ("“Kinofilm” is an unknown kind of title, and was imported as a film.",)


def test_the_watchlist_says_since_when_and_why() -> None:
    wish = wish_for(read(files_of("imdb_italian")), "Stalker")
    assert (wish.added, wish.why) == ("2023-12-24", "Anna says it is slow")


def test_a_film_of_a_list_that_was_rated_is_one_that_was_seen() -> None:
    batch = read(files_of("imdb_italian"))
    assert [stated.wish.film for stated in batch.watchlist] == ["imdb:tt0079944"]
    assert viewing_of(batch, "Io e Annie").rating == 9


def test_a_list_without_ratings_is_read_too() -> None:
    head = "Position,Const,Created,Modified,Description,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres"
    line = "1,tt0079944,2019-12-24,2019-12-24,,Stalker,https://www.imdb.com/title/tt0079944/,movie,8.1,162,1979,Drama"
    batch = read(Files.of({"WATCHLIST.csv": f"{head}\n{line}\n".encode()}))
    assert wish_for(batch, "Stalker").added == "2019-12-24"


def test_a_list_of_nothing_but_addresses_is_a_watchlist_of_films_called_by_their_numbers() -> None:
    addresses = b"https://www.imdb.com/title/tt0079944/\nhttps://www.imdb.com/title/tt0113627\nnowhere\n"
    batch = read(Files.of({"WATCHLIST.csv": addresses}))
    assert [stated.film.external_ids.imdb for stated in batch.films] == ["tt0079944", "tt0113627"]
    assert wish_for(batch, "IMDb tt0079944").film == "imdb:tt0079944"
    assert reasons(batch) == ["WATCHLIST.csv, row 3: this isn't the address of a title at IMDb."]
    assert any("until you rename them" in note for note in batch.notes)


@pytest.mark.parametrize("name", ["a list.csv", "z list.csv"])
def test_a_film_of_an_address_has_the_title_that_another_file_tells(name: str) -> None:
    given = {name: b"https://www.imdb.com/title/tt0079944/\n", "ratings.csv": RATED}
    assert [stated.film.title for stated in read(Files.of(dict(sorted(given.items())))).films] == ["Stalker"]


RATED = b"Const,Your Rating,Date Rated,Title,Year\ntt0079944,9,2020-01-01,Stalker,1979\n"
