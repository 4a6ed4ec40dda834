"""What many reviews say about one element, and how it is read in one column."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from budget import examples
from builders import entry
from filmjournal.exchange.writers.save_files import CannotWriteError
from filmjournal.model.breakdown import Element
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry
from filmjournal.render.palette import PLAIN
from filmjournal.render.reading import COLUMN, COVERED, Known, anthology_page, minutes_to_read, reading_page
from filmjournal.stats.anthology import anthology, anthology_record, element_meant, places_in
from filmjournal.transfer.anthology_page import anthology_markdown, write_anthology

ENTRIES = [
    entry("[REC]²", "2010-10-30", breakdown=(Element("cinematography", "All *handheld*.", Rating.THREE),)),
    entry("Stalker", "2016-10-15", breakdown=(Element("Cinematography", "Sepia."),), review="A zone.", spoilers=True),
    entry("Mirror", None, breakdown=(Element("Cinematography", "Wind.\n\nAnd fire."), Element("Sound", " "))),
]


def test_every_passage_about_the_element_is_there_in_order_under_the_usual_spelling() -> None:
    found = anthology("CINEMATOGRAPHY", "is:rated", ENTRIES)
    assert found.title == "Cinematography of is:rated"
    assert [each.text for each in found.extracts] == ["All *handheld*.", "Sepia.", "Wind.\n\nAnd fire."]
    assert found.extracts[0].rating is Rating.THREE
    assert [each.text for each in anthology("review", "", ENTRIES).extracts] == ["A zone."]
    assert anthology("Sound", "", ENTRIES).extracts == ()
    assert anthology_record(found)["extracts"][1]["viewing"]["title"] == "Stalker"


def test_elements_are_offered_by_how_often_they_are_written_and_meant_by_their_beginning() -> None:
    known = places_in(ENTRIES)
    assert known == {"Cinematography": 3, "Review": 1}
    assert element_meant("cin", list(known)) == "Cinematography"
    assert element_meant("sound", ["Soundtrack", "Sound"]) == "Sound"
    assert element_meant("zzz", list(known)) is None
    assert element_meant("", list(known)) is None


def lines(entry: Entry, width: int = 100, *, covered: bool = False) -> list[str]:
    return [line.plain for line in reading_page(entry, width, PLAIN, covered=covered).lines]


def test_a_review_is_read_in_a_column_in_the_middle() -> None:
    read = lines(
        entry(headline="A zone", review="word " * 460, breakdown=(Element("Verdict", "Yes.", Rating.FIVE),)), 120
    )
    assert all(line.startswith(" " * 24) for line in read if line)
    assert max(len(line) for line in read) <= 24 + COLUMN
    assert f"{'':24}2 minutes to read" in read
    assert read[-2:] == [f"{'':24}Verdict  ★★★★★", f"{'':24}Yes."]


def test_what_gives_the_ending_away_is_covered_but_for_the_headline() -> None:
    told = entry(headline="A zone", review="He dies.", breakdown=(Element("Verdict", "He dies."),), spoilers=True)
    assert "He dies." not in " ".join(lines(told, covered=True))
    assert COVERED in " ".join(lines(told, covered=True))
    assert "A zone" in " ".join(lines(told, covered=True))
    assert " ".join(lines(told)).count("He dies.") == 2


def test_minutes_are_whole_and_one_at_least() -> None:
    assert [minutes_to_read(words) for words in (0, 5, 230, 500)] == [
        "",
        "1 minute to read",
        "1 minute to read",
        "2 minutes to read",
    ]


def test_passages_are_rendered_as_far_as_they_are_read_and_once() -> None:
    found, known = anthology("cinematography", "", ENTRIES), Known()
    first = anthology_page(found, 80, PLAIN, (), 1, known)
    assert first.lines[-1].plain.strip() == "2 more follow as you read on."
    assert len(first.spots) == len(known) == 1
    whole = anthology_page(found, 80, PLAIN, (), 40, known)
    assert whole == anthology_page(found, 80, PLAIN)
    assert sum(COVERED in line.plain for line in whole.lines) == 1
    every = anthology_page(found, 80, PLAIN, [each.entry.id for each in found.extracts])
    assert not any(COVERED in line.plain for line in every.lines)
    assert [each.viewing_id for each in every.spots] == [each.id for each in ENTRIES]
    assert [every.lines[each.line].plain.split("  ")[-1].strip() for each in every.spots][1:] == ["Stalker", "Mirror"]


@given(st.integers(10, 150), st.text(max_size=60), st.text(max_size=300))
@settings(max_examples=examples(60))
def test_no_line_is_wider_than_the_column(width: int, title: str, text: str) -> None:
    one = entry(title.strip() or "x", headline=title, review=text, breakdown=(Element("Sound", text),))
    for page in (reading_page(one, width, PLAIN), anthology_page(anthology("Sound", "", [one]), width, PLAIN)):
        assert all(cell_len(line.plain) <= width for line in page.lines)


def test_it_is_written_as_the_ending_says_and_never_over_a_file(tmp_path: Path) -> None:
    found = anthology("cinematography", "dp:[rec]", ENTRIES)
    written = anthology_markdown(found)
    assert "## \\[REC\\]²\n\n*30 October 2010 · ★★★*\n\nAll *handheld*.\n" in written
    journal = tmp_path / "journal.json"
    page = tmp_path / "light.html"
    assert write_anthology(found, page, journal, force=False) == f"Wrote {page}."
    assert "<em>handheld</em>" in page.read_text(encoding="utf-8")
    for path in (page, tmp_path / "light.txt"):
        with pytest.raises(CannotWriteError):
            write_anthology(found, path, journal, force=False)
