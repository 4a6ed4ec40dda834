import json

from filmjournal.journal.places import Places
from shell_runs import Run


def test_every_passage_about_an_element_is_read_with_its_film_and_date(run: Run, sampled: Places) -> None:
    done = run("anthology", "cinem", 'title:"yi yi"')
    assert done.status == 0
    assert done.lines[:4] == ['Cinematography of title:"yi yi"   1 passage', "", "Yi Yi (2000)  ★★★★★", "7 June 2026"]
    assert json.loads(run("anthology", "cinem", "yi", "--json").out)["element"] == "Cinematography"
    page = sampled.journal.parent / "light.md"
    assert run("anthology", "cinematography", "-o", str(page)).err == f"Wrote {page}.\n"
    assert page.read_text(encoding="utf-8").startswith("# Cinematography\n")


def test_where_there_is_nothing_that_is_said(run: Run, sampled: Places) -> None:
    nothing = run("anthology", "zzz")
    assert (nothing.status, nothing.out) == (2, "")
    assert nothing.err.startswith("Nothing is written about “zzz”. There is Review, ")
    silent = run("anthology", "soundtrack", "no:review")
    assert (silent.status, silent.err) == (1, "What was found says nothing about Soundtrack.\n")


def test_a_passage_by_chance_is_of_what_was_found_and_gives_no_ending_away(run: Run, sampled: Places) -> None:
    done = run("random", "leaving", "watched:1998", "--passage")
    assert done.status == 0
    assert done.lines[-1] == "Leaving Las Vegas (1995), 1998"
    assert done.lines[0].startswith("“")
    found = json.loads(run("random", "--passage", "--json", "--limit", "5").out)
    assert len(found) == 5
    assert all(each["text"] for each in found)
    silent = run("random", "is:reviewed", "stalker", "watched:2025", "--passage")
    assert (silent.status, silent.out) == (1, "")
    assert run("random", "--passage", "--csv").status == 2
