"""What `filmjournal stats` writes: bars on a terminal, columns in a pipe, JSON, CSV and sentences."""

import csv
import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY
from filmjournal.journal.places import Places
from filmjournal.query.parser import parse_strict
from filmjournal.stats.record import COLUMNS
from filmjournal.stats.weeks import first_weekday, week_of, weekdays_from
from shell_runs import Run, open_at


def test_json_has_everything_and_every_bar_lists_what_it_counts(run: Run, sampled: Places) -> None:
    whole = json.loads(run("stats", "--json").out)
    assert whole["numbers"]["viewings"] == len(open_at(sampled).entries) == 29
    assert whole["years"][-1] == 2026
    rating = whole["by"]["rating"]
    assert sum(bar["viewings"] for bar in rating["bars"]) + rating["without"] == 29
    bars = {bar["label"]: bar for bar in whole["by"]["actor"]["bars"]}
    cage = bars["Nicolas Cage"]
    assert (cage["viewings"], cage["films"], cage["element_rated"]) == (6, 4, 4)
    assert cage["stars"] == 4.33
    listed = run("find", cage["query"], "--ids").lines
    assert len(listed) == 6


def test_one_year_and_one_thing(run: Run, sampled: Places) -> None:
    one = json.loads(run("stats", "tag:35mm", "--year", "2026", "--by", "director", "--json").out)
    assert (one["subject"], one["query"], one["year"]) == ("tag:35mm", "tag:35mm watched:2026", 2026)
    assert {bar["label"]: bar["viewings"] for bar in one["bars"]} == {
        "Mike Figgis": 1,
        "Spike Jonze": 1,
        "Yasujirō Ozu": 1,
    }
    rows = [line.split("\t") for line in run("stats", "--by", "weekday").lines]
    assert [row[1] for row in rows] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert all(len(row) == len(COLUMNS) for row in rows)
    table = list(csv.DictReader(run("stats", "--by", "element", "--csv").lines))
    assert {row["value"] for row in table} >= {"Performances", "Direction"}
    assert all(not parse_strict(row["query"], TODAY, ["performances"]).errors for row in table)


def test_sentences_and_a_drawing(run: Run, sampled: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run("stats", "--year", "2026", "--plain").lines
    assert "4 viewings of 4 films, 3 again." in plain
    assert "Mike Figgis, 1 viewing, 1 film, 5.0 stars, 4.5 for their work, of 1." in plain
    monkeypatch.setenv("COLUMNS", "80")
    drawn = run("stats", "--year", "2026", seen=True).out
    for part in ("2026 in films", "4 viewings", "Against 2025: 2 more", "When", "How you rated", "Elements"):
        assert part in drawn
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in drawn.splitlines()) < 80
    one = run("stats", "--by", "venue", seen=True).out
    assert "BFI Southbank" in one
    assert "without" in one


def test_nothing_found_is_said(run: Run, sampled: Places) -> None:
    done = run("stats", "title:nothing-of-the-kind")
    assert (done.status, done.out) == (1, "")
    assert "Nothing was found." in done.err
    done = run("stats", "--year", "1999")
    assert done.status == 1
    assert "Nothing that was found was watched in 1999." in done.err


@given(st.dates(TODAY.replace(year=1900), TODAY), st.integers(1, 7))
def test_a_year_is_cut_into_whole_weeks_wherever_they_begin(day: date, first: int) -> None:
    assert weekdays_from(first)[0] == first
    tomorrow = day + timedelta(days=1)
    if tomorrow.year == day.year:
        assert week_of(tomorrow, first) - week_of(day, first) == (tomorrow.isoweekday() == first)
    else:
        assert week_of(tomorrow, first) == 0
        assert 52 <= week_of(day, first) <= 53


def test_a_week_begins_where_somebody_lives() -> None:
    assert first_weekday({}) == first_weekday({"LANG": "C"}) == first_weekday({"LANG": "en_GB.UTF-8"}) == 1
    assert first_weekday({"LANG": "en_US.UTF-8"}) == first_weekday({"LC_ALL": "pt_BR", "LANG": "de_DE"}) == 7
    assert first_weekday({"LC_TIME": "ar_EG@x"}) == 6
