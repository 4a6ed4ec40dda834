"""Our JSON and our tables, as other programs and people have changed them."""

from datetime import datetime

import pytest

from builders import TODAY, entry
from filmjournal.exchange.batch import Batch, Moment
from filmjournal.exchange.readers.own import READER
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.writers.csv_table import write_csv
from filmjournal.exchange.writers.json_array import write_json
from filmjournal.exchange.writers.selection import Selection
from filmjournal.model.breakdown import Element
from filmjournal.model.source import Source

STALKER = entry(id="v1", year=1979, review="Wet.")


def read(*texts: str) -> Batch:
    given = Files.of({f"{number}.txt": text.encode() for number, text in enumerate(texts)})
    assert READER.recognises(given)
    return READER.read(given, Moment(TODAY, datetime.date))


def test_a_line_for_each_viewing_is_read_as_a_list_of_them_is() -> None:
    text = write_json(Selection((STALKER,))).documents[0].text
    assert read(text.strip("[]\n")) == read(text)


def test_a_viewing_without_an_id_is_known_by_what_it_is_and_keeps_its_cells() -> None:
    line = '{"title": "Stalker", "year": 1979, "watched": "2020", "tags": ["35mm"]}'
    batch = read(f"{line}\n{line}")
    assert [stated.film.id for stated in batch.films] == ["title:stalker|1979"]
    cells = {"title": "Stalker", "year": "1979", "watched": "2020", "tags": '["35mm"]'}
    keys = ["title:stalker|1979|2020", "title:stalker|1979|2020|2"]
    assert [stated.sources for stated in batch.viewings] == [
        (Source("filmjournal", "viewings", key, cells),) for key in keys
    ]


def test_what_cannot_be_read_of_an_object_is_reported_and_the_rest_comes_in() -> None:
    lines = [
        '{"title": "Stalker", "rating": 7, "watched": "2031", "review": "Wet."}',
        '{"year": 1979, "watched": "2020"}',
        "17",
        "{broken",
        '{"title": "Mirror", "breakdown": [{"text": "x"}], "sources": 4}',
    ]
    batch = read("\n".join(lines))
    assert [(stated.place.row, stated.reason.split(":")[0]) for stated in batch.problems] == [
        (1, "7 isn't a rating. Use 0.5 to 5 stars, in steps of a half."),
        (1, "2031 is yet to come"),
        (2, "“title” is missing."),
        (3, "Line 3"),
        (4, "Line 4"),
        (5, "“sources” cannot be read"),
        (5, "“breakdown[0].name” is missing."),
    ]
    assert [(stated.viewing.review, stated.viewing.rating) for stated in batch.viewings] == [("Wet.", None), ("", None)]
    assert batch.problems[2].cells == {"year": "1979", "watched": "2020"}


def test_a_wish_that_cannot_be_read_whole_is_reported_and_the_film_is_wished_for() -> None:
    batch = read('{"title": "Mirror", "wish": {"id": "w", "added": "one day"}}')
    (problem,), (wish,) = batch.problems, batch.watchlist
    assert "“wish” cannot be read" in problem.reason
    assert (wish.wish.film, wish.wish.added) == (batch.films[0].film.id, None)


def test_an_export_is_known_by_its_beginning_though_the_first_review_is_long() -> None:
    text = write_json(Selection((entry(review="x" * 70_000),))).documents[0].text
    assert READER.recognises(Files.of({"a": text[:65_536].encode()}))


def test_json_and_tables_of_others_are_not_ours() -> None:
    others = Files.of({"a.json": b'[{"title": "Stalker", "plays": 3}]', "b.csv": b"Date,Name,Year\n", "c.json": b"[]"})
    assert not READER.recognises(others)


def test_a_table_is_read_though_a_spreadsheet_parts_it_by_semicolons_and_moves_its_columns() -> None:
    batch = read("\ufeffTitle;Breakdown;Companions;Watched;Shelf\r\nPig;;Ana;2021-08-22;B2\r\n")
    ((stated,), (film,)) = batch.viewings, batch.films
    assert (film.film.title, stated.viewing.watched, stated.viewing.companions) == ("Pig", "2021-08-22", ("Ana",))
    assert stated.sources[0].cells["Shelf"] == "B2"


def test_a_column_of_somebodys_own_is_kept_with_a_viewing_that_has_an_id() -> None:
    head, row = write_csv(Selection((STALKER,))).documents[0].text.splitlines()
    (stated,) = read(f"{head},shelf\n{row},B2\n").viewings
    (source,) = stated.sources
    assert (source.key, source.cells["shelf"]) == ("v1", "B2")


def test_what_two_files_state_otherwise_of_one_film_is_reported() -> None:
    texts = [
        write_json(Selection((entry(id=id_, runtime=runtime),))).documents[0].text
        for id_, runtime in (("v1", 161), ("v2", 163))
    ]
    batch = read(*texts)
    assert [stated.film.runtime for stated in batch.films] == [161]
    assert [problem.reason for problem in batch.problems] == [
        "The runtime of the film is another in 0.txt, row 1, and that is taken."
    ]


@pytest.mark.parametrize("end", [40, 90, 200, 375, 390, -5, -3])
def test_an_export_that_is_cut_short_is_known_and_reported_with_its_row(end: int) -> None:
    text = write_json(Selection((STALKER,))).documents[0].text
    (problem,) = read(text[:end]).problems
    assert problem.place.row == (1 if end != -3 else 2)
    assert "whoever wrote it stopped before it was done" in problem.reason


def test_keys_of_somebodys_own_are_no_reason_to_refuse_an_export_and_are_kept() -> None:
    text = write_json(Selection((STALKER,))).documents[0].text
    text = text.replace('"breakdown":[]', '"breakdown":[{"name":"Mood","text":"Low.","mine":1}],"shelf":"B2"')
    batch = read(text)
    ((stated,), problems) = batch.viewings, batch.problems
    assert (stated.viewing.breakdown, problems) == ((Element("Mood", "Low."),), ())
    (source,) = stated.sources
    assert (source.cells["shelf"], source.cells["breakdown"]) == (
        "B2",
        '[{"name": "Mood", "text": "Low.", "mine": 1}]',
    )


def test_a_table_of_the_first_version_without_format_and_producer_is_read_to_the_letter() -> None:
    head = (
        "id,watched,title,original_title,year,rating,liked,rewatch,spoilers,tags,venue,companions,headline,review,"
        "breakdown,runtime,genres,countries,languages,director,actor,writer,cinematographer,composer,editor,imdb,"
        "tmdb,letterboxd,wikidata,film,created,modified"
    )
    row = ",".join(
        "Wet\0Ã©" if column == "review" else "Stalker" if column == "title" else "" for column in head.split(",")
    )
    (viewing,) = read(f"{head}\n{row}\n").viewings
    assert viewing.viewing.review == "Wet\0Ã©"
