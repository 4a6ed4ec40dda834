"""What services write as JSON, taken apart into rows of cells."""

from collections.abc import Iterable, Mapping

import msgspec

from filmjournal.exchange.batch import Place, Problem

_DEEPEST = 20
"""How deep a value is taken apart; no service writes any that is half as deep."""


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
    cells: dict[str, str] = {}
    _collect(value, name, cells)
    return cells


def objects_in(value: object) -> list[Mapping[str, object]]:
    """Return the objects that a list has; none of anything else."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _collect(value: object, name: str, cells: dict[str, str], depth: int = 0) -> None:
    within: Iterable[tuple[object, object]]
    if depth == _DEEPEST:
        cells[name] = msgspec.json.encode(value).decode()
        return
    if isinstance(value, dict):
        within = value.items()
    elif isinstance(value, list):
        within = enumerate(value)
    else:
        cells[name] = value if isinstance(value, str) else "" if value is None else msgspec.json.encode(value).decode()
        return
    for key, each in within:
        _collect(each, f"{name}.{key}" if name else str(key), cells, depth + 1)
