import msgspec
import pytest

from builders import actor, director, entry
from filmjournal.exchange.entry.record import EntryRecord, record_of
from filmjournal.model.rating import Rating


def test_people_are_listed_by_role_and_billing_whatever_their_order_in_the_file() -> None:
    made = entry(credits=(actor("Nicolas Cage", billing=2), actor("Elisabeth Shue"), director("Mike Figgis", 0)))
    people = [(each.role, each.name, each.billing) for each in record_of(made).credits]
    assert people == [("director", "Mike Figgis", None), ("actor", "Elisabeth Shue", 1), ("actor", "Nicolas Cage", 2)]


def test_a_rating_is_in_stars_and_a_date_as_it_is_known() -> None:
    record = record_of(entry("Pig", "2003-05", rating=Rating.FOUR_AND_A_HALF))
    assert (record.rating, record.watched) == (4.5, "2003-05")
    assert (record_of(entry("Pig", None)).rating, record_of(entry("Pig", None)).watched) == (None, None)


def test_what_was_encoded_is_read_back_and_a_key_that_is_not_in_the_schema_is_refused() -> None:
    record = record_of(entry("Pig"))
    data = msgspec.json.encode(record)
    assert msgspec.json.decode(data, type=EntryRecord) == record
    with pytest.raises(msgspec.ValidationError, match="unknown field `stars`"):
        msgspec.json.decode(data.replace(b'"rating"', b'"stars"', 1), type=EntryRecord)
