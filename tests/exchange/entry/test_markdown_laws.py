"""What was written into a document is read back to the letter, whatever it looks like."""

from typing import Any

import msgspec
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builders import entry, ratings
from filmjournal.exchange.entry.markdown import read_template, write_template
from filmjournal.exchange.errors import TemplateError
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Role
from filmjournal.model.rating import Rating
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from tricky_entries import LABELS, STRUCTURES, as_json, entries, filled, labels, prose


def nothing_in(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the same keys in which nothing is known."""
    empty = {str: "", list: [], bool: False}
    return {
        name: nothing_in(value) if isinstance(value, dict) else empty.get(type(value)) for name, value in record.items()
    }


def completed(read: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """Return what was read, with nothing for each key of the record that does not stand there."""
    nothing = nothing_in(record)
    ids = {**nothing["external_ids"], **read.get("external_ids", {})}
    dates = {name: None for name in ("watched", "created", "modified") if name not in read}
    return {**nothing, **dates, **read, "external_ids": ids}


@given(entries())
def test_an_entry_in_a_file_is_read_back_to_the_letter(given_entry: Entry) -> None:
    record = as_json(given_entry)
    assert completed(read_template(write_template(record, all_keys=False)), record) == record


@given(
    st.lists(
        st.tuples(filled | st.sampled_from(LABELS), ratings), max_size=4, unique_by=lambda each: fold(each[0].strip())
    ),
    st.booleans(),
)
def test_any_name_of_an_element_is_read_back_with_its_stars(
    rated: list[tuple[str, Rating | None]], all_keys: bool
) -> None:
    breakdown = tuple(Element(name, "Text.", rating) for name, rating in rated)
    record = as_json(entry("Pig", breakdown=breakdown))
    assert read_template(write_template(record, all_keys=all_keys))["breakdown"] == record["breakdown"]


@given(st.lists(prose, min_size=1, max_size=4), st.booleans())
def test_any_text_is_read_back_to_the_letter(texts: list[str], all_keys: bool) -> None:
    breakdown = tuple(Element(f"Element {place}", text) for place, text in enumerate(texts[1:]))
    record = as_json(entry("Pig", review=texts[0], breakdown=breakdown))
    read = read_template(write_template(record, all_keys=all_keys))
    assert (read["review"], read["breakdown"]) == (texts[0], record["breakdown"])


@given(st.lists(labels, min_size=1, max_size=4).map(tuple), st.booleans())
@example(("name: Pig", "{name: x}", "[x]"), True)
def test_any_label_is_read_back_to_the_letter(labels: tuple[str, ...], all_keys: bool) -> None:
    billed = tuple(
        Credit(label if label.strip() else "Mr X", Role.ACTOR, label, place)
        for place, label in enumerate(labels, start=1)
    )
    record = as_json(entry("Pig", venue=labels[-1], headline=labels[0], tags=labels, credits=billed))
    read = read_template(write_template(record, all_keys=all_keys))
    assert completed(read, record) | {"id": "", "film": ""} == record | {"id": "", "film": ""}


@given(entries())
def test_an_entry_that_nobody_changed_in_the_editor_is_read_back_to_the_letter(given_entry: Entry) -> None:
    record = as_json(given_entry)
    read = read_template(write_template(record, all_keys=True))
    assert read == {name: record[name] for name in record if name not in {"id", "film", "created", "modified"}}


@given(entries())
def test_any_reader_of_yaml_reads_the_front_matter_of_a_file_as_we_do(given_entry: Entry) -> None:
    record = as_json(given_entry)
    document = write_template(record, all_keys=False)
    front = yaml.safe_load(document.split("\n---\n")[0].removeprefix("---\n"))
    for name in ("title", "original_title", "headline", "venue", "id", "year", "runtime", "tags", "genres", "rating"):
        assert front.get(name) == (record[name] or None), name
    assert front.get("liked", False) == record["liked"]
    billed = [each["name"] for each in record["credits"] if each["role"] == "director"]
    stated = [each["name"] if isinstance(each, dict) else each.partition("=")[0] for each in front.get("director", [])]
    assert [name.strip() for name in stated] == [name.strip() for name in billed]


@given(entries(), st.booleans())
def test_what_editors_do_to_line_ends_takes_nothing_away(given_entry: Entry, all_keys: bool) -> None:
    viewing = given_entry.viewing
    breakdown = tuple(Element(each.name, each.text.replace("\r", ""), each.rating) for each in viewing.breakdown)
    viewing = msgspec.structs.replace(viewing, review=viewing.review.replace("\r", ""), breakdown=breakdown)
    given_entry = Entry(viewing, given_entry.film)
    document = write_template(as_json(given_entry), all_keys=all_keys)
    read = read_template(document)
    assert read_template(document + "\n") == read
    assert read_template(document.removesuffix("\n")) == read
    assert read_template(document.replace("\n", "\r\n")) == read
    assert read_template("\ufeff" + document) == read


@given(entries(), st.booleans())
def test_an_editor_that_strips_the_ends_of_lines_leaves_something_to_read(given_entry: Entry, all_keys: bool) -> None:
    document = write_template(as_json(given_entry), all_keys=all_keys)
    stripped = "\n".join(line.rstrip() for line in document.split("\n"))
    before, after = read_template(document), read_template(stripped)
    assert before | {"review": "", "breakdown": []} == after | {"review": "", "breakdown": []}
    assert isinstance(before["breakdown"], list)
    assert isinstance(after["breakdown"], list)
    assert [each["name"] for each in after["breakdown"]] == [each["name"] for each in before["breakdown"]]


lines = (
    st.sampled_from(
        [*STRUCTURES, "tags: [a", "title: 'a", "rating: 4.5", "actor:", "- {name: x}", "- *a", "a: &a [*a]", "? x"]
    )
    | labels
)


def fault_of(document: str) -> TemplateError | None:
    try:
        read_template(document)
    except TemplateError as error:
        return error
    return None


@given(st.lists(lines, max_size=12).map("\n".join), st.booleans())
@example('title: "\\ud800"', True)
@example("title: !!binary x", True)
@example("liked: |\n  a\n  b", True)
@example("- &a a\n- *a", True)
@example("tags: " + "[" * 5000, True)
def test_any_text_is_read_or_refused_with_the_line(text: str, is_front_matter: bool) -> None:
    document = f"---\n{text}\n---\n" if is_front_matter else text
    error = fault_of(document)
    if error is not None:
        assert str(error).startswith(f"Line {error.line}: ")
        assert 1 <= error.line <= document.count("\n") + 1
        assert "\n" not in str(error)
