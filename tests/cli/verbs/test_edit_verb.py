import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from builders import actor, director, film, viewing
from filmjournal.journal.errors import CannotSaveError
from filmjournal.journal.journal import Journal
from filmjournal.journal.places import Places
from filmjournal.journal.safety.drafts import Drafts
from filmjournal.model.breakdown import Element
from filmjournal.model.draft import Draft
from filmjournal.model.rating import Rating
from shell_runs import Ended, Run, open_at

pytestmark = pytest.mark.usefixtures("empty_catalogue")

SetEditor = Callable[..., None]
"""Sets an editor that replaces texts in what it gets, one run after the other."""

ONE = "director:tarkovsky"


@pytest.fixture
def edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SetEditor:
    def set_editor(*runs: tuple[str, str] | None) -> None:
        steps = tmp_path / "steps.json"
        steps.write_text(json.dumps(runs), encoding="utf-8")
        script = tmp_path / "editor.py"
        script.write_text(
            "import json, pathlib, sys\n"
            f"steps = pathlib.Path({str(steps)!r})\n"
            "step, *rest = json.loads(steps.read_text(encoding='utf-8'))\n"
            "steps.write_text(json.dumps(rest), encoding='utf-8')\n"
            "path = pathlib.Path(sys.argv[1])\n"
            "text = path.read_bytes().decode()\n"
            "if step:\n"
            "    assert not step[0] or step[0] in text, text\n"
            "    path.write_bytes((text.replace(*step) if step[0] else step[1]).encode())\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        monkeypatch.delenv("VISUAL", raising=False)

    return set_editor


@pytest.fixture
def stalker(places: Places) -> Places:
    """Return the places of a journal with one viewing, of which everything is known."""
    journal = open_at(places)
    cast = (actor("Alexander Kaidanovsky", "Stalker", 1), actor("Anatoly Solonitsyn", "Writer", 2))
    seen = viewing(
        "1998",
        rating=Rating.FOUR,
        tags=("home",),
        review="# Not an element\n---\nA zone.",
        breakdown=(Element("Soundtrack", "Drips.", Rating.FIVE), Element("Pacing", "Slow.")),
    )
    journal.log(film("Stalker", year=1979, credits=(director("Andrei Tarkovsky"), *cast)), seen)
    journal.save()
    return places


def record(run: Run) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(run("show", ONE, "--json").out)
    return shown


def differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {key: after[key] for key in after if after[key] != before[key] and key != "modified"}


def test_what_options_tell_is_changed_and_nothing_else(run: Run, stalker: Places) -> None:
    before = record(run)
    done = run("edit", ONE, "--rating", "4.5", "--date", "2003-05", "--tag", "35mm", "--liked", "--runtime", "162")
    assert (done.status, done.out) == (0, "")
    assert done.err == "Edited Stalker (1979), May 2003: watched, rating, liked, tags and runtime.\n"
    changed = {"rating": 4.5, "watched": "2003-05", "tags": ["35mm"], "liked": True, "runtime": 162}
    assert differing(before, record(run)) == changed


@pytest.mark.parametrize(
    ("option", "value", "key", "kept"),
    [
        ("--headline", "-5 degrees outside", "headline", "-5 degrees outside"),
        ("--headline", "-5x", "headline", "-5x"),
        ("--review", "- one\n- two", "review", "- one\n- two"),
        ("--tag", "-x", "tags", ["-x"]),
    ],
)
def test_a_value_may_begin_with_a_dash(
    run: Run, stalker: Places, option: str, value: str, key: str, kept: object
) -> None:
    assert run("edit", ONE, option, value).status == 0
    assert record(run)[key] == kept


def test_what_was_written_in_the_editor_is_kept_where_it_cannot_be_saved(
    run: Run, stalker: Places, edits: SetEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(journal: Journal) -> None:
        raise CannotSaveError(journal.path, "permission denied")

    monkeypatch.setattr(Journal, "save", fails)
    for verb, step in ((("edit", ONE), ("A zone.", "A room.")), (("log", "--edit"), ("title:", "title: A room."))):
        edits(step)
        done = run(*verb)
        assert done.status == 3
        assert "A room." in kept_in(done).read_text(encoding="utf-8")


def test_the_editor_is_not_opened_on_a_journal_that_can_only_be_read(
    run: Run, stalker: Places, edits: SetEditor
) -> None:
    edits(None)
    text = stalker.journal.read_text(encoding="utf-8").replace('"schema": 2', '"schema": 99')
    stalker.journal.write_text(text, encoding="utf-8")
    for verb in (("edit", ONE), ("log", "--edit")):
        done = run(*verb)
        assert done.status == 3
        assert "you need a newer filmjournal" in done.err


def test_an_element_and_a_role_that_are_named_leave_the_others_alone(run: Run, stalker: Places) -> None:
    run("edit", ONE, "--element", "soundtrack=Trains.", "--element", "Sound:3=Hum", "--writer", "Arkady Strugatsky")
    after = record(run)
    assert [(each["name"], each["text"], each["rating"]) for each in after["breakdown"]] == [
        ("Soundtrack", "Trains.", 5.0),
        ("Pacing", "Slow.", None),
        ("Sound", "Hum", 3.0),
    ]
    assert [each["role"] for each in after["credits"]] == ["director", "actor", "actor", "writer"]
    assert after["credits"][1]["character"] == "Stalker"


def test_what_is_stated_empty_is_taken_away(run: Run, stalker: Places) -> None:
    run("edit", ONE, "--tag", "", "--rating", "none", "--review", "", "--element", "Pacing=", "--actor", "")
    after = record(run)
    assert (after["tags"], after["rating"], after["review"]) == ([], None, "")
    assert [each["name"] for each in after["breakdown"]] == ["Soundtrack"]
    assert [each["role"] for each in after["credits"]] == ["director"]


def test_what_is_so_already_changes_nothing(run: Run, stalker: Places) -> None:
    before = stalker.journal.read_bytes()
    done = run("edit", ONE, "--rating", "4", "--year", "1979")
    assert (done.status, done.err) == (0, "Nothing was changed: Stalker (1979), 1998 is like that already.\n")
    assert stalker.journal.read_bytes() == before


def test_a_template_that_comes_back_untouched_changes_nothing(run: Run, stalker: Places, edits: SetEditor) -> None:
    edits(None)
    before = stalker.journal.read_bytes()
    done = run("edit", ONE)
    assert (done.status, done.err) == (0, "Nothing was changed in the editor, so nothing was done.\n")
    assert stalker.journal.read_bytes() == before


@pytest.mark.parametrize(
    "touch", [("\n# Pacing", "\n\n\n# Pacing"), ("Slow.", "Slow.\n\n"), ("liked: no", "liked: false"), ("\n", "\r\n")]
)
def test_what_an_editor_does_to_the_form_changes_nothing(
    run: Run, stalker: Places, edits: SetEditor, touch: tuple[str, str]
) -> None:
    edits(touch)
    before = stalker.journal.read_bytes()
    done = run("edit", ONE)
    assert done.status == 0, done.err
    assert stalker.journal.read_bytes() == before


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        (("rating: 4\n", "rating: 4.5\n"), {"rating": 4.5}),
        (("A zone.", "A zone.\n\nAnd a room."), {"review": "# Not an element\n---\nA zone.\n\nAnd a room."}),
        (("watched: 1998", "watched: yesterday"), {"watched": "2026-11-23"}),
        (("title: Stalker", "title: 2001: A Space Odyssey"), {"title": "2001: A Space Odyssey"}),
    ],
)
def test_what_is_changed_in_the_editor_is_changed_in_the_journal(
    run: Run, stalker: Places, edits: SetEditor, step: tuple[str, str], changed: dict[str, Any]
) -> None:
    edits(step)
    before = record(run)
    done = run("edit", ONE)
    assert done.status == 0, done.err
    assert differing(before, record(run)) == changed


def kept_in(done: Ended) -> Path:
    found = re.search(r"is saved in (\S+\.md)\.", done.err)
    assert found is not None, done.err
    assert "It is offered as a draft, here and in the app." in done.err
    return Path(found[1])


def test_what_cannot_be_read_is_kept_in_a_file_and_nothing_is_changed(
    run: Run, stalker: Places, edits: SetEditor
) -> None:
    edits(("rating: 4", "ratng: 9"))
    before = stalker.journal.read_bytes()
    done = run("edit", ONE)
    assert (done.status, done.out) == (2, "")
    assert "there is no “ratng”. Did you mean “rating”?" in done.err
    assert "A zone." in kept_in(done).read_text(encoding="utf-8")
    assert stalker.journal.read_bytes() == before


def test_with_somebody_there_the_editor_is_opened_again_on_what_was_written(
    run: Run, stalker: Places, edits: SetEditor
) -> None:
    edits(("rating: 4", "ratng: 4.5"), ("ratng: 4.5", "rating: 4.5"))
    done = run("edit", ONE, answer="y\n")
    assert done.status == 0, done.err
    assert record(run)["rating"] == 4.5
    assert list((stalker.drafts / "editor").iterdir()) == []


def test_a_text_that_comes_back_empty_changes_nothing(run: Run, stalker: Places, edits: SetEditor) -> None:
    edits(("", " \n"))
    before = stalker.journal.read_bytes()
    done = run("edit", ONE)
    assert (done.status, done.err) == (0, "The text came back empty from the editor, so nothing was done.\n")
    assert stalker.journal.read_bytes() == before


def test_without_an_editor_that_is_said(run: Run, stalker: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    done = run("edit", ONE)
    assert (done.status, done.err) == (
        2,
        "Neither $VISUAL nor $EDITOR is set: set one to your editor, such as nano.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name a viewing"),
        ((ONE, "--rating", "9"), "“9” isn't a rating"),
        ((ONE, "--title", " "), "A film needs a title"),
        ((ONE, "--date", "someday"), "“someday” can't be read as a date"),
        ((ONE, "--year", "12"), "12 isn't a valid year"),
        ((ONE, "--element", "Sound"), "“Sound” is no element"),
        (("rating:many", "--liked"), "“many” is not a rating"),
        ((ONE, "--number", "2", "--liked"), "There is no number 2"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    run: Run, stalker: Places, arguments: tuple[str, ...], sentence: str
) -> None:
    before = stalker.journal.read_bytes()
    done = run("edit", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(sentence)
    assert stalker.journal.read_bytes() == before


def test_a_new_film_is_logged_from_an_empty_template(run: Run, edits: SetEditor) -> None:
    edits(("title:", "title: [REC]²"))
    done = run("log", "--edit")
    assert (done.status, done.err) == (0, "Logged [REC]², 24 November 2026, a new film.\n")


def test_the_template_of_a_known_film_is_filled_in(run: Run, stalker: Places, edits: SetEditor) -> None:
    edits(("# Performances\n", "# Performances · 5\n\nAll three.\n"))
    done = run("log", "stalk", "4.5", "--edit", "--json", "--number", "1")
    assert done.status == 0, done.err
    logged = json.loads(done.out)
    assert (logged["year"], logged["rating"], logged["rewatch"]) == (1979, 4.5, True)
    assert logged["breakdown"] == [{"name": "Performances", "text": "All three.", "rating": 5.0}]


def test_a_film_that_is_recognised_by_the_title_that_was_typed_in_the_editor_is_completed(
    run: Run, stalker: Places, edits: SetEditor
) -> None:
    edits(("title:", "title: stalker"))
    assert run("log", "--edit").err.splitlines() == [
        "Logged Stalker (1979), 24 November 2026, rewatched.",
        "This changes both viewings of Stalker (1979): original title.",
    ]


def test_another_title_over_a_known_film_is_refused_and_kept(run: Run, stalker: Places, edits: SetEditor) -> None:
    edits(("title: Stalker", "title: Mirror"))
    before = stalker.journal.read_bytes()
    done = run("log", "Stalker", "--edit")
    assert done.status == 2
    assert done.err.startswith("The film is “Stalker”.")
    assert "title: Mirror" in kept_in(done).read_text(encoding="utf-8")
    assert stalker.journal.read_bytes() == before


def test_another_year_in_the_editor_is_another_film_without_what_the_first_one_had(
    run: Run, stalker: Places, edits: SetEditor
) -> None:
    edits(("year: 1979", "year: 2012"))
    done = run("log", "Stalker", "--edit")
    assert done.err.splitlines() == [
        "Logged Stalker (2012), 24 November 2026, a new film.",
        "It is not Stalker (1979): its year is another.",
    ]
    logged = json.loads(run("show", "year:2012", "--json").out)
    assert logged["credits"] == []
    assert record(run)["year"] == 1979


def test_an_untouched_template_logs_nothing(run: Run, stalker: Places, edits: SetEditor) -> None:
    edits(None)
    before = stalker.journal.read_bytes()
    done = run("log", "Stalker", "--edit")
    assert (done.status, done.err) == (1, "Nothing was changed in the editor, so nothing was done.\n")
    assert stalker.journal.read_bytes() == before


def test_a_draft_of_the_app_is_gone_on_with_where_that_is_wanted(run: Run, stalker: Places, edits: SetEditor) -> None:
    drafts, (entry,) = Drafts(stalker.drafts), open_at(stalker).entries
    drafts.save(structs.replace(Draft.of(entry), headline="Begun in the app"), entry.id, Draft.of(entry))
    edits(None, None)
    done = run("edit", ONE)
    assert "There is a draft of this viewing, of" in done.err
    assert "that is not saved. The app goes on with it, or this command in a terminal." in done.err
    done = run("edit", ONE, answer="n\n")
    assert "Go on with it? [y/N]" in done.err
    assert "Nothing was changed in the editor" in done.err
    assert drafts.find(entry.id) is not None
    edits(("A zone.", "The zone."))
    done = run("edit", ONE, answer="y\n")
    assert done.status == 0, done.err
    assert (record(run)["headline"], record(run)["review"][-9:]) == ("Begun in the app", "The zone.")
    assert drafts.left() == {}
    assert list((stalker.drafts / "editor").iterdir()) == []


def test_a_draft_that_is_not_valid_yet_is_left_to_the_app(run: Run, stalker: Places, edits: SetEditor) -> None:
    drafts, (entry,) = Drafts(stalker.drafts), open_at(stalker).entries
    drafts.save(structs.replace(Draft.of(entry), year="19"), entry.id, Draft.of(entry))
    edits(None)
    assert "It can't be opened here: 19 isn't a valid year" in run("edit", ONE, answer="y\n").err
    claim = Drafts(stalker.drafts).claim(entry.id)
    assert "Another window is writing a draft of this too" in run("edit", ONE).err
    claim.release()
    assert drafts.find(entry.id) is not None


def test_a_new_viewing_that_was_begun_is_gone_on_with(run: Run, stalker: Places, edits: SetEditor) -> None:
    drafts = Drafts(stalker.drafts)
    drafts.save(structs.replace(Draft.new(), title="Dune", year="1984", review="Sand."))
    edits(("Sand.", "Sand, and spice."))
    done = run("log", "--edit", answer="y\n")
    assert "There is a draft of a new viewing of Dune, of" in done.err
    assert "Logged Dune (1984)" in done.err
    assert "Sand, and spice." in stalker.journal.read_text(encoding="utf-8")
    assert drafts.left() == {}


def test_what_was_refused_is_offered_again_as_it_was_written(run: Run, stalker: Places, edits: SetEditor) -> None:
    edits(("rating: 4", "ratng: 4.5"))
    assert run("edit", ONE).status == 2
    edits(("ratng: 4.5", "rating: 4.5"))
    done = run("edit", ONE, answer="y\n")
    assert done.status == 0, done.err
    assert record(run)["rating"] == 4.5
    assert Drafts(stalker.drafts).left() == {}
