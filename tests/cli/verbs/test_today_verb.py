import json
from datetime import UTC, datetime, timedelta

import pytest

from builders import NOW, film, viewing
from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.model.breakdown import Element
from filmjournal.model.draft import Draft
from filmjournal.model.wish import Wish
from shell_runs import Run, open_at


def log(places: Places, *days: str | None) -> None:
    journal = open_at(places)
    for day in days:
        journal.log(film(f"Film of {day}"), viewing(day))
    journal.save()


def dates(run: Run, now: datetime, *more: str) -> list[str]:
    return [line.split("\t")[0] for line in run("today", "--tsv", *more, now=now).lines]


def noon(day: str) -> datetime:
    """Return noon of a day where the test runs."""
    return datetime.fromisoformat(f"{day}T12:00").astimezone().astimezone(UTC)


def test_past_years_are_listed_the_nearest_day_first_as_far_as_was_asked_for(run: Run, places: Places) -> None:
    log(places, "2019-11-24", "2024-11-24", "2024-11-23", "2026-11-24", "2024-11", "2024", "2023-10-24", None)
    assert dates(run, noon("2026-11-24")) == ["2024-11-24", "2019-11-24", "2024-11-23"]
    assert dates(run, noon("2026-11-24"), "--window", "0") == ["2024-11-24", "2019-11-24"]
    assert dates(run, noon("2026-11-24"), "--window", "31", "--limit", "4")[3:] == ["2023-10-24"]


def test_when_there_is_nothing_that_is_reported_beside_it(run: Run, logged: Places) -> None:
    done = run("today", "--tsv", "--window", "0", now=noon("2026-11-24"))
    assert (done.status, done.out) == (1, "")
    assert done.err == "Nothing of past years was watched on this day.\n"


def test_an_empty_journal_has_nothing_to_say(run: Run, places: Places) -> None:
    done = run("today")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"Nothing is logged yet in {places.journal}.\n"


@pytest.mark.parametrize(
    ("today", "listed"),
    [
        ("2026-02-28", ["2025-02-28", "2024-02-29", "2020-02-29"]),
        ("2028-02-28", ["2025-02-28"]),
        ("2028-02-29", ["2024-02-29", "2020-02-29"]),
        ("2026-03-01", []),
    ],
)
def test_the_29th_of_february_is_remembered_the_day_before_where_there_is_none(
    run: Run, places: Places, today: str, listed: list[str]
) -> None:
    log(places, "2020-02-29", "2024-02-29", "2025-02-28")
    assert dates(run, noon(today), "--window", "0") == listed


def test_the_day_is_that_of_the_place_where_it_runs(run: Run, places: Places) -> None:
    here = NOW.astimezone().date()
    log(places, f"2001-{here:%m-%d}", f"2001-{here - timedelta(days=1):%m-%d}")
    assert dates(run, NOW, "--window", "0") == [f"2001-{here:%m-%d}"]


@pytest.fixture
def written(places: Places) -> Places:
    """Return the places of a journal with something for every part of the page."""
    journal = open_at(places)
    journal.log(film("[REC]²"), viewing("2021-11-25", headline="Do not open", review="The stairs go *up*. I did not."))
    journal.log(film("Mirror"), viewing("2020-05-01", breakdown=(Element("Soundtrack", "Water, and Bach, all over."),)))
    journal.log(film("Pig"), viewing("2026-11-20"))
    journal.add_to_watchlist(film("Paterson", runtime=118), Wish(id="", film="", recommended_by="Ana", why="A bus."))
    journal.add_to_watchlist(film("Shoah", runtime=566), Wish(id="", film=""))
    journal.save()
    Drafts(places.drafts).save(Draft(title="Nostalghia", review="A candle."))
    return places


def test_the_page_has_your_words_and_is_the_same_all_day(run: Run, written: Places) -> None:
    done = run("today", "--tonight", "runtime:..120", now=noon("2026-11-24"))
    assert done.status == 0
    for said in (
        "Tuesday, 24 November",
        "5 years ago tomorrow  [REC]²",
        "Do not open",
        "“The stairs go up. I did not.”",
        "From the shelf  Mirror",
        "“Water, and Bach, all over.”",
        "1 unwritten   Pig",
        "Nostalghia, a new viewing, 2 words",
        "Paterson · 1 h 58 min · said Ana: “A bus.”",
    ):
        assert said in done.out
    assert run("today", "--tonight", "runtime:..120", now=noon("2026-11-24") + timedelta(hours=5)) == done
    spoken = run("today", "--plain", "--tonight", "runtime:..120", now=noon("2026-11-24")).out
    assert "5 years ago tomorrow: [REC]², watched 25 November 2021, no rating, reviewed." in spoken
    assert "1 viewing without a word: Pig." in spoken
    assert "Tonight: Paterson, 1 h 58 min, said Ana: “A bus.”" in spoken


def test_json_has_everything_for_programs(run: Run, written: Places) -> None:
    found = json.loads(run("today", "--json", "--tonight", "shoah", now=noon("2026-11-24")).out)
    assert (found["day"], found["window"]) == ("2026-11-24", 3)
    near = found["near"][0]
    assert (near["days"], near["years"], near["viewing"]["title"]) == (1, 5, "[REC]²")
    assert near["passage"]["text"] == "The stairs go up. I did not."
    assert found["tonight"]["title"] == "Shoah"
    assert found["shelf"]["place"] == "Soundtrack"
    assert found["drafts"] == [{"title": "Nostalghia", "about": "a new viewing, 2 words"}]
    assert found["year"]["months"][10] == 1
    none = run("today", "--json", "--tonight", "zzz", now=noon("2026-11-24"))
    assert json.loads(none.out)["tonight"] is None
    assert none.err == "Nothing on your watchlist matches.\n"
