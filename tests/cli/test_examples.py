"""What the help of each verb gives as an example does what it says, in a real shell."""

from pathlib import Path

import pytest

from builders import NOW, director, film, viewing
from example_home import make_home, run_there
from filmjournal.cli.program import every_verb
from filmjournal.journal.disk.disk import Disk
from filmjournal.journal.places import Places
from filmjournal.journal.safety.backups import BackupReason, Backups
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.model.draft import Draft
from filmjournal.model.wish import Wish
from shell_runs import open_at, review

EXAMPLES = [(verb.name, example) for verb in every_verb() for example in verb.examples.splitlines()]

ASKING = ("restore", "trash empty", "import", "watchlist remove", "--online")
"""What is asked for before it is done, and needs a yes where nobody is there."""

AGREED = ("--yes", "--dry-run", "trash restore")
"""What is not asked for."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home folder with what the examples need."""
    return make_home(tmp_path)


@pytest.fixture
def places(home: Path) -> Places:
    return Places.around(home / "journal.json", home / "state" / "filmjournal", home / "config")


def prepare(verb: str, places: Places) -> None:
    """Do before an example what there must have been before."""
    journal = open_at(places)
    if verb == "trash":
        journal.remove(next(entry.id for entry in journal.entries if entry.id.startswith("01a2056a")))
        journal.save()
    if verb == "drafts":
        Drafts(places.drafts).save(Draft(title="Nostalghia", review="A candle."))
    if verb == "watchlist":
        stalker = film("Nostalghia", year=1983, credits=(director("Andrei Tarkovsky"),))
        journal.add_to_watchlist(stalker, Wish(id="", film=""))
        journal.save()
    if verb == "films":
        for title, year in (("Nostalghia", 1983), ("Nostalgia", None), ("Pig", None)):
            journal.log(film(title, year=year, id=f"film {title}"), viewing())
        journal.save()
    if verb == "catalogue":
        facts = places.journal.parent / "facts"
        facts.mkdir()
        (facts / "films.jsonl").write_text('{"title":"Pig","year":2021}', encoding="utf-8")
    if verb in {"undo", "backups", "restore"}:
        backups = Backups(places.backups, Disk(), lambda: NOW)
        for number in range(1, 14):
            review(journal, journal.entries[0], f"Version {number}.")
            backups.add(places.journal.read_bytes(), BackupReason.MERGE)


@pytest.mark.parametrize(("verb", "example"), EXAMPLES, ids=lambda text: text)
def test_an_example_ends_well(verb: str, example: str, home: Path, places: Places) -> None:
    prepare(verb, places)
    needs_yes = any(word in example for word in ASKING) and not any(
        word in example for word in ("--yes", "--dry-run", "trash res")
    )
    done = run_there(f"set -o pipefail; filmjournal {example}", home)
    expected = {2 if needs_yes else 0}
    assert done.returncode in expected, done.stderr
    assert "Traceback" not in done.stderr
    if needs_yes:
        assert "add --yes" in done.stderr.lower()
