import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from builders import NOW, film, viewing
from filmjournal.journal.places import Places
from filmjournal.model.film import ExternalIds
from shell_runs import Run, open_at, run_verb

pytestmark = pytest.mark.usefixtures("empty_catalogue")

VEGAS = {
    "title": "Leaving Las Vegas",
    "year": 1995,
    "watched": "1996-03",
    "rating": 4.5,
    "tags": ["home"],
    "credits": [{"name": "Mike Figgis", "role": "director", "character": "", "billing": 1}],
}


def logged(run: Run, query: str = "") -> dict[str, Any]:
    """Return the one record that a query finds."""
    found: list[dict[str, Any]] = json.loads(run("find", *query.split(), "--json").out)
    (record,) = found
    return record


def test_a_film_and_its_stars_are_logged_today(run: Run) -> None:
    done = run("log", "Pig", "4.5")
    assert (done.status, done.out) == (0, "")
    assert done.err == "Logged Pig, ★★★★½, 24 November 2026, a new film.\n"
    record = logged(run)
    assert (record["title"], record["rating"], record["watched"], record["rewatch"]) == (
        "Pig",
        4.5,
        "2026-11-24",
        False,
    )


def test_everything_can_be_stated_in_options_that_stand_anywhere(run: Run) -> None:
    stated = (
        "log Pig -d yesterday 4 -t home --tag drama --liked --venue Kitchen --with Ana --with Bo --headline Quiet "
        "--spoilers --review Hush --element Sound=Low --element Pacing:3.5 --element Direction:5=Sure --year 2021 "
        "--runtime 92 --director=Michael --actor Nicolas=Rob --actor Alex --genre Drama --country US "
        "--language English --imdb tt11003218"
    )
    assert run(*stated.split()).status == 0
    record = logged(run)
    expected = {
        "watched": "2026-11-23",
        "rating": 4.0,
        "tags": ["home", "drama"],
        "liked": True,
        "spoilers": True,
        "venue": "Kitchen",
        "companions": ["Ana", "Bo"],
        "headline": "Quiet",
        "review": "Hush",
        "breakdown": [
            {"name": "Sound", "text": "Low", "rating": None},
            {"name": "Pacing", "text": "", "rating": 3.5},
            {"name": "Direction", "text": "Sure", "rating": 5.0},
        ],
        "year": 2021,
        "runtime": 92,
        "genres": ["Drama"],
        "countries": ["US"],
        "languages": ["English"],
        "credits": [
            {"name": "Michael", "role": "director", "character": "", "billing": 1},
            {"name": "Nicolas", "role": "actor", "character": "Rob", "billing": 1},
            {"name": "Alex", "role": "actor", "character": "", "billing": 2},
        ],
        "external_ids": {"imdb": "tt11003218", "tmdb": "", "letterboxd": "", "wikidata": ""},
    }
    assert {key: record[key] for key in expected} == expected


def test_an_empty_date_is_one_that_is_not_known(run: Run) -> None:
    assert run("log", "Pig", "-d", "").err == "Logged Pig, date unknown, a new film.\n"
    assert logged(run)["watched"] is None


def test_a_review_is_read_from_standard_input_without_its_last_line_end(run: Run) -> None:
    assert run("log", "Pig", "--review", "-", given="# One\n\nTwo\n").status == 0
    assert logged(run)["review"] == "# One\n\nTwo"


def test_the_words_that_a_known_film_begins_with_are_enough_and_it_is_completed(run: Run, sampled: Places) -> None:
    done = run("log", "leaving las", "4.5", "--director", "mike figgis", "--actor", "Julian Lennon=Bartender", "--json")
    record = json.loads(done.out)
    assert done.err.splitlines() == [
        "Logged Leaving Las Vegas (1995), ★★★★½, 24 November 2026, rewatched.",
        "This changes all 3 viewings of Leaving Las Vegas (1995): cast.",
    ]
    assert (record["title"], record["year"], record["rewatch"]) == ("Leaving Las Vegas", 1995, True)
    cast = [(each["name"], each["character"]) for each in record["credits"] if each["role"] == "actor"]
    assert cast[0] == ("Nicolas Cage", "Ben Sanderson")
    assert cast[-1] == ("Julian Lennon", "Bartender")


def test_that_it_was_seen_before_can_be_denied(run: Run, logged: Places) -> None:
    assert json.loads(run("log", "Mirror", "--no-rewatch", "--json").out)["rewatch"] is False


def test_facts_that_are_known_otherwise_stay_and_that_is_said(run: Run, sampled: Places) -> None:
    done = run("log", "leaving las vegas", "--runtime", "9", "--genre", "Comedy", "--json")
    assert json.loads(done.out)["runtime"] == 111
    assert "The film keeps its runtime and genres. `filmjournal edit` changes film facts." in done.err


@pytest.mark.parametrize("fact", [("--year", "2002"), ("--director", "Steven Soderbergh"), ("--imdb", "tt0307479")])
def test_a_film_with_another_fact_stated_is_another_one(run: Run, places: Places, fact: tuple[str, str]) -> None:
    journal = open_at(places)
    known = film("Solaris", year=1972, external_ids=ExternalIds(imdb="tt0069293"))
    journal.log(known, viewing())
    journal.log(film("Mirror"), viewing())
    journal.save()
    completed = run("log", "Mirror", "--director", "Andrei Tarkovsky").err
    assert completed.endswith("rewatched.\nThis changes both viewings of Mirror: director.\n")
    done = run("log", "Solaris", *fact) if fact[0] != "--director" else run("log", "Mirror", *fact)
    assert done.err.endswith("a new film.\n")


def test_where_several_films_can_be_meant_they_are_numbered_and_nothing_is_logged(run: Run, places: Places) -> None:
    journal = open_at(places)
    for year in (1972, 2002):
        journal.log(film("Solaris", year=year), viewing())
    journal.save()
    before = places.journal.read_bytes()
    done = run("log", "solaris", "3")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines() == [
        "2 films match “solaris”: add --number N, or --new for a new film.",
        "  1  Solaris (1972)    seen 1 time",
        "  2  Solaris (2002)    seen 1 time",
    ]
    assert places.journal.read_bytes() == before
    assert run("log", "solaris", "3", "--number", "2").err.startswith("Logged Solaris (2002), ★★★,")
    assert run("log", "solaris", "--number", "3").err == "There is no number 3: 2 films match.\n"
    assert run("log", "solaris", "3", "--year", "1972").err.startswith("Logged Solaris (1972), ★★★,")
    assert run("log", "Solaris", "3", "--new").err.endswith("a new film.\n")


def test_one_word_with_which_a_known_title_begins_is_not_taken_for_granted(run: Run, places: Places) -> None:
    journal = open_at(places)
    journal.log(film("Rocky II", year=1979), viewing())
    journal.save()
    assert run("log", "Rocky", "4").status == 2
    assert run("log", "Rocky", "4", "--new").err.startswith("Logged Rocky, ★★★★,")
    assert run("log", "rocky ii").err.startswith("Logged Rocky II (1979),")


def test_a_title_may_have_its_year_behind_it(run: Run, sampled: Places) -> None:
    assert run("log", "Leaving Las Vegas (1995)", "4").err.startswith("Logged Leaving Las Vegas (1995), ★★★★,")
    assert json.loads(run("log", "Alien (1979)", "--json").out)["year"] == 1979


def test_a_new_film_that_is_nearly_a_known_one_is_reported(run: Run, sampled: Places) -> None:
    done = run("log", "Leavign Las Vegas")
    assert "Did you mean Leaving Las Vegas (1995)? If so, `filmjournal undo` undoes this." in done.err
    assert "You know" not in run("log", "Alien").err


@pytest.mark.parametrize("arguments", [("zzzz", "--number", "3"), ("Pig", "--new", "--number", "1")])
def test_a_number_that_means_no_film_is_refused(run: Run, sampled: Places, arguments: tuple[str, ...]) -> None:
    done = run("log", *arguments)
    assert done.status == 2
    assert len(done.err.splitlines()) == 1


def test_a_review_that_is_not_there_is_refused(run: Run, logged: Places) -> None:
    for verb in (("log", "Mirror"), ("edit", "title:mirror")):
        done = run(*verb, "--review", "-", given="\n")
        assert (done.status, done.err) == (2, "There is no review on standard input: --review '' takes one away.\n")


def test_an_id_of_a_film_that_is_called_otherwise_is_refused(run: Run, logged: Places) -> None:
    known = json.loads(run("show", "mirror", "--json").out)["film"]
    line = json.dumps({"title": "Totally other", "film": known})
    assert f"Line 1: the film {known} is “Mirror”, and not “Totally other”" in run("log", "-", given=line).err
    twice = '{"title": "A", "film": "x"}\n{"title": "B", "film": "x"}'
    assert "Line 2: the film x is “A”, and not “B”" in run("log", "-", given=twice).err


def test_words_from_the_middle_of_a_title_are_not_taken_for_granted(run: Run, sampled: Places) -> None:
    done = run("log", "vegas", "4")
    assert done.status == 2
    assert done.err.startswith("A film you know matches “vegas”: add --number N, or --new for a new film.")
    assert run("log", "vegas", "4", "--number", "1").err.startswith("Logged Leaving Las Vegas (1995)")
    assert run("log", "vegas", "4", "--new").err.startswith("Logged vegas,")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Write the title of the film"),
        (("  ",), "Write the title of the film"),
        (("toy", "story", "3"), "Write a title of several words in quotation marks"),
        (("Pig", "9"), "“9” isn't a rating"),
        (("Pig", "-d", "someday"), "“someday” can't be read as a date"),
        (("Pig", "-d", "tomorrow"), "“tomorrow” can't be read as a date"),
        (("Pig", "-d", "2031"), "2031 is yet to come"),
        (("Pig", "--year", "95"), "95 isn't a valid year"),
        (("Pig", "--runtime", "0"), "A runtime must be at least 1 minute"),
        (("Pig", "--element", "Soundtrack"), "“Soundtrack” is no element"),
        (("Pig", "--element", "=loud"), "“=loud” is no element"),
        (("Pig", "--element", "Sound:9=loud"), "“9” isn't a rating"),
        (("Pig", "--actor", "=Rob"), "An actor needs a name"),
        (("Pig", "--review", "\ud800"), "There is half a character"),
        (("-", "--tag", "home"), "With -, everything comes from standard input"),
        (("-", "4"), "With -, everything comes from standard input"),
    ],
)
def test_what_cannot_be_logged_is_reported_in_a_sentence_and_nothing_changes(
    run: Run, logged: Places, arguments: tuple[str, ...], sentence: str
) -> None:
    before = logged.journal.read_bytes()
    done = run("log", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(sentence)
    assert len(done.err.splitlines()) == 1
    assert logged.journal.read_bytes() == before


def test_many_are_logged_from_standard_input_as_one_change(run: Run, places: Places) -> None:
    lines = [VEGAS, {"title": "Pig", "watched": "yesterday"}, {"title": "leaving las vegas", "watched": "2003"}]
    done = run("log", "-", given="\n".join(map(json.dumps, lines)))
    assert (done.status, done.out, done.err) == (0, "", "Logged 3 viewings.\n")
    journal = open_at(places)
    assert {entry.film.title for entry in journal.entries} == {"Leaving Las Vegas", "Pig"}
    assert len(journal.tables.films.values()) == 2
    assert run("find", "pig", "--json").out.count('"watched":"2026-11-23"') == 1


def test_one_line_that_is_wrong_leaves_all_of_them_out(run: Run, logged: Places) -> None:
    before = logged.journal.read_bytes()
    lines = [json.dumps(VEGAS), '{"title": "Pig", "ratng": 4}', '{"title": }', '{"title": "Ran", "watched": "2031"}']
    done = run("log", "-", given="\n".join(lines))
    assert (done.status, done.out) == (2, "")
    assert [line.split(":")[0] for line in done.err.splitlines()[1:]] == ["Line 2", "Line 3", "Line 4"]
    assert "Did you mean “rating”?" in done.err
    assert logged.journal.read_bytes() == before


def test_what_went_out_as_json_comes_back_equal_into_another_journal(
    run: Run, sampled: Places, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("other")
    other = Places.around(folder / "journal.json", folder / "state", folder / "config")
    one, all_ = run("show", "cinematographer:declan", "--number", "2", "--json").out, run("find", "--json").out
    assert run_verb(other, "log", "-", given=one).status == 0
    assert run_verb(other, "show", json.loads(one)["id"], "--json").out == one
    assert run_verb(other, "log", "-", given=all_).err.endswith("1 viewing more on standard input: logged already.\n")
    assert run_verb(other, "find", "--json").out == all_


def test_one_that_is_shown_and_logged_again_changes_nothing(run: Run, sampled: Places) -> None:
    before = sampled.journal.read_bytes()
    done = run("log", "-", given=run("find", "--json").out)
    assert (done.status, done.err) == (0, "Nothing is new: everything is logged already.\n")
    assert sampled.journal.read_bytes() == before


def test_an_id_that_is_known_and_stated_otherwise_is_refused(run: Run, logged: Places) -> None:
    record = json.loads(run("show", "mirror", "--json").out)
    done = run("log", "-", given=json.dumps({**record, "review": "Other."}))
    assert done.status == 2
    assert f"Line 1: the viewing {record['id']} is logged already, and differs" in done.err
    twice = json.dumps({"id": "one", "title": "Ran"})
    assert "Line 2: the id one is on line 1 already" in run("log", "-", given=f"{twice}\n{twice}").err


def test_lines_that_tell_little_of_a_viewing_can_be_logged_twice(run: Run, places: Places) -> None:
    lines = '{"id": "one", "title": "Ran", "rating": 5}\n{"id": "two", "title": "Ran", "year": 1985}'
    assert run("log", "-", given=lines).err == "Logged 2 viewings.\n"
    before = places.journal.read_bytes()
    assert run("log", "-", given=lines).err == "Nothing is new: everything is logged already.\n"
    assert places.journal.read_bytes() == before


def test_an_id_that_is_in_the_trash_is_refused(run: Run, logged: Places) -> None:
    record = json.loads(run("show", "mirror", "--json").out)
    journal = open_at(logged)
    journal.remove(record["id"])
    journal.save()
    done = run("log", "-", given=json.dumps(record))
    assert done.status == 2
    assert f"`filmjournal trash restore {record['id']}` brings it back" in done.err


def test_a_title_that_several_films_have_is_refused(run: Run, places: Places) -> None:
    journal = open_at(places)
    for year in (1972, 2002):
        journal.log(film("Solaris", year=year), viewing())
    journal.save()
    done = run("log", "-", given='{"title": "Solaris"}')
    assert "Line 1: 2 films in the journal can be “Solaris”: add its year or its director." in done.err
    assert run("log", "-", given='{"title": "Solaris", "year": 2002}').status == 0


@pytest.mark.parametrize("given", ["", "[]", "\n"])
def test_nothing_on_standard_input_is_nothing_to_log(run: Run, given: str) -> None:
    done = run("log", "-", given=given)
    assert (done.status, done.err) == (1, "There is no viewing on standard input.\n")


def test_the_ids_of_what_was_logged_go_out_where_they_are_asked_for(run: Run) -> None:
    (id_,) = run("log", "Pig", "--ids").lines
    assert run("show", id_, "--ids").lines == [id_]
    lines = run("log", "-", "--ids", given='{"id": "a", "title": "Ran"} {"id": "b", "title": "Mirror"}').lines
    assert lines == ["a", "b"]


def test_the_day_is_that_of_the_clock(run: Run) -> None:
    then: datetime = NOW - timedelta(days=400)
    run("log", "Pig", now=then)
    assert logged(run)["watched"] == then.astimezone().date().isoformat()
