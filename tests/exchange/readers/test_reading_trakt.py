import json

import pytest

from filmjournal.exchange.readers.recognise import reader_named
from filmjournal.exchange.reading.files import Files
from read_batches import MOMENT, film_named, read, reasons, viewing_of, viewings_of, wish_for
from service_files import files_of

LEAVING = {"title": "Leaving Las Vegas", "year": 1995, "ids": {"trakt": 366, "imdb": "tt0113627", "tmdb": 451}}


def test_each_play_is_a_viewing_known_by_its_number() -> None:
    batch = read(files_of("trakt"))
    keys = [source.key for stated in batch.viewings for source in stated.sources if source.table == "history"]
    assert keys == ["9718484331", "9718484332", "9718484334"]


def test_an_instant_is_the_day_that_it_was_here_and_is_kept() -> None:
    batch = read(files_of("trakt"))
    late = next(stated for stated in batch.viewings if stated.sources[0].key == "9718484332")
    assert late.viewing.watched == "2024-01-01"
    assert late.sources[0].cells["watched_at"] == "2023-12-31T23:30:00.000Z"


def test_a_second_viewing_is_a_rewatch() -> None:
    last, first = viewings_of(read(files_of("trakt")), "Leaving Las Vegas")
    assert (first.rewatch, last.rewatch) == (False, True)


def test_the_rating_goes_to_the_last_viewing() -> None:
    last, first = viewings_of(read(files_of("trakt")), "Leaving Las Vegas")
    assert (first.rating, last.rating) == (None, 9)


def test_a_film_that_is_counted_and_not_in_the_history_was_seen_on_its_last_day() -> None:
    viewing = viewing_of(read(files_of("trakt")), "Pig")
    assert (viewing.watched, viewing.rewatch, viewing.liked) == ("2022-02-02", True, True)


def test_plays_that_the_history_lacks_are_reported() -> None:
    (note,) = [note for note in read(files_of("trakt")).notes if "plays" in note]
    assert note.startswith("Trakt counts 5 plays of 2 films, and the files hold 2 of them.")


def test_a_film_that_lacks_plays_is_counted_as_one() -> None:
    watched = [{"plays": 2, "last_watched_at": "2024-05-18T21:25:49.000Z", "movie": LEAVING}]
    (note,) = read(Files.of({"watched.json": json.dumps(watched).encode()})).notes
    assert note.startswith("Trakt counts 2 plays of 1 film, ")


def test_a_history_that_is_whole_is_not_complained_about() -> None:
    history = [{"id": 1, "watched_at": "2024-05-18T21:25:49.000Z", "type": "movie", "movie": LEAVING}]
    watched = [{"plays": 1, "last_watched_at": "2024-05-18T21:25:49.000Z", "movie": LEAVING}]
    files = {"history.json": json.dumps(history).encode(), "watched.json": json.dumps(watched).encode()}
    assert read(Files.of(files)).notes == ()


def test_two_items_with_one_imdb_title_are_one_film() -> None:
    batch = read(files_of("trakt"))
    assert film_named(batch, "Ran").year == 1985
    assert (viewing_of(batch, "Ran").rating, viewing_of(batch, "Ran").spoilers) == (7, True)


def test_a_film_without_an_imdb_title_is_known_by_its_other_names() -> None:
    assert film_named(read(files_of("trakt")), "Stalker").id == "tmdb:1398"


def test_a_comment_is_the_review() -> None:
    assert viewing_of(read(files_of("trakt")), "Ran").review == "All of *Lear*,\nin colours."


def test_the_watchlist_says_since_when_and_why() -> None:
    wish = wish_for(read(files_of("trakt")), "Stalker")
    assert (wish.added, wish.why) == ("2024-07-01", "For the winter")


def test_a_date_that_is_yet_to_come_is_a_problem_and_the_viewing_stays() -> None:
    batch = read(files_of("trakt"))
    assert viewing_of(batch, "Stalker").watched is None
    assert (
        "watched-history-1.json, row 4: imported without its date: "
        "2031-01-01 is yet to come: a viewing has already happened." in reasons(batch)
    )


def test_episodes_and_series_are_problems() -> None:
    stated = reasons(read(files_of("trakt")))
    assert "watched-history-1.json, row 3: not a film: episode" in stated
    assert "watched-shows.json, row 1: not a film: show" in stated


def test_an_export_that_is_not_whole_says_so() -> None:
    batch = read(files_of("trakt"))
    assert "_errors.json, row 1: Trakt could not export users/me/stats: 504 Gateway Timeout." in reasons(batch)
    assert any(note.startswith("The export is not whole") for note in batch.notes)


def test_what_is_only_in_the_collection_is_a_problem_and_else_kept_with_the_film() -> None:
    batch = read(files_of("trakt"))
    (pig,) = [stated for stated in batch.films if stated.film.title == "Pig"]
    assert [source.table for source in pig.sources] == ["collection"]
    (tokyo,) = [problem for problem in batch.problems if problem.cells.get("movie.title") == "Tokyo Story"]
    assert tokyo.reason == "only in the collection: no row says that you watched it or want to."


def test_files_about_oneself_are_named_and_left_out() -> None:
    assert "Left out, because Trakt has no films there: user-profile.json." in read(files_of("trakt")).notes


def test_a_damaged_file_is_named_and_the_others_are_read() -> None:
    files = Files.of({**files_of("trakt"), "watched-history-2.json": b'[{"id": 1, "watched_at"'})
    batch = read(files)
    assert any(reason.startswith("watched-history-2.json: this isn't JSON") for reason in reasons(batch))
    assert viewings_of(batch, "Leaving Las Vegas")


def test_films_of_a_list_of_ones_own_are_kept_where_they_were_seen() -> None:
    listed = [{"rank": 1, "id": 9, "listed_at": "2024-07-01T10:00:00.000Z", "type": "movie", "movie": LEAVING}]
    batch = read(Files.of({**files_of("trakt"), "lists-list-sad.json": json.dumps(listed).encode()}))
    (leaving,) = [stated for stated in batch.films if stated.film.title == "Leaving Las Vegas"]
    assert [source.table for source in leaving.sources] == ["list lists-list-sad"]
    assert [stated.wish.film for stated in batch.watchlist] == ["tmdb:1398"]


@pytest.mark.parametrize("depth", [0, 30, 300, 900, 980, 990, 1000, 2000, 100_000])
def test_json_however_deep_is_accounted_for_or_is_a_problem(depth: int) -> None:
    deep = b"[" * depth + b"1" + b"]" * depth
    play = b'{"watched_at": "2024-05-18T21:25:49.000Z", "deep": ' + deep + b', "movie": {"title": "Pig"}}'
    reader = reader_named("Trakt")
    assert reader is not None
    batch = reader.read(Files.of({"watched-history.json": b"[" + play + b"]"}), MOMENT)
    assert len(batch.viewings) + len(batch.problems) == 1
    assert len(batch.viewings) == 1 or depth > 300
