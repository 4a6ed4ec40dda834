"""What goes out comes back as it was: our JSON, our tables, and a folder of Markdown."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from builders import NOW, TODAY, entry, film, texts, viewing, whens
from filmjournal.exchange.batch import Batch, Moment, Reader
from filmjournal.exchange.readers import markdown
from filmjournal.exchange.readers import own as own_formats
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.writers.csv_table import write_csv
from filmjournal.exchange.writers.json_array import write_json
from filmjournal.exchange.writers.markdown import write_folder
from filmjournal.exchange.writers.selection import Selection, Writer
from filmjournal.model.breakdown import Element
from filmjournal.model.source import StoredList, StoredSource
from filmjournal.model.viewing import Entry
from filmjournal.model.when import When
from filmjournal.model.wish import Wish, Wished
from tricky_entries import as_json, entries, labels, prose

MOMENT = Moment(TODAY, datetime.date)

ROUND_TRIPS = {
    "json": (write_json, own_formats.READER),
    "csv": (write_csv, own_formats.READER),
    "markdown": (write_folder, markdown.READER),
}
"""What writes each format, and what reads it."""

BOTH = [pytest.param(*both, id=name) for name, both in ROUND_TRIPS.items()]

cells = st.dictionaries(texts, texts, max_size=2)

own_keys = st.dictionaries(texts.map("own {}".format), texts | st.none() | st.lists(st.integers()), max_size=2)

several = st.lists(entries(may_repeat=True), max_size=2).map(
    lambda drawn: tuple(
        Entry(
            structs.replace(each.viewing, id=f"v{number}", film=f"f{number}"),
            structs.replace(each.film, id=f"f{number}"),
        )
        for number, each in enumerate(drawn)
    )
)
"""Some entries, each of a film of its own."""


def test_lists_of_other_services_come_back_from_json_though_there_is_nothing_else() -> None:
    farm = StoredList("letterboxd", "farm", {"Name": "Farm animals"}, ({"Name": "Pig"}, {"Name": "Babe"}))
    batch = there_and_back(write_json, own_formats.READER, Selection((), lists=(farm,)))
    assert [(stated.stored, stated.title, stated.place.row) for stated in batch.lists] == [(farm, "Farm animals", 1)]
    broken = Files.of({"a.json": b'[{"list": {"service": 1}}]'})
    assert own_formats.READER.recognises(broken)
    (problem,) = own_formats.READER.read(broken, MOMENT).problems
    assert problem.reason.startswith("“list” cannot be read: ")


def there_and_back(writer: Writer, reader: Reader, selection: Selection) -> Batch:
    written = writer(selection)
    documents = (*written.documents, *written.beside)
    files = Files.of({document.name: document.text.encode() for document in documents})
    assert not files or not selection.entries or reader.recognises(files)
    return reader.read(files, MOMENT)


def entries_of(batch: Batch) -> dict[str, Entry]:
    films = {stated.film.id: stated.film for stated in batch.films}
    return {
        stated.viewing.id: Entry(
            structs.replace(stated.viewing, film=stated.viewing.film),
            structs.replace(films[stated.viewing.film], id=stated.viewing.film),
        )
        for stated in batch.viewings
    }


def records(entries: Sequence[Entry]) -> dict[str, object]:
    return {each.id: as_json(each) for each in entries}


wishes = st.builds(Wish, st.just("w1"), st.just("f"), st.none() | whens, labels, prose, st.sampled_from([None, NOW]))


@pytest.mark.parametrize(("writer", "reader"), BOTH)
@settings(deadline=None)
@given(several, wishes)
def test_what_goes_out_comes_back_as_it_was(
    writer: Writer, reader: Reader, selected: tuple[Entry, ...], wish: Wish
) -> None:
    wished = structs.replace(selected[0].film if selected else film("Mirror"), id="f")
    batch = there_and_back(writer, reader, Selection(selected, (Wished(wish, wished),)))
    assert batch.problems == ()
    assert records(list(entries_of(batch).values())) == records(selected)
    assert [each.wish for each in batch.watchlist] == [wish]
    (stated,) = (each.film for each in batch.films if each.film.id == "f")
    assert as_json(Entry(viewing(), stated)) == as_json(Entry(viewing(), wished))
    assert not any(each.sources for each in batch.films)
    assert not any(each.sources for each in batch.viewings)
    assert not batch.watchlist[0].sources


@pytest.mark.parametrize(("writer", "reader"), BOTH)
@pytest.mark.parametrize("text", ["AmÃ©lie", "Zero\0", "<<<<<<< a\n1,2\n=======\n1,2\n>>>>>>> b\n"])
def test_what_looks_like_damage_comes_back_as_it_was_written(writer: Writer, reader: Reader, text: str) -> None:
    written = entry(id="v1", review=text, headline="")
    wished = Wished(Wish("w1", "f2", why=text), film("Mirror", id="f2"))
    batch = there_and_back(writer, reader, Selection((written,), (wished,)))
    assert [each.viewing.review for each in batch.viewings] == [text]
    assert [each.wish.why for each in batch.watchlist] == [text]


@pytest.mark.parametrize(("writer", "reader"), BOTH)
def test_two_viewings_of_one_film_come_back_with_one_film(writer: Writer, reader: Reader) -> None:
    selected = (entry(id="v1", year=1979), entry(watched="1998", id="v2", year=1979))
    batch = there_and_back(writer, reader, Selection(selected))
    assert [stated.film.title for stated in batch.films] == ["Stalker"]
    assert records(list(entries_of(batch).values())) == records(selected)


@pytest.mark.parametrize(("writer", "reader"), BOTH)
def test_elements_that_share_a_name_come_back_both(writer: Writer, reader: Reader) -> None:
    selected = (entry(id="v1", breakdown=(Element("Sound", "Rain."), Element("sound", "Rails."))),)
    assert records(list(entries_of(there_and_back(writer, reader, Selection(selected))).values())) == records(selected)


@settings(deadline=None)
@given(st.builds(StoredSource, texts, texts, texts, cells, cells), labels, st.none() | whens, own_keys)
def test_json_has_the_rows_that_tell_of_something_own_keys_and_the_watchlist(
    source: StoredSource, why: str, added: When | None, own: dict[str, object]
) -> None:
    stated = entry(id="v1")
    wish = Wish("w1", "f2", added, "Ana", why, created=NOW)
    wished = film("Mirror", id="f2", year=1975)
    sources = {"v1": [source], stated.film.id: [source, source], "w1": [source], "f2": [source]}
    selection = Selection((stated,), (Wished(wish, wished),), sources, own_keys=dict.fromkeys(sources, own))
    batch = there_and_back(write_json, own_formats.READER, selection)
    assert batch.problems == ()
    assert [each.sources for each in batch.viewings] == [(source,)]
    assert [each.sources for each in batch.films] == [(source, source), (source,)]
    assert [(each.wish, each.sources) for each in batch.watchlist] == [(structs.replace(wish, film="f2"), (source,))]
    assert batch.films[1].film == structs.replace(wished, id="f2")
    assert [each.own_keys for each in batch.films] == [own, own]
    assert (batch.viewings[0].own_keys, batch.watchlist[0].own_keys) == (own, own)
