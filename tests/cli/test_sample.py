import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from msgspec import structs

from builders import NOW, SAMPLE, TODAY, viewing
from filmjournal.cli.open import ScratchError, sample_bytes, scratch_sample
from filmjournal.journal.journal import Journal
from filmjournal.model.breakdown import DEFAULT_ELEMENTS
from filmjournal.model.draft import Draft
from filmjournal.model.film import Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.query.engine.index import Index
from filmjournal.query.fields import FIELDS
from filmjournal.query.parser import OPERATORS, parse


class LeftInTheMiddleError(Exception):
    """Whatever may go wrong while the sample is open."""


@pytest.fixture(scope="module")
def sample() -> Journal:
    return Journal.open(SAMPLE, now=lambda: NOW, new_id=lambda: "unused")


def _leaving_las_vegas(sample: Journal) -> Entry:
    return next(entry for entry in sample.entries if entry.film.title == "Leaving Las Vegas")


def test_the_sample_has_at_least_sixteen_films_and_no_problems(sample: Journal) -> None:
    assert sample.problems == ()
    assert len({entry.film.id for entry in sample.entries}) >= 16


def test_every_record_of_the_sample_is_shown(sample: Journal) -> None:
    content = json.loads(SAMPLE.read_text(encoding="utf-8"))
    assert {entry.id for entry in sample.entries} == {record["id"] for record in content["viewings"].values()}
    assert {entry.film.id for entry in sample.entries} == {record["id"] for record in content["films"].values()}


def test_leaving_las_vegas_has_its_facts(sample: Journal) -> None:
    film = _leaving_las_vegas(sample).film
    assert film.year == 1995
    assert film.people(Role.DIRECTOR) == ("Mike Figgis",)
    cast = {credit.name: credit.character for credit in film.credited(Role.ACTOR)}
    assert cast["Nicolas Cage"] == "Ben Sanderson"
    assert cast["Elisabeth Shue"] == "Sera"


def test_leaving_las_vegas_is_reviewed_at_length_and_by_element(sample: Journal) -> None:
    seen = max((found.viewing for found in sample.viewings_of(_leaving_las_vegas(sample).film)), key=_length)
    assert seen.headline
    assert _length(seen) > 800
    written = {element.name: element.text.strip() for element in seen.breakdown}
    assert all(written.get(name) for name in DEFAULT_ELEMENTS)


def _length(seen: Viewing) -> int:
    return len(seen.review.split())


@pytest.mark.parametrize("example", [record.example for record in (*FIELDS, *OPERATORS)])
def test_the_example_of_every_field_and_operator_finds_something(sample: Journal, example: str) -> None:
    parsed = parse(example, TODAY)
    assert not parsed.errors
    found = Index(sample.entries).search(parsed.query).entries
    if example == "is:unidentified":
        assert not found, "every film of the sample knows its people"
        unknown = [structs.replace(entry, film=structs.replace(entry.film, credits=())) for entry in sample.entries[:3]]
        found = Index([*sample.entries[3:], *unknown]).search(parsed.query).entries
    assert 0 < len(found) < len(sample.entries)


def test_some_films_are_watched_more_than_once(sample: Journal) -> None:
    times = Counter(entry.film.id for entry in sample.entries)
    assert sum(count > 1 for count in times.values()) >= 2


@pytest.mark.parametrize("script", [("CJK", "HIRAGANA", "KATAKANA"), ("CYRILLIC",), ("ARABIC", "HANGUL")])
def test_original_titles_stand_in_many_scripts(sample: Journal, script: tuple[str, ...]) -> None:
    titles = "".join(entry.film.original_title for entry in sample.entries)
    assert any(unicodedata.name(character, "").startswith(script) for character in titles)


def test_every_entry_of_the_sample_is_read_back_equal_from_an_untouched_draft(sample: Journal) -> None:
    for entry in sample.entries:
        assert Draft.of(entry).parse(TODAY, entry.film, entry.viewing) == (entry.film, entry.viewing)


def test_the_scratch_copy_is_the_sample_and_is_taken_away_with_its_folder(tmp_path: Path) -> None:
    before = SAMPLE.read_bytes()
    scratch = tmp_path / "state" / "scratch"
    with scratch_sample(scratch) as copy:
        assert copy.read_bytes() == before == sample_bytes()
        journal = Journal.open(copy, now=lambda: NOW, new_id=lambda: "new")
        journal.log(journal.entries[0].film, viewing(rating=Rating.FIVE))
        journal.save()
        assert copy.read_bytes() != before
    assert list(scratch.iterdir()) == []
    assert SAMPLE.read_bytes() == before


def test_the_scratch_copy_is_taken_away_when_something_goes_wrong(tmp_path: Path) -> None:
    with pytest.raises(LeftInTheMiddleError), scratch_sample(tmp_path):
        raise LeftInTheMiddleError
    assert list(tmp_path.iterdir()) == []


def test_two_scratch_copies_do_not_meet(tmp_path: Path) -> None:
    with scratch_sample(tmp_path) as one, scratch_sample(tmp_path) as other:
        assert one.parent != other.parent


def test_a_scratch_folder_that_cannot_be_made_is_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ScratchError, match="The sample journal cannot be copied"), scratch_sample(tmp_path / "file"):
        raise AssertionError
