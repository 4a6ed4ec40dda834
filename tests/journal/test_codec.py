import json
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from builders import OpenJournal, film, records, viewing
from filmjournal.journal.codec import to_record
from filmjournal.model.breakdown import Element
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds
from filmjournal.model.rating import Rating
from filmjournal.model.when import When

FILE: dict[str, Any] = {
    "films": {
        "1": {
            "id": "f",
            "title": "Stalker",
            "poster": {"url": "https://example.org/1.jpg", "size": [1, 2.50]},
            "credits": [
                {"name": "Andrei Tarkovsky", "role": "director", "born": 1932},
                {"name": "Alexander Kaidanovsky", "role": "actor", "character": "Stalker", "photo": None},
            ],
            "external_ids": {"imdb": "tt0079944", "kinopoisk": "43911"},
        }
    },
    "viewings": {
        "7": {
            "id": "v",
            "film": "f",
            "watched": "2003-05",
            "mood": "grey",
            "breakdown": [{"name": "Sound", "text": "Drips.", "colour": "blue"}, {"name": "Pacing", "text": "Slow."}],
        }
    },
    "watchlist": {"1": {"title": "Mirror"}},
    "trash": {},
    "meta": {"1": {"schema": 1, "generation": 4, "device": "desk"}},
    "plugins": {"1": {"a": [1, None, "é"]}},
    "motto": "Unknown at the top",
}


def _save(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_keys_that_we_do_not_know_survive_an_edit_everywhere(open_journal: OpenJournal, path: Path) -> None:
    _save(path, FILE)
    journal = open_journal()
    kept = journal.entries[0]
    journal.revise(
        structs.replace(kept.film, year=1979, credits=kept.film.credits[::-1]),
        structs.replace(
            kept.viewing,
            rating=Rating.FIVE,
            breakdown=tuple(structs.replace(element, text="New.") for element in kept.viewing.breakdown[::-1]),
        ),
    )
    journal.save()
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved["plugins"] == FILE["plugins"]
    assert saved["motto"] == FILE["motto"]
    assert saved["watchlist"] == FILE["watchlist"]
    assert (saved["meta"]["1"]["generation"], saved["meta"]["1"]["device"]) == (5, "desk")
    (of_film,) = saved["films"].values()
    assert of_film["poster"] == FILE["films"]["1"]["poster"]
    assert of_film["year"] == 1979
    assert of_film["credits"] == FILE["films"]["1"]["credits"][::-1]
    assert of_film["external_ids"] == FILE["films"]["1"]["external_ids"]
    (of_viewing,) = saved["viewings"].values()
    assert of_viewing["mood"] == "grey"
    assert of_viewing["rating"] == 10
    assert of_viewing["breakdown"] == [
        {"name": "Pacing", "text": "New."},
        {"name": "Sound", "text": "New.", "colour": "blue"},
    ]


def test_unknown_keys_of_ids_survive_when_the_known_ones_are_emptied(open_journal: OpenJournal, path: Path) -> None:
    _save(path, FILE)
    journal = open_journal()
    kept = journal.entries[0]
    journal.revise(structs.replace(kept.film, external_ids=ExternalIds()), kept.viewing)
    journal.save()
    assert records(path, "films")["1"]["external_ids"] == {"kinopoisk": "43911"}


def test_undo_brings_the_unknown_keys_of_a_removed_record_back(open_journal: OpenJournal, path: Path) -> None:
    _save(path, FILE)
    journal = open_journal()
    journal.remove("v")
    journal.save()
    journal.undo()
    journal.save()
    assert records(path, "films") == FILE["films"]
    (record,) = records(path, "viewings").values()
    assert record.pop("edits")
    assert record == FILE["viewings"]["7"]


def test_a_record_that_nobody_changed_keeps_its_bytes(open_journal: OpenJournal, path: Path) -> None:
    odd = '{ "id":"f" , "title":"Caf\\u00e9" ,"runtime":1e2,  "x": 1.50 }'
    path.write_text(f'{{"films": {{"1": {odd}}}, "viewings": {{"1": {{"id": "v", "film": "f"}}}}}}', encoding="utf-8")
    journal = open_journal()
    journal.log(film("Mirror"), viewing())
    journal.save()
    assert odd in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"rating": 11}, "a rating is 1 to 10 half stars, and 11 is not one of them - at `$.rating`"),
        (
            {"breakdown": [{"name": "Sound", "rating": 0}]},
            "a rating is 1 to 10 half stars, and 0 is not one of them - at `$.breakdown[0].rating`",
        ),
        ({"watched": "2026-02-30"}, "There is no 30 February 2026: that month has 28 days. - at `$.watched`"),
        ({"watched": 2026}, "watched"),
        ({"breakdown": [{"name": " "}]}, "An element needs a name"),
        ({"tags": "35mm"}, "Expected `array`, got `str` - at `$.tags`"),
        ({"film": None}, "Expected `str`, got `null` - at `$.film`"),
        ({"film": "nowhere"}, "its film, nowhere, is not in the journal"),
        ({"id": "good"}, "another record has its id, good"),
    ],
)
def test_a_record_that_cannot_be_read_is_reported_and_kept_verbatim_while_others_are_read(
    open_journal: OpenJournal, path: Path, record: dict[str, Any], reason: str
) -> None:
    bad = json.dumps({"id": "bad", "film": "f", "note": "mine", **record})
    path.write_text(
        '{"films": {"1": {"id": "f", "title": "Stalker"}}, '
        f'"viewings": {{"1": {{"id": "good", "film": "f"}}, "2": {bad}}}}}',
        encoding="utf-8",
    )
    journal = open_journal()
    assert [entry.id for entry in journal.entries] == ["good"]
    (problem,) = journal.problems
    assert (problem.table, problem.number) == ("viewings", "2")
    assert reason in problem.reason
    assert str(problem).startswith("Record 2 of viewings cannot be read, and stays as it is: ")
    journal.log(film("Mirror"), viewing())
    journal.save()
    assert f'"2": {bad}' in path.read_text(encoding="utf-8")
    assert [str(found) for found in open_journal().problems] == [str(problem)]
    assert len(open_journal().entries) == 2


@pytest.mark.parametrize(
    "record",
    [{}, 5, None, [], {"id": "x"}, {"id": "x", "title": ""}, {"id": "x", "title": "y", "year": 95}],
)
def test_a_film_that_cannot_be_read_does_no_harm_to_the_others(
    open_journal: OpenJournal, path: Path, record: object
) -> None:
    content = {
        "films": {"1": record, "2": {"id": "f", "title": "Stalker"}},
        "viewings": {"1": {"id": "v", "film": "f"}},
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    journal = open_journal()
    assert [entry.film.title for entry in journal.entries] == ["Stalker"]
    assert [(problem.table, problem.number) for problem in journal.problems] == [("films", "1")]


def test_a_date_is_read_from_the_file_as_a_date(open_journal: OpenJournal, path: Path) -> None:
    _save(path, FILE)
    (kept,) = open_journal().entries
    assert isinstance(kept.viewing.watched, When)
    assert kept.viewing.watched.month == 5


def test_a_file_with_a_byte_order_mark_is_read(open_journal: OpenJournal, path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(FILE).encode())
    assert len(open_journal().entries) == 1


def test_an_edit_names_only_the_keys_that_it_changed(open_journal: OpenJournal, path: Path) -> None:
    content: dict[str, Any] = json.loads(json.dumps(FILE))
    content["viewings"]["7"] |= {"tags": ["35mm"], "companions": ["Ada"], "liked": False, "venue": "", "review": "R"}
    _save(path, content)
    journal = open_journal()
    kept = journal.entries[0]
    journal.revise(structs.replace(kept.film, year=1979), structs.replace(kept.viewing, rating=Rating.FIVE))
    journal.save()
    (of_viewing,) = records(path, "viewings").values()
    (of_film,) = records(path, "films").values()
    assert list(of_viewing["edits"].values()) == [["rating"]]
    assert list(of_film["edits"].values()) == [["year"]]


@pytest.mark.parametrize(
    "value", ["123456789012345678901234567890", "1.5e300", '"\\ud83c\\udfac"', "[" * 90 + "]" * 90]
)
def test_any_value_under_an_unknown_key_is_the_same_after_an_edit(
    open_journal: OpenJournal, path: Path, value: str
) -> None:
    _with_unknown(path, value)
    journal = open_journal()
    kept = journal.entries[0]
    journal.revise(kept.film, structs.replace(kept.viewing, rating=Rating.FIVE))
    journal.save()
    assert records(path, "viewings")["1"]["x"] == json.loads(value)


def test_a_record_with_a_number_that_is_too_large_can_be_read_and_says_why_it_cannot_be_changed(
    open_journal: OpenJournal, path: Path
) -> None:
    _with_unknown(path, "1e999")
    journal = open_journal()
    (kept,) = journal.entries
    with pytest.raises(InvalidValueError, match="cannot be changed"):
        journal.revise(structs.replace(kept.film, year=1979), structs.replace(kept.viewing, rating=Rating.FIVE))
    with pytest.raises(InvalidValueError, match="cannot be changed"):
        journal.remove(kept.id)
    assert journal.entries == (kept,)
    assert journal.is_saved
    journal.log(film("Mirror"), viewing())
    journal.save()
    assert kept in open_journal().entries
    assert '"x": 1e999' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["NaN", "-Infinity", '"half \\ud83d"'])
def test_a_record_that_is_not_quite_json_is_a_problem_that_outlives_every_save(
    open_journal: OpenJournal, path: Path, value: str
) -> None:
    bad = f'{{"id": "bad", "film": "f", "x": {value}}}'
    path.write_text(
        f'{{"films": {{"1": {{"id": "f", "title": "Ran"}}}}, "viewings": {{"1": {bad}}}, "watchlist": {{"1": {bad}}}}}',
        encoding="utf-8",
    )
    for title in ("Heat", "Mirror"):
        journal = open_journal()
        assert [(problem.table, problem.number) for problem in journal.problems] == [
            ("viewings", "1"),
            ("watchlist", "1"),
        ]
        assert "half a character in it, or a number that is none" in journal.problems[0].reason
        journal.log(film(title), viewing())
        journal.save()
        assert path.read_text(encoding="utf-8").count(bad) == 2
    assert open_journal().store.known.as_written
    assert len(open_journal().entries) == 2


def _with_unknown(path: Path, value: str) -> None:
    path.write_text(
        '{"films": {"1": {"id": "f", "title": "Ran"}}, '
        f'"viewings": {{"1": {{"id": "v", "film": "f", "x": {value}}}}}}}',
        encoding="utf-8",
    )


def test_two_elements_of_one_name_keep_their_own_keys_each() -> None:
    value = viewing(id="v", film="f", breakdown=(Element("Sound", "Rain."), Element("Sound", "Rails.")))
    before = {"breakdown": [{"name": "Sound", "character": "", "mood": 1}, {"name": "Sound", "mood": 2}]}
    assert [each["mood"] for each in to_record(value, before)["breakdown"]] == [1, 2]


@pytest.mark.parametrize("value", [35, ["35mm"], None, {"gauge": 35}], ids=["number", "list", "null", "object"])
def test_a_key_of_somebodys_own_that_is_called_like_a_later_fact_stays_through_an_edit(
    open_journal: OpenJournal, path: Path, value: object
) -> None:
    journal = open_journal()
    logged = journal.log(film("Pig"), viewing(tags=("home",)))
    journal.save()
    whole = json.loads(path.read_text(encoding="utf-8"))
    (number,) = whole["viewings"]
    whole["viewings"][number]["format"] = value
    path.write_text(json.dumps(whole), encoding="utf-8")
    journal = open_journal()
    assert not journal.problems
    (entry,) = journal.entries
    assert entry.viewing.format == ""
    journal.revise(entry.film, structs.replace(entry.viewing, headline="Truffles"))
    journal.save()
    stored = records(path, "viewings")[number]
    assert (stored["headline"], stored["format"]) == ("Truffles", value)
    journal.revise(entry.film, structs.replace(entry.viewing, headline="Truffles", format="35mm"))
    journal.save()
    assert records(path, "viewings")[number]["format"] == "35mm"
    assert open_journal().entry(logged.id) is not None
