"""What a service says otherwise of a film than last time: ids that it had wrong, and what it is rated now."""

import json
from itertools import product

import pytest
from msgspec import structs

from filmjournal.exchange.batch import Batch
from filmjournal.exchange.planning.plan import Plan, StepKind
from filmjournal.exchange.planning.planner import plan
from filmjournal.exchange.reading.files import Files
from filmjournal.journal.journal import Journal
from filmjournal.model.film_ratings import differing, film_ratings
from filmjournal.model.rating import Rating
from filmjournal.model.source import Source
from filmjournal.model.viewing import Entry
from filmjournal.render.entry import entry_page
from filmjournal.render.film_rows import lines_of_rows
from filmjournal.render.palette import PLAIN
from filmjournal.render.plain_text import spoken_entry
from letterboxd_exports import batch_of_rows
from read_batches import read
from rendered import plain


def imported(journal: Journal, batch: Batch) -> Plan:
    found = plan(batch, journal.known_for_import())
    journal.apply_import(found.changes, "Imported")
    return found


def only(journal: Journal) -> Entry:
    (entry,) = journal.entries
    return entry


def watched(ids: dict[str, object], title: str = "Pig") -> Files:
    """Return Trakt's history with a film that has these ids there."""
    movie = {"title": title, "year": 2021, "ids": {"trakt": 1, "slug": "pig", **ids}}
    row = {"id": 9, "watched_at": "2024-05-18T12:00:00.000Z", "action": "watch", "type": "movie", "movie": movie}
    return Files.of({"watched-history-1.json": json.dumps([row]).encode()})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"imdb": "tt0000001", "tmdb": 100}, {"imdb": "tt0000001", "tmdb": 200}),
        ({"imdb": None, "tmdb": 100}, {"imdb": None, "tmdb": 200}),
        ({"imdb": "tt0000001", "tmdb": 100}, {"imdb": "tt0000002", "tmdb": 100}),
        ({"imdb": "tt0000001", "tmdb": 100}, {"imdb": "tt0000002", "tmdb": 200}),
    ],
)
def test_ids_that_the_service_corrects_are_corrected_here(
    empty: Journal, before: dict[str, object], after: dict[str, object]
) -> None:
    imported(empty, read(watched(before)))
    found = imported(empty, read(watched(after)))
    ids = only(empty).film.external_ids
    assert (ids.imdb or None, ids.tmdb) == (after["imdb"], str(after["tmdb"]))
    assert {step.kind for step in found.steps} == {StepKind.UNCHANGED}  # nothing that anybody sees
    assert imported(empty, read(watched(after))).changes_nothing


def test_ids_that_somebody_corrected_here_stay(empty: Journal) -> None:
    imported(empty, read(watched({"tmdb": 100})))
    entry = only(empty)
    ids = structs.replace(entry.film.external_ids, tmdb="300")
    empty.revise(structs.replace(entry.film, external_ids=ids), entry.viewing)
    imported(empty, read(watched({"tmdb": 200})))
    assert only(empty).film.external_ids.tmdb == "300"


PIG = ("Pig", "2021")
LOGGED = ["2024-03-02", *PIG, "https://boxd.it/log1", "4", "", "", "2024-03-01"]
AT_PIG = ["2024-03-02", *PIG, "https://boxd.it/pig"]


def letterboxd(rating: str) -> Batch:
    return batch_of_rows({"diary.csv": [LOGGED], "ratings.csv": [[*AT_PIG, rating]]})


def rated_now(journal: Journal) -> list[str]:
    entry = only(journal)
    rows = journal.tables.films.sources(entry.film.id)
    return list(map(str, differing(film_ratings(rows), entry.viewing.rating)))


def test_a_current_rating_that_is_not_the_diarys_is_shown_and_its_change_is_one(empty: Journal) -> None:
    imported(empty, letterboxd("4"))
    assert rated_now(empty) == []
    found = imported(empty, letterboxd("2.5"))
    assert (only(empty).viewing.rating, rated_now(empty)) == (Rating.FOUR, ["★★½ at Letterboxd"])
    (step,) = [step for step in found.steps if step.kind is StepKind.CHANGED]
    assert [(each.key, each.ours, each.theirs) for each in step.differences] == [
        ("rating at Letterboxd", Rating.FOUR, Rating.TWO_AND_A_HALF)
    ]
    assert imported(empty, letterboxd("2.5")).changes_nothing
    again = imported(empty, letterboxd("4"))  # nobody sees that it is the diary's again
    assert {step.kind for step in again.steps} == {StepKind.UNCHANGED}
    assert rated_now(empty) == []


@pytest.mark.parametrize(
    ("service", "column", "cell", "shown"),
    [
        ("letterboxd", "Rating", "0.5", "½ at Letterboxd"),
        ("imdb", "Your Rating", "7", "★★★½ at IMDb"),
        ("imdb", "You rated", "10", "★★★★★ at IMDb"),
        ("trakt", "rating", "1", "½ at Trakt"),
        ("movary", "userRating", "8", "★★★★ at Movary"),
        ("letterboxd", "Rating", "", ""),
        ("letterboxd", "Rating", "a lot", ""),
        ("imdb", "Your Rating", "11", ""),
    ],
)
def test_a_rating_is_read_from_the_row_of_its_service(service: str, column: str, cell: str, shown: str) -> None:
    row = Source(service, "ratings", "1", {"Title": "Pig", column: cell})
    assert ", ".join(map(str, film_ratings([row]))) == shown


def test_only_rows_of_ratings_rate_a_film_and_only_other_ratings_differ() -> None:
    names = product(("letterboxd", "x"), ("ratings", "diary"))
    rows = [Source(service, table, "1", {"Rating": "4"}) for service, table in names]
    (rating,) = film_ratings(rows)
    assert differing([rating], Rating.FOUR) == ()
    assert differing([rating], None) == (rating,)


def test_show_says_what_a_film_is_rated_now(empty: Journal) -> None:
    imported(empty, letterboxd("2"))
    entry = only(empty)
    rated = lines_of_rows(entry, empty.tables.films.sources(entry.film.id))
    assert "Rated now  ★★ at Letterboxd" in plain(entry_page(entry, PLAIN, rated), 80)
    assert "Rated now: ★★ at Letterboxd" in list(spoken_entry(entry, rated))
