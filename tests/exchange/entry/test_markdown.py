"""An entry as a document that a person likes to find in the editor, and what they may type there."""

import re
from typing import Any

import msgspec
import pytest

from builders import actor, director, entry
from filmjournal.exchange.entry.keys import KEYS
from filmjournal.exchange.entry.markdown import read_template, with_problem, write_template
from filmjournal.exchange.entry.record import EntryRecord, record_of
from filmjournal.exchange.errors import TemplateError
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, ExternalIds, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry

LAS_VEGAS = entry(
    "Leaving Las Vegas",
    year=1995,
    credits=(
        director("Mike Figgis"),
        actor("Nicolas Cage", "Ben Sanderson"),
        actor("Elisabeth Shue", "Sera", 2),
        Credit("Declan Quinn", Role.CINEMATOGRAPHER, billing=1),
    ),
    external_ids=ExternalIds(imdb="tt0113627"),
    rating=Rating.FOUR_AND_A_HALF,
    liked=True,
    tags=("home", "drama"),
    headline="A toast: to the end",
    review="The first drink.\n\n# is not a heading here",
    breakdown=(Element("Performances", "Cage.", Rating.FIVE), Element("Soundtrack", "Sting.")),
    id="0160cc07",
)

FILE = """\
---
title: Leaving Las Vegas
year: 1995
watched: 2026-11-20
rating: 4.5
liked: true
tags: [home, drama]
headline: "A toast: to the end"
director: [Mike Figgis]
actor:
- Nicolas Cage = Ben Sanderson
- Elisabeth Shue = Sera
cinematographer: [Declan Quinn]
imdb: tt0113627
id: 0160cc07
film: film Leaving Las Vegas
---

The first drink.

\\# is not a heading here

# Performances · 5

Cage.

# Soundtrack

Sting.
"""


def written(given: Entry, *, all_keys: bool = False) -> str:
    return write_template(msgspec.structs.asdict(record_of(given)), all_keys=all_keys)


def read(front_matter: str, body: str = "") -> dict[str, Any]:
    return read_template(f"---\n{front_matter}\n---\n{body}")


def refused(front_matter: str, body: str = "") -> str:
    with pytest.raises(TemplateError) as refusal:
        read(front_matter, body)
    return str(refusal.value)


def test_a_file_holds_what_is_known_and_nothing_else() -> None:
    assert written(LAS_VEGAS) == FILE


def test_an_editor_gets_a_place_for_everything_that_a_person_may_fill_in() -> None:
    document = written(entry("Pig", "2026-11-20"), all_keys=True)
    keys = re.findall(r"^(\w+):", document, re.MULTILINE)
    assert keys == [key.name for key in KEYS if not key.by_journal]
    assert re.findall("^# .*", document.split("---\n")[2], re.MULTILINE) == [
        "# Performances",
        "# Direction",
        "# Cinematography",
        "# Soundtrack",
    ]


def test_there_is_a_key_for_everything_that_the_json_has() -> None:
    stated = {key.within or key.name for key in KEYS} | {"review", "breakdown"}
    assert stated == set(EntryRecord.__struct_fields__)


def test_a_person_sees_no_quotation_marks_that_can_be_spared() -> None:
    document = written(
        entry(
            "2001: A Space Odyssey", headline='"Open" the # doors', credits=(actor("Keir Dullea", "Dave #1: pilot"),)
        ),
        all_keys=True,
    )
    assert "\ntitle: 2001: A Space Odyssey\n" in document
    assert '\nheadline: "Open" the # doors\n' in document
    assert "\n- Keir Dullea = Dave #1: pilot\n" in document


def test_a_breakdown_is_followed_by_no_empty_headings() -> None:
    assert "# Direction" not in written(LAS_VEGAS, all_keys=True).split("---\n")[2]


def test_headings_that_nobody_wrote_under_are_no_elements() -> None:
    body = "\n# Performances\n\n\n# Direction\n\nSteady.\n\n# Soundtrack ★★★★\n"
    assert read("title: Pig", body)["breakdown"] == [
        {"name": "Direction", "text": "Steady.", "rating": None},
        {"name": "Soundtrack", "text": "", "rating": 4.0},
    ]


@pytest.mark.parametrize(
    "title",
    ["2001: A Space Odyssey", "[REC]²", "What a # film", "'71", '"Crocodile" Dundee', "*batteries not included", "M"],
)
def test_a_title_is_typed_without_quotation_marks(title: str) -> None:
    assert read(f"title: {title}\nyear: 1995") == {"title": title, "year": 1995, "review": "", "breakdown": []}


@pytest.mark.parametrize("title", ['"A: b"', "'A: b'", "A: b", "|-\n  A: b", '"A:\n  b"', "  A: b  ", '"A: b" # mine'])
def test_a_title_may_be_written_in_any_way_that_yaml_has(title: str) -> None:
    assert read(f"title: {title}\nyear: 1995")["title"] == "A: b"


@pytest.mark.parametrize("key", ["original_title", "Original title", "original-title"])
def test_keys_are_known_however_they_are_typed(key: str) -> None:
    assert read(f"{key}: Stalker")["original_title"] == "Stalker"


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("", []),
        (" home, drama", ["home", "drama"]),
        (" [home, drama]", ["home", "drama"]),
        (" Robert Downey, Jr.;", ["Robert Downey, Jr."]),
        ("\n- home\n- Downey, Jr.\n-\n", ["home", "Downey, Jr."]),
        ("\n  - home # 2\n  - 'quoted'", ["home # 2", "quoted"]),
    ],
)
def test_a_list_may_have_commas_brackets_or_lines(typed: str, items: list[str]) -> None:
    assert read(f"companions:{typed}\nyear: 1995")["companions"] == items


def test_people_are_billed_as_they_stand() -> None:
    people = read("actor:\n- Nicolas Cage = Ben Sanderson\n- Elisabeth Shue=Sera\ndirector: Mike Figgis")["credits"]
    assert people == [
        {"name": "Mike Figgis", "role": "director", "character": "", "billing": 1},
        {"name": "Nicolas Cage", "role": "actor", "character": "Ben Sanderson", "billing": 1},
        {"name": "Elisabeth Shue", "role": "actor", "character": "Sera", "billing": 2},
    ]


def test_a_billing_that_does_not_go_without_saying_is_spelt_out() -> None:
    document = written(entry("Pig", credits=(actor("Nicolas Cage", "Rob"), actor("Alex Wolff", "Amir", 0))))
    assert "- Nicolas Cage = Rob\n- {name: Alex Wolff, character: Amir, billing: null}\n" in document


@pytest.mark.parametrize(
    ("typed", "rating"),
    [("", None), ("4.5", 4.5), ("4,5", 4.5), ("4½", 4.5), ("★★★★½", 4.5), ("4.5/5", 4.5), ("4 # hm", 4), ("½", 0.5)],
)
def test_stars_may_be_typed_in_many_ways(typed: str, rating: float | None) -> None:
    assert read(f"rating: {typed}")["rating"] == rating


@pytest.mark.parametrize(
    "heading",
    ["# Direction · 4.5", "# Direction: 4,5", "# Direction - 4½", "# Direction ★★★★½", "# Direction (4.5)",
     '# "Direction" · 4.5', "#  Direction ·4.5/5  "],
)  # fmt: skip
def test_an_element_may_be_rated_by_whatever_is_on_the_keyboard(heading: str) -> None:
    assert read("title: Pig", f"\n{heading}\n")["breakdown"] == [{"name": "Direction", "text": "", "rating": 4.5}]


@pytest.mark.parametrize("name", ["Act 2", "Sound: the mix", "Sound · mix", "Part (3)", "Part: 2", '"Sound"', "C#"])
def test_the_name_of_an_element_comes_back_whatever_it_looks_like(name: str) -> None:
    record = record_of(entry("Pig", breakdown=(Element(name, "Text."),)))
    document = write_template(msgspec.structs.asdict(record), all_keys=False)
    assert read_template(document)["breakdown"] == [{"name": name, "text": "Text.", "rating": None}]


@pytest.mark.parametrize(
    ("typed", "truth"), [("yes", True), ("TRUE", True), ("no", False), ("false", False), ("", False)]
)
def test_yes_and_no_are_said_in_several_words(typed: str, truth: bool) -> None:
    assert read(f"liked: {typed}")["liked"] is truth


def test_dates_and_lengths_are_typed_as_everywhere() -> None:
    assert read("watched: last friday # at home\nruntime: 1h 51m") == {
        "watched": "last friday",
        "runtime": 111,
        "review": "",
        "breakdown": [],
    }


def test_headings_of_the_review_itself_are_text() -> None:
    body = "\n## The first hour\n\n#hashtag\n\n---\n\n # indented\n"
    assert read("title: Pig", body)["review"] == body.strip("\n")


@pytest.mark.parametrize(
    ("front_matter", "stated"),
    [
        ("title: Pig\nratng: 4", "Line 3: there is no “ratng”. Did you mean “rating”?"),
        ("title: Pig\ncover: x", "Line 3: there is no “cover”. Take it out, or put # before it."),
        ("title: Pig\ntitle: Pig", "Line 3: “title” is on line 2 already. Remove one of them."),
        ("with: Ana\ncompanions: Bo", "Line 3: “companions” is on line 2 already. Remove one of them."),
        ("review: Good", "Line 2: the review is written below the second ---, not here."),
        ("rating: 11", "Line 2: “11” isn't a rating. Use ½ to 5 stars, such as 4, 4.5, 4.5/5 or ★★★★½."),
        ("liked: perhaps", "Line 2: “perhaps” is neither yes nor no."),
        ("actor:\n- = Ben", "Line 3: this actor has no name: write it first, as in Nicolas Cage = Ben Sanderson."),
        ("actor:\n- {name: A, billing: x}", "Line 3: “x” isn't a place in the billing. Write a number from 1."),
        ("a title", "Line 2: this isn't front matter. Write lines such as “title: Stalker”."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_reported_with_its_line(front_matter: str, stated: str) -> None:
    assert refused(front_matter) == stated


@pytest.mark.parametrize(
    ("front_matter", "line"),
    [
        ("year: 95", 2),
        ("runtime: long", 2),
        ("title: Pig\ntags: [a, b\nyear: 1995", 3),
        ("tags: [a]\nrating: a: b\nyear: 1", 3),
        ("title: Pig\nyear 1995\nrating: 4", 3),
        ("title: Pig\nliked: [yes]", 3),
        ("actor:\n  Nicolas Cage: Ben", 3),
        ("liked: \x1b", 2),
        ("watched: *yesterday", 2),
        ("tags:\n- a\n- b:\n    c", 4),
    ],
)
def test_what_yaml_cannot_be_is_reported_with_its_line(front_matter: str, line: int) -> None:
    assert refused(front_matter).startswith(f"Line {line}: ")


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        ("\n# Direction\n\nA.\n\n# direction\n\nB.\n", "Line 9: there is an element “direction” on line 5 already"),
        ("\n# Direction · good\n", "Line 5: “good” isn't a rating"),
        ("\n# · 4\n", "Line 5: this element has no name"),
        ("#\n", "Line 4: this element has no name"),
        ('\n# " " · 4\n', "Line 5: this element has no name"),
    ],
)
def test_what_is_wrong_with_an_element_is_reported_with_its_line(body: str, stated: str) -> None:
    assert refused("title: Pig", body).startswith(stated)


@pytest.mark.parametrize(
    "document", ["", "title: Pig\n", "\n\nA review.\n", "----\ntitle: Pig\n----\n", "--- x\n---\n"]
)
def test_a_document_without_front_matter_is_refused(document: str) -> None:
    with pytest.raises(TemplateError, match=r"Line \d: the front matter is missing: write ---"):
        read_template(document)


def test_front_matter_without_an_end_is_refused() -> None:
    with pytest.raises(TemplateError, match="Line 1: the front matter has no end"):
        read_template("---\ntitle: Pig\n\nA review.\n")


def test_a_fault_at_the_top_is_not_read_and_replaces_the_one_before() -> None:
    marked = with_problem(with_problem(FILE, "Line 3: no."), "Line 4:\nno.")
    assert marked == f"#! Line 4: no.\n{FILE}"
    assert read_template(marked) == read_template(FILE)
