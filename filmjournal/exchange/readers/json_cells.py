"""What services write as JSON, taken apart into rows of cells."""

from collections.abc import Iterator, Mapping

import msgspec

from filmjournal.exchange.batch import Place, Problem


def read_json(data: bytes, path: str) -> object | Problem:
    """Return what the JSON of a file says, or what is wrong with it."""
    try:
        told: object = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Problem(Place(path), f"this is no JSON: {str(error)[:1].lower()}{str(error)[1:]}.")
    except RecursionError:
        return Problem(Place(path), "this is nested too deep.")
    return told


def cells_of(value: object, name: str = "") -> dict[str, str]:
    """Return each thing that a value says, by its path in it such as movie.ids.imdb. Nothing, and null, is empty."""
    return dict(_cells(value, name))


def objects_in(value: object) -> list[Mapping[str, object]]:
    """Return the objects that a list has; none of anything else."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _cells(value: object, name: str) -> Iterator[tuple[str, str]]:
    within: Iterator[tuple[object, object]] | None = None
    if isinstance(value, dict):
        within = iter(value.items())
    elif isinstance(value, list):
        within = iter(enumerate(value))
    if within is None:
        yield name, _word_for_word(value)
        return
    for key, each in within:
        yield from _cells(each, f"{name}.{key}" if name else str(key))


def _word_for_word(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
