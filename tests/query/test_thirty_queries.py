from typing import Any

import msgspec
import pytest

from builders import TODAY
from filmjournal.query.engine.index import Index
from filmjournal.query.parser import parse
from large_journal import LargeJournal
from search_queries import QUERIES, Asked

ENTRIES = LargeJournal(520).entries
INDEX = Index(ENTRIES)


def plain(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=str)


DOCUMENTS = [(entry.id, plain(entry.viewing), plain(entry.film)) for entry in ENTRIES]


def test_there_are_thirty_queries_each_with_its_own_test() -> None:
    assert len(QUERIES) == len({asked.query for asked in QUERIES}) == 30


@pytest.mark.parametrize("asked", QUERIES, ids=lambda asked: asked.query)
def test_a_query_finds_what_is_found_record_by_record(asked: Asked) -> None:
    parsed = parse(asked.query, TODAY)
    assert not parsed.errors
    found = {entry.id for entry in INDEX.search(parsed.query).entries}
    assert found == {id_ for id_, viewing, film in DOCUMENTS if asked.test(viewing, film)}
