"""Where the facts of a film are from, in sentences."""

from builders import director, film
from filmjournal.model.provenance import provenance
from filmjournal.model.source import StoredSource

PIG = film("Pig", year=2021, runtime=92, genres=("Drama", "Mystery"), credits=(director("Michael Sarnoski"),))
CELLS = {
    "title": "Pig",
    "director": "Michael Sarnoski",
    "runtime": "92",
    "genres": "Drama, Mystery",
    "imdb": "tt11003218",
    "from": "wikidata",
    "facts of": "2026-11-30",
}


def test_facts_that_still_are_as_they_were_filled_in_are_named() -> None:
    row = StoredSource("catalogue", "films", "tt11003218", CELLS)
    assert provenance(PIG, [row]) == ("Director, runtime and genres from the catalogue, 30 November 2026",)
    undated = StoredSource("catalogue", "films", "tt11003218", {**CELLS, "facts of": "last year"})
    assert provenance(PIG, [undated]) == ("Director, runtime and genres from the catalogue, last year",)
    assert provenance(PIG, [row], in_short=True) == (
        "Director, runtime and genres from the catalogue, 30 November 2026",
    )
    more = StoredSource("catalogue", "films", "tt11003218", {**CELLS, "year": "2021"})
    assert provenance(PIG, [more], in_short=True) == (
        "Director, year and 2 more facts from the catalogue, 30 November 2026",
    )
    changed = StoredSource("catalogue", "films", "tt11003218", {**CELLS, "runtime": "95", "genres": "Drama"})
    assert provenance(PIG, [changed]) == ("Director from the catalogue, 30 November 2026",)
    assert provenance(film("Pig"), [row]) == ()


def test_what_was_imported_and_what_is_no_match_is_told_apart() -> None:
    rows = [
        StoredSource("letterboxd", "film", "https://boxd.it/1", {"Name": "Pig"}),
        StoredSource("catalogue", "refused", "tt1", {"title": "Pig"}),
        StoredSource("imdb", "ratings", "tt11003218", {"Title": "Pig"}),
    ]
    assert provenance(PIG, rows) == ("Imported from Letterboxd and IMDb",)
    assert provenance(PIG, ()) == ()
