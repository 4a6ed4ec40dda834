import json
import re
from pathlib import Path

import pytest

from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts, wish_slot
from filmjournal.model.breakdown import Element
from filmjournal.model.draft import Draft
from shell_runs import Run, open_at


@pytest.fixture
def drafts(logged: Places) -> Drafts:
    """Return three drafts: of a new film, of a viewing, and of a watchlist item."""
    drafts, entry = Drafts(logged.drafts), open_at(logged).entries[0]
    drafts.save(Draft(title="[/b] Dune", review="Sand.\nAnd more.", breakdown=(Element("Soundtrack", "A drum."),)))
    drafts.save(Draft(viewing_id=entry.id, title="Solaris", year="19"), entry.id)
    drafts.save(Draft(title="Ran", headline="Bo"), wish_slot())
    return drafts


def test_drafts_are_listed_shown_discarded_and_restored(run: Run, drafts: Drafts) -> None:
    rows = {row[0]: row[2:] for row in (re.split("  +", line) for line in run("drafts").lines)}
    assert rows["new"] == ["[/b] Dune", "a new viewing, 5 words"]
    assert rows["wish-new"] == ["Ran", "a film for the watchlist"]
    assert ["Solaris", "changes to a viewing"] in rows.values()
    assert run("drafts", "show", "new").out == (
        "Title: [/b] Dune\nReview:\nSand.\nAnd more.\n\nBreakdown: Soundtrack: A drum.\n"
    )
    assert run("drafts", "show", "wish").out == "Title: Ran\nRecommended by: Bo\n"
    done = run("drafts", "discard", "new")
    (discarded,) = drafts.discarded()
    assert done.err == f"Discarded the draft of [/b] Dune; `filmjournal drafts restore {discarded}` brings it back.\n"
    assert [each["state"] for each in json.loads(run("drafts", "--json").out)] == ["draft", "draft", "discarded"]
    assert run("drafts", "discard", discarded).err == f"{discarded} is discarded already.\n"
    assert "A drum." in run("drafts", "show", discarded).out
    assert run("drafts", "restore", "new@").err == "The draft of [/b] Dune is back.\n"
    assert drafts.find() is not None
    assert run("drafts", "restore", "new").status == 2


def test_a_draft_that_a_window_writes_is_named_and_left_alone(run: Run, drafts: Drafts, logged: Places) -> None:
    claim = Drafts(logged.drafts).claim()
    assert "in another window" in next(line for line in run("drafts").lines if line.startswith("new"))
    assert run("drafts", "discard", "new").err == "new is being written in another window.\n"
    claim.release()
    assert run("drafts", "discard", "new").status == 0


def test_where_there_is_none_that_is_said(run: Run, places: Places, tmp_path: Path) -> None:
    assert run("drafts") == (1, "", "There are no drafts.\n")
    assert run("drafts", "show", "").err == "An empty id is no draft: `filmjournal drafts` lists them.\n"
    assert not list(tmp_path.rglob("*.json"))
