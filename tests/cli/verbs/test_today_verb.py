from datetime import UTC, datetime, timedelta

import pytest

from builders import NOW, film, viewing
from filmjournal.journal.places import Places
from shell_runs import Run, open_at


def log(places: Places, *days: str | None) -> None:
    journal = open_at(places)
    for day in days:
        journal.log(film(f"Film of {day}"), viewing(day))
    journal.save()


def titles(run: Run, now: datetime) -> list[str]:
    return [line.split("\t")[0] for line in run("today", now=now).lines]


def noon(day: str) -> datetime:
    """Return noon of a day where the test runs."""
    return datetime.fromisoformat(f"{day}T12:00").astimezone().astimezone(UTC)


def test_this_day_of_past_years_is_listed_the_last_first(run: Run, places: Places) -> None:
    log(places, "2019-11-24", "2024-11-24", "2024-11-23", "2026-11-24", "2024-11", "2024", "2023-10-24", None)
    assert titles(run, noon("2026-11-24")) == ["2024-11-24", "2019-11-24"]


def test_when_there_is_nothing_that_is_reported_beside_it(run: Run, logged: Places) -> None:
    done = run("today", now=noon("2026-11-24"))
    assert (done.status, done.out) == (1, "")
    assert done.err == "Nothing was watched on 24 November in any year before.\n"


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
    assert titles(run, noon(today)) == listed


def test_the_day_is_that_of_the_place_where_it_runs(run: Run, places: Places) -> None:
    here = NOW.astimezone().date()
    log(places, f"2001-{here:%m-%d}", f"2001-{here - timedelta(days=1):%m-%d}")
    assert titles(run, NOW) == [f"2001-{here:%m-%d}"]


def test_a_limit_keeps_the_last_years(run: Run, places: Places) -> None:
    log(places, "2019-11-24", "2024-11-24")
    done = run("today", "--limit", "1", "--plain", now=noon("2026-11-24"))
    assert done.lines == ["Film of 2024-11-24, watched 24 November 2024, no rating"]
