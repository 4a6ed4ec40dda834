"""Every fact reaches every place that has facts, so that one record is all that a new one needs."""

import argparse

import pytest
from msgspec import structs

from builders import TODAY, entry, film, viewing
from filmjournal.cli.completes import completed_by
from filmjournal.cli.entry_options import add_entry_options
from filmjournal.exchange.entry.csv_columns import HEAD, parse_row, table_row
from filmjournal.exchange.entry.keys import find_key
from filmjournal.exchange.entry.record import EntryRecord, record_of
from filmjournal.exchange.entry.record_parsing import film_of, read_record, viewing_of
from filmjournal.exchange.planning.merge3 import checksums
from filmjournal.model.draft import Draft
from filmjournal.model.facts import FACTS, LATE, Fact, Shape, label, phrases
from filmjournal.model.film import Credit, ExternalIds, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When
from filmjournal.query.fields import field_of, fields_named
from filmjournal.query.vocabulary import Vocabulary

STATED = {
    Shape.TEXT: "A text",
    Shape.DATE: When("2026-11-20"),
    Shape.YEAR: 1995,
    Shape.MINUTES: 111,
    Shape.STARS: Rating.FOUR_AND_A_HALF,
    Shape.TRUTH: True,
    Shape.LIST: ("One", "Two"),
}
"""A value of each shape that is written on one line."""

OWN = [fact for fact in FACTS if fact.shape in STATED and not (fact.within or fact.by_journal)]
LINES = [fact for fact in OWN if fact.shape in {Shape.TEXT, Shape.LIST}]

each_own = pytest.mark.parametrize("fact", OWN, ids=lambda fact: fact.name)
each_line = pytest.mark.parametrize("fact", LINES, ids=lambda fact: fact.name)
each_role = pytest.mark.parametrize("role", Role)


def stating(fact: Fact) -> Entry:
    """Return an entry of which nothing but its title and this fact is known."""
    made = Entry(viewing(None, id="v1", film="f1"), film("Pig", id="f1"))
    if fact.of is Film:
        return structs.replace(made, film=structs.replace(made.film, **{fact.name: STATED[fact.shape]}))
    return structs.replace(made, viewing=structs.replace(made.viewing, **{fact.name: STATED[fact.shape]}))


def options() -> dict[str, argparse.Action]:
    parser = argparse.ArgumentParser()
    add_entry_options(parser, short=True)
    return parser._option_string_actions


def test_the_facts_are_the_attributes_of_a_film_and_a_viewing() -> None:
    facts = {fact.within or fact.name for fact in FACTS}
    told = {*Film.__struct_fields__, *Viewing.__struct_fields__}
    told -= {
        "merged_into",
        "other_names",
    }  # no film that is shown has the one, and the other only says what credits were
    assert facts == told == {*EntryRecord.__struct_fields__}


@each_own
def test_a_fact_comes_back_from_json_and_from_a_table_and_counts_in_a_comparison(fact: Fact) -> None:
    stated = stating(fact)
    record = read_record(structs.asdict(record_of(stated)))
    assert Entry(viewing_of(record, TODAY), film_of(record)) == stated
    cells = dict(zip(HEAD, table_row(stated), strict=True))
    read, problems = parse_row(cells)
    record = read_record(read)
    assert (Entry(viewing_of(record, TODAY), film_of(record)), problems) == (stated, [])
    assert fact.name in checksums(stated.film if fact.of is Film else stated.viewing)


@each_own
def test_a_fact_has_a_key_in_front_matter_by_each_of_its_names_and_a_label(fact: Fact) -> None:
    assert all(find_key(name) is fact for name in (fact.name, *fact.aliases))
    assert label(fact.name) == fact.label != ""


@each_line
def test_a_fact_of_one_line_can_be_typed_in_a_draft(fact: Fact) -> None:
    stated = stating(fact)
    draft = Draft.of(stated)
    assert draft.text(fact.name)
    assert draft.parse(TODAY, None, None)[fact.of is Viewing] == structs.replace(
        stated.film if fact.of is Film else stated.viewing, id="", **({} if fact.of is Film else {"film": ""})
    )
    typed = draft.with_texts({fact.name: "Typed"})
    assert (typed.text(fact.name), Draft().rebased(Draft(), typed)) == ("Typed", typed)
    assert typed.rebased(draft, Draft()).text(fact.name) == "Typed"


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.option], ids=lambda fact: fact.name)
def test_a_fact_with_an_option_is_stated_and_completed_by_it(fact: Fact) -> None:
    action = options()[f"--{fact.option}"]
    assert action.help
    assert completed_by(action) == fact.completion


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.field], ids=lambda fact: fact.name)
def test_a_fact_with_a_field_is_found_and_completed_by_what_the_journal_has_and_what_is_usual(fact: Fact) -> None:
    (field,) = fields_named(fact.field)
    assert all(fields_named(alias) == (field,) for alias in fact.field_aliases)
    vocabulary = Vocabulary([stating(fact)])
    assert vocabulary.words("t", fact.name)[0] in {"A text", "One", "Two"}
    for usual in fact.usual:
        assert usual in vocabulary.words(usual, fact.name)


def test_what_is_stated_of_a_viewing_in_a_line_is_in_the_order_of_the_facts() -> None:
    made = viewing(venue="Rio", format="35mm", companions=("Ana", "Bo"))
    assert [(fact.phrase.format(", ".join(values))) for fact, values in phrases(made)] == [
        "Rio",
        "35mm",
        "with Ana, Bo",
    ]
    assert list(phrases(viewing(venue="  "))) == []


@each_role
def test_a_role_reaches_json_tables_front_matter_options_and_queries(role: Role) -> None:
    credited = Credit("Ana", role, billing=1)
    stated = entry("Pig", None, credits=(credited,), external_ids=ExternalIds(imdb="tt1"))
    assert film_of(read_record(structs.asdict(record_of(stated)))).credits == (credited,)
    cells = dict(zip(HEAD, table_row(stated), strict=True))
    assert cells[role.value] == "Ana"
    assert film_of(read_record(parse_row(cells)[0])).credits == (credited,)
    assert all(find_key(name) is find_key(role.value) is not None for name in role.keys)
    assert completed_by(options()[f"--{role.value}"]) == role.value
    assert field_of(role).read(stated) == ("Ana",)
    assert role.heading
    assert Draft.of(stated).parse(TODAY, None, None)[0].credits == (credited,)


def test_a_late_fact_is_a_text_of_one_viewing() -> None:
    late = [fact for fact in FACTS if fact.name in LATE]
    assert late
    assert all((fact.shape, fact.of) == (Shape.TEXT, Viewing) for fact in late), "codec knows nothing else"
