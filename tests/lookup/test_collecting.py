"""Films are collected from Wikidata as it states them, each question once, however often it is begun again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from filmjournal.lookup.asking import DownloadError, TakesTooLongError
from filmjournal.lookup.collecting import Collector, Notes, Sought
from filmjournal.lookup.downloads import Client
from filmjournal.lookup.seed import SeedFilm
from filmjournal.lookup.wikidata import Entity, film_of
from filmjournal.lookup.wikidata_words import genres_of
from wikidata_stand_in import STALKER, Handler, Server, day, entity, film, item, minutes, person, serving, stated, text


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as served:
        served.add(*STALKER)
        yield served


class Ended(Exception):  # noqa: N818 — it stands for a person who presses ctrl+c
    pass


def collector(server: Server, notes: Notes | None = None, ends_at: str = "", ends_after: int = 0) -> Collector:
    """Return a collector that waits for nothing, and ends where a step has been told so often."""
    seen = 0

    def progress(what: str, done: int, of: int) -> None:
        nonlocal seen
        assert 0 <= done <= of
        seen += what == ends_at
        if ends_at and seen > ends_after:
            raise Ended

    return Collector(Client(server.addresses, wait=lambda _: None), notes or Notes(), progress)


def read(**facts: Any) -> Entity:
    return msgspec.convert(entity("Q1", 3, {"en": "A Film"}, **facts), Entity)


def test_a_film_is_read_as_wikidata_means_it(server: Server) -> None:
    (film,) = collector(server).of_films([Sought((), wikidata="Q192724")])
    assert film == SeedFilm(
        title="Stalker",
        id="Q192724",
        original="Сталкер",
        aka=("Der Stalker",),
        year=1979,
        runtime=162,
        directors=("Andrei Tarkovsky",),
        writers=("Arkady Strugatsky",),
        cinematographers=("Alexander Knyazhinsky",),
        producers=("Aleksandra Demidova",),
        cast=(("Alisa Freindlich", "Stalker's wife"), ("Aleksandr Kaidanovsky", "Stalker the guide")),
        billed=True,
        countries=("Soviet Union",),
        languages=("Russian",),
        genres=("Science Fiction", "Drama"),
        imdb="tt0079944",
        wikidata="Q192724",
        popularity=0.9091,
        sources=("wikidata.org",),
    )


@pytest.mark.parametrize(
    ("stated_dates", "year"),
    [
        ([day("2020-01-01"), day("1994-05-21")], 1994),
        ([stated(day("1994-05-21")), stated(day("1995-09-01"), "preferred")], 1994),
        ([stated(day("1990-01-01"), "deprecated"), day("1994-00-00", 9)], 1994),
        ([day("1990-01-01", 8), day("1994-01-01")], 1994),
        ([{"snaktype": "somevalue"}], None),
    ],
    ids=["re-release", "preferred date of a country", "deprecated", "only a decade", "somevalue"],
)
def test_the_year_is_that_of_the_first_showing(stated_dates: list[Any], year: int | None) -> None:
    found = film_of(read(P577=stated_dates))
    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    ("amount", "unit", "runtime"),
    [
        ("+142", "Q7727", 142),
        ("+2.5", "Q25235", 150),
        ("+5400", "Q11574", 90),
        ("+3", "Q1", None),
        ("x", "Q7727", None),
    ],
)
def test_a_runtime_is_read_in_its_unit(amount: str, unit: str, runtime: int | None) -> None:
    found = film_of(read(P2047=minutes(amount, unit)))
    assert found is not None
    assert found.runtime == runtime


def test_preferred_statements_count_alone_and_deprecated_ones_never() -> None:
    found = film_of(read(P57=[item("Q2"), stated(item("Q3"), "preferred"), stated(item("Q4"), "deprecated")]))
    assert found is not None
    assert found.crews == {"directors": ("Q3",)}


def test_what_has_no_label_is_called_by_its_original_title_or_left_out() -> None:
    nameless = entity("Q1", P1476={"snaktype": "value", "datavalue": {"value": {"text": "Sátántangó"}}})
    found = film_of(msgspec.convert(nameless, Entity))
    assert found is not None
    assert (found.titles, found.original) == (("Sátántangó",), "")
    assert film_of(msgspec.convert(entity("Q1"), Entity)) is None


def test_television_is_no_film_and_a_film_for_television_is_one() -> None:
    assert film_of(read(P31=item("Q5398426"))) is None
    assert film_of(read(P31=item("Q506240"))) is not None
    assert film_of(read(P31=[item("Q5398426"), item("Q11424")])) is not None


def test_genres_are_those_of_the_catalogue() -> None:
    assert genres_of(["science fiction comedy film", "drama film", "film based on a novel", "comedy-drama"]) == (
        "Comedy",
        "Science Fiction",
        "Drama",
    )
    assert genres_of(["warm-hearted film", "3D film", ""]) == ()


def test_films_are_found_by_item_by_the_id_of_imdb_and_by_title_in_any_language(server: Server) -> None:
    server.add(film("Q20", "Pig", "2021-07-16", P345=text("tt11003218")), film("Q21", "Pig", "1998-01-01"))
    server.add(entity("Q22", 3, {"en": "Pig"}, P31=item("Q7187")))
    found = collector(server).of_films(
        [Sought(("Nothing",), wikidata="Q192724"), Sought(("Whatever",), imdb="tt11003218"), Sought(("Der Stalker!",))]
    )
    assert [each.wikidata for each in found] == ["Q192724", "Q20"]
    found = collector(server).of_films([Sought(("pig",))])
    assert [(each.title, each.year) for each in found] == [("Pig", 2021), ("Pig", 1998)], "every one of it, but no pig"
    found = collector(server).of_films([Sought(("pig",), 1998)])
    assert [each.year for each in found] == [1998], "of many films of a title those of the year come first"
    found = collector(server).of_films([Sought(("pig",), 1999)])
    assert [each.year for each in found] == [2021, 1998], "where none is of that year, every one is a candidate"


def test_all_films_of_some_years_are_listed_by_how_many_wikis_have_them(server: Server) -> None:
    server.add(film("Q20", "Pig", "2021-07-16", 9), film("Q21", "Home Movie", "2021-01-01", 1))
    server.add(*(film(f"Q{number}", f"Film {number}", "2020-01-01") for number in range(1000, 1120)))
    found = collector(server).of_years(2019, 2021, 3)
    assert len(found) == 121
    assert found[0].title == "Pig"
    assert max(len(each["ids"].split("|")) for each in server.asked if "ids" in each) == 50
    assert all(each["maxlag"] == "5" for each in server.asked if "action" in each)


def test_a_year_that_is_too_much_for_one_question_is_asked_in_parts(server: Server) -> None:
    server.add(film("Q20", "Pig", "2021-07-16", 9), film("Q21", "Titane", "2021-12-31", 9))

    def too_long(handler: Handler) -> bool:
        handler.send(b"SPARQL-QUERY: \njava.util.concurrent.TimeoutException\n", 500)
        return True

    server.faults.extend([too_long, too_long])
    assert {each.title for each in collector(server).of_years(2021, 2021, 3)} == {"Pig", "Titane"}
    assert len([each for each in server.asked if "query" in each]) == 5
    server.faults.extend([too_long] * 20)
    with pytest.raises(TakesTooLongError):
        collector(server).of_years(2020, 2020, 3)


def test_an_item_that_was_joined_with_another_comes_as_that_one(server: Server) -> None:
    server.moved = {"Q900": "Q192724", "Q901": "Q853"}
    server.add(film("Q20", "Mirror", "1975-03-07", P57=item("Q901")))
    found = collector(server).of_films([Sought((), wikidata="Q900"), Sought((), wikidata="Q20")])
    assert [(each.title, each.directors) for each in found] == [
        ("Stalker", ("Andrei Tarkovsky",)),
        ("Mirror", ("Andrei Tarkovsky",)),
    ]


def test_items_that_are_gone_are_left_out(server: Server) -> None:
    server.unknown_fails = {"Q998"}
    ids = ("Q998", "Q999", "Q192724", "nothing")
    found = collector(server).of_films([Sought(("No Such Film",), wikidata=id_) for id_ in ids])
    assert [each.title for each in found] == ["Stalker"]


@pytest.mark.parametrize("step", ["Listing films", "Finding films", "Reading films", "Reading names"])
def test_a_collection_that_was_ended_goes_on_where_it_ended(step: str, server: Server, tmp_path: Path) -> None:
    server.add(*(film(f"Q{number}", f"Film {number}", "2020-01-01") for number in range(1000, 1060)))
    server.add(*(film(f"Q{number}", f"Film {number}", "2021-01-01", P57=item("Q60")) for number in range(1060, 1070)))
    server.add(person("Q60", "Somebody"))
    path, sought = tmp_path / "update" / "notes", [Sought((f"Film {number}",), 2021) for number in range(1065, 1070)]

    def collected(notes: Notes, ends_at: str = "") -> tuple[list[SeedFilm], list[SeedFilm]]:
        it = collector(server, notes, ends_at, ends_after=0 if ends_at == "Reading names" else 1)
        return it.of_years(2020, 2021, 3), it.of_films(sought)

    whole = collected(Notes())
    at_once = len(server.asked)
    with pytest.raises(Ended):
        collected(Notes(path), ends_at=step)
    assert collected(Notes(path)) == whole
    assert len(server.asked) == 2 * at_once, "nothing was asked twice"


def test_notes_of_which_the_last_line_was_cut_off_are_read_up_to_it(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    first = collector(server, Notes(path)).of_films([Sought((), wikidata="Q192724")])
    asked = len(server.asked)
    path.write_bytes(path.read_bytes()[:-20])
    assert collector(server, Notes(path)).of_films([Sought((), wikidata="Q192724")]) == first
    assert len(server.asked) == asked + 1
    assert collector(server, Notes(path)).of_films([Sought((), wikidata="Q192724")]) == first
    assert len(server.asked) == asked + 1


def test_an_error_that_is_about_something_else_is_one(server: Server) -> None:
    def refused(handler: Handler) -> bool:
        handler.send({"error": {"code": "no-such-entity", "info": "No.", "id": "Q5"}})
        return True

    server.faults.append(refused)
    with pytest.raises(DownloadError, match=r"answers: No\."):
        collector(server).of_films([Sought((), wikidata="Q192724")])
