"""What `filmjournal compare` puts side by side."""

import json

import pytest

from filmjournal.journal.places import Places
from shell_runs import Run


def test_one_film_alone_stands_as_its_takes_the_first_one_first(
    run: Run, sampled: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    lines = run("compare", "stalker").lines
    assert lines[0] == "Stalker (1979), 3 viewings side by side"
    assert [lines[2].index(day) for day in ("18 Mar 2006", "15 Oct 2016", "8 Nov 2025")] == [0, 41, 82]
    assert max(map(len, lines)) < 120
    monkeypatch.setenv("COLUMNS", "60")
    assert run("compare", "stalker").lines[2:5] == [
        "18 Mar 2006 · National Film Theatre · 35mm",
        "15 Oct 2016 · again · ICA",
        "8 Nov 2025 · again · BFI Southbank",
    ]


def test_films_people_and_queries_stand_beside_each_other(run: Run, sampled: Places) -> None:
    def sides(*texts: str) -> list[tuple[str, int]]:
        record = json.loads(run("compare", *texts, "--json").out)
        assert all(len(element["sides"]) == len(record["sides"]) for element in record["elements"])
        return [(side["name"], len(side["viewings"])) for side in record["sides"]]

    assert sides("pig", "leaving las vegas") == [("Pig (2021)", 1), ("Leaving Las Vegas (1995)", 2)]
    assert sides("actor:cage", "director:tarkovsky") == [("Nicolas Cage", 6), ("Andrei Tarkovsky", 3)]
    assert sides("nicolas cage", "venue:ica OR venue:bfi")[0] == ("Nicolas Cage", 6)
    assert sides("rating:5", "liked")[0][0] == "rating:5"


@pytest.mark.parametrize(
    ("texts", "status", "said"),
    [
        ([], 2, "Name what to compare"),
        (["pig"], 2, "There is nothing to compare Pig (2021) with"),
        (["year:1900..2030"], 2, "are too many to compare: name at most 12."),
        (["pig", "zzyzx"], 1, "Nothing was found."),
        (["pig", "rating:x"], 2, "rating"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    run: Run, sampled: Places, texts: list[str], status: int, said: str
) -> None:
    result = run("compare", *texts)
    assert (result.status, result.out, said in result.err) == (status, "", True)
