from functools import partial

import pytest

from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.readers.recognise import READERS, reader_named, reader_of
from filmjournal.exchange.reading.files import Files
from read_batches import read, reasons, viewing_of
from service_files import files_of


def damaged() -> bytes:
    raise CannotImportError("ratings.csv in export.zip is damaged: download it once more.")


def test_a_file_that_cannot_be_opened_is_named_and_the_others_are_read() -> None:
    history = files_of("movary")["history.csv"]
    batch = read(Files({"ratings.csv": damaged, "history.csv": lambda: history}))
    assert reasons(batch)[0] == "ratings.csv: ratings.csv in export.zip is damaged: download it once more."
    assert viewing_of(batch, "Pig").watched is None


def test_where_nothing_can_be_opened_that_is_what_is_reported() -> None:
    with pytest.raises(CannotImportError, match="download it once more"):
        reader_of(Files({"ratings.csv": damaged}))


def test_a_file_is_opened_once_to_tell_whose_it_is() -> None:
    opened: list[str] = []
    data = files_of("kinopoisk")["votes.csv"]

    def open_it() -> bytes:
        opened.append("votes.csv")
        return data

    assert reader_of(Files({"votes.csv": open_it})) is reader_named("kinopoisk")
    assert opened == ["votes.csv"]


def test_a_folder_of_notes_is_known_by_its_first() -> None:
    opened: list[str] = []

    def open_it(path: str) -> bytes:
        opened.append(path)
        return b"Fine."

    notes = [f"{number} (1979).md" for number in range(9)]
    assert reader_of(Files({path: partial(open_it, path) for path in notes})) is reader_named("markdown")
    assert opened == notes[:1]


def test_what_the_files_say_themselves_is_passed_on() -> None:
    rows = files_of("movary")
    files = Files({path: lambda path=path: rows[path] for path in rows}, ("other.csv is a link out of the folder.",))  # type: ignore[misc]  # mypy does not see the type of a default
    assert "other.csv is a link out of the folder." in read(files).notes


@pytest.mark.parametrize("name", ["TV Time", "tvtime", " tv time ", "TVTime"])
def test_a_service_is_found_by_its_name_however_it_is_written(name: str) -> None:
    reader = reader_named(name)
    assert reader is not None
    assert reader.shown == "TV Time"


def test_no_two_services_have_one_name() -> None:
    assert len({reader.service for reader in READERS}) == len(READERS)


def test_a_service_that_nobody_knows_has_no_reader() -> None:
    assert reader_named("Blockbuster") is None
